import { readFileSync } from 'node:fs';
import type { Measurement, Statistic } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import type { RegistryComparisonRow } from '../core/rows/registry-comparison.js';
import { topFractionShare } from '../stats/concentration.js';
import { proportion } from '../stats/proportion.js';
import { equalSteps } from './equal-steps.js';
import { defaultTop, notesOnLists, noTops, placeSql, readTops, type Top } from './top-members.js';

const sql = readFileSync(new URL('./registry-comparison.sql', import.meta.url), 'utf8');

/** Months between the snapshots that are compared; the paper's and three shorter ones, where lists are that close. */
const steps = [12, 6, 3, 1] as const;
/** Part of the top whose downloads are set against the whole of it. */
const headShare = 0.01;

function nameOf(step: number): string {
  return step === 1 ? 'every month' : `every ${step} months`;
}

/** Turnover, concentration and time in the top of one registry at equal intervals, to be set beside those of others. */
export const registryComparison: Metric<RegistryComparisonRow> = {
  slug: 'registry-comparison',
  title: 'Registries at equal intervals',
  question: 'How do turnover, concentration and time in the top compare between registries, when all are looked at in equal intervals?',
  figure: 'registry-comparison',
  needs: [],
  uses: [],
  over: 'several snapshots',
  variants: steps.map(nameOf),
  readings: Object.fromEntries(steps.map((step) => [nameOf(step), readingOf(step)])),
  measure,
};

function readingOf(step: number): string {
  return `Of all snapshots the best chain with ${step} month${step === 1 ? '' : 's'} between neighbours, to within three tenths; renamed packages stay themselves.`;
}

async function measure(context: MetricContext): Promise<Measurement<RegistryComparisonRow>[]> {
  const blocked = noTops(registryComparison, context);
  if (blocked !== null) return blocked;
  const k = context.parameters.k ?? defaultTop;
  const tops = await readTops(context, k);
  const populations = new Map((await context.select<{ snapshot_key: number; packages: number }>(sql.replaceAll('{{place}}', placeSql(context))))
    .map((row) => [row.snapshot_key, Number(row.packages)]));
  return steps.map((step): Measurement<RegistryComparisonRow> => {
    const chain = equalSteps(tops.map((top) => top.at), step).map((position) => tops[position]!);
    const frame = { metric: registryComparison.slug, variant: nameOf(step), rule: `${registryComparison.slug}/${nameOf(step)}@1` };
    if (chain.length === 0) {
      const gaps = tops.slice(1).map((top, i) => top.at - tops[i]!.at);
      return { ...frame, snapshots: context.snapshots, measurable: false, missing: [],
        why: `no two snapshots lie ${step} months apart, to within three tenths; neighbours lie ${Math.min(...gaps).toFixed(1)} to ${Math.max(...gaps).toFixed(1)} months apart` };
    }
    const short = chain.filter((top) => top.members.length < k);
    const rows = [...turnoverRows(chain, step), ...concentrationRows(chain, step), ...survivalRows(chain, step), ...cohortRows(chain, step)];
    return {
      ...frame, measurable: true, reading: readingOf(step), snapshots: chain.map((top) => top.snapshot), parameters: { k, step }, rows,
      statistics: summarise(rows),
      notes: [
        `${chain.length} of ${tops.length} snapshots make the chain. The top ${k} is ${describeSize(chain[0]!, populations)} and ${describeSize(chain.at(-1)!, populations)}.`,
        ...(short.length > 0 ? [`${short.length} of the lists have fewer than ${k} packages with a popularity.`] : []),
        ...notesOnLists({ ...context, snapshots: chain.map((top) => top.snapshot) }),
      ],
    };
  });
}

function describeSize(top: Top, populations: ReadonlyMap<number, number>): string {
  const population = populations.get(top.snapshot.key) ?? 0;
  if (!top.snapshot.complete) return `an unknown share of the registry on ${top.snapshot.takenAt.slice(0, 10)}`;
  return `${((100 * top.members.length) / Math.max(1, population)).toFixed(2)} % of the packages on ${top.snapshot.takenAt.slice(0, 10)}`;
}

function rowOf(top: Top, step: number, part: Partial<RegistryComparisonRow> & Pick<RegistryComparisonRow, 'measure'>): RegistryComparisonRow {
  return {
    registry: top.snapshot.registry, series: top.snapshot.series, step, from: null, to: top.snapshot.takenAt, months: null, age: null,
    numerator: null, denominator: null, share: null, low: null, high: null, monthly: null, why: null, ...part,
  };
}

function counted(numerator: number, denominator: number): Pick<RegistryComparisonRow, 'numerator' | 'denominator' | 'share' | 'low' | 'high' | 'why'> {
  const share = proportion(numerator, denominator);
  if (!share.computable) return { numerator, denominator, share: null, low: null, high: null, why: 'nobody was in the top before' };
  return { numerator, denominator, share: share.value.share, low: share.value.interval.low, high: share.value.interval.high, why: null };
}

function turnoverRows(chain: readonly Top[], step: number): RegistryComparisonRow[] {
  return chain.slice(1).map((top, i): RegistryComparisonRow => {
    const before = chain[i]!;
    const is = new Set(top.members.map((one) => one.identity));
    const share = counted(before.members.filter((one) => is.has(one.identity)).length, before.members.length);
    const months = top.at - before.at;
    return rowOf(top, step, { measure: 'turnover', from: before.snapshot.takenAt, months, ...share, monthly: share.share === null ? null : 1 - share.share ** (1 / months) });
  });
}

function concentrationRows(chain: readonly Top[], step: number): RegistryComparisonRow[] {
  return chain.map((top): RegistryComparisonRow => {
    const downloads = top.members.flatMap((one) => (one.downloads === null ? [] : [one.downloads]));
    if (downloads.length < top.members.length) return rowOf(top, step, { measure: 'concentration', why: 'the list states ranks, no counts' });
    const share = topFractionShare(downloads, headShare);
    if (!share.computable) return rowOf(top, step, { measure: 'concentration', why: share.detail });
    return rowOf(top, step, { measure: 'concentration', numerator: share.value.numerator, denominator: share.value.denominator, share: share.value.share });
  });
}

/** For each step, packages of each known age in the top, and how many of them were gone at its end; those of the first top have no known age. */
function survivalRows(chain: readonly Top[], step: number): RegistryComparisonRow[] {
  let ages = new Map<number, number | null>(chain[0]!.members.map((one) => [one.identity, null]));
  const rows: RegistryComparisonRow[] = [];
  for (const [i, top] of chain.slice(1).entries()) {
    const before = chain[i]!;
    const is = new Set(top.members.map((one) => one.identity));
    const byAge = new Map<number, { left: number; all: number }>();
    for (const [identity, age] of ages) {
      if (age === null) continue;
      const here = byAge.get(age) ?? { left: 0, all: 0 };
      byAge.set(age, { left: here.left + (is.has(identity) ? 0 : 1), all: here.all + 1 });
    }
    for (const [age, { left, all }] of [...byAge].sort(([a], [b]) => a - b)) {
      rows.push(rowOf(top, step, { measure: 'survival', from: before.snapshot.takenAt, months: top.at - before.at, age, ...counted(left, all) }));
    }
    const next = new Map<number, number | null>();
    for (const one of top.members) {
      const age = ages.get(one.identity);
      next.set(one.identity, age === undefined ? 0 : age === null ? null : age + 1);
    }
    ages = next;
  }
  if (rows.length > 0) return rows;
  return [rowOf(chain.at(-1)!, step, { measure: 'survival', why: 'a chain of two snapshots shows nobody come into the top and leave it' })];
}

/** Each top but the last as a cohort: of its packages that were there in every step so far, how many were gone at the end of the next. */
function cohortRows(chain: readonly Top[], step: number): RegistryComparisonRow[] {
  return chain.slice(0, -1).flatMap((start, first): RegistryComparisonRow[] => {
    let there = start.members.map((one) => one.identity);
    return chain.slice(first + 1).flatMap((top, age): RegistryComparisonRow[] => {
      if (there.length === 0) return [];
      const is = new Set(top.members.map((one) => one.identity));
      const stayed = there.filter((identity) => is.has(identity));
      const row = rowOf(top, step, { measure: 'cohort', from: start.snapshot.takenAt, months: top.at - chain[first + age]!.at, age, ...counted(there.length - stayed.length, there.length) });
      there = stayed;
      return [row];
    });
  });
}

function summarise(rows: readonly RegistryComparisonRow[]): Statistic[] {
  const turnover = rows.filter((row) => row.measure === 'turnover' && row.share !== null);
  const [stayed, all] = [turnover.reduce((sum, row) => sum + (row.numerator ?? 0), 0), turnover.reduce((sum, row) => sum + (row.denominator ?? 0), 0)];
  const pooled = proportion(stayed, all);
  const months = turnover.reduce((sum, row) => sum + (row.months ?? 0), 0);
  const logStay = turnover.reduce((sum, row) => sum + Math.log(row.share ?? 1), 0);
  const last = rows.findLast((row) => row.measure === 'concentration');
  return [
    pooled.computable ? { name: 'remained', value: pooled.value.share, ...pooled.value.interval, n: all } : { name: 'remained', value: null, why: pooled.detail },
    turnover.length === 0 || !Number.isFinite(logStay) ? { name: 'monthlyTurnover', value: null, why: 'in some step nobody remained' } : { name: 'monthlyTurnover', value: 1 - Math.exp(logStay / months), n: turnover.length },
    last?.share === null || last === undefined ? { name: 'headShare', value: null, why: last?.why ?? 'there is no top' } : { name: 'headShare', value: last.share, n: 1 },
  ];
}
