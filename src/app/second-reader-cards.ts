import { readFile, stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { UsageError } from '../core/errors.js';
import { seededGenerator } from '../stats/random.js';
import { findPackage } from '../store/find-packages.js';
import { readFieldHistory, readTimeline } from '../store/package-history.js';
import { selectOne, selectRows } from '../store/rows.js';

/** A card that somebody wants to have read. `text` null: there is none, and why. `simulated`: seed of its world; null for real ones. */
export type CardToRead =
  | { readonly card: string; readonly text: string; readonly simulated: string | null }
  | { readonly card: string; readonly text: null; readonly why: string };

/** Which cards of a store. */
export interface CardChoice {
  readonly registry: string | undefined;
  readonly kind: string | undefined;
  /** ISO 8601 UTC; null for the newest. */
  readonly asOf: string | null;
  /** So many, the first by name; null for all. */
  readonly limit: number | null;
  /** So many at random, the same for the same seed and store; null for no drawing. */
  readonly sample: { readonly size: number; readonly seed: number } | null;
}

/** No README comes near this; it keeps a wrong path from filling the memory. */
const largestFile = 20_000_000;

/** Cards from files, named by their paths. Errors: UsageError for what is no file that could be a card. */
export async function cardsFromFiles(paths: readonly { readonly named: string; readonly path: string }[]): Promise<CardToRead[]> {
  return Promise.all(paths.map(async ({ named, path }) => {
    const found = await stat(path).catch(() => null);
    if (found === null || !found.isFile()) throw new UsageError(`--file: no such file (${named}); expected the path of a card`);
    if (found.size > largestFile) throw new UsageError(`--file: too large (${named}); expected a card of at most ${largestFile} bytes, got ${found.size}`);
    return { card: named, text: await readFile(path, 'utf8'), simulated: null };
  }));
}

/** The cards of named packages as of an instant. Errors: UsageError for a name the store does not know. */
export async function cardsOfPackages(connection: DuckDBConnection, names: readonly string[], choice: CardChoice): Promise<CardToRead[]> {
  const cards: CardToRead[] = [];
  for (const name of names) {
    const { found } = await findPackage(connection, name, choice);
    const history = await readFieldHistory(connection, await readTimeline(connection, found, choice.asOf), 'card');
    const period = history.periods.at(-1);
    if (typeof period?.value === 'string') {
      const { simulated } = await selectOne<{ simulated: string | null }>(connection, 'select simulated from snapshot where snapshot_key = $key', { key: period.from.snapshotKey });
      cards.push({ card: name, text: period.value, simulated });
    } else if (history.periods.length > 0) cards.push({ card: name, text: null, why: 'the package has none' });
    else cards.push({ card: name, text: null, why: `not known: ${history.gaps.at(-1)?.why ?? 'no snapshot tells cards'}` });
  }
  return cards;
}

/**
 * The cards a store has of one registry and kind, each as last seen by the instant, in the order of their names. Packages that
 * were removed since are among them. `of` is how many there are to choose from. Errors: UsageError where there are none, or of several
 * registries or kinds.
 */
export async function cardsOfStore(connection: DuckDBConnection, choice: CardChoice): Promise<{ readonly cards: CardToRead[]; readonly of: number }> {
  const place = await findPlace(connection, choice);
  const rows = await selectRows<{ name: string; package_key: number; position: number }>(connection, chosenSql, { ...place, until: choice.asOf });
  const chosen = choice.sample === null ? rows.slice(0, choice.limit ?? rows.length) : drawSome(rows, choice.sample);
  const texts = await selectRows<{ package_key: number; value: string; simulated: string | null }>(connection, textsSql, {
    keys: JSON.stringify(chosen.map((one) => ({ package_key: one.package_key, position: one.position }))),
  });
  const textOf = new Map(texts.map((one) => [one.package_key, one]));
  const cards = chosen.map(({ name, package_key }): CardToRead => {
    const { value = '', simulated = null } = textOf.get(package_key) ?? {};
    return { card: name, text: value, simulated };
  });
  return { cards, of: rows.length };
}

/** The seed of the simulation that cards are of; null for real ones. Errors: UsageError where they are of several worlds. */
export function worldOf(cards: readonly CardToRead[]): string | null {
  const worlds = [...new Set(cards.flatMap((one) => (one.text === null ? [] : [one.simulated])))];
  if (worlds.length > 1) {
    throw new UsageError(`second-reader: cards of several worlds (${worlds.map((one) => (one === null ? 'real' : `simulated with seed ${one}`)).join(', ')}); expected one`);
  }
  return worlds[0] ?? null;
}

/** Rows drawn without putting back, in their old order. */
function drawSome<Row>(rows: readonly Row[], { size, seed }: { readonly size: number; readonly seed: number }): Row[] {
  const { below } = seededGenerator(seed);
  const left = rows.map((_, index) => index);
  for (let at = 0; at < Math.min(size, left.length); at += 1) {
    const other = at + below(left.length - at);
    [left[at], left[other]] = [left[other]!, left[at]!];
  }
  return left.slice(0, size).sort((a, b) => a - b).map((index) => rows[index]!);
}

async function findPlace(connection: DuckDBConnection, choice: CardChoice): Promise<{ readonly registry_key: number; readonly kind: string }> {
  const places = await selectRows<{ slug: string; registry_key: number; kind: string }>(
    connection,
    `select distinct registry.slug, package.registry_key, package.kind
     from history_card join package using (package_key) join registry using (registry_key)
     where value is not null order by all`,
  );
  const fitting = places.filter((one) => (choice.registry ?? one.slug) === one.slug && (choice.kind ?? one.kind) === one.kind);
  const [place, ...others] = fitting;
  if (place === undefined) {
    const there = places.map((one) => `${one.slug} ${one.kind}`).join(', ');
    throw new UsageError(`second-reader: no cards (${choice.registry ?? 'any registry'}, ${choice.kind ?? 'any kind'}); expected a store with cards, got ${there === '' ? 'none; take them by hubscope sync --details cards' : `cards of: ${there}`}`);
  }
  if (others.length > 0) throw new UsageError(`second-reader: cards of several registries; expected one of: ${fitting.map((one) => `--registry ${one.slug}`).join('; ')}`);
  const { n } = await selectOne<{ n: number }>(
    connection,
    'select count(*)::integer as n from timeline where registry_key = $registry_key and kind = $kind and ($until::varchar is null or taken_at <= $until::timestamp)',
    { registry_key: place.registry_key, kind: place.kind, until: choice.asOf },
  );
  if (n === 0) throw new UsageError(`--as-of: before the first snapshot (${choice.asOf ?? ''}); expected a later instant`);
  return { registry_key: place.registry_key, kind: place.kind };
}

// A card that was last seen to be gone is none; a snapshot that did not look (has_card null) says nothing.
const chosenSql = `
with

scope as (
  select snapshot_key, position
  from timeline
  where registry_key = $registry_key and kind = $kind and ($until::varchar is null or taken_at <= $until::timestamp)
),

seen as (
  select identity_key, arg_max(value, position) as has_card
  from history_has_card
  join scope using (snapshot_key)
  join package_identity using (package_key)
  where value is not null
  group by identity_key
),

name as (
  select identity_key, arg_max(value, position) as name
  from history_name
  join scope using (snapshot_key)
  join package_identity using (package_key)
  where value is not null
  group by identity_key
),

card as (
  select identity_key, arg_max(package_key, position) as package_key, max(position) as position
  from history_card
  join scope using (snapshot_key)
  join package_identity using (package_key)
  where value is not null
  group by identity_key
)

select coalesce(name.name, package.registry_id, 'package ' || card.package_key) as name, card.package_key, card.position
from card
join package using (package_key)
left join name using (identity_key)
left join seen using (identity_key)
where has_card is distinct from false
order by name, card.package_key`;

const textsSql = `
with wanted as (select unnest(from_json($keys, '[{"package_key":"INTEGER","position":"INTEGER"}]'), recursive := true))
select package_key, value, simulated
from history_card
join timeline using (snapshot_key)
join snapshot using (snapshot_key)
join wanted using (package_key, position)`;
