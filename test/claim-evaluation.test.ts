import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { besideTruths, cellsOf, isFalseHolds, isRight, isWrong, lawsOf, shareText, type JudgedTruth } from '../scripts/evaluate-claims/tally.js';
import { judgeHub } from '../scripts/evaluate-claims/judge-hub.js';
import { smallSize } from '../scripts/evaluate-claims/other-hubs.js';
import { rulesOfClaims } from '../scripts/evaluate-claims/page.js';
import { planHubs } from '../src/practice/known-truth/assign-truths.js';
import { everywhere } from '../src/practice/known-truth/truths.js';
import { claims } from '../src/claims/index.js';

function judged(truth: JudgedTruth['truth'], verdict: JudgedTruth['verdict'], claim: JudgedTruth['claim'] = 'D2'): JudgedTruth {
  return { seed: 1, claim, truth, verdict, why: null, estimate: null, low: null, high: null };
}

describe('the tally of verdicts', () => {
  it('calls right what is so, wrong the opposite and an error, and neither what is not decided', () => {
    expect([judged('present', 'holds'), judged('absent', 'fails'), judged('reversed', 'fails'), judged('reversed', 'holds', 'S1')].every(isRight)).toBe(true);
    expect([judged('present', 'fails'), judged('absent', 'holds'), judged('reversed', 'fails', 'S1'), judged('present', 'error')].every(isWrong)).toBe(true);
    expect([judged('present', 'undecided'), judged('absent', 'not measurable')].some((one) => isRight(one) || isWrong(one))).toBe(false);
    expect([judged('absent', 'holds'), judged('reversed', 'holds')].every(isFalseHolds)).toBe(true);
    expect([judged('present', 'holds'), judged('reversed', 'holds', 'S1'), judged('present', 'fails')].some(isFalseHolds)).toBe(false);
  });

  it('counts them with their denominators', () => {
    const all = [judged('present', 'holds'), judged('present', 'undecided'), judged('absent', 'holds'), judged('absent', 'fails')];
    expect(lawsOf(all)).toEqual({ right: { numerator: 2, denominator: 4 }, wrongElsewhere: { numerator: 0, denominator: 0 }, falseHolds: { numerator: 1, denominator: 2 } });
    expect(cellsOf(all).map(({ truth, right, wrong, n }) => [truth, right, wrong, n])).toEqual([['present', 1, 0, 2], ['absent', 1, 1, 2], ['reversed', 0, 0, 0]]);
    expect(shareText(57, 60)).toBe('57 of 60 (95.0 %, 86.3 to 98.3)');
    expect(shareText(0, 0)).toBe('0 of 0');
  });
});

describe('verdicts on hubs with a known truth', () => {
  it('obey the laws on one group', { timeout: 60_000 }, async () => {
    const all: JudgedTruth[] = [];
    const plans = planHubs(1);
    for (const plan of plans) all.push(...besideTruths(plan.seed, plan.truths, await judgeHub(plan)));
    expect(all).toHaveLength(claims.length * plans.length);
    const { right, falseHolds } = lawsOf(all);
    expect(all.filter(isWrong)).toEqual([]);
    expect(falseHolds.numerator).toBe(0);
    // Of 36 verdicts one may be undecided: 35 are 97 %.
    expect(right.denominator - right.numerator, JSON.stringify(all.filter((one) => !isRight(one)))).toBeLessThanOrEqual(1);
  });

  it('are the same on a second run, and not wrong on a hub that is too small', async () => {
    const plan = { seed: 90, truths: everywhere('present') };
    const verdicts = await judgeHub(plan, smallSize);
    expect(await judgeHub(plan, smallSize)).toEqual(verdicts);
    expect(besideTruths(plan.seed, plan.truths, verdicts).filter(isWrong)).toEqual([]);
  });
});

describe('docs/claim-evaluation.md', () => {
  it('holds the evaluation of the present claims', () => {
    const page = readFileSync(new URL('../docs/claim-evaluation.md', import.meta.url), 'utf8');
    for (const rule of rulesOfClaims()) expect(page, 'run npm run evaluate:claims').toContain(`\`${rule}\``);
  });
});
