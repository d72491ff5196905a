import type { DuckDBConnection } from '@duckdb/node-api';
import { UsageError } from '../core/errors.js';
import { selectRows } from './rows.js';

/** A package that a person named, under all the numbers the store knows it by. */
export interface FoundPackage {
  readonly registry: string;
  readonly registryKey: number;
  readonly kind: string;
  /** Number of the package that all of `packageKeys` are. */
  readonly identityKey: number;
  /** More than one where older sources without identifiers know it by name only. */
  readonly packageKeys: readonly number[];
  readonly registryId: string | null;
  /** The newest name the store knows. */
  readonly name: string;
  /** By what it was found, best first. */
  readonly foundBy: 'identifier' | 'name' | 'former name' | 'alias';
  /** Names no listing states with its identifier, and by what rule they are known. */
  readonly aliases: readonly { readonly name: string; readonly rule: string; readonly evidence: string }[];
}

const levels = ['identifier', 'name', 'former name', 'alias'] as const;

/** All packages that a word means: by the registry's identifier, a name now or once borne, or an alias; best first. */
export async function findPackages(connection: DuckDBConnection, word: string): Promise<FoundPackage[]> {
  const rows = await selectRows<{
    registry: string; registry_key: number; kind: string; identity_key: number; package_keys: number[];
    registry_id: string | null; name: string | null; level: number;
  }>(connection, findSql, { word });
  const aliases = await selectRows<{ package_key: number; name: string; rule: string; evidence: string }>(
    connection,
    `select package_key, name, rule, evidence from alias where package_key in (select unnest(from_json($keys, '["INTEGER"]'))) order by name`,
    { keys: JSON.stringify(rows.map((one) => one.identity_key)) },
  );
  return rows.map((row) => ({
    registry: row.registry,
    registryKey: row.registry_key,
    kind: row.kind,
    identityKey: row.identity_key,
    packageKeys: row.package_keys,
    registryId: row.registry_id,
    name: row.name ?? row.registry_id ?? word,
    foundBy: levels[row.level] ?? 'alias',
    aliases: aliases.filter((one) => one.package_key === row.identity_key).map(({ name, rule, evidence }) => ({ name, rule, evidence })),
  }));
}

/**
 * The one package that a person means. Within a registry and kind a name belongs to whoever bears it now, then to the
 * last who did. Errors: UsageError where there is none (with near names), or where several registries or kinds have it.
 */
export async function findPackage(
  connection: DuckDBConnection,
  word: string,
  within: { readonly registry?: string | undefined; readonly kind?: string | undefined } = {},
): Promise<{ readonly found: FoundPackage; readonly others: readonly FoundPackage[] }> {
  const all = await findPackages(connection, word);
  const fitting = all.filter((one) => (within.registry ?? one.registry) === one.registry && (within.kind ?? one.kind) === one.kind);
  const [found, ...others] = fitting;
  if (found === undefined) throw new UsageError(await nothingFound(connection, word, all));
  const places = new Set(fitting.map((one) => `${one.registry} ${one.kind}`));
  if (places.size > 1) {
    const choices = fitting.map((one) => `--registry ${one.registry} --kind ${one.kind} (${one.name})`).join('; ');
    throw new UsageError(`package: several have this name (${word}); expected one of: ${choices}`);
  }
  return { found, others };
}

async function nothingFound(connection: DuckDBConnection, word: string, elsewhere: readonly FoundPackage[]): Promise<string> {
  if (elsewhere.length > 0) {
    const places = elsewhere.map((one) => `${one.registry} ${one.kind}`).join(', ');
    return `package: not in that registry or of that kind (${word}); expected one that is there, got it in: ${places}`;
  }
  const near = await selectRows<{ value: string }>(
    connection,
    `select value from (select distinct value from history_name where value is not null)
     where lower(value) = lower($word) or lower(split_part(value, '/', -1)) = lower(split_part($word, '/', -1))
     order by lower(value) <> lower($word), length(value), value limit 5`,
    { word },
  );
  const hint = near.length === 0 ? 'a name or identifier that some snapshot lists' : `one of the store; did you mean ${near.map((one) => one.value).join(', ')}?`;
  return `package: unknown (${word}); expected ${hint}`;
}

const findSql = `
with

hit as (
  select package_key from package where registry_id = $word
  union
  select package_key from history_name where value = $word
  union
  select package_key from alias where name = $word
),

meant as (
  select distinct identity_key from package_identity where package_key in (select package_key from hit)
),

member as (
  select package_identity.identity_key, package.*
  from package_identity
  join meant using (identity_key)
  join package using (package_key)
),

borne as (
  select member.identity_key, arg_max(history_name.value, timeline.position) as name, max(timeline.position) as since
  from member
  join history_name using (package_key)
  join timeline using (snapshot_key)
  where history_name.value is not null
  group by member.identity_key
),

turn as (
  select member.identity_key, bool_or(presence.missing_at is null) as is_listed
  from member
  join presence using (package_key)
  group by member.identity_key
)

select
  any_value(registry.slug) as registry,
  any_value(member.registry_key) as registry_key,
  any_value(member.kind) as kind,
  member.identity_key,
  list(member.package_key order by member.package_key) as package_keys,
  any_value(member.registry_id) as registry_id,
  any_value(borne.name) as name,
  case
    when bool_or(coalesce(member.registry_id = $word, false)) then 0
    when any_value(borne.name) = $word then 1
    when bool_or(member.package_key in (select package_key from history_name where value = $word)) then 2
    else 3
  end as level
from member
join registry on registry.registry_key = member.registry_key
left join borne on borne.identity_key = member.identity_key
left join turn on turn.identity_key = member.identity_key
group by member.identity_key
order by level, any_value(turn.is_listed) desc nulls last, any_value(borne.since) desc nulls last, member.identity_key`;
