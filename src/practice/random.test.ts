import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, createWeightedDraw } from './random.js';

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('createRandom', () => {
  it('repeats itself for the same seed and label, and differs otherwise', () => {
    fc.assert(fc.property(fc.maxSafeNat(), fc.string(), (seed, label) => {
      expect(createRandom(seed, label).hex(32)).toBe(createRandom(seed, label).hex(32));
      expect(createRandom(seed, label).hex(32)).not.toBe(createRandom(seed, `${label}.`).hex(32));
    }), { seed: 11 });
  });

  it('tells seeds apart that differ only beyond 32 bits', () => {
    expect(createRandom(7, 'a').hex(32)).not.toBe(createRandom(7 + 2 ** 32, 'a').hex(32));
  });

  it('has the moments of the uniform and the normal distribution', () => {
    const random = createRandom(5, 'moments');
    const uniform = Array.from({ length: 20_000 }, () => random.next());
    const normal = Array.from({ length: 20_000 }, () => random.normal());
    expect(mean(uniform)).toBeCloseTo(0.5, 1);
    expect(mean(normal)).toBeCloseTo(0, 1);
    expect(mean(normal.map((value) => value ** 2))).toBeCloseTo(1, 1);
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform)).toBeLessThan(1);
  });
});

describe('createWeightedDraw', () => {
  it('draws in proportion and never what weighs nothing', () => {
    const random = createRandom(9, 'weights');
    const draw = createWeightedDraw([0, 1, 0, 3, 0]);
    const counts = [0, 0, 0, 0, 0];
    for (let round = 0; round < 8000; round += 1) {
      const at = draw.draw(random) as number;
      counts[at] = (counts[at] ?? 0) + 1;
    }
    expect([counts[0], counts[2], counts[4]]).toEqual([0, 0, 0]);
    expect((counts[3] as number) / 8000).toBeCloseTo(0.75, 1);
  });

  it('says null where nothing can be drawn', () => {
    expect(createWeightedDraw([0, 0]).draw(createRandom(1, 'none'))).toBeNull();
  });
});
