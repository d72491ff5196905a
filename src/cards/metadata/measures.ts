import { spellingsOf } from './normal-form.js';
import { wordsOf } from './phrase-matcher.js';
import { metricSpellings, shareMetrics } from './quantity-names.js';

const metricByWords = new Map<string, string>(spellingsOf(metricSpellings).map(([spelling, metric]) => [wordsOf(spelling).join(' '), metric]));
/** Words around the name of a metric that do not change which it is. */
const besides = new Set(['eval', 'test', 'dev', 'val', 'validation', 'the', 'score', 'mean', 'avg', 'average', 'overall', 'final', 'cased', 'uncased', 'en', 'of', 'best', 'in', 'set', 'on', 'with', 'lm', 'without', 'total', 'fmeasure', 'mid', 'model']);

/** Words that end other names too. */
const ambiguous = new Set(['exact', 'map', 'error', 'reward', 'em', 'ter', 'comet', 'loss', 'ap', 'r2', 'ppl', 'der']);

/** The metric that a name means (`eval_f1`, `Test WER (%)`, `ROUGE-L`), in one spelling; null where it is none that is known. */
export function metricOf(name: string): string | null {
  if (name.length > 60) return null;
  const words = wordsOf(name.replace(/@\s?\d[\d.:]*/g, ' '));
  if (words.length === 0 || words.length > 6) return null;
  return metricByWords.get(words.join(' ')) ?? metricByWords.get(words.filter((word) => !besides.has(word)).join(' ')) ?? (words.length <= 3 && !ambiguous.has(words.at(-1) ?? '') ? metricByWords.get(words.at(-1) ?? '') : undefined) ?? null;
}

/** A measured value as a plain number, and how it is to be read: `percent`, `fraction` (of one), or `raw`. */
export interface Measure {
  readonly value: string;
  readonly scale: 'percent' | 'fraction' | 'raw';
}

/** The number of a cell or a value (`0.97`, `97.1 %`, `20.0 ± 1.2`, `**31.2**`); null where there is none or more than that. */
export function measureFrom(raw: string, metric: string, percent = false): Measure | null {
  const match = /^[\s*_~`(≈=]{0,6}([+-]?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})?(?:[.,]\d{1,20})?(?:e[+-]?\d{1,3})?)\s{0,2}(%?)[\s*_`)]{0,4}(?:(?:±|\+\/-|\+-|\()[^\n]{0,20}|points?|[↑↓])?[\s*_`)]{0,4}$/iu.exec(raw.slice(0, 80));
  if (match?.[1] === undefined || !/\d/.test(match[1])) return null;
  const digits = match[1];
  const number = Number(/^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(digits) && !/^0,/.test(digits) ? digits.replaceAll(',', '') : digits.replace(',', '.'));
  if (!Number.isFinite(number)) return null;
  const isPercent = match[2] === '%' || percent || (shareMetrics.has(metric) && Math.abs(number) > 1.5);
  let scale: Measure['scale'] = 'raw';
  if (isPercent) scale = 'percent';
  else if (shareMetrics.has(metric)) scale = 'fraction';
  return { value: String(number), scale };
}

/** Whether two values of one metric can be the same number: as written, or one of them rounded, or one in per cent. */
export function sameMeasure(one: { readonly value: string; readonly detail: Readonly<Record<string, string>> }, other: typeof one): boolean {
  const left = Number(one.value);
  const right = Number(other.value);
  return [[1, 1], [100, 1], [1, 100]].some(([a = 1, b = 1]) => {
    const step = Math.max(stepOf(one.value) * a, stepOf(other.value) * b);
    return Math.abs(left * a - right * b) <= step * 1.01 + 1e-9;
  });
}

/** The value of the last digit that is written. */
function stepOf(value: string): number {
  const decimals = /\.(\d+)$/.exec(value)?.[1]?.length ?? 0;
  return 10 ** -decimals;
}
