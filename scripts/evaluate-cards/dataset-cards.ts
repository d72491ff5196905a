import { DuckDBInstance } from '@duckdb/node-api';
import { readDatasetCard } from '../../src/cards/read-card.js';
import type { DatasetSection } from '../../src/cards/sections/section-names.js';
import { judge, type LabelledSet } from './labelled-set.js';
import { readLines } from './read-lines.js';

/** What the makers of the labels call the five sections. */
const labelNames: Readonly<Record<DatasetSection, string>> = {
  datasetDescription: 'dataset description',
  datasetStructure: 'dataset structure',
  datasetCreation: 'dataset creation',
  considerations: 'considerations for using the data',
  additionalInformation: 'additional information',
};

/** Dataset cards with the labels of a heading parser. A label says yes where the section has more than some words. */
export async function readDatasetCards(cardsFile: string, labelsFile: string): Promise<LabelledSet> {
  const cards = new Map(readLines<{ file: string; card: string }>(cardsFile).map(({ file, card }) => [file, card]));
  const sections = Object.keys(labelNames) as DatasetSection[];
  const labels = await readLabels(labelsFile, sections);
  let read = 0;
  const judgements = labels.flatMap((row) => {
    const card = cards.get(row.name.replaceAll('/', '_'));
    if (card === undefined) return [];
    read += 1;
    const reading = readDatasetCard(card);
    return sections.map((section) => judge(section, row.name, row[section] === true, reading.kind === 'card' ? reading.sections[section] : null));
  });
  return {
    name: 'Dataset cards labelled by headings',
    labels: 'made by a parser of headings: free text without a heading and headings in other words count as absent there, headings of an untouched template as present',
    cards: read,
    judgements,
  };
}

async function readLabels(file: string, sections: readonly DatasetSection[]): Promise<({ name: string } & Record<DatasetSection, unknown>)[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const columns = sections.map((section) => `"('${labelNames[section]}', 'not_empty')" = 1 as ${section}`);
  const found = await connection.runAndReadAll(`select __index_level_0__ as name, ${columns.join(', ')} from read_parquet($file) order by name`, { file });
  const rows = found.getRowObjectsJson() as unknown as ({ name: string } & Record<DatasetSection, unknown>)[];
  connection.closeSync();
  instance.closeSync();
  return rows;
}
