import type { DuckDBConnection } from '@duckdb/node-api';
import { InputError, UsageError } from '../core/errors.js';
import { fieldNames, type Field, type Standing } from '../core/field.js';
import type { HarvestPlan, Registry } from '../core/registry.js';
import type { SnapshotDescription, SnapshotOutcome } from '../core/snapshot.js';
import { listArchiveFiles } from '../harvest/archive.js';
import { findRegistry } from '../registries/index.js';
import { findSnapshot, mergeSnapshot } from '../store/merge-snapshot.js';
import { selectRows } from '../store/rows.js';
import { listArchivedCards, readArchivedListing, type ArchivedListing } from './archived-listing.js';
import { readManifest } from '../harvest/manifest.js';
import type { Progress } from './progress.js';
import { derivedTables, stageAnswers } from './stage-answers.js';
import { cardFields, stageCardTexts } from './stage-cards.js';
import { sqlOf } from './stage-table.js';

/** What became of an archive in the store. */
export interface ArchiveOutcome {
  readonly snapshot: SnapshotOutcome;
  /** Why the listing is not whole; null where it is. */
  readonly incompleteWhy: string | null;
  readonly pages: number;
  readonly cards: number;
  /** Seed of the simulation; null for the real registry. */
  readonly simulated: string | null;
}

/**
 * Makes a snapshot of an archive's answers, without network. Both a harvest and its replay take this way, so they come
 * to the same records. A listing that is not whole becomes a snapshot of a list of its own: in the list of whole ones
 * everything it lacks would count as gone. Errors: UsageError, InputError; then the store is as it was.
 */
export async function mergeArchive(
  connection: DuckDBConnection,
  folder: string,
  options: { readonly now: () => Date; readonly progress: Progress },
): Promise<ArchiveOutcome> {
  const { registry, plan } = await registryOf(folder);
  options.progress.step('checking the archive');
  const listing = await readArchivedListing(folder, plan);
  const { kind } = listing.manifest;
  const incompleteWhy = listing.complete ? null : (listing.manifest.reason ?? 'the listing goes on after the last page in the archive');
  const files = await listArchiveFiles(folder, 'list');
  const result = { incompleteWhy, pages: listing.pages, cards: listing.cards, simulated: seedOf(listing) };
  const known = describe(registry, listing, incompleteWhy, 0);
  if ((await findSnapshot(connection, known))?.content_sha256 === listing.contentSha256) {
    return { ...result, snapshot: await mergeSnapshot(connection, { description: known, setAside: [], derived: [], recordedAt: options.now().toISOString(), aliasesSql: null }) };
  }
  options.progress.step(`reading ${listing.pages} pages`);
  const { setAside, records } = await stageAnswers(connection, registry, { files, container: 'answers', shape: 'listing' });
  const derived = derivedTables(registry.answers);
  if (listing.cards > 0) {
    options.progress.step(`reading ${listing.cards} cards`);
    const names = (await selectRows<{ name: string }>(connection, 'select name from staged')).map((row) => row.name);
    derived.push(await stageCardTexts(connection, listArchivedCards(folder, plan, kind, names), (done) => options.progress.step('reading cards', done, listing.cards)));
  }
  options.progress.step(`merging ${records} records`);
  const snapshot = await mergeSnapshot(connection, {
    description: describe(registry, listing, incompleteWhy, records),
    setAside,
    derived,
    recordedAt: options.now().toISOString(),
    aliasesSql: registry.aliasesSql === null ? null : sqlOf(registry.aliasesSql),
  });
  return { ...result, snapshot };
}

async function registryOf(folder: string): Promise<{ registry: Registry; plan: HarvestPlan }> {
  const manifest = await readManifest(folder);
  if (manifest === null) throw new InputError(`${folder}: no manifest; expected an archive made by \`hubscope sync\` (manifest.json)`);
  const registry = findRegistry(manifest.registry);
  if (registry.harvest === null) throw new UsageError(`${registry.slug}: cannot be replayed (${folder}); expected a registry that is harvested`);
  return { registry, plan: registry.harvest };
}

function describe(registry: Registry, listing: ArchivedListing, incompleteWhy: string | null, records: number): SnapshotDescription {
  const { manifest, contentSha256 } = listing;
  const series = `${registry.slug}-sync-${manifest.kind}`;
  return {
    registry: registry.slug,
    registryTitle: registry.title,
    kind: manifest.kind,
    series: incompleteWhy === null ? series : `${series}-partial-${contentSha256.slice(0, 8)}`,
    title: `${registry.title}, listing of all ${manifest.kind}s${incompleteWhy === null ? '' : ' (part)'}`,
    takenAt: listing.snapshotAt,
    scope: incompleteWhy === null ? 'list' : 'packages',
    incompleteWhy,
    simulated: seedOf(listing),
    popularity: registry.fields.downloads.standing === 'stated' ? 'downloads' : null,
    rankBy: null,
    contentSha256,
    origin: manifest.endpoint,
    rule: registry.answers?.rule ?? 'none',
    standings: standingsOfListing(registry, listing.cards, records),
  };
}

/** The seed alone; the header that states it reads `seed=<n>`. */
function seedOf({ manifest }: ArchivedListing): string | null {
  return manifest.simulated?.replace(/^seed=/, '') ?? null;
}

function standingsOfListing(registry: Registry, cards: number, records: number): Record<Field, Standing> {
  const shape = registry.answers?.shapes['listing'];
  const entries = fieldNames.map((field): [Field, Standing] => {
    if (cardFields.includes(field)) {
      const where = `README.md, asked for ${cards} of ${records} packages`;
      if (cards === 0) return [field, { standing: 'not collected', why: 'cards were not asked for in this harvest' }];
      return [field, { standing: field === 'card' ? 'stated' : 'derived', where }];
    }
    if (shape?.lacks.includes(field)) return [field, { standing: 'not collected', why: shape.why }];
    return [field, registry.fields[field]];
  });
  return Object.fromEntries(entries) as Record<Field, Standing>;
}
