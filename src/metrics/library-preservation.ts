import { readFileSync } from 'node:fs';
import type { PreservationRow, Measurement } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import { formatCount } from '../core/number-words.js';
import { clusteredShare } from '../stats/clustered-shares.js';
import { proportion } from '../stats/proportion.js';
import { valueOrNull } from '../stats/outcome.js';
import { notMeasurable } from './not-measurable.js';
import { compareLibraries, focusLibrary, type PreservedCount } from './preservation-statistics.js';

const sql = readFileSync(new URL('./library-preservation.sql', import.meta.url), 'utf8');

interface Variant {
  readonly variant: string;
  readonly reading: string;
  /** Columns of the SQL: pairs of base and child, and those in which the child supports the library. */
  readonly pairs: string;
  readonly kept: string;
}

const variants: readonly Variant[] = [
  {
    variant: 'paper',
    reading: 'Libraries as declared; a parent counts only under the exact name it bears in the snapshot.',
    pairs: 'pairs_by_name', kept: 'kept_by_name',
  },
  {
    variant: 'paper, adapters run on their base',
    reading: 'As the paper, but an adapter supports the transformers or diffusers library that its base uses, because it runs on it.',
    pairs: 'pairs_by_name', kept: 'kept_or_run_on_by_name',
  },
  {
    variant: 'as declared',
    reading: 'Libraries as declared; parents are also found under former names.',
    pairs: 'pairs', kept: 'kept',
  },
  {
    variant: 'adapters run on their base',
    reading: 'An adapter supports the transformers or diffusers library that its base uses, because it runs on it; parents are also found under former names.',
    pairs: 'pairs', kept: 'kept_or_run_on',
  },
  {
    variant: 'without adapters',
    reading: 'Adapters are left out; parents are also found under former names.',
    pairs: 'pairs_without_adapters', kept: 'kept_without_adapters',
  },
];

/** Metric 1 of the study: how often a direct descendant keeps a library of its base model. */
export const libraryPreservation: Metric<PreservationRow> = {
  slug: 'library-preservation',
  title: 'Preservation of libraries',
  question: 'When a base model supports several libraries, which of them do its direct descendants still support?',
  figure: 'figure-5',
  needs: ['libraries', 'base_models'],
  uses: [],
  details: { fields: ['tags'], where: 'base_models is not null' },
  over: 'one snapshot',
  variants: variants.map((one) => one.variant),
  measure,
};

async function measure(context: MetricContext): Promise<Measurement<PreservationRow>[]> {
  const blocked = notMeasurable(libraryPreservation, context, variants.map((one) => one.variant));
  if (blocked !== null) return blocked;
  // Without tags a LoRA adapter cannot be told from another fine-tune.
  const withTags = context.covered.has('tags');
  const lora = withTags ? `coalesce(list_has_any(tags, ['lora', 'template:sd-lora']), false)` : 'false';
  const counted = await context.select<PreservedCount>(
    sql.replaceAll('{{lora}}', lora).replaceAll('{{focus}}', focusLibrary).replaceAll('{{readings}}', variants.map(countsOf).join('\n  union all\n  ')),
  );
  const users = await context.select<{ library: string; users: number }>(
    'select library, count(*) as users from (select unnest(libraries) as library from record) group by library',
  );
  const usersOf = new Map(users.map((one) => [one.library, one.users]));
  const edges = await describeEdges(context);
  return variants.map((variant) => {
    const of = counted.filter((one) => one.variant === variant.variant);
    const rows = rowsOf(of, usersOf);
    const compared = compareLibraries(of, rows);
    return {
      measurable: true,
      metric: libraryPreservation.slug,
      variant: variant.variant,
      reading: variant.reading,
      rule: `${libraryPreservation.slug}/${variant.variant}@1`,
      snapshots: context.snapshots,
      parameters: {},
      rows,
      statistics: compared.statistics,
      notes: [
        edges.note,
        ...(variant.pairs === 'pairs_by_name' ? [edges.exactNote] : []),
        ...(withTags || ['kept', 'kept_by_name'].includes(variant.kept) ? [] : ['The snapshot states no tags, by which LoRA adapters of diffusers are known: here they count as fine-tunes.']),
        ...compared.notes,
      ],
    };
  });
}

function countsOf({ variant, pairs, kept }: Variant): string {
  return `select '${variant}' as variant, library, base_key, ${pairs} as n, ${kept} as k from per_base where ${pairs} > 0`;
}

/** Rows of one reading, most used library first; a library that no pair is about has a row without a share. */
function rowsOf(counted: readonly PreservedCount[], usersOf: ReadonlyMap<string, number>): PreservationRow[] {
  const countedOf = new Map(counted.map((one) => [one.library, one]));
  return [...new Set([...usersOf.keys(), ...countedOf.keys()])]
    .map((library): PreservationRow => {
      const counts = countedOf.get(library);
      const [numerator, denominator] = [counts?.k ?? 0, counts?.n ?? 0];
      const share = valueOrNull(proportion(numerator, denominator));
      const clustered = counts === undefined ? null : valueOrNull(clusteredShare(counts));
      return {
        library,
        numerator,
        denominator,
        share: share?.share ?? null,
        low: share?.interval.low ?? null,
        high: share?.interval.high ?? null,
        clusteredLow: clustered?.interval.low ?? null,
        clusteredHigh: clustered?.interval.high ?? null,
        bases: counts?.clusters ?? 0,
        users: usersOf.get(library) ?? 0,
      };
    })
    .sort((a, b) => b.users - a.users || a.library.localeCompare(b.library));
}

/** What a reader must know about the parents that the children declare, and how many there are. */
export async function describeEdges(context: MetricContext): Promise<{ note: string; exactNote: string; declared: number }> {
  const [found = { declared: 0, by_name: 0, by_former_name: 0, self: 0, lost: 0, lost_names: 0 }] = await context.select<Record<'declared' | 'by_name' | 'by_former_name' | 'self' | 'lost' | 'lost_names', number>>(
    `select
       count(*) as declared,
       count(*) filter (resolved_by = 'name') as by_name,
       count(*) filter (resolved_by = 'former name') as by_former_name,
       count(*) filter (base_key = child_key) as self,
       count(*) filter (base_key is null) as lost,
       count(distinct base) filter (base_key is null) as lost_names
     from (select distinct snapshot_key, child_key, base, base_key, resolved_by from edge)`,
  );
  return {
    note: `Of ${formatCount(found.declared)} declared parents, ${formatCount(found.by_name)} were found by name, ${formatCount(found.by_former_name)} under a former name, ${formatCount(found.lost)} (${formatCount(found.lost_names)} names) not at all; ${formatCount(found.self)} packages name themselves and are left out.`,
    exactNote: `This reading leaves out the ${formatCount(found.by_former_name)} parents known under a former name only.`,
    declared: found.declared,
  };
}
