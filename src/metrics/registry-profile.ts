import { readFileSync } from 'node:fs';
import type { Measurement, Statistic } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import type { RegistryProfileRow } from '../core/rows/registry-profile.js';
import { notMeasurable } from './not-measurable.js';
import { ownerSql } from './owner-of-name.js';
import { measureDegrees, measureLag } from './profile-lineage.js';
import { concentratedRows, groups, unmeasuredRow, type MeasureName } from './profile-measures.js';

const sql = readFileSync(new URL('./registry-profile.sql', import.meta.url), 'utf8');

const variant = 'as stated';
const reading = 'Every measure from what the snapshot itself states, with the same code for models, datasets and libraries; an owner is what stands before the slash of a name.';

/** Since 2 concentrations have the interval of a bootstrap. */
const version = 2;

/** The study's Table 1: what is known of package registries, measured on any of them. */
export const registryProfile: Metric<RegistryProfileRow> = {
  slug: 'registry-profile',
  title: 'Profile of a registry',
  question: 'How do user reach, dependency degree, concentration of popularity and technical lag of this registry stand?',
  figure: 'registry-profile',
  version,
  needs: [],
  uses: ['name', 'downloads', 'base_models', 'modified_at', 'created_at'],
  over: 'one snapshot',
  variants: [variant],
  readings: { [variant]: reading },
  measure,
};

async function measure(context: MetricContext): Promise<Measurement<RegistryProfileRow>[]> {
  const blocked = notMeasurable(registryProfile, context, registryProfile.variants);
  if (blocked !== null) return blocked;
  const [snapshot] = context.snapshots;
  const place = { registry: snapshot?.registry ?? '', kind: snapshot?.kind ?? '' };
  const rows = [
    ...(await measureReach(context, place)),
    ...(await measureDegrees(context, place)),
    ...(await measureConcentration(context, place)),
    ...(await measureLag(context, place)),
  ];
  return [{
    measurable: true, metric: registryProfile.slug, variant, reading, rule: `${registryProfile.slug}/${variant}@${version}`, snapshots: context.snapshots,
    parameters: { groups }, rows, statistics: rows.map(statisticOf), notes: notesOf(context),
  }];
}

function statisticOf(row: RegistryProfileRow): Statistic {
  const name = `${row.characteristic}: ${row.measure}`;
  if (row.value === null) return { name, value: null, why: row.why ?? 'not measurable' };
  return {
    name, value: row.value, ...(row.low === null || row.high === null || row.level === null ? {} : { low: row.low, high: row.high, level: row.level }), ...(row.n === null ? {} : { n: row.n }),
  };
}

type Place = Pick<MeasureName, 'registry' | 'kind'>;

async function measureReach(context: MetricContext, place: Place): Promise<RegistryProfileRow[]> {
  const [byPackages, byDownloads] = ['packages held by the 1 % of owners with most', 'downloads held by the 1 % of owners with most']
    .map((measure): MeasureName => ({ ...place, characteristic: 'user reach', measure, of: 'owners' }));
  if (place.kind === 'library') {
    const why = 'the snapshot does not state who owns or maintains a package';
    return [unmeasuredRow(byPackages!, 'share', why, ['author']), unmeasuredRow(byDownloads!, 'share', why, ['author'])];
  }
  const hasDownloads = context.covered.has('downloads');
  const rows = await context.select<{ packages: number; downloads: number | bigint; owners: number }>(
    sql.replaceAll('{{downloads}}', hasDownloads ? 'record.downloads' : 'null::bigint').replaceAll('{{owner}}', ownerSql('record.name')),
  );
  return [
    ...concentratedRows(rows.map((one) => ({ amount: one.packages, items: one.owners })), [{ name: byPackages!, fraction: 0.01 }]),
    ...(hasDownloads
      ? concentratedRows(rows.map((one) => ({ amount: Number(one.downloads), items: one.owners })), [{ name: byDownloads!, fraction: 0.01 }])
      : [unmeasuredRow(byDownloads!, 'share', 'the snapshot does not state downloads', ['downloads'])]),
  ];
}

async function measureConcentration(context: MetricContext, place: Place): Promise<RegistryProfileRow[]> {
  const names = ['Gini coefficient of downloads', 'downloads of the most downloaded 1 % of packages', 'downloads of the most downloaded 10 % of packages']
    .map((measure): MeasureName => ({ ...place, characteristic: 'popularity concentration', measure, of: 'packages with downloads stated' }));
  const [gini, one, ten] = names;
  if (!context.covered.has('downloads')) {
    const ranks = context.snapshots.some((snapshot) => context.popularity.get(snapshot.key) === 'rank');
    const why = ranks ? 'the list states ranks, no counts' : 'the snapshot does not state downloads';
    return [unmeasuredRow(gini!, 'index', why, ['downloads']), unmeasuredRow(one!, 'share', why, ['downloads']), unmeasuredRow(ten!, 'share', why, ['downloads'])];
  }
  const rows = await context.select<{ downloads: number | bigint; packages: number }>(`
    select downloads, count(*)::integer as packages
    from record
    where downloads is not null
    group by downloads
    order by downloads`);
  const amounts = rows.map((row) => ({ amount: Number(row.downloads), items: row.packages }));
  return concentratedRows(amounts, [{ name: gini!, fraction: null }, { name: one!, fraction: 0.01 }, { name: ten!, fraction: 0.1 }]);
}

function notesOf(context: MetricContext): string[] {
  const partial = context.snapshots.filter((one) => !one.complete).map((one) => `Only listed packages are counted, and the list is not the whole registry. ${one.title}: ${one.incompleteWhy ?? 'incomplete'}.`);
  return [
    ...partial,
    `Intervals are stability intervals: of concentrations by a seeded bootstrap of owners, packages or parents, of the others the numbers without each of ${groups} groups of packages, parents or bases, made by a hash of the name.`,
    ...(context.covered.has('modified_at') ? ['A change of a base is any change, its page included; not every one is a release.'] : []),
  ];
}
