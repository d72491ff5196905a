import { describe, expect, it } from 'vitest';
import type { CardSection } from '../sections/section-names.js';
import { compareAttributes, compareSections } from './agreement.js';
import type { ReadTwice } from './agreement.js';
import { longestCard, showCard } from './card-text.js';
import { readingFromAnswer } from './model-reading.js';
import { readByRules } from './rule-reading.js';
import { sampleAnswer, sampleCard } from './sample-answer.test-data.js';

/** The sample card, without some sections for the rules, and without some for the model. */
function twice(card: string, { rulesMiss = [], modelMisses = [], text = sampleCard }: { rulesMiss?: CardSection[]; modelMisses?: CardSection[]; text?: string } = {}): ReadTwice {
  const rules = readByRules(sampleCard);
  if (rules === null) throw new Error('the sample is a card');
  return {
    card,
    rules: { ...rules, sections: { ...rules.sections, ...Object.fromEntries(rulesMiss.map((section) => [section, false])) } },
    model: readingFromAnswer(sampleAnswer(modelMisses), showCard(text)),
  };
}

describe('the rules as first reader', () => {
  it('tell sections and attributes, with what they go by', () => {
    const rules = readByRules(sampleCard);
    expect(rules?.sections).toEqual({ modelDescription: true, limitations: true, howToUse: true, training: true, evaluation: true });
    expect(rules?.attributes.has('licence')).toBe(true);
    expect(rules?.attributes.has('grant')).toBe(false);
    expect(rules?.evidence['limitations']).toContain('line ');
    expect(readByRules(' \n')).toBeNull();
    expect(readByRules("Error: the path 'README.md' does not exist in 'HEAD'")).toBeNull();
  });
});

describe('agreement on sections', () => {
  it('counts, and lists what they differ in with both readers\' evidence', () => {
    const cards = [
      ...Array.from({ length: 4 }, (_, index) => twice(`both-${index}`)),
      ...Array.from({ length: 3 }, (_, index) => twice(`neither-${index}`, { rulesMiss: ['limitations'], modelMisses: ['limitations'] })),
      twice('only-rules', { modelMisses: ['limitations'] }),
      twice('only-model-1', { rulesMiss: ['limitations'] }), twice('only-model-2', { rulesMiss: ['limitations'] }),
    ];
    const limitations = compareSections(cards).find((one) => one.question === 'limitations');
    expect(limitations?.counts).toEqual({ both: 4, onlyRules: 1, onlyModel: 2, neither: 3 });
    expect(limitations?.observed).toMatchObject({ computable: true, value: { share: 0.7, numerator: 7, denominator: 10 } });
    expect(limitations?.prevalence).toMatchObject({ rules: { value: { share: 0.5 } }, model: { value: { share: 0.6 } } });
    // (0.7 − 0.5) / (1 − 0.5), by hand.
    expect(limitations?.kappa).toMatchObject({ computable: true, value: { kappa: expect.closeTo(0.4, 12) as number } });
    expect(limitations?.disagreements).toEqual([
      { card: 'only-rules', rules: true, model: false, rulesEvidence: expect.stringContaining('line ') as string, modelEvidence: 'no' },
      { card: 'only-model-1', rules: false, model: true, rulesEvidence: expect.any(String) as string, modelEvidence: 'It has never seen a quince and will call it a pear.' },
      expect.objectContaining({ card: 'only-model-2' }),
    ]);
  });

  it('has no kappa where both always say the same one thing, and none without cards', () => {
    expect(compareSections([twice('a'), twice('b')])[0]).toMatchObject({ kappa: { computable: false, reason: 'constant' }, observed: { value: { share: 1 } } });
    expect(compareSections([])[0]).toMatchObject({ kappa: { computable: false, reason: 'empty' }, observed: { computable: false }, counts: { neither: 0 } });
  });

  it('leaves out what one of them does not decide, and says whose doing it was', () => {
    const undecided = twice('rules', {});
    const unsupported = twice('unsupported', {});
    const cards: ReadTwice[] = [
      twice('a'),
      { ...undecided, rules: { ...undecided.rules, sections: { ...undecided.rules.sections, training: null } } },
      { ...unsupported, model: { ...unsupported.model, sections: { ...unsupported.model.sections, training: { answer: 'unsupported', quote: 'x', why: 'not in the card' } } } },
      twice('cut', { modelMisses: ['training'], text: sampleCard + 'x'.repeat(longestCard) }),
    ];
    expect(compareSections(cards).find((one) => one.question === 'training')).toMatchObject({
      counts: { both: 1, onlyRules: 0, onlyModel: 0, neither: 0 }, disagreements: [],
      notCompared: { rulesUndecided: 1, modelUnsupported: 1, modelSawPart: 1 },
    });
  });
});

describe('agreement on attributes', () => {
  it('is about whether the card states them', () => {
    const found = new Map(compareAttributes([twice('a')]).map((one) => [one.question, one]));
    expect(found.get('licence')?.counts).toEqual({ both: 1, onlyRules: 0, onlyModel: 0, neither: 0 });
    expect(found.get('dataset')).toMatchObject({ counts: { onlyRules: 1 }, disagreements: [{ rules: true, model: false, modelEvidence: 'none' }] });
    expect(found.get('emissions')).toMatchObject({ counts: { neither: 1 }, notCompared: { rulesUndecided: 0 } });
  });
});
