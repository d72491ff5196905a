import { claimIds, type ClaimId } from '../../core/claim.js';
import { truthWords, type Truth, type Truths } from './truths.js';

/** A hub that is to be made: its seed, and what is true in it. */
export interface PlannedHub {
  /** Unique, one after the other. */
  readonly seed: number;
  /** The seeds in threes: within one, each claim has each truth once. */
  readonly group: number;
  readonly truths: Truths;
}

/** Twelve of the thirteen points of the projective plane over the field of three: columns of an orthogonal array of strength two. */
const columns: readonly (readonly [number, number, number])[] = [
  [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 2, 0], [1, 0, 1], [1, 0, 2], [0, 1, 1], [0, 1, 2], [1, 1, 1], [1, 1, 2], [1, 2, 1],
];

/** Seeds below this were looked at while the process was made; what is judged has others. */
export const firstSeed = 201;

/**
 * Three hubs for each of the groups 1 to `groups`. In a group each claim has each truth once (the third hub turns the first round by two, the
 * second by one), so that over all each truth of each claim is met as often as there are groups. Where it starts is an orthogonal array of 27
 * rows (Bose 1947; Rao 1947): over 27 groups each pair of claims meets in all nine pairs of truths equally often, over fewer nearly so.
 */
export function planHubs(groups: number): PlannedHub[] {
  return Array.from({ length: groups }, (_, index) => index + 1).flatMap((group) => [0, 1, 2].map((turn): PlannedHub => ({
    seed: firstSeed + 3 * (group - 1) + turn,
    group,
    truths: Object.fromEntries(claimIds.map((id, at) => [id, truthAt(group, at, turn)])) as Record<ClaimId, Truth>,
  })));
}

function truthAt(group: number, claim: number, turn: number): Truth {
  const row = (group * 2) % 27;
  const digits = [row % 3, Math.floor(row / 3) % 3, Math.floor(row / 9)];
  const start = (columns[claim] ?? []).reduce((sum, factor, at) => sum + factor * (digits[at] ?? 0), 0);
  // Steps of both that mix twenty groups best: each pair of claims meets in each of its nine pairs of truths four to nine times.
  // Which way a group turns a claim differs from claim to claim, else the three hubs of a group would tie all claims to one another.
  const direction = ((claim * 2 + group * 5) % 5) % 2 === 1 ? 2 : 1;
  return truthWords[(start + direction * turn) % 3] ?? 'absent';
}
