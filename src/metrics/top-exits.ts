import { readFileSync } from 'node:fs';
import type { Measurement, Statistic } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import type { ExitFate, TopExitsRow } from '../core/rows/top-exits.js';
import { proportion } from '../stats/proportion.js';
import { chooseSuccessor, evidences, findCandidates, indexNewcomers, type Candidates, type Kinship } from './exit-successors.js';
import { defaultTop, notesOnLists, noTops, placeSql, readTops, type Top, type TopMember } from './top-members.js';

const sql = readFileSync(new URL('./top-exits.sql', import.meta.url), 'utf8');

const readings = {
  'renames resolved': 'A package leaves when it is in the top of one snapshot and, under whatever name, not in that of the next; newcomers are those that were not in the top of the one before.',
  'by name': 'Packages compared by name: a renamed package leaves, and its new name is its fate.',
} as const;
type Variant = keyof typeof readings;
const variants = Object.keys(readings) as readonly Variant[];

const fates: readonly ExitFate[] = ['fell in rank', 'renamed', 'said to be removed', 'no longer listed', 'not told'];

interface Followed {
  readonly position: number;
  readonly identity_key: number;
  readonly name: string;
  readonly removed: boolean | null;
  readonly rank: number | null;
}

/** Who leaves the top, what becomes of it, and who may be said to have taken its place. */
export const topExits: Metric<TopExitsRow> = {
  slug: 'top-exits',
  title: 'Exits from the top',
  question: 'What becomes of packages that leave the top, and which newcomers follow on them?',
  figure: 'top-exits',
  needs: [],
  uses: ['base_models', 'task', 'removed'],
  over: 'several snapshots',
  variants,
  readings,
  measure,
};

async function measure(context: MetricContext): Promise<Measurement<TopExitsRow>[]> {
  const blocked = noTops(topExits, context);
  if (blocked !== null) return blocked;
  const k = context.parameters.k ?? defaultTop;
  const tops = await readTops(context, k);
  const followed = await follow(context, k);
  const kinships = await readKinships(context, tops);
  return variants.map((variant): Measurement<TopExitsRow> => {
    const rows: TopExitsRow[] = [];
    const stayers: Candidates[] = [];
    for (let step = 1; step < tops.length; step += 1) {
      const [before, after] = [tops[step - 1]!, tops[step]!];
      if (after.at <= before.at) continue;
      const found = exitsOf(before, after, followed.get(step) ?? new Map<number, Followed>(), kinships[step]!, variant);
      rows.push(...found.rows);
      stayers.push(...found.stayers);
    }
    return {
      measurable: true, metric: topExits.slug, variant, reading: readings[variant], rule: `${topExits.slug}/${variant}@1`,
      snapshots: context.snapshots, parameters: { k }, rows, statistics: summarise(context, rows, stayers), notes: notesOf(context),
    };
  });
}

/** What the next snapshot says of the members of each top, by position of that next snapshot and identity. */
async function follow(context: MetricContext, k: number): Promise<Map<number, Map<number, Followed>>> {
  const rows = await context.select<Followed>(sql
    .replaceAll('{{moments}}', context.snapshots.map((one, position) => `(${one.key}, ${position})`).join(', '))
    .replaceAll('{{place}}', placeSql(context))
    .replaceAll('{{size}}', String(k))
    .replaceAll('{{removed}}', context.covered.has('removed') ? 'removed' : 'null::boolean'));
  const byPosition = new Map<number, Map<number, Followed>>();
  for (const row of rows) byPosition.set(row.position, (byPosition.get(row.position) ?? new Map<number, Followed>()).set(row.identity_key, row));
  return byPosition;
}

/** Parents and tasks as each snapshot states them, of the members of its top and of the one before. */
async function readKinships(context: MetricContext, tops: readonly Top[]): Promise<Kinship[]> {
  const lineage = context.covered.has('base_models');
  const task = context.covered.has('task');
  const kinships: Kinship[] = [];
  for (const [position, { snapshot, members }] of tops.entries()) {
    const ids = [...new Set([...members, ...(tops[position - 1]?.members ?? [])].map((one) => one.identity))];
    const among = ids.length === 0 ? 'false' : `record.identity_key in (${ids.join(', ')})`;
    const edges = !lineage ? [] : await context.select<{ child: number; base: string; parent: number | null }>(
      `select distinct record.identity_key as child, edge.base, parent.identity_key as parent
       from edge
       join record on record.snapshot_key = edge.snapshot_key and record.package_key = edge.child_key
       left join record as parent on parent.snapshot_key = edge.snapshot_key and parent.package_key = edge.base_key
       where edge.snapshot_key = $key and ${among}
       order by all`, { key: snapshot.key });
    const tasks = !task ? [] : await context.select<{ id: number; task: string }>(
      `select identity_key as id, min(task) as task from record where snapshot_key = $key and task is not null and ${among} group by id order by id`, { key: snapshot.key });
    const parents = new Map<number, Set<string | number>>();
    for (const { child, base, parent } of edges) parents.set(child, (parents.get(child) ?? new Set<string | number>()).add(parent ?? base));
    kinships.push({ parents: lineage ? parents : null, tasks: task ? new Map(tasks.map((one) => [one.id, one.task])) : null });
  }
  return kinships;
}

function exitsOf(before: Top, after: Top, followed: ReadonlyMap<number, Followed>, kinship: Kinship, variant: Variant): { rows: TopExitsRow[]; stayers: Candidates[] } {
  function keyOf(member: TopMember): string | number {
    return variant === 'by name' ? member.name : member.identity;
  }
  const [was, is] = [new Set(before.members.map(keyOf)), new Set(after.members.map(keyOf))];
  const index = indexNewcomers(after.members.filter((one) => !was.has(keyOf(one))), kinship);
  const rows = before.members.filter((one) => !is.has(keyOf(one))).map((one): TopExitsRow => {
    const there = followed.get(one.identity);
    const candidates = findCandidates(one.identity, index);
    const successor = chooseSuccessor(candidates);
    return {
      registry: before.snapshot.registry, package: one.name, lastSeen: before.snapshot.takenAt, missingAt: after.snapshot.takenAt, months: after.at - before.at,
      rankBefore: one.rank, fate: fateOf(one, there, after, variant), rankAfter: there?.rank ?? null,
      successor: successor?.name ?? null, evidence: successor?.evidence ?? null,
      children: candidates.child?.length ?? null, siblings: candidates.sibling?.length ?? null, parents: candidates.parent?.length ?? null, sameTask: candidates.task?.length ?? null,
    };
  });
  return { rows, stayers: before.members.filter((one) => is.has(keyOf(one))).map((one) => findCandidates(one.identity, index)) };
}

function fateOf(member: TopMember, there: Followed | undefined, after: Top, variant: Variant): ExitFate {
  if (there === undefined) return after.snapshot.complete ? 'no longer listed' : 'not told';
  if (there.removed === true) return 'said to be removed';
  return variant === 'by name' && there.name !== member.name ? 'renamed' : 'fell in rank';
}

function shareOf(name: string, numerator: number, denominator: number): Statistic {
  const share = proportion(numerator, denominator);
  return share.computable
    ? { name, value: share.value.share, ...share.value.interval, n: denominator }
    : { name, value: null, n: 0, why: 'no package left the top' };
}

/** Shares of the exits by fate and by evidence, and for comparison of the packages that stayed: a newcomer akin to one that is still there is no successor. */
function summarise(context: MetricContext, rows: readonly TopExitsRow[], stayers: readonly Candidates[]): Statistic[] {
  const counts = { child: 'children', sibling: 'siblings', parent: 'parents', task: 'sameTask' } as const;
  return [
    { name: 'exits', value: rows.length, n: rows.length + stayers.length },
    ...fates.map((fate) => shareOf(`fate:${fate}`, rows.filter((row) => row.fate === fate).length, rows.length)),
    ...evidences.flatMap((evidence): Statistic[] => {
      const field = evidence === 'task' ? 'task' : 'base_models';
      if (!context.covered.has(field)) return [{ name: `successor:${evidence}`, value: null, why: `not all of the snapshots state ${field}` }];
      return [
        shareOf(`successor:${evidence}`, rows.filter((row) => (row[counts[evidence]] ?? 0) > 0).length, rows.length),
        shareOf(`successor:${evidence}:stayed`, stayers.filter((one) => (one[evidence]?.length ?? 0) > 0).length, stayers.length),
      ];
    }),
    { name: 'successor:new_version', value: null, why: 'no source of the store states a newer version of a package' },
    ...(context.covered.has('base_models') || context.covered.has('task') ? [shareOf('successor:any', rows.filter((row) => row.successor !== null).length, rows.length)] : []),
  ];
}

function notesOf(context: MetricContext): string[] {
  return [
    'A candidate is a newcomer with evidence of following, not a proof that it took the place: compare the shares of the exits with those of the packages that stayed.',
    ...(context.covered.has('removed') ? [] : ['The snapshots do not say themselves that a package is gone; absence is told from whole lists only.']),
    ...(context.snapshots.some((one) => !one.complete) ? ['Lists that show a part of the registry do not tell what became of a package that is not in them.'] : []),
    ...notesOnLists(context),
  ];
}
