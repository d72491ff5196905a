import { RegistryError, UsageError } from '../core/errors.js';

/** The address of a registry, taken apart. */
export interface Endpoint {
  /** Scheme, host, port and path prefix, without trailing slash. */
  readonly address: string;
  readonly origin: string;
  /** Host and port: how errors name the source. */
  readonly source: string;
  /** The address of a path that begins with `/`. Throws a RegistryError where it would lead out of the endpoint. */
  resolve(path: string): URL;
  /** The path within the endpoint, or the whole address where it lies outside. */
  relative(url: URL): string;
}

/**
 * Reads an endpoint such as `https://hub.example` or `http://127.0.0.1:1234/asof/2026-03-01`. Throws a UsageError for
 * what is no http(s) address, or has credentials, a query or a fragment.
 */
export function parseEndpoint(text: string): Endpoint {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new UsageError(`endpoint: not an address (${withoutCredentials(text)}); expected http:// or https://`);
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new UsageError(
      `endpoint: has parts that cannot be used (${withoutCredentials(text)}); ` +
        'expected scheme, host and path only, got credentials, a query or a fragment',
    );
  }
  const prefix = url.pathname.replace(/\/+$/, '');
  const address = url.origin + prefix;
  return {
    address,
    origin: url.origin,
    source: url.host,
    resolve(path) {
      const target = path.startsWith('/') && URL.canParse(address + path) ? new URL(address + path) : null;
      if (target === null || target.origin !== url.origin || !target.pathname.startsWith(`${prefix}/`)) {
        throw new RegistryError(
          `${url.host}: request leads out of the endpoint (${path}); expected a path that begins with / and stays within`,
        );
      }
      return target;
    },
    relative(target) {
      const inside = target.origin === url.origin && target.pathname.startsWith(`${prefix}/`);
      return inside ? target.pathname.slice(prefix.length) + target.search : target.href;
    },
  };
}

/** An address without user, password, query and fragment, fit to be shown and written down. */
export function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) return address.replace(/\/\/[^/@]*@/, '//').replace(/[?#].*$/s, '');
  const url = new URL(address);
  return `${url.protocol}//${url.host}${url.pathname}`.replace(/\/+$/, '');
}
