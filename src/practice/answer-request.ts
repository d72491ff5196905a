import { answerDetail } from './answer-detail.js';
import { answerDiscussions } from './answer-discussions.js';
import { answerFile, readFileRoute } from './answer-file.js';
import { answerCommits, answerRefs } from './answer-history.js';
import { answerTags } from './answer-tags.js';
import { answerPathsInfo, answerTree, answerTreeSize } from './answer-tree.js';
import { decodePart, findRepository, jsonAnswer, noSuchPage } from './find-repository.js';
import { authentication, hubError } from './hub-error.js';
import type { SnapshotIndex } from './index-snapshot.js';
import { answerList } from './list-models.js';
import type { createPageCache } from './list-models.js';
import { scanRepository } from './repository-scan.js';
import type { Repository } from './repository.js';
import type { PackageKind } from './world.js';

/** What a route needs of the world at the time that was asked for. */
export interface Moment {
  readonly request: Request;
  /** `/asof/<instant>`, or nothing. */
  readonly prefix: string;
  readonly indexOf: (kind: PackageKind) => SnapshotIndex;
  readonly cache: ReturnType<typeof createPageCache>;
  /** Rows of the page before that a list page is to begin with. */
  readonly repeated?: number;
}

const kindOfPath: Readonly<Record<string, PackageKind>> = { models: 'model', datasets: 'dataset' };

/** Body of a form or a list of paths at most; the hub's own limit is not documented. */
const longestBody = 5 * 1024 * 1024;

/** Routes below `/api/{kind}s/{id}/`, by the word after the name; `rest` is what follows it, null where nothing does. */
const subroutes = ['revision', 'tree', 'paths-info', 'treesize', 'commits', 'refs', 'discussions', 'scan'] as const;
type Subroute = (typeof subroutes)[number];
const below = `/(${subroutes.join('|')})(?:/(.*))?$`;
/** With an owner first: `a/tree/refs` is the references of `a/tree` where there is such a package, and a revision of `a` otherwise. */
const withSubroute = [new RegExp(`^([^/]+/[^/]+)${below}`, 's'), new RegExp(`^([^/]+)${below}`, 's')];

interface ApiPath {
  readonly name: string;
  readonly subroute: Subroute | null;
  readonly rest: string | null;
}

/** Whether a path is one that is asked by POST. */
export function takesPost(path: string): boolean {
  return /^\/api\/(models|datasets)\/[^/]+(\/[^/]+)?\/paths-info\/./.test(path);
}

/** Whether a path is that of a list of packages. */
export function isListPath(path: string): boolean {
  return path === '/api/models' || path === '/api/datasets';
}

/** What a path can mean, and of that the first that names a package, or the first at all; null where it means nothing. */
function readApiPath(path: string, index: SnapshotIndex): ApiPath | null {
  const candidates: ApiPath[] = /^[^/]+(?:\/[^/]+)?$/.test(path) ? [{ name: path, subroute: null, rest: null }] : [];
  for (const form of withSubroute) {
    const [, name, subroute, rest] = form.exec(path) ?? [];
    if (name !== undefined) {
      candidates.push({ name, subroute: subroute as Subroute, rest: rest ?? null });
    }
  }
  return candidates.find(({ name }) => {
    const decoded = decodePart(name.replace('/', '%2F'));
    return decoded !== null && index.find(decoded) !== null;
  }) ?? candidates[0] ?? null;
}

/** Answers a request by its path without the time prefix. Never throws for what a client sends. */
export async function answerRequest(moment: Moment, path: string): Promise<Response> {
  const { request } = moment;
  const who = authentication(request.headers.get('authorization') ?? undefined);
  if (who === 'invalid') {
    return hubError(401, 'Invalid credentials in Authorization header');
  }
  if (path === '/api/whoami-v2') {
    return who === 'token' ? jsonAnswer(visitor) : hubError(401, 'Invalid username or password.');
  }
  const [, words, tail] = /^\/api\/(models|datasets)(\/.*|-tags-by-type)?$/s.exec(path) ?? [];
  if (words !== undefined) {
    const index = moment.indexOf(kindOfPath[words] as PackageKind);
    return tail === undefined
      ? answerList(request, index, moment.cache, moment.repeated)
      : tail === '-tags-by-type' ? answerTags(request, index) : answerPackage(moment, index, words, tail.slice(1));
  }
  if (path.startsWith('/api/')) {
    return noSuchPage();
  }
  const typePath = path.startsWith('/datasets/') ? '/datasets' : '';
  const route = readFileRoute(path.slice(typePath.length + 1));
  return route === null
    ? noSuchPage()
    : answerFile({ request, prefix: moment.prefix, index: moment.indexOf(typePath === '' ? 'model' : 'dataset') }, route, typePath);
}

const visitor = {
  type: 'user', id: '000000000000000000000001', name: 'practice', fullname: 'Practice', isPro: false, orgs: [],
  auth: { type: 'access_token', accessToken: { displayName: 'practice', role: 'read' } },
} as const;

async function answerPackage(moment: Moment, index: SnapshotIndex, words: string, path: string): Promise<Response> {
  const { request, prefix } = moment;
  const asked = { request, prefix, index };
  const read = readApiPath(path, index);
  if (read === null) {
    return noSuchPage();
  }
  const { name, subroute, rest } = read;
  const further = subroute === null ? '' : `/${subroute}${rest === null ? '' : `/${rest}`}`;
  const repository = findRepository(asked, name, (id) => `/api/${words}/${id}${further}`);
  if (repository instanceof Response) {
    return repository;
  }
  if (subroute === 'paths-info') {
    if (request.method !== 'POST') {
      return hubError(405, `Expected POST, got ${request.method}`, null, { Allow: 'POST' });
    }
    const body = await request.text();
    return body.length > longestBody ? hubError(413, `Body too long; expected at most ${longestBody} bytes`) : answerPathsInfo(asked, repository, rest ?? '', body);
  }
  return answerRead(asked, repository, subroute, rest);
}

function answerRead(asked: Parameters<typeof answerTree>[0], repository: Repository, subroute: Exclude<Subroute, 'paths-info'> | null, rest: string | null): Response {
  switch (subroute) {
    case null:
      return answerDetail(asked, repository, null);
    case 'revision':
      return rest === null ? noSuchPage() : answerDetail(asked, repository, rest);
    case 'tree':
      return answerTree(asked, repository, rest ?? '');
    case 'treesize':
      return answerTreeSize(repository, rest ?? '');
    case 'commits':
      return answerCommits(asked, repository, rest ?? '');
    case 'refs':
      return rest === null ? answerRefs(asked, repository) : noSuchPage();
    case 'discussions':
      return answerDiscussions(asked, repository, rest);
    case 'scan':
      return rest === null ? jsonAnswer(scanRepository(repository)) : noSuchPage();
  }
}
