import { isMapping, stringsOf } from '../markdown/front-matter.js';
import { measureFrom, metricOf } from './measures.js';
import { domainOfTask, normaliseTask, shortText, statesNothing } from './normal-form.js';
import type { ValueList } from './value-list.js';
import { addValue } from './value-list.js';

type Mapping = Readonly<Record<string, unknown>>;

/** Adds the results of `model-index`: evaluations with data set, split and task, and those data sets and tasks themselves. */
export function readModelIndex(list: ValueList, modelIndex: unknown): void {
  const models: readonly unknown[] = Array.isArray(modelIndex) ? modelIndex : [];
  for (const model of models.slice(0, 50)) {
    const results: unknown = isMapping(model) ? model['results'] : null;
    if (!Array.isArray(results)) continue;
    for (const result of (results as readonly unknown[]).slice(0, 500)) if (isMapping(result)) readResult(list, result);
  }
}

function readResult(list: ValueList, result: Mapping): void {
  const detail: Record<string, string> = {};
  const task = mappingOf(result['task']);
  const taskId = normaliseTask(first(task, 'type') ?? first(task, 'name') ?? '');
  if (taskId !== null) {
    detail['task'] = taskId;
    give(list, 'task', taskId);
    give(list, 'domain', domainOfTask(taskId));
  }
  const dataset = mappingOf(result['dataset']);
  const name = first(dataset, 'type') ?? first(dataset, 'name');
  if (name !== null) {
    detail['dataset'] = shortText(name, 100);
    give(list, 'dataset', shortText(name, 100));
  }
  for (const part of ['split', 'config']) {
    const text = first(dataset, part);
    if (text !== null) detail[part] = shortText(text, 60);
  }
  const metrics: unknown = result['metrics'];
  const items: readonly unknown[] = Array.isArray(metrics) ? metrics : [metrics];
  for (const item of items.slice(0, 100)) {
    if (!isMapping(item)) continue;
    const label = first(item, 'type') ?? first(item, 'name');
    const value = item['value'];
    if (label === null || (typeof value !== 'number' && typeof value !== 'string')) continue;
    const metric = metricOf(label) ?? shortText(label.toLowerCase(), 60);
    const measure = measureFrom(String(value), metric);
    if (measure === null) continue;
    const split = detail['split'] ?? /^(test|dev|validation|eval)\b/i.exec(first(item, 'name') ?? '')?.[1]?.toLowerCase();
    addValue(list, { attribute: 'evaluation', value: measure.value, source: 'model-index', where: 'model-index', detail: { ...detail, ...(split === undefined ? {} : { split }), metric, scale: measure.scale }, confidence: 0.98 });
  }
}

function give(list: ValueList, attribute: 'task' | 'domain' | 'dataset', value: string | null): void {
  addValue(list, { attribute, value, source: 'model-index', where: 'model-index', confidence: 0.95 });
}

function mappingOf(value: unknown): Mapping {
  return isMapping(value) ? value : {};
}

function first(mapping: Mapping, name: string): string | null {
  return stringsOf(mapping[name]).find((text) => !statesNothing(text)) ?? null;
}
