import type { MirrorKind } from '../store/mirror-timeline.js';

/** Properties that `expand` may name on a detail answer of a model (the Python client's list, and two historical ones). */
const ofModels = [
  'author', 'baseModels', 'cardData', 'childrenModelCount', 'config', 'createdAt', 'disabled', 'downloads', 'downloadsAllTime', 'evalResults',
  'gated', 'gguf', 'gitalyUid', 'inference', 'inferenceProviderMapping', 'lastModified', 'library_name', 'likes', 'mask_token', 'model-index',
  'pipeline_tag', 'private', 'resourceGroup', 'safetensors', 'sha', 'siblings', 'spaces', 'tags', 'transformersInfo', 'trendingScore',
  'usedStorage', 'widgetData', 'xetEnabled',
] as const;

const ofDatasets = [
  'author', 'cardData', 'citation', 'createdAt', 'description', 'disabled', 'downloads', 'downloadsAllTime', 'gated', 'gitalyUid', 'lastModified',
  'likes', 'mainSize', 'paperswithcode_id', 'private', 'resourceGroup', 'sha', 'siblings', 'tags', 'trendingScore', 'usedStorage', 'xetEnabled',
] as const;

/** On the list the hub refuses these. */
const detailOnly: readonly string[] = ['baseModels', 'childrenModelCount', 'usedStorage'];

/** Words that `expand` may name. What the mirror knows nothing of is left out of its answers, as of those of the hub. */
export function expandable(kind: MirrorKind, where: 'list' | 'detail'): readonly string[] {
  const all: readonly string[] = kind === 'model' ? ofModels : ofDatasets;
  return where === 'detail' ? all : all.filter((word) => !detailOnly.includes(word));
}

/** Properties of a row of the list where nothing is expanded. */
export function listDefaults(kind: MirrorKind, asked: { readonly full: boolean; readonly cardData: boolean; readonly config: boolean }): readonly string[] {
  const { full, cardData, config } = asked;
  if (kind === 'dataset') {
    return [
      'author', 'sha', 'lastModified', 'private', 'gated', 'disabled', 'likes', 'downloads', 'tags', 'createdAt', 'key',
      ...(full || cardData ? ['cardData'] : []), ...(full ? ['siblings'] : []),
    ];
  }
  return [
    'likes', 'trendingScore', 'private', 'downloads', 'tags', 'pipeline_tag', 'library_name', 'createdAt', 'modelId',
    ...(full ? ['author', 'sha', 'lastModified', 'gated', 'disabled', 'siblings'] : []),
    ...(cardData ? ['cardData'] : []), ...(config ? ['config'] : []),
  ];
}

/** Properties of a detail answer where nothing is expanded. */
export function detailDefaults(kind: MirrorKind): readonly string[] {
  const both = ['author', 'sha', 'lastModified', 'createdAt', 'private', 'gated', 'disabled', 'downloads', 'likes', 'tags', 'cardData', 'siblings', 'usedStorage'];
  return kind === 'dataset'
    ? [...both, 'key']
    : ['modelId', ...both, 'library_name', 'pipeline_tag', 'model-index', 'config', 'mask_token', 'gguf'];
}
