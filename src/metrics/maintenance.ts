import { readFileSync } from 'node:fs';
import type { Aspect } from '../core/aspect.js';
import { formatCount } from '../core/number-words.js';
import type { Field } from '../core/field.js';
import type { Measurement, Statistic } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import type { MaintenanceRow } from '../core/rows/maintenance.js';
import { cliffsDelta, intervalOfDelta } from '../stats/cliffs-delta.js';
import { clusterRatio } from '../stats/cluster-ratio.js';
import { mannWhitneyTest } from '../stats/mann-whitney.js';
import { adjustP } from './adjust-p.js';
import { commitKinds, type CommitKind } from './commit-kinds.js';
import { clusteredStatistics, deltaStatistic, namedValues } from './delta-statistics.js';
import { of } from './descendants-statistics.js';
import { attributeFields, possibleAttributes } from './documentation-attributes.js';
import { sectionSql, sectionsOfKind } from './documentation-sections.js';
import { readModels, splitModels, type Grouping, type MaintainedModel, type MaintainedRow } from './maintained-groups.js';
import { notMeasurable } from './not-measurable.js';

const sql = readFileSync(new URL('./maintenance.sql', import.meta.url), 'utf8');

const readings: Readonly<Record<Grouping, string>> = {
  'above both medians': 'Well-maintained: more commits than the median and in more months than the median, without the first commit and those that programs made.',
  'top quarter of commits': 'Well-maintained: the quarter with most commits, without the first commit and those that programs made.',
  'commits per month of life': 'Well-maintained: more commits per month since creation than the median, so that age alone makes nobody well-maintained.',
};
const groupings = Object.keys(readings) as Grouping[];
const maintenanceKinds: readonly CommitKind[] = ['perfective', 'corrective', 'adaptive'];

/** Where fewer of the cards are known, the metadata alone are scored, for all. */
const leastKnown = 0.8;

/** Claim L1 of the review: what commits are for, and how well-maintained models differ from the others. */
export const maintenance: Metric<MaintenanceRow> = {
  slug: 'maintenance',
  title: 'Maintenance',
  question: 'Are commits mostly perfective, and are well-maintained models more popular, larger and better documented?',
  figure: 'maintenance',
  version: 2,
  needs: ['downloads'],
  uses: ['created_at'],
  details: {
    fields: [...new Set<Field>([...attributeFields, 'storage_bytes', 'has_card', 'card_sections', 'card_unread', 'card_attributes'])],
    where: 'package_key in (select package_key from looked)',
  },
  aspects: ['commits'],
  over: 'one snapshot',
  variants: groupings,
  readings,
  measure,
};

async function measure(context: MetricContext): Promise<Measurement<MaintenanceRow>[]> {
  const blocked = notMeasurable(maintenance, context, groupings);
  if (blocked !== null) return blocked;
  if ((context.lookedAt.get('commits') ?? 0) === 0) return groupings.map((one) => absent(context, one, 'nobody looked at the commits of its packages', ['commits']));
  const attributes = possibleAttributes(context.covered);
  const models = readModels(await readRows(context, attributes.map((one) => one.test)));
  return groupings.map((grouping): Measurement<MaintenanceRow> => {
    const groups = splitModels(models, grouping);
    if (groups === null) {
      const unknown = grouping === 'commits per month of life' && !context.covered.has('created_at');
      return absent(context, grouping, unknown ? 'the snapshot does not state when models were created' : `the ${models.length} models whose commits were seen do not fall into two groups of two or more`, unknown ? ['created_at'] : []);
    }
    const sized = sizeOf(models);
    const scores = scoreOf(models, attributes.length);
    const comparisons: readonly Comparison[] = [
      { name: 'downloads', read: ({ row }) => row.downloads },
      { name: 'size', read: sized.read },
      { name: 'documentation', read: scores.read },
    ];
    return {
      measurable: true, metric: maintenance.slug, variant: grouping, reading: readings[grouping], rule: ruleOf(grouping), snapshots: context.snapshots,
      parameters: { looked: models.length },
      rows: [...commitRows(models), ...comparisons.map((one) => comparisonRow(one, groups))],
      statistics: [perfectiveShare(models), ...adjustP(comparisons.flatMap((one) => comparisonStatistics(one, groups))), ...adjustP(comparisons.flatMap((one) => ownerStatistics(one, groups)))],
      notes: [
        `Commits of ${formatCount(models.length)} models were seen; ${formatCount(groups.well.length)} of them are well-maintained, ${formatCount(groups.others.length)} are not. Models that nobody looked at are in neither group.`,
        'Kinds are read from the words of titles, in English: perfective, corrective and adaptive after Swanson (1976). Titles that only say which file was put there are unclassified, and in no share.',
        `Size: ${sized.words}. Documentation: ${scores.words}.`,
        'Beside each Cliff\'s delta stands the one whose interval and p take owners, not models, for independent: models of one owner are maintained alike. A model whose name has no owner is an owner of its own.',
        'Older models had more time for commits and for downloads: the reading by commits per month of life takes age out of the first.',
      ],
    };
  });
}

function ruleOf(grouping: Grouping): string {
  return `${maintenance.slug}/${grouping}@${maintenance.version ?? 1}`;
}

function absent(context: MetricContext, grouping: Grouping, why: string, missing: readonly (Field | Aspect)[]): Measurement<MaintenanceRow> {
  return { measurable: false, metric: maintenance.slug, variant: grouping, rule: ruleOf(grouping), snapshots: context.snapshots, why, missing };
}

function readRows(context: MetricContext, tests: readonly string[]): Promise<MaintainedRow[]> {
  const { covered } = context;
  const withSections = covered.has('card_sections') && covered.has('has_card');
  const takenAt = context.snapshots[0]?.takenAt ?? '';
  return context.select<MaintainedRow>(sql
    .replaceAll('{{storage}}', covered.has('storage_bytes') ? 'storage_bytes' : 'null::bigint')
    .replaceAll('{{parameters}}', covered.has('parameters') ? 'record_detail.parameters' : 'null::bigint')
    .replaceAll('{{age}}', covered.has('created_at') ? `date_diff('day', created_at, '${takenAt.slice(0, 19)}'::timestamp) / 30.4375` : 'null::double')
    .replaceAll('{{known}}', withSections ? sectionSql.known : 'null::boolean')
    .replaceAll('{{present}}', withSections ? sectionSql.present : 'null::varchar[]')
    .replaceAll('{{unread}}', withSections && covered.has('card_unread') ? sectionSql.unread : 'null::varchar[]')
    .replaceAll('{{attributes}}', tests.length === 0 ? '0' : tests.map((test) => `${test}::integer`).join(' + ')));
}

interface Comparison {
  readonly name: string;
  readonly read: (model: MaintainedModel) => number | null;
}

/** The size that more of the models state: bytes of the repository, or number of parameters. */
function sizeOf(models: readonly MaintainedModel[]): { readonly read: Comparison['read']; readonly words: string } {
  const stored = models.filter(({ row }) => row.storage !== null).length;
  const counted = models.filter(({ row }) => row.parameters !== null).length;
  if (stored === 0 && counted === 0) return { read: () => null, words: 'stated of none of the models' };
  return stored >= counted
    ? { read: ({ row }) => row.storage, words: `bytes of the repository, stated of ${formatCount(stored)} models` }
    : { read: ({ row }) => row.parameters, words: `number of parameters, stated of ${formatCount(counted)} models` };
}

/** How documentation is scored: mean of sections of the card and attributes where cards are known of most, else attributes alone. */
function scoreOf(models: readonly MaintainedModel[], possible: number): { readonly read: Comparison['read']; readonly words: string } {
  const sections = sectionsOfKind('model').length;
  const known = models.filter(({ row }) => row.card_known === true && (row.unread?.length ?? 0) === 0).length;
  if (possible === 0) return { read: () => null, words: 'the snapshot states nothing to score' };
  if (known < leastKnown * models.length) return { read: ({ row }) => row.attributes / possible, words: `attributes of the metadata, of ${possible}; cards are known of ${known} models only` };
  return {
    read: ({ row }) => (row.card_known !== true || row.present === null || (row.unread?.length ?? 0) > 0 ? null : (row.present.length / sections + row.attributes / possible) / 2),
    words: `mean of the sections of the card, of ${sections}, and of the attributes, of ${possible}; models with a card that is unknown or could not be judged are left out`,
  };
}

function valuesOf(models: readonly MaintainedModel[], { read }: Comparison): Float64Array {
  return Float64Array.from(models.map(read).filter((value) => value !== null));
}

function countKind(models: readonly MaintainedModel[], kind: CommitKind): number {
  return models.reduce((total, one) => total + (one.byKind.get(kind) ?? 0), 0);
}

function commitRows(models: readonly MaintainedModel[]): MaintenanceRow[] {
  const denominator = commitKinds.reduce((total, kind) => total + countKind(models, kind), 0);
  return commitKinds.map((kind): MaintenanceRow => {
    const numerator = countKind(models, kind);
    return { part: 'commits', name: kind, numerator, denominator, share: denominator === 0 ? null : numerator / denominator, delta: null, low: null, high: null, wellMaintained: null, others: null };
  });
}

type Groups = NonNullable<ReturnType<typeof splitModels>>;

function comparisonRow(comparison: Comparison, groups: Groups): MaintenanceRow {
  const [well, others] = [valuesOf(groups.well, comparison), valuesOf(groups.others, comparison)];
  const delta = cliffsDelta(well, others);
  const spread = delta.computable ? intervalOfDelta(delta.value) : null;
  return {
    part: 'comparison', name: comparison.name, numerator: null, denominator: null, share: null, delta: delta.computable ? delta.value.delta : null,
    low: spread?.low ?? null, high: spread?.high ?? null, wellMaintained: well.length, others: others.length,
  };
}

function comparisonStatistics(comparison: Comparison, groups: Groups): Statistic[] {
  const [well, others] = [valuesOf(groups.well, comparison), valuesOf(groups.others, comparison)];
  const n = well.length + others.length;
  return [
    deltaStatistic(`cliffsDelta:${comparison.name}`, well, others),
    of(mannWhitneyTest(well, others), `p:${comparison.name}`, n, (one) => ({ value: one.p })),
  ];
}

function ownerStatistics({ name, read }: Comparison, groups: Groups): Statistic[] {
  return clusteredStatistics(name, namedValues(groups.well, ({ row }) => row.name, read), namedValues(groups.others, ({ row }) => row.name, read));
}

/** Commits of one model are alike: they are a cluster. */
function perfectiveShare(models: readonly MaintainedModel[]): Statistic {
  const classified = models.map((one) => ({
    perfective: one.byKind.get('perfective') ?? 0, all: maintenanceKinds.reduce((total, kind) => total + (one.byKind.get(kind) ?? 0), 0),
  })).filter((one) => one.all > 0);
  const n = classified.reduce((total, one) => total + one.all, 0);
  const ratio = clusterRatio(classified.map((one) => one.perfective), classified.map((one) => one.all));
  return of(ratio, 'perfectiveShare', n, (one) => ({ value: one.ratio, low: Math.max(0, one.interval.low), high: one.interval.high, level: one.interval.level }));
}
