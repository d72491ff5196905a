import { describe, expect, it } from 'vitest';
import { formatCount, formatFraction, formatName, formatNumber, formatPoints, formatPower, formatSentence, formatShare, formatVariant } from './format-number.js';
import { formatP, formatStatistic, formatStatisticName, isPValue } from './format-statistic.js';

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

describe('formatPoints', () => {
  it('writes differences of shares with their sign, and no sign at what rounds to nothing', () => {
    expect([0.188, -0.117, 0, -0.0001, null].map((one) => formatPoints(one).replaceAll('\u00a0', ' '))).toEqual(['+18.8 points', '−11.7 points', '0.0 points', '0.0 points', 'not measurable']);
  });
});

describe('numbers for people', () => {
  it('separates thousands and says when a count is unknown', () => {
    expect(formatCount(1234567)).toBe('1,234,567');
    expect(formatCount(0)).toBe('0');
    expect(formatCount(null)).toBe('unknown');
  });

  it('never rounds a share to 0 or 100 % that is not', () => {
    expect([0, 0.00001, 0.0005, 0.8314, 0.99999, 1, null].map((share) => plain(formatShare(share)))).toEqual(
      ['0.0 %', '<0.1 %', '0.1 %', '83.1 %', '>99.9 %', '100.0 %', 'not measurable']);
  });

  it('gives numerator and denominator with a share, also without one', () => {
    expect(plain(formatFraction(8310, 10_000))).toBe('83.1 % (8,310 of 10,000)');
    expect(formatFraction(0, 0)).toBe('not measurable (0 of 0)');
  });

  it.each([[0.15123, '0.151'], [12345.67, '12,345.7'], [-0.5, '-0.5'], [1.5e-7, '1.50e-7'], [42, '42'], [null, 'not measurable']])(
    'writes %s as %s', (value, text) => expect(formatNumber(value)).toBe(text));

  it('writes powers for axes', () => {
    expect([1, 100, 1000, 1e5, 1e6, 1e9].map(formatPower)).toEqual(['1', '100', '1k', '100k', '1M', '1G']);
  });

  it('turns names of the program into words', () => {
    expect([formatName('adapters-on-base'), formatName('ownDownloads')]).toEqual(['Adapters on base', 'Own downloads']);
    expect(formatVariant('paper')).not.toBe('Paper');
    expect(formatVariant('paper, adapters run on their base')).toBe('As the paper computes it, adapters run on their base');
    expect([formatSentence('no parents'), formatSentence('Why?')]).toEqual(['No parents.', 'Why?']);
  });
});

describe('statistics for people', () => {
  it('writes interval and level with the value, or why there is none', () => {
    expect(plain(formatStatistic({ name: 'slope', value: 0.1512, low: 0.1373, high: 0.1651, level: 0.95 }))).toBe('0.151 (95 % interval 0.137 to 0.165)');
    expect(formatStatistic({ name: 'slope', value: null, why: 'all points have the same x' })).toBe('not measurable (all points have the same x)');
    expect(formatStatistic({ name: 'slope', value: 2 })).toBe('2');
    expect(plain(formatStatistic({ name: 'meanDifference', value: 0.2, low: 0.1, level: 0.99 }))).toBe('0.2 (99 % interval 0.1 or more)');
  });

  it('tells p values from effects', () => {
    expect(['p', 'pValue:likes', 'welchP', 'pHolm:downloads', 'mannWhitneyPValue:likes'].every(isPValue)).toBe(true);
    expect(['slope', 'spearman', 'cliffsDelta:downloads', 'pearson', 'poissonDispersion', 'popularity'].some(isPValue)).toBe(false);
    expect([formatP(0.0004), formatP(0.04), formatP(null)]).toEqual(['< 0.001', '0.040', 'not measurable']);
    expect(formatStatisticName('cliffsDelta:downloads')).toBe('Cliff\'s delta, downloads');
  });
});
