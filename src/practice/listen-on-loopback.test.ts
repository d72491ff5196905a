import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { startPracticeHub } from './practice-hub.js';

describe('the server', () => {
  it('limits the rate by its own clock', async () => {
    let clock = 1000;
    const small = await startPracticeHub({
      seed: 1, models: 100, rateLimits: { api: 2, resolvers: 1, pages: 1, windowSeconds: 10 }, now: () => clock,
    });
    async function status(): Promise<number> {
      return (await fetch(`${small.url}/api/models?limit=1`)).status;
    }
    expect([await status(), await status()]).toEqual([200, 200]);
    clock += 4000;
    const refused = await fetch(`${small.url}/api/models?limit=1`);
    expect([refused.status, refused.headers.get('retry-after'), refused.headers.get('ratelimit')]).toEqual([429, '6', '"api";r=0;t=6']);
    expect((await fetch(`${small.url}/a/b/resolve/main/README.md`)).status).toBe(401);
    clock += 6000;
    expect(await status()).toBe(200);
    await small.close();
  });

  it('closes with idle connections open, twice without harm, and refuses a port in use', async () => {
    const one = await startPracticeHub({ seed: 1, models: 100 });
    const port = Number(new URL(one.url).port);
    await fetch(`${one.url}/api/models?limit=1`);
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    await expect(startPracticeHub({ seed: 1, models: 100, port })).rejects.toThrow(UsageError);
    await one.close();
    await one.close();
    await expect(fetch(one.url)).rejects.toThrow();
    socket.destroy();
  });
});
