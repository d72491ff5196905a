import { UsageError } from '../core/errors.js';
import { faultKinds } from './fault-kinds.js';
import type { FaultKind } from './fault-kinds.js';
import { createRandom } from './random.js';

export interface FaultOptions {
  /** The same seed gives the same faults to the same requests, in whatever order they arrive. */
  readonly seed: number;
  /** Share of the answers that go wrong, 0 to 1. */
  readonly rate: number;
  /** Only these; default all. */
  readonly kinds?: readonly FaultKind[] | undefined;
  /** Lets a path that fails once fail for ever; default at most three faults in a row for a path. */
  readonly persistent?: boolean | undefined;
  /** Milliseconds for which a slow body stalls; default 500. */
  readonly slowMs?: number | undefined;
}

/** What decides about a fault: the request alone. */
export interface FaultRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  /** Whether it asks for a page of the list, and one after the first. */
  readonly list: boolean;
  readonly laterPage: boolean;
  /** Rows asked for with heavy properties; 0 where none are. */
  readonly heavyRows: number;
}

/** Decides about requests one by one, and counts what was served. */
export interface FaultPlan {
  readonly slowMs: number;
  /** The fault for this request, or null. */
  next(request: FaultRequest): FaultKind | null;
  count(kind: FaultKind): void;
  /** How often each kind was served. */
  served(): Readonly<Record<FaultKind, number>>;
}

const mostInRow = 3;
/** Rows with heavy properties above which the hub times out now and then, and always. */
const heavyChance = 100;
const heavyAlways = 500;

const listOnly: ReadonlySet<FaultKind> = new Set(['cursor-loop', 'empty-page', 'moved-rows']);
const bodyOnly: ReadonlySet<FaultKind> = new Set(['truncated-body', 'truncated-chunks', 'slow-body', 'html-page', 'half-json']);

/**
 * Chooses faults by a hash of the seed, the request and how often the same was asked before: never by the order in which
 * requests arrive, so concurrent clients meet the same faults each time. Throws UsageError for options out of range.
 */
export function planFaults({ seed, rate, kinds = faultKinds.map(({ kind }) => kind), persistent = false, slowMs = 500 }: FaultOptions): FaultPlan {
  const known = new Set<string>(faultKinds.map(({ kind }) => kind));
  const unknown = kinds.find((kind) => !known.has(kind));
  if (unknown !== undefined || kinds.length === 0) {
    throw new UsageError(`practice hub: no such fault; expected some of ${[...known].join(', ')}, got ${unknown ?? 'none'}`);
  }
  if (!(rate >= 0 && rate <= 1) || !Number.isSafeInteger(seed) || seed < 0 || !(slowMs > 0)) {
    throw new UsageError(`practice hub: faults are out of range; expected a rate from 0 to 1, a seed from 0 and slowMs above 0, got ${rate}, ${seed} and ${slowMs}`);
  }
  const asked = new Map<string, { times: number; inRow: number }>();
  const counts = Object.fromEntries(faultKinds.map(({ kind }) => [kind, 0])) as Record<FaultKind, number>;

  function fits(kind: FaultKind, request: FaultRequest): boolean {
    if (kind === 'heavy-504' || (request.method === 'HEAD' && bodyOnly.has(kind))) {
      return false;
    }
    return !listOnly.has(kind) || (request.list && request.method === 'GET' && (kind !== 'moved-rows' || request.laterPage));
  }
  function choose(request: FaultRequest, times: number): FaultKind | null {
    const random = createRandom(seed, `${request.method} ${request.target} ${persistent ? '' : times}`);
    if (kinds.includes('heavy-504') && request.heavyRows > heavyChance && random.chance(0.5)) {
      return 'heavy-504';
    }
    const candidates = kinds.filter((kind) => fits(kind, request));
    return random.chance(rate) && candidates.length > 0 ? random.pick(candidates) : null;
  }
  return {
    slowMs,
    next(request) {
      const key = `${request.method} ${request.target}`;
      const history = asked.get(key) ?? { times: 0, inRow: 0 };
      asked.set(key, history);
      if (kinds.includes('heavy-504') && request.heavyRows > heavyAlways) {
        return 'heavy-504';
      }
      const chosen = persistent || history.inRow < mostInRow ? choose(request, history.times) : null;
      history.times += 1;
      history.inRow = chosen === null ? 0 : history.inRow + 1;
      return chosen;
    },
    count(kind) {
      counts[kind] += 1;
    },
    served: () => ({ ...counts }),
  };
}

/** Rows that a list request asks for together with properties that the hub is slow to gather; 0 where it asks for none of these. */
export function heavyRows(query: URLSearchParams, defaultRows: number): number {
  const heavy = [...query.getAll('expand'), ...query.getAll('expand[]')].some((word) => ['siblings', 'config', 'cardData'].includes(word))
    || ['full', 'config', 'cardData'].some((name) => /^(true|1)$/i.test(query.get(name) ?? ''));
  return heavy ? Math.min(Number(query.get('limit') ?? defaultRows), defaultRows) : 0;
}
