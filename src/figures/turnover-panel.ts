import type { Measured, TurnoverRow } from '../core/measurement.js';
import { paperTop } from './paper-values.js';
import type { PaperRegistry } from './paper-values.js';

export type Part = 'remained' | 'returning' | 'newcomers';

/** From the bottom of the stack to its top. */
export const parts: readonly Part[] = ['remained', 'returning', 'newcomers'];

/** One rectangle of a stack: a part of the top of one snapshot. */
export interface Segment {
  readonly part: Part;
  readonly source: 'here' | 'paper';
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
  readonly count: number;
  /** Cumulative counts below and including the segment. */
  readonly from: number;
  readonly to: number;
  /** The first snapshot has nothing before it: all its packages are new by definition. */
  readonly first: boolean;
  readonly label: string;
}

/** The rows of one registry, in order of time. */
export interface TurnoverPanel {
  readonly measurement: Measured<TurnoverRow>;
  readonly registry: string;
  readonly rows: readonly TurnoverRow[];
}

/** Splits a measurement into one panel per registry. */
export function listPanels(measurement: Measured<TurnoverRow>): readonly TurnoverPanel[] {
  const registries = [...new Set(measurement.rows.map((row) => row.registry))];
  return registries.map((registry) => ({
    measurement,
    registry,
    rows: measurement.rows
      .filter((row) => row.registry === registry)
      .sort((a, b) => (a.takenAt < b.takenAt ? -1 : a.takenAt > b.takenAt ? 1 : a.snapshotKey - b.snapshotKey)),
  }));
}

function stack(counts: Readonly<Record<Part, number>>, rest: Pick<Segment, 'source' | 'at' | 'first' | 'label'>): readonly Segment[] {
  let from = 0;
  return parts.map((part) => {
    const count = counts[part];
    const segment = { ...rest, part, count, from, to: from + count };
    from += count;
    return segment;
  });
}

/** Our bars as segments. */
export function ourSegments(rows: readonly TurnoverRow[]): readonly Segment[] {
  return rows.flatMap((row) =>
    stack(row, { source: 'here', at: Date.parse(row.takenAt), first: row.months === null, label: row.takenAt.slice(0, 10) }));
}

/** The paper's bars as segments; a value that is known as a range is drawn at its middle. */
export function paperSegments(paper: PaperRegistry): readonly Segment[] {
  return paper.bars.flatMap((bar, index) =>
    stack(
      { remained: bar.remained.value, returning: bar.returning.value, newcomers: bar.newcomers.value },
      { source: 'paper', at: Date.parse(bar.takenOn), first: index === 0, label: `paper, ${bar.label}` },
    ));
}

/** Most snapshots with which the paper's four bars can stand beside ours and be told apart. */
const crowded = 16;

/**
 * Whether the paper's bars belong beside ours: same size of top, and few enough bars to tell them apart. Else the
 * reason, for the panel's note.
 */
export function comparePaper(rows: readonly TurnoverRow[], paper: PaperRegistry | undefined): { readonly draw: boolean; readonly why: string | null } {
  if (paper === undefined) return { draw: false, why: null };
  const sizes = [...new Set(rows.map((row) => row.size))];
  if (sizes.some((size) => size !== paperTop)) {
    return { draw: false, why: `The paper's bars are left out: they are of the top ${paperTop.toLocaleString('en-US')}, these are not.` };
  }
  if (rows.length > crowded) return { draw: false, why: 'The paper\'s four bars are left out among so many.' };
  return { draw: true, why: null };
}

/** Smallest distance between neighbouring instants; null for fewer than two. */
export function smallestGap(instants: readonly number[]): number | null {
  const sorted = [...new Set(instants)].sort((a, b) => a - b);
  let smallest: number | null = null;
  for (let index = 1; index < sorted.length; index++) {
    const gap = (sorted[index] ?? 0) - (sorted[index - 1] ?? 0);
    if (smallest === null || gap < smallest) smallest = gap;
  }
  return smallest;
}
