import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cardRuleVersion } from '../src/cards/read-card.js';

describe('docs/card-evaluation.md', () => {
  it('holds the evaluation of the present rules', () => {
    const page = readFileSync(new URL('../docs/card-evaluation.md', import.meta.url), 'utf8');
    expect(page, 'run npm run evaluate:cards with the labelled cards beside the project').toContain(`Rules: \`${cardRuleVersion}\``);
  });
});
