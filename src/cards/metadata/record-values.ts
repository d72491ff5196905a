import type { RecordFacts } from './card-value.js';
import { readTag } from './front-matter-values.js';
import { domainOfTask, normaliseArchitecture, normaliseCount, normaliseLanguage, normaliseLicence, normaliseModel, normalisePaper, normaliseTask, normaliseTechnology, sizeOfName, statesNothing } from './normal-form.js';
import type { FoundValue, ValueList } from './value-list.js';
import { addValue } from './value-list.js';

/** Words of tags that are neither model's nor author's but the registry's. */
const registryTags = /^(?:region:|endpoints_compatible$|autotrain_compatible$|has_space$|arxiv:|license:|dataset:|base_model:|doi:|model-index$|eval-results$|infinity_compatible$|text-generation-inference$|custom_code$|safetensors$|deploy:)/;
const weightTags: Readonly<Record<string, string>> = { pytorch: 'pytorch', tf: 'tensorflow', jax: 'jax', onnx: 'onnx', paddle: 'paddlepaddle', coreml: 'coreml', openvino: 'openvino', mlx: 'mlx', tflite: 'tflite' };

/** Adds what the registry's record says of the package: its fields, its tags, what it took from the configuration. */
export function readRecord(list: ValueList, record: RecordFacts): void {
  function give(attribute: FoundValue['attribute'], value: string | null, where: string, detail: Readonly<Record<string, string>> = {}): void {
    addValue(list, { attribute, value, source: 'record', where, detail, confidence: 0.95 });
  }
  const name = record.name ?? '';
  if (name.includes('/')) give('author', name.slice(0, name.indexOf('/')), 'name');
  addValue(list, { attribute: 'parameterCount', value: sizeOfName(name.slice(0, 200)), source: 'record', where: 'name', standing: 'inferred', confidence: 0.7 });
  if (typeof record.task === 'string') {
    const task = normaliseTask(record.task);
    give('task', task, 'task');
    give('domain', task === null ? null : domainOfTask(task), 'task: domain of the task');
  }
  if (typeof record.library === 'string') give('library', normaliseTechnology(record.library), 'library');
  for (const library of record.libraries ?? []) {
    const framework = weightTags[library.toLowerCase()];
    if (framework === undefined) give('library', normaliseTechnology(library), 'libraries');
    else give('framework', framework, 'libraries');
  }
  for (const licence of record.licences ?? []) give('licence', normaliseLicence(licence), 'licences');
  for (const language of record.languages ?? []) give('language', normaliseLanguage(language), 'languages');
  for (const dataset of record.datasets ?? []) give('dataset', statesNothing(dataset) ? null : dataset, 'datasets');
  for (const paper of record.papers ?? []) give('paper', normalisePaper(/^\d{4}\./.test(paper) ? `arxiv:${paper}` : paper), 'papers');
  for (const { base, relation } of record.baseModels ?? []) give('upstreamModel', normaliseModel(base), 'base_models', relation === '' || relation === 'unknown' ? {} : { relation });
  if (typeof record.parameters === 'number') give('parameterCount', normaliseCount(String(Math.round(record.parameters)), undefined), 'parameters');
  for (const architecture of record.architectures ?? []) addValue(list, { attribute: 'architecture', value: normaliseArchitecture(architecture), source: 'config', where: 'architectures', confidence: 0.97 });
  if (typeof record.modelType === 'string') addValue(list, { attribute: 'architecture', value: normaliseArchitecture(record.modelType), source: 'config', where: 'model_type', confidence: 0.97 });
  const hasLanguages = record.languages !== undefined;
  for (const tag of record.tags ?? []) {
    if (!registryTags.test(tag) && !statesNothing(tag)) addValue(list, { attribute: 'tag', value: tag.toLowerCase().slice(0, 100), source: 'tag', where: 'tags', confidence: 0.95 });
    readTag(list, tag, { source: 'tag', where: 'tag', language: !hasLanguages });
  }
}
