import { afterAll, describe, expect, it } from 'vitest';
import { createPlayground } from '../run.test-data.js';

const playground = createPlayground();
afterAll(() => {
  playground.remove();
});

/** Runs the command until `visit` is done with the hub; gives what the command printed and what the visit found. */
async function serve<T>(argv: readonly string[], visit: (endpoint: string) => Promise<T>): Promise<{ code: number; printed: Record<string, unknown>; found: T | undefined }> {
  const controller = new AbortController();
  const visits: Promise<T>[] = [];
  const { code, out } = await playground.run(['practice-hub', '--models', '100', '--json', ...argv], {
    signal: controller.signal,
    onOutput: (text) => {
      const { endpoint } = JSON.parse(text) as { endpoint: string };
      visits.push(visit(endpoint).finally(() => {
        controller.abort();
      }));
    },
  });
  return { code, printed: JSON.parse(out) as Record<string, unknown>, found: await visits[0] };
}

async function count(url: string): Promise<number> {
  return ((await (await fetch(url)).json()) as unknown[]).length;
}

describe('practice-hub', () => {
  it('serves datasets and awkward packages where asked', async () => {
    const { code, found } = await serve(['--datasets', '12', '--awkward'], async (endpoint) => [
      await count(`${endpoint}/api/datasets?author=odd`) > 0, await count(`${endpoint}/api/datasets`) > 12, await count(`${endpoint}/api/models?author=odd`) > 30,
    ]);
    expect([code, found]).toEqual([0, [true, true, true]]);
  });

  it('goes wrong in the asked share', async () => {
    const { printed, found } = await serve(['--faults', '1', '--fault-seed', '5'], async (endpoint) => {
      const answers = await Promise.all([1, 2, 3, 4, 5, 6].map((limit) => fetch(`${endpoint}/nowhere?${limit}`).then((response) => response.status, () => 0)));
      return answers.filter((status) => status !== 404).length;
    });
    expect(printed['faults']).toEqual({ rate: 1, seed: 5 });
    expect(found).toBeGreaterThan(2);
  });

  it('lives from its first month on where asked', async () => {
    const { printed, found } = await serve(['--live', '2'], async (endpoint) => {
      const dates: (string | null)[] = [];
      for (let at = 0; at < 5; at += 1) {
        dates.push((await fetch(`${endpoint}/api/models?limit=1`)).headers.get('date'));
      }
      return dates;
    });
    expect(printed['living']).toEqual({ every: 2 });
    expect(found?.[0]).toBe('Thu, 01 Jan 2026 00:00:00 GMT');
    expect(found?.[1]).toBe(found?.[0]);
    expect(new Set(found).size).toBe(3);
  });

  it.each([
    [['--faults', '2'], /expected a number from 0 to 1/], [['--fault-seed', '3'], /expected --faults with --fault-seed/],
    [['--datasets', '3'], /datasets is out of range/], [['--live', '0'], /expected a whole number from 1/],
    [['--from', 'x', '--awkward'], /expected --from without --seed.*--awkward/], [['--from', 'x', '--live'], /expected --from without/],
  ])('refuses %j', async (argv, message) => {
    const { code, err } = await playground.run(['practice-hub', ...argv]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
