import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipLine, countCells, logEdges, zeroColumn } from './heat-cells.js';

describe('logEdges', () => {
  it('are whole, rise, and end beyond the largest value', () => {
    expect(logEdges(100, 8)).toEqual([1, 2, 3, 4, 6, 7, 10, 13, 18, 24, 32, 42, 56, 75, 100, 133]);
    expect(logEdges(1, 5)).toEqual([1, 2]);
  });
});

describe('countCells', () => {
  const point = fc.record({ x: fc.integer({ min: 0, max: 10_000_000 }), y: fc.integer({ min: 1, max: 5000 }) });

  it('counts every point once, in the cell that contains it', () => {
    fc.assert(fc.property(fc.array(point, { minLength: 1, maxLength: 60 }), (points) => {
      const cells = countCells(points);
      expect(cells.reduce((sum, cell) => sum + cell.count, 0)).toBe(points.length);
      for (const cell of cells) {
        const inside = points.filter(({ x, y }) =>
          (cell.x1 === zeroColumn.from ? x === 0 : x >= cell.x1 && x < cell.x2) && y >= cell.y1 && y < cell.y2);
        expect(inside).toHaveLength(cell.count);
      }
    }));
  });

  it('gives zero a column of its own and no points no cell', () => {
    expect(countCells([{ x: 0, y: 1 }])).toEqual([{ x1: zeroColumn.from, x2: zeroColumn.to, y1: 1, y2: 2, count: 1 }]);
    expect(countCells([])).toEqual([]);
  });
});

describe('clipLine', () => {
  const box = { x: [1, 1e6], y: [1, 1000] } as const;

  it('cuts the line at the box', () => {
    const [from, to] = clipLine({ slope: 1, intercept: -1 }, box) ?? [];
    expect([from?.x, from?.y, to?.x, to?.y].map((value) => Math.round(value ?? 0))).toEqual([10, 1, 10_000, 1000]);
  });

  it('is absent where the line misses the box', () => {
    expect(clipLine({ slope: 0, intercept: 4 }, box)).toBeNull();
    expect(clipLine({ slope: 0.1, intercept: -5 }, box)).toBeNull();
    expect(clipLine({ slope: 0, intercept: 1 }, box)).toEqual([{ x: 1, y: 10 }, { x: 1e6, y: 10 }]);
  });
});
