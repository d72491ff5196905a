import type { DuckDBConnection } from '@duckdb/node-api';
import { InputError, UsageError } from '../core/errors.js';
import { fieldNames, type Field } from '../core/field.js';
import type { HarvestPlan } from '../core/harvest-plan.js';
import type { Registry } from '../core/registry.js';
import type { SnapshotOutcome } from '../core/snapshot.js';
import { listArchiveFiles } from '../harvest/archive.js';
import { readManifest } from '../harvest/manifest.js';
import { findRegistry } from '../registries/index.js';
import { findSnapshot, mergeSnapshot, type DerivedTable } from '../store/merge-snapshot.js';
import { selectOne, selectRows } from '../store/rows.js';
import { listArchivedAbsences, listArchivedCards, readArchivedListing, type ArchivedAbsence, type ArchivedListing } from './archived-listing.js';
import { describeList, describePackages, seedOf, shapeOf, whyIncomplete } from './describe-archive.js';
import type { Progress } from './progress.js';
import { derivedTables, stageAnswers, type StagedAnswers } from './stage-answers.js';
import { stageCardTexts, tellNotRead, type StagedCards } from './stage-cards.js';
import { stageDetails } from './stage-details.js';
import { sqlOf } from './stage-table.js';

/** What became of an archive in the store. */
export interface ArchiveOutcome {
  readonly snapshot: SnapshotOutcome;
  /** Why the listing is not whole; null where it is. */
  readonly incompleteWhy: string | null;
  readonly pages: number;
  readonly cards: number;
  /** Other answers about single packages. */
  readonly details: number;
  /** Records that were observed again while the listing was read, and taken in their later form. */
  readonly updatedMeanwhile: number;
  /** Looks that broke off, and so count as none. */
  readonly brokenOff: number;
  /** Seed of the simulation; null for the real registry. */
  readonly simulated: string | null;
}

/**
 * Makes a snapshot of an archive's answers, without network. Both a harvest and its replay take this way, so they come
 * to the same records. A listing that is not whole becomes a snapshot of its own: in the list of whole ones everything it
 * lacks would count as gone. Where the list is there already (a registry that stands still, a mirror of the past), what
 * single packages told becomes a snapshot of these packages. Errors: UsageError, InputError; then the store is as it was.
 */
export async function mergeArchive(
  connection: DuckDBConnection,
  folder: string,
  options: { readonly now: () => Date; readonly progress: Progress; readonly signal?: AbortSignal | undefined },
): Promise<ArchiveOutcome> {
  const { registry, plan } = await registryOf(folder);
  const { progress } = options;
  progress.step('checking the archive');
  const listing = await readArchivedListing(folder, plan);
  const { asked } = listing.manifest;
  const recordedAt = options.now().toISOString();
  const aliasesSql = registry.aliasesSql === null ? null : sqlOf(registry.aliasesSql);
  const result = {
    incompleteWhy: asked.scope === 'list' ? whyIncomplete(listing) : null,
    pages: listing.pages, cards: listing.cards, details: listing.details, updatedMeanwhile: 0, brokenOff: 0, simulated: seedOf(listing),
  };
  const everything = new Set(fieldNames);
  const list = asked.scope === 'list' ? describeList(registry, listing) : null;
  const listIsThere = list !== null && (await findSnapshot(connection, list(everything, 0)))?.content_sha256 === listing.listSha256;
  const single = list === null || (listIsThere && listing.cards + listing.details + listing.records > 0);
  const describe = single ? await describePackages(connection, registry, listing) : list;
  const known = describe(everything, 0);
  if ((await findSnapshot(connection, known))?.content_sha256 === known.contentSha256) {
    return { ...result, snapshot: await mergeSnapshot(connection, { description: known, setAside: [], derived: [], recordedAt, aliasesSql }) };
  }
  progress.step(`reading ${listing.pages + listing.changePages + listing.records} pages`);
  const staged = await stageRecords(connection, registry, folder, listing);
  const stated = await statedFields(connection, registry, listing);
  const { derived, brokenOff, cards } = await stageAspects({ connection, registry, plan, folder, listing, stated, ...options });
  await stageAbsences(connection, listArchivedAbsences(folder, plan, listing));
  const { records } = single && list !== null ? await keepAskedAbout(connection) : staged;
  progress.step(`merging ${records} records`);
  const snapshot = await mergeSnapshot(connection, {
    description: describe(stated, records), setAside: staged.setAside, derived, recordedAt, aliasesSql, looks: true, absences: true,
  });
  return { ...result, updatedMeanwhile: staged.superseded, brokenOff, snapshot: tellNotRead(snapshot, cards) };
}

interface AspectStaging {
  readonly connection: DuckDBConnection;
  readonly registry: Registry;
  readonly plan: HarvestPlan;
  readonly folder: string;
  readonly listing: ArchivedListing;
  readonly stated: ReadonlySet<Field>;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

/** Cards and the other aspects of single packages: looks, items, and the tables of facts that follow from them. */
async function stageAspects(
  { connection, registry, plan, folder, listing, stated, progress, signal }: AspectStaging,
): Promise<{ derived: DerivedTable[]; brokenOff: number; cards: StagedCards | null }> {
  const { kind, asked } = listing.manifest;
  const derived = derivedTables(registry.answers);
  let cards: StagedCards | null = null;
  if (asked.aspects.includes('cards')) {
    const texts = listArchivedCards(folder, plan, kind, () => stagedNames(connection));
    cards = await stageCardTexts(connection, texts, { kind, signal, onRead: (done) => progress.step('reading cards', done, listing.cards) });
    derived.push({ ...cards.table, aspect: 'cards' });
  }
  const details = await stageDetails(connection, registry, plan, folder, stated, (done) => progress.step('reading details', done, listing.cards + listing.details));
  return { derived: [...derived, ...details.derived], brokenOff: details.brokenOff, cards };
}

async function stagedNames(connection: DuckDBConnection): Promise<string[]> {
  return (await selectRows<{ name: string }>(connection, 'select name from staged')).map((row) => row.name);
}

/** Leaves in `staged` the packages that were looked at: the rest of the list is in the store already. */
async function keepAskedAbout(connection: DuckDBConnection): Promise<{ records: number }> {
  await connection.run('delete from staged where rowid not in (select staged_row from staged_look)');
  return selectOne<{ records: number }>(connection, 'select count(*) as records from staged');
}

async function stageRecords(connection: DuckDBConnection, registry: Registry, folder: string, { manifest }: ArchivedListing): Promise<StagedAnswers> {
  const [list, changes, recordFiles] = await Promise.all((['list', 'changes', 'record'] as const).map((purpose) => listArchiveFiles(folder, purpose)));
  return stageAnswers(connection, registry, {
    files: [...(list ?? []), ...(changes ?? [])], recordFiles: recordFiles ?? [], container: 'answers', shape: shapeOf(registry, manifest.asked.properties),
    mayBeEmpty: manifest.asked.scope === 'packages',
  });
}

/**
 * The fields that the records of a listing really state: a property that none of them carries was not shown, however it
 * was asked for (a hub may not know it yet, a mirror may not have it).
 */
async function statedFields(connection: DuckDBConnection, registry: Registry, { manifest }: ArchivedListing): Promise<Set<Field>> {
  const shape = registry.answers?.shapes[shapeOf(registry, manifest.asked.properties)];
  const stated = new Set(fieldNames.filter((field) => shape?.lacks.includes(field) !== true));
  const certain = Object.values(registry.answers?.propertyFields ?? {}).flat().filter((field) => stated.has(field));
  if (certain.length === 0) return stated;
  const counts = await selectOne<Record<string, number>>(connection, `select ${certain.map((field) => `count(${field}) as ${field}`).join(', ')} from staged`);
  for (const field of certain) if (counts[field] === 0) stated.delete(field);
  return stated;
}

async function stageAbsences(connection: DuckDBConnection, absences: AsyncIterable<ArchivedAbsence>): Promise<void> {
  await connection.run('create or replace temp table staged_absence (registry_id varchar, name varchar, verdict varchar, status integer, evidence varchar)');
  const rows: ArchivedAbsence[] = [];
  for await (const one of absences) rows.push(one);
  if (rows.length === 0) return;
  await connection.run(
    `insert into staged_absence
     select one.* from (select unnest(from_json($rows, '[{"registry_id":"VARCHAR","name":"VARCHAR","verdict":"VARCHAR","status":"INTEGER","evidence":"VARCHAR"}]')) as one)`,
    { rows: JSON.stringify(rows) },
  );
}

async function registryOf(folder: string): Promise<{ registry: Registry; plan: HarvestPlan }> {
  const manifest = await readManifest(folder);
  if (manifest === null) throw new InputError(`${folder}: no manifest; expected an archive made by \`hubscope sync\` (manifest.json)`);
  const registry = findRegistry(manifest.registry);
  if (registry.harvest === null) throw new UsageError(`${registry.slug}: cannot be replayed (${folder}); expected a registry that is harvested`);
  return { registry, plan: registry.harvest };
}
