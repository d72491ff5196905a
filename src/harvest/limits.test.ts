import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPacer } from './pacer.js';
import type { Pacer } from './pacer.js';
import { parseRateLimit, parseRateLimitPolicy } from './rate-limit.js';
import { backOffDelay, isWorthRetrying, statedDelay } from './retry-delay.js';

describe('RateLimit headers', () => {
  it('reads what the hub sends', () => {
    expect(parseRateLimit('"api";r=487;t=211')).toEqual([{ bucket: 'api', remaining: 487, resetSeconds: 211 }]);
    expect(parseRateLimitPolicy('"fixed window";"api";q=500;w=300')).toEqual([
      { bucket: 'api', quota: 500, windowSeconds: 300 },
    ]);
  });

  it('reads several limits, and leaves out what states no count', () => {
    expect(parseRateLimit('"burst";r=1;t=2, "day";r=900, "odd";t=3')).toEqual([
      { bucket: 'burst', remaining: 1, resetSeconds: 2 },
      { bucket: 'day', remaining: 900, resetSeconds: null },
    ]);
    expect(parseRateLimitPolicy('"burst";q=10;w=1,"day";q=1000')).toEqual([
      { bucket: 'burst', quota: 10, windowSeconds: 1 },
      { bucket: 'day', quota: 1000, windowSeconds: null },
    ]);
  });

  it('takes any header without failing', () => {
    expect(parseRateLimit(null)).toEqual([]);
    expect(parseRateLimit('100')).toEqual([]);
    const harmless = fc.property(fc.string(), (header) => parseRateLimit(header).every((each) => each.remaining >= 0));
    fc.assert(harmless, { seed: 1 });
  });
});

describe('delays', () => {
  it('grow, are never shorter than half their ceiling and never longer than a minute', () => {
    const anywhere = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(40), anywhere, (attempt, random) => {
        const ceiling = Math.min(60_000, 1_000 * 2 ** attempt);
        const delay = backOffDelay(attempt, () => random);
        return delay >= ceiling / 2 && delay <= ceiling;
      }),
      { seed: 2 },
    );
  });

  it('are those the registry states, by its own clock', () => {
    const now = new Date('2026-03-01T00:00:00Z');
    function at(headers: Record<string, string>): number | null {
      return statedDelay(new Headers(headers), now);
    }
    expect(at({})).toBeNull();
    expect(at({ 'retry-after': '0' })).toBe(0);
    expect(at({ 'retry-after': 'soon' })).toBeNull();
    expect(at({ 'retry-after': 'Sun, 01 Mar 2026 00:00:05 GMT' })).toBe(5_000);
    expect(at({ 'retry-after': 'Sun, 01 Mar 2026 00:00:05 GMT', date: 'Sun, 01 Mar 2026 00:01:00 GMT' })).toBe(0);
    expect(at({ 'retry-after': '3', ratelimit: '"api";r=0;t=9' })).toBe(10_000);
    expect(at({ ratelimit: '"api";r=4;t=9' })).toBeNull();
  });

  it('apply to statuses that may pass', () => {
    expect([200, 304, 400, 401, 403, 404, 410, 451].some(isWorthRetrying)).toBe(false);
    expect([408, 425, 429, 500, 502, 503, 504].every(isWorthRetrying)).toBe(true);
  });
});

describe('pacing', () => {
  function paced(maxWaitSeconds = 3_600): { pacer: Pacer; sleeps: number[]; waits: string[] } {
    let now = 0;
    const sleeps: number[] = [];
    const waits: string[] = [];
    const clock = {
      now: () => new Date(now),
      sleep: (milliseconds: number) => {
        sleeps.push(milliseconds);
        now += milliseconds;
        return Promise.resolve();
      },
    };
    const pacer = createPacer('hub', clock, maxWaitSeconds, (seconds, why) => waits.push(`${seconds} s: ${why}`));
    return { pacer, sleeps, waits };
  }
  function left(remaining: number, resetSeconds: number): Headers {
    return new Headers({ ratelimit: `"api";r=${remaining};t=${resetSeconds}` });
  }

  it('believes the smallest count of a window, for answers overtake one another', async () => {
    const { pacer, sleeps, waits } = paced();
    await pacer.start('/api/a');
    await pacer.start('/api/b');
    pacer.finish('/api/b', left(0, 30));
    pacer.finish('/api/a', left(1, 30));
    expect(await pacer.start('/api/c')).toBe(31_000);
    expect(sleeps).toEqual([31_000]);
    expect(waits).toEqual(['31 s: rate limit']);
  });

  it('lets a request wait for those under way rather than for the end of the window', async () => {
    const { pacer, sleeps } = paced();
    await pacer.start('/api/a');
    pacer.finish('/api/a', left(1, 30));
    await pacer.start('/api/b');
    const third = pacer.start('/api/c');
    pacer.finish('/api/b', left(1, 30));
    await third;
    expect(sleeps).toEqual([]);
  });

  it('holds back what shares a limit with a refused request, and nothing else', async () => {
    const { pacer } = paced();
    pacer.hold('/api/a', 5_000);
    pacer.hold('/api/a', 2_000);
    expect(await pacer.start('/a/b/resolve/main/README.md')).toBe(0);
    expect(await pacer.start('/api/b')).toBe(5_000);
  });

  it('refuses to wait longer than allowed', async () => {
    const { pacer, sleeps } = paced(60);
    await pacer.start('/api/a');
    pacer.finish('/api/a', left(0, 600));
    await expect(pacer.start('/api/b')).rejects.toThrow(/hub: rate limit exhausted .* at most 60 s to wait, got 601 s/);
    expect(sleeps).toEqual([]);
  });

  it('stops waiting for others when aborted', async () => {
    const { pacer } = paced();
    await pacer.start('/api/a');
    pacer.finish('/api/a', left(1, 30));
    await pacer.start('/api/b');
    const interrupt = new AbortController();
    const waiting = pacer.start('/api/c', interrupt.signal);
    interrupt.abort(new Error('Ctrl-C'));
    await expect(waiting).rejects.toThrow('Ctrl-C');
  });
});
