import { UsageError } from '../core/errors.js';
import { completeModel } from './complete-model.js';
import { draftDatasets } from './draft-datasets.js';
import { draftModels } from './draft-models.js';
import { evolvePopularity } from './evolve-popularity.js';
import { listEvents } from './list-events.js';
import type { Member } from './member.js';
import { planPopulation, snapshotInstants } from './plan-population.js';
import type { Life } from './plan-population.js';
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
}

/**
 * Generates a simulated registry: six monthly snapshots from 2026-01-01 to 2026-06-01, with everything that happened in
 * between. No clock and no other randomness than the seed. Throws UsageError for options out of range.
 */
export function generateHub({ seed, models = 20_000, datasets = Math.round(models / 10) }: GenerateOptions): World {
  requireInteger('seed', seed, 0, Number.MAX_SAFE_INTEGER);
  requireInteger('models', models, 100, 2_000_000);
  if (datasets !== 0) {
    requireInteger('datasets', datasets, 10, 2_000_000);
  }
  const populations: Readonly<Record<PackageKind, Population>> = {
    model: populateModels(seed, models), dataset: populateDatasets(seed, datasets),
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

function populateModels(seed: number, models: number): Population {
  const lives = planPopulation(seed, models);
  const drafts = draftModels(seed, lives);
  const random = createRandom(seed, 'commits');
  const members = drafts.map((draft, position) => completeModel(draft, position, random));
  return populate(seed, 'model', '', lives, members, drafts.map(({ latent }) => latent));
}

function populateDatasets(seed: number, datasets: number): Population {
  const lives = datasets === 0 ? [] : planPopulation(seed, datasets, 'dataset ');
  const members = draftDatasets(seed, lives);
  return populate(seed, 'dataset', 'dataset ', lives, members, members.map(({ latent }) => latent));
}

function populate(
  seed: number, kind: PackageKind, stream: string, lives: readonly Life[], members: readonly Member[], latents: readonly number[],
): Population {
  const popularity = evolvePopularity(seed, lives, latents, stream);
  return createPopulation(kind, members, popularity, listEvents(seed, members, stream));
}
