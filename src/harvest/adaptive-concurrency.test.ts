import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAdaptiveConcurrency } from './adaptive-concurrency.js';

const fine = { path: '/x', status: 200, milliseconds: 20 };
const refused = { path: '/x', status: 429, milliseconds: 20 };

function after(start: number, most: number, reports: readonly { path: string; status: number | null; milliseconds: number }[]): number[] {
  const concurrency = createAdaptiveConcurrency(start, most);
  return reports.map((one) => {
    concurrency.report(one);
    return concurrency.limit;
  });
}

describe('adaptive concurrency', () => {
  it('adds one after each full round of answers, up to the most', () => {
    expect(after(2, 4, Array<typeof fine>(12).fill(fine))).toEqual([2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4, 4]);
  });

  it('halves on a failure, once for all that were under way', () => {
    expect(after(8, 8, [refused, refused, refused, refused])).toEqual([4, 4, 4, 4]);
    expect(after(8, 8, [...Array<typeof refused>(9).fill(refused), refused]).at(-1)).toBe(2);
    expect(after(8, 8, [{ path: '/x', status: null, milliseconds: 1 }])).toEqual([4]);
    // An answer that says no is an answer.
    expect(after(8, 8, [{ path: '/x', status: 404, milliseconds: 20 }])).toEqual([8]);
  });

  it('adds nothing while answers take much longer than they did at best', () => {
    const slow = { path: '/x', status: 200, milliseconds: 2_000 };
    expect(after(2, 16, [fine, fine, ...Array<typeof slow>(40).fill(slow)]).at(-1)).toBeLessThan(6);
    expect(after(2, 16, Array<typeof fine>(200).fill(fine)).at(-1)).toBe(16);
  });

  it('stays between one and the most, whatever happens', () => {
    const report = fc.record({ path: fc.constant('/x'), status: fc.constantFrom(200, 404, 429, 503, null), milliseconds: fc.nat(10_000) });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), fc.array(report, { maxLength: 200 }), (most, reports) =>
        after(4, most, reports).every((limit) => limit >= 1 && limit <= most)),
      { seed: 5 },
    );
  });
});
