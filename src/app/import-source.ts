import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { InputError, UsageError } from '../core/errors.js';
import type { Field } from '../core/field.js';
import type { Registry } from '../core/registry.js';
import type { SnapshotDescription, SnapshotOutcome } from '../core/snapshot.js';
import { findRegistry } from '../registries/index.js';
import { findSnapshot, mergeSnapshot, type SetAside } from '../store/merge-snapshot.js';
import { selectRows } from '../store/rows.js';
import type { Progress } from './progress.js';
import { contentHash, requireFile } from './check-files.js';
import type { ReadingOptions } from './read-cards.js';
import { stageCards, tablesOf, tellNotRead } from './stage-cards.js';
import { derivedTables, stageAnswers, stageDerived, takeRepeatedAside } from './stage-answers.js';
import { sqlOf, stageTable } from './stage-table.js';
import { standingsOf, type AnswersMapping, type SourceMapping, type TableMapping } from './source-mapping.js';

export interface ImportRequest {
  readonly mapping: SourceMapping;
  /** Folder that holds the files of the mapping, or one file that takes their place. */
  readonly from: string;
  readonly now: () => Date;
  readonly progress: Progress;
  /** Ends the reading of cards; statements of the store are interrupted by whoever opened it. */
  readonly signal?: AbortSignal | undefined;
  /** How cards are read, where it is not as usual. */
  readonly reading?: ReadingOptions;
}

/**
 * Imports the snapshots of one source into the store, each in a transaction of its own. Errors: UsageError and
 * InputError that name file, place and expectation; then nothing of the failed snapshot is in the store.
 */
export async function importSource(connection: DuckDBConnection, request: ImportRequest): Promise<SnapshotOutcome[]> {
  const { mapping } = request;
  const registry = findRegistry(mapping.registry);
  const files = findFiles(mapping, request.from);
  for (const file of files) requireFile(file, mapping.slug);
  request.progress.step(`reading ${files.length === 1 ? path.basename(files[0] ?? '') : `${files.length} files`}`);
  // Runs beside the reading: it is only needed at once where the snapshot may be there already.
  const hashing = contentHash(files);
  hashing.catch(() => undefined);
  return mapping.format === 'answers'
    ? [await importAnswers(connection, request, mapping, registry, files, hashing)]
    : await importTable(connection, request, mapping, registry, files, await hashing);
}

/** The files of a source: by the patterns of its mapping in a folder, or the one file that was named. */
export function findFiles(mapping: SourceMapping, from: string): string[] {
  if (!existsSync(from)) throw new UsageError(`${mapping.slug}: no such file or folder (${from}); expected one that holds ${mapping.files.join(', ')}`);
  if (statSync(from).isFile()) return [from];
  const found = mapping.files.flatMap((pattern) => matching(from, pattern));
  if (found.length === 0) {
    throw new UsageError(`${mapping.slug}: none of its files (${from}); expected ${mapping.files.join(', ')}`);
  }
  return found;
}

function describe(
  mapping: SourceMapping,
  registry: Registry,
  takenAt: string,
  files: readonly string[],
  contentSha256: string,
  derived: readonly Field[],
): SnapshotDescription {
  return {
    registry: registry.slug,
    registryTitle: registry.title,
    kind: mapping.kind,
    series: mapping.series,
    title: mapping.title,
    takenAt,
    scope: 'list',
    incompleteWhy: mapping.incomplete === false ? null : mapping.incomplete,
    simulated: null,
    popularity: mapping.popularity,
    rankBy: mapping.rank_by,
    contentSha256,
    origin: files.length === 1 ? path.basename(files[0] ?? '') : `${path.basename(files[0] ?? '')} and ${files.length - 1} more`,
    rule: mapping.format === 'answers' ? (registry.answers?.rule ?? 'none') : `mapping/${mapping.slug}@1`,
    standings: standingsOf(mapping, registry, derived),
  };
}

async function importAnswers(
  connection: DuckDBConnection,
  request: ImportRequest,
  mapping: AnswersMapping,
  registry: Registry,
  files: readonly string[],
  hashing: Promise<string>,
): Promise<SnapshotOutcome> {
  if (!('fixed' in mapping.taken_at)) throw new UsageError(`${mapping.slug}: answers state no instant (taken_at.column); expected taken_at.fixed`);
  const takenAt = mapping.taken_at.fixed;
  // Known already, or refused, by the bytes: nothing needs to be read.
  if ((await findSnapshot(connection, { ...mapping, takenAt })) !== undefined) {
    return mergeSnapshot(connection, nothingStaged(describe(mapping, registry, takenAt, files, await hashing, []), request));
  }
  const { setAside, records } = await stageAnswers(connection, registry, { files, container: mapping.container, shape: mapping.shape });
  const cards = await stageCards(connection, mapping, request.from, cardStaging(request, records));
  request.progress.step(`merging ${records} records`);
  const outcome = await mergeSnapshot(connection, {
    description: describe(mapping, registry, takenAt, files, await hashing, []),
    setAside: [...setAside, ...(cards?.setAside ?? [])],
    derived: [...derivedTables(registry.answers), ...tablesOf(cards)],
    recordedAt: request.now().toISOString(),
    aliasesSql: registry.aliasesSql === null ? null : sqlOf(registry.aliasesSql),
  });
  return tellNotRead(outcome, cards);
}

function cardStaging({ progress, signal, reading }: ImportRequest, of?: number) {
  return { ...reading, signal, onRead: (done: number) => progress.step('reading cards', done, of) };
}

async function importTable(
  connection: DuckDBConnection,
  request: ImportRequest,
  mapping: TableMapping,
  registry: Registry,
  files: readonly string[],
  contentSha256: string,
): Promise<SnapshotOutcome[]> {
  await stageTable(connection, mapping, files, statSync(request.from).isFile() ? path.dirname(request.from) : request.from);
  const fixed = 'fixed' in mapping.taken_at ? new Date(mapping.taken_at.fixed).toISOString() : null;
  const snapshots = fixed !== null ? [{ taken_at: fixed, n: 0 }] : await datesOf(connection);
  if (snapshots.length === 0) throw new InputError(`${mapping.slug}: no row with a date (${files.join(', ')}); expected at least one`);
  const derived = 'tags' in mapping.fields ? derivedTables(registry.answers) : [];
  const derivedFields = derived.flatMap((one) => one.fields).filter((field) => !(field in mapping.fields));
  const there = await instantsThere(connection, mapping);
  const problems = await problemsByDate(connection);
  const outcomes: SnapshotOutcome[] = [];
  for (const [index, { taken_at }] of snapshots.entries()) {
    const description = describe(mapping, registry, taken_at, files, contentSha256, derivedFields);
    if (there.has(taken_at)) {
      // The same bytes change nothing; other bytes are refused before anything is staged.
      outcomes.push(await mergeSnapshot(connection, nothingStaged(description, request)));
      continue;
    }
    // Rows without a readable date belong to no snapshot; they are reported with the first.
    const known = [...(problems.get(taken_at) ?? []), ...(index === 0 ? (problems.get(null) ?? []) : [])];
    const setAside = await stageOneDate(connection, mapping, fixed === null ? taken_at : null, known, files, derived.length > 0);
    if (derived.length > 0 && registry.answers !== null) await stageDerived(connection, registry.answers);
    const cards = await stageCards(connection, mapping, request.from, cardStaging(request));
    const outcome = await mergeSnapshot(connection, {
      description,
      setAside: [...setAside, ...(cards?.setAside ?? [])],
      derived: [...derived.map((one) => ({ ...one, fields: one.fields.filter((field) => derivedFields.includes(field)) })), ...tablesOf(cards)],
      recordedAt: request.now().toISOString(),
      aliasesSql: registry.aliasesSql === null ? null : sqlOf(registry.aliasesSql),
    });
    outcomes.push(tellNotRead(outcome, cards));
    request.progress.step(`${mapping.series} ${taken_at.slice(0, 10)}`, index + 1, snapshots.length);
  }
  return outcomes;
}

function datesOf(connection: DuckDBConnection): Promise<{ taken_at: string; n: number }[]> {
  return selectRows(connection, 'select taken_at, count(*) as n from source_row where taken_at is not null group by taken_at order by taken_at');
}

/** The instants of which the store has a snapshot of this list. */
async function instantsThere(connection: DuckDBConnection, { registry, kind, series }: SourceMapping): Promise<Set<string>> {
  const rows = await selectRows<{ taken_at: string }>(
    connection,
    'select taken_at from snapshot join registry using (registry_key) where slug = $registry and kind = $kind and series = $series',
    { registry, kind, series },
  );
  return new Set(rows.map((one) => one.taken_at));
}

/** The rows that cannot become a record, by instant (null: none that can be read, or fixed by the mapping) and reason. */
async function problemsByDate(connection: DuckDBConnection): Promise<Map<string | null, SetAside[]>> {
  const rows = await selectRows<SetAside & { taken_at: string | null }>(
    connection,
    `select taken_at, problem as reason, count(*) as count, min(coalesce(name, registry_id)) as sample
     from source_row where problem is not null group by taken_at, problem order by taken_at, problem`,
  );
  const found = new Map<string | null, SetAside[]>();
  for (const { taken_at, ...aside } of rows) found.set(taken_at, [...(found.get(taken_at) ?? []), aside]);
  return found;
}

/** Makes `staged` from the rows of one instant and takes aside what cannot become a record. */
async function stageOneDate(
  connection: DuckDBConnection,
  mapping: TableMapping,
  takenAt: string | null,
  problems: readonly SetAside[],
  files: readonly string[],
  withTags: boolean,
): Promise<SetAside[]> {
  const tagColumns = withTags
    ? `, null::varchar as peft_base ${'library' in mapping.fields ? '' : ', null::varchar as library'}`
    : '';
  await connection.run(
    `create or replace temp table staged as
     select * exclude (taken_at, problem) ${tagColumns} from source_row
     where problem is null ${takenAt === null ? '' : 'and taken_at = $taken_at::timestamp'}`,
    takenAt === null ? {} : { taken_at: takenAt },
  );
  const aside = [...problems, ...(await takeRepeatedAside(connection))];
  const [{ n } = { n: 0 }] = await selectRows<{ n: number }>(connection, 'select count(*) as n from staged');
  if (n === 0) {
    const why = aside.map((one) => `${one.count} × ${one.reason}`).join('; ') || 'no row at all';
    throw new InputError(`${mapping.slug}: no usable row (${files.join(', ')}); expected at least one record, got ${why}`);
  }
  return aside;
}

function nothingStaged(description: SnapshotDescription, request: ImportRequest) {
  return { description, setAside: [], derived: [], recordedAt: request.now().toISOString(), aliasesSql: null };
}

/** Paths in a folder whose name fits a pattern in which `*` stands for any characters, sorted. */
function matching(folder: string, pattern: string): string[] {
  const within = path.join(folder, path.dirname(pattern));
  if (!existsSync(within)) return [];
  const words = path.basename(pattern).split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const fits = new RegExp(`^${words.join('.*')}$`);
  return readdirSync(within).filter((name) => fits.test(name)).sort().map((name) => path.join(within, name));
}
