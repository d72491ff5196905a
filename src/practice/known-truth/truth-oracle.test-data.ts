import { readName } from './truth-names.test-data.js';
import type { KnownCard, KnownHub, KnownModel } from './known-hub.js';

/** Pairs of a base and a model derived from it. */
function pairsOf(hub: KnownHub): { base: KnownModel; child: KnownModel }[] {
  const byName = new Map(hub.models.map((one) => [one.name, one]));
  return hub.models.flatMap((child) => (child.base_models ?? []).flatMap(({ base: name }) => {
    const base = byName.get(name);
    return base === undefined ? [] : [{ base, child }];
  }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

/** Cliff's delta by its definition, all pairs. */
function delta(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (const x of a) for (const y of b) sum += Math.sign(x - y);
  return sum / (a.length * b.length);
}

function pearson(x: readonly number[], y: readonly number[]): number {
  const [mx, my] = [mean(x), mean(y)];
  const xy = mean(x.map((one, at) => (one - mx) * ((y[at] ?? 0) - my)));
  return xy / Math.sqrt(mean(x.map((one) => (one - mx) ** 2)) * mean(y.map((one) => (one - my) ** 2)));
}

function extremes<T>(list: readonly T[], value: (one: T) => number, size: number): [T[], T[]] {
  const sorted = [...list].sort((a, b) => value(b) - value(a));
  return [sorted.slice(0, size), sorted.slice(-size)];
}

function score(card: KnownCard): number {
  return (card.card_sections ?? []).length + (card.card_attributes ?? []).length / 4;
}

/** Share of the downloads that the most popular 1 % of owners have. */
export function topOwnerShare(hub: KnownHub): number {
  const totals = new Map<string, number>();
  for (const { author, downloads } of hub.models) totals.set(author ?? '', (totals.get(author ?? '') ?? 0) + downloads);
  const sorted = [...totals.values()].sort((a, b) => b - a);
  const all = sorted.reduce((sum, one) => sum + one, 0);
  return sorted.slice(0, Math.ceil(sorted.length / 100)).reduce((sum, one) => sum + one, 0) / all;
}

/** Lead of transformers over the next library: among models of the last year, and among derived ones. */
export function transformersLead(hub: KnownHub): readonly [recent: number, derived: number] {
  function lead(models: readonly KnownModel[]): number {
    const shares = ['transformers', 'sentence-transformers', 'timm', 'spacy'].map((name) => mean(models.map((one) => Number(one.libraries.includes(name)))));
    return (shares[0] ?? 0) - Math.max(...shares.slice(1));
  }
  return [lead(hub.models.filter((one) => one.created_at >= '2025-07-01')), lead(hub.models.filter((one) => one.base_models !== null))];
}

/** Share kept of transformers less that of the best other library. */
export function preservationLead(hub: KnownHub): number {
  const pairs = pairsOf(hub);
  const kept = ['transformers', 'sentence-transformers', 'timm', 'spacy'].map((name) =>
    mean(pairs.filter(({ base }) => base.libraries.includes(name)).map(({ child }) => Number(child.libraries.includes(name)))));
  return (kept[0] ?? 0) - Math.max(...kept.slice(1));
}

/** Share of pairs in which unsafe weights came in, less that in which they went. */
export function findingsGained(hub: KnownHub): number {
  function unsafe(model: KnownModel): number {
    return Number(model.files.includes('pytorch_model.bin') && !model.files.includes('model.safetensors'));
  }
  return mean(pairsOf(hub).map(({ base, child }) => unsafe(child) - unsafe(base)));
}

/** Share of the variance of log downloads between architectures, and between models with and without a carbon figure (one-way, each). */
export function varianceOfAttributes(hub: KnownHub): number {
  const y = hub.models.map((one) => Math.log10(1 + one.downloads));
  const all = mean(y.map((one) => (one - mean(y)) ** 2));
  function between(key: (model: KnownModel) => string): number {
    const groups = new Map<string, number[]>();
    for (const [at, model] of hub.models.entries()) groups.set(key(model), [...(groups.get(key(model)) ?? []), y[at] ?? 0]);
    return [...groups.values()].reduce((sum, group) => sum + group.length * (mean(group) - mean(y)) ** 2, 0) / y.length / all;
  }
  return between((one) => one.model_type) + between((one) => String(one.co2_grams !== null));
}

/** Squared correlations of log descendants: with log downloads, with the logarithm of days since a change, with the card's score. */
export function drivesOfDescendants(hub: KnownHub): readonly [popularity: number, recency: number, documentation: number] {
  const counts = new Map<string, number>();
  for (const { base } of pairsOf(hub)) counts.set(base.name, (counts.get(base.name) ?? 0) + 1);
  const y = hub.models.map((one) => Math.log1p(counts.get(one.name) ?? 0));
  function squared(x: (model: KnownModel) => number): number {
    return pearson(hub.models.map(x), y) ** 2;
  }
  return [
    squared((one) => Math.log10(1 + one.downloads)),
    squared((one) => Math.log1p((Date.parse(hub.takenAt) - Date.parse(one.modified_at)) / 86_400_000)),
    squared(score),
  ];
}

/** Share of perfective commits by the verbs of the process, and Cliff's deltas of models with more commits than the median against the others. */
export function maintenanceOf(hub: KnownHub): { perfective: number; downloads: number; size: number; documentation: number } {
  const looked = hub.models.filter((one) => one.commits !== null);
  const titles = looked.flatMap((one) => (one.commits ?? []).map(({ title }) => title));
  const [more, fewer] = extremes(looked, (one) => one.commits?.length ?? 0, Math.floor(looked.length / 2));
  function compare(value: (model: KnownModel) => number): number {
    return delta(more.map(value), fewer.map(value));
  }
  return {
    perfective: mean(titles.map((title) => Number(/^(Update README|Improve|Add usage|Add license|Refactor)/.test(title)))),
    downloads: compare((one) => one.downloads), size: compare((one) => one.storage_bytes), documentation: compare(score),
  };
}

/** Mean share of 23 attributes that a card states. */
export function completenessOf(hub: KnownHub): number {
  return mean(hub.models.filter((one) => one.has_card).map((one) => (one.card_attributes ?? []).length / 23));
}

/** Cliff's delta of the card's score, a thousand most against a thousand least popular: by downloads, likes and descendants. */
export function documentationGap(hub: KnownHub): readonly [downloads: number, likes: number, descendants: number] {
  const counts = new Map<string, number>();
  for (const { base } of pairsOf(hub)) counts.set(base.name, (counts.get(base.name) ?? 0) + 1);
  function gap(value: (model: KnownModel) => number): number {
    const [top, bottom] = extremes(hub.models, value, 1000);
    return delta(top.map(score), bottom.map(score));
  }
  return [gap((one) => one.downloads), gap((one) => one.likes), gap((one) => counts.get(one.name) ?? 0)];
}

/** Of names that tell a family or a size, how many contradict the record: any, and of those with a family the family. */
export function wrongNames(hub: KnownHub): readonly [any: number, family: number] {
  const read = hub.models.map((one) => ({ ...readName(one.name), type: one.model_type, parameters: one.parameters }));
  const telling = read.filter((one) => one.family !== null || one.parameters !== null);
  const family = read.filter((one) => one.family !== null);
  return [
    mean(telling.map((one) => Number((one.family !== null && one.family !== one.type) || (one.size !== null && (one.size < one.parameters / 2 || one.size > one.parameters * 2))))),
    mean(family.map((one) => Number(one.family !== one.type))),
  ];
}

/** Cliff's delta of the sections of datasets, the tenth with most against the tenth with least downloads. */
export function datasetGap(hub: KnownHub): number {
  const [top, bottom] = extremes(hub.datasets.filter((one) => one.has_card), (one) => one.downloads, Math.floor(hub.datasets.length / 10));
  return delta(top.map((one) => one.card_sections?.length ?? 0), bottom.map((one) => one.card_sections?.length ?? 0));
}

/** New models per month, oldest first. */
export function perMonth(hub: KnownHub): number[] {
  const counts = new Map<string, number>();
  for (const { created_at } of hub.models) counts.set(created_at.slice(0, 7), (counts.get(created_at.slice(0, 7)) ?? 0) + 1);
  return [...counts.keys()].sort().map((month) => counts.get(month) ?? 0);
}
