import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { bootstrapInterval, bootstrapReplicates, jackknife, stabilityInterval, statisticOfValues } from './bootstrap.js';
import { topShare } from './concentration.js';
import { pearson } from './correlation.js';
import { expectDigits, expectReason, valueOf } from './outcome.test-data.js';
import { valueOrNull } from './outcome.js';
import { generatorFromState, seededGenerator } from './random.js';
import { cars, sleep1 } from './reference-data.test-data.js';
import { mean, meanAndVariance } from './sample.js';

const meanOfSleep = statisticOfValues(Float64Array.from(sleep1), mean);

describe('generator', () => {
  it('gives the published output of xoshiro128** 1.1 from the state 1, 2, 3, 4', () => {
    const generator = generatorFromState([1, 2, 3, 4]);
    expect(Array.from({ length: 8 }, () => generator.next()))
      .toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849]);
  });

  it('repeats itself for a seed, differs between seeds, also above 2³²', () => {
    function first(seed: number): number[] {
      const generator = seededGenerator(seed);
      return Array.from({ length: 4 }, () => generator.next());
    }
    expect(first(7)).toEqual(first(7));
    const seeds = [0, 1, 2, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 53 - 1];
    expect(new Set(seeds.map((seed) => first(seed).join())).size).toBe(seeds.length);
    expect(() => seededGenerator(-1)).toThrow(UsageError);
    expect(() => seededGenerator(0.5)).toThrow(UsageError);
  });

  it('keeps large bounds fair: no remainder is likelier', () => {
    const generator = seededGenerator(4);
    const bound = 3 * 2 ** 30;
    let lowThird = 0;
    for (let i = 0; i < 30_000; i += 1) if (generator.below(bound) < 2 ** 30) lowThird += 1;
    // Taking the remainder of any word would give one half instead of one third.
    expect(Math.abs(lowThird / 30_000 - 1 / 3)).toBeLessThan(0.015);
  });

  it('draws each number below a bound about equally often', () => {
    const generator = seededGenerator(99);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i += 1) counts[generator.below(7)]! += 1;
    // Six degrees of freedom: 30 is beyond the 0.99996 quantile.
    expect(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0)).toBeLessThan(30);
  });
});

describe('jackknife', () => {
  it('has the acceleration of R for the mean of sleep, and the classical standard error of a mean', () => {
    const left = valueOf(jackknife(10, meanOfSleep));
    expectDigits(left.acceleration, 0.0258186966107, 12);
    expectDigits(left.standardError, Math.sqrt(meanAndVariance(Float64Array.from(sleep1)).variance / 10), 12);
    expect(Math.abs(left.bias)).toBeLessThan(1e-14);
  });

  it('finds the bias of the variance with divisor n exactly', () => {
    const biased = statisticOfValues(Float64Array.from(sleep1), (sample) => {
      const { variance } = meanAndVariance(sample);
      return (variance * (sample.length - 1)) / sample.length;
    });
    const unbiased = meanAndVariance(Float64Array.from(sleep1)).variance;
    expectDigits(valueOf(jackknife(10, biased)).bias, -unbiased / 10, 10);
  });

  it('has none for one row', () => {
    expectReason(jackknife(1, meanOfSleep), 'too few values');
    expectReason(jackknife(3, () => null), 'statistic not computable');
  });
});

describe('intervals', () => {
  it('are pinned for a seed', () => {
    const percentile = valueOf(bootstrapInterval(10, meanOfSleep, { seed: 2024 }));
    const again = valueOf(bootstrapInterval(10, meanOfSleep, { seed: 2024 }));
    expect(again).toEqual(percentile);
    expect(valueOf(bootstrapInterval(10, meanOfSleep, { seed: 2025 })).interval).not.toEqual(percentile.interval);
    expect(percentile.estimate).toBeCloseTo(0.75, 14);
    expectDigits(percentile.interval.low, -0.23, 12);
    expectDigits(percentile.interval.high, 1.79025, 12);
    const corrected = valueOf(bootstrapInterval(10, meanOfSleep, { seed: 2024, method: 'bca' }));
    expectDigits(corrected.interval.low, -0.1923186850184781, 10);
    expectDigits(corrected.interval.high, 1.8325687080778903, 10);
  });

  it('of a mean have the standard error of theory: √((n − 1)/n · s²/n)', () => {
    const { standardError } = valueOf(bootstrapInterval(10, meanOfSleep, { seed: 1, resamples: 20_000 }));
    const theory = Math.sqrt((0.9 * meanAndVariance(Float64Array.from(sleep1)).variance) / 10);
    expect(Math.abs(standardError / theory - 1)).toBeLessThan(0.02);
  });

  it('BCa lies further out on the side the data are skewed to', () => {
    const skewed = Float64Array.from([1, 1, 1, 2, 2, 3, 4, 5, 8, 40]);
    const statistic = statisticOfValues(skewed, mean);
    const percentile = valueOf(bootstrapInterval(10, statistic, { seed: 3 })).interval;
    const bca = valueOf(bootstrapInterval(10, statistic, { seed: 3, method: 'bca' })).interval;
    expect(bca.high).toBeGreaterThan(percentile.high);
    expect(bca.low).toBeGreaterThan(percentile.low);
  });

  it('resample rows, so pairs stay pairs', () => {
    const n = cars.speed.length;
    const speed = Float64Array.from(cars.speed);
    const dist = Float64Array.from(cars.dist);
    const result = valueOf(bootstrapInterval(n, (rows) => {
      const outcome = valueOrNull(pearson(Float64Array.from(rows, (i) => speed[i]!), Float64Array.from(rows, (i) => dist[i]!)));
      return outcome === null ? null : outcome.coefficient;
    }, { seed: 8 }));
    expect(result.estimate).toBe(valueOf(pearson(speed, dist)).coefficient);
    const fisher = valueOf(valueOf(pearson(speed, dist)).interval);
    // Not far from Fisher's interval 0.682 … 0.886, and nothing like that of unpaired columns, around 0.
    expect(Math.abs(result.interval.low - fisher.low)).toBeLessThan(0.06);
    expect(Math.abs(result.interval.high - fisher.high)).toBeLessThan(0.06);
  });

  it('a stability interval of a share stays a share', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 3, maxLength: 40 }), fc.nat(), (all, seed) => {
      const result = valueOf(stabilityInterval(all, (sample) => valueOrNull(topShare(sample, 2))?.share ?? null, { seed, resamples: 200 }));
      expect(result.interval.low).toBeGreaterThan(0);
      expect(result.interval.high).toBeLessThanOrEqual(1);
      expect(result.interval.low).toBeLessThanOrEqual(result.interval.high);
      expect(result.estimate).toBe(valueOf(topShare(all, 2)).share);
    }), { seed: 20, numRuns: 30 });
  });

  it('say why there are none', () => {
    expectReason(stabilityInterval([], mean, { seed: 1 }), 'empty');
    expectReason(stabilityInterval([1], mean, { seed: 1 }), 'too few values');
    expectReason(bootstrapInterval(10, () => NaN, { seed: 1 }), 'statistic not computable');
    expectReason(bootstrapInterval(10, () => 4, { seed: 1, method: 'bca' }), 'boundary');
    expectReason(bootstrapReplicates(1, meanOfSleep, 10, 1), 'too few values');
    expect(() => bootstrapInterval(10, meanOfSleep, { seed: 1, resamples: 30 })).toThrow(UsageError);
    expect(() => bootstrapInterval(10, meanOfSleep, { seed: 1, level: 95 })).toThrow(UsageError);
  });
});
