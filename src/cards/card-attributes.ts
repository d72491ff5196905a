import {
  architectureWords, domainWords, frameworkNames, grantWords, hardwareWords, libraryNames, licenceInText, taskDomains,
  taskWords,
} from './attribute-vocabulary.js';
import { isMapping, stringsOf } from './markdown/front-matter.js';
import { headingKey, plainText, withoutComments } from './markdown/inline-text.js';
import type { Block } from './markdown/markdown-blocks.js';
import { contentLines, isPlaceholder } from './markdown/placeholder-text.js';

/** The attributes that the paper's artefact counts for its metadata score, after PeaTMOSS; here as far as a card states them. */
export const cardAttributes = [
  'architecture', 'author', 'dataset', 'datasetUrl', 'framework', 'licence', 'paper', 'library', 'tag', 'domain',
  'task', 'hardware', 'grant',
  'gitHubRepository',
] as const;
export type CardAttribute = (typeof cardAttributes)[number];

/** `rule` names the key of the front matter or the pattern of the text that was met; `not-found` where none was. */
export interface AttributeFinding {
  readonly present: boolean;
  readonly source: 'front matter' | 'text' | null;
  readonly rule: string;
}

export type CardAttributes = Readonly<Record<CardAttribute, AttributeFinding>>;

/** What attributes are read from: the parsed front matter, and the blocks of the body. */
export interface AttributeSource {
  readonly frontMatter: Readonly<Record<string, unknown>>;
  readonly blocks: readonly Block[];
}

interface Texts {
  /** Body as written, without comments: addresses and code are still in it. */
  readonly source: string;
  /** Sentences, lists, tables and headings without code. */
  readonly prose: string;
  readonly labels: ReadonlySet<string>;
}

/** Values that say "not stated" in a field that has to be filled. */
const emptyValues = new Set(['unknown', 'none', 'null', 'unk', 'n/a', 'na', 'todo', 'tbd', 'more information needed']);

const datasetAddress = new RegExp([
  String.raw`(?:huggingface\.co|hf\.co)/datasets/[\w.-]{1,100}|kaggle\.com/(?:datasets/`,
  String.raw`c/)?[\w-]{1,100}/[\w-]{1,100}|zenodo\.org/records?/\d|archive\.ics\.uci\.edu|openslr\.org/\d`,
  String.raw`commonvoice\.mozilla\.org|opus\.nlpl\.eu|commoncrawl\.org`,
].join('|'), 'i');
const paperAddress = new RegExp([
  String.raw`arxiv\.org/(?:abs|pdf|html)/|aclweb\.org/anthology|aclanthology\.org/|openreview\.net/`,
  String.raw`doi\.org/10\.|\bdoi\s?[=:]\s?[{"]?10\.\d{4}|proceedings\.mlr\.press|papers\.nips\.cc`,
  String.raw`isca-speech\.org/archive|dl\.acm\.org/doi|ieeexplore\.ieee\.org|huggingface\.co/papers/`,
].join('|'), 'i');
const paperText = new RegExp([
  String.raw`\barxiv:\s?\d{4}\.\d{4,5}|archiveprefix|@(?:inproceedings|article|incollection)\s?\{`,
  String.raw`journal\s{0,10}=\s{0,10}[{"]arxiv|\barxiv preprint\b`,
].join('|'), 'i');
const gitHubAddress = /github\.com\/([\w-]{1,39})\/([\w.-]{1,100})/i;
const authorText = new RegExp([
  String.raw`\b(?:(?:developed|created|built|made|trained|written|contributed|maintained|published|released`,
  String.raw`fine-?tuned) by|authors?\s?[:=]|prepared by)\s{0,10}[[{"*@]{0,3}[\p{L}\p{N}@]`,
].join('|'), 'iu');

/** Which of the fourteen attributes a card states. Pure; never throws. Attributes of other files are not looked at here. */
export function readAttributes(card: AttributeSource): CardAttributes {
  const { frontMatter } = card;
  const texts = textsOf(card.blocks);
  const tags = stated(frontMatter['tags']).map((tag) => tag.toLowerCase());
  const tasks = ['pipeline_tag', 'task', 'tasks'].flatMap((name) => stated(frontMatter[name])).map((task) => task.toLowerCase());
  const results = resultsOf(frontMatter['model-index']);
  const knownTasks = [...tasks, ...tags].filter((task) => Object.hasOwn(taskDomains, task));
  const emissions = frontMatter['co2_eq_emissions'];

  return {
    architecture: first(
      key(frontMatter, 'model_type', 'architecture', 'architectures'),
      front(tags.some((tag) => architectureWords.test(tag)), 'tags: name of an architecture'),
      label(texts, 'heading: architecture', 'architecture', 'model architecture', 'model type'),
      text(architectureWords.test(texts.prose), 'name of an architecture'),
    ),
    author: first(
      key(frontMatter, 'author', 'authors', 'developers', 'model_creator', 'maintainer', 'creator'),
      label(texts, 'heading: authors', 'author', 'authors', 'developed by', 'created by', 'team members', 'contributors'),
      text(authorText.test(texts.source), 'made by …'),
    ),
    dataset: first(
      key(frontMatter, 'datasets', 'dataset'),
      front(tags.some((tag) => tag.startsWith('dataset:')), 'tags: dataset:'),
      front(results.some((result) => isMapping(result['dataset'])), 'model-index: dataset'),
      text(datasetAddress.test(texts.source), 'address of a data set'),
      label(texts, 'heading: data', 'training data', 'dataset', 'datasets', 'data'),
      text(new RegExp([
        String.raw`\b(?:trained|tuned|pretrained)\b[^.\n]{0,120}\b(?:data ?set|corpus|corpora|data)\b`,
      ].join('|'), 'i').test(texts.prose), 'trained on … data set'),
    ),
    datasetUrl: first(
      front(stated(frontMatter['datasets']).some((dataset) => /^https?:\/\//i.test(dataset)), 'datasets: address'),
      text(datasetAddress.test(texts.source), 'address of a data set'),
    ),
    framework: first(
      key(frontMatter, 'framework', 'frameworks'),
      front(tags.some((tag) => frameworkNames.includes(tag)), 'tags: name of a framework'),
      text(new RegExp([
        String.raw`\b(?:pytorch|tensorflow|keras|jax|flax|onnx|paddlepaddle|mxnet|mindspore|coreml)\b`,
        String.raw`\bimport torch\b|return_tensors=['"](?:pt|tf|np|jax)['"]`,
      ].join('|'), 'i').test(texts.source), 'name of a framework'),
    ),
    licence: first(
      key(frontMatter, 'license', 'licence', 'license_name'),
      label(texts, 'heading: licence', 'license', 'licence', 'licenses', 'licensing information'),
      text(licenceInText.test(texts.source), 'licensed under …'),
    ),
    paper: first(
      key(frontMatter, 'paper', 'arxiv', 'papers'),
      front(tags.some((tag) => /^(?:arxiv|doi):/.test(tag)), 'tags: arxiv: or doi:'),
      text(paperAddress.test(texts.source), 'address of a paper'),
      text(paperText.test(texts.source), 'citation of a paper'),
    ),
    library: first(
      key(frontMatter, 'library_name', 'library_tag', 'library'),
      front(tags.some((tag) => libraryNames.includes(tag)), 'tags: name of a library'),
      text(new RegExp([
        String.raw`\b(?:transformers|sentence[-_]transformers|diffusers|timm|spacy|flair|fairseq|espnet2?`,
        String.raw`speechbrain|nemo|stanza|allennlp|asteroid|pyannote|adapter-transformers|peft|fastai|scikit-learn`,
        String.raw`stable-baselines3|open_clip|setfit|tensorflowtts|fasttext|paddlenlp|simpletransformers|haystack`,
        String.raw`llama\.cpp|vllm)\b`,
      ].join('|'), 'i').test(texts.source), 'name of a library'),
    ),
    tag: first(front(tags.length > 0, 'tags')),
    domain: first(
      front(knownTasks.length > 0 || results.some((result) => taskOf(result) !== null), 'domain of the stated task'),
      front(tags.some((tag) => domainWords.test(tag.replaceAll('-', ' '))), 'tags: name of a domain'),
      text(domainWords.test(texts.prose), 'name of a domain'),
    ),
    task: first(
      front(tasks.length > 0, 'pipeline_tag'),
      front(knownTasks.length > 0, 'tags: id of a task'),
      front(results.some((result) => taskOf(result) !== null), 'model-index: task'),
      text(taskWords.test(texts.prose), 'name of a task'),
    ),
    hardware: first(
      front(isMapping(emissions) && stated(emissions['hardware_used']).length > 0, 'co2_eq_emissions: hardware_used'),
      label(texts, 'heading: hardware', 'hardware', 'hardware type', 'compute infrastructure'),
      text(hardwareWords.test(texts.prose), 'name of hardware'),
    ),
    grant: first(
      key(frontMatter, 'grant', 'funding'),
      label(texts, 'heading: funding', 'funding', 'funded by', 'grant'),
      text(grantWords.test(texts.prose), 'funded by …'),
    ),
    gitHubRepository: first(
      front(
        ['repo', 'repository', 'github', 'source_code']
          .flatMap((name) => stated(frontMatter[name]))
          .some((value) => gitHubAddress.test(value)),
        'repository',
      ),
      text(gitHubAddress.test(texts.source), 'address of a repository'),
    ),
  };
}

/** How many of the attributes are present, of how many. */
export function scoreAttributes(attributes: CardAttributes): { readonly numerator: number; readonly denominator: number } {
  const numerator = cardAttributes.filter((name) => attributes[name].present).length;
  return { numerator, denominator: cardAttributes.length };
}

function first(...findings: readonly (AttributeFinding | null)[]): AttributeFinding {
  return findings.find((finding) => finding !== null) ?? { present: false, source: null, rule: 'not-found' };
}

function front(met: boolean, rule: string): AttributeFinding | null {
  return met ? { present: true, source: 'front matter', rule } : null;
}

function text(met: boolean, rule: string): AttributeFinding | null {
  return met ? { present: true, source: 'text', rule } : null;
}

function label(texts: Texts, rule: string, ...names: readonly string[]): AttributeFinding | null {
  return text(names.some((name) => texts.labels.has(name)), rule);
}

function key(frontMatter: Readonly<Record<string, unknown>>, ...names: readonly string[]): AttributeFinding | null {
  const name = names.find((candidate) => stated(frontMatter[candidate]).length > 0);
  return name === undefined ? null : front(true, name);
}

/** The values of a field that state something: no blanks, no `unknown`, no variable of a template (`{license}`). */
function stated(value: unknown): readonly string[] {
  return stringsOf(value).filter((item) => !emptyValues.has(item.toLowerCase()) && !/^[{<[].{0,200}[}>\]]$/.test(item));
}

function resultsOf(modelIndex: unknown): readonly Readonly<Record<string, unknown>>[] {
  const models: readonly unknown[] = Array.isArray(modelIndex) ? modelIndex : [];
  return models.flatMap((model) => {
    const results: unknown = isMapping(model) ? model['results'] : null;
    return Array.isArray(results) ? (results as readonly unknown[]).filter(isMapping) : [];
  });
}

function taskOf(result: Readonly<Record<string, unknown>>): string | null {
  const task = result['task'];
  return isMapping(task) ? (stated(task['type'])[0] ?? stated(task['name'])[0] ?? null) : null;
}

/** Under a label one short word is an answer (`MIT`), which elsewhere is too little. */
function saysSomething(source: string): boolean {
  return plainText(source).split('\n').some((line) => contentLines(`label: ${line}`).length > 0 && !isPlaceholder(line));
}

/** Joins the blocks; a label counts only when something is said below it before the next heading. */
function textsOf(blocks: readonly Block[]): Texts {
  const source: string[] = [];
  const prose: string[] = [];
  const labels = new Set<string>();
  let heading: string | null = null;
  for (const block of blocks) {
    const shown = block.kind === 'table' ? block.rows.map((row) => row.join(' | ')).join('\n') : block.source;
    const written = withoutComments(shown);
    source.push(written);
    if (block.kind !== 'code') prose.push(block.kind === 'table' ? written : plainText(written));
    if (block.kind === 'heading') heading = headingKey(block.source);
    else {
      if (heading !== null && (block.kind !== 'text' || saysSomething(block.source))) labels.add(heading);
      for (const line of block.kind === 'text' && block.inList ? contentLines(block.text) : []) {
        const name = /^([^:]{1,40}):\s*\S/u.exec(line)?.[1];
        if (name !== undefined) labels.add(headingKey(name));
      }
    }
  }
  return { source: source.join('\n'), prose: prose.join('\n'), labels };
}
