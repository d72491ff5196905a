import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from './clock.js';
import { createPoliteClient } from './polite-fetch.js';
import type { PoliteClientOptions } from './polite-fetch.js';

const servers: Server[] = [];

/** Ends all servers that `serve` started. */
export function closeServers(): void {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
}

/** A real server on the loopback; `steps` answer one request each, the last one all further ones. */
export async function serve(...steps: RequestListener[]): Promise<{ endpoint: string; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    const step = steps[Math.min(requests.length, steps.length) - 1];
    if (step !== undefined) void step(request, response);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** Answers with JSON. */
export function json(value: unknown, headers: Record<string, string> = {}, status = 200): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
  };
}

/** A clock on which sleeping takes no time; waits that overlap end together. */
export function fakeClock(): Clock & { readonly sleeps: number[] } {
  let now = Date.parse('2026-03-01T12:00:00.000Z');
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => new Date(now),
    sleep(milliseconds, signal) {
      signal?.throwIfAborted();
      sleeps.push(milliseconds);
      now = Math.max(now, now + milliseconds);
      return Promise.resolve();
    },
  };
}

/** A client on a clock without real time. */
export function clientOf(endpoint: string, options: Partial<PoliteClientOptions> = {}) {
  const clock = fakeClock();
  const userAgent = 'test (+https://example.org)';
  const client = createPoliteClient({ endpoint, userAgent, clock, random: () => 0.5, ...options });
  return { client, clock };
}

/** What most tests ask for. */
export const list = { path: '/api/models?limit=2', accept: 'json' } as const;

