import type { CensoredTime } from '../stats/interval-censored.js';

/** The keys of the packages in one top, with its time in months. */
export interface TopKeys {
  readonly at: number;
  readonly keys: ReadonlySet<string | number>;
}

/** One unbroken stay of a package in the top, from and to the positions of its first and last snapshot there. */
export interface Spell {
  readonly key: string | number;
  readonly first: number;
  readonly last: number;
  /** False: it is in the first of all tops, so that its beginning is not known (left-truncated). */
  readonly began: boolean;
  /** False: it is in the last of all tops (right-censored). */
  readonly ended: boolean;
  /** Whether the package had been in the top before and was out of it in between. */
  readonly again: boolean;
}

/**
 * The stays of packages in the top, in order of beginning. A package that leaves and comes back has two: each stay is watched for itself.
 * With `bridge` an absence of at most that many snapshots does not end a stay.
 */
export function listSpells(tops: readonly TopKeys[], bridge = 0): Spell[] {
  const open = new Map<string | number, { first: number; last: number; again: boolean }>();
  const known = new Set<string | number>();
  const spells: Spell[] = [];
  function close(key: string | number, ended: boolean): void {
    const stay = open.get(key);
    if (stay === undefined) return;
    spells.push({ key, ...stay, began: stay.first > 0, ended });
    open.delete(key);
  }
  for (const [position, { keys }] of tops.entries()) {
    for (const key of keys) {
      const stay = open.get(key);
      if (stay !== undefined) stay.last = position;
      else open.set(key, { first: position, last: position, again: known.has(key) });
      known.add(key);
    }
    for (const [key, stay] of [...open]) if (position - stay.last > bridge) close(key, true);
  }
  const end = tops.length - 1;
  // A bridged absence that reaches the end of the snapshots is an exit all the same: nothing is there to bridge to.
  for (const [key, stay] of [...open]) close(key, stay.last < end);
  return spells.sort((a, b) => a.first - b.first || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

/**
 * How long a stay lasted, as far as snapshots tell: more than from its first to its last snapshot, at most from the snapshot before to the
 * one after. A stay of unknown beginning is counted from the first snapshot of all.
 */
export function durationOf(spell: Spell, tops: readonly TopKeys[]): CensoredTime {
  const [first, last] = [tops[spell.first]!.at, tops[spell.last]!.at];
  const before = spell.began ? tops[spell.first - 1]!.at : first;
  return { after: last - first, by: spell.ended ? tops[spell.last + 1]!.at - before : null };
}

/** The same as one number, with beginning and end in the middle between the two snapshots. */
export function midPointOf(spell: Spell, tops: readonly TopKeys[]): { readonly time: number; readonly event: boolean } {
  const first = tops[spell.first]!.at;
  const start = spell.began ? (tops[spell.first - 1]!.at + first) / 2 : first;
  const last = tops[spell.last]!.at;
  return { time: (spell.ended ? (last + tops[spell.last + 1]!.at) / 2 : last) - start, event: spell.ended };
}

/**
 * Of the exits that could be watched for so many months afterwards, how many were followed by a return within them. A return counts by the first
 * snapshot that has the package in the top again.
 */
export function countReturns(spells: readonly Spell[], tops: readonly TopKeys[], months: number): { readonly returned: number; readonly exits: number } {
  const starts = new Map<string | number, number[]>();
  for (const spell of spells) starts.set(spell.key, [...(starts.get(spell.key) ?? []), spell.first]);
  const end = tops.at(-1)?.at ?? 0;
  let [returned, exits] = [0, 0];
  for (const spell of spells) {
    if (!spell.ended) continue;
    const gone = tops[spell.last + 1]!.at;
    if (end - gone < months) continue;
    exits += 1;
    const next = starts.get(spell.key)?.find((first) => first > spell.last);
    if (next !== undefined && tops[next]!.at - gone <= months) returned += 1;
  }
  return { returned, exits };
}
