import type { RecordFacts } from '../metadata/card-value.js';
import { datasets, pretrainingData } from './dataset-words.js';
import { compareSilence, conclude, differ, list, valuesOf, type NameComparison, type Sides } from './name-comparison.js';
import type { NamePart } from './name-part.js';

/** What training scripts write where the data have no name. */
const placeholders = new Set(['imagefolder', 'audiofolder', 'generator', 'updated', 'original', 'none', 'json', 'csv', 'custom', 'text', 'parquet', 'pandas', 'null', 'datasets', 'private', 'unknown', 'data', 'dataset']);
/** Collections by their members. */
const collections = new Map(Object.entries({
  glue: 'mnli qqp cola mrpc rte stsb qnli wnli sst2', super_glue: 'boolq rte copa',
  xtreme: 'panx wikiann xnli squad mlqa tydiqa udpos universal_dependencies paws tatoeba', tweet_eval: 'emotion sentiment',
  superb: 'speech_commands', klue: 'klue', kor_nli: 'snli mnli', multi_nli: 'mnli', clinc_oos: 'clinc_oos',
  universal_dependencies: 'universal_dependencies', wikiann: 'panx', squad: 'squad_v2', squad_v2: 'squad', conllpp: 'conll2003',
  common_voice: 'common_voice', openorca: 'slimorca', indonlu: 'indonlu', dair_ai_emotion: 'emotion', wmt16: 'wmt14', scene_parse_150: 'ade20k',
  smithsonian_butterflies_subset: 'butterflies', pile: 'the_pile', 'all-nli': 'allnli snli mnli', xglue: 'xnli', stsb_multi_mt: 'stsb',
  amazon_reviews_multi: 'amazon_reviews', amazon_polarity: 'amazon_reviews', piqa: '',
}));

const known = new Map(Object.entries({ ...datasets, ...pretrainingData }).flatMap(([value, forms]) => [value, ...forms.split(',')].filter((form) => form !== '').map((form) => [squeeze(form), value] as const)));

/** The data sets in a name beside those of the record. */
export function compareDataset(all: readonly NamePart[], facts: RecordFacts): NameComparison {
  const stated = facts.datasets?.filter((one) => !placeholders.has(one.toLowerCase())) ?? null;
  const sides: Sides = { aspect: 'dataset', parts: all.filter((part) => part.kind === 'dataset'), recorded: stated, fields: ['datasets'] };
  const silence = compareSilence(sides);
  if (silence !== null || stated === null) return silence ?? conclude(sides, 'not known', 'field missing', '');
  const named = valuesOf(sides.parts);
  const fitting = named.find((one) => stated.some((other) => goesWith(one, other)));
  if (fitting !== undefined) return conclude(sides, 'agreement', 'data declared', `The record states data that ${fitting} in the name goes with.`);
  const strange = stated.find((one) => !known.has(nameOf(one)) && !collections.has(one));
  if (strange !== undefined) {
    return conclude(
      sides, 'undecided', 'data not in the table',
      `The name says ${list(named)}; whether ${strange} contains or is that is not known.`,
    );
  }
  if (stated.every((one) => /^(wikipedia|bookcorpus|c4|mc4|oscar|the_pile|openwebtext|imagenet|imagenet-1k|imagenet-21k|librispeech_asr|common_voice)$/.test(nameOf(one)) || /wikipedia|bookcorpus|imagenet|oscar|c4/.test(one))) {
    return conclude(
      sides, 'undecided', 'data of pretraining',
      `The name says ${list(named)}; the record states ${list(stated)}, on which the base may have been trained.`,
    );
  }
  return differ(sides, 'other data', `The name says ${list(named)}; the record states ${list(stated)}.`);
}

function goesWith(value: string, id: string): boolean {
  const name = nameOf(id);
  const wanted = squeeze(value);
  const base = id.slice(id.lastIndexOf('/') + 1);
  const members = collections.get(base) ?? collections.get(base.replace(/-/g, '_')) ?? '';
  return known.get(name) === value || name.includes(wanted) || (name.length > 3 && wanted.includes(name)) || members.split(' ').includes(value);
}

function nameOf(id: string): string {
  return squeeze(id.slice(id.lastIndexOf('/') + 1));
}

function squeeze(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}
