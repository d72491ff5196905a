import type { FrontMatter } from './markdown/front-matter.js';

/** A program that writes whole cards, and what it leaves in each: all of the marks, in the body's first part. */
export interface Generator {
  readonly name: string;
  /** What it is. */
  readonly about: string;
  readonly marks: readonly RegExp[];
}

/**
 * Programs whose cards an author need not touch. A card counts as theirs while their marks are in it; most of them ask the
 * author to take the mark away once the card is completed.
 */
export const generators: readonly Generator[] = [
  { name: 'transformers-trainer', about: 'the Transformers Trainer', marks: [/<!--[\s-]{0,5}This model card has been generated automatically according to the information (?:the )?Trainer/i] },
  { name: 'keras', about: 'the Keras callback of Transformers', marks: [/<!--[\s-]{0,5}This model card has been generated automatically according to the information (?:the )?Keras/i] },
  { name: 'generated-comment', about: 'another program that leaves the Trainer\'s remark', marks: [/<!--[\s-]{0,5}This model card has been generated automatically/i] },
  { name: 'huggingtweets', about: 'huggingtweets, models of an account\'s tweets', marks: [/\bhuggingtweets\b/i, /## How does it work\?|Create your own bot/i] },
  { name: 'huggingartists', about: 'huggingartists, models of an artist\'s lyrics', marks: [/\bhuggingartists\b/i, /## How does it work\?|Create your own Bot/i] },
  { name: 'autotrain', about: 'AutoNLP and AutoTrain, models', marks: [/# Model Trained Using Auto(?:NLP|Train)/i] },
  { name: 'autotrain-data', about: 'AutoTrain, datasets', marks: [/^# AutoTrain Dataset for project/im] },
  { name: 'autotrain-evaluator', about: 'AutoTrain\'s evaluator, predictions', marks: [/^# Dataset Card for AutoTrain Evaluator/im] },
  { name: 'ir-datasets', about: 'the ir-datasets package', marks: [/dataset, provided by the \[ir-datasets\]/i] },
  { name: 'push-to-hub', about: 'push_to_hub of the datasets library, without anything filled in', marks: [/^# Dataset Card for .{1,200}\n\n\[More Information needed\]\(https:\/\/github\.com\/huggingface\/datasets/im] },
  { name: 'opus-mt', about: 'the OPUS-MT exporter', marks: [/^\*\s{0,4}(?:source (?:languages|group)|OPUS readme):/im, /OPUS|opus/] },
  { name: 'sentence-transformers', about: 'sentence-transformers, its remarks still in the card', marks: [/<!--- Describe your model here -->/] },
  { name: 'adapter-hub', about: 'AdapterHub', marks: [/An \[adapter\]\(https:\/\/adapterhub\.ml\) for the/i] },
  { name: 'spacy', about: 'spacy-huggingface-hub', marks: [/^\| Feature \| Description \|/m, /^\| \*\*(?:spaCy|Default Pipeline)\*\* \|/m] },
  { name: 'espnet', about: 'ESPnet', marks: [/This model was trained by .{1,200} using .{1,200} recipe in \[espnet\]/i] },
  { name: 'stable-baselines3', about: 'the export of Stable-Baselines3 agents', marks: [/This is a trained model of a \*\*\w{1,40}\*\* agent playing/i] },
  { name: 'peft-template', about: 'PEFT, with template text still in the card', marks: [/^### Framework versions\s+- PEFT/m, /\[More Information Needed\]/] },
];

/** How much of a body is looked at. */
const looked = 6000;

/** The program whose marks a card bears; null where a person wrote it, or took the marks away. */
export function generatorOf(body: string, frontMatter: FrontMatter): string | null {
  const head = body.slice(0, looked);
  const found = generators.find(({ marks }) => marks.every((mark) => mark.test(head)));
  if (found !== undefined) return found.name;
  const tags: unknown = frontMatter.data['tags'];
  return Array.isArray(tags) && tags.includes('generated_from_trainer') && /^The following hyperparameters were used during training/m.test(body) && /^More information needed$/m.test(body)
    ? 'transformers-trainer' : null;
}
