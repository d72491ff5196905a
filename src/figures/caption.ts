import type { Measurement, SnapshotReference } from '../core/measurement.js';
import { formatCount, formatDay } from './format-number.js';

/** The snapshots of several measurements, each once, in order of time. */
export function listSnapshots(measurements: readonly Measurement<unknown>[]): readonly SnapshotReference[] {
  const byKey = new Map<string, SnapshotReference>();
  for (const measurement of measurements) {
    for (const snapshot of measurement.snapshots) byKey.set(`${snapshot.registry} ${snapshot.key}`, snapshot);
  }
  return [...byKey.values()].sort((a, b) => (a.takenAt < b.takenAt ? -1 : a.takenAt > b.takenAt ? 1 : a.key - b.key));
}

/**
 * States registry, series, days, number and completeness of snapshots: `huggingface (all), 2021-06-19 to 2024-04-05,
 * 4 snapshots`.
 */
export function describeSnapshots(snapshots: readonly SnapshotReference[]): string {
  if (snapshots.length === 0) return 'no snapshot';
  const series = new Map<string, SnapshotReference[]>();
  for (const snapshot of snapshots) {
    const name = `${snapshot.registry} (${snapshot.series})`;
    series.set(name, [...(series.get(name) ?? []), snapshot]);
  }
  return [...series].map(([name, members]) => {
    const first = formatDay(members[0]?.takenAt ?? '');
    const last = formatDay(members.at(-1)?.takenAt ?? '');
    const days = members.length === 1 ? first : `${first} to ${last}, ${formatCount(members.length)} snapshots`;
    const incomplete = members.filter((member) => !member.complete).length;
    if (incomplete === 0) return `${name}, ${days}`;
    return `${name}, ${days}, ${incomplete === members.length ? '' : `${formatCount(incomplete)} `}incomplete`;
  }).join('; ');
}

/** The rules that made the numbers, each once. */
export function describeRules(measurements: readonly Measurement<unknown>[]): string {
  const rules = [...new Set(measurements.map((measurement) => measurement.rule))];
  return `${rules.length === 1 ? 'Rule' : 'Rules'} ${rules.join('; ')}`;
}

/** The words of the mark that no simulated figure may lack: `SIMULATED (seed 7)`; null where everything is real. */
export function simulatedMark(snapshots: readonly SnapshotReference[]): string | null {
  const simulated = snapshots.filter((snapshot) => snapshot.simulated !== null);
  if (simulated.length === 0) return null;
  const seeds = [...new Set(simulated.map((snapshot) => snapshot.simulated ?? ''))];
  const mark = `SIMULATED (${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')})`;
  if (simulated.length === snapshots.length) return mark;
  return `${mark}: ${formatCount(simulated.length)} of ${formatCount(snapshots.length)} snapshots`;
}
