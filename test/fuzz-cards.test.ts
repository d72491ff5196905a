import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { brokenPromise } from '../scripts/fuzz-cards/broken-promise.js';
import { mutateCard } from '../scripts/fuzz-cards/mutate-card.js';
import { seededGenerator } from '../src/stats/random.js';

const folder = new URL('../src/cards/fixtures/', import.meta.url);
function randomFrom(seed: number): () => number {
  const generator = seededGenerator(seed);
  return () => generator.next() / 2 ** 32;
}

const cards = readdirSync(folder).filter((name) => name.endsWith('.in.md')).map((name) => readFileSync(new URL(name, folder), 'utf8'));

describe('mutated cards (npm run fuzz:cards reads 100,000)', () => {
  it('are made from the seed alone', () => {
    expect(mutateCard(cards[0] ?? '', cards[1] ?? '', randomFrom(7))).toBe(mutateCard(cards[0] ?? '', cards[1] ?? '', randomFrom(7)));
  });

  it('are read without breaking a promise', () => {
    const random = randomFrom(1);
    for (let at = 0; at < 500; at += 1) {
      const card = mutateCard(cards[at % cards.length] ?? '', cards[Math.floor(random() * cards.length)] ?? '', random);
      expect(brokenPromise(card), `card ${at}`).toBeNull();
    }
  });
});
