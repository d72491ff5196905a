import { readFileSync } from 'node:fs';
import type { Measurement } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import type { NameConsistencyRow } from '../core/rows/name-consistency.js';
import { nameRows, nameStatistics, type CountsAs } from './name-statistics.js';
import { notMeasurable } from './not-measurable.js';
import { nameFields, readNamedModel, type ComparedName, type NamedModel } from './read-names.js';

const sql = readFileSync(new URL('./name-consistency.sql', import.meta.url), 'utf8');

/** Of more models than this a sample is read: reading and comparing names takes most of the time. */
const mostNames = 5000;
/** The part of the sample that is called popular. */
const popularShare = 0.1;
/** From this confidence on a reading of a name is called certain. */
const certain = 0.95;

const how = 'What the name of a model says is laid beside its record, aspect by aspect; intervals by clusters of owners.';
const readings = {
  'as recorded': how,
  'most downloaded': `${how} Only the tenth of the models with most downloads.`,
  'without names of bases': `${how} Models whose name contains that of their base are left out: those names were not chosen anew.`,
  'certain readings only': `${how} A contradiction counts only where every reading of the name has a confidence of ${certain} or more.`,
  'unsure readings too': `${how} What would be a contradiction if the reading of the name were sure counts as one.`,
} as const;
type Variant = keyof typeof readings;
const variants = Object.keys(readings) as Variant[];

/** Claim D3 of the study: names are inconsistent and can misstate the architecture. */
export const nameConsistency: Metric<NameConsistencyRow> = {
  slug: 'name-consistency',
  title: 'Names against records',
  question: 'How often does the name of a model say something else than its record?',
  figure: 'name-consistency',
  version: 2,
  needs: [],
  // The condition of the details speaks of the name.
  uses: ['name', 'downloads'],
  details: { fields: nameFields, where: `package_key in (select package_key from record order by md5(name), package_key limit ${mostNames})` },
  kind: 'model',
  over: 'one snapshot',
  variants,
  readings,
  measure,
};

async function measure(context: MetricContext): Promise<Measurement<NameConsistencyRow>[]> {
  const blocked = notMeasurable(nameConsistency, context, variants);
  if (blocked !== null) return blocked;
  const kind = context.snapshots[0]?.kind ?? 'model';
  if (kind !== 'model') return variants.map((variant) => absent(context, variant, `the snapshot is of kind ${kind}; expected model`, []));
  const covered = nameFields.filter((field) => context.covered.has(field));
  if (covered.length === 0) return variants.map((variant) => absent(context, variant, 'the snapshot states nothing that names speak of', ['tags', 'model_type', 'task', 'languages', 'base_models']));
  const models = await context.select<NamedModel>(sql
    .replace('{{downloads}}', context.covered.has('downloads') ? 'record.downloads' : 'null::bigint')
    .replace('{{fields}}', covered.map((field) => `, record_detail.${field}`).join('')));
  const names = models.map(readNamedModel);
  return variants.map((variant) => measureVariant(context, variant, names));
}

function measureVariant(context: MetricContext, variant: Variant, names: readonly ComparedName[]): Measurement<NameConsistencyRow> {
  if (variant === 'most downloaded' && !context.covered.has('downloads')) return absent(context, variant, 'the snapshot does not state downloads', ['downloads']);
  const chosen = variant === 'most downloaded' ? popularOf(names) : variant === 'without names of bases' ? names.filter((one) => !one.repeatsBase) : names;
  const contradicts = countsIn(variant);
  const rows = nameRows(chosen, contradicts);
  if (rows.every((row) => row.comparable === 0)) return absent(context, variant, 'of no model do name and record speak of the same', []);
  return {
    measurable: true,
    metric: nameConsistency.slug,
    variant,
    reading: readings[variant],
    rule: ruleOf(variant),
    snapshots: context.snapshots,
    parameters: { mostNames, names: chosen.length },
    rows,
    statistics: nameStatistics(chosen, contradicts),
    notes: notesOf(context, names, chosen, rows, contradicts),
  };
}

function countsIn(variant: Variant): CountsAs {
  if (variant === 'certain readings only') return ({ outcome, confidence }) => outcome === 'contradiction' && confidence >= certain;
  if (variant === 'unsure readings too') return ({ outcome, rule }) => outcome === 'contradiction' || (outcome === 'undecided' && rule === 'reading not sure');
  return ({ outcome }) => outcome === 'contradiction';
}

/** The tenth with most downloads, ties in order of name; models without downloads are in no place. */
function popularOf(names: readonly ComparedName[]): readonly ComparedName[] {
  const ranked = names.flatMap((one) => (one.downloads === null ? [] : [{ one, downloads: one.downloads }])).sort((a, b) => b.downloads - a.downloads);
  return ranked.slice(0, Math.ceil(ranked.length * popularShare)).map(({ one }) => one);
}

function notesOf(context: MetricContext, read: readonly ComparedName[], chosen: readonly ComparedName[], rows: readonly NameConsistencyRow[], contradicts: CountsAs): string[] {
  const population = context.snapshots[0]?.records ?? read.length;
  const untold = rows.filter((row) => row.comparable === 0).map((row) => row.aspect);
  const example = chosen.flatMap(({ name, aspects }) => aspects.filter(contradicts).map((one) => `${name}: ${one.why}`))[0];
  return [
    read.length < population
      ? `A sample of ${read.length} of ${population} models is read, chosen by a hash of the name, the same on each run; counts are of the sample.`
      : `All ${read.length} models are read; the intervals say how far the shares would move with other owners of the same kind.`,
    ...(chosen.length < read.length ? [`Of these ${chosen.length} are taken.`] : []),
    ...(untold.length === 0 ? [] : [`Not measurable, because name and record of no model speak of it both: ${untold.join(', ')}.`]),
    'A contradiction is told only where both sides are sure and no kinship of words explains it: their number is rather too low. Of 60 that a person read 54 were real.',
    'Names of one owner are alike, so owners are clusters; models without an owner are one.',
    'Where authors copy name and tags from one template, their agreement says little.',
    ...(example === undefined ? [] : [`For instance ${example}`]),
  ];
}

function ruleOf(variant: Variant): string {
  return `${nameConsistency.slug}/${variant}@${nameConsistency.version ?? 1}`;
}

function absent(context: MetricContext, variant: Variant, why: string, missing: Metric<unknown>['needs']): Measurement<NameConsistencyRow> {
  return { measurable: false, metric: nameConsistency.slug, variant, rule: ruleOf(variant), snapshots: context.snapshots, why, missing };
}
