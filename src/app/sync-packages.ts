import { existsSync } from 'node:fs';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Aspect } from '../core/aspect.js';
import { UsageError } from '../core/errors.js';
import type { ChangeHint } from '../core/harvest-plan.js';
import type { Kind, Registry } from '../core/registry.js';
import { createAdaptiveConcurrency } from '../harvest/adaptive-concurrency.js';
import { openArchive } from '../harvest/archive.js';
import { instantOf } from '../harvest/answer-instant.js';
import type { Clock } from '../harvest/clock.js';
import { harvestPackages, type FailedLook, type PackageWork } from '../harvest/harvest-packages.js';
import { createPoliteClient } from '../harvest/polite-fetch.js';
import { harvestMemory } from '../store/open-store.js';
import { selectRows } from '../store/rows.js';
import { openForPlanning } from './choose-work.js';
import { mergeArchive, type ArchiveOutcome } from './merge-archive.js';
import type { Progress } from './progress.js';
import { readKnown } from './read-known.js';
import type { RegistryAccess } from './registry-access.js';
import { toolVersion } from './tool.js';
import { withWriter } from './with-store.js';

export interface PackagesRequest {
  readonly registry: Registry;
  readonly kind: Kind;
  readonly access: RegistryAccess;
  readonly storePath: string;
  /** Folder in which a new archive is made. */
  readonly archives: string;
  /** What may have changed; hints about other kinds are passed over. */
  readonly hints: readonly ChangeHint[];
  /** Of the aspects that hints name, those that are collected. */
  readonly aspects: readonly Aspect[];
  readonly concurrency: number;
  /** Secrets beside the token, which must not get into the archive. */
  readonly secrets: readonly string[];
  readonly clock: Clock;
  readonly fetch?: typeof globalThis.fetch;
  readonly signal?: AbortSignal | undefined;
  readonly progress: Progress;
}

export interface PackagesSync {
  /** What became of the answers; null where nothing had to be asked. */
  readonly recorded: ArchiveOutcome | null;
  readonly archive: string | null;
  /** Packages that were asked for. */
  readonly asked: number;
  /** Hints that say nothing new: the store has that revision already. */
  readonly known: number;
  readonly failures: readonly FailedLook[];
  readonly missing: string | null;
}

/**
 * Asks for single packages because of hints that they changed, and records what the registry answers: only that is a
 * fact. Several hints about one package are one question; one that names the revision which the store has is none.
 */
export async function syncPackages(request: PackagesRequest): Promise<PackagesSync> {
  const { registry, kind, access, clock, signal, progress } = request;
  const plan = registry.harvest;
  if (plan === null) throw new UsageError(`${registry.slug}: cannot be asked (${kind}); expected a registry that is harvested`);
  const planning = await openForPlanning(request.storePath);
  try {
    const hints = mergeHints(request.hints.filter((hint) => hint.kind === kind));
    const fresh = await withoutKnown(planning.connection, registry.slug, kind, hints);
    const known = hints.length - fresh.length;
    if (fresh.length === 0) return { recorded: null, archive: null, asked: 0, known, failures: [], missing: null };
    const concurrency = createAdaptiveConcurrency(request.concurrency, request.concurrency);
    const client = createPoliteClient({
      endpoint: access.endpoint, userAgent: access.userAgent, token: access.token, clock,
      ...(request.fetch === undefined ? {} : { fetch: request.fetch }),
      onExchange: (exchange) => concurrency.report(exchange),
    });
    const folder = newFolder(request.archives, `${registry.slug}-${kind}-events-${clock.now().toISOString().replace(/[-:.]/g, '')}`);
    const aspects = plan.details.aspects.filter((aspect) => request.aspects.includes(aspect));
    const properties = [...plan.properties[kind].light];
    const archive = await openArchive(folder, {
      registry: registry.slug, kind, endpoint: access.endpoint, toolVersion, clock, authenticated: access.token !== undefined,
      asked: { scope: 'packages', properties, aspects, filter: {} },
      secrets: [...(access.token === undefined ? [] : [access.token]), ...request.secrets],
    });
    let outcome;
    try {
      const work = fresh.map((hint): PackageWork => {
        const subject = { id: hint.id, name: hint.name, revision: hint.revision };
        const chosen: PackageWork['aspects'] = ['record', ...aspects.filter((aspect) => hint.aspects.includes(aspect))];
        return { subject, aspects: chosen, known: (aspect) => readKnown(planning.connection, registry.slug, kind, subject, aspect) };
      });
      outcome = await harvestPackages(plan, kind, work, client, archive, { properties, concurrency, signal });
      signal?.throwIfAborted();
      const newest = archive.newest('record');
      if (newest !== null) await archive.describe({ snapshotAt: instantOf(newest), simulated: newest.headers['x-hubscope-simulated'] ?? null });
      await archive.finish(outcome.reason);
    } finally {
      await archive.close();
    }
    const result = { archive: folder, asked: fresh.length, known, failures: outcome.failures, missing: outcome.reason };
    // Nothing was answered: there is nothing to record, and the next listing will tell.
    if (archive.newest('record') === null) return { ...result, recorded: null };
    const recorded = await withWriter(request.storePath, `watch ${registry.slug}`, signal, async (writer) => {
      const merged = await mergeArchive(writer.connection, folder, { now: () => clock.now(), progress, signal });
      if (merged.snapshot.outcome === 'recorded') await writer.publish(true);
      return merged;
    }, { memory: harvestMemory });
    return { ...result, recorded };
  } finally {
    planning.close();
  }
}

/** One hint per package: the newest name and revision, and all aspects that any of them named. */
function mergeHints(hints: readonly ChangeHint[]): ChangeHint[] {
  const byPackage = new Map<string, ChangeHint>();
  for (const hint of hints) {
    const key = hint.id ?? hint.name;
    const before = byPackage.get(key);
    byPackage.set(key, before === undefined ? hint : {
      ...hint, revision: hint.revision ?? before.revision, aspects: [...new Set([...before.aspects, ...hint.aspects])],
    });
  }
  return [...byPackage.values()];
}

/** Leaves out hints about content of the very revision that the store has under that name: messages come more than once. */
async function withoutKnown(connection: DuckDBConnection, registry: string, kind: Kind, hints: readonly ChangeHint[]): Promise<ChangeHint[]> {
  const ids = hints.flatMap((hint) => (hint.id !== null && hint.revision !== null ? [hint.id] : []));
  const rows = await selectRows<{ id: string; revision: string | null; name: string | null }>(
    connection,
    `with meant as (
       select package_key, registry_id from package join registry using (registry_key)
       where slug = $registry and kind = $kind and registry_id in (select unnest(from_json($ids, '["VARCHAR"]')))
     )
     select
       registry_id as id,
       (select arg_max_null(value, position) from history_revision join timeline using (snapshot_key) where history_revision.package_key = meant.package_key) as revision,
       (select name from package_name where package_name.package_key = meant.package_key) as name
     from meant`,
    { registry, kind, ids: JSON.stringify(ids) },
  );
  const known = new Map(rows.map((row) => [row.id, row]));
  return hints.filter((hint) => {
    const there = hint.id === null ? undefined : known.get(hint.id);
    // A hint without aspects is about something other than content: a move, a removal, a setting.
    const saysNothing = there !== undefined && hint.revision !== null && there.revision === hint.revision && there.name === hint.name;
    return !saysNothing || hint.aspects.length === 0 || hint.aspects.includes('discussions');
  });
}

function newFolder(archives: string, name: string): string {
  let folder = path.join(archives, name);
  for (let number = 2; existsSync(folder); number += 1) folder = path.join(archives, `${name}-${number}`);
  return folder;
}
