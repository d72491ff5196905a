import { createAdaptorServer } from '@hono/node-server';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UsageError } from '../core/errors.js';

/** Where to listen. */
export interface ListenOptions {
  /** Who listens, for error messages. */
  readonly who: string;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
}

/** A server that is up. */
export interface Listening {
  /** Address without a slash at the end, such as `http://127.0.0.1:4200`. */
  readonly url: string;
  /** Stops taking connections, lets running answers end (at most a second) and resolves when all is closed. */
  readonly close: () => Promise<void>;
}

/** Headers beyond this are answered with 431 by Node. */
const headerBytes = 16_384;
const graceMs = 1000;

/**
 * Serves HTTP. Slow senders are cut off after 30 seconds, and a connection that says nothing after 10. Throws UsageError
 * where the address or port cannot be had. (The practice hub has a listener of its own: its room may not import this one.)
 */
export async function listen(fetch: (request: Request) => Response | Promise<Response>, { who, host, port }: ListenOptions): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: (request) => fetch(request),
    overrideGlobalObjects: false,
    serverOptions: { maxHeaderSize: headerBytes, requestTimeout: 30_000, headersTimeout: 10_000 },
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => {
      reject(new UsageError(`${who}: cannot listen (${host}:${port}); expected a free port of this machine, got ${cause.message}`, { cause }));
    });
    server.listen(port, host, resolve);
  });
  const { address, port: taken } = server.address() as AddressInfo;
  let closing: Promise<void> | null = null;
  return {
    url: `http://${address.includes(':') ? `[${address}]` : address}:${taken}`,
    close() {
      closing ??= new Promise<void>((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), graceMs);
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
