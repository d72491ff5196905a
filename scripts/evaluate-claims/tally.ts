import { verdictWords, type ClaimId, type Verdict, type VerdictWord } from '../../src/core/claim.js';
import { truthMeanings, truthWords, type Truth, type Truths } from '../../src/practice/known-truth/truths.js';
import { valueOrNull } from '../../src/stats/outcome.js';
import { proportion } from '../../src/stats/proportion.js';

/** One verdict beside what is so. */
export interface JudgedTruth {
  readonly seed: number;
  readonly claim: ClaimId;
  readonly truth: Truth;
  readonly verdict: VerdictWord;
  readonly why: string | null;
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** The verdicts of one hub beside its truths. */
export function besideTruths(seed: number, truths: Truths, verdicts: readonly Verdict[]): JudgedTruth[] {
  return verdicts.map(({ claim, verdict, why, effect }) => ({
    seed, claim, truth: truths[claim], verdict, why,
    estimate: effect?.estimate ?? null, low: effect?.low ?? null, high: effect?.high ?? null,
  }));
}

/** Whether a verdict says what is so. */
export function isRight({ claim, truth, verdict }: JudgedTruth): boolean {
  return verdict === truthMeanings[claim][truth].right;
}

/** Whether a verdict says the opposite of what is so, or could not be computed. */
export function isWrong({ claim, truth, verdict }: JudgedTruth): boolean {
  const { right } = truthMeanings[claim][truth];
  return verdict === 'error' || ((verdict === 'holds' || verdict === 'fails') && verdict !== right);
}

/** Whether a claim was said to hold that does not. */
export function isFalseHolds(one: JudgedTruth): boolean {
  return one.verdict === 'holds' && truthMeanings[one.claim][one.truth].right !== 'holds';
}

/** How many of the verdicts of one claim and truth are which. */
export interface Cell {
  readonly claim: ClaimId;
  readonly truth: Truth;
  readonly counts: Readonly<Record<VerdictWord, number>>;
  readonly right: number;
  readonly wrong: number;
  readonly n: number;
}

/** Counts per claim and truth, in the order of the claims. */
export function cellsOf(judged: readonly JudgedTruth[]): Cell[] {
  return [...new Set(judged.map(({ claim }) => claim))].flatMap((claim) => truthWords.map((truth): Cell => {
    const these = judged.filter((one) => one.claim === claim && one.truth === truth);
    return {
      claim, truth,
      counts: Object.fromEntries(verdictWords.map((word) => [word, these.filter(({ verdict }) => verdict === word).length])) as Record<VerdictWord, number>,
      right: these.filter(isRight).length, wrong: these.filter(isWrong).length, n: these.length,
    };
  }));
}

/** `57 of 60 (95.0 %, 86.3 to 98.3)`: a share with numerator, denominator and Wilson's interval at 95 %. */
export function shareText(numerator: number, denominator: number): string {
  const share = valueOrNull(proportion(numerator, denominator));
  if (share === null) return `${numerator} of ${denominator}`;
  const [value, low, high] = [share.share, share.interval.low, share.interval.high].map((one) => (100 * one).toFixed(1));
  return `${numerator} of ${denominator} (${value} %, ${low} to ${high})`;
}

/** The three laws: right where decidable at least 95 %, no wrong verdict elsewhere, false *holds* at most 2 % of those that do not hold. */
export function lawsOf(judged: readonly JudgedTruth[]) {
  const decidable = judged.filter(({ claim, truth }) => truthMeanings[claim][truth].decidable);
  const others = judged.filter(({ claim, truth }) => !truthMeanings[claim][truth].decidable);
  const mustNotHold = judged.filter(({ claim, truth }) => truthMeanings[claim][truth].right !== 'holds');
  return {
    right: { numerator: decidable.filter(isRight).length, denominator: decidable.length },
    wrongElsewhere: { numerator: others.filter(isWrong).length, denominator: others.length },
    falseHolds: { numerator: mustNotHold.filter(isFalseHolds).length, denominator: mustNotHold.length },
  };
}
