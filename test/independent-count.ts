import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** One package of a list, as the raw file states it. `value` is its downloads or its rank; null where it states none. */
export interface Listed {
  readonly name: string;
  readonly value: number | null;
}

/** One model of the raw pages of July 2024. */
export interface RawModel {
  readonly _id: string;
  readonly id: string;
  readonly downloads?: number | null;
  readonly library_name?: string;
  readonly tags: readonly string[];
  readonly createdAt: string;
}

/** What the metric says of one snapshot, counted anew. */
export interface CountedTurnover {
  readonly size: number;
  readonly remained: number;
  readonly newcomers: number;
  readonly returning: number;
  readonly left: number;
  readonly union: number;
  readonly population: number;
}

/** Text of a file, unpacked where its name says that it is packed. */
export function readText(file: string): string {
  const bytes = readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** Rows of a CSV file by heading. Quotes as in RFC 4180: a quoted cell may hold commas, line ends and doubled quotes. */
export function readCsv(file: string): Record<string, string>[] {
  const text = readText(file);
  const rows: string[][] = [];
  const row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === ',' || letter === '\n') {
      row.push(cell.replace(/\r$/, ''));
      cell = '';
      if (letter === '\n') rows.push(row.splice(0));
    } else cell += letter;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  const [heading = [], ...lines] = rows;
  return lines.map((line) => Object.fromEntries(heading.map((name, index) => [name, line[index] ?? ''])));
}

/** A list from a CSV file; an empty cell states nothing. */
export function listFrom(rows: readonly Record<string, string>[], name: string, value: string): Listed[] {
  return rows.map((row) => ({ name: row[name] ?? '', value: row[value] === '' || row[value] === undefined ? null : Number(row[value]) }));
}

/** All models of the pages, file by file, page by page. */
export function* readPages(folder: string): Generator<RawModel> {
  for (const name of readdirSync(folder).filter((one) => /^pages-\d+\.jsonl\.gz$/.test(one)).sort()) {
    for (const line of readText(path.join(folder, name)).split('\n')) {
      if (line !== '') yield* JSON.parse(line) as RawModel[];
    }
  }
}

/** Turnover of the tops of some lists, oldest first. `identify` tells which package a name means, `size` how many are the top. */
export function countTurnover(
  lists: readonly (readonly Listed[])[],
  size: (population: number) => number,
  order: 'most' | 'least' = 'most',
  identify: (name: string) => string = (name) => name,
): CountedTurnover[] {
  const seen = new Set<string>();
  let before = new Set<string>();
  return lists.map((list) => {
    const stating = list.filter((one): one is Listed & { value: number } => one.value !== null);
    const sign = order === 'most' ? -1 : 1;
    const wanted = size(stating.length);
    // Names are compared among those at or above the cut only: the whole list is long.
    const values = Float64Array.from(stating, (one) => sign * one.value).sort();
    const cut = values[Math.min(wanted, values.length) - 1] ?? -Infinity;
    const ranked = stating.filter((one) => sign * one.value <= cut).sort((a, b) => sign * (a.value - b.value) || Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
    const top = new Set(ranked.slice(0, wanted).map((one) => identify(one.name)));
    const remained = [...top].filter((one) => before.has(one)).length;
    const known = [...top].filter((one) => seen.has(one)).length;
    const left = before.size - remained;
    top.forEach((one) => seen.add(one));
    before = top;
    return { size: top.size, remained, newcomers: top.size - known, returning: known - remained, left, union: seen.size, population: stating.length };
  });
}

/** One model of the pages with what the counts below look at. */
export interface Descended {
  readonly name: string;
  readonly downloads: number | null;
  readonly libraries: ReadonlySet<string>;
  /** Whether its tags say that it is a LoRA adapter of a diffusion model. */
  readonly lora: boolean;
  /** Names as declared, with whether as an adapter. */
  readonly parents: ReadonlyMap<string, boolean>;
}

/** What is looked at of one model. `vocabulary` are the tags that name a library. */
export function descendedFrom(model: RawModel, vocabulary: ReadonlySet<string>): Descended {
  const libraries = new Set(model.tags.filter((tag) => vocabulary.has(tag)));
  if (model.library_name !== undefined) libraries.add(model.library_name);
  return {
    name: model.id, downloads: model.downloads ?? null, libraries,
    lora: model.tags.includes('lora') || model.tags.includes('template:sd-lora'), parents: parentsOf(model),
  };
}

export type Reading = 'as declared' | 'adapters run on their base' | 'without adapters';

/** Kept pairs, pairs and bases by library, of the pairs of a base with several libraries and a child. */
export function countPreservation(models: ReadonlyMap<string, Descended>, renames: ReadonlyMap<string, string>, reading: Reading): Map<string, [kept: number, pairs: number, bases: number]> {
  const counted = new Map<string, [kept: number, pairs: number, bases: Set<string>]>();
  for (const child of models.values()) {
    const bases = new Map<string, boolean>();
    for (const [declared, adapter] of child.parents) {
      const base = models.has(declared) ? declared : (renames.get(declared) ?? '');
      bases.set(base, adapter || (bases.get(base) ?? false));
    }
    for (const [name, declaredAdapter] of bases) {
      const base = models.get(name);
      if (base === undefined || base === child || base.libraries.size < 2) continue;
      const adapter = declaredAdapter || child.libraries.has('peft') || child.libraries.has('adapter-transformers') || (child.lora && base.libraries.has('diffusers'));
      if (adapter && reading === 'without adapters') continue;
      for (const library of base.libraries) {
        const row = counted.get(library) ?? [0, 0, new Set<string>()];
        const runs = adapter && reading === 'adapters run on their base' && (library === 'transformers' || library === 'diffusers');
        counted.set(library, [row[0] + (runs || child.libraries.has(library) ? 1 : 0), row[1] + 1, row[2].add(name)]);
      }
    }
  }
  return new Map([...counted].map(([library, [kept, pairs, bases]]) => [library, [kept, pairs, bases.size]]));
}

/** Children and the sum of their downloads by base: by the name as written, or by the model that it means. */
export function countDescendants(models: ReadonlyMap<string, Descended>, renames: ReadonlyMap<string, string>, resolved: boolean): Map<string, { children: number; downloads: number | null }> {
  const counted = new Map<string, { children: number; downloads: number | null }>();
  for (const child of models.values()) {
    const bases = new Set<string>();
    for (const declared of child.parents.keys()) {
      const meant = models.has(declared) ? declared : renames.get(declared);
      if (meant === child.name) continue;
      if (!resolved) bases.add(declared);
      else if (meant !== undefined) bases.add(meant);
    }
    for (const base of bases) {
      const { children, downloads } = counted.get(base) ?? { children: 0, downloads: null };
      counted.set(base, { children: children + 1, downloads: child.downloads === null ? downloads : (downloads ?? 0) + child.downloads });
    }
  }
  return counted;
}

/** Names that a model declares as its parents, with whether as an adapter of it. */
export function parentsOf(model: RawModel): Map<string, boolean> {
  const parents = new Map<string, boolean>();
  for (const tag of model.tags) {
    if (!tag.startsWith('base_model:')) continue;
    const words = tag.split(':').slice(1);
    const relation = words.length > 1 && ['finetune', 'adapter', 'quantized', 'merge'].includes(words[0] ?? '') ? words.shift() : undefined;
    // Two tags of July 2024 have a space before the name.
    const name = words.join(':').trim();
    if (name !== '') parents.set(name, (parents.get(name) ?? false) || relation === 'adapter');
  }
  return parents;
}
