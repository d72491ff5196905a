import { describe, expect, it } from 'vitest';
import { cardRow, longestValue, mostValues, storedValues } from './card-row.js';
import type { CardValue } from './metadata/card-value.js';
import { cardRuleVersion } from './read-card.js';

function value(attribute: CardValue['attribute'], text: string, standing: CardValue['standing'] = 'declared'): CardValue {
  return { attribute, value: text, detail: {}, source: 'front matter', where: 'here', lines: null, standing, confidence: 1 };
}

describe('the row of a card', () => {
  it('has sorted lists, and the version of the rules', () => {
    const row = cardRow('---\nlicense: mit\ntags: [bert]\n---\n# A model\n\nThis model reads letters and answers them in verse, for the post office.\n\n## Usage\n\n```python\nfrom transformers import pipeline\npipeline("text-generation", model="a/b")\n```\n', 'model');
    expect(row).toMatchObject({ card_rules: cardRuleVersion, card_unread: [], card_generator: null });
    expect(row?.card_sections).toEqual(['howToUse', 'modelDescription']);
    expect(row?.card_attributes).toEqual([...(row?.card_attributes ?? [])].sort());
    expect(row?.card_attributes).toContain('licence');
  });

  it.each(['', ' \n\t', "Error: the path 'README.md' does not exist in 'HEAD'", 'Entry not found'])('is none where the text is no card: %j', (text) => {
    expect(cardRow(text, 'model')).toBeNull();
    expect(cardRow(text, 'dataset')).toBeNull();
  });
});

describe('the values that are stored', () => {
  it('stand in one order, each once, however they were found', () => {
    const values = [value('task', 'b'), value('licence', 'mit'), value('task', 'a', 'inferred'), value('licence', 'mit')];
    expect(storedValues(values)).toEqual([
      { attribute: 'licence', value: 'mit', source: 'front matter', standing: 'declared' },
      { attribute: 'task', value: 'a', source: 'front matter', standing: 'inferred' },
      { attribute: 'task', value: 'b', source: 'front matter', standing: 'declared' },
    ]);
    expect(storedValues([...values].reverse())).toEqual(storedValues(values));
  });

  it('are cut, but not within a character, and are not too many', () => {
    expect(storedValues([value('paper', 'x'.repeat(1000))])[0]?.value).toHaveLength(longestValue);
    const pair = storedValues([value('paper', `${'x'.repeat(longestValue - 1)}\u{1f600}`)])[0]?.value;
    expect(pair).toBe('x'.repeat(longestValue - 1));
    expect(storedValues(Array.from({ length: 1000 }, (_, n) => value('tag', String(n))))).toHaveLength(mostValues);
    const many = Array.from({ length: 300 }, (_, n) => value('evaluation', String(n)));
    expect(storedValues([...many, value('licence', 'mit'), value('task', 'b')]).map((one) => one.attribute).slice(-2)).toEqual(['licence', 'task']);
  });
});
