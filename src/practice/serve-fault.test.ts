import { afterEach, describe, expect, it } from 'vitest';
import { faultKinds } from './fault-kinds.js';
import type { FaultKind } from './fault-kinds.js';
import { ask, nextOf } from './hub-client.test-data.js';
import type { Row } from './hub-client.test-data.js';
import { startPracticeHub } from './practice-hub.js';
import type { SimulatedHub } from './practice-hub.js';
import { planFaults } from './plan-faults.js';
import type { FaultOptions } from './plan-faults.js';

let hub: SimulatedHub | null = null;
afterEach(async () => {
  await hub?.close();
  hub = null;
});

async function start(faults: Partial<FaultOptions>): Promise<string> {
  hub = await startPracticeHub({ seed: 7, models: 300, faults: { seed: 1, rate: 1, ...faults } });
  return hub.url;
}

async function ask429(kind: FaultKind): Promise<Response> {
  const response = await ask(`${await start({ kinds: [kind] })}/api/models?limit=3`);
  expect(response.status).toBe(429);
  expect(hub?.faultsServed()[kind]).toBe(1);
  return response;
}

describe('429', () => {
  it('says when to come back by RateLimit alone', async () => {
    const { headers } = await ask429('rate-limit-header');
    expect([headers.get('ratelimit'), headers.get('retry-after')]).toEqual(['"api";r=0;t=1', null]);
  });
  it('says when to come back in seconds alone', async () => {
    const { headers } = await ask429('rate-limit-seconds');
    expect([headers.get('ratelimit'), headers.get('retry-after')]).toEqual([null, '1']);
  });
  it('says when to come back by a date of its own clock alone', async () => {
    const { headers } = await ask429('rate-limit-date');
    expect(headers.get('ratelimit')).toBeNull();
    expect(Date.parse(headers.get('retry-after') ?? '') - Date.parse(headers.get('date') ?? '')).toBe(1000);
  });
  it('says nothing', async () => {
    const { headers } = await ask429('rate-limit-bare');
    expect([headers.get('ratelimit'), headers.get('retry-after')]).toEqual([null, null]);
  });
});

describe('errors of the server', () => {
  it.each([['error-500', 500], ['error-502', 502], ['error-503', 503], ['error-504', 504]] as const)('come as %s', async (kind, status) => {
    expect((await ask(`${await start({ kinds: [kind] })}/api/models`)).status).toBe(status);
  });

  it('are told in every shape of the hub', async () => {
    const url = await start({ kinds: ['error-500'] });
    const shapes = new Set<string>();
    for (let at = 0; at < 60; at += 1) {
      const response = await ask(`${url}/api/models?limit=${at + 1}`);
      const text = await response.text();
      const body = response.headers.get('content-type')?.startsWith('application/json') === true ? JSON.parse(text) as Record<string, unknown> : { text };
      shapes.add(Object.entries(body).map(([key, value]) => `${key} ${Array.isArray(value) ? 'array' : typeof value}`).join(', '));
    }
    expect([...shapes].sort()).toEqual([
      'error array', 'error string', 'error string, error_description string', 'errors array', 'message string', 'text string',
    ]);
  });

  it('come as 504 on heavy pages: always above 500 rows, by chance above 100, never below', async () => {
    const url = await start({ kinds: ['heavy-504'], rate: 0 });
    async function statuses(query: string): Promise<Set<number>> {
      return new Set(await Promise.all(Array.from({ length: 30 }, async (_, at) => (await ask(`${url}/api/models?${query}&skip=${at}`)).status)));
    }
    for (const heavy of ['expand=siblings', 'expand[]=config&expand=sha', 'full=true', 'cardData=1']) {
      expect(await statuses(`${heavy}&limit=501`)).toEqual(new Set([504]));
      expect(await statuses(heavy)).toEqual(new Set([504]));
      expect(await statuses(`${heavy}&limit=500`)).toEqual(new Set([200, 504]));
      expect(await statuses(`${heavy}&limit=100`)).toEqual(new Set([200]));
    }
    expect(await statuses('expand=downloads&limit=1000')).toEqual(new Set([200]));
  });
});

describe('broken connections and bodies', () => {
  it('reset before the headers', async () => {
    const failure = await ask(`${await start({ kinds: ['reset'] })}/api/models`).catch((error: unknown) => error as Error);
    expect(failure).toBeInstanceOf(Error);
    expect(String((failure as Error).cause)).toMatch(/ECONNRESET|other side closed/);
    expect(hub?.faultsServed().reset).toBe(1);
  });

  it.each(['truncated-body', 'truncated-chunks'] as const)('end in the middle: %s', async (kind) => {
    const response = await ask(`${await start({ kinds: [kind] })}/api/models?limit=100`);
    expect(response.status).toBe(200);
    expect(response.headers.has('content-length')).toBe(kind === 'truncated-body');
    expect(response.headers.get('x-hubscope-simulated')).toBe('seed=7');
    await expect(response.text()).rejects.toThrow();
    expect(hub?.faultsServed()[kind]).toBe(1);
  });

  it('stall for longer than slowMs, then end', async () => {
    const started = performance.now();
    const response = await ask(`${await start({ kinds: ['slow-body'], slowMs: 200 })}/api/models?limit=100`);
    const reader = response.body?.getReader();
    expect(((await reader?.read())?.value as Uint8Array | undefined)?.length).toBeGreaterThan(0);
    await expect((async () => {
      while ((await reader?.read())?.done === false) { /* until it breaks */ }
    })()).rejects.toThrow();
    expect(performance.now() - started).toBeGreaterThan(250);
  });

  it('are a page for people', async () => {
    const response = await ask(`${await start({ kinds: ['html-page'] })}/api/models`);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await response.text()).toMatch(/^<!DOCTYPE html>/);
  });

  it('are half of the JSON, of the length that they say', async () => {
    const response = await ask(`${await start({ kinds: ['half-json'] })}/api/models?limit=5`);
    const text = await response.text();
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(text)));
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
  });

  it('leave HEAD and the small files alone that they cannot break', async () => {
    const url = await start({ kinds: ['half-json', 'truncated-body'], seed: 3 });
    expect((await ask(`${url}/api/models`, { method: 'HEAD' })).status).toBe(200);
    expect(Object.values(hub?.faultsServed() ?? {}).every((count) => count === 0)).toBe(true);
  });
});

describe('spoilt pages', () => {
  /** Follows links, asking again where a page leads back to one that was seen, at most a few times. */
  async function crawl(url: string, atMost = 400): Promise<{ rows: Row[]; seen: string[]; empty: number }> {
    const rows: Row[] = [];
    const seen: string[] = [];
    let empty = 0;
    for (let next: string | undefined = url; next !== undefined && seen.length < atMost;) {
      seen.push(next);
      const response: Response = await fetch(next);
      const page = await response.json() as Row[];
      empty += page.length === 0 ? 1 : 0;
      rows.push(...page);
      next = nextOf(response);
    }
    return { rows, seen, empty };
  }

  it('lead on past empty pages without loss', async () => {
    const url = await start({ kinds: ['empty-page'] });
    const { rows, seen, empty } = await crawl(`${url}/api/models?limit=60&sort=createdAt&direction=1`);
    expect(rows.map(({ _id }) => _id)).toEqual(hub?.truth.packages().map(({ _id }) => _id).sort((one, other) => rows.findIndex((row) => row._id === one) - rows.findIndex((row) => row._id === other)));
    expect(rows).toHaveLength(300);
    expect(new Set(seen).size).toBe(seen.length);
    expect(empty).toBe(15);
  });

  it('repeat rows of the page before, without loss', async () => {
    const url = await start({ kinds: ['moved-rows'] });
    const { rows } = await crawl(`${url}/api/models?limit=60&sort=createdAt&direction=1`);
    expect(rows.length).toBeGreaterThan(300);
    expect(new Set(rows.map(({ _id }) => _id)).size).toBe(300);
    expect(hub?.faultsServed()['moved-rows']).toBeGreaterThan(3);
  });

  it('loop, to themselves or to the first, for at most three times', async () => {
    const url = await start({ kinds: ['cursor-loop'] });
    const { rows, seen } = await crawl(`${url}/api/models?limit=100&sort=createdAt&direction=1`);
    expect(seen.length).toBeLessThan(60);
    expect(new Set(seen).size).toBeLessThan(seen.length);
    expect(new Set(rows.map(({ _id }) => _id)).size).toBe(300);
  });

  it('loop for ever where faults are to persist', async () => {
    const url = await start({ kinds: ['cursor-loop'], persistent: true });
    expect((await crawl(`${url}/api/models?limit=100`, 40)).seen).toHaveLength(40);
  });
});

describe('concurrent clients', () => {
  it('meet the same faults, in whatever order their requests arrive', async () => {
    const paths = Array.from({ length: 120 }, (_, at) => `/api/${at % 3 === 0 ? 'datasets' : 'models'}?limit=5&skip=${at % 40}`);
    const runs: unknown[] = [];
    for (const order of [paths, [...paths].reverse()]) {
      const url = await start({ rate: 0.3, seed: 9, slowMs: 20 });
      const outcomes = await Promise.all(order.map(async (path) => {
        try {
          const response = await ask(url + path);
          return `${path} ${response.status} ${await response.text()}`;
        } catch {
          return `${path} broken`;
        }
      }));
      runs.push([outcomes.sort(), hub?.faultsServed()]);
      await hub?.close();
    }
    expect(runs[1]).toEqual(runs[0]);
  });
});

describe('the plan', () => {
  const request = { method: 'GET', list: true, laterPage: true, heavyRows: 0 };

  function draw(seed: number, order: readonly number[]): Map<string, (FaultKind | null)[]> {
    const plan = planFaults({ seed, rate: 0.3 });
    const drawn = new Map<string, (FaultKind | null)[]>();
    for (const at of order) {
      const target = `/api/models?cursor=${at}`;
      drawn.set(target, [...drawn.get(target) ?? [], plan.next({ ...request, target })]);
    }
    return new Map([...drawn].sort());
  }

  it('depends on the request and how often it came, not on the order of arrival', () => {
    const order = Array.from({ length: 2000 }, (_, at) => at % 500);
    expect(draw(5, [...order].reverse())).toEqual(draw(5, order));
    expect(draw(6, order)).not.toEqual(draw(5, order));
  });

  it('has the asked share of faults and all kinds among them', () => {
    const all = [...draw(5, Array.from({ length: 5000 }, (_, at) => at)).values()].flat();
    expect(all.filter((kind) => kind !== null).length / 5000).toBeCloseTo(0.3, 1);
    const expected = faultKinds.map(({ kind }) => kind).filter((kind) => kind !== 'heavy-504');
    expect(new Set(all)).toEqual(new Set([null, ...expected]));
  });

  it('spares a path after three faults in a row, unless they are to persist', () => {
    const plan = planFaults({ seed: 1, rate: 1, kinds: ['error-500'] });
    const drawn = Array.from({ length: 9 }, () => plan.next({ ...request, target: '/x' }) !== null);
    expect(drawn).toEqual([true, true, true, false, true, true, true, false, true]);
    const stubborn = planFaults({ seed: 1, rate: 0.5, persistent: true });
    for (const target of ['/a', '/b', '/c', '/d']) {
      expect(new Set(Array.from({ length: 9 }, () => stubborn.next({ ...request, target }))).size).toBe(1);
    }
  });

  it('refuses options out of range', () => {
    for (const options of [{ rate: 2, seed: 1 }, { rate: Number.NaN, seed: 1 }, { rate: 0.1, seed: -1 }, { rate: 0.1, seed: 1, kinds: [] }, { rate: 0.1, seed: 1, slowMs: 0 }]) {
      expect(() => planFaults(options)).toThrow(/practice hub/);
    }
  });
});
