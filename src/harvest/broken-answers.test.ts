import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { clientOf, closeServers, list, serve } from './loopback-server.test-data.js';

afterEach(closeServers);

describe('answers that are not what they should be', () => {
  it('asks again for what came instead of JSON, and names it where it always comes', async () => {
    function html(_request: IncomingMessage, response: ServerResponse): unknown {
      return response.writeHead(200, { 'content-type': 'text/html' }).end('\n<!DOCTYPE html><p>secret');
    }
    const { endpoint, requests } = await serve(html, (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('[]'));
    expect((await clientOf(endpoint).client.get(list)).body).toEqual([]);
    expect(requests).toHaveLength(2);
    const always = await serve(...Array.from({ length: 7 }, () => html));
    await expect(clientOf(always.endpoint).client.get(list)).rejects.toThrow(/no usable answer .*limit=2\); expected an answer, got an HTML page \(of a proxy or a login\?\) at the last of 7 attempts/);
  });

  it('asks again for a file that is not what its git hash says', async () => {
    const etag = '"4fdc9ae80dc2a2b7cc76bd9b32d4d7ed2c9ed6d7"';
    const text = '# Card\n';
    const hash = `"${createHash('sha1').update(`blob ${text.length}\0${text}`).digest('hex')}"`;
    const { endpoint, requests } = await serve(
      (_request, response) => response.writeHead(200, { 'content-type': 'text/plain', etag: hash }).end('# Ca'),
      (_request, response) => response.writeHead(200, { 'content-type': 'text/plain', etag: hash }).end(text),
      (_request, response) => response.writeHead(200, { 'content-type': 'text/plain', etag }).end(text),
    );
    const file = { path: '/a/b/resolve/main/README.md', accept: 'text', hashedByGit: true } as const;
    expect((await clientOf(endpoint).client.get(file)).body).toBe(text);
    expect(requests).toHaveLength(2);
    const page = await serve((_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html>'), (_request, response) => response.writeHead(200, { etag: hash }).end(text));
    expect((await clientOf(page.endpoint).client.get(file)).body).toBe(text);
    // Only where the caller knows that the tag is such a hash.
    expect((await clientOf(endpoint).client.get({ ...file, hashedByGit: false })).body).toBe(text);
  });

  it('replaces escaped halves of characters, which stricter readers refuse', async () => {
    const { endpoint } = await serve((_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end(String.raw`{"half":"a\ud83dz","whole":"\ud83d\ude00","written":"\\ud83d"}`));
    expect((await clientOf(endpoint).client.get(list)).body).toEqual({ half: 'a\ufffdz', whole: '😀', written: String.raw`\ud83d` });
  });

  it('stops at the budget of requests', async () => {
    const { endpoint, requests } = await serve(...Array.from({ length: 9 }, () => (_request: IncomingMessage, response: ServerResponse) => response.writeHead(503).end()));
    await expect(clientOf(endpoint, { maxRequests: 3 }).client.get(list)).rejects.toThrow(/budget used up .*expected at most 3 requests/);
    expect(requests).toHaveLength(3);
  });
});
