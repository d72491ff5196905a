import { readFileSync } from 'node:fs';
import type { Measurement } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import type { LibraryAdoptionRow } from '../core/rows/library-adoption.js';
import { clusterSql, type ClusterAsk, type ClusteredModels, type CountedClusters } from './adoption-clusters.js';
import { adoptionRows, adoptionStatistics, bestOther, type ClusteredPopulation, type LibrarySet, type Population } from './adoption-statistics.js';
import { isFileFormat } from './file-formats.js';
import { notMeasurable } from './not-measurable.js';
import { ownerSql } from './owner-of-name.js';
import { focusLibrary } from './preservation-statistics.js';

const sql = readFileSync(new URL('./library-adoption.sql', import.meta.url), 'utf8');

/** Hugging Face states this instant for everything older (see the field created_at). */
const floor = '2022-03-02T23:29:04.000Z';

interface Variant {
  readonly variant: string;
  readonly reading: string;
  readonly formats: boolean;
  /** Only models that name a library. */
  readonly named: boolean;
  /** Derived models of the last twelve months only. */
  readonly recent: boolean;
}

const variants: readonly Variant[] = [
  {
    variant: 'libraries', formats: false, named: false, recent: false,
    reading: 'Of all models created in the twelve months before the snapshot, and of all models that declare a parent, the share that names a library; file formats are no rivals.',
  },
  { variant: 'libraries and file formats', reading: 'File formats that the registry lists among its libraries are rivals too.', formats: true, named: false, recent: false },
  { variant: 'models that name a library', reading: 'Only models that name a library or a file format.', formats: false, named: true, recent: false },
  { variant: 'derived in the last year', reading: 'Of the models that declare a parent only those created in the twelve months before the snapshot.', formats: false, named: false, recent: true },
];
const names = variants.map((one) => one.variant);

/** Claim T2 of the study: how many new and derived models are made with transformers, against the other libraries. */
export const libraryAdoption: Metric<LibraryAdoptionRow> = {
  slug: 'library-adoption',
  title: 'Adoption of libraries',
  question: 'Which share of new models, and of models that build on another, name which library?',
  figure: 'library-adoption',
  version: 2,
  needs: ['libraries', 'created_at'],
  // For the owners of new models.
  uses: ['name'],
  // Asked for here and not above, so that no lineage is resolved, which nothing here needs.
  details: { fields: ['base_models'], where: 'true' },
  kind: 'model',
  over: 'one snapshot',
  variants: names,
  readings: Object.fromEntries(variants.map((one) => [one.variant, one.reading])),
  measure,
};

async function measure(context: MetricContext): Promise<Measurement<LibraryAdoptionRow>[]> {
  const blocked = notMeasurable(libraryAdoption, context, names);
  if (blocked !== null) return blocked;
  const until = context.snapshots[0]?.takenAt ?? floor;
  const from = yearBefore(until);
  const bounds = { floor, from, until };
  const withParents = context.covered.has('base_models');
  const sets = await context.select<LibrarySet>(sql.replaceAll('{{parents}}', withParents ? 'base_models' : 'null'), bounds);
  const created = await clustersOf(context, sets, variants.map((variant) => ({ variant, wanted: (one) => one.recent })), {
    cluster: ownerSql('record.name'), from: 'record', where: recently, parameters: bounds,
  });
  const derived = withParents ? await derivedOf(context, sets, bounds) : null;
  return variants.map((variant) => ({
    measurable: true,
    metric: libraryAdoption.slug,
    variant: variant.variant,
    reading: variant.reading,
    rule: `${libraryAdoption.slug}/${variant.variant}@${libraryAdoption.version ?? 1}`,
    snapshots: context.snapshots,
    parameters: {},
    rows: adoptionRows(sets.filter((one) => isCounted(one, variant)), { floor, until }, withParents),
    statistics: adoptionStatistics(found(created, variant), derived === null ? null : found(derived, variant), isRival(variant)),
    notes: notesOf(context, sets, from, withParents),
  }));
}

const recently = 'created_at > $floor::timestamp and created_at >= $from::timestamp and created_at < $until::timestamp';

type ByVariant = ReadonlyMap<Variant, ClusteredPopulation>;

function found(populations: ByVariant, variant: Variant): ClusteredPopulation {
  return populations.get(variant) ?? { sets: [], clusters: undefined };
}

interface Wanted {
  readonly variant: Variant;
  readonly wanted: (one: LibrarySet) => boolean;
}

async function derivedOf(context: MetricContext, sets: readonly LibrarySet[], bounds: Readonly<Record<string, string>>): Promise<ByVariant> {
  const parents = { cluster: 'base_models[1].base', from: 'record join record_detail using (snapshot_key, package_key)', where: 'base_models is not null', parameters: {} };
  const ever = variants.filter((one) => !one.recent).map((variant): Wanted => ({ variant, wanted: (one) => one.derived }));
  const lately = variants.filter((one) => one.recent).map((variant): Wanted => ({ variant, wanted: (one) => one.derived && one.recent }));
  return new Map([
    ...(await clustersOf(context, sets, ever, parents)),
    ...(await clustersOf(context, sets, lately, { ...parents, where: `${parents.where} and ${recently}`, parameters: bounds })),
  ]);
}

/** The populations of some variants with the sums over their clusters, each different sum added up once. */
async function clustersOf(context: MetricContext, sets: readonly LibrarySet[], all: readonly Wanted[], models: ClusteredModels): Promise<ByVariant> {
  const populations = all.map(({ variant, wanted }) => {
    const population = populationOf(sets, variant, wanted);
    return { variant, population, other: bestOther(population, isRival(variant))?.library };
  });
  const asks: ClusterAsk[] = [];
  for (const { variant: { named }, other } of populations) {
    if (other !== undefined && !asks.some((one) => one.named === named && one.other === other)) asks.push({ named, other });
  }
  const others = Object.fromEntries(asks.map(({ other }, ask) => [`other_${ask}`, other]));
  const counts = asks.length === 0 ? [] : await context.select<CountedClusters>(clusterSql(models, asks), { ...models.parameters, ...others, focus: focusLibrary });
  return new Map(populations.map(({ variant, population, other }) => {
    const place = asks.findIndex((one) => one.named === variant.named && one.other === other);
    return [variant, { ...population, clusters: counts.find((one) => one.ask === place) }];
  }));
}

function yearBefore(instant: string): string {
  const day = new Date(instant);
  day.setUTCFullYear(day.getUTCFullYear() - 1);
  return day.toISOString();
}

function isCounted(one: LibrarySet, variant: Variant): boolean {
  return !variant.named || (one.libraries ?? []).length > 0;
}

function populationOf(sets: readonly LibrarySet[], variant: Variant, wanted: (one: LibrarySet) => boolean): Population {
  return { sets: sets.filter((one) => wanted(one) && isCounted(one, variant)) };
}

function isRival(variant: Variant): (library: string) => boolean {
  return (library) => library !== focusLibrary && (variant.formats || !isFileFormat(library));
}

function notesOf(context: MetricContext, sets: readonly LibrarySet[], from: string, withParents: boolean): string[] {
  const models = sets.reduce((sum, one) => sum + one.models, 0);
  const undated = sets.filter((one) => one.quarter === null).reduce((sum, one) => sum + one.models, 0);
  const nameless = sets.filter((one) => (one.libraries ?? []).length === 0).reduce((sum, one) => sum + one.models, 0);
  return [
    `Of ${models} models ${undated} are older than ${floor.slice(0, 10)} or state no day of creation: they are in no quarter; ${nameless} name no library, they count in the denominators except where said.`,
    ...(from < floor ? [`The twelve months before the snapshot begin before ${floor.slice(0, 10)}, from where on days are told: they are cut there.`] : []),
    'A model can name several libraries, so shares do not add up to one. The difference of two shares takes into account that both are of the same models; among new models those of one owner are one unit (those whose name has none are of the registry itself, one owner), among derived ones those that name the same first parent.',
    'The other library was chosen by its share; interval and p hold for the ten largest rivals together (Bonferroni).',
    'A model that was deleted before the snapshot is in no quarter: older quarters show what has remained of them.',
    ...(withParents ? [] : ['The snapshot does not state parents: nothing is said of derived models.']),
    ...context.snapshots.filter((one) => !one.complete).map((one) => `Biased list. ${one.title}: ${one.incompleteWhy ?? 'incomplete'}.`),
  ];
}
