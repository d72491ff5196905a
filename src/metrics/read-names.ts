import { compareName } from '../cards/names/compare-name.js';
import { nameAspects, type NameAspect, type NameComparison, type NameOutcome } from '../cards/names/name-comparison.js';
import type { NameKind, NamePart } from '../cards/names/name-part.js';
import { splitName } from '../cards/names/split-name.js';
import type { RecordFacts } from '../cards/metadata/card-value.js';
import type { Field } from '../core/field.js';
import { ownerOf } from './owner-of-name.js';

/** Fields beside which a name can be laid. */
export const nameFields = [
  'tags', 'task', 'library', 'libraries', 'languages', 'datasets', 'base_models', 'architectures', 'model_type', 'parameters', 'files',
] as const satisfies readonly Field[];

/** A model as the SQL gives it; a field that the snapshot does not state is not there. */
export type NamedModel = { readonly name: string; readonly downloads: number | null } & Readonly<Partial<Record<(typeof nameFields)[number], unknown>>>;

/** What came of one aspect of a name. */
export interface ComparedAspect {
  readonly aspect: NameAspect;
  readonly outcome: NameOutcome;
  readonly rule: string;
  /** The least sure reading among the parts of the name that were looked at, from 0 to 1. */
  readonly confidence: number;
  readonly why: string;
}

/** A name that was read and laid beside its record. */
export interface ComparedName {
  readonly name: string;
  readonly downloads: number | null;
  /** What stands before the slash; models without an owner are the registry's own and one cluster. */
  readonly owner: string;
  /** Aspects of which the name says something. */
  readonly aspects: readonly ComparedAspect[];
  /** Whether the name contains that of a base of the model. */
  readonly repeatsBase: boolean;
  /** Kinds of its parts in their order, each once, without the owner and unknown words. */
  readonly kinds: readonly NameKind[];
  /** Whether some word of it is unknown. */
  readonly hasUnknown: boolean;
}

/** Rule by which a comparison says that a name contains the name of its base. */
const repeating = 'name of the base';

/** Splits a name and compares it with its record. */
export function readNamedModel(model: NamedModel): ComparedName {
  const parts = splitName(model.name);
  const said = parts.filter((part) => part.kind !== 'owner');
  const kinds = [...new Set(said.flatMap((part) => (part.kind === 'unknown' ? [] : [part.kind])))];
  const bases = model.base_models;
  // Most of the time goes into comparing, and a name of unknown words alone has nothing to compare but the name of a base.
  const compared = kinds.length === 0 && !(Array.isArray(bases) && bases.length > 0) ? [] : compareName(parts, factsOf(model));
  return {
    name: model.name, downloads: model.downloads, owner: ownerOf(model.name),
    aspects: compared.filter(isSaid).map(summarise),
    repeatsBase: compared.some((one) => one.rule === repeating),
    kinds, hasUnknown: said.some((part) => part.kind === 'unknown'),
  };
}

function isSaid({ parts, outcome }: NameComparison): boolean {
  return parts.length > 0 && outcome !== 'name silent' && outcome !== 'both silent';
}

function summarise({ aspect, outcome, rule, parts, why }: NameComparison): ComparedAspect {
  return { aspect, outcome, rule, why, confidence: parts.reduce((least: number, part: NamePart) => Math.min(least, part.confidence), 1) };
}

/** The record of a model; a field that the snapshot states and this record does not is empty, one that it does not state is not there. */
function factsOf(model: NamedModel): RecordFacts {
  function listOf<Value>(field: (typeof nameFields)[number]): Value | undefined {
    return field in model ? ((model[field] ?? []) as Value) : undefined;
  }
  function oneOf<Value>(field: (typeof nameFields)[number]): Value | undefined {
    return field in model ? (model[field] as Value) : undefined;
  }
  const facts = {
    name: model.name, tags: listOf('tags'), task: oneOf('task'), library: oneOf('library'), libraries: listOf('libraries'), languages: listOf('languages'),
    datasets: listOf('datasets'), baseModels: listOf('base_models'), architectures: listOf('architectures'), modelType: oneOf('model_type'),
    parameters: oneOf('parameters'), files: listOf('files'),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/** All aspects, in the order in which they are told. */
export const comparedAspects: readonly NameAspect[] = nameAspects;
