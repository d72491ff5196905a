import type { Aspect } from '../../core/aspect.js';
import type { Answer, DetailPlan, DetailSubject, FollowingRequests, HarvestRequest } from '../../core/harvest-plan.js';
import type { Kind } from '../../core/registry.js';
import { apiRoute, fileRoute } from './repository-path.js';

/** Small text files that say how a package is configured, under the terms of the libraries that write them. */
const configFiles = [
  'config.json', 'adapter_config.json', 'model_index.json', 'generation_config.json', 'tokenizer_config.json',
  'preprocessor_config.json', 'processor_config.json', 'special_tokens_map.json', 'LICENSE', 'LICENSE.md', 'LICENSE.txt', 'dataset_infos.json',
];

/** Most commits that the hub gives in one answer. */
const commitsPerPage = 1000;

/**
 * How the aspects of one repository are asked for. Files come through resolver addresses, whose limit is several times
 * that of the interface, at the revision of the record, so that card and record belong together.
 */
export const detailPlan: DetailPlan = {
  aspects: ['files', 'cards', 'config', 'commits', 'refs', 'discussions', 'security'],
  usualRequests: { files: 1, cards: 1, config: 2, commits: 1, refs: 1, discussions: 2, security: 1 },
  first: firstRequests,
  following(kind, aspect, subject, answer) {
    const nothing: FollowingRequests = { requests: [], whole: true };
    if (answer.status !== 200) return nothing;
    switch (aspect) {
      case 'files':
        return { requests: nextPage(answer), whole: true };
      case 'commits':
        return followingCommits(subject, answer);
      case 'discussions':
        return followingDiscussions(kind, subject, answer);
      case 'cards':
      case 'config':
      case 'refs':
      case 'security':
        return nothing;
    }
  },
};

function firstRequests(kind: Kind, aspect: Aspect, subject: DetailSubject): HarvestRequest[] {
  const route = apiRoute(kind, subject.name);
  if (route === null) return [];
  const revision = encodeURIComponent(subject.revision ?? 'main');
  switch (aspect) {
    case 'cards':
      return [fileRequest(kind, subject, 'README.md')];
    case 'config': {
      const there = configFiles.filter((file) => subject.files?.includes(file) === true);
      // Without any, or where nobody knows, one is asked for: then the registry itself says that there is none.
      return (there.length === 0 ? ['config.json'] : there).map((file) => fileRequest(kind, subject, file));
    }
    case 'files':
      return [json(`${route}/tree/${revision}?recursive=true`)];
    case 'commits':
      return [json(`${route}/commits/${revision}?p=0&limit=${commitsPerPage}`)];
    case 'refs':
      return [json(`${route}/refs?include_prs=1`)];
    case 'discussions':
      return [json(`${route}/discussions?p=0`)];
    case 'security':
      return [json(`${route}/scan`)];
  }
}

function json(path: string): HarvestRequest {
  return { path, accept: 'json' };
}

function fileRequest(kind: Kind, { name, revision }: DetailSubject, file: string): HarvestRequest {
  // The name was looked at by firstRequests.
  return { path: fileRoute(kind, name, revision, file) ?? '/', accept: 'text', hashedByGit: true };
}

/** The next page of one repository's list. Only the query is taken from the `Link`: it cannot lead anywhere else. */
function nextPage(answer: Answer): HarvestRequest[] {
  const target = /<([^>]*)>\s*;\s*rel="?next"?/.exec(answer.headers['link'] ?? '')?.[1];
  const here = answer.path.split('?')[0] ?? '';
  const search = target !== undefined && URL.canParse(target, 'http://hub') ? new URL(target, 'http://hub').search : '';
  return search === '' ? [] : [json(`${here}${search}`)];
}

/** Newest first: where a commit that was known comes up, all older ones are known too. */
function followingCommits(subject: DetailSubject, answer: Answer): FollowingRequests {
  const ids = listOf(answer.body).map((commit) => commit['id']);
  if (subject.knownRevision !== null && ids.includes(subject.knownRevision)) return { requests: [], whole: false };
  return { requests: nextPage(answer), whole: true };
}

/** Another page of the list, and the events of those discussions that are new or not as they were. */
function followingDiscussions(kind: Kind, subject: DetailSubject, answer: Answer): FollowingRequests {
  const body = answer.body as Record<string, unknown> | null;
  const entries = listOf(body?.['discussions']);
  // The events of one discussion have no list in them.
  if (body === null || !Array.isArray(body['discussions'])) return { requests: [], whole: true };
  const route = apiRoute(kind, subject.name) ?? '';
  const details = entries
    .filter((entry) => Number.isSafeInteger(entry['num']) && !isKnown(entry, subject.knownItems.get(String(entry['num']))))
    .map((entry) => json(`${route}/discussions/${String(entry['num'])}`));
  const read = Number(body['start'] ?? 0) + entries.length;
  const page = Number(/[?&]p=(\d+)/.exec(answer.path)?.[1] ?? 0);
  const more = entries.length > 0 && read < Number(body['count'] ?? 0);
  return { requests: [...details, ...(more ? [json(`${route}/discussions?p=${page + 1}`)] : [])], whole: true };
}

/** Whether all that the list says of a discussion is as it was when its events were read. */
function isKnown(entry: Record<string, unknown>, known: string | undefined): boolean {
  return known !== undefined && isWithin(entry, JSON.parse(known));
}

/** Whether everything a value says is said by another one, which may say more. */
function isWithin(value: unknown, other: unknown): boolean {
  if (value === null || value === undefined) return other === null || other === undefined;
  if (typeof value !== 'object') return value === other;
  if (typeof other !== 'object' || other === null) return false;
  if (Array.isArray(value)) return Array.isArray(other) && value.length === other.length && value.every((one, index) => isWithin(one, other[index]));
  return Object.entries(value).every(([key, one]) => isWithin(one, (other as Record<string, unknown>)[key]));
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null) : [];
}
