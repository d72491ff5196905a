import { nameAt } from './member.js';
import type { Identity } from './member.js';
import { snapshotInstants } from './plan-population.js';
import { createRandom } from './random.js';
import type { WorldEvent } from './world.js';

/** Reads the events off the lives, each at an instant between the two snapshots it lies between; in order of time. */
export function listEvents(seed: number, drafts: readonly Identity[], stream = ''): WorldEvent[] {
  const random = createRandom(seed, `${stream}events`);
  const events: WorldEvent[] = [];
  for (let month = 1; month < snapshotInstants.length; month += 1) {
    const from = snapshotInstants[month - 1] as number;
    const span = (snapshotInstants[month] as number) - from - 2000;
    function between(): string {
      return new Date(from + 1000 + Math.floor((span * random.next()) / 1000) * 1000).toISOString();
    }
    const ofMonth: WorldEvent[] = [];
    for (const draft of drafts) {
      const { life, _id } = draft;
      const before = (life.presence & (1 << (month - 1))) !== 0;
      const now = (life.presence & (1 << month)) !== 0;
      const id = nameAt(draft, month);
      if (life.bornMonth === month) {
        ofMonth.push({ kind: 'created', month, at: new Date(life.createdAt).toISOString(), _id, id });
      } else if (before !== now) {
        ofMonth.push({ kind: now ? 'returned' : 'removed', month, at: between(), _id, id });
      }
      if (life.renamedMonth === month) {
        ofMonth.push({ kind: 'renamed', month, at: between(), _id, id, from: nameAt(draft, month - 1) });
      }
    }
    events.push(...ofMonth.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)));
  }
  return events;
}
