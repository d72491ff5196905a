import { findByName, readNameMeaning, type GonePackage } from '../store/mirror-names.js';
import type { WorldRow } from '../store/mirror-projection.js';
import type { World } from '../store/mirror-world.js';
import type { View } from './asked-view.js';
import { disabledMessage, mirrorError, noSuchRoute } from './mirror-error.js';
import { encodePath, type RepositoryRoute } from './request-path.js';

/** A repository that a request is about, with what is asked of it. */
export interface FoundRepository {
  readonly view: View;
  readonly world: World;
  readonly found: WorldRow;
  readonly route: RepositoryRoute;
}

/**
 * Finds the repository that a path is about, or gives the answer that stands for its absence: 307 to the new name of one
 * that was renamed, 404 for what is not there or not there yet, 403 for what was taken down.
 */
export async function findRepository(request: Request, view: View, world: World, routes: readonly RepositoryRoute[]): Promise<FoundRepository | Response> {
  const { engine } = view.store;
  for (const route of routes) {
    const found = await findByName(engine, world, route.name);
    if (found !== null) return found.disabled === true ? mirrorError(403, disabledMessage) : { view, world, found, route };
  }
  for (const route of routes) {
    const meaning = await readNameMeaning(engine, view.timeline, world, route.name);
    if (meaning.is === 'renamed') return movedTo(request, view, route, meaning.to);
    if (meaning.is === 'gone') return mirrorError(404, goneMessage(view, route.name, meaning.gone), 'RepoNotFound');
  }
  const [route] = routes;
  return route === undefined ? noSuchRoute() : mirrorError(404, `Repository ${route.name} not found as of ${view.takenAt}`, 'RepoNotFound');
}

function goneMessage(view: View, name: string, { lastSeenAt, missingSince, removal }: GonePackage): string {
  const since = missingSince === null ? '' : `, not listed since ${missingSince}`;
  const confirmed = removal === null ? 'its removal was not confirmed' : `its removal was confirmed at ${removal.at}`;
  return `Repository ${name} is not there as of ${view.takenAt}: last seen at ${lastSeenAt}${since}; ${confirmed}`;
}

/** 307 with a relative address that keeps the prefix: without it the client would step out of the date unnoticed. */
function movedTo(request: Request, view: View, route: RepositoryRoute, name: string): Response {
  const kind = `${route.kind}s`;
  const base = route.isFile ? (route.kind === 'dataset' ? '/datasets/' : '/') : `/api/${kind}/`;
  const rest = [...(route.route === null ? [] : [route.route]), ...route.rest].map((part) => `/${part}`).join('');
  const location = `${view.prefix}${base}${encodePath(name)}${rest}${new URL(request.url).search}`;
  return new Response(`Temporary Redirect. Redirecting to ${location}`, {
    status: 307, headers: { 'Location': location, 'Content-Type': 'text/plain; charset=utf-8', 'Vary': 'Origin, Accept' },
  });
}
