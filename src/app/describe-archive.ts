import type { DuckDBConnection } from '@duckdb/node-api';
import { isCardField, fieldNames, type Field, type Standing } from '../core/field.js';
import type { Kind, Registry } from '../core/registry.js';
import type { SnapshotDescription } from '../core/snapshot.js';
import { findSnapshot } from '../store/merge-snapshot.js';
import type { ArchivedListing } from './archived-listing.js';
import { fieldsOfAspects } from './stage-details.js';

/** The shape of records for which these properties were asked. */
export function shapeOf(registry: Registry, properties: readonly string[]): string {
  const heavy = Object.values(registry.harvest?.properties ?? {}).flatMap((one) => one.heavy);
  return properties.length === 0 ? 'listing' : properties.some((one) => heavy.includes(one)) ? 'detail' : 'expanded';
}

/** Why the archive is not the whole list of a registry; null where it is. */
export function whyIncomplete({ manifest, complete }: ArchivedListing): string | null {
  const { filter } = manifest.asked;
  const filters = Object.entries(filter).map(([key, value]) => `${key} ${Array.isArray(value) ? value.join(' and ') : value}`);
  const part = filters.length === 0 ? null : `only packages with ${filters.join(', ')}, as asked`;
  const brokenOff = complete ? null : (manifest.reason ?? 'the listing goes on after the last page in the archive');
  return [part, brokenOff].filter((one) => one !== null).join('; ') || null;
}

/** What the snapshot of a list, or of a part of it, says of itself. */
export function describeList(registry: Registry, listing: ArchivedListing): Describe {
  const { manifest, listSha256 } = listing;
  const list = listSeries(registry, manifest.kind);
  const incompleteWhy = whyIncomplete(listing);
  return describeAs(registry, listing, {
    series: incompleteWhy === null ? list : `${list}-partial-${listSha256.slice(0, 8)}`,
    title: `listing of all ${manifest.kind}s${incompleteWhy === null ? '' : ' (part)'}`,
    scope: incompleteWhy === null ? 'list' : 'packages',
    takenAt: listing.snapshotAt, incompleteWhy, contentSha256: listSha256,
  });
}

/** What the snapshot of answers about single packages says of itself: those of events, or of a list that is there already. */
export async function describePackages(connection: DuckDBConnection, registry: Registry, listing: ArchivedListing): Promise<Describe> {
  const { manifest, contentSha256 } = listing;
  const events = manifest.asked.scope === 'packages';
  const series = `${listSeries(registry, manifest.kind)}-${events ? 'events' : 'details'}`;
  return describeAs(registry, listing, {
    series, title: `single ${manifest.kind}s${events ? '' : ' of a listing'}`, scope: 'packages', contentSha256,
    takenAt: await freeInstant(connection, { registry: registry.slug, kind: manifest.kind, series, takenAt: listing.snapshotAt }, contentSha256),
    incompleteWhy: 'answers about single packages',
  });
}

/** Given the fields that the records state and how many records there are. */
export type Describe = (stated: ReadonlySet<Field>, records: number) => SnapshotDescription;

type Particulars = Pick<SnapshotDescription, 'series' | 'title' | 'scope' | 'takenAt' | 'incompleteWhy' | 'contentSha256'>;

function describeAs(registry: Registry, listing: ArchivedListing, particulars: Particulars): Describe {
  const { manifest } = listing;
  return (stated, records) => ({
    ...particulars,
    registry: registry.slug,
    registryTitle: registry.title,
    kind: manifest.kind,
    title: `${registry.title}, ${particulars.title}`,
    simulated: seedOf(listing),
    popularity: stated.has('downloads') && registry.fields.downloads.standing === 'stated' ? 'downloads' : null,
    rankBy: null,
    origin: manifest.endpoint,
    rule: registry.answers?.rule ?? 'none',
    standings: standingsOf(registry, listing, stated, records),
  });
}

/** Name of the list that whole listings of a kind are snapshots of. */
export function listSeries(registry: Registry, kind: Kind): string {
  return `${registry.slug}-sync-${kind}`;
}

/** Answers about single packages may come several in a second, which is all that the clock of a registry tells apart. */
async function freeInstant(
  connection: DuckDBConnection,
  place: { readonly registry: string; readonly kind: Kind; readonly series: string; readonly takenAt: string },
  contentSha256: string,
): Promise<string> {
  for (let takenAt = place.takenAt; ; takenAt = new Date(Date.parse(takenAt) + 1).toISOString()) {
    const there = await findSnapshot(connection, { ...place, takenAt });
    if (there === undefined || there.content_sha256 === contentSha256) return takenAt;
  }
}

/** The seed alone; the header that states it reads `seed=<n>`. */
export function seedOf({ manifest }: ArchivedListing): string | null {
  return manifest.simulated?.replace(/^seed=/, '') ?? null;
}

function standingsOf(registry: Registry, listing: ArchivedListing, stated: ReadonlySet<Field>, records: number): Record<Field, Standing> {
  const { aspects, properties } = listing.manifest.asked;
  const shape = registry.answers?.shapes[shapeOf(registry, properties)];
  const ofAspects = fieldsOfAspects(aspects);
  const entries = fieldNames.map((field): [Field, Standing] => {
    if (isCardField(field)) {
      const where = `README.md, answered for ${listing.cards} of ${records} packages now; for the others as long as their revision is the one looked at before`;
      if (!aspects.includes('cards')) return [field, { standing: 'not collected', why: 'cards were not asked for in this harvest' }];
      return [field, { standing: field === 'card' ? 'stated' : 'derived', where }];
    }
    if (stated.has(field)) return [field, registry.fields[field]];
    if (ofAspects.includes(field)) return [field, { standing: 'derived', where: 'the files of those packages that were looked at' }];
    const lacking = shape?.lacks.includes(field) === true;
    return [field, { standing: 'not collected', why: lacking ? (shape?.why ?? '') : 'asked for, but no record of the listing carries it' }];
  });
  return Object.fromEntries(entries) as Record<Field, Standing>;
}
