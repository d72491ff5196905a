import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordFacts } from '../metadata/card-value.js';
import { compareName } from './compare-name.js';
import { nameAspects, nameOutcomes, type NameAspect, type NameComparison } from './name-comparison.js';
import { splitName } from './split-name.js';

function compare(name: string, facts: RecordFacts, aspect: NameAspect): NameComparison | undefined {
  return compareName(splitName(name), { name, ...facts }).find((one) => one.aspect === aspect);
}

function outcome(name: string, facts: RecordFacts, aspect: NameAspect): string {
  const found = compare(name, facts, aspect);
  return `${found?.outcome}: ${found?.rule}`;
}

const empty: RecordFacts = { tags: [], task: null, library: null, languages: [], datasets: [], baseModels: [], architectures: [], modelType: null, parameters: null, files: [] };
const speaking = 'bert-base-7B-ner-english-finetuned-squad-gguf-4bit';

describe('compareName', () => {
  it('answers each aspect, in order', () => {
    expect(compareName(splitName('x'), {}).map((one) => one.aspect)).toEqual(nameAspects);
  });

  it.each(nameAspects)('tells what is not known from what is silent: %s', (aspect) => {
    expect(compare(speaking, {}, aspect)?.outcome).toBe('not known');
    expect(compare(speaking, empty, aspect)?.outcome).toBe('record silent');
    expect(compare('porpoise', empty, aspect)?.outcome).toBe('both silent');
  });

  it('tells where only the name is silent', () => {
    const facts: RecordFacts = { modelType: 'bert', parameters: 7e9, task: 'translation', languages: ['en'], datasets: ['squad'], tags: ['gguf', '4-bit'], baseModels: [{ base: 'o/bert-base', relation: 'finetune' }] };
    expect(compareName(splitName('porpoise'), facts).map((one) => one.outcome)).toEqual(nameAspects.map(() => 'name silent'));
  });

  it('shows both values, the parts and the fields', () => {
    expect(compare('gemma-7b', { modelType: 'bert' }, 'architecture')).toMatchObject({
      outcome: 'contradiction', named: ['gemma'], recorded: ['bert'], fields: ['modelType'], parts: [{ text: 'gemma', from: 0, to: 5 }],
      why: 'The name says gemma; the record states bert, a model type of another family.',
    });
  });

  it.each<[string, RecordFacts, string]>([
    ['camembert-ner', { modelType: 'roberta' }, 'agreement: model type of the family'],
    ['wav2vec2-xlsr', { modelType: 'wav2vec2' }, 'agreement: model type of the family'],
    ['pythia-1b', { modelType: 'gpt_neox' }, 'agreement: model type of the family'],
    ['opus-mt-en-de', { modelType: 'marian' }, 'agreement: model type of the family'],
    ['yi-34b', { modelType: 'llama' }, 'agreement: model type of the family'],
    ['bert-gpt2', { modelType: 'gpt2' }, 'agreement: model type of the family'],
    ['x-bert', { architectures: ['BertForMaskedLM'] }, 'agreement: model type of the family'],
    ['x-bert', { architectures: ['T5ForConditionalGeneration'] }, 'contradiction: other family'],
    ['x-bert', { tags: ['pytorch', 'bert', 'en'] }, 'agreement: model type of the family'],
    ['mistral-x', { modelType: 'llama' }, 'undecided: loose word'],
    ['my-bert', { modelType: 'masked_bert' }, 'undecided: loose word'],
    ['zephyr-x', { modelType: 'mistral' }, 'undecided: series'],
    ['sdxl-x', { modelType: 'bert' }, 'undecided: family without model type'],
    ['bert-x', { modelType: 'vision-encoder-decoder' }, 'undecided: model of models'],
    ['bert-x', { modelType: 'never-heard' }, 'undecided: model type not in the table'],
    ['gpt2-tokenizer', { modelType: 'bert' }, 'undecided: reading not sure'],
    ['falcon-bird', { modelType: 'bert' }, 'undecided: reading not sure'],
    ['roberta_cola', { modelType: 'deberta-v2' }, 'contradiction: other family'],
    ['distilbert-x', { modelType: 'roberta' }, 'contradiction: other family'],
  ])('architecture of %s with %j: %s', (name, facts, expected) => {
    expect(outcome(name, facts, 'architecture')).toBe(expected);
  });

  it.each<[string, RecordFacts, string]>([
    ['llama-2-7b', { parameters: 6_738_415_616 }, 'agreement: count within tolerance'],
    ['gemma-7b', { parameters: 8_537_680_896 }, 'agreement: count within tolerance'],
    ['mixtral-8x7b', { parameters: 46_702_792_704 }, 'agreement: count within tolerance'],
    ['llama-2-13b-merge-7b', { parameters: 6_738_415_616 }, 'agreement: count within tolerance'],
    ['llama-2-7b', { parameters: 13_015_864_320 }, 'undecided: count near by'],
    ['llama-2-7b', { parameters: 70e9 }, 'contradiction: other size'],
    ['llama-2-7b-GPTQ', { parameters: 1_129_191_424 }, 'undecided: count of quantised weights'],
    ['llama-2-7b', { parameters: 1_129_191_424, tags: ['4-bit'] }, 'undecided: count of quantised weights'],
    ['llama-2-7b-lora', { parameters: 4e6 }, 'undecided: count of an adapter'],
    ['llama-2-7b', { parameters: 4e6, files: ['adapter_model.safetensors'] }, 'undecided: count of an adapter'],
    ['llama-2-7b', { parameters: 5e5 }, 'undecided: count of a part'],
    ['qwen3-8b-speculators', { parameters: 1.6e9 }, 'undecided: count of a part'],
    ['bert-base', { parameters: 1e8 }, 'undecided: word for size'],
    ['babylm-10M', { parameters: 1.25e8 }, 'undecided: reading not sure'],
    ['llama-2-7b', { parameters: 0 }, 'record silent: nothing in the record'],
  ])('size of %s with %j: %s', (name, facts, expected) => {
    expect(outcome(name, facts, 'size')).toBe(expected);
  });

  it.each<[string, string, string]>([
    ['bert-ner', 'token-classification', 'agreement: same task'],
    ['x-sentiment', 'audio-classification', 'agreement: word that goes with the task'],
    ['x-sentiment', 'text-generation', 'undecided: general task'],
    ['bert-ner-agnews', 'text-classification', 'undecided: word for a task within the name'],
    ['bert-with-translation', 'text-classification', 'undecided: word for a task within the name'],
    ['bert-summarizer', 'text-classification', 'contradiction: other task'],
  ])('task of %s with %s: %s', (name, task, expected) => {
    expect(outcome(name, { task }, 'task')).toBe(expected);
  });

  it.each<[string, RecordFacts, string]>([
    ['bert-english', { languages: ['en', 'de'] }, 'agreement: languages declared'],
    ['opus-mt-en-de', { languages: ['de'] }, 'agreement: one of the languages declared'],
    ['bert-norwegian', { languages: ['nb'] }, 'agreement: languages declared'],
    ['bert-german', { languages: ['German'] }, 'agreement: languages declared'],
    ['bert-multilingual', { languages: ['en', 'de'] }, 'agreement: several languages'],
    ['bert-multilingual', { languages: ['en'] }, 'undecided: multilingual in the name'],
    ['bert-swahili', { languages: ['multilingual'] }, 'undecided: model of many languages'],
    ['bert-swahili', { languages: ['code'] }, 'record silent: nothing in the record'],
    ['Chinese-Art', { languages: ['en'], task: 'text-to-image' }, 'undecided: language of pictures'],
    ['whisper-small-ko', { languages: ['hi'] }, 'contradiction: other language'],
    ['x-kr-y', { languages: ['en'] }, 'undecided: reading not sure'],
    ['bert-swahili', { languages: ['constructor'] }, 'contradiction: other language'],
  ])('language of %s with %j: %s', (name, facts, expected) => {
    expect(outcome(name, facts, 'language')).toBe(expected);
  });

  it.each<[string, readonly string[], string]>([
    ['bert-finetuned-mnli', ['glue'], 'agreement: data declared'],
    ['whisper-common-voice', ['mozilla-foundation/common_voice_7_0'], 'agreement: data declared'],
    ['bert-imdb', ['imagefolder'], 'record silent: nothing in the record'],
    ['bert-imdb', ['o/own-data'], 'undecided: data not in the table'],
    ['bert-imdb', ['constructor'], 'undecided: data not in the table'],
    ['bert-imdb', ['wikipedia', 'bookcorpus'], 'undecided: data of pretraining'],
    ['bert-pubmed', ['imdb'], 'undecided: reading not sure'],
    ['bert-imdb', ['squad'], 'contradiction: other data'],
  ])('dataset of %s with %j: %s', (name, datasets, expected) => {
    expect(outcome(name, { datasets }, 'dataset')).toBe(expected);
  });

  it.each<[NameAspect, string, RecordFacts, string]>([
    ['format', 'x-GGUF', { tags: ['gguf'] }, 'agreement: format there'],
    ['format', 'x-GGUF', { files: ['x.Q4_0.gguf'] }, 'agreement: format there'],
    ['format', 'x-GGUF', { files: ['model.safetensors'] }, 'contradiction: no such file'],
    ['format', 'x-GGUF', { tags: ['safetensors'] }, 'contradiction: other format in the tags'],
    ['format', 'x-GGUF', { tags: [], library: 'diffusers' }, 'undecided: no weights'],
    ['format', 'x-tensorrt', { tags: ['onnx'] }, 'undecided: format that leaves no mark'],
    ['format', 'o/jax', { tags: ['pytorch'] }, 'undecided: reading not sure'],
    ['quantisation', 'x-4bit', { tags: ['4-bit'] }, 'agreement: same method or bits'],
    ['quantisation', 'x-Q4_K_M', { files: ['x.q4_k_m.gguf'] }, 'agreement: in a file name'],
    ['quantisation', 'x-4bit', { tags: ['8-bit'] }, 'contradiction: other bits'],
    ['quantisation', 'x-awq', { tags: ['gptq'] }, 'contradiction: other method'],
    ['quantisation', 'x-fp16', { tags: ['8-bit'] }, 'undecided: other terms'],
  ])('%s of %s with %j: %s', (aspect, name, facts, expected) => {
    expect(outcome(name, facts, aspect)).toBe(expected);
  });

  it.each<[string, string, string, string]>([
    ['me/mistral-7b-v0.1-gguf', 'mistralai/Mistral-7B-v0.1', 'quantized', 'agreement: name of the base'],
    ['llama-3-x', 'meta/Meta-Llama-3.1-8B', 'finetune', 'agreement: family of the base'],
    ['llama-2-x', 'meta/Meta-Llama-3-8B', 'finetune', 'contradiction: other version of the family'],
    ['llama-2-x', 'meta/Meta-Llama-3-8B', 'merge', 'agreement: family of the base'],
    ['llama-2-13b-x', 'meta/Llama-2-7b-hf', 'finetune', 'contradiction: other size than the base'],
    ['mistral-10.7b', 'mistralai/Mistral-7B', 'finetune', 'undecided: size of the author\'s own'],
    ['llama-13b-merged', 'meta/Llama-7b-hf', 'finetune', 'undecided: changed in size'],
    ['bert-x', 'meta/Llama-2-7b', 'finetune', 'contradiction: other family'],
    ['zephyr-x', 'meta/Llama-2-7b', 'finetune', 'undecided: kin or series'],
    ['bert-x', 'me/porpoise', 'finetune', 'undecided: base without a family'],
  ])('base of %s on %s (%s): %s', (name, base, relation, expected) => {
    expect(outcome(name, { baseModels: [{ base, relation }] }, 'base model')).toBe(expected);
  });

  it('never throws, and says one of the outcomes in a sentence', () => {
    const text = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('bert', 'llama-2-7b', 'en', 'squad', 'constructor', '__proto__', 'gguf', '4-bit', 'toString'));
    const texts = fc.array(text, { maxLength: 4 });
    const facts = fc.record(
      { name: text, tags: texts, task: fc.option(text), library: fc.option(text), libraries: texts, languages: texts, datasets: texts, baseModels: fc.array(fc.record({ base: text, relation: text }), { maxLength: 3 }), architectures: texts, modelType: fc.option(text), parameters: fc.option(fc.double()), files: texts },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(text, facts, (name, known) => {
        for (const { outcome, why } of compareName(splitName(name), known)) {
          expect(Object.hasOwn(nameOutcomes, outcome)).toBe(true);
          expect(why).toMatch(/\.$/);
        }
      }),
      { numRuns: 300 },
    );
  });
});
