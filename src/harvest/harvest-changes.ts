import { RegistryError } from '../core/errors.js';
import type { HarvestPlan, HarvestRequest, ListingQuery } from '../core/harvest-plan.js';
import type { Kind } from '../core/registry.js';
import type { Archive } from './archive.js';
import { readAnswers } from './archive.js';
import { instantOf } from './answer-instant.js';
import type { ArchivableAnswer, HarvestClient } from './client.js';

export interface ChangesOptions {
  readonly query: ListingQuery;
  /** Instant since which changes count: that of the first page of the listing. */
  readonly since: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: { readonly pages: number }) => void;
}

export interface ChangesOutcome {
  readonly pages: number;
  /** Why what changed while the listing was read is not known; null where it is. */
  readonly reason: string | null;
  /** What a person should know: a registry that cannot tell what changed. */
  readonly note: string | null;
}

/** Clocks of many servers differ a little, and a list may lag behind the commit. */
const overlapMs = 5 * 60_000;

/** A busy registry always has something new; the first pass over the changes takes far less time than the listing. */
const mostRounds = 3;

/**
 * Asks for what changed while the listing was read, newest first, until everything is older than the listing's
 * beginning; and again, as long as the pass itself found changes, because what changes during it moves to the front.
 * Packages stand in the archive twice then, and the later answer counts. Answers archived by a killed run are taken first.
 */
export async function harvestChanges(
  plan: HarvestPlan,
  kind: Kind,
  client: HarvestClient,
  archive: Archive,
  { query, since, signal, onProgress }: ChangesOptions,
): Promise<ChangesOutcome> {
  const kept: ArchivableAnswer[] = [];
  if (archive.manifest.answers.changes > 0) for await (const answer of readAnswers(archive.folder, 'changes')) kept.push(answer);
  let pages = 0;
  let from = Date.parse(since) - overlapMs;

  async function ask(request: HarvestRequest, seen: ReadonlySet<string>): Promise<ArchivableAnswer> {
    const before = kept.shift();
    if (before !== undefined) return before;
    function refuse(given: ArchivableAnswer): string | null {
      const next = given.status === 200 ? plan.nextPage(given, client.endpoint)?.path : undefined;
      return next !== undefined && (next === given.path || seen.has(next)) ? 'a page that leads back to one already read' : null;
    }
    const answer = await client.get(request, signal, { refuse });
    if (answer.status === 200) await archive.write('changes', answer);
    return answer;
  }

  try {
    for (let round = 1; round <= mostRounds; round += 1) {
      let request: HarvestRequest | null = plan.changedFirst(kind, query);
      let beganAt: string | null = null;
      let found = false;
      const seen = new Set<string>();
      while (request !== null) {
        const answer: ArchivableAnswer = await ask(request, seen);
        if (answer.status !== 200) {
          const allowed = plan.allowed(request, answer);
          if (allowed !== null && !seen.has(allowed.path)) {
            request = allowed;
            continue;
          }
          const got = `expected status 200, got ${answer.status}`;
          if (answer.status === 400) return { pages, reason: null, note: `${client.endpoint}: cannot tell what changed meanwhile (${request.path}); ${got}` };
          throw new RegistryError(`${client.endpoint}: no page of changes (${request.path}); ${got}`, answer.status);
        }
        pages += 1;
        onProgress?.({ pages });
        beganAt ??= instantOf(answer);
        seen.add(answer.path);
        const times = (Array.isArray(answer.body) ? answer.body : []).map((element) => plan.changedAt(element));
        found ||= times.some((at) => at !== null && Date.parse(at) >= from + overlapMs);
        const goesOn = times.length > 0 && times.every((at) => at !== null && Date.parse(at) >= from);
        request = goesOn ? plan.nextPage(answer, client.endpoint) : null;
      }
      if (!found || beganAt === null) break;
      from = Date.parse(beganAt) - overlapMs;
    }
    return { pages, reason: null, note: null };
  } catch (error) {
    if (signal?.aborted === true || !(error instanceof RegistryError)) throw error;
    await archive.writeFailure(plan.changedFirst(kind, query), error);
    return { pages, reason: `what changed while the listing was read is not known: ${error.message}`, note: null };
  }
}
