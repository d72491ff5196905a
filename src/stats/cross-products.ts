import { UsageError } from '../core/errors.js';
import { computed, notComputable } from './outcome.js';
import type { Outcome } from './outcome.js';

/**
 * All that a regression needs to know of some rows: their number, and of each column and pair of columns the sum. Those of two parts
 * add up to those of the whole, so a fit without a part costs a subtraction, however many rows there are.
 */
export interface CrossProducts {
  readonly n: number;
  readonly names: readonly string[];
  /** Sum of each column. */
  readonly sums: Float64Array;
  /** Sums of products of two columns, row-major, as many each way as there are columns; symmetric. */
  readonly products: Float64Array;
}

/** The share of variance that some columns explain. */
export interface ExplainedVariance {
  readonly rSquared: number;
  /** 1 − (1 − R²)(n − 1)/(n − k − 1) with k independent columns (Ezekiel 1930): what columns explain by their number alone is taken off. */
  readonly adjusted: number;
  /** Independent columns. */
  readonly rank: number;
  /** Names of columns that are constant or a combination of those before them: they were left out. */
  readonly dropped: readonly string[];
}

/** What is left of a column beside the others, as a share of its variance, below which it is a combination of them. */
const collinearBelow = 1e-9;
/** Variance as a share of the raw sum of squares below which only rounding errors are left of it: the column is constant. */
const constantBelow = 1e-12;

/** The cross products of columns of one length, given by name; a length other than the first's raises `UsageError`. */
export function crossProductsOf(columns: Readonly<Record<string, readonly number[] | Float64Array>>): CrossProducts {
  const names = Object.keys(columns);
  const values = names.map((name) => columns[name]!);
  const n = values[0]?.length ?? 0;
  const k = names.length;
  const sums = new Float64Array(k);
  const products = new Float64Array(k * k);
  for (const [j, column] of values.entries()) {
    if (column.length !== n) throw new UsageError(`stats: column ${names[j]!} (cross products); expected ${n} values, got ${column.length}`);
    for (let i = 0; i < n; i += 1) sums[j]! += column[i]!;
    for (let s = 0; s <= j; s += 1) {
      let total = 0;
      for (let i = 0; i < n; i += 1) total += column[i]! * values[s]![i]!;
      products[j * k + s] = total;
      products[s * k + j] = total;
    }
  }
  return { n, names, sums, products };
}

/** The cross products of all parts together. No parts, or parts with other columns, raise `UsageError`. */
export function pool(parts: readonly CrossProducts[]): CrossProducts {
  const first = parts[0];
  if (first === undefined) throw new UsageError('stats: cross products to pool; expected at least one part, got none');
  return parts.slice(1).reduce((total, part) => combine(total, part, 1), first);
}

/** The cross products of the whole without one of its parts. */
export function without(whole: CrossProducts, part: CrossProducts): CrossProducts {
  return combine(whole, part, -1);
}

function combine(one: CrossProducts, other: CrossProducts, sign: 1 | -1): CrossProducts {
  if (one.names.join('\n') !== other.names.join('\n')) {
    throw new UsageError(`stats: cross products of other columns; expected ${one.names.join(', ')}, got ${other.names.join(', ')}`);
  }
  return {
    n: one.n + sign * other.n,
    names: one.names,
    sums: one.sums.map((value, j) => value + sign * other.sums[j]!),
    products: one.products.map((value, j) => value + sign * other.products[j]!),
  };
}

/** Sum of products of the deviations of two columns from their means. */
function deviationProduct({ n, names, sums, products }: CrossProducts, a: number, b: number): number {
  return products[a * names.length + b]! - (sums[a]! * sums[b]!) / n;
}

/**
 * Explained variance of the least-squares regression of a column on an intercept and others, given by their places. The columns are
 * standardised and swept out one after the other (Gauss–Jordan, as Beaton's sweep of 1964); one that has no variance left beside those
 * before it is dropped and named. Not computable: fewer rows than independent columns and two, an outcome that is constant, sums that
 * left the range of doubles.
 */
export function explainedVariance(products: CrossProducts, outcome: number, predictors: readonly number[]): Outcome<ExplainedVariance> {
  const { n, names } = products;
  const places = [...predictors, outcome];
  const k = places.length;
  const squares = places.map((place) => deviationProduct(products, place, place));
  if (squares.some((value) => !Number.isFinite(value))) return notComputable('not finite', 'the sums of squares leave the range of doubles');
  const isFlat = places.map((place, j) => !(squares[j]! > constantBelow * products.products[place * names.length + place]!));
  if (isFlat[k - 1] === true) return notComputable('constant', `${names[outcome]!} has one value only, there is no variance to explain`);
  const matrix = new Float64Array(k * k);
  for (let a = 0; a < k; a += 1) {
    for (let b = 0; b < k; b += 1) {
      if (isFlat[a] === true || isFlat[b] === true) continue;
      matrix[a * k + b] = deviationProduct(products, places[a]!, places[b]!) / Math.sqrt(squares[a]! * squares[b]!);
    }
  }
  const dropped: string[] = [];
  let rank = 0;
  for (let j = 0; j < k - 1; j += 1) {
    const pivot = matrix[j * k + j]!;
    if (!(pivot > collinearBelow)) {
      dropped.push(names[places[j]!]!);
      continue;
    }
    rank += 1;
    for (let a = j + 1; a < k; a += 1) {
      const factor = matrix[a * k + j]! / pivot;
      if (factor === 0) continue;
      for (let b = j + 1; b < k; b += 1) matrix[a * k + b]! -= factor * matrix[j * k + b]!;
    }
  }
  if (n < rank + 2) return notComputable('too few values', `${n} rows cannot tell the shares of ${rank} columns`);
  const rSquared = Math.min(1, Math.max(0, 1 - matrix[k * k - 1]!));
  return computed({ rSquared, adjusted: 1 - ((1 - rSquared) * (n - 1)) / (n - rank - 1), rank, dropped });
}
