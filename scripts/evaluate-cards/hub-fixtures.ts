import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readCard, readDatasetCard } from '../../src/cards/read-card.js';
import { judge, type LabelledSet } from './labelled-set.js';
import { readLines } from './read-lines.js';

/** What we read in the hub's own awkward fixtures and its template: state of the front matter, and the sections with content. */
interface FixtureLabel {
  readonly file: string;
  readonly frontMatter: 'absent' | 'mapping' | 'invalid';
  readonly sections: readonly string[];
}

const labels = JSON.parse(readFileSync(new URL('./hub-fixtures.json', import.meta.url), 'utf8')) as readonly FixtureLabel[];

/** The fixtures of the hub's client library and its template of model cards. */
export function readHubFixtures(fixturesFile: string, templateFile: string): LabelledSet {
  const texts = new Map(readLines<{ path: string; content: string }>(fixturesFile).map(({ path, content }) => [basename(path), content]));
  texts.set(basename(templateFile), readFileSync(templateFile, 'utf8'));
  return {
    name: 'Fixtures and template of the hub',
    labels: 'by reading them; the state of the front matter is what their names say',
    cards: labels.length,
    judgements: labels.flatMap((label) => {
      const text = texts.get(label.file);
      if (text === undefined) throw new Error(`${fixturesFile}: no ${label.file}`);
      const reading = label.file.includes('datasetcard') ? readDatasetCard(text) : readCard(text);
      if (reading.kind !== 'card') throw new Error(`${label.file}: read as ${reading.kind}; expected a card`);
      const state = { present: true, evidence: { rule: reading.frontMatter.state, lines: null } };
      return [
        ...['absent', 'mapping', 'invalid'].map((name) => judge(`front matter ${name}`, label.file, label.frontMatter === name, { ...state, present: reading.frontMatter.state === name })),
        ...Object.entries(reading.sections).map(([section, answer]) => judge(section, label.file, label.sections.includes(section), answer)),
      ];
    }),
  };
}
