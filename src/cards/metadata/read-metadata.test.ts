import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { splitCard } from '../markdown/front-matter.js';
import { readBlocks } from '../markdown/markdown-blocks.js';
import { presentAttributes, scoreAttributes } from './card-attributes.js';
import type { CardValue, MetadataAttribute, RecordFacts } from './card-value.js';
import { metadataAttributes } from './card-value.js';
import type { AttributeJudgement } from './judge-attributes.js';
import { judgeAttributes } from './judge-attributes.js';
import type { Metadata } from './read-metadata.js';
import { readMetadata } from './read-metadata.js';

const fixtures = new URL('./fixtures/', import.meta.url);
const realCards = new URL('../../../../shared/data/hf-2022-02-15-full/cards.jsonl.gz', import.meta.url);

function readText(text: string, record?: RecordFacts): Metadata {
  const { frontMatter, body, bodyLine } = splitCard(text);
  return readMetadata({ frontMatter: frontMatter.data, blocks: readBlocks(body, bodyLine).blocks, ...(record === undefined ? {} : { record }) });
}

function valuesOf(text: string, attribute: MetadataAttribute, record?: RecordFacts): string[] {
  const found = readText(text, record).values.filter((value) => value.attribute === attribute);
  return [...new Set(found.map(({ value, detail }) => [detail['name'] ?? detail['metric'], value].filter((part) => part !== undefined).join('=')))];
}

function lineOf({ attribute, value, detail, source, where, lines, standing }: CardValue): string {
  const details = Object.keys(detail).length === 0 ? '' : ` ${JSON.stringify(detail)}`;
  return `${attribute}: ${value}${details} (${source}, ${where}${lines === null ? '' : `, line ${lines.from}`}, ${standing})`;
}

describe('readMetadata', () => {
  const names = readdirSync(fixtures).filter((name) => name.endsWith('.in.md'));
  it('has fixtures', () => expect(names.length).toBeGreaterThanOrEqual(8));
  it.each(names)('reads %s', (name) => {
    const expected: unknown = JSON.parse(readFileSync(new URL(name.replace('.in.md', '.out.json'), fixtures), 'utf8'));
    const { values, disagreements } = readText(readFileSync(new URL(name, fixtures), 'utf8'));
    expect({ values: values.map(lineOf), disagreements: disagreements.map(({ why }) => why) }).toEqual(expected);
  });

  it.each<[MetadataAttribute, string, string[], string]>([
    ['architecture', 'A DistilBERT model.', ['distilbert'], 'A distillery model.'],
    ['author', 'Developed by Jane Doe.', ['Jane Doe'], '<!-- Created by Jane Doe. -->'],
    ['author', 'Trained by @jane on birds.', ['@jane'], 'Trained by following the script.'],
    ['dataset', 'Fine-tuned on the SQuAD 2.0 dataset.', ['SQuAD 2.0'], 'Trained on a single GPU.'],
    ['datasetUrl', 'https://huggingface.co/datasets/squad', ['huggingface.co/datasets/squad'], 'https://huggingface.co/squad'],
    ['demo', '[Try it](https://huggingface.co/spaces/a/b)', ['huggingface.co/spaces/a/b'], 'https://colab.research.google.com/assets/colab-badge.svg'],
    ['emissions', '---\nco2_eq_emissions: 0.5\n---', ['0.5'], 'Emissions are low.'],
    ['emissions', '- Carbon Emitted: 1.2 tCO2eq', ['1200000'], '- Carbon Emitted: [More Information Needed]'],
    ['emissions', '- CO2 Emissions (in grams): 8.4', ['8.4'], 'CO2 is a gas.'],
    ['evaluation', 'It has an accuracy of 97.1 %.', ['accuracy=97.1'], 'It has a good accuracy.'],
    ['evaluation', '- WER: 18.2', ['wer=18.2'], '- WER: {wer}'],
    ['evaluation', '| F1 |  |\n|---|---|\n| 0.9 | 1 |', [], '| Data |\n|---|\n| 3 |'],
    ['framework', '```\nimport torch\n```', ['pytorch'], 'A torchlight procession.'],
    ['gitHubRepository', 'https://github.com/Example/Code.git', ['example/code'], 'https://github.com/huggingface/transformers'],
    ['grant', 'This work was funded by the Example Fund.', ['the Example Fund'], 'Users are granted access.'],
    ['grant', 'Thanks to the TPU Research Cloud.', ['tpu research cloud'], 'It is supported by Transformers.'],
    ['hardware', 'Trained on a single V100.', ['v100'], 'Trained on version 100.'],
    ['hyperParameter', 'We trained for three epochs.', ['epochs=3'], 'Follow these steps: 1. open it.'],
    ['hyperParameter', 'a batch size of 1,024 and a learning rate of 3e-4', ['learning_rate=0.0003', 'batch_size=1024'], 'The batch size is large.'],
    ['input', 'Speech must be sampled at 16kHz.', ['16000 Hz'], 'Speech must be clear.'],
    ['language', '---\nlanguage: no\n---', ['no'], '---\nlanguage: unknown\n---'],
    ['language', '---\nlanguage: [en-US, deu, "French"]\n---', ['de', 'en', 'fr'], 'Now polish the shoes.'],
    ['language', '**Languages:** English and Swedish', ['en', 'sv'], '**Languages:** TBD'],
    ['library', 'pip install sentence-transformers', ['sentence-transformers'], 'Transformers are big networks.'],
    ['licence', 'The model is released under the Apache License, Version 2.0.', ['apache-2.0'], 'A limited offer.'],
    ['licence', '## License\n\nMIT', ['mit'], '## License\n\nTODO'],
    ['licence', '- License: https://creativecommons.org/licenses/by-nc/4.0/', ['cc-by-nc-4.0'], '- License: [More Information Needed]'],
    ['limitation', '## Limitations\n\nIt fails on long texts.', ['It fails on long texts'], '## Limitations\n\nMore information needed'],
    ['output', 'It maps sentences to a 384 dimensional dense vector space.', ['384 dimensions'], 'Three-dimensional.'],
    ['paper', 'See https://arxiv.org/pdf/2101.00001v2.pdf', ['arxiv:2101.00001'], 'See the archive.'],
    ['paper', '`doi = {10.1000/ABC.1}`', ['doi:10.1000/abc.1'], 'doing well'],
    ['parameterCount', 'It has 1.1 billion parameters.', ['1100000000'], 'It has 3 parameters.'],
    ['parameterCount', '# chat-7b-gguf', ['7000000000'], '# Chat 7 birds'],
    ['task', 'For question answering in Danish.', ['question-answering'], 'For questions in Danish.'],
    ['task', '---\ntags: [ASR, ner]\n---', ['automatic-speech-recognition', 'token-classification'], '---\ntags: [birds]\n---'],
    ['upstreamModel', 'A fine-tuned version of `bert-base-uncased`.', ['bert-base-uncased'], 'A new version of this model.'],
    ['upstreamModel', '---\nbase_model: [a/b, "https://huggingface.co/c/d"]\n---', ['a/b', 'c/d'], '---\nbase_model: ./local/path\n---'],
    ['domain', '---\npipeline_tag: image-classification\n---', ['computer vision'], 'Hello.'],
    ['tag', '---\ntags: [Birds]\n---', ['birds'], '---\ntags: []\n---'],
  ])('finds %s in %j', (attribute, there, expected, notThere) => {
    expect(valuesOf(there, attribute)).toEqual(expected);
    expect(valuesOf(notThere, attribute)).toEqual([]);
  });

  it('gives the facts of a record their own source', () => {
    const record: RecordFacts = { name: 'example/wren-7b', tags: ['license:mit', 'arxiv:2101.00001', 'base_model:quantized:a/b', 'birds', 'region:us'], task: 'text-generation', library: 'transformers', parameters: 6_738_415_616, modelType: 'llama', architectures: ['LlamaForCausalLM'] };
    const { values } = readText('', record);
    expect(values.map(({ attribute, value, source }) => `${attribute} ${value} ${source}`)).toEqual(expect.arrayContaining([
      'licence mit tag', 'paper arxiv:2101.00001 tag', 'upstreamModel a/b tag', 'tag birds tag', 'task text-generation record', 'library transformers record',
      'parameterCount 6738415616 record', 'architecture llama config', 'author example record',
    ]));
    expect(values.some(({ value }) => value === 'region:us')).toBe(false);
  });

  it.each<[MetadataAttribute, string]>([
    ['dataset', '### Social Impact of Dataset\n\nHello.'],
    ['dataset', 'The network was not trained on the Wikipedia corpus.'],
    ['dataset', 'It was pretrained on the raw texts only.'],
    ['paper', 'Carbon emissions can be estimated using the [Machine Learning Impact calculator](https://mlco2.github.io/impact#compute) presented in [Lacoste et al. (2019)](https://arxiv.org/abs/1910.09700).'],
    ['limitation', '## Limitations\n\nThe team releasing BERT did not write a model card for this model.'],
  ])('takes no %s from %j', (attribute, text) => expect(valuesOf(text, attribute)).toEqual([]));

  it('does not take a later link of a sentence for the model that it names first', () => {
    expect(valuesOf('It is built on top of [T5](https://github.com/example/t5) and comes as [owl-11b](https://huggingface.co/example/owl-11b).', 'upstreamModel')).not.toContain('example/owl-11b');
  });

  it('counts the fourteen attributes of the study', () => {
    const { values } = readText('---\nlicense: mit\ntags: [bert]\n---\nhttps://github.com/example/code');
    expect(presentAttributes(values)).toEqual(new Set(['architecture', 'gitHubRepository', 'licence', 'tag']));
    expect(scoreAttributes(values)).toEqual({ numerator: 4, denominator: 14 });
    expect(scoreAttributes(readText('---\nlicense: unknown\ndatasets: [null]\nlibrary_name: "{library_name}"\n---\n').values).numerator).toBe(0);
  });

  const pieces = ['# BERT 7B\n', '## License\n\n', 'MIT', '- Accuracy: 0.9\n', '| a | F1 |\n|---|---|\n| b | 1 |\n', '```\nlr=1e-4\nepochs: 3\n```\n', 'trained on ', 'the X dataset', 'https://github.com/a/b ', 'fine-tuned version of ', '[a/b](https://huggingface.co/a/b)', '\n\n', '**Input** ', 'text', '<pre>lr: 1</pre>', '> ', '@article{a, title={b}}', 'é模', ' ', '16kHz', '\r\n'];
  const cards = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join('')));

  it('never throws, answers alike twice, and stays within the lines of the card', () => {
    fc.assert(fc.property(cards, fc.array(fc.constantFrom('license: mit', 'language: no', 'tags: [x, 1]', 'base_model: a/b', 'model-index: [1, {results: [{metrics: {value: 1}}]}]', 'datasets: {a: 1}', 'co2_eq_emissions: {emissions: x}')), (body, keys) => {
      const text = `---\n${[...new Set(keys)].join('\n')}\n---\n${body}`;
      const reading = readText(text);
      expect(readText(text)).toEqual(reading);
      const lines = text.split(/\r\n|\r|\n/).length;
      for (const value of reading.values) {
        expect(Object.keys(metadataAttributes)).toContain(value.attribute);
        expect(value.confidence).toBeGreaterThan(0);
        expect(value.confidence).toBeLessThanOrEqual(1);
        if (value.lines !== null) expect([value.lines.from >= 1, value.lines.to >= value.lines.from, value.lines.to <= lines]).toEqual([true, true, true]);
      }
    }), { seed: 20220215, numRuns: 500 });
  });

  it('does not depend on the order of keys and tags', () => {
    fc.assert(fc.property(fc.shuffledSubarray(['license:mit', 'en', 'bert', 'dataset:squad', 'fill-mask', 'pytorch'], { minLength: 6 }), fc.boolean(), (tags, reversed) => {
      const keys = [['license', 'mit'], ['language', ['en', 'de']], ['datasets', ['squad']]] as const;
      const frontMatter: Readonly<Record<string, unknown>> = Object.fromEntries<unknown>([...(reversed ? [...keys].reverse() : keys), ['tags', tags]]);
      const sorted = { license: 'mit', language: ['de', 'en'], datasets: ['squad'], tags: [...tags].sort() };
      expect(readMetadata({ frontMatter, blocks: [], record: { tags } })).toEqual(readMetadata({ frontMatter: sorted, blocks: [], record: { tags: [...tags].sort() } }));
    }), { seed: 20220215, numRuns: 50 });
  });
});

describe('bounds', () => {
  const size = 500_000;
  it.each([
    ['brackets', '['], ['links', '[a]('], ['emphasis', '*a_ '], ['back ticks', '` `` '], ['tags', '<a '], ['comments', '<!-- '], ['preformatted blocks', '<pre>'], ['template variables', '{{'],
    ['addresses', 'https://'], ['repositories', 'github.com/a/b '], ['papers', 'arxiv:2101.00001 '], ['almost papers', 'arxiv arxiv: '], ['licences', 'cc-by-'], ['licence names', 'apache license '], ['many tables', '|a|b|\n|-|-|\n|lr|1|\n\n'],
    ['headings', '# License\n'], ['bold lines', '**Input**\n'], ['labels', 'accuracy: 1\n'], ['words', 'model '], ['openings', 'fine-tuned version of '], ['trained on', 'trained on a '], ['data', 'Data Set dataset '], ['one word', 'a'], ['numbers', '1.5 '], ['digits', '1'],
    ['colons', ':'], ['epochs', '3 epochs '], ['parameters', '7B parameters '], ['funded', 'supported by '], ['code', '```\nepochs: 3\n```\n'], ['one code block', '    lr=1e-4\n'], ['For', '    ForFor'], ['at signs', '@article{title='], ['text and digits', 'bert1'], ['spaces', ' '], ['tabs', 'a\t'],
  ])('finishes %s', (_name, part) => {
    const { blocks } = readBlocks(part.repeat(size / part.length));
    const { values } = readMetadata({ frontMatter: {}, blocks });
    expect(values.length).toBeLessThan(1000);
  });

  it('finishes front matter with very many entries', () => {
    const many = Array.from({ length: 20_000 }, (_value, at) => `x${at}`);
    const modelIndex = Array.from({ length: 200 }, () => ({ results: [{ metrics: many.slice(0, 500).map((type) => ({ type, value: 1 })) }] }));
    expect(readMetadata({ frontMatter: { tags: many, language: many, datasets: many, base_model: many, 'model-index': modelIndex }, blocks: [] }).values.length).toBeLessThan(1500);
  });
});

describe('judgeAttributes', () => {
  it('counts and lists differences', () => {
    const judgements: AttributeJudgement[] = [{ id: 'a', present: ['licence', 'task'], unjudged: ['author'], values: { licence: ['mit'] } }];
    const readings = new Map([['a', readText('---\nlicense: apache-2.0\ntags: [x]\nauthor: Jane\n---').values]]);
    const { agreement, differences } = judgeAttributes(judgements, readings);
    expect(agreement.licence).toMatchObject({ truePositive: 1, valuesFound: 0, valuesMissed: 1, valuesBeside: 1 });
    expect(agreement.task).toMatchObject({ falseNegative: 1, recall: 0, precision: null });
    expect(agreement.tag).toMatchObject({ falsePositive: 1, precision: 0 });
    expect(agreement.author).toMatchObject({ truePositive: 0, falsePositive: 0 });
    expect(differences.map(({ kind, attribute }) => `${kind} ${attribute}`).sort()).toEqual(['invented tag', 'missed task', 'value beside licence', 'value missed licence']);
  });
});

describe.skipIf(!existsSync(realCards))('real cards of 2022-02-15 (skipped where ../shared/data is missing)', () => {
  const wanted = new Map<string, string>();
  if (existsSync(realCards)) {
    for (const line of gunzipSync(readFileSync(realCards)).toString('utf8').trimEnd().split('\n')) {
      const { modelId, card } = JSON.parse(line) as { modelId: string; card: string | null };
      if (card !== null) wanted.set(modelId, card);
    }
  }

  it.each([['judgements-first-half.json', 0.96], ['judgements-second-half.json', 0.91]])('agrees with %s', (name, bound) => {
    const judgements = (JSON.parse(readFileSync(new URL(name, fixtures), 'utf8')) as (AttributeJudgement & { set: string })[]).filter(({ set }) => set === 'hf-2022-02-15');
    const { agreement } = judgeAttributes(judgements, new Map(judgements.map(({ id }) => [id, readText(wanted.get(id) ?? '').values])));
    const sum = Object.values(agreement).reduce((all, one) => ({ hit: all.hit + one.truePositive, wrong: all.wrong + one.falsePositive + one.falseNegative }), { hit: 0, wrong: 0 });
    expect(judgements).toHaveLength(20);
    expect(2 * sum.hit / (2 * sum.hit + sum.wrong)).toBeGreaterThanOrEqual(bound);
  });
});
