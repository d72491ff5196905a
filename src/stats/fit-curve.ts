import { invertPositive } from './design-matrix.js';

/** A curve with parameters: writes its value and its derivatives by each parameter at x. */
export interface Curve {
  readonly width: number;
  /** Value at x; fills `slopes` (as long as the parameters) with the derivatives. */
  readonly at: (x: number, parameters: Float64Array, slopes: Float64Array) => number;
}

export interface CurveFit {
  readonly parameters: Float64Array;
  /** Sum of squared residuals. */
  readonly squares: number;
}

const mostSteps = 60;
/** A gain of this share moves a criterion by far less than it is read to. */
const settledGain = 1e-7;
const firstDamping = 1e-3;
const largestDamping = 1e12;

function squaresOf(curve: Curve, x: Float64Array, y: Float64Array, parameters: Float64Array, slopes: Float64Array): number {
  let total = 0;
  for (let i = 0; i < x.length; i += 1) total += (y[i]! - curve.at(x[i]!, parameters, slopes)) ** 2;
  return total;
}

/**
 * Non-linear least squares from one start by Levenberg's and Marquardt's damped Gauss–Newton steps (Marquardt 1963), a step that
 * makes it worse being damped more, so that the result is never worse than its start. Null where the start itself has no finite sum of squares.
 * Own steps rather than a package: the curves here have three parameters and known derivatives, and a package would bring a matrix
 * library, numerical derivatives and exceptions where this program returns reasons.
 */
export function fitCurve(curve: Curve, x: Float64Array, y: Float64Array, start: readonly number[]): CurveFit | null {
  const k = curve.width;
  const slopes = new Float64Array(k);
  let parameters: Float64Array = Float64Array.from(start);
  let squares = squaresOf(curve, x, y, parameters, slopes);
  if (!Number.isFinite(squares)) return null;
  let damping = firstDamping;
  for (let step = 0; step < mostSteps && damping < largestDamping; step += 1) {
    const curvature = new Float64Array(k * k);
    const right = new Float64Array(k);
    for (let i = 0; i < x.length; i += 1) {
      const residual = y[i]! - curve.at(x[i]!, parameters, slopes);
      for (let j = 0; j < k; j += 1) {
        right[j]! += slopes[j]! * residual;
        for (let s = 0; s < k; s += 1) curvature[j * k + s]! += slopes[j]! * slopes[s]!;
      }
    }
    const better = dampedStep(curve, x, y, { parameters, squares, curvature, right, damping });
    if (better === null) break;
    const gained = squares - better.squares;
    ({ parameters, squares } = better);
    damping = better.damping / 10;
    if (gained <= settledGain * squares) break;
  }
  return { parameters, squares };
}

interface Position extends CurveFit {
  readonly curvature: Float64Array;
  readonly right: Float64Array;
  readonly damping: number;
}

/** The first step, with ever more damping, that makes it better; null where none does. */
function dampedStep(curve: Curve, x: Float64Array, y: Float64Array, from: Position): (CurveFit & { readonly damping: number }) | null {
  const k = curve.width;
  const slopes = new Float64Array(k);
  for (let { damping } = from; damping < largestDamping; damping *= 10) {
    const damped = from.curvature.slice();
    // The small addend keeps a parameter on which nothing depends any more from making the matrix singular.
    for (let j = 0; j < k; j += 1) damped[j * k + j]! += damping * (from.curvature[j * k + j]! + 1e-9);
    const inverse = invertPositive(damped, k);
    if (inverse === null) continue;
    const parameters = from.parameters.slice();
    for (let j = 0; j < k; j += 1) for (let s = 0; s < k; s += 1) parameters[j]! += inverse[j * k + s]! * from.right[s]!;
    const squares = squaresOf(curve, x, y, parameters, slopes);
    if (squares < from.squares) return { parameters, squares, damping };
  }
  return null;
}
