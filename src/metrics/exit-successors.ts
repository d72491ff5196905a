import type { SuccessorEvidence } from '../core/rows/top-exits.js';
import type { TopMember } from './top-members.js';

/** The parents that a snapshot shows for a package: identities where they were found, else names as written. */
export type Parents = ReadonlyMap<number, ReadonlySet<string | number>>;

/** What one snapshot states of the packages of two tops; null where it does not state the field. */
export interface Kinship {
  readonly parents: Parents | null;
  readonly tasks: ReadonlyMap<number, string> | null;
}

/** Newcomers that may be called the successor of a package, by evidence, best-ranked first; null where the field is not stated. */
export type Candidates = Readonly<Record<SuccessorEvidence, readonly TopMember[] | null>>;

/** Strongest first: derived from it, derived from the same base, its base, made for the same task. */
export const evidences: readonly SuccessorEvidence[] = ['child', 'sibling', 'parent', 'task'];

/** Newcomers by the parents they declare and by their task, so that each leaving package finds its candidates without looking at all. */
export interface NewcomerIndex {
  readonly newcomers: ReadonlyMap<number, TopMember>;
  readonly byParent: ReadonlyMap<string | number, readonly TopMember[]>;
  readonly byTask: ReadonlyMap<string, readonly TopMember[]>;
  readonly kinship: Kinship;
}

/** Lays out the newcomers of a top (in order of rank) by what a snapshot states of them. */
export function indexNewcomers(newcomers: readonly TopMember[], kinship: Kinship): NewcomerIndex {
  const byParent = new Map<string | number, TopMember[]>();
  const byTask = new Map<string, TopMember[]>();
  for (const one of newcomers) {
    for (const parent of kinship.parents?.get(one.identity) ?? []) byParent.set(parent, [...(byParent.get(parent) ?? []), one]);
    const task = kinship.tasks?.get(one.identity);
    if (task !== undefined) byTask.set(task, [...(byTask.get(task) ?? []), one]);
  }
  return { newcomers: new Map(newcomers.map((one) => [one.identity, one])), byParent, byTask, kinship };
}

/** The newcomers with each kind of evidence of following a package. */
export function findCandidates(identity: number, index: NewcomerIndex): Candidates {
  const { parents, tasks } = index.kinship;
  const task = tasks?.get(identity);
  const bases = [...(parents?.get(identity) ?? [])];
  function ranked(members: readonly TopMember[]): TopMember[] {
    return [...new Map(members.filter((one) => one.identity !== identity).map((one) => [one.identity, one])).values()].sort((a, b) => a.rank - b.rank);
  }
  return {
    child: parents === null ? null : ranked(index.byParent.get(identity) ?? []),
    sibling: parents === null ? null : ranked(bases.flatMap((base) => index.byParent.get(base) ?? [])),
    parent: parents === null ? null : ranked(bases.flatMap((base) => (typeof base === 'number' ? [index.newcomers.get(base)] : [])).filter((one) => one !== undefined)),
    task: tasks === null ? null : task === undefined ? [] : index.byTask.get(task) ?? [],
  };
}

/** The best-ranked candidate of the strongest evidence; null where there is none. */
export function chooseSuccessor(candidates: Candidates): { readonly name: string; readonly evidence: SuccessorEvidence } | null {
  for (const evidence of evidences) {
    const best = candidates[evidence]?.[0];
    if (best !== undefined) return { name: best.name, evidence };
  }
  return null;
}
