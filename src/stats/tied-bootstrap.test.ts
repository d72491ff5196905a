import { describe, expect, it } from 'vitest';
import { stabilityInterval } from './bootstrap.js';
import { diversity, gini, itemsToReach, topFractionShare, topShare } from './concentration.js';
import { expectDigits, expectReason, valueOf } from './outcome.test-data.js';
import { seededGenerator } from './random.js';
import { concentrationStability } from './tied-bootstrap.js';
import { compactGroups, describeGroups, type TiedGroup } from './tied-groups.js';

const asks = { fractions: [0.01, 0.05], tops: [1, 10], reach: [0.5, 0.8, 0.95] };

/** Amounts with a long tail, many of them tied, a third of them zero. */
function drawAmounts(count: number, seed: number): number[] {
  const generator = seededGenerator(seed);
  return Array.from({ length: count }, () => {
    const u = (generator.below(1_000_000) + 1) / 1_000_000;
    return generator.below(3) === 0 ? 0 : Math.floor(4 * u ** -0.6);
  });
}

function groupsOf(amounts: readonly number[]): TiedGroup[] {
  const items = new Map<number, number>();
  for (const amount of amounts) items.set(amount, (items.get(amount) ?? 0) + 1);
  return [...items].sort(([a], [b]) => b - a).map(([amount, count]) => ({ amount, items: count }));
}

describe('concentration of tied groups', () => {
  it('is that of the items one by one', () => {
    for (const seed of [1, 2, 3]) {
      const amounts = drawAmounts(1000, seed);
      const found = describeGroups(groupsOf(amounts), asks);
      asks.fractions.forEach((fraction, index) => expectDigits(found!.fractionShares[index]!, valueOf(topFractionShare(amounts, fraction)).share, 12));
      asks.tops.forEach((k, index) => expectDigits(found!.topShares[index]!, valueOf(topShare(amounts, k)).share, 12));
      asks.reach.forEach((share, index) => expect(found!.itemsToReach[index]).toBe(valueOf(itemsToReach(amounts, share))));
      expectDigits(found!.gini, valueOf(gini(amounts)).gini, 12);
      expectDigits(found!.effectiveNumber, valueOf(diversity(amounts)).effectiveNumber, 12);
    }
  });

  it('has the Gini of the reference table', () => {
    const ineq = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261];
    expectDigits(describeGroups(groupsOf(ineq), asks)!.gini, 0.46209113026762, 12);
    expect(describeGroups(groupsOf([0, 0]), asks)).toBeNull();
  });

  it('hardly moves when the small groups are put together', () => {
    const groups = groupsOf(drawAmounts(40_000, 5).map((amount, index) => amount * 1000 + (amount === 0 ? 0 : index % 997)));
    const compact = compactGroups(groups);
    expect(compact.length).toBeLessThan(groups.length / 5);
    const [whole, near] = [describeGroups(groups, asks), describeGroups(compact, asks)];
    expect(near?.items).toBe(whole?.items);
    expect(Math.abs(near!.total / whole!.total - 1)).toBeLessThan(1e-9);
    [...whole!.fractionShares, whole!.gini].forEach((value, index) => expect(Math.abs([...near!.fractionShares, near!.gini][index]! - value)).toBeLessThan(2e-3));
  });
});

describe('stability of concentration', () => {
  it('has the intervals of the bootstrap item by item', () => {
    const amounts = drawAmounts(800, 11);
    const found = valueOf(concentrationStability(groupsOf(amounts), asks, { seed: 1 }));
    const share = valueOf(stabilityInterval(amounts, (sample) => valueOf(topFractionShare(sample, 0.01)).share, { seed: 2 }));
    const coefficient = valueOf(stabilityInterval(amounts, (sample) => valueOf(gini(sample)).gini, { seed: 2 }));
    const number = valueOf(stabilityInterval(amounts, (sample) => valueOf(itemsToReach(sample, 0.8)), { seed: 2 }));
    for (const [ours, theirs] of [[found.fractionShares[0]!, share], [found.gini, coefficient], [found.itemsToReach[1]!, number]] as const) {
      expect(ours.value).toBeCloseTo(theirs.estimate, 10);
      // Each limit of 2,000 samples is itself uncertain by some hundredths of the width.
      const width = theirs.interval.high - theirs.interval.low;
      expect(Math.abs(ours.interval.low - theirs.interval.low)).toBeLessThan(0.1 * width);
      expect(Math.abs(ours.interval.high - theirs.interval.high)).toBeLessThan(0.1 * width);
    }
  });

  it('is the same for the same seed, and not computable for a total of zero or one item', () => {
    const groups = groupsOf(drawAmounts(300, 4));
    expect(concentrationStability(groups, asks, { seed: 9 })).toEqual(concentrationStability(groups, asks, { seed: 9 }));
    expectReason(concentrationStability([{ amount: 0, items: 9 }], asks, { seed: 1 }), 'zero total');
    expectReason(concentrationStability([{ amount: 4, items: 1 }], asks, { seed: 1 }), 'too few values');
  });
});
