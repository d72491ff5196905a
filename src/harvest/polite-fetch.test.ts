import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { RegistryError } from '../core/errors.js';
import { clientOf, closeServers, fakeClock, json, list, serve } from './loopback-server.test-data.js';
import { createPoliteClient } from './polite-fetch.js';

const token = 'hf_OnlyForThisTest0123456789abcdef';
const start = Date.parse('2026-03-01T12:00:00.000Z');
afterEach(closeServers);

describe('asking', () => {
  it('sends user agent and token, respects a path prefix, and keeps the raw text', async () => {
    const raw = '[{"_id": 12345678901234567890,\n  "id":"a/b"}]\n';
    const { endpoint, requests } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'set-cookie': 'session=1', etag: 'W/"1"' }).end(raw);
    });
    const { client } = clientOf(`${endpoint}/asof/2026-03-01/`, { token });
    const answer = await client.get(list);
    expect(requests[0]?.url).toBe('/asof/2026-03-01/api/models?limit=2');
    expect(requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${token}`, 'user-agent': 'test (+https://example.org)', accept: 'application/json',
    });
    expect(answer).toMatchObject({ at: '2026-03-01T12:00:00.000Z', path: list.path, status: 200 });
    expect(answer.rawBody).toBe('[{"_id": 12345678901234567890,   "id":"a/b"}]');
    expect(Object.keys(answer.headers).sort()).toEqual(['content-type', 'date', 'etag']);
    expect(client.counts()).toMatchObject({ requests: 1, bytes: raw.length, retries: 0, waitedSeconds: 0 });
  });

  it('returns 4xx as answers, JSON or not, and 204 as empty', async () => {
    const { endpoint } = await serve(
      json({ error: 'gone' }, { 'x-error-code': 'RepoNotFound' }, 404),
      (_request, response) => response.writeHead(401, { 'content-type': 'text/plain' }).end('Unauthorized'),
      (_request, response) => response.writeHead(204).end(),
    );
    const { client } = clientOf(endpoint);
    const gone = { status: 404, body: { error: 'gone' }, headers: { 'x-error-code': 'RepoNotFound' } };
    expect(await client.get(list)).toMatchObject(gone);
    expect(await client.get(list)).toMatchObject({ status: 401, body: 'Unauthorized', rawBody: '"Unauthorized"' });
    expect(await client.get(list)).toMatchObject({ status: 204, body: null, rawBody: 'null' });
  });

  it('keeps text as text, byte order mark and other alphabets included', async () => {
    const card = '\uFEFF---\nlicense: mit\n---\n{"not": "json"} \u2028 é';
    const { endpoint } = await serve(
      (_request, response) => response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(card),
      (_request, response) =>
        response.writeHead(200, { 'content-type': 'text/plain; charset=latin1' }).end(Buffer.from('caf\xe9', 'latin1')),
    );
    const { client } = clientOf(endpoint);
    const answer = await client.get({ path: '/a/b/resolve/main/README.md', accept: 'text' });
    expect(answer.body).toBe(card);
    expect(JSON.parse(answer.rawBody)).toBe(card);
    expect((await client.get({ path: '/a/b/raw/main/README.md', accept: 'text' })).body).toBe('café');
  });
});

describe('repeating', () => {
  it('backs off with jitter for 5xx and lost connections, doubling', async () => {
    const { endpoint, requests } = await serve(
      json({}, {}, 500), json({}, {}, 503), (request) => request.socket.destroy(), json({}, {}, 504), json([1]),
    );
    const { client, clock } = clientOf(endpoint);
    expect((await client.get(list)).body).toEqual([1]);
    expect(clock.sleeps).toEqual([750, 1500, 3000, 6000]);
    expect(client.counts()).toMatchObject({ requests: 5, retries: 4, waitedSeconds: 11.25 });
    expect(requests).toHaveLength(5);
  });

  it('obeys Retry-After in seconds and as a date by the clock of the registry', async () => {
    const { endpoint } = await serve(
      json({}, { 'retry-after': '17' }, 429),
      json({}, { 'retry-after': 'Sun, 01 Mar 2020 00:00:40 GMT', date: 'Sun, 01 Mar 2020 00:00:10 GMT' }, 503),
      json({}, { ratelimit: '"api";r=0;t=20' }, 429),
      json([]),
    );
    const { client, clock } = clientOf(endpoint);
    await client.get(list);
    // The last 429 has no Retry-After: the reset time of the exhausted limit is waited for instead, plus one second.
    expect(clock.sleeps).toEqual([17_000, 30_000, 21_000]);
  });

  it('gives up with the status, the path and the reason, and refuses to wait for ever', async () => {
    const { endpoint, requests } = await serve(json({}, {}, 502));
    const { client } = clientOf(endpoint, { retries: 2 });
    await expect(client.get(list)).rejects.toMatchObject({
      name: 'RegistryError',
      status: 502,
      message: expect.stringMatching(/\(\/api\/models\?limit=2\); expected .* got status 502 at the last of 3/) as string,
    });
    expect(requests).toHaveLength(3);
    const patient = await serve(json({}, { 'retry-after': '86400' }, 429));
    const refused = clientOf(patient.endpoint).client.get(list);
    await expect(refused).rejects.toThrow(/expected at most 3600 s to wait, got 86400 s/);
    expect(patient.requests).toHaveLength(1);
  });

  it('reports a refused connection without status', async () => {
    const { endpoint } = await serve(json([]));
    closeServers();
    await expect(clientOf(endpoint, { retries: 1 }).client.get(list)).rejects.toMatchObject({
      name: 'RegistryError', status: undefined, message: expect.stringContaining('ECONNREFUSED') as string,
    });
  });

  it('repeats bodies that are cut off: by the connection, and by a server that ends them cleanly', async () => {
    const { endpoint } = await serve(
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        response.write('[{"id":"a"', () => response.socket?.destroy());
      },
      (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('[{"id":"a"'),
      (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(),
      json([{ id: 'a' }]),
    );
    const { client } = clientOf(endpoint);
    expect((await client.get(list)).body).toEqual([{ id: 'a' }]);
    expect(client.counts().retries).toBe(3);
  });

  it('ends an attempt whose body comes too slowly', async () => {
    const { endpoint } = await serve(
      (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('['),
      json([1]),
    );
    const { client } = clientOf(endpoint, { timeoutMs: 60 });
    expect((await client.get(list)).body).toEqual([1]);
    const stuck = await serve((_request, response) => void response.writeHead(200).write('['));
    await expect(clientOf(stuck.endpoint, { timeoutMs: 40, retries: 0 }).client.get(list))
      .rejects.toThrow(/no complete answer within 40 ms/);
  });
});

describe('bounds', () => {
  it('never reads more than allowed, compressed or not, and does not repeat it', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000, ' '));
    let sent = 0;
    const { endpoint, requests } = await serve(
      (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
      (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        function more(): void {
          sent += 65_536;
          if (!response.destroyed) response.write(Buffer.alloc(65_536, ' '), more);
        }
        more();
      },
    );
    const { client } = clientOf(endpoint, { maxBytes: 1_000_000 });
    for (let request = 0; request < 2; request += 1) {
      await expect(client.get(list)).rejects.toThrow(/body too large .*limit=2\); expected at most 1000000 bytes/);
    }
    expect(requests).toHaveLength(2);
    expect(client.counts().bytes).toBeLessThan(4_000_000);
    expect(sent).toBeLessThan(20_000_000);
  });

  it('follows redirects within the origin and says where they ended', async () => {
    const { endpoint, requests } = await serve(
      (_request, response) => response.writeHead(307, { location: '/mirror/api/models/new/name' }).end('Moved'),
      json({ id: 'new/name' }),
    );
    const { client } = clientOf(`${endpoint}/mirror`, { token });
    const answer = await client.get({ path: '/api/models/old', accept: 'json' });
    expect(answer).toMatchObject({ path: '/api/models/old', body: { id: 'new/name' } });
    expect(answer.headers['x-hubscope-redirect']).toBe('/api/models/new/name');
    expect(requests[1]?.headers.authorization).toBe(`Bearer ${token}`);
    const circle = await serve((_request, response) => response.writeHead(302, { location: list.path }).end());
    await expect(clientOf(circle.endpoint).client.get(list)).rejects.toThrow(/redirects without end .* at most 5/);
  });

  it('never sends the token to another origin, nor after having been there', async () => {
    let home = '';
    const other = await serve((_request, response) => {
      response.writeHead(302, { location: `${home}/back?X-Amz-Signature=abc` }).end();
    });
    const { endpoint, requests } = await serve(
      (_request, response) => response.writeHead(302, { location: `${other.endpoint}/file?Signature=xyz` }).end(),
      json({ ok: true }, { 'x-hubscope-redirect': 'forged' }),
    );
    home = endpoint;
    const answer = await clientOf(endpoint, { token }).client.get(list);
    expect(other.requests[0]?.headers.authorization).toBeUndefined();
    expect(requests.map((request) => request.headers.authorization)).toEqual([`Bearer ${token}`, undefined]);
    expect(answer.headers['x-hubscope-redirect']).toBe('/back?X-Amz-Signature=[removed]');
  });
});

describe('secrets', () => {
  it('are out of the answer before anybody sees it', async () => {
    const headers = { etag: token, 'x-error-message': `bad ${token}` };
    const { endpoint } = await serve(json([{ echo: `Bearer ${token}` }], headers));
    const answer = await clientOf(endpoint, { token }).client.get({ path: `/api/models?q=${token}`, accept: 'json' });
    expect(JSON.stringify(answer)).not.toContain(token);
    expect(answer).toMatchObject({ path: '/api/models?q=[removed]', body: [{ echo: 'Bearer [removed]' }] });
    expect(answer.headers).toMatchObject({ etag: '[removed]', 'x-error-message': 'bad [removed]' });
  });
});

describe('limits and interruption', () => {
  it('waits before the limit is exhausted, not after a 429', async () => {
    const clock = fakeClock();
    let left = 3;
    let resetAt = start + 10_000;
    let refusals = 0;
    function limited(_request: IncomingMessage, response: ServerResponse): void {
      const now = clock.now().getTime();
      if (now >= resetAt) {
        left = 3;
        resetAt = now + 10_000;
      }
      if (left === 0) refusals += 1;
      left = Math.max(0, left - 1);
      json([], {
        ratelimit: `"api";r=${left};t=${Math.ceil((resetAt - now) / 1000)}`,
        'ratelimit-policy': '"fixed window";"api";q=3;w=10',
      })(_request, response);
    }
    const { endpoint, requests } = await serve(limited);
    const client = createPoliteClient({ endpoint, userAgent: 'test (mail@example.org)', clock });
    for (let page = 0; page < 10; page += 1) await client.get({ path: `/api/models?p=${page}`, accept: 'json' });
    expect(clock.sleeps).toEqual([11_000, 11_000, 11_000]);
    // Side by side as well: five at a time with a quota of three.
    await Promise.all([1, 2, 3, 4, 5].map((page) => client.get({ path: `/api/x?p=${page}`, accept: 'json' })));
    expect(refusals).toBe(0);
    expect(requests).toHaveLength(15);
    expect(client.counts().retries).toBe(0);
  });

  it('does not let one exhausted limit stop requests under another', async () => {
    const { endpoint } = await serve(
      json([], { ratelimit: '"api";r=0;t=100' }),
      json('card', { ratelimit: '"resolvers";r=5;t=100' }),
    );
    const { client, clock } = clientOf(endpoint);
    await client.get(list);
    await client.get({ path: '/a/b/resolve/main/README.md', accept: 'text' });
    expect(clock.sleeps).toEqual([]);
    await client.get(list);
    expect(clock.sleeps).toEqual([101_000]);
  });

  it('stops at once when aborted: under way, while waiting, and before it begins', async () => {
    const { endpoint, requests } = await serve(() => undefined);
    const { client } = clientOf(endpoint);
    const interrupt = new AbortController();
    const pending = client.get(list, interrupt.signal);
    setTimeout(() => interrupt.abort(new Error('Ctrl-C')), 30);
    await expect(pending).rejects.toThrow('Ctrl-C');
    await expect(client.get(list, interrupt.signal)).rejects.toThrow('Ctrl-C');
    expect(requests).toHaveLength(1);

    const down = await serve(json({}, { 'retry-after': '600' }, 503));
    const waiting = new AbortController();
    const real = createPoliteClient({
      endpoint: down.endpoint, userAgent: 'test (mail@example.org)',
      onWait: () => setTimeout(() => waiting.abort(new Error('Ctrl-C')), 5),
    });
    await expect(real.get(list, waiting.signal)).rejects.toThrow('Ctrl-C');
    await expect(real.get(list, waiting.signal)).rejects.not.toBeInstanceOf(RegistryError);
  });
});
