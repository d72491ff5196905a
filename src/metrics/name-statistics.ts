import type { Statistic } from '../core/measurement.js';
import type { NameConsistencyRow } from '../core/rows/name-consistency.js';
import { clusteredShare } from '../stats/clustered-shares.js';
import { valueOrNull } from '../stats/outcome.js';
import { proportion } from '../stats/proportion.js';
import { comparedAspects, type ComparedAspect, type ComparedName } from './read-names.js';

/** Contradictions that a person read one by one (decision 0012), and how many of them were real. */
export const checked = { read: 60, real: 54 } as const;

/** Which differences of a name and its record count as a contradiction. */
export type CountsAs = (aspect: ComparedAspect) => boolean;

const spoken: ReadonlySet<string> = new Set(['agreement', 'contradiction', 'undecided']);

/** The aspects of a name of which its record speaks too. */
function comparableOf(name: ComparedName, aspect: string | null): readonly ComparedAspect[] {
  return name.aspects.filter((one) => (aspect === null || one.aspect === aspect) && spoken.has(one.outcome));
}

/** A share of models with owners as clusters; what cannot be told is null. */
interface OwnersShare {
  readonly numerator: number;
  readonly denominator: number;
  readonly owners: number;
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly level: number;
  /** Models for one independent model: at least 1. */
  readonly designEffect: number | null;
}

const level = 0.95;

function shareByOwner(members: readonly { readonly owner: string; readonly counted: boolean }[]): OwnersShare {
  const counts = new Map<string, [n: number, k: number]>();
  for (const { owner, counted } of members) {
    const [n, k] = counts.get(owner) ?? [0, 0];
    counts.set(owner, [n + 1, k + (counted ? 1 : 0)]);
  }
  const sums = { clusters: counts.size, n: 0, k: 0, nn: 0, nk: 0, kk: 0 };
  for (const [n, k] of counts.values()) {
    sums.n += n;
    sums.k += k;
    sums.nn += n * n;
    sums.nk += n * k;
    sums.kk += k * k;
  }
  const found = valueOrNull(clusteredShare(sums, { level }));
  return {
    numerator: sums.k, denominator: sums.n, owners: sums.clusters, share: sums.n === 0 ? null : sums.k / sums.n,
    low: found?.interval.low ?? null, high: found?.interval.high ?? null, level, designEffect: found === null ? null : sums.n / found.effectiveSize,
  };
}

function shareOf(names: readonly ComparedName[], aspect: string | null, contradicts: CountsAs, decidedOnly: boolean): OwnersShare {
  return shareByOwner(names.flatMap((name) => {
    const found = comparableOf(name, aspect);
    const counted = found.some(contradicts);
    const taken = decidedOnly ? counted || found.some((one) => one.outcome === 'agreement') : found.length > 0;
    return taken ? [{ owner: name.owner, counted }] : [];
  }));
}

/** One row per aspect, in their order, and behind them one of any aspect. */
export function nameRows(names: readonly ComparedName[], contradicts: CountsAs): NameConsistencyRow[] {
  return [...comparedAspects, null].map((aspect): NameConsistencyRow => {
    const share = shareOf(names, aspect, contradicts, false);
    const told = { agreement: 0, undecided: 0, recordSilent: 0, notKnown: 0, nameSilent: 0 };
    for (const name of names) {
      const said = name.aspects.filter((one) => aspect === null || one.aspect === aspect);
      const compared = said.filter((one) => spoken.has(one.outcome));
      if (said.length === 0) told.nameSilent += 1;
      else if (compared.length === 0) told[said.some((one) => one.outcome === 'record silent') ? 'recordSilent' : 'notKnown'] += 1;
      else if (!compared.some(contradicts)) told[compared.some((one) => one.outcome === 'agreement') ? 'agreement' : 'undecided'] += 1;
    }
    return {
      aspect: aspect ?? 'any', comparable: share.denominator, contradiction: share.numerator, ...told,
      share: share.share, low: share.low, high: share.high, owners: share.owners,
    };
  });
}

function statisticOf(name: string, share: OwnersShare): Statistic {
  if (share.share === null) return { name, value: null, n: 0, why: 'of no model do name and record speak of it both' };
  if (share.low === null || share.high === null) return { name, value: share.share, n: share.denominator, why: 'all models are of one owner, nothing tells how far owners differ' };
  return { name, value: share.share, low: share.low, high: share.high, level: share.level, n: share.denominator };
}

/** Two independent estimates, each with its interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Product of two estimates, with the interval that squares and adds the distances to their limits (MOVER, Zou & Donner 2008). */
export function productOf(one: Estimate, other: Estimate): Estimate {
  const value = one.value * other.value;
  return {
    value,
    low: value - Math.hypot(other.value * (one.value - one.low), one.value * (other.value - other.low)),
    high: value + Math.hypot(other.value * (one.high - one.value), one.value * (other.high - other.value)),
  };
}

/** The share as it would be if only as many contradictions were real as in the sample that a person read. */
function corrected(name: string, share: OwnersShare): Statistic[] {
  const precision = valueOrNull(proportion(checked.real, checked.read));
  if (precision === null || share.share === null || share.low === null || share.high === null) return [];
  const { value, low, high } = productOf({ value: share.share, low: share.low, high: share.high }, { value: precision.share, ...precision.interval });
  return [{ name, value, low, high, level: share.level, n: share.denominator }];
}

/**
 * Shares of models with a contradiction, of any aspect and of the architecture: of all of which both sides speak, of those that could be
 * decided, and corrected for contradictions that are none; the design effects of owners; and how alike names are made.
 */
export function nameStatistics(names: readonly ComparedName[], contradicts: CountsAs): Statistic[] {
  return [
    ...([['', null], [':architecture', 'architecture']] as const).flatMap(([suffix, aspect]): Statistic[] => {
      const share = shareOf(names, aspect, contradicts, false);
      return [
        statisticOf(`shareContradicting${suffix}`, share),
        statisticOf(`shareContradictingOfDecided${suffix}`, shareOf(names, aspect, contradicts, true)),
        ...corrected(`shareContradictingCorrected${suffix}`, share),
        ...(share.designEffect === null ? [] : [{ name: `designEffectOfOwners${suffix}`, value: share.designEffect, n: share.owners }]),
      ];
    }),
    ...schemeStatistics(names),
  ];
}

/** How many names say what no rule knows, and how alike the others put their parts in order. */
function schemeStatistics(names: readonly ComparedName[]): Statistic[] {
  const orders = new Map<string, number>();
  const pairs = new Map<string, [forwards: number, backwards: number]>();
  for (const { kinds } of names) {
    if (kinds.length < 2) continue;
    orders.set(kinds.join(' '), (orders.get(kinds.join(' ')) ?? 0) + 1);
    kinds.forEach((first, at) => {
      for (const second of kinds.slice(at + 1)) {
        const key = first < second ? `${first} ${second}` : `${second} ${first}`;
        const found = pairs.get(key) ?? [0, 0];
        pairs.set(key, first < second ? [found[0] + 1, found[1]] : [found[0], found[1] + 1]);
      }
    });
  }
  const ordered = [...orders.values()].reduce((sum, one) => sum + one, 0);
  const commonest = [...orders.values()].reduce((most, one) => Math.max(most, one), 0);
  const counted = [...pairs.values()];
  const usual = counted.reduce((sum, one) => sum + Math.max(...one), 0);
  const all = counted.reduce((sum, one) => sum + one[0] + one[1], 0);
  return [
    statisticOf('shareNamesThatSayNothingKnown', shareByOwner(names.map((one) => ({ owner: one.owner, counted: one.kinds.length === 0 })))),
    statisticOf('shareNamesOfKnownWordsOnly', shareByOwner(names.map((one) => ({ owner: one.owner, counted: !one.hasUnknown && one.kinds.length > 0 })))),
    ...(ordered === 0 ? [] : [
      { name: 'ordersOfParts', value: orders.size, n: ordered },
      { name: 'shareOfCommonestOrder', value: commonest / ordered, n: ordered },
      { name: 'sharePairsOfPartsInUsualOrder', value: usual / all, n: all },
    ]),
  ];
}
