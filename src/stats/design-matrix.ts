import { UsageError } from '../core/errors.js';
import { computed, notComputable } from './outcome.js';
import type { Outcome } from './outcome.js';
import { crossDeviations, isConstant, mean, readSample } from './sample.js';
import type { Values } from './sample.js';

/** A column of a regression, one value per row. */
export interface Predictor {
  readonly name: string;
  readonly values: Values;
}

/**
 * Rows of a regression: an intercept and the predictors, each centred and scaled to unit variance, so that the normal
 * equations stay well conditioned whether a predictor is in bytes or in shares. Row-major, `width` numbers a row, the
 * intercept first.
 */
export interface Design {
  readonly rows: Float64Array;
  readonly n: number;
  readonly width: number;
  readonly names: readonly string[];
  readonly centres: readonly number[];
  readonly scales: readonly number[];
}

export const interceptName = '(intercept)';

/** Builds the design. A constant predictor is a singular design; a length other than n raises `UsageError`. */
export function buildDesign(predictors: readonly Predictor[], n: number): Outcome<Design> {
  const width = predictors.length + 1;
  const rows = new Float64Array(n * width);
  for (let i = 0; i < n; i += 1) rows[i * width] = 1;
  const centres: number[] = [];
  const scales: number[] = [];
  for (const [j, { name, values }] of predictors.entries()) {
    if (values.length !== n) {
      throw new UsageError(`stats: predictor ${name} (regression); expected ${n} values, got ${values.length}`);
    }
    const column = readSample(values, `predictor ${name}`);
    if (!column.computable) return column;
    if (isConstant(column.value)) return notComputable('singular design', `predictor ${name} has one value only`);
    const centre = mean(column.value);
    const scale = Math.sqrt(crossDeviations(column.value, column.value, centre, centre) / n);
    if (!(scale > 0 && scale < Infinity)) {
      return notComputable('not finite', `the spread of predictor ${name} leaves the range of doubles`);
    }
    for (let i = 0; i < n; i += 1) rows[i * width + j + 1] = (column.value[i]! - centre) / scale;
    centres.push(centre);
    scales.push(scale);
  }
  return computed({ rows, n, width, names: [interceptName, ...predictors.map(({ name }) => name)], centres, scales });
}

/** Coefficients for the predictors as they were given, from those for the centred and scaled ones. */
export function unscaleCoefficients(design: Design, scaled: Float64Array): Float64Array {
  const result = scaled.slice();
  for (let j = 1; j < design.width; j += 1) {
    result[j] = scaled[j]! / design.scales[j - 1]!;
    result[0]! -= result[j]! * design.centres[j - 1]!;
  }
  return result;
}

/**
 * Covariance matrix (row-major) of the coefficients for the predictors as given: A C Aᵀ, A as in `unscaleCoefficients`.
 */
export function unscaleCovariance(design: Design, scaled: Float64Array): Float64Array {
  const k = design.width;
  // A is linear, so it is applied to the columns, then to the rows.
  let matrix = scaled;
  for (let pass = 0; pass < 2; pass += 1) {
    const turned = new Float64Array(k * k);
    for (let j = 0; j < k; j += 1) {
      const column = unscaleCoefficients(design, Float64Array.from({ length: k }, (_, i) => matrix[i * k + j]!));
      for (let i = 0; i < k; i += 1) turned[j * k + i] = column[i]!;
    }
    matrix = turned;
  }
  return matrix;
}

/** A pivot this small beside its diagonal element says that a predictor is a combination of the others. */
const singularBelow = 1e-11;

/**
 * Inverse of a small symmetric positive definite matrix (row-major) by Cholesky's factors; null where it is singular.
 */
export function invertPositive(matrix: Float64Array, k: number): Float64Array | null {
  const lower = new Float64Array(k * k);
  for (let j = 0; j < k; j += 1) {
    let pivot = matrix[j * k + j]!;
    for (let s = 0; s < j; s += 1) pivot -= lower[j * k + s]! ** 2;
    if (!(pivot > singularBelow * matrix[j * k + j]!)) return null;
    const root = Math.sqrt(pivot);
    lower[j * k + j] = root;
    for (let i = j + 1; i < k; i += 1) {
      let value = matrix[i * k + j]!;
      for (let s = 0; s < j; s += 1) value -= lower[i * k + s]! * lower[j * k + s]!;
      lower[i * k + j] = value / root;
    }
  }
  const inverse = new Float64Array(k * k);
  for (let column = 0; column < k; column += 1) {
    const solution = new Float64Array(k);
    for (let i = 0; i < k; i += 1) {
      let value = i === column ? 1 : 0;
      for (let s = 0; s < i; s += 1) value -= lower[i * k + s]! * solution[s]!;
      solution[i] = value / lower[i * k + i]!;
    }
    for (let i = k - 1; i >= 0; i -= 1) {
      let value = solution[i]!;
      for (let s = i + 1; s < k; s += 1) value -= lower[s * k + i]! * solution[s]!;
      solution[i] = value / lower[i * k + i]!;
    }
    for (let i = 0; i < k; i += 1) inverse[i * k + column] = solution[i]!;
  }
  return inverse;
}
