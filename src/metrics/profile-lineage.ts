import type { Field } from '../core/field.js';
import type { MetricContext } from '../core/metric.js';
import type { RegistryProfileRow } from '../core/rows/registry-profile.js';
import { groupSql } from './owner-of-name.js';
import { concentratedRows, groups, measuredRow, medianWithout, ratioWithout, unmeasuredRow, type MeasureName } from './profile-measures.js';

type Place = Pick<MeasureName, 'registry' | 'kind'>;

/** What is missing where a registry's packages say nothing of what they depend on. */
function noParents(kind: string): string {
  return kind === 'library'
    ? 'the snapshot does not state what its packages depend on'
    : 'the snapshot does not state base_models, the parents that a package declares';
}

/** The parents as declared, each pair once and without packages that name themselves; by identity where found, else by name. */
const linkSql = `
  select child_key, coalesce(base_key::varchar, base) as parent, base_key, min(base) as written
  from edge
  where base_key is distinct from child_key
  group by all`;

/** How many parents packages declare and how many packages name one parent: the dependency degree, of models their lineage. */
export async function measureDegrees(context: MetricContext, place: Place): Promise<RegistryProfileRow[]> {
  function named(measure: string, of: string): MeasureName {
    return { ...place, characteristic: 'dependency degree', measure, of };
  }
  const [declared, having, used, reach] = [
    named('declared parents per package', 'packages'), named('packages that declare a parent', 'packages'),
    named('packages per parent', 'parents'), named('parent links that go to the most used 1 % of parents', 'parents'),
  ];
  if (!context.covered.has('base_models')) {
    const why = noParents(place.kind);
    return [[declared, 'per package'] as const, [having, 'share'] as const, [used, 'per package'] as const, [reach, 'share'] as const]
      .map(([name, unit]) => unmeasuredRow(name, unit, why, ['base_models']));
  }
  const children = await context.select<{ part: number; packages: number; declaring: number; links: number }>(`
    with link as (${linkSql}),
    declaring as (select child_key, count(*) as links from link group by child_key)
    select ${groupSql('record.name', groups)} as part, count(*)::integer as packages, count(declaring.links)::integer as declaring,
      coalesce(sum(declaring.links), 0)::integer as links
    from record
    left join declaring on declaring.child_key = record.package_key
    group by part
    order by part`);
  const parents = await context.select<{ part: number; children: number; parents: number }>(`
    with link as (${linkSql}),
    used as (select parent, min(written) as written, count(*) as children from link group by parent)
    select ${groupSql('written', groups)} as part, children::integer as children, count(*)::integer as parents
    from used
    group by part, children
    order by part, children`);
  const packages = children.reduce((sum, one) => sum + one.packages, 0);
  const n = parents.reduce((sum, one) => sum + one.parents, 0);
  return [
    measuredRow(declared, 'per package', packages, ratioWithout(children.map((one) => ({ part: one.part, numerator: one.links, denominator: one.packages })))),
    measuredRow(having, 'share', packages, ratioWithout(children.map((one) => ({ part: one.part, numerator: one.declaring, denominator: one.packages })))),
    measuredRow(used, 'per package', n, ratioWithout(parents.map((one) => ({ part: one.part, numerator: one.children * one.parents, denominator: one.parents })))),
    ...concentratedRows(parents.map((one) => ({ amount: one.children, items: one.parents })), [{ name: reach, fraction: 0.01 }]),
  ];
}

interface Pair {
  readonly part: number;
  /** Months from the derived package's last change to its base's; above 0 the base changed later. */
  readonly behind: number | null;
  /** Months from the making of the derived package to the base's last change. */
  readonly since: number | null;
}

/** How far derived packages are behind their bases: the technical lag, by the last change of both. */
export async function measureLag(context: MetricContext, place: Place): Promise<RegistryProfileRow[]> {
  function named(measure: string, of: string): MeasureName {
    return { ...place, characteristic: 'technical lag', measure, of };
  }
  const [behind, months, since] = [
    named('pairs whose base changed after the derived package last did', 'pairs'), named('median months behind, of the pairs that are', 'pairs behind'),
    named('pairs whose base changed after the derived package was made', 'pairs'),
  ];
  const absent = (['base_models', 'modified_at'] as const satisfies readonly Field[]).filter((field) => !context.covered.has(field));
  if (absent.length > 0) {
    const why = absent.includes('base_models') ? noParents(place.kind) : 'the snapshot does not state modified_at, when base and derived package last changed';
    return [unmeasuredRow(behind, 'share', why, absent), unmeasuredRow(months, 'months', why, absent), unmeasuredRow(since, 'share', why, absent)];
  }
  const created = context.covered.has('created_at');
  const monthsSql = 'epoch(base.modified_at - child.{{from}}) / 86400 / 30.4375';
  const pairs = await context.select<Pair>(`
    with link as (${linkSql})
    select ${groupSql('base.name', groups)} as part, ${monthsSql.replace('{{from}}', 'modified_at')} as behind,
      ${created ? monthsSql.replace('{{from}}', 'created_at') : 'null::double'} as since
    from link
    join record as child on child.package_key = link.child_key
    join record as base on base.package_key = link.base_key
    order by all`);
  // Bases are the groups: the many derived packages of one base are behind, or not, together.
  const known = pairs.filter((one): one is Pair & { behind: number } => one.behind !== null);
  const late = known.filter((one) => one.behind > 0);
  const dated = pairs.filter((one): one is Pair & { since: number } => one.since !== null);
  return [
    measuredRow(behind, 'share', known.length, ratioWithout(countParts(known, (one) => one.behind > 0))),
    measuredRow(months, 'months', late.length, medianWithout(late.map((one) => ({ part: one.part, value: one.behind })))),
    created
      ? measuredRow(since, 'share', dated.length, ratioWithout(countParts(dated, (one) => one.since > 0)))
      : unmeasuredRow(since, 'share', 'the snapshot does not state created_at, when the derived package was made', ['created_at']),
  ];
}

function countParts<One extends { readonly part: number }>(all: readonly One[], meets: (one: One) => boolean): { part: number; numerator: number; denominator: number }[] {
  return Array.from({ length: groups }, (_, part) => {
    const own = all.filter((one) => one.part === part);
    return { part, numerator: own.filter(meets).length, denominator: own.length };
  });
}
