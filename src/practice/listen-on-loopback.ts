import { createAdaptorServer } from '@hono/node-server';
import type { HttpBindings } from '@hono/node-server';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UsageError } from '../core/errors.js';

/** A server that is up. */
export interface Listening {
  /** Address without a slash at the end, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Stops taking connections, lets running answers end (at most a second) and resolves when all is closed. */
  readonly close: () => Promise<void>;
}

/** Headers beyond this are answered with 431 by Node; the hub's own limit is not documented. */
const headerBytes = 16_384;
const graceMs = 1000;

/**
 * Serves on 127.0.0.1 only; port 0 takes any free one. `fetch` is also given Node's own request and response. Throws
 * UsageError where the port is taken or is none.
 */
export async function listenOnLoopback(
  fetch: (request: Request, bindings: HttpBindings) => Response | Promise<Response>, port: number,
): Promise<Listening> {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`practice hub: no such port; expected 0 to 65535, got ${port}`);
  }
  const server = createAdaptorServer({
    fetch: (request, bindings) => fetch(request, bindings as HttpBindings),
    overrideGlobalObjects: false,
    serverOptions: { maxHeaderSize: headerBytes, requestTimeout: 30_000, headersTimeout: 10_000 },
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new UsageError(`practice hub: cannot listen (127.0.0.1:${port}); expected a free port, got ${cause.message}`, { cause }));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  let closing: Promise<void> | null = null;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      closing ??= new Promise<void>((resolve) => {
        const timer = setTimeout(() => {
          server.closeAllConnections();
        }, graceMs);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      });
      return closing;
    },
  };
}
