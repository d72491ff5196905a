import type { Kind } from '../../core/registry.js';

/** Routes per kind; libraries are not published here. */
const routes = { model: '/api/models', dataset: '/api/datasets' } as const;

/** The list route of a kind. */
export function listRoute(kind: Kind): string {
  return kind === 'dataset' ? routes.dataset : routes.model;
}

/**
 * The part of an address that names a repository, or null for a name that is none: what a listing shows may be hostile,
 * and `..` in it would make another request of ours.
 */
export function repositoryPath(name: string): string | null {
  return /^[\w.-]{1,256}(?:\/[\w.-]{1,256})?$/.test(name) && !name.split('/').some((part) => /^\.+$/.test(part)) ? name : null;
}

/** The route of one repository's interface, such as `/api/models/acme/tiny`; null for a name that is none. */
export function apiRoute(kind: Kind, name: string): string | null {
  const path = repositoryPath(name);
  return path === null ? null : `${listRoute(kind)}/${path}`;
}

/** The route of one file of a repository at a revision; null for a name that is none. */
export function fileRoute(kind: Kind, name: string, revision: string | null, file: string): string | null {
  const path = repositoryPath(name);
  if (path === null) return null;
  const at = encodeURIComponent(revision ?? 'main');
  return `${kind === 'dataset' ? '/datasets' : ''}/${path}/resolve/${at}/${file.split('/').map(encodeURIComponent).join('/')}`;
}
