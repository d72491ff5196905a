import { formatCount } from '../core/number-words.js';

export { formatCount, formatDay, unknownWord } from '../core/number-words.js';

/** Non-breaking space: a number stays with its sign or unit. */
const nbsp = '\u00a0';

/**
 * A share in [0, 1] as a percentage with one decimal, `83.1 %`; null is `not measurable`. A share that is not quite 0
 * or 1 never rounds to it.
 */
export function formatShare(share: number | null): string {
  if (share === null) return 'not measurable';
  if (share > 0 && share < 0.0005) return `<0.1${nbsp}%`;
  if (share < 1 && share >= 0.9995) return `>99.9${nbsp}%`;
  return `${(share * 100).toFixed(1)}${nbsp}%`;
}

/** A difference of two shares in percentage points, with its sign: `+18.8 points`; null is `not measurable`. */
export function formatPoints(difference: number | null): string {
  if (difference === null) return 'not measurable';
  const points = (Math.abs(difference) * 100).toFixed(1);
  return `${points === '0.0' ? '' : difference > 0 ? '+' : '−'}${points}${nbsp}points`;
}

/** A share with what it was computed from: `83.1 % (8,310 of 10,000)`. */
export function formatFraction(numerator: number, denominator: number): string {
  const share = denominator === 0 ? null : numerator / denominator;
  return `${formatShare(share)} (${formatCount(numerator)} of ${formatCount(denominator)})`;
}

/** A number of any size with three significant digits beyond the thousands; null is `not measurable`. */
export function formatNumber(value: number | null): string {
  if (value === null) return 'not measurable';
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  const size = Math.abs(value);
  if (size >= 1000) return value.toLocaleString('en-US', { maximumFractionDigits: 1 });
  if (size < 0.001) return value.toExponential(2);
  return value.toLocaleString('en-US', { maximumSignificantDigits: size < 1 ? 3 : 4 });
}

/** A large number for an axis: `0`, `10`, `1k`, `100k`, `1M`, `1G`. */
export function formatPower(value: number): string {
  if (value >= 1e9) return `${value / 1e9}G`;
  if (value >= 1e6) return `${value / 1e6}M`;
  if (value >= 1e3) return `${value / 1e3}k`;
  return String(value);
}

/** A word of the program as words for people: `as-declared` → `As declared`. */
export function formatName(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}

/**
 * A variant of a metric as a title. `paper` (and `paper, …`) is our number, made in the paper's way, and must not
 * read as the paper's number.
 */
export function formatVariant(variant: string): string {
  return formatName(variant).replace(/^Paper(?=,|$)/, 'As the paper computes it');
}

/** A text as a sentence: with a capital first and a full stop, where it has no other end. */
export function formatSentence(text: string): string {
  const trimmed = text.trim();
  const capital = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?…]$/.test(capital) || capital === '' ? capital : `${capital}.`;
}
