import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlayground } from './run.test-data.js';

const playground = createPlayground();
const folder = path.join(playground.folder, 'files');
afterAll(() => playground.remove());

const card = `---
license: mit
base_model: example/robin
---
# Wren

Wren is a model that answers letters for the post office of a small town.

## Limitations

TODO

## Usage

\`\`\`python
AutoModel.from_pretrained("example/wren-7b")
\`\`\`
`;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'invented-cards.yaml'), `slug: invented-cards
title: Invented cards
registry: huggingface
series: invented-cards
files: [cards.csv]
format: csv
taken_at: { column: day, as: instant, why: stated }
incomplete: false
identifier: id
cards: { file: cards.jsonl, name: name, text: text, has_card: there }
fields:
  name: name
  licences: { column: licence, as: json list }
otherwise: the invented file has no such column
`);
  writeFileSync(path.join(folder, 'cards.csv'), 'day,id,name,licence\n2024-01-01,w,example/wren-7b,"[""apache-2.0""]"\n2024-01-01,n,example/none,"[""mit""]"\n2024-01-01,u,example/unseen,"[""mit""]"\n');
  writeFileSync(path.join(folder, 'cards.jsonl'), `${JSON.stringify({ name: 'example/wren-7b', text: card, there: true })}\n${JSON.stringify({ name: 'example/none', text: null, there: false })}\n`);
  writeFileSync(path.join(folder, 'README.md'), card);
  const { code, err } = await playground.run(['import', 'files/invented-cards.yaml', 'files']);
  expect(`${code} ${err.split('\n').filter((line) => line.startsWith('hubscope')).join()}`).toBe('0 ');
});

async function json(...argv: string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await playground.run(['card', ...argv, '--json']);
  expect(`${code} ${err}`).toBe('0 ');
  return JSON.parse(out) as Record<string, unknown>;
}

describe('hubscope card', () => {
  it('shows sections with their lines, values with their source, and what record and card disagree on', async () => {
    const description = await json('example/wren-7b');
    expect(description).toMatchObject({
      kind: 'card', of: { title: 'example/wren-7b', kind: 'model' }, score: { numerator: 2, denominator: 5 }, metadataScore: { denominator: 14 }, flags: { language: 'en', generator: null },
    });
    expect(description['storedRules']).toBe(description['rules']);
    expect(description['sections']).toContainEqual(expect.objectContaining({ section: 'howToUse', present: true, evidence: expect.objectContaining({ rule: 'heading', lines: { from: 13, to: 17 } }) as unknown, quote: '## Usage' }));
    expect(description['sections']).toContainEqual(expect.objectContaining({ section: 'limitations', present: false, evidence: expect.objectContaining({ rule: 'heading-without-content' }) as unknown }));
    expect(description['values']).toContainEqual(expect.objectContaining({ attribute: 'licence', value: 'mit', source: 'front matter' }));
    expect(description['values']).toContainEqual(expect.objectContaining({ attribute: 'licence', value: 'apache-2.0', source: 'record' }));
    expect(description['disagreements']).toHaveLength(1);
    expect(description['name']).toMatchObject({ comparisons: expect.arrayContaining([expect.objectContaining({ aspect: 'size', outcome: 'not known' })]) as unknown });
  });

  it('says the same of a file, without what only a record tells', async () => {
    const description = await json('--file', path.join(folder, 'README.md'));
    expect(description).toMatchObject({ kind: 'card', of: { package: null }, score: { numerator: 2, denominator: 5 }, name: null, disagreements: [], storedRules: null });
    expect(await json('--file', path.join(folder, 'README.md'), '--kind', 'dataset')).toMatchObject({ sections: [{ section: 'datasetDescription' }, {}, {}, {}, {}], reuse: null });
  });

  it('tells a package without a card from one whose card nobody asked for', async () => {
    expect(await json('example/none')).toMatchObject({ kind: 'absent', sections: [] });
    const unseen = await json('example/unseen');
    expect(unseen).toMatchObject({ kind: 'not known', sections: [] });
    expect(unseen['why']).toContain('not in the snapshot');
  });

  it('fits a terminal', async () => {
    const { out } = await playground.run(['card', 'example/wren-7b'], { columns: 80 });
    expect(out).toMatch(/howToUse +present +heading +13-17/);
    expect(out).toMatch(/provenance +\d+ of \d+/);
    expect(out.split('\n').filter((line) => stripVTControlCharacters(line).length > 80)).toEqual([]);
  });

  it.each([
    [[], 'expected the name of a package, or --file'],
    [['a', '--file', 'b'], 'one of them'],
    [['--file', 'nowhere.md'], 'no such file'],
    [['--file', 'x.md', '--as-of', '2024-01-01'], 'a file has no history'],
    [['--file', 'x.md', '--registry', 'npm'], 'a file is of no registry'],
    [['example/wren-7b', '--kind', 'library'], '--kind: unknown (library); expected model or dataset'],
    [['example/nobody'], 'example/nobody'],
  ])('refuses %j', async (argv, why) => {
    const { code, out, err } = await playground.run(['card', ...argv]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(why);
  });
});
