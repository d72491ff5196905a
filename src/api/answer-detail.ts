import { isMapping } from '../cards/markdown/front-matter.js';
import { findByName, readNameMeaning } from '../store/mirror-names.js';
import { readItems, readValues } from '../store/mirror-package.js';
import { isWorldProperty, propertyOf } from '../store/mirror-projection.js';
import { cacheable } from './caching.js';
import { treePosition } from './file-tree.js';
import { findRevision, readRevisionsOf, revisionNotFound, type AtRevision } from './find-revision.js';
import type { FoundRepository } from './found-repository.js';
import { mirrorError, noSuchRoute } from './mirror-error.js';
import { mayHaveTexts, readTextProperties } from './package-texts.js';
import { parseObject } from './parse-object.js';
import { detailDefaults, expandable } from './properties.js';
import { firstRefusal, readExpand, readFlag, refuseUnknown } from './query-values.js';

/** Answers `/api/{kind}s/{id}` and `/api/{kind}s/{id}/revision/{rev}`. */
export async function answerDetail(request: Request, repository: FoundRepository): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const { view, found, route } = repository;
  const asked = {
    unknown: refuseUnknown(query, ['expand', 'expand[]', 'blobs', 'securityStatus']),
    expand: readExpand(query, expandable(view.timeline.kind, 'detail')),
    blobs: readFlag(query, 'blobs'), securityStatus: readFlag(query, 'securityStatus'),
  };
  const refused = firstRefusal(...Object.values(asked));
  if (refused !== null) return refused;
  const at = await atRevision(repository);
  if (at instanceof Response) return at;
  const contentAt = at.revision.isMain ? view.position : recordPosition(at);
  if (contentAt === null) {
    return mirrorError(404, `Of revision ${at.revision.commit ?? route.rest.join('/')} of ${found.name} no record was kept`, 'RevisionNotFound');
  }
  const properties = asked.expand instanceof Response || asked.expand === null ? detailDefaults(view.timeline.kind) : asked.expand;
  const answer = await describe(at, contentAt, properties, asked.blobs === true);
  if (asked.securityStatus === true) {
    const [scan] = await readItems(view.store.engine, view.timeline, view.position, [found.package_key], 'security');
    const status = scan === undefined ? null : parseObject(scan.value);
    if (status !== null) answer['securityRepoStatus'] = status;
  }
  const body = JSON.stringify(answer);
  const response = new Response(body, { headers: { 'Content-Type': 'application/json; charset=utf-8', ...observed(repository) } });
  return cacheable(request, view, response, body);
}

async function atRevision(repository: FoundRepository): Promise<AtRevision | Response> {
  const { route } = repository;
  if (route.route === null) {
    const all = await readRevisionsOf(repository);
    return { ...repository, revision: { commit: all.main, isMain: true, all } };
  }
  const named = await findRevision(repository, route.rest);
  if (named instanceof Response) return named;
  return named.path === '' ? named.at : revisionNotFound(repository, route.rest.join('/'));
}

/** The newest position at which a snapshot showed the package at that revision; null where none did. */
function recordPosition({ revision, view }: AtRevision): number | null {
  const stretch = revision.all.stated.find((one) => one.revision === revision.commit);
  return stretch === undefined ? null : stretch.until === null ? view.position : stretch.until - 1;
}

/** The answer as an object: `_id`, `id` and the properties that are known. Popularity is of the instant, content of the revision. */
async function describe(at: AtRevision, contentAt: number, properties: readonly string[], blobs: boolean): Promise<Record<string, unknown>> {
  const { view, found, revision } = at;
  const key = found.package_key;
  const values: Record<string, unknown> = {
    ...Object.fromEntries(properties.filter(isWorldProperty).map((name) => [name, propertyOf(found, name)])), sha: revision.commit,
  };
  if (revision.isMain && revision.all.commits?.[0]?.id === revision.commit) values['lastModified'] = revision.all.commits?.[0]?.date;
  if (!revision.isMain) Object.assign(values, await contentOf(at, contentAt));
  if (mayHaveTexts(view, properties)) {
    const filesAt = treePosition(at);
    Object.assign(values, (await readTextProperties(view, contentAt, [key], properties, { blobs, filesAt })).get(key));
  }
  if (properties.includes('baseModels')) values['baseModels'] = await baseModelsOf(at, contentAt);
  const shown = properties.flatMap((name) => (values[name] === undefined || values[name] === null ? [] : [[name, values[name]] as const]));
  return { _id: found._id, id: found.name, ...Object.fromEntries(shown), ...(found.derived_id ? { hubscopeDerivedId: true } : {}) };
}

/** What a commit can change, as a snapshot showed it at that revision. */
async function contentOf({ view, found, revision }: AtRevision, position: number): Promise<Record<string, unknown>> {
  const key = found.package_key;
  const values = await readValues(view.store.engine, view.timeline, position, [key], ['tags', 'task', 'library']);
  const commit = revision.all.commits?.find((one) => one.id === revision.commit);
  return {
    tags: values.get('tags')?.get(key)?.value, pipeline_tag: values.get('task')?.get(key)?.value,
    library_name: values.get('library')?.get(key)?.value, lastModified: commit?.date,
  };
}

const relations = ['finetune', 'adapter', 'quantized', 'merge'];

/** Declared parents that are there, by the names they have as of the instant; null where none is, or no relation is stated. */
async function baseModelsOf({ view, world, found }: AtRevision, position: number): Promise<unknown> {
  const { engine } = view.store;
  const stated = (await readValues(engine, view.timeline, position, [found.package_key], ['base_models'])).get('base_models');
  const declared: unknown = stated?.get(found.package_key)?.value;
  const parents = Array.isArray(declared) ? declared.filter(isMapping) : [];
  const relation = parents.map((one) => one['relation']).find((one) => typeof one === 'string' && relations.includes(one));
  const models: { _id: string; id: string }[] = [];
  for (const { base } of parents) {
    if (typeof base !== 'string') continue;
    const meaning = await readNameMeaning(engine, view.timeline, world, base);
    const parent = meaning.is === 'there' ? meaning.found : meaning.is === 'renamed' ? await findByName(engine, world, meaning.to) : null;
    if (parent !== null) models.push({ _id: parent._id, id: parent.name });
  }
  return models.length === 0 || relation === undefined ? null : { relation, models };
}

/** When the popularity was observed, and how old that is at the instant asked for, in seconds. */
function observed({ view, found }: FoundRepository): Record<string, string> {
  const isKnown = found.downloads !== null || found.likes !== null;
  const at = found.popular_at === null || !isKnown ? undefined : view.timeline.moments[found.popular_at - 1]?.takenAt;
  return {
    ...(at === undefined ? {} : {
      'X-Observed-At': at, 'X-Observation-Age': String(Math.max(0, Math.floor((Date.parse(view.instant) - Date.parse(at)) / 1000))),
    }),
    ...(found.derived_id ? { 'X-Hubscope-Derived-Id': 'true' } : {}),
  };
}

/** Answers `/api/{kind}s/{id}/scan`. What nobody looked at is no answer: unscanned is not safe. */
export async function answerScan(request: Request, { view, found, route }: FoundRepository): Promise<Response> {
  if (route.rest.length > 0) return noSuchRoute();
  const [scan] = await readItems(view.store.engine, view.timeline, view.position, [found.package_key], 'security');
  const status = scan === undefined ? null : parseObject(scan.value);
  if (status === null) return mirrorError(404, `No scan of ${found.name} was collected until ${view.takenAt}; unscanned is not safe`, 'EntryNotFound');
  const body = JSON.stringify(status);
  return cacheable(request, view, new Response(body, { headers: { 'Content-Type': 'application/json; charset=utf-8' } }), body);
}
