import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimIds } from '../core/claim.js';
import { decideFamily } from './decide.js';
import { decideAlone, effect, evidence, weighed } from './invented-evidence.test-data.js';

describe('one effect', () => {
  it.each([
    ['beyond its threshold, interval and all', 0.7, 'holds'],
    ['short of it, interval and all', 0.3, 'fails'],
    ['with an interval across it', 0.55, 'undecided'],
    ['with an interval that ends on it', 0.6, 'undecided'],
  ] as const)('%s', (_, estimate, verdict) => {
    expect(decideAlone(evidence([effect(estimate)]))).toMatchObject({ verdict, effect: { estimate }, family: 12 });
  });

  it('is read the other way round where the claim says below', () => {
    expect(decideAlone(evidence([effect(0.3, { claimed: 'below' })])).verdict).toBe('holds');
    expect(decideAlone(evidence([effect(0.7, { claimed: 'below' })])).verdict).toBe('fails');
  });
});

describe('several effects', () => {
  it('hold together or not at all, and the one that decides is told', () => {
    expect(decideAlone(evidence([effect(0.9), effect(0.7, { effect: 'the weaker' })]))).toMatchObject({ verdict: 'holds', effect: { effect: 'the weaker' } });
    expect(decideAlone(evidence([effect(0.9), effect(0.2, { effect: 'the failing' })]))).toMatchObject({ verdict: 'fails', effect: { effect: 'the failing' } });
    expect(decideAlone(evidence([effect(0.9), effect(0.5)])).verdict).toBe('undecided');
    expect(decideAlone(evidence([effect(0.5), effect(0.2)])).verdict).toBe('fails');
  });

  it('are as probable as the least probable of them', () => {
    expect(decideAlone(evidence([effect(0.9, { p: 0.0001 }), effect(0.9, { p: 0.003 })])).pHolm).toBeCloseTo(0.036, 12);
  });
});

describe('another reasonable choice', () => {
  it('flips what holds where its estimate falls short, and is named', () => {
    const verdict = decideAlone(evidence([effect(0.8)], [{ choice: 'likes instead of downloads', tests: [effect(0.45)] }]));
    expect(verdict).toMatchObject({ verdict: 'undecided', main: { verdict: 'holds' }, sensitivity: [{ flips: true, verdict: 'undecided' }] });
    expect(verdict.why).toBe('it holds, but not with likes instead of downloads');
    expect(verdict.sentence).toContain('Something was found. Undecided: it holds, but not with likes');
  });

  it('flips what fails only where all its estimates lie beyond', () => {
    const other = { choice: 'top 500', tests: [effect(0.8), effect(0.8)] };
    expect(decideAlone(evidence([effect(0.2)], [other])).verdict).toBe('undecided');
    expect(decideAlone(evidence([effect(0.2)], [{ ...other, tests: [effect(0.8), effect(0.4)] }])).verdict).toBe('fails');
  });

  it('leaves a verdict alone where it only has a wider interval, or cannot be measured', () => {
    const wide = { choice: 'a sample', tests: [effect(0.6, { low: 0.2, high: 0.9 })] };
    const verdict = decideAlone(evidence([effect(0.8)], [wide, { choice: 'likes', why: 'likes are not stated' }]));
    expect(verdict).toMatchObject({ verdict: 'holds', why: null, sensitivity: [{ verdict: 'undecided', flips: false }, { choice: 'likes', why: 'likes are not stated' }] });
  });
});

describe('a family of claims', () => {
  it('is all twelve, whichever are judged: those without a p value count with 1', () => {
    const verdicts = decideFamily([
      weighed(evidence([effect(0.8, { p: 0.002 })]), 'T1'), weighed(evidence([effect(0.8, { p: 0.004 })]), 'T2'),
      weighed(evidence([effect(0.8, { p: null, test: null })]), 'T3'), weighed({ measurable: false, why: 'no files', missing: ['files'] }, 'T4'), weighed({ error: 'out of memory' }, 'S1'),
    ]);
    // Holm of .002, .004 and ten ones: 12 · .002 and 11 · .004.
    expect(verdicts.map((one) => one.pHolm === null ? null : Number(one.pHolm.toFixed(12)))).toEqual([0.024, 0.044, null, null, null]);
    expect(verdicts.map((one) => one.verdict)).toEqual(['holds', 'holds', 'holds', 'not measurable', 'error']);
    expect(verdicts[3]).toMatchObject({ effect: null, main: null, missing: ['files'], family: 12, sentence: 'These data cannot decide it: no files.' });
    expect(verdicts[4]).toMatchObject({ why: 'out of memory', sentence: 'It could not be computed: out of memory.' });
  });

  it('does not hold on chance: an adjusted p above 0.05 leaves it undecided, with the reason', () => {
    const [verdict] = decideFamily([weighed(evidence([effect(0.8, { p: 0.01 })]))]);
    expect(verdict).toMatchObject({ verdict: 'undecided', why: 'adjusted for the 12 claims its p value is 0.12, above 0.05' });
    // What fails does so by its interval; no p value can make it hold.
    expect(decideFamily([weighed(evidence([effect(0.1, { p: 0.9 })]))])[0]?.verdict).toBe('fails');
  });

  it('is never bolder where fewer are asked for', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 0.2, noNaN: true }), { minLength: 1, maxLength: 12 }), (ps) => {
      const together = decideFamily(ps.map((p, index) => weighed(evidence([effect(0.8, { p })]), claimIds[index])));
      ps.forEach((p, index) => {
        const [alone] = decideFamily([weighed(evidence([effect(0.8, { p })]), claimIds[index])]);
        if (alone?.verdict === 'holds') expect(together[index]?.verdict).toBe('holds');
      });
    }));
  });
});

describe('whatever the numbers are', () => {
  const number = fc.double({ min: -10, max: 10, noNaN: true });
  const anyEffect = fc.record({ estimate: number, a: fc.double({ min: 0, max: 5, noNaN: true }), b: fc.double({ min: 0, max: 5, noNaN: true }), threshold: number, claimed: fc.constantFrom('above' as const, 'below' as const) })
    .map(({ estimate, a, b, threshold, claimed }) => effect(estimate, { low: estimate - a, high: estimate + b, threshold, claimed }));

  it('a claim and its contrary never both hold', () => {
    fc.assert(fc.property(fc.array(anyEffect, { minLength: 1, maxLength: 4 }), (tests) => {
      const contrary = tests.map((test) => ({ ...test, claimed: test.claimed === 'above' ? 'below' as const : 'above' as const }));
      const words = [decideAlone(evidence(tests)).verdict, decideAlone(evidence(contrary)).verdict];
      expect(words.filter((word) => word === 'holds').length).toBeLessThan(2);
      if (words[0] === 'holds') expect(words[1]).toBe('fails');
    }));
  });

  it('more readings never make a claim hold or fail that did not', () => {
    fc.assert(fc.property(anyEffect, fc.array(anyEffect, { maxLength: 4 }), (test, others) => {
      const alone = decideAlone(evidence([test])).verdict;
      const panel = decideAlone(evidence([test], others.map((other, index) => ({ choice: `other ${index}`, tests: [other] })))).verdict;
      expect([alone, 'undecided']).toContain(panel);
    }));
  });
});
