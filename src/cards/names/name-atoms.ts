/** The smallest piece of a name: letters without a capital inside, or a number. */
export interface Atom {
  readonly from: number;
  readonly to: number;
  /** In lower case. */
  readonly text: string;
  readonly isNumber: boolean;
  /** Whether no separator stands before it. */
  readonly glued: boolean;
  /** Index of the run between separators it belongs to. */
  readonly run: number;
  /** Whether an underscore stands right before it. */
  readonly underscored: boolean;
}

const separator = 0;
const digit = 1;
const lower = 2;
const upper = 3;
const foreign = 4;

/** Class of each ASCII character; everything else counts as a letter without case, so that no pair of surrogates is parted. */
const classes = Uint8Array.from({ length: 128 }, (_, code) => {
  if (code >= 48 && code <= 57) return digit;
  if (code >= 97 && code <= 122) return lower;
  return code >= 65 && code <= 90 ? upper : separator;
});

function classAt(name: string, at: number): number {
  const code = name.charCodeAt(at);
  return code < 128 ? (classes[code] ?? separator) : foreign;
}

/**
 * Cuts a name at separators, between letters and digits, and at capitals (`DistilBERTBase` is distil, BERT, Base). A number
 * keeps its decimal points: `2.8b` is 2.8 and b. One step per character.
 *
 * @param start where to begin, in UTF-16 units
 */
export function cutAtoms(name: string, start: number): Atom[] {
  const atoms: Atom[] = [];
  let run = -1;
  let at = start;
  let glued = false;
  while (at < name.length) {
    const first = classAt(name, at);
    if (first === separator) {
      glued = false;
      at += 1;
      continue;
    }
    if (!glued) run += 1;
    const to = first === digit ? endOfNumber(name, at) : endOfLetters(name, at, first);
    atoms.push({ from: at, to, text: name.slice(at, to).toLowerCase(), isNumber: first === digit, glued, run, underscored: at > 0 && name[at - 1] === '_' });
    glued = true;
    at = to;
  }
  return atoms;
}

function endOfNumber(name: string, from: number): number {
  let at = from + 1;
  while (at < name.length) {
    const here = classAt(name, at);
    const point = here === separator && name[at] === '.' && at + 1 < name.length && classAt(name, at + 1) === digit;
    if (here !== digit && !point) break;
    at += 1;
  }
  return at;
}

function endOfLetters(name: string, from: number, first: number): number {
  let at = from + 1;
  let before = first;
  while (at < name.length) {
    const here = classAt(name, at);
    if (here === separator || here === digit) break;
    if (here === upper && before === lower) break;
    // `mistralv0.2` is mistral, v, 0.2. Where the v belongs to the word (yolov8), the lexicon joins it again.
    if ((name[at] === 'v' || name[at] === 'V') && at - from >= 2 && at + 1 < name.length && classAt(name, at + 1) === digit) break;
    // The last capital of several begins the next word: GPTNeo is GPT and Neo. A plural stays (LLMs).
    const next = at + 1 < name.length ? classAt(name, at + 1) : separator;
    const afterNext = at + 2 < name.length ? classAt(name, at + 2) : separator;
    if (here === upper && before === upper && next === lower && !(name[at + 1] === 's' && afterNext !== lower)) break;
    before = here;
    at += 1;
  }
  return at;
}

/** Runs between separators that are no words but keys and hashes: many changes between letters and digits, or very many pieces. */
export function findOpaqueRuns(atoms: readonly Atom[]): ReadonlySet<number> {
  const opaque = new Set<number>();
  for (let first = 0; first < atoms.length;) {
    let last = first;
    let changes = 0;
    while (last + 1 < atoms.length && atoms[last + 1]?.run === atoms[first]?.run) {
      if (atoms[last]?.isNumber !== atoms[last + 1]?.isNumber) changes += 1;
      last += 1;
    }
    const length = (atoms[last]?.to ?? 0) - (atoms[first]?.from ?? 0);
    if (last - first >= 40 || (length >= 14 && changes >= 5) || (length >= 24 && changes >= 2 && (last - first + 1) * 3 > length)) opaque.add(atoms[first]?.run ?? -1);
    first = last + 1;
  }
  return opaque;
}
