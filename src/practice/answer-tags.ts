import { jsonAnswer } from './find-repository.js';
import { hubError } from './hub-error.js';
import type { SnapshotIndex } from './index-snapshot.js';

/** A tag with its label, in the taxonomy. */
interface TagEntry {
  readonly id: string;
  readonly label: string;
  readonly type: string;
}

/** Tags with a prefix by the type they belong to; the id keeps the prefix. */
const prefixed: Readonly<Record<string, string>> = {
  dataset: 'dataset', license: 'license', arxiv: 'arxiv', region: 'region', task_categories: 'task_categories', size_categories: 'size_categories',
  language: 'language', format: 'format', modality: 'modality', library: 'library',
};

/** Answers `models-tags-by-type` and `datasets-tags-by-type`: all tags in use, by type, each with a label. */
export function answerTags(request: Request, index: SnapshotIndex): Response {
  const tags = listTags(index);
  const type = new URL(request.url).searchParams.get('type');
  if (type === null) {
    return jsonAnswer(tags);
  }
  const asked = tags[type];
  return asked === undefined ? hubError(400, `Invalid type: ${type}; expected one of ${Object.keys(tags).join(', ')}`) : jsonAnswer({ [type]: asked });
}

function listTags({ models, kind }: SnapshotIndex): Record<string, TagEntry[]> {
  const types: readonly string[] = kind === 'model'
    ? ['pipeline_tag', 'library', 'dataset', 'language', 'license', 'arxiv', 'region', 'other']
    : ['task_categories', 'size_categories', 'language', 'license', 'format', 'modality', 'library', 'region', 'other'];
  const seen = new Map<string, TagEntry>();
  for (const model of models) {
    const languages = new Set(model.languages);
    for (const id of model.tags) {
      if (id.startsWith('base_model:') || seen.has(id)) {
        continue;
      }
      const colon = id.indexOf(':');
      const byPrefix = colon < 0 ? undefined : prefixed[id.slice(0, colon)];
      const type = byPrefix
        ?? (id === model.pipelineTag ? 'pipeline_tag' : id === model.libraryName || model.formats.includes(id) ? 'library' : languages.has(id) ? 'language' : 'other');
      seen.set(id, { id, label: byPrefix === undefined ? id : id.slice(colon + 1), type });
    }
  }
  const all = [...seen.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  return Object.fromEntries(types.map((type) => [type, all.filter((entry) => entry.type === type)]));
}
