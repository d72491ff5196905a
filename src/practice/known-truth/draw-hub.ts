import { datasetSections } from '../../cards/sections/section-names.js';
import { createRandom } from '../random.js';
import { drawCard } from './draw-card.js';
import { drawModels } from './draw-models.js';
import type { KnownDataset, KnownHub } from './known-hub.js';
import { knobs } from './process.js';
import { signOf, type Truths } from './truths.js';

/** How large a hub is; by default as the declaration of the truths takes it. */
export interface HubSize {
  readonly models: number;
  readonly datasets: number;
}

/** A hub by the process: the same seed and truths give the same hub on every machine. */
export function drawHub(seed: number, truths: Truths, size: HubSize = knobs): KnownHub {
  return {
    seed, truths, takenAt: knobs.takenAt,
    models: drawModels(seed, truths, size.models).map(({ model }) => model),
    datasets: drawDatasets(seed, truths, size.datasets),
  };
}

function drawDatasets(seed: number, truths: Truths, count: number): KnownDataset[] {
  const random = createRandom(seed, 'known truth: datasets');
  const loading = signOf(truths.D4) * knobs.documentationLoading;
  return Array.from({ length: count }, (_, index): KnownDataset => {
    const popularity = random.normal();
    const documentation = loading * popularity + Math.sqrt(1 - loading * loading) * random.normal();
    return {
      registry_id: `d${String(index).padStart(6, '0')}`,
      name: `owner${String(random.below(knobs.owners)).padStart(4, '0')}/data-${String(index).padStart(4, '0')}`,
      created_at: new Date(Date.parse(knobs.takenAt) - Math.floor(random.next() * 1000 * 86_400) * 1000).toISOString(),
      downloads: Math.round(10 ** (2 + knobs.downloads.spread * popularity)),
      likes: Math.floor(10 ** (0.5 + 0.5 * popularity)),
      ...drawCard(random, datasetSections, knobs.sections, documentation, []),
    };
  });
}
