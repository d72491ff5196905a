import type { RecordFacts } from '../metadata/card-value.js';
import { compareSilence, conclude, differ, list, valuesOf, type NameComparison, type Sides } from './name-comparison.js';
import { families } from './name-lexicon.js';
import type { NamePart } from './name-part.js';

/**
 * Model types that hold other models (backbones of detectors, encoders of retrieval, models merged to a mixture of experts) or
 * are a part of one: a word for the other is right as well.
 */
const wrappers = new Set([
  'encoder-decoder', 'vision-encoder-decoder', 'speech-encoder-decoder', 'vision-text-dual-encoder', 'rag', 'encoder_decoder', 'bert-generation',
  'modular', 'timm_wrapper', 'sentence_transformer', 'dpr', 'hifigan', 'clip_vision_model', 'clip_text_model', 'maskformer', 'mask2former',
  'oneformer', 'upernet', 'deta', 'conditional_detr', 'deformable_detr', 'detr', 'dpt', 'depth_anything', 'rt_detr', 'table-transformer', 'mixtral',
]);
/** Tags that are model types and plain words: as tags they say nothing. */
const plainTags = new Set(['git', 'led', 'esm', 'sam', 'yi', 'lstm', 'dpr', 'bark', 'solar']);

const typesByFamily = new Map([...families].map(([id, { types, loosely }]) => [id, { types: words(types), loosely: words(loosely ?? '') }] as const));
const knownTypes = new Set([...typesByFamily.values()].flatMap(({ types }) => [...types]));
const typeOfClass = new Map([...knownTypes].map((type) => [type.replace(/[-_]/g, ''), type]));

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' ').filter((word) => word !== ''));
}

/** The architecture in a name beside `modelType`, or the classes, or the tags that the hub makes of them. */
export function compareArchitecture(all: readonly NamePart[], facts: RecordFacts): NameComparison {
  const { types, fields } = readTypes(facts);
  const sides: Sides = { aspect: 'architecture', parts: all.filter((part) => part.kind === 'architecture'), recorded: types, fields };
  const silence = compareSilence(sides);
  if (silence !== null || types === null) return silence ?? conclude(sides, 'not known', 'field missing', '');
  const named = valuesOf(sides.parts);
  const fits = named.filter((id) => types.some((type) => typesByFamily.get(id)?.types.has(type) === true));
  const states = `The record states ${list(types)}`;
  if (fits.length > 0) {
    return conclude(
      sides, 'agreement', 'model type of the family',
      `${states}, a model type of the ${list(fits)} family in the name.${reasonOf(fits[0])}`,
    );
  }
  const kin = named.find((id) => types.some((type) => typesByFamily.get(id)?.loosely.has(type) === true || holds(type, id)));
  if (kin !== undefined) return conclude(sides, 'undecided', 'loose word', `${states}; ${kin} is also said of such models.${reasonOf(kin)}`);
  const series = named.find((id) => families.get(id)?.series === true);
  if (series !== undefined) {
    return conclude(
      sides, 'undecided', 'series',
      `${states}; ${series} in the name does not tell the network.${reasonOf(series)}`,
    );
  }
  const open = named.find((id) => (typesByFamily.get(id)?.types.size ?? 0) === 0);
  if (open !== undefined) return conclude(sides, 'undecided', 'family without model type', `${states}; no model type is known for ${open}.`);
  const wrapper = types.find((type) => wrappers.has(type));
  if (wrapper !== undefined) return conclude(sides, 'undecided', 'model of models', `${states}, which holds other models.`);
  const strange = types.find((type) => !knownTypes.has(type));
  if (strange !== undefined) {
    return conclude(
      sides, 'undecided', 'model type not in the table',
      `${states}; what ${strange} is derived from is not known.`,
    );
  }
  return differ(sides, 'other family', `The name says ${list(named)}; the record states ${list(types)}, a model type of another family.`);
}

function reasonOf(id: string | undefined): string {
  const why = id === undefined ? undefined : families.get(id)?.why;
  return why === undefined ? '' : ` Note: ${why}.`;
}

/** Model types of the authors' own (`masked_bert`) name what they are made of. */
function holds(type: string, id: string): boolean {
  return !knownTypes.has(type) && id.length > 2 && type.replace(/[-_]/g, '').includes(id.replace(/[-_]/g, ''));
}

function readTypes({ modelType, architectures, tags }: RecordFacts): { types: readonly string[] | null; fields: readonly string[] } {
  if (typeof modelType === 'string' && modelType !== '') return { types: [modelType.toLowerCase()], fields: ['modelType'] };
  const classes = (architectures ?? []).flatMap((name) => typeOfClass.get(name.replace(/(For|LMHead|Model|Generation|Lm)[A-Z]?.*$/, '').toLowerCase()) ?? []);
  if (classes.length > 0) return { types: [...new Set(classes)], fields: ['architectures'] };
  const tagged = (tags ?? []).filter((tag) => (knownTypes.has(tag) || wrappers.has(tag)) && !plainTags.has(tag));
  const fields = [...(modelType === undefined ? [] : ['modelType']), ...(architectures === undefined ? [] : ['architectures']), ...(tags === undefined ? [] : ['tags'])];
  if (fields.length === 0) return { types: null, fields: ['modelType', 'architectures', 'tags'] };
  return { types: [...new Set(tagged)], fields };
}
