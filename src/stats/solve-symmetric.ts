/**
 * Solves A·x = b for a symmetric positive definite A by Cholesky's factors; null where A has no inverse to speak of (a pivot below
 * 1e-10 of its diagonal). For the few rows that tests of several groups have.
 */
export function solveSymmetric(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const n = right.length;
  const factor = matrix.map((row) => [...row]);
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let value = matrix[i]![j]!;
      for (let k = 0; k < j; k += 1) value -= factor[i]![k]! * factor[j]![k]!;
      if (i !== j) factor[i]![j] = value / factor[j]![j]!;
      else if (!(value > 1e-10 * matrix[i]![i]!) || !Number.isFinite(value)) return null;
      else factor[i]![i] = Math.sqrt(value);
    }
  }
  const x = [...right];
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < i; k += 1) x[i]! -= factor[i]![k]! * x[k]!;
    x[i]! /= factor[i]![i]!;
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < n; k += 1) x[i]! -= factor[k]![i]! * x[k]!;
    x[i]! /= factor[i]![i]!;
  }
  return x;
}
