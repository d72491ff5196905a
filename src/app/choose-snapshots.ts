import { UsageError } from '../core/errors.js';
import type { Metric } from '../core/metric.js';
import type { StoredSnapshot } from '../store/records.js';

/** Which snapshots somebody wants measured. */
export interface SnapshotChoice {
  /** Keys; else chosen by what the metric needs. */
  readonly snapshots?: readonly number[];
  readonly registry?: string;
  readonly kind?: string;
}

/**
 * The snapshots a metric is measured on, oldest first. Errors: UsageError for an unknown snapshot, for snapshots of several
 * registries or of real and simulated ones, and for several where the metric looks at one.
 */
export function chooseSnapshots(all: readonly StoredSnapshot[], metric: Metric<unknown>, request: SnapshotChoice): StoredSnapshot[] {
  if (request.snapshots !== undefined) return requireSnapshots(all, metric, request.snapshots);
  const kind = request.kind ?? metric.kind;
  const scoped = all.filter((one) => one.scope === 'list' && (request.registry === undefined || one.registry === request.registry) && (kind === undefined || one.kind === kind));
  // A metric that needs no field in particular still has to find one that it can speak of.
  const anyOf = metric.needs.length === 0 ? [...metric.uses, ...(metric.details?.fields ?? [])].filter((field) => field !== 'downloads' && field !== 'rank') : [];
  const able = scoped.filter(
    ({ covered }) => metric.needs.every((field) => covered.includes(field)) && (anyOf.length === 0 || anyOf.some((field) => covered.includes(field))),
  );
  if (metric.over === 'one snapshot') {
    const newest = [...able].sort((a, b) => b.takenAt.localeCompare(a.takenAt));
    return [newest.find((one) => one.complete) ?? newest[0] ?? scoped.at(-1)].filter((one) => one !== undefined);
  }
  const ranked = able.filter((one) => one.popularity !== null);
  const first = ranked[0];
  if (first === undefined) return scoped.filter((one) => one.registry === scoped[0]?.registry && one.kind === scoped[0].kind);
  const alike = ranked.filter(
    (one) => one.registry === first.registry && one.kind === first.kind && one.rankBy === first.rankBy && one.simulated === first.simulated,
  );
  const whole = alike.filter((one) => one.complete);
  if (whole.length >= 2) return whole;
  // Lists that leave out different packages would show turnover where there is none.
  const sizes = alike.map((one) => alike.filter((other) => other.series === one.series).length);
  const longest = alike[sizes.indexOf(Math.max(...sizes))];
  return alike.filter((one) => one.series === longest?.series);
}

/** The snapshots with these keys, where they can be measured together. */
function requireSnapshots(all: readonly StoredSnapshot[], metric: Metric<unknown>, keys: readonly number[]): StoredSnapshot[] {
  const chosen = [...new Set(keys)].map((key) => {
    const found = all.find((one) => one.key === key);
    if (found === undefined) throw new UsageError(`snapshot: unknown (${key}); expected one of: ${all.map((one) => one.key).join(', ') || 'none, the store is empty'}`);
    return found;
  });
  const places = new Set(chosen.map((one) => `${one.registry} ${one.kind}`));
  if (places.size > 1) throw new UsageError(`snapshot: of several registries (${[...places].join(', ')}); expected snapshots of one registry and kind`);
  const worlds = new Set(chosen.map((one) => one.simulated));
  if (worlds.size > 1) throw new UsageError(`snapshot: of several worlds (${[...worlds].map((one) => (one === null ? 'real' : `simulated with seed ${one}`)).join(', ')}); expected one`);
  if (metric.over === 'one snapshot' && chosen.length > 1) {
    throw new UsageError(`${metric.slug}: several snapshots (${chosen.map((one) => one.key).join(', ')}); expected one, it does not compare them`);
  }
  return chosen.sort((a, b) => a.takenAt.localeCompare(b.takenAt) || a.series.localeCompare(b.series));
}
