import { UsageError } from '../core/errors.js';
import type { Change, World } from './world.js';

/** How a living hub moves on. Instants are ISO 8601 UTC within the world's months. */
export interface LivingOptions {
  /** Default the first snapshot. */
  readonly from?: string | undefined;
  /** Default the last snapshot. */
  readonly until?: string | undefined;
  /** Right answers to lists of the present after which one more change comes to pass; 0 for never by itself. */
  readonly every: number;
}

/** The time that the hub lives in; it only moves forward. */
export interface HubClock {
  /** ISO 8601 UTC. */
  now(): string;
  /** Whether there is nothing left to come. */
  ended(): boolean;
  /** Goes to an instant and gives what changed on the way. Throws UsageError for one in the past or after the end. */
  advanceTo(instant: string): readonly Change[];
  /** Lets so many more changes come to pass; those of the same instant come together. Fewer, where no more are left. */
  advance(steps: number): readonly Change[];
  /** Counts a list answer and gives what changed by it. */
  countList(): readonly Change[];
}

/** The clock of a hub: it stands at the last snapshot unless the hub is to live. Throws UsageError for options out of range. */
export function createHubClock(world: World, living: LivingOptions | undefined): HubClock {
  const first = Date.parse(world.instants[0] as string);
  const last = Date.parse(world.instants.at(-1) as string);
  const from = living === undefined ? last : living.from === undefined ? first : read(living.from);
  const until = living?.until === undefined ? last : read(living.until);
  const every = living?.every ?? 0;
  if (from < first || until > last || until < from || !Number.isSafeInteger(every) || every < 0) {
    throw new UsageError(
      `practice hub: cannot live so; expected instants between ${world.instants[0]} and ${world.instants.at(-1)} and a count of list answers, `
      + `got from ${living?.from ?? 'the beginning'}, until ${living?.until ?? 'the end'} and every ${every}`,
    );
  }
  let now = from;
  let lists = 0;
  let place = world.changes.findIndex(({ at }) => Date.parse(at) > now);
  place = place < 0 ? world.changes.length : place;

  function requireLiving(): void {
    if (living === undefined) {
      throw new UsageError('practice hub: it stands still; expected the option living to be set, got none');
    }
  }
  /** Takes all changes up to an instant. */
  function takeUntil(instant: number): Change[] {
    const start = place;
    while (place < world.changes.length && Date.parse((world.changes[place] as Change).at) <= instant) {
      place += 1;
    }
    now = instant;
    return world.changes.slice(start, place);
  }
  function advance(steps: number): Change[] {
    const taken: Change[] = [];
    for (let step = 0; step < steps; step += 1) {
      const next = world.changes[place];
      if (next === undefined || Date.parse(next.at) > until) {
        now = until;
        break;
      }
      taken.push(...takeUntil(Date.parse(next.at)));
    }
    return taken;
  }
  return {
    now: () => new Date(now).toISOString(),
    ended: () => now >= until,
    advanceTo(instant) {
      requireLiving();
      const to = read(instant);
      if (to < now || to > until) {
        throw new UsageError(`practice hub: cannot go there; expected an instant from ${new Date(now).toISOString()} to ${new Date(until).toISOString()}, got ${instant}`);
      }
      return takeUntil(to);
    },
    advance(steps) {
      requireLiving();
      return advance(steps);
    },
    countList() {
      lists += 1;
      return every > 0 && lists % every === 0 ? advance(1) : [];
    },
  };
}

function read(instant: string): number {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) {
    throw new UsageError(`practice hub: no such instant; expected ISO 8601, got ${instant}`);
  }
  return ms;
}
