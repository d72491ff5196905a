import type { EffectTest } from '../core/claim.js';
import { formatNumber, formatPoints, formatShare } from './format-number.js';

/** A value of an effect in the way of its scale: shares in per cent, differences of shares in points, others as numbers. */
export function formatEffect(scale: string | null, value: number | null): string {
  if (value === null) return 'not measurable';
  if (/^differences? of shares?\b/i.test(scale ?? '')) return value === 0 ? `0${'\u00a0'}points` : formatPoints(value);
  if (/^share\b/i.test(scale ?? '')) return value < 0 || value > 1 ? formatNumber(value) : formatShare(value);
  return formatNumber(value).replace(/^-/, '−');
}

/** The limits of an effect's interval: `58.0 % to 66.2 %`. */
export function formatEffectLimits({ scale, low, high }: Pick<EffectTest, 'scale' | 'low' | 'high'>): string {
  return `${formatEffect(scale, low)} to ${formatEffect(scale, high)}`;
}

/** An effect's estimate with its interval and level: `62.1 % (95 % interval 58.0 % to 66.2 %)`. */
export function formatEffectInterval(test: Pick<EffectTest, 'scale' | 'estimate' | 'low' | 'high' | 'level'>): string {
  return `${formatEffect(test.scale, test.estimate)} (${formatNumber(test.level * 100)}\u00a0% interval ${formatEffectLimits(test)})`;
}

/** What a claim says of an effect: `above 50.0 %`. */
export function formatThreshold({ scale, threshold, claimed }: Pick<EffectTest, 'scale' | 'threshold' | 'claimed'>): string {
  return `${claimed} ${formatEffect(scale, threshold)}`;
}

/** A value of an axis, shorter than in a text: `50 %`, and differences of shares without their word. */
export function formatTick(scale: string | null, value: number): string {
  return formatEffect(scale, value).replace(/\u00a0points$/, '').replace(/\.0(?=\u00a0%|$)/, '');
}

/** Words of a claim or an effect with their numbers kept beside the per cent sign. */
export function keepTogether(words: string): string {
  return words.replace(/(\d) %/g, '$1\u00a0%');
}
