import { readFileSync } from 'node:fs';
import type { Field } from '../core/field.js';
import type { Measurement, Statistic } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import { formatCount } from '../core/number-words.js';
import type { DerivedFindingsRow, Finding } from '../core/rows/derived-findings.js';
import { clusterRatio, sumByCluster } from '../stats/cluster-ratio.js';
import { valueOrNull } from '../stats/outcome.js';
import { of } from './descendants-statistics.js';
import { describeEdges } from './library-preservation.js';
import { notMeasurable } from './not-measurable.js';

const sql = readFileSync(new URL('./derived-findings.sql', import.meta.url), 'utf8');

/** Bits of the masks that the SQL counts by. */
const bits = { 'unsafe weights': 1, 'code': 2, 'keras': 4, 'training leftovers': 8 } as const satisfies Record<Exclude<Finding, 'any'>, number>;

type Single = keyof typeof bits;

interface PairCount {
  readonly cluster: number;
  readonly relation: string;
  readonly by_name: boolean;
  readonly base_mask: number;
  readonly child_mask: number;
  readonly pairs: number;
}

interface Variant {
  readonly variant: string;
  readonly reading: string;
  readonly findings: readonly Single[];
  readonly keep: (pair: PairCount) => boolean;
}

const main: readonly Single[] = ['unsafe weights', 'code'];
const conversions: readonly string[] = ['adapter', 'quantized'];

const variants: readonly Variant[] = [
  {
    variant: 'findings',
    reading: 'A finding is weights that are unpickled and have no file in a format without code beside them, or Python code that the model brings. Pairs weigh alike.',
    findings: main, keep: everyPair,
  },
  { variant: 'with keras', reading: 'As the first reading, and Keras files (.h5, .hdf5, .keras), which may hold layers of code, are a finding too.', findings: [...main, 'keras'], keep: everyPair },
  {
    variant: 'with training leftovers',
    reading: 'As the first reading, and pickled files that training left behind (arguments, states of the optimiser) are a finding too.',
    findings: [...main, 'training leftovers'], keep: everyPair,
  },
  { variant: 'without adapters and quantisations', reading: 'As the first reading, without pairs whose derived model is an adapter or a quantisation: these have other files by their nature.', findings: main, keep: isNoConversion },
  { variant: 'present names', reading: 'As the first reading; a parent counts only under the exact name it bears in the snapshot.', findings: main, keep: isByName },
];

function everyPair(): boolean {
  return true;
}

function isNoConversion({ relation }: PairCount): boolean {
  return !conversions.includes(relation);
}

function isByName({ by_name: byName }: PairCount): boolean {
  return byName;
}

/** Claim T4 of the review: what a derived model brings that its base has not, and the reverse. */
export const derivedFindings: Metric<DerivedFindingsRow> = {
  slug: 'derived-findings',
  title: 'Findings of derived models',
  question: 'Do derived models have unsafe files or code that their base models lack, more often than the reverse?',
  figure: 'derived-findings',
  needs: ['files', 'base_models'],
  uses: ['tags'],
  over: 'one snapshot',
  variants: variants.map((one) => one.variant),
  readings: Object.fromEntries(variants.map((one) => [one.variant, one.reading])),
  measure,
};

async function measure(context: MetricContext): Promise<Measurement<DerivedFindingsRow>[]> {
  const blocked = notMeasurable(derivedFindings, context, derivedFindings.variants);
  if (blocked !== null) return blocked;
  const withTags = context.covered.has('tags');
  const pairs = await context.select<PairCount>(sql.replaceAll('{{tagged}}', withTags ? `list_contains(coalesce(record.tags, []), 'custom_code')` : 'false'));
  const edges = await describeEdges(context);
  return variants.map((variant): Measurement<DerivedFindingsRow> => {
    const kept = pairs.filter(variant.keep);
    const shared = { metric: derivedFindings.slug, variant: variant.variant, rule: `${derivedFindings.slug}/${variant.variant}@1`, snapshots: context.snapshots };
    if (kept.length === 0) return { ...shared, measurable: false, ...lackOf(edges.declared) };
    return {
      ...shared, measurable: true, reading: variant.reading, parameters: {},
      rows: rowsOf(kept, variant.findings),
      statistics: [...statisticsOf('any', kept, variant.findings), ...variant.findings.flatMap((finding) => statisticsOf(finding, kept, [finding]))],
      notes: notesOf(kept, edges.note, withTags),
    };
  });
}

/** Why there is no pair although the fields are stated. */
function lackOf(declared: number): { readonly why: string; readonly missing: readonly Field[] } {
  return declared === 0
    ? { why: 'the snapshot states base_models, but none of its models declares a parent', missing: ['base_models'] }
    : { why: `the snapshot states files and base_models, but of none of its ${formatCount(declared)} declared parents are the files known together with those of the model that declares it`, missing: [] };
}

function maskOf(findings: readonly Single[]): number {
  return findings.reduce((mask, finding) => mask | bits[finding], 0);
}

function adds({ base_mask: base, child_mask: child }: PairCount, mask: number): boolean {
  return (child & ~base & mask) !== 0;
}

function removes({ base_mask: base, child_mask: child }: PairCount, mask: number): boolean {
  return (base & ~child & mask) !== 0;
}

function countPairs(pairs: readonly PairCount[], meets: (pair: PairCount) => boolean): number {
  return pairs.reduce((total, pair) => total + (meets(pair) ? pair.pairs : 0), 0);
}

function ratioOf(pairs: readonly PairCount[], pick: (pair: PairCount) => number) {
  const { numerators, denominators } = sumByCluster(pairs, pick);
  return clusterRatio(numerators, denominators);
}

/** Added less removed, of a pair: 1, 0 or −1. */
function balance(pair: PairCount, mask: number): number {
  return Number(adds(pair, mask)) - Number(removes(pair, mask));
}

function rowsOf(pairs: readonly PairCount[], findings: readonly Single[]): DerivedFindingsRow[] {
  const relations = ['all', ...[...new Set(pairs.map((one) => one.relation))].sort()];
  const asked: readonly (readonly [Finding, number])[] = [['any', maskOf(findings)], ...findings.map((one) => [one, bits[one]] as const)];
  return asked.flatMap(([finding, mask]) => relations.map((relation): DerivedFindingsRow => {
    const members = relation === 'all' ? pairs : pairs.filter((one) => one.relation === relation);
    const ratio = valueOrNull(ratioOf(members, (pair) => balance(pair, mask)));
    const n = countPairs(members, everyPair);
    const added = countPairs(members, (pair) => adds(pair, mask));
    const removed = countPairs(members, (pair) => removes(pair, mask));
    return {
      finding, relation, pairs: n, bases: new Set(members.map((one) => one.cluster)).size, added, removed,
      same: countPairs(members, ({ base_mask: base, child_mask: child }) => (base & mask) === (child & mask) && (base & mask) !== 0),
      neither: countPairs(members, ({ base_mask: base, child_mask: child }) => ((base | child) & mask) === 0),
      difference: n === 0 ? null : (added - removed) / n, low: ratio?.interval.low ?? null, high: ratio?.interval.high ?? null,
    };
  }));
}

function statisticsOf(name: Finding, pairs: readonly PairCount[], findings: readonly Single[]): Statistic[] {
  const mask = maskOf(findings);
  const n = countPairs(pairs, everyPair);
  const difference = ratioOf(pairs, (pair) => balance(pair, mask));
  function share(label: string, meets: (pair: PairCount, mask: number) => boolean): Statistic {
    return of(ratioOf(pairs, (pair) => Number(meets(pair, mask))), `${label}:${name}`, n, (one) => ({ value: one.ratio, ...one.interval, low: Math.max(0, one.interval.low) }));
  }
  return [
    of(difference, `difference:${name}`, n, (one) => ({ value: one.ratio, ...one.interval })),
    share('addedShare', adds),
    share('removedShare', removes),
    of(difference, `p:${name}`, n, (one) => (one.p === null ? null : { value: one.p })),
  ];
}

function notesOf(pairs: readonly PairCount[], edges: string, withTags: boolean): string[] {
  const bases = new Set(pairs.map((one) => one.cluster)).size;
  return [
    edges,
    `${countPairs(pairs, everyPair)} pairs of ${bases} bases whose files are both known; intervals are clustered by base (linearised ratio, t).`,
    'A finding is a file that can bring code along, read from its name; nobody looked inside. Of .bin files those count that PyTorch libraries name so; .npy, .zip and .data are left out, because their names do not tell.',
    'By the formats\' known weaknesses all of these findings are of high or critical severity: findings of low severity, which the claim speaks of, are flaws of parsers, and no name shows them. Nearest to low is what training left behind: pickled as well, and nothing has to load it.',
    ...(withTags ? [] : ['The snapshot states no tags: code counts where a Python file is there.']),
  ];
}
