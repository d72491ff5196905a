import { quantile } from '../stats/quantiles.js';
import { valueOrNull } from '../stats/outcome.js';
import { kindOfCommit, type CommitKind } from './commit-kinds.js';

/** One model as the SQL of the metric answers it. */
export interface MaintainedRow {
  readonly package_key: number;
  readonly name: string;
  readonly downloads: number | null;
  /** Bytes of the repository, and number of parameters; null where not stated. */
  readonly storage: number | null;
  readonly parameters: number | null;
  /** Months since it was created; null where that is not known. */
  readonly age: number | null;
  readonly card_known: boolean | null;
  readonly present: readonly string[] | null;
  readonly unread: readonly string[] | null;
  readonly attributes: number;
  /** JSON list of title, month and number of commits; null: a history without commits. */
  readonly commits: string | null;
}

/** A model with its commits counted. */
export interface MaintainedModel {
  readonly row: MaintainedRow;
  readonly byKind: ReadonlyMap<CommitKind, number>;
  /** Commits that are neither the first nor made by a program. */
  readonly commits: number;
  /** Months in which there is one. */
  readonly months: number;
}

interface CountedTitle {
  readonly title: string;
  readonly month: string | null;
  readonly n: number;
}

/** Counts the commits of each model by kind. */
export function readModels(rows: readonly MaintainedRow[]): MaintainedModel[] {
  const kinds = new Map<string, CommitKind>();
  function kindOf(title: string): CommitKind {
    const known = kinds.get(title) ?? kindOfCommit(title);
    kinds.set(title, known);
    return known;
  }
  return rows.map((row) => {
    const titles = row.commits === null ? [] : (JSON.parse(row.commits) as CountedTitle[]);
    const byKind = new Map<CommitKind, number>();
    const months = new Set<string>();
    let commits = 0;
    for (const { title, month, n } of titles) {
      const kind = kindOf(title);
      byKind.set(kind, (byKind.get(kind) ?? 0) + n);
      if (kind === 'initial' || kind === 'automatic') continue;
      commits += n;
      if (month !== null) months.add(month);
    }
    return { row, byKind, commits, months: months.size };
  });
}

/** How well-maintained models are told from the others. */
export type Grouping = 'above both medians' | 'top quarter of commits' | 'commits per month of life';

/** The models of each group; null where the grouping takes what is not known of most models, or puts all into one group. */
export function splitModels(models: readonly MaintainedModel[], grouping: Grouping): { readonly well: MaintainedModel[]; readonly others: MaintainedModel[] } | null {
  const usable = grouping === 'commits per month of life' ? models.filter(({ row }) => row.age !== null) : models;
  if (usable.length * 2 < models.length) return null;
  const above = testOf(usable, grouping);
  const well = usable.filter(above);
  const others = usable.filter((one) => !above(one));
  return well.length < 2 || others.length < 2 ? null : { well, others };
}

function cut(models: readonly MaintainedModel[], read: (model: MaintainedModel) => number, p: number): number {
  return valueOrNull(quantile(models.map(read), p)) ?? 0;
}

function testOf(models: readonly MaintainedModel[], grouping: Grouping): (model: MaintainedModel) => boolean {
  if (grouping === 'above both medians') {
    const commits = cut(models, commitsOf, 0.5);
    const months = cut(models, monthsOf, 0.5);
    return (model) => model.commits > commits && model.months > months;
  }
  const read = grouping === 'top quarter of commits' ? commitsOf : rateOf;
  const least = cut(models, read, grouping === 'top quarter of commits' ? 0.75 : 0.5);
  return (model) => read(model) > least;
}

function commitsOf(model: MaintainedModel): number {
  return model.commits;
}

function monthsOf(model: MaintainedModel): number {
  return model.months;
}

/** A model of some days counts as a month old, or its first uploads would make it the best maintained of all. */
function rateOf({ commits, row }: MaintainedModel): number {
  return commits / Math.max(1, row.age ?? 1);
}
