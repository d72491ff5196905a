import type { DuckDBConnection } from '@duckdb/node-api';
import { UsageError } from '../core/errors.js';
import { fieldNames, type Field } from '../core/field.js';
import { countDescendants, knownNames, type TimelinePlace } from '../store/as-of.js';
import { findPackage, type FoundPackage } from '../store/find-packages.js';
import {
  presenceRuns, readFieldHistory, readTimeline, type FieldHistory, type PackageTimeline, type SnapshotPoint,
} from '../store/package-history.js';

export interface PackageQuestion {
  readonly name: string;
  readonly registry?: string | undefined;
  readonly kind?: string | undefined;
  /** ISO 8601 UTC; null for the newest. */
  readonly asOf: string | null;
}

/** What is known of one field: its value, or why it is not known. A known value of null: the package has none. */
export type FieldAnswer =
  | { readonly field: Field; readonly known: true; readonly value: unknown; readonly since: SnapshotPoint; readonly confirmed: SnapshotPoint }
  | { readonly field: Field; readonly known: false; readonly standing: string; readonly why: string };

export interface PackageDescription {
  readonly package: { readonly registry: string; readonly kind: string; readonly registryId: string | null; readonly name: string; readonly foundBy: string };
  readonly asOf: string | null;
  readonly fields: readonly FieldAnswer[];
  readonly names: readonly { readonly name: string; readonly from: string | null; readonly until: string | null; readonly how: string }[];
  readonly presence: ReturnType<typeof presenceRuns>;
  readonly parents: readonly { readonly name: string; readonly relation: string; readonly inStore: boolean }[];
  /** Packages whose newest record names this one as a parent; null where no snapshot tells parents. */
  readonly descendants: number | null;
  /** Other packages that bear or bore the name that was asked for. */
  readonly others: readonly { readonly name: string; readonly registryId: string | null; readonly foundBy: string }[];
}

/** Everything the store knows of a package as of an instant. Errors: UsageError where it knows none of that name. */
export async function describePackage(connection: DuckDBConnection, question: PackageQuestion): Promise<PackageDescription> {
  const { found, others } = await findPackage(connection, question.name, question);
  const timeline = await readTimeline(connection, found, question.asOf);
  if (!timeline.points.some((point) => point.packageKey !== null)) {
    const whole = await readTimeline(connection, found);
    const first = whole.points.find((point) => point.packageKey !== null);
    throw new UsageError(`package: not seen by then (${question.name}, ${question.asOf ?? ''}); expected an instant from ${first?.takenAt ?? 'its first snapshot'} on`);
  }
  const histories: FieldHistory[] = [];
  for (const field of fieldNames) histories.push(await readFieldHistory(connection, timeline, field));
  const names = namesOf(histories, found);
  const place: TimelinePlace = { registryKey: found.registryKey, kind: found.kind, position: timeline.points.at(-1)?.position ?? 0 };
  const parentHistory = histories.find((one) => one.field === 'base_models');
  const declared = (parentHistory?.periods.at(-1)?.value ?? []) as { base: string; relation: string }[];
  const known = await knownNames(connection, place, declared.map((one) => one.base));
  const descendants = await tellsParents(connection, place) ? await countDescendants(connection, place, [...new Set(names.map((one) => one.name))]) : null;
  return {
    package: { registry: found.registry, kind: found.kind, registryId: found.registryId, name: lastName(histories) ?? found.name, foundBy: found.foundBy },
    asOf: question.asOf,
    fields: histories.map(answerOf),
    names,
    presence: presenceRuns(timeline),
    parents: declared.map(({ base, relation }) => ({ name: base, relation, inStore: known.has(base) })),
    descendants,
    others: others.map((one) => ({ name: one.name, registryId: one.registryId, foundBy: one.foundBy })),
  };
}

/** The history of one field of a package, with the snapshots that could not tell it. */
export async function describeField(
  connection: DuckDBConnection,
  question: PackageQuestion,
  field: Field,
): Promise<{ readonly package: PackageDescription['package']; readonly timeline: PackageTimeline; readonly history: FieldHistory; readonly presence: ReturnType<typeof presenceRuns> }> {
  const { found } = await findPackage(connection, question.name, question);
  const timeline = await readTimeline(connection, found, question.asOf);
  const history = await readFieldHistory(connection, timeline, field);
  const { registry, kind, registryId, name, foundBy } = found;
  return { package: { registry, kind, registryId, name, foundBy }, timeline, history, presence: presenceRuns(timeline) };
}

function answerOf(history: FieldHistory): FieldAnswer {
  const { field } = history;
  const period = history.periods.at(-1);
  if (period !== undefined) return { field, known: true, value: period.value, since: period.from, confirmed: period.lastConfirmed };
  const gap = history.gaps.at(-1);
  return { field, known: false, standing: gap?.standing ?? 'not collected', why: gap?.why ?? 'no snapshot tells it' };
}

function lastName(histories: readonly FieldHistory[]): string | null {
  const value = histories.find((one) => one.field === 'name')?.periods.at(-1)?.value;
  return typeof value === 'string' ? value : null;
}

function namesOf(histories: readonly FieldHistory[], found: FoundPackage): PackageDescription['names'] {
  const listed = (histories.find((one) => one.field === 'name')?.periods ?? [])
    .filter((period) => typeof period.value === 'string')
    .map((period) => ({ name: period.value as string, from: period.from.takenAt, until: period.until?.takenAt ?? null, how: 'listed' }));
  const told = found.aliases
    .filter((alias) => !listed.some((one) => one.name === alias.name))
    .map((alias) => ({ name: alias.name, from: null, until: null, how: `${alias.rule}: ${alias.evidence}` }));
  return [...told, ...listed];
}

async function tellsParents(connection: DuckDBConnection, place: TimelinePlace): Promise<boolean> {
  const result = await connection.runAndReadAll(
    `select count(*)::integer from snapshot_field join timeline using (snapshot_key)
     where field = 'base_models' and standing in ('stated', 'derived')
       and registry_key = $registry_key and kind = $kind and position <= $position`,
    { registry_key: place.registryKey, kind: place.kind, position: place.position },
  );
  return result.getRows()[0]?.[0] !== 0;
}
