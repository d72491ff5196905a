import type { DuckDBConnection } from '@duckdb/node-api';
import type { Aspect } from '../core/aspect.js';
import { fieldNames, type Field } from '../core/field.js';
import { findImage, imageSource, replaceImage, usualImageRule } from './latest-image.js';
import { matchPackages, type MatchedPackages } from './match-packages.js';
import { mergeField } from './merge-field.js';
import { comparedWithImage, compareWithImage, mergeListingWithImage, mergeWithImage } from './merge-image.js';
import { mergeListing } from './merge-listing.js';
import { heldPackages } from './merge-looks.js';
import type { DerivedTable, StagedSnapshot } from './merge-snapshot.js';
import type { SnapshotPlace } from './merge-timeline.js';

/** What became of the values of a snapshot. */
interface MergedValues {
  readonly matched: MatchedPackages;
  /** Rows written into the histories, by field. */
  readonly changed: ReadonlyMap<Field, number>;
  /** To be called when the merge is committed. */
  readonly keepImage: (() => Promise<void>) | null;
}

/**
 * Finds the packages of the staged records and writes who is listed and which values changed. Large lists are compared
 * with the image of their snapshot before, all others with the histories; both come to the same rows.
 */
export async function mergeValues(
  connection: DuckDBConnection,
  place: SnapshotPlace,
  staged: StagedSnapshot,
  records: number,
): Promise<MergedValues> {
  const covered = fieldNames.filter((field) => ['stated', 'derived'].includes(staged.description.standings[field].standing));
  const rule = staged.image ?? usualImageRule;
  const source = await imageSource(connection, covered, staged);
  // Where later snapshots are there, changes must be pinned in them, which the image knows nothing of.
  const before = place.isNewest ? await findImage(connection, place) : undefined;
  const large = place.scope === 'list' && records >= rule.from;
  const carries = before !== undefined || large;
  const carried = { columns: source.columns, compared: before === undefined ? null : comparedWithImage(before, source) };
  const matched = await matchPackages(connection, place, carries ? carried : null);
  const changed = new Map<Field, number>();
  if (before !== undefined && (await compareWithImage(connection, place, before, source, rule.largestShare))) {
    await mergeListingWithImage(connection, place, before);
    for (const [field, n] of await mergeWithImage(connection, place, before, source, matched)) changed.set(field, n);
  } else {
    await mergeListing(connection, place, matched.staged);
  }
  const heldTables = new Map<Aspect, string | null>();
  for (const field of covered) {
    if (changed.has(field)) continue;
    const beside = staged.derived.find((one) => one.fields.includes(field));
    if (beside?.aspect !== undefined && !heldTables.has(beside.aspect)) heldTables.set(beside.aspect, await heldPackages(connection, place, beside.aspect, matched));
    changed.set(field, await mergeField(connection, place, field, shownValues(matched, beside, heldTables)));
  }
  const keepImage = carries ? await replaceImage(connection, place, large, source, matched.keys) : null;
  return { matched, changed, keepImage };
}

function shownValues(matched: MatchedPackages, beside: DerivedTable | undefined, heldTables: ReadonlyMap<Aspect, string | null>) {
  const { first } = matched;
  if (beside === undefined) return { staged: matched.staged, among: 'staged_key', first };
  const facts = matched.beside(beside);
  const heldTable = beside.aspect === undefined ? null : (heldTables.get(beside.aspect) ?? null);
  const unless = `(select package_key from ${facts} ${heldTable === null ? '' : `union all select package_key from ${heldTable}`})`;
  return { staged: facts, among: 'staged_key', unless, first };
}
