/**
 * What every statistic over data returns: the number, or the reason why there is none. A wrong call (a level of 99,
 * two columns of different length) is not an outcome; it raises a `UsageError`.
 */

/** Why a statistic has no value for these data. */
export type Reason =
  | 'empty'
  | 'too few values'
  | 'constant'
  | 'not finite'
  | 'negative value'
  | 'not a count'
  | 'zero total'
  | 'boundary'
  | 'singular design'
  | 'not converged'
  | 'no overdispersion'
  | 'statistic not computable';

export interface Computed<T> {
  readonly computable: true;
  readonly value: T;
}

export interface NotComputable {
  readonly computable: false;
  readonly reason: Reason;
  /** One sentence for a person: which sample, how many values. */
  readonly detail: string;
}

export type Outcome<T> = Computed<T> | NotComputable;

/** An interval with both ends, and the confidence level it was made for (0.95, not 95). */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

/** Wraps a value that could be computed. */
export function computed<T>(value: T): Computed<T> {
  return { computable: true, value };
}

/**
 * Path of the first number in plain objects and lists that is not finite; null where all are. Typed arrays are not
 * searched.
 */
function findNotFinite(value: unknown, path: string): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : path;
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = findNotFinite(inner, path === '' ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Wraps a result unless one of its numbers overflowed or became a NaN on the way, which finite but enormous data can
 * bring about: squares of 1e200 leave the range of doubles.
 */
export function computedIfFinite<T extends object>(value: T, what: string): Outcome<T> {
  const found = findNotFinite(value, '');
  return found === null
    ? computed(value)
    : notComputable('not finite', `${what}: ${found} leaves the range of doubles, the values are too large or too close`);
}

/** States why there is no value. */
export function notComputable(reason: Reason, detail: string): NotComputable {
  return { computable: false, reason, detail };
}

/** The value, or null where there is none: for callers that keep the reason elsewhere. */
export function valueOrNull<T>(outcome: Outcome<T>): T | null {
  return outcome.computable ? outcome.value : null;
}
