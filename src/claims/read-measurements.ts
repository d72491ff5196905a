import type { AbsentReading, AskedMeasurements, ClaimEvidence, EffectTest, Reading } from '../core/claim.js';
import type { Measured, Measurement, Statistic } from '../core/measurement.js';

/** What a claim says of a statistic. */
export interface StatisticTest extends Pick<EffectTest, 'effect' | 'scale' | 'unit' | 'threshold' | 'claimed'> {
  /** Name of the statistic with the estimate and its interval. */
  readonly statistic: string;
  /** Name of the statistic with the p value of no effect, and what was tested; left out where no test fits. */
  readonly p?: { readonly statistic: string; readonly test: string };
}

/** The measurement of a variant; throws where the metric gave none of that name, which is a mistake of the claim. */
export function variantOf(asked: AskedMeasurements | undefined, variant: string): Measurement<unknown> {
  const found = asked?.measurements.find((one) => one.variant === variant);
  if (found === undefined) throw new RangeError(`claim: no variant ${variant} of ${asked?.ask.metric ?? 'an ask'}; expected one of: ${asked?.measurements.map((one) => one.variant).join(', ') ?? 'none'}`);
  return found;
}

/** A statistic by its name; undefined where the measurement has none. */
export function statisticOf(measured: Measured<unknown>, name: string): Statistic | undefined {
  return measured.statistics.find((one) => one.name === name);
}

/**
 * A reading made of statistics of one measurement; where it is not measurable, or a statistic has no value or no interval, the reason.
 */
export function readingOf(choice: string, measurement: Measurement<unknown>, tests: readonly StatisticTest[]): Reading | AbsentReading {
  if (!measurement.measurable) return { choice, why: measurement.why };
  const read: EffectTest[] = [];
  for (const test of tests) {
    const found = statisticOf(measurement, test.statistic);
    if (found?.value === null || found?.value === undefined) return { choice, why: found?.why ?? `${test.effect} was not computed` };
    if (found.low === undefined || found.high === undefined) return { choice, why: `${test.effect} has no interval` };
    const p = test.p === undefined ? undefined : statisticOf(measurement, test.p.statistic);
    read.push({
      effect: test.effect, scale: test.scale, unit: test.unit, threshold: test.threshold, claimed: test.claimed,
      estimate: found.value, low: found.low, high: found.high, level: found.level ?? 0.95, n: found.n ?? 0,
      p: p?.value ?? null, test: p?.value === null || p?.value === undefined ? null : (test.p?.test ?? null), rule: measurement.rule,
    });
  }
  return { choice, tests: read };
}

/** Whether a reading could be made. */
export function isReading(reading: Reading | AbsentReading): reading is Reading {
  return 'tests' in reading;
}

/**
 * The evidence of a claim whose fields are stated, but too little of them to tell its effect: so that a user knows that not the field
 * lacks, but more of it. `but` goes on after `the snapshot states <fields>, but …`.
 */
export function tooLittle(stated: string, but: string, missing: (ClaimEvidence & { measurable: false })['missing'] = []): ClaimEvidence {
  return { measurable: false, why: `the snapshot states ${stated}, but ${but}`, missing };
}

/** The evidence of a claim whose main measurement is not measurable. */
export function notMeasurableBy(measurement: Exclude<Measurement<unknown>, Measured<unknown>>): ClaimEvidence {
  return { measurable: false, why: measurement.why, missing: measurement.missing };
}
