import { hashText } from './random.js';
import type { SnapshotIndex } from './index-snapshot.js';
import type { SimulatedModel } from './world.js';
import { isWarm, providersOf } from './model-serving.js';
import type { Property } from './package-properties.js';
import { declareCard } from './write-card.js';
import { blobOf, configOf, sizeOf } from './write-files.js';

/** The hub names at most so many spaces of a model. */
const spacesAtMost = 100;

/** An answer's view of a model: a JSON object with the hub's names. */
export type Projection = Record<string, unknown>;

/** The default row of the list, with what `full`, `cardData` and `config` add to it. */
export function projectRow(
  model: SimulatedModel,
  asked: { readonly full: boolean; readonly cardData: boolean; readonly config: boolean },
): Projection {
  if (model.kind === 'dataset') {
    return projectDatasetRow(model, asked.full, asked.full || asked.cardData);
  }
  const row: Projection = {
    _id: model._id, id: model.id, likes: model.likes, trendingScore: model.trendingScore, private: false,
    downloads: model.downloads, tags: model.tags,
  };
  setKnown(row, 'pipeline_tag', model.pipelineTag);
  setKnown(row, 'library_name', model.libraryName);
  row['createdAt'] = model.createdAt;
  row['modelId'] = model.id;
  if (asked.full) {
    Object.assign(row, {
      author: model.author, sha: model.sha, lastModified: model.lastModified, gated: model.gated, disabled: model.disabled,
      siblings: model.files.map((rfilename) => ({ rfilename })),
    });
  }
  if (asked.cardData) {
    setKnown(row, 'cardData', declareCard(model));
  }
  if (asked.config) {
    setKnown(row, 'config', configOf(model));
  }
  return row;
}

/** The list says more of a dataset than of a model. */
function projectDatasetRow(dataset: SimulatedModel, siblings: boolean, cardData: boolean): Projection {
  const { _id, id, author, sha, lastModified, createdAt, gated, disabled, likes, downloads, tags, description } = dataset;
  const row: Projection = { _id, id, author, sha, lastModified, createdAt, private: false, gated, disabled, likes, downloads, tags, key: '' };
  setKnown(row, 'description', description);
  if (siblings) {
    row['siblings'] = dataset.files.map((rfilename) => ({ rfilename }));
  }
  if (cardData) {
    setKnown(row, 'cardData', declareCard(dataset));
  }
  return row;
}

/**
 * Only `_id`, `id` and the properties asked for; what a package has not is left out, as the hub does. Providers are
 * named in a list there, by name in the answer for one model.
 */
export function projectProperties(model: SimulatedModel, properties: Iterable<Property>, index: SnapshotIndex, blobs = false): Projection {
  const row: Projection = { _id: model._id, id: model.id };
  for (const property of properties) {
    setKnown(row, property, valueOf(model, property, index, blobs));
  }
  return row;
}

/** A row of the list under `expand`. */
export function projectExpandedRow(model: SimulatedModel, properties: Iterable<Property>, index: SnapshotIndex): Projection {
  const row = projectProperties(model, properties, index);
  const providers = row['inferenceProviderMapping'];
  if (providers !== undefined) {
    row['inferenceProviderMapping'] = Object.entries(providers as Record<string, object>).map(([provider, one]) => ({ provider, ...one }));
  }
  return row;
}

const datasetDefaults: readonly Property[] = [
  'author', 'sha', 'lastModified', 'private', 'gated', 'disabled', 'tags', 'description', 'downloads', 'likes', 'cardData', 'siblings', 'createdAt',
  'usedStorage',
];
const detailDefaults: readonly Property[] = [
  'private', 'pipeline_tag', 'library_name', 'tags', 'downloads', 'likes', 'author', 'sha', 'lastModified', 'gated', 'disabled', 'mask_token',
  'cardData', 'config', 'transformersInfo', 'spaces', 'createdAt', 'safetensors', 'gguf', 'usedStorage', 'siblings', 'model-index', 'inference',
];

/** The default answer for one package. */
export function projectDetail(model: SimulatedModel, index: SnapshotIndex, blobs: boolean): Projection {
  if (model.kind === 'dataset') {
    return { ...projectProperties(model, datasetDefaults, index, blobs), key: '' };
  }
  const { _id, id, ...others } = projectProperties(model, detailDefaults, index, blobs);
  return { _id, id, modelId: id, ...others };
}

function setKnown(row: Projection, key: string, value: unknown): void {
  if (value !== null && value !== undefined) {
    row[key] = value;
  }
}

function valueOf(model: SimulatedModel, property: Property, index: SnapshotIndex, blobs: boolean): unknown {
  switch (property) {
    case 'author':
    case 'createdAt':
    case 'disabled':
    case 'downloads':
    case 'downloadsAllTime':
    case 'gated':
    case 'lastModified':
    case 'likes':
    case 'sha':
    case 'tags':
    case 'trendingScore':
      return model[property];
    case 'library_name':
      return model.libraryName;
    case 'pipeline_tag':
      return model.pipelineTag;
    case 'private':
      return false;
    case 'cardData':
      return declareCard(model);
    case 'config':
      return configOf(model);
    case 'mask_token':
      return model.pipelineTag === 'fill-mask' ? '[MASK]' : null;
    case 'siblings':
      return model.files.map((rfilename) => (blobs ? { rfilename, ...blobOf(model, rfilename) } : { rfilename }));
    case 'usedStorage':
    case 'mainSize':
      return model.files.reduce((sum, file) => sum + sizeOf(model, file), 0);
    case 'safetensors':
      return model.formats.includes('safetensors') && model.parameters !== null && model.libraryName !== 'diffusers'
        ? { parameters: { BF16: model.parameters }, total: model.parameters } : null;
    case 'gguf':
      return model.formats.includes('gguf') && model.parameters !== null ? { total: model.parameters, context_length: 4096 } : null;
    case 'transformersInfo':
      return model.libraryName === 'transformers' && model.architecture !== null
        ? {
            auto_model: autoModel(model.pipelineTag),
            ...(model.pipelineTag === null ? {} : { pipeline_tag: model.pipelineTag }),
            processor: 'AutoTokenizer',
          }
        : null;
    case 'spaces':
      return spacesOf(model);
    case 'baseModels':
      return baseModelsOf(model, index);
    case 'childrenModelCount':
      return index.childrenOf(model);
    case 'inference':
      return isWarm(model) ? 'warm' : null;
    case 'inferenceProviderMapping':
      return isWarm(model) ? providersOf(model) : null;
    case 'model-index':
      return model.fixed?.modelIndex;
    case 'description':
      return model.description;
    // No simulated package has these; the hub leaves them out for most of its own.
    case 'citation':
    case 'evalResults':
    case 'paperswithcode_id':
    case 'resourceGroup':
    case 'widgetData':
      return null;
  }
}

function autoModel(task: string | null): string {
  return task === 'text-generation' ? 'AutoModelForCausalLM' : task === 'fill-mask' ? 'AutoModelForMaskedLM' : 'AutoModel';
}

function spacesOf(model: SimulatedModel): string[] {
  const count = Math.min(spacesAtMost, Math.floor(Math.sqrt(model.likes) * 1.5));
  return Array.from({ length: count }, (_, at) => `visitor-${hashText(`${model._id} ${at}`) % 10_000}/demo-${at}`);
}

/** Parents that exist, by the name they have now; the hub states one relation for all of them. */
function baseModelsOf(model: SimulatedModel, index: SnapshotIndex): unknown {
  const models = model.parents.flatMap(({ base }) => {
    const found = index.find(base);
    return found === null ? [] : [{ _id: found.model._id, id: found.model.id }];
  });
  return models.length === 0 ? null : { relation: model.parents[0]?.relation, models };
}
