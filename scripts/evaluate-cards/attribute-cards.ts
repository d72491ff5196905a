import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CardValue } from '../../src/cards/metadata/card-value.js';
import { metadataAttributes, type MetadataAttribute } from '../../src/cards/metadata/card-value.js';
import type { AttributeJudgement } from '../../src/cards/metadata/judge-attributes.js';
import { readCard } from '../../src/cards/read-card.js';
import type { Judgement, LabelledSet } from './labelled-set.js';
import { readLines } from './read-lines.js';

/** Where the texts of each set lie below the data folder, and the properties of their lines that name a card and hold its text. */
const places: Readonly<Record<string, { readonly folder: string; readonly file: string; readonly id: string; readonly text: string }>> = {
  'hf-2022-02-15': { folder: 'hf-2022-02-15-full', file: 'cards.jsonl.gz', id: 'modelId', text: 'card' },
  asgaard: { folder: 'cards-asgaard-24-verified', file: 'verified_model_cards.jsonl.gz', id: 'path', text: 'content' },
  liang: { folder: 'cards-liang-intervention-42', file: 'cards.jsonl.gz', id: 'path', text: 'content' },
  'pytorch-hub': { folder: 'hubs-pytorch', file: 'cards.jsonl.gz', id: 'path', text: 'content' },
  paddlehub: { folder: 'hubs-paddlehub', file: 'readme_en.jsonl.gz', id: 'path', text: 'content' },
};

type Judged = AttributeJudgement & { readonly set: string };

/** The cards whose attributes we judged: is an attribute stated? Attributes on which one could say either are left out. */
export function readAttributeCards(data: string, judgementsFolder: string): LabelledSet[] {
  return readdirSync(judgementsFolder).filter((name) => /^judgements-.*\.json$/.test(name)).sort().map((name) => {
    const judged = JSON.parse(readFileSync(join(judgementsFolder, name), 'utf8')) as readonly Judged[];
    const texts = new Map([...new Set(judged.map(({ set }) => set))].map((set) => [set, readTexts(data, set)]));
    return {
      name: `Attributes judged by us (${name})`,
      labels: name.includes('first') ? 'by reading each card; rules were mended after looking at the differences' : 'by reading each card; differences were not looked at when rules were mended',
      cards: judged.length,
      judgements: judged.flatMap((one) => {
        const text = texts.get(one.set)?.get(one.id);
        if (text === undefined) throw new Error(`${name}: no text for ${one.id} (${one.set})`);
        const reading = readCard(text);
        return judgeCard(one, reading.kind === 'card' ? reading.metadata.values : []);
      }),
    };
  });
}

/** The files that `readAttributeCards` needs. */
export function attributeFiles(data: string): string[] {
  return Object.values(places).map(({ folder, file }) => join(data, folder, file));
}

function judgeCard({ id, present, unjudged }: Judged, values: readonly CardValue[]): Judgement[] {
  return (Object.keys(metadataAttributes) as MetadataAttribute[]).filter((attribute) => !unjudged.includes(attribute)).map((attribute) => {
    const first = values.find((value) => value.attribute === attribute);
    return {
      question: attribute,
      id,
      label: present.includes(attribute),
      answer: first !== undefined,
      rule: first?.source ?? 'not found',
      lines: first === undefined ? '' : first.lines === null ? first.where : `${first.where}, line ${first.lines.from}`,
    };
  });
}

function readTexts(data: string, set: string): Map<string, string> {
  const place = places[set];
  if (place === undefined) throw new Error(`judgements of an unknown set (${set}); expected one of ${Object.keys(places).join(', ')}`);
  const file = join(data, place.folder, place.file);
  if (!existsSync(file)) throw new Error(`${file} does not exist`);
  const rows = readLines<Record<string, unknown>>(file);
  return new Map(rows.flatMap((row) => {
    const [id, text] = [row[place.id], row[place.text]];
    return typeof id === 'string' && typeof text === 'string' ? [[id, text] as const] : [];
  }));
}
