import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countReturns, durationOf, listSpells, midPointOf, type TopKeys } from './top-spells.js';

function tops(...lists: readonly (readonly [at: number, keys: string])[]): TopKeys[] {
  return lists.map(([at, keys]) => ({ at, keys: new Set(keys) }));
}

/** a stays throughout, b leaves at 2 and returns at 5, c comes at 2 and leaves, d comes last. */
const four = tops([0, 'ab'], [2, 'ac'], [5, 'ab'], [9, 'abd']);

describe('stays in the top', () => {
  it('begin and end between snapshots; one that returns has two', () => {
    expect(listSpells(four)).toEqual([
      { key: 'a', first: 0, last: 3, began: false, ended: false, again: false },
      { key: 'b', first: 0, last: 0, began: false, ended: true, again: false },
      { key: 'c', first: 1, last: 1, began: true, ended: true, again: false },
      { key: 'b', first: 2, last: 3, began: true, ended: false, again: true },
      { key: 'd', first: 3, last: 3, began: true, ended: false, again: false },
    ]);
  });

  it('with one absence bridged go on', () => {
    expect(listSpells(four, 1).filter((one) => one.key === 'b')).toEqual([{ key: 'b', first: 0, last: 3, began: false, ended: false, again: false }]);
    // Absent from the last snapshot: nothing to bridge to.
    expect(listSpells(tops([0, 'a'], [1, 'ab'], [2, 'a']), 1).find((one) => one.key === 'b')).toMatchObject({ last: 1, ended: true });
  });

  it('last at least from first to last, at most from the one before to the one after', () => {
    const [a, b, c, again] = listSpells(four);
    expect(durationOf(c!, four)).toEqual({ after: 0, by: 5 });
    expect(durationOf(a!, four)).toEqual({ after: 9, by: null });
    expect(durationOf(b!, four)).toEqual({ after: 0, by: 2 });
    expect(durationOf(again!, four)).toEqual({ after: 4, by: null });
    expect(midPointOf(c!, four)).toEqual({ time: 2.5, event: true });
    expect(midPointOf(again!, four)).toEqual({ time: 5.5, event: false });
  });

  it('count returns among the exits that could be watched for so long', () => {
    // b is gone at 2 and back at 5; c is gone at 5 and not back by 9.
    expect(countReturns(listSpells(four), four, 3)).toEqual({ returned: 1, exits: 2 });
    expect(countReturns(listSpells(four), four, 2)).toEqual({ returned: 0, exits: 2 });
    expect(countReturns(listSpells(four), four, 6)).toEqual({ returned: 1, exits: 1 });
    expect(countReturns(listSpells(four), four, 12)).toEqual({ returned: 0, exits: 0 });
  });

  it('cover every top, whatever the lists, and their mid-points lie within what is known', () => {
    const lists = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.subarray([...'abcdef'])), { minLength: 1, maxLength: 7 });
    fc.assert(fc.property(lists, fc.integer({ min: 0, max: 2 }), (drawn, bridge) => {
      let at = 0;
      const own = drawn.map(([gap, keys]): TopKeys => ({ at: (at += gap), keys: new Set(keys) }));
      const spells = listSpells(own, bridge);
      for (const [position, { keys }] of own.entries()) {
        for (const key of keys) expect(spells.filter((one) => one.key === key && one.first <= position && position <= one.last).length).toBe(1);
      }
      for (const spell of spells) {
        const { after, by } = durationOf(spell, own);
        const { time, event } = midPointOf(spell, own);
        expect(event).toBe(by !== null);
        expect(time).toBeGreaterThanOrEqual(after);
        if (by !== null) expect(time).toBeLessThanOrEqual(by);
        expect(own[spell.first]!.keys.has(spell.key) && own[spell.last]!.keys.has(spell.key)).toBe(true);
      }
    }), { seed: 51 });
  });
});
