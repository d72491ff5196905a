import { createRandom } from './random.js';

/** When one model exists and changes its name; its content comes later. */
export interface Life {
  /** Index of the first snapshot that shows it. */
  readonly bornMonth: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** Bit m is set where the model is present at snapshot m. */
  presence: number;
  /** Month of the first snapshot under another name, or null. */
  renamedMonth: number | null;
  /** Whether it has one of the oldest names, without an owner. */
  readonly ownerless: boolean;
}

/** Instants of the snapshots in milliseconds: the first of January to June 2026, midnight UTC. */
export const snapshotInstants: readonly number[] = [0, 1, 2, 3, 4, 5].map((month) => Date.UTC(2026, month, 1));

/** The hub did not store creation dates before this instant, and states it for everything older. */
export const createdAtFloor = Date.UTC(2022, 2, 2, 23, 29, 4);

/** Share of the final number of models that is alive at each snapshot. */
const growth = [0.8, 0.84, 0.88, 0.92, 0.96, 1] as const;
const monthlyRemovals = 0.006;
const monthlyRenames = 0.004;
const monthlyReturns = 0.15;
const floorShare = 0.08;

/** Creation of what exists at the first snapshot: a share at the floor date, the rest ever denser towards the end. */
function firstCreations(seed: number, stream: string, count: number): number[] {
  const random = createRandom(seed, `${stream}creation of the first`);
  const span = (snapshotInstants[0] as number) - createdAtFloor - 60_000;
  return Array.from({ length: count }, () => {
    if (random.chance(floorShare)) {
      return createdAtFloor + (random.chance(0.3) ? 1000 : 0);
    }
    return createdAtFloor + 2000 + Math.floor((span * random.next() ** 0.45) / 1000) * 1000;
  }).sort((one, other) => one - other);
}

function monthCreations(seed: number, stream: string, month: number, count: number): number[] {
  const random = createRandom(seed, `${stream}creation in month ${month}`);
  const from = snapshotInstants[month - 1] as number;
  const span = (snapshotInstants[month] as number) - from - 2000;
  return Array.from({ length: count }, () => from + 1000 + Math.floor((span * random.next()) / 1000) * 1000)
    .sort((one, other) => one - other);
}

/**
 * Plans who exists when, in order of creation. Exactly `models` are present at the last snapshot; a few per thousand
 * are removed, come back or are renamed each month, at least one of each. `stream` begins the names of the random streams,
 * so that the lives of one kind do not depend on how many there are of another.
 */
export function planPopulation(seed: number, models: number, stream = ''): Life[] {
  const random = createRandom(seed, `${stream}population`);
  const alive = growth.map((share) => Math.round(models * share));
  const ownerlessWanted = Math.max(3, Math.round(models * 0.003));
  const lives: Life[] = firstCreations(seed, stream, alive[0] as number).map((createdAt, at) => ({
    bornMonth: 0, createdAt, presence: 1, renamedMonth: null, ownerless: at < ownerlessWanted,
  }));
  for (let month = 1; month < snapshotInstants.length; month += 1) {
    const before = 1 << (month - 1);
    const now = 1 << month;
    const present = lives.filter((life) => (life.presence & before) !== 0);
    const away = lives.filter((life) => (life.presence & before) === 0);
    for (const life of present) {
      life.presence |= now;
    }
    const removals = Math.max(1, Math.round(present.length * monthlyRemovals));
    for (let count = 0; count < removals;) {
      const life = random.pick(present);
      if ((life.presence & now) !== 0) {
        life.presence ^= now;
        count += 1;
      }
    }
    const returns = Math.min(removals, away.length, Math.max(1, Math.round(away.length * monthlyReturns)));
    for (let count = 0; count < returns;) {
      const life = random.pick(away);
      if ((life.presence & now) === 0) {
        life.presence |= now;
        count += 1;
      }
    }
    renameSome(present.filter((life) => (life.presence & now) !== 0), month);
    const created = (alive[month] as number) - (alive[month - 1] as number) + removals - returns;
    for (const createdAt of monthCreations(seed, stream, month, created)) {
      lives.push({ bornMonth: month, createdAt, presence: now, renamedMonth: null, ownerless: false });
    }
  }
  return lives;

  /** In the third month most of the names without owner move to an owner, as they did on the hub in early 2024. */
  function renameSome(candidates: readonly Life[], month: number): void {
    if (month === 2) {
      candidates.filter((life) => life.ownerless).forEach((life) => {
        life.renamedMonth = life.renamedMonth ?? (random.chance(0.9) ? month : null);
      });
    }
    const wanted = Math.max(1, Math.round(candidates.length * monthlyRenames));
    for (let count = 0; count < wanted; count += 1) {
      const life = random.pick(candidates);
      life.renamedMonth ??= life.ownerless ? null : month;
    }
  }
}
