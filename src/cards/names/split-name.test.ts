import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { families, lexicon } from './name-lexicon.js';
import { nameKinds } from './name-part.js';
import { splitName } from './split-name.js';

/** What a name says, as `kind:value`; owners, and words nobody knows, only where asked for. */
function read(name: string, all = false): string {
  return splitName(name).filter((part) => all || (part.kind !== 'unknown' && part.kind !== 'owner')).map((part) => `${part.kind}:${part.value}`).join(' ');
}

describe('splitName', () => {
  it.each([
    ['owner/wav2vec2-large-xlsr-53-spanish', 'architecture:wav2vec2 size:large architecture:wav2vec2 language:es'],
    ['TheBloke/Llama-2-7B-Chat-GGUF', 'architecture:llama version:2 size:7B training:chat format:gguf'],
    ['distilbert-base-uncased-finetuned-sst-2-english', 'architecture:distilbert size:base casing:uncased training:finetuned dataset:sst2 language:en'],
    ['Helsinki-NLP/opus-mt-en-de', 'architecture:marian language:en language:de'],
    ['Qwen2.5-7B-Instruct-AWQ', 'architecture:qwen version:2.5 size:7B training:instruct quantisation:awq'],
    ['stable-diffusion-v1-5', 'architecture:stable-diffusion version:1.5'],
    ['timm/resnet50.a1_in1k', 'architecture:resnet size:50-layer dataset:imagenet'],
    ['t5-small-finetuned-cnn-v2', 'architecture:t5 size:small training:finetuned dataset:cnn_dailymail version:2'],
    ['mixtral-8x7b-instruct-v0.1.Q4_K_M.gguf', 'architecture:mixtral size:8x7B training:instruct version:0.1 quantisation:Q4_K_M format:gguf'],
    ['GPTNeo350MInformal', 'architecture:gpt-neo size:350M'],
    ['mistralv0.2', 'architecture:mistral version:0.2'],
    ['gemmainstruct-robertabase', 'architecture:gemma training:instruct architecture:roberta size:base'],
    ['mt5small', 'architecture:mt5 size:small'],
    ['Qwen3-30B-A3B', 'architecture:qwen version:3 size:30B size:A3B'],
    ['model-4.0bpw-exl2', 'quantisation:4bpw quantisation:exl2'],
    ['x-gptq-4bit-128g', 'quantisation:gptq quantisation:4bit quantisation:128g'],
    ['x-IQ3_XXS-i1-GGUF', 'quantisation:IQ3_XXS quantisation:imatrix format:gguf'],
    ['x-w4a16', 'quantisation:w4a16'],
    ['x-bfloat16', 'quantisation:bf16'],
    ['x-fp8', 'quantisation:fp8'],
    ['mit-b0', 'architecture:segformer size:b0'],
    ['yolov8n', 'architecture:yolo version:8 size:n'],
    ['CLIP-ViT-L-14', 'architecture:clip size:large'],
    ['sb3/ppo-LunarLander-v2', 'training:ppo dataset:lunarlander-v2'],
    ['cleanrl/Jamesbond-v5-ppo', 'dataset:jamesbond-v5 training:ppo'],
    ['Mistral-Large-Instruct-2407', 'architecture:mistral size:large training:instruct version:2407'],
    ['gpt-4-0613', 'architecture:gpt'],
    ['openchat-3.5-0106', 'architecture:openchat version:3.5 version:0106'],
    ['mms-1b-all', 'architecture:mms size:1B'],
  ])('reads %s', (name, expected) => {
    expect(read(name)).toBe(expected);
  });

  it('keeps what nobody knows, and the owner', () => {
    expect(read('some-body/Bllossom-bert', true)).toBe('owner:some-body unknown:bllossom architecture:bert');
    expect(read('', true)).toBe('');
    expect(read('--//..', true)).toBe('owner:--');
  });

  it('gives spans, numbers, rules and confidence', () => {
    expect(splitName('o/x-8x7B')[2]).toEqual({ kind: 'size', text: '8x7B', from: 4, to: 8, value: '8x7B', parameters: 56e9, rule: 'experts times parameters', confidence: 0.97 });
  });

  it('takes keys and hashes as they are', () => {
    expect(read('5ERPG4ySpKZBWZACoZe7LnWGcZD5dGa2rAGSKQBMymXd8res', true)).toMatch(/^unknown:\S+$/);
    expect(read('cp-d166504cec46709201ef43ed689bcf88')).toBe('');
  });
});

/** Each way in which a word means something else than it looks, with the rule of context that tells them apart. */
describe('a word with two meanings', () => {
  it.each([
    ['gemma-2b-it', 'architecture:gemma size:2B training:instruct'],
    ['bert-base-it', 'architecture:bert size:base language:it'],
    ['make-it-so', ''],
    ['bert-base-de', 'architecture:bert size:base language:de'],
    ['modelo-de-lenguaje', ''],
    ['opus-mt-de-es', 'architecture:marian language:de language:es'],
    ['whisper-small-hi', 'architecture:whisper size:small language:hi'],
    ['say-hi-bot', ''],
    ['whisper-medium-hi_in', 'architecture:whisper size:medium language:hi'],
    ['xlm-roberta-base-finetuned-panx-de', 'architecture:xlm-roberta size:base training:finetuned dataset:panx language:de'],
    ['mbart-gu-to-en', 'architecture:mbart language:gu language:en'],
    ['data-eng-kin', 'language:en language:rw'],
    ['kin-of-mine', ''],
    ['crnn_vgg16_bn', 'architecture:vgg size:16-layer'],
    ['bert-large', 'architecture:bert size:large'],
    ['a-large-dataset', ''],
    ['yi-6b-base', 'architecture:yi size:6B training:base'],
    ['yi-peng', ''],
    ['opt-350m', 'architecture:opt size:350M'],
    ['opt-out', ''],
    ['git-base-pokemon', 'architecture:git size:base dataset:pokemon'],
    ['git-lessons', ''],
    ['bert-finetuned-emotion', 'architecture:bert training:finetuned dataset:emotion'],
    ['emotion-detector', 'task:classification'],
    ['alpaca-13b', 'architecture:alpaca size:13B'],
    ['llama-alpaca-lora', 'architecture:llama dataset:alpaca training:lora'],
    ['Truck-CNN', ''],
    ['q-Taxi-v3', 'training:q-learning dataset:taxi-v3'],
    ['taxi-rides', ''],
    ['sd-1.5-lora', 'architecture:stable-diffusion version:1.5 training:lora'],
    ['sd-card', ''],
    ['L3-8B-Stheno', 'architecture:llama size:8B'],
    ['L3-2023', ''],
    ['llama3_4_bit', 'architecture:llama version:3 quantisation:4bit'],
    ['babylm-20BTok', 'dataset:babylm'],
    ['hash-x4b', ''],
    ['t5jjv', ''],
    ['GitHub-stars', ''],
    ['warmup-1.5', ''],
    ['mine-1.5', 'version:1.5'],
    ['conv2d', ''],
    ['kr-bot', 'language:ko'],
  ])('in %s', (name, expected) => {
    expect(read(name)).toBe(expected);
  });

  it('is less sure where it is said of another model, an adjective, half of a pair, or all there is', () => {
    const unsure = ['distilled-from-bert', 'gpt2-tokenizer', 'german-city-names', 'qa-ru-mt-to-thing', 'huggingtweets/jax', 'NO-SAFETENSORS'];
    for (const name of unsure) expect(splitName(name).some((part) => part.confidence < 0.8), name).toBe(true);
  });
});

describe('any name', () => {
  const words = fc.constantFrom('bert', 'base', '7B', 'v', '2', '_', '-', '.', '/', 'it', 'de', 'Q4', '_K_M', '8x7B', 'LunarLander', '\u{1F600}', 'İ', '中文', 'é', ' ', '\u0000', 'constructor', '__proto__', '2407', 'to', 'q', 'x', '4bit');
  const anyName = fc.oneof(fc.string({ unit: 'binary', maxLength: 80 }), fc.array(words, { maxLength: 30 }).map((list) => list.join('')));

  it('is covered by its parts, in order, without overlap', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        let end = 0;
        for (const { from, to, text, kind, confidence, value } of splitName(name)) {
          expect(name.slice(end, from)).not.toMatch(/[^\p{ASCII}]/u);
          expect(name.slice(end, from)).not.toMatch(/[A-Za-z0-9]/);
          expect(to).toBeGreaterThan(from);
          expect(text).toBe(name.slice(from, to));
          expect(Object.hasOwn(nameKinds, kind)).toBe(true);
          expect(confidence > 0 && confidence <= 1 && value !== '').toBe(true);
          end = to;
        }
        expect(name.slice(end)).not.toMatch(/[A-Za-z0-9]|[^\p{ASCII}]/u);
      }),
      { numRuns: 500 },
    );
  });

  it('is read the same each time', () => {
    fc.assert(fc.property(anyName, (name) => {
      expect(splitName(name)).toEqual(splitName(name));
    }), { numRuns: 100 });
  });

  it.each(['Ab', 'a1', 'a-', '-', '1.', 'to-', 'en-', 'xlm-roberta', 'stablediffusion', 'v1_', '\u{1F600}', 'İ', 'squad', 'Q4_K_'])('of 4,000 times %j takes no longer than its length allows', (piece) => {
    const long = piece.repeat(4000);
    const started = performance.now();
    expect(splitName(long.slice(0, 4000)).length).toBeLessThan(4001);
    expect(splitName(long).at(-1)?.to ?? 0).toBeLessThanOrEqual(long.length);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('the table of families', () => {
  it('says of each family which model types it has, or that it is a series', () => {
    for (const [id, family] of families) {
      if (family.series === true) expect(family.types, id).toMatch(/^(dpr)?$/);
      if (family.types !== '') expect(family.types, id).toMatch(/^[\w-]+( [\w-]+)*$/);
    }
  });

  it('has a word for each family that the lexicon finds', () => {
    for (const [id, { names }] of families) {
      for (const name of names.split(',').filter((one) => one !== '')) {
        expect(lexicon.get(name.toLowerCase().replace(/ /g, ''))?.meanings.some((one) => one.kind === 'architecture'), `${id} ${name}`).toBe(true);
      }
    }
  });
});

interface Judgement {
  readonly name: string;
  readonly says: readonly string[];
}

/** Right, wrong and missed against a person's reading. */
function score(file: string): { right: number; wrong: number; missed: number } {
  const judged = JSON.parse(readFileSync(new URL(`fixtures/${file}`, import.meta.url), 'utf8')) as Judgement[];
  const total = { right: 0, wrong: 0, missed: 0 };
  for (const { name, says } of judged) {
    const found = new Set(read(name).split(' ').filter((one) => one !== ''));
    const said = new Set(says);
    for (const one of found) total[said.has(one) ? 'right' : 'wrong'] += 1;
    for (const one of said) if (!found.has(one)) total.missed += 1;
  }
  return total;
}

describe('a person\'s reading', () => {
  it.each([
    ['judgements-names-first.json', { right: 277, wrong: 4, missed: 9 }],
    ['judgements-names-unseen.json', { right: 98, wrong: 1, missed: 8 }],
    ['judgements-names-last.json', { right: 99, wrong: 2, missed: 18 }],
  ])('of %s is met as often as the decision says', (file, expected) => {
    expect(score(file)).toEqual(expected);
  });
});
