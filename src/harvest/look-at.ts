import type { Aspect } from '../core/aspect.js';
import { RegistryError } from '../core/errors.js';
import type { DetailSubject, FollowingRequests, HarvestPlan, HarvestRequest } from '../core/harvest-plan.js';
import type { Kind } from '../core/registry.js';
import type { Archive, Purpose } from './archive.js';
import type { ArchivableAnswer, HarvestClient } from './client.js';
import type { PackageWork } from './harvest-packages.js';

/** Requests of one look at most: a repository of a hundred thousand files has a hundred pages of them. */
const longestLook = 5_000;

/** What a look showed that others need. */
export interface Seen {
  /** Paths of the files, where they were looked at. */
  readonly files: readonly string[] | null;
  /** The record, where it was asked for and shown. */
  readonly record: unknown;
}

/**
 * Looks at one aspect of a package: asks, follows what the answers ask for, and archives them; the last one ends the look,
 * so that a look that broke off is none. Rejects with a
 * RegistryError where an answer is not to be had, which is archived as a failure.
 */
export async function lookAt(
  plan: HarvestPlan,
  kind: Kind,
  work: PackageWork,
  aspect: Aspect | 'record',
  files: readonly string[] | null,
  client: HarvestClient,
  archive: Archive,
  properties: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Seen> {
  const subject = await subjectOf(work, aspect, files);
  const queue: HarvestRequest[] = aspect === 'record' ? [plan.record(kind, subject.name, properties)] : [...plan.details.first(kind, aspect, subject)];
  if (queue.length === 0) throw new RegistryError(`${client.endpoint}: cannot be asked for (${JSON.stringify(subject.name.slice(0, 100))}); expected the name of a package`);
  const firstRoute = routeOf(queue[0] as HarvestRequest);
  const seen = new Set(queue.map((one) => one.path));
  const paths: string[] = [];
  let record: unknown = null;
  let whole = true;
  for (let asked = 0; queue.length > 0; asked += 1) {
    const request = queue.shift() as HarvestRequest;
    if (asked >= longestLook) throw new RegistryError(`${client.endpoint}: too many answers (${request.path}); expected at most ${longestLook} for one look`);
    const there = archive.has(request.path);
    const answer = await (there ? archive.read(request, signal) : ask(request));
    const { requests, whole: stillWhole } = following(answer);
    whole &&= stillWhole;
    if (asked > 0 && answer.status !== 200 && routeOf(request) === firstRoute) {
      await archive.writeFailure(request, answer);
      throw new RegistryError(`${client.endpoint}: a page of a look is missing (${request.path}); expected status 200, got ${answer.status}`, answer.status);
    }
    // A discussion that moved from one page to the next is named twice and asked for once.
    const fresh = requests.filter((one) => !seen.has(one.path));
    for (const one of fresh) seen.add(one.path);
    queue.push(...fresh);
    if (aspect === 'files' && answer.status === 200) paths.push(...filePaths(answer.body));
    if (aspect === 'record' && answer.status === 200) record = answer.body;
    if (there) continue;
    const about = { id: subject.id, name: subject.name, aspect, revision: subject.revision, last: queue.length === 0, whole };
    await archive.write(purposeOf(aspect), { ...answer, about });
  }
  return { files: aspect === 'files' ? paths : null, record };

  async function ask(request: HarvestRequest): Promise<ArchivableAnswer> {
    try {
      return await client.get(request, signal, { refuse: leadsBack });
    } catch (error) {
      if (error instanceof RegistryError && signal?.aborted !== true) await archive.writeFailure(request, error);
      throw error;
    }
  }

  /** Pages of one list that lead round in a circle would never end. */
  function leadsBack(answer: ArchivableAnswer): string | null {
    const pages = following(answer).requests.filter((one) => routeOf(one) === firstRoute && routeOf(one) === answer.path.split('?')[0]);
    return pages.some((one) => seen.has(one.path)) ? 'a page that leads back to one already read' : null;
  }

  function following(answer: ArchivableAnswer): FollowingRequests {
    return aspect === 'record' ? { requests: [], whole: true } : plan.details.following(kind, aspect, subject, answer);
  }
}

async function subjectOf(work: PackageWork, aspect: Aspect | 'record', files: readonly string[] | null): Promise<DetailSubject> {
  const { subject } = work;
  const nothing: DetailSubject = { ...subject, files, knownRevision: null, knownItems: new Map() };
  if (aspect === 'discussions' || aspect === 'commits') {
    const { revision, items } = await work.known(aspect);
    return { ...nothing, knownRevision: revision, knownItems: items };
  }
  if (aspect !== 'config' || files !== null) return nothing;
  const known = await work.known('files');
  return { ...nothing, files: known.revision !== null && known.revision === subject.revision ? [...known.items.keys()] : null };
}

/** The path of a request without its query: pages of one list share it. */
function routeOf(request: HarvestRequest): string {
  return request.path.split('?')[0] ?? '';
}

function purposeOf(aspect: Aspect | 'record'): Purpose & ('record' | 'card' | 'detail') {
  return aspect === 'record' ? 'record' : aspect === 'cards' ? 'card' : 'detail';
}

function filePaths(body: unknown): string[] {
  return (Array.isArray(body) ? body : []).flatMap((entry: unknown) => {
    const path = typeof entry === 'object' && entry !== null ? (entry as Record<string, unknown>)['path'] : null;
    return typeof path === 'string' ? [path] : [];
  });
}
