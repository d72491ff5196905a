/** One cell of a log–log heat map; the edges are in the units of the data, `from` inclusive, `to` exclusive. */
export interface HeatCell {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
  readonly count: number;
}

/** Where zero is drawn on a logarithmic axis that has no zero: a column of its own, left of 1. */
export const zeroColumn = { from: 0.3, to: 0.7, centre: 0.46 } as const;

/**
 * Edges of bins of equal width in log10, moved to whole numbers: counts are whole, and bins without a whole number in
 * them would draw stripes. Goes on until the largest value lies below the last edge.
 * @param perDecade bins to the decade.
 */
export function logEdges(largest: number, perDecade: number): readonly number[] {
  const edges = [1];
  for (let step = 1; (edges.at(-1) ?? 1) <= largest; step++) {
    const edge = Math.round(10 ** (step / perDecade));
    if (edge > (edges.at(-1) ?? 0)) edges.push(edge);
  }
  return edges;
}

function findBin(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((edges[middle] ?? Infinity) <= value) low = middle;
    else high = middle;
  }
  return low;
}

/**
 * Counts points (x, y) into cells; x = 0 goes into the zero column. Points with y below 1 are not part of a table of
 * base models with descendants and are refused by being left out. Cells come in order of x, then y; empty ones are
 * absent.
 */
export function countCells(points: readonly { readonly x: number; readonly y: number }[]): readonly HeatCell[] {
  let largestX = 1;
  let largestY = 1;
  for (const { x, y } of points) {
    largestX = Math.max(largestX, x);
    largestY = Math.max(largestY, y);
  }
  const xEdges = logEdges(largestX, 5);
  const yEdges = logEdges(largestY, 8);
  const counts = new Map<number, number>();
  for (const { x, y } of points) {
    if (y < 1) continue;
    const column = x < 1 ? 0 : findBin(xEdges, x) + 1;
    const cell = column * yEdges.length + findBin(yEdges, y);
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b).map(([cell, count]) => {
    const column = Math.floor(cell / yEdges.length);
    const row = cell % yEdges.length;
    return {
      x1: column === 0 ? zeroColumn.from : xEdges[column - 1] ?? 1,
      x2: column === 0 ? zeroColumn.to : xEdges[column] ?? 1,
      y1: yEdges[row] ?? 1,
      y2: yEdges[row + 1] ?? 1,
      count,
    };
  });
}

/**
 * The piece of the line log10 y = intercept + slope · log10 x that lies inside the box, as its two ends; null when
 * the line does not cross the box. The box is in the units of the data, all above 0.
 */
export function clipLine(
  line: { readonly slope: number; readonly intercept: number },
  box: { readonly x: readonly [number, number]; readonly y: readonly [number, number] },
): readonly { readonly x: number; readonly y: number }[] | null {
  let low = Math.log10(box.x[0]);
  let high = Math.log10(box.x[1]);
  const bottom = Math.log10(box.y[0]);
  const top = Math.log10(box.y[1]);
  if (line.slope === 0) {
    if (line.intercept < bottom || line.intercept > top) return null;
  } else {
    const crossings = [(bottom - line.intercept) / line.slope, (top - line.intercept) / line.slope];
    low = Math.max(low, Math.min(...crossings));
    high = Math.min(high, Math.max(...crossings));
  }
  if (low >= high) return null;
  return [low, high].map((x) => ({ x: 10 ** x, y: 10 ** (line.intercept + line.slope * x) }));
}
