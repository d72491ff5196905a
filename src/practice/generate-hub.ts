import { UsageError } from '../core/errors.js';
import { makeAwkwardMembers } from './awkward-members.js';
import { completeModel } from './complete-model.js';
import { draftDatasets } from './draft-datasets.js';
import { draftModels } from './draft-models.js';
import { evolvePopularity } from './evolve-popularity.js';
import { listEvents } from './list-events.js';
import type { Member } from './member.js';
import { planPopulation, snapshotInstants } from './plan-population.js';
import { createPopulation } from './population.js';
import type { Population } from './population.js';
import { createRandom } from './random.js';
import type { PackageKind, World } from './world.js';

export interface GenerateOptions {
  /** Integer, 0 to 2^53 - 1: the same seed gives the same world. */
  readonly seed: number;
  /** Number of models alive at the last snapshot, 100 to 2,000,000; default 20,000. */
  readonly models?: number | undefined;
  /** Number of datasets alive at the last snapshot, 10 to 2,000,000, or 0 for none; default a tenth of the models. */
  readonly datasets?: number | undefined;
  /** Adds the packages of the owner `odd`, which test readers; they come on top of the numbers, and change nothing else. */
  readonly awkward?: boolean | undefined;
}

/**
 * Generates a simulated registry: six monthly snapshots from 2026-01-01 to 2026-06-01, with everything that happened in
 * between. No clock and no other randomness than the seed. Throws UsageError for options out of range.
 */
export function generateHub({ seed, models = 20_000, datasets = Math.round(models / 10), awkward = false }: GenerateOptions): World {
  requireInteger('seed', seed, 0, Number.MAX_SAFE_INTEGER);
  requireInteger('models', models, 100, 2_000_000);
  if (datasets !== 0) {
    requireInteger('datasets', datasets, 10, 2_000_000);
  }
  const populations: Readonly<Record<PackageKind, Population>> = {
    model: populateModels(seed, models, awkward), dataset: populateDatasets(seed, datasets, awkward),
  };
  function requireMonth(month: number): void {
    requireInteger('month', month, 0, snapshotInstants.length - 1);
  }
  return {
    seed,
    instants: snapshotInstants.map((instant) => new Date(instant).toISOString()),
    events: populations.model.events,
    changes: [...populations.model.changes, ...populations.dataset.changes].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)),
    eventsOf: (kind) => populations[kind].events,
    snapshotAt(month, kind = 'model') {
      requireMonth(month);
      return populations[kind].snapshotAt(month);
    },
    revisionsAt(month, _id, kind = 'model') {
      requireMonth(month);
      return populations[kind].revisionsAt(month, _id);
    },
    formerNamesAt(month, kind = 'model') {
      requireMonth(month);
      return populations[kind].formerNamesAt(month);
    },
    at: (instant, kind = 'model') => populations[kind].stateAt(instant).packages,
    stateAt: (instant, kind = 'model') => populations[kind].stateAt(instant),
  };
}

function requireInteger(what: string, value: number, low: number, high: number): void {
  if (!Number.isSafeInteger(value) || value < low || value > high) {
    throw new UsageError(`practice hub: ${what} is out of range; expected an integer from ${low} to ${high}, got ${value}`);
  }
}

function populateModels(seed: number, models: number, awkward: boolean): Population {
  const lives = planPopulation(seed, models);
  const drafts = draftModels(seed, lives);
  const random = createRandom(seed, 'commits');
  const members = drafts.map((draft, position) => completeModel(draft, position, random));
  return populate(seed, 'model', members, drafts.map(({ latent }) => latent), awkward);
}

function populateDatasets(seed: number, datasets: number, awkward: boolean): Population {
  const lives = datasets === 0 ? [] : planPopulation(seed, datasets, streams.dataset);
  const members = draftDatasets(seed, lives);
  return populate(seed, 'dataset', members, members.map(({ latent }) => latent), awkward);
}

/** Beginnings of the names of the random streams of each kind. */
const streams: Readonly<Record<PackageKind, string>> = { model: '', dataset: 'dataset ' };

function populate(seed: number, kind: PackageKind, members: readonly Member[], latents: readonly number[], awkward: boolean): Population {
  const stream = streams[kind];
  const odd = awkward ? makeAwkwardMembers(kind, members.length) : [];
  // Drawn last, so that the popularity of the others is what it is without them.
  const popularity = evolvePopularity(seed, [...members, ...odd].map(({ life }) => life), [...latents, ...odd.map(() => 0)], stream);
  const events = [...listEvents(seed, members, stream), ...listEvents(seed, odd, `${stream}awkward `)];
  return createPopulation(
    kind,
    [...members, ...odd].sort((one, other) => one.life.createdAt - other.life.createdAt),
    popularity,
    events.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)),
  );
}
