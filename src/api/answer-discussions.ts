import { isMapping } from '../cards/markdown/front-matter.js';
import { readItems, readLooks } from '../store/mirror-package.js';
import { cacheable } from './caching.js';
import type { FoundRepository } from './found-repository.js';
import { mirrorError } from './mirror-error.js';
import { parseObject } from './parse-object.js';
import { firstRefusal, readCount, refuseUnknown } from './query-values.js';

type Discussion = Readonly<Record<string, unknown>>;

/** Keys of a discussion in the list; its events and diff only come with the discussion itself. */
const listed = ['num', 'title', 'author', 'repo', 'createdAt', 'status', 'isPullRequest', 'numComments', 'numReactionUsers', 'topReactions', 'pinned'];
const perPage = 50;

/** Answers `/api/{kind}s/{id}/discussions` and `/api/{kind}s/{id}/discussions/{num}`, as of the instant. */
export async function answerDiscussions(request: Request, repository: FoundRepository): Promise<Response> {
  const { view, found, route } = repository;
  const all = await readDiscussions(repository);
  if (all === null) return mirrorError(404, `The discussions of ${found.name} were not collected until ${view.takenAt}`, 'EntryNotFound');
  const [number] = route.rest;
  const answer = number === undefined ? listAnswer(request, all) : one(all, number);
  if (answer instanceof Response) return answer;
  const body = JSON.stringify(answer);
  return cacheable(request, view, new Response(body, { headers: { 'Content-Type': 'application/json; charset=utf-8' } }), body);
}

/** The discussions that were there at the instant, newest first; null where nobody looked. */
async function readDiscussions({ view, found }: FoundRepository): Promise<Discussion[] | null> {
  const { engine } = view.store;
  const [items, looks] = await Promise.all([
    readItems(engine, view.timeline, view.position, [found.package_key], 'discussions'),
    readLooks(engine, view.timeline, view.position, found.package_key),
  ]);
  if (items.length === 0 && !looks.some((look) => look.aspect === 'discussions' && (look.outcome === 'seen' || look.outcome === 'none'))) return null;
  return items
    .map((item) => parseObject(item.value))
    .filter((discussion) => discussion !== null)
    .filter((discussion) => isUntil(discussion, view.instant))
    .map((discussion) => asOf(discussion, view.instant))
    .sort((left, right) => text(right['createdAt']).localeCompare(text(left['createdAt'])) || Number(right['num']) - Number(left['num']));
}

function isUntil(value: Discussion, instant: string): boolean {
  const at = Date.parse(text(value['createdAt']));
  return Number.isNaN(at) || at <= Date.parse(instant);
}

/** A discussion without what happened to it later: its state is then that of the last change before. */
function asOf(discussion: Discussion, instant: string): Discussion {
  const events: unknown = discussion['events'];
  if (!Array.isArray(events)) return discussion;
  const known = events.filter((event): event is Discussion => isMapping(event) && isUntil(event, instant));
  if (known.length === events.length) return discussion;
  const change = known.findLast((event) => event['type'] === 'status-change');
  const status = isMapping(change?.['data']) ? change['data']['status'] : 'open';
  return { ...discussion, events: known, status, numComments: known.filter((event) => event['type'] === 'comment').length };
}

function listAnswer(request: Request, all: readonly Discussion[]): unknown {
  const query = new URL(request.url).searchParams;
  const page = readCount(query, 'p', { least: 0, otherwise: 0, most: 1e6 });
  const type = readWord(query, 'type', ['all', 'discussion', 'pull_request']);
  const status = readWord(query, 'status', ['all', 'open', 'closed']);
  const sort = readWord(query, 'sort', ['recently-created', 'reactions']);
  const refused = firstRefusal(refuseUnknown(query, ['p', 'type', 'status', 'author', 'search', 'sort']), page, type, status, sort);
  if (refused !== null) return refused;
  const author = query.get('author');
  const search = query.get('search')?.toLowerCase() ?? null;
  const fitting = all.filter((discussion) => (type === null || type === 'all' || (discussion['isPullRequest'] === true) === (type === 'pull_request'))
    && (author === null || (isMapping(discussion['author']) && discussion['author']['name'] === author))
    && (search === null || text(discussion['title']).toLowerCase().includes(search)));
  const shown = fitting.filter((discussion) => status === null || status === 'all' || isOpen(discussion) === (status === 'open'));
  if (sort === 'reactions') shown.sort((left, right) => Number(right['numReactionUsers'] ?? 0) - Number(left['numReactionUsers'] ?? 0));
  const start = Number(page) * perPage;
  return {
    discussions: shown.slice(start, start + perPage).map((discussion) => Object.fromEntries(listed.flatMap((key) => (key in discussion ? [[key, discussion[key]]] : [])))),
    count: shown.length, start, numClosedDiscussions: fitting.filter((discussion) => !isOpen(discussion)).length,
  };
}

function isOpen(discussion: Discussion): boolean {
  return discussion['status'] === 'open' || discussion['status'] === 'draft';
}

function readWord(query: URLSearchParams, name: string, allowed: readonly string[]): string | null | Response {
  const word = query.get(name);
  return word === null || allowed.includes(word) ? word : mirrorError(400, `Invalid ${name}; expected one of ${allowed.join(', ')}, got ${word}`);
}

function one(all: readonly Discussion[], number: string): Discussion | Response {
  const found = all.find((discussion) => String(discussion['num']) === number);
  return found ?? mirrorError(404, `Discussion ${number} not found`, 'EntryNotFound');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
