import type { PackageKind } from './world.js';

const modelProperties = [
  'author', 'baseModels', 'cardData', 'childrenModelCount', 'config', 'createdAt', 'disabled', 'downloads', 'downloadsAllTime', 'evalResults',
  'gated', 'gguf', 'inference', 'inferenceProviderMapping', 'lastModified', 'library_name', 'likes', 'mask_token', 'model-index', 'pipeline_tag',
  'private', 'resourceGroup', 'safetensors', 'sha', 'siblings', 'spaces', 'tags', 'transformersInfo', 'trendingScore', 'usedStorage', 'widgetData',
] as const;
const datasetProperties = [
  'author', 'cardData', 'citation', 'createdAt', 'description', 'disabled', 'downloads', 'downloadsAllTime', 'gated', 'lastModified', 'likes',
  'mainSize', 'paperswithcode_id', 'private', 'resourceGroup', 'sha', 'siblings', 'tags', 'trendingScore', 'usedStorage',
] as const;

/** A property that `expand` may name, of either kind. */
export type Property = (typeof modelProperties)[number] | (typeof datasetProperties)[number];

/** What the hub computes for one package at a time only. */
const detailOnly: ReadonlySet<Property> = new Set(['baseModels', 'childrenModelCount', 'usedStorage']);

interface AllowedProperties {
  /** On the answer for one package (the hub's enumeration, less what it has retired). */
  readonly detail: readonly Property[];
  /** On the list. */
  readonly list: readonly Property[];
}

const allowed: Readonly<Record<PackageKind, AllowedProperties>> = {
  model: { detail: modelProperties, list: modelProperties.filter((property) => !detailOnly.has(property)) },
  dataset: { detail: datasetProperties, list: datasetProperties.filter((property) => !detailOnly.has(property)) },
};

/** The properties that `expand` may name for a kind of package. */
export function propertiesOf(kind: PackageKind): AllowedProperties {
  return allowed[kind];
}
