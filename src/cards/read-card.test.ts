import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { scoreAttributes } from './metadata/card-attributes.js';
import { cardRuleVersion, readCard, readDatasetCard, scoreCard } from './read-card.js';
import type { CardSection } from './sections/section-names.js';
import { cardSections } from './sections/section-names.js';

const fixtures = new URL('./fixtures/', import.meta.url);
const realCards = new URL('../../../shared/data/hf-2022-02-15-full/cards.jsonl.gz', import.meta.url);

/** What a fixture states of a reading: sections as rule and lines, front matter, flags. Metadata has fixtures of its own. */
function summaryOf(name: string, text: string): unknown {
  const reading = name.startsWith('dataset-') ? readDatasetCard(text) : readCard(text);
  if (reading.kind !== 'card') return { kind: reading.kind };
  return {
    kind: reading.kind,
    frontMatter: { state: reading.frontMatter.state, data: reading.frontMatter.data },
    sections: Object.fromEntries(Object.entries(reading.sections).map(([name, { present, evidence }]) =>
      [name, `${String(present)}: ${evidence.rule}${evidence.lines === null ? '' : ` ${evidence.lines.from}-${evidence.lines.to}`}`])),
    flags: reading.flags,
  };
}

describe('readCard', () => {
  const names = readdirSync(fixtures).filter((name) => name.endsWith('.in.md'));
  it('has fixtures, each with its answer', () => expect(names.length).toBeGreaterThanOrEqual(10));
  it.each(names)('reads %s', (name) => {
    const expected: unknown = JSON.parse(readFileSync(new URL(name.replace('.in.md', '.out.json'), fixtures), 'utf8'));
    expect(summaryOf(name, readFileSync(new URL(name, fixtures), 'utf8'))).toEqual(expected);
  });

  it.each([
    [null, 'absent'],
    [undefined, 'absent'],
    ['Error: the path \'README.md\' does not exist in the given tree', 'absent'],
    ['fatal: path \'README.md\' does not exist in \'HEAD\'', 'absent'],
    ['Entry not found', 'absent'],
    ['', 'empty'],
    ['\ufeff \r\n\t', 'empty'],
    ['Entry not found by the model, said the user.', 'card'],
    ['x', 'card'],
  ])('takes %j for %s', (text, kind) => expect(readCard(text).kind).toBe(kind));

  it('is deterministic and never throws, on text or on bytes read as text', () => {
    const bytes = fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array).toString('utf8'));
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), bytes, bytes.map((body) => `---\n${body}\n---\n${body}`)), (text) => {
      const reading = readCard(text);
      expect(readCard(text)).toEqual(reading);
      if (reading.kind === 'card') {
        expect(scoreCard(reading.sections).numerator).toBeLessThanOrEqual(5);
        expect(scoreAttributes(reading.metadata.values).denominator).toBe(14);
      }
    }), { seed: 20220215, numRuns: 500 });
  });

  it('flags a card that was cut', () => {
    expect(readCard(`# m\n\n${'word '.repeat(1_000_000)}`)).toMatchObject({ kind: 'card', flags: { truncated: true } });
  });

  it('names its rules', () => expect(cardRuleVersion).toMatch(/^card-structure-\d+$/));
});

describe.skipIf(!existsSync(realCards))('real cards of 2022-02-15 (skipped where ../shared/data is missing)', () => {
  const cards = existsSync(realCards) ? readRealCards() : new Map<string, string | null>();

  it('reads every 41st without throwing, and knows which are cards', () => {
    const counts = { absent: 0, empty: 0, card: 0 };
    [...cards.values()].filter((_card, at) => at % 41 === 0).forEach((card) => (counts[readCard(card).kind] += 1));
    expect(counts.absent).toBeGreaterThan(250);
    expect(counts.card).toBeGreaterThan(350);
    expect(counts.empty).toBeGreaterThan(0);
  });

  const least = { 'judgements-2022-02-15.json': 0.95, 'judgements-2022-02-15-authored.json': 0.92 };
  it.each(Object.entries(least))('agrees with the judgements of %s', (name, bound) => {
    const judgements = JSON.parse(readFileSync(new URL(name, fixtures), 'utf8')) as ({ modelId: string } & Record<CardSection, boolean>)[];
    const agreement = cardSections.map((section) => {
      const equal = judgements.filter((judgement) => {
        const reading = readCard(cards.get(judgement.modelId));
        return (reading.kind === 'card' && reading.sections[section].present) === judgement[section];
      });
      return equal.length / judgements.length;
    });
    for (const share of agreement) expect(share).toBeGreaterThanOrEqual(0.9);
    expect(agreement.reduce((sum, share) => sum + share, 0) / agreement.length).toBeGreaterThanOrEqual(bound);
  });
});

function readRealCards(): Map<string, string | null> {
  const lines = gunzipSync(readFileSync(realCards)).toString('utf8').trimEnd().split('\n');
  return new Map(lines.map((line) => JSON.parse(line) as { modelId: string; card: string | null }).map(({ modelId, card }) => [modelId, card]));
}
