// npm run evaluate:cards [-- --all]: compares what the reader of cards finds with labelled cards, prints precision, recall and
// F1 per question with the disagreements, and writes docs/card-evaluation.md when all sets are there.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { attributeFiles, readAttributeCards } from './attribute-cards.js';
import { readDatasetCards } from './dataset-cards.js';
import { readHubFixtures } from './hub-fixtures.js';
import { readJudgedCards } from './judged-cards.js';
import type { LabelledSet } from './labelled-set.js';
import { evaluationPage } from './page.js';
import { readVerifiedCards } from './verified-cards.js';
import { agreementHeader, agreementRows, describe, disagreements, ruleHeader, ruleRows } from './tables.js';

/** Disagreements printed of one set, unless all are asked for. */
const shown = 40;
const data = join('..', 'shared', 'data');
const all = process.argv.includes('--all');
if (process.argv.slice(2).some((word) => word !== '--all')) {
  process.stderr.write('evaluate:cards: unknown option; expected nothing or --all (print every disagreement)\n');
  process.exit(2);
}

const sources: readonly { readonly files: readonly string[]; readonly read: (...files: string[]) => LabelledSet[] | Promise<LabelledSet[]> }[] = [
  { files: [join(data, 'cards-asgaard-24-verified', 'verified_model_cards.jsonl.gz')], read: (file) => [readVerifiedCards(file)] },
  {
    files: [join(data, 'cards-dataset-sections', 'cards.jsonl.gz'), join(data, 'cards-dataset-sections', 'datasetcard_sections_info.parquet')],
    read: async (cards, labels = '') => [await readDatasetCards(cards, labels)],
  },
  { files: [join(data, 'hf-2022-02-15-full', 'cards.jsonl.gz'), join('src', 'cards', 'fixtures')], read: (cards, folder = '') => readJudgedCards(cards, folder) },
  { files: [join(data, 'cards-hub-docs', 'huggingface_hub_card_fixtures.jsonl.gz'), join(data, 'cards-hub-docs', 'modelcard_template.md')], read: (file, template = '') => [readHubFixtures(file, template)] },
  { files: attributeFiles(data), read: () => readAttributeCards(data, join('src', 'cards', 'metadata', 'fixtures')) },
];

const sets: LabelledSet[] = [];
let missing = 0;
for (const { files, read } of sources) {
  const absent = files.find((file) => !existsSync(file));
  if (absent === undefined) sets.push(...await read(...(files as [string])));
  else {
    missing += 1;
    process.stdout.write(`not evaluated: ${absent} does not exist; expected the labelled cards beside the project\n`);
  }
}
for (const set of sets) printSet(set);
if (missing === 0) {
  writeFileSync(join('docs', 'card-evaluation.md'), evaluationPage(sets));
  process.stdout.write('written: docs/card-evaluation.md\n');
} else process.exitCode = 3;

function printSet(set: LabelledSet): void {
  process.stdout.write(`\n${set.name}: ${set.cards} cards\n  labels: ${set.labels}\n\n${table(agreementHeader, agreementRows(set))}\n\n${table(ruleHeader, ruleRows(set.judgements))}\n\n`);
  const differing = disagreements(set);
  const listed = all ? differing : differing.slice(0, shown);
  process.stdout.write(`${differing.length} disagreements${listed.length < differing.length ? `, ${listed.length} shown (--all prints all)` : ''}\n`);
  for (const one of listed) process.stdout.write(`  ${describe(one)}\n`);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  return [header, ...rows].map((row) => `  ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')}`.trimEnd()).join('\n');
}
