import type { FrontMatter } from './markdown/front-matter.js';

/** A program that writes whole cards, and what it leaves in each: all of the marks, in the body's first part. */
interface Generator {
  readonly name: string;
  readonly marks: readonly RegExp[];
}

/**
 * Programs whose cards an author need not touch. A card counts as theirs while their marks are in it; most of them ask the
 * author to take the mark away once the card is completed.
 */
const generators: readonly Generator[] = [
  { name: 'transformers-trainer', marks: [/<!--[\s-]{0,5}This model card has been generated automatically according to the information (?:the )?Trainer/i] },
  { name: 'keras', marks: [/<!--[\s-]{0,5}This model card has been generated automatically according to the information (?:the )?Keras/i] },
  { name: 'generated-comment', marks: [/<!--[\s-]{0,5}This model card has been generated automatically/i] },
  { name: 'huggingtweets', marks: [/\bhuggingtweets\b/i, /## How does it work\?|Create your own bot/i] },
  { name: 'huggingartists', marks: [/\bhuggingartists\b/i, /## How does it work\?|Create your own Bot/i] },
  { name: 'autotrain', marks: [/# Model Trained Using Auto(?:NLP|Train)/i] },
  { name: 'autotrain-data', marks: [/^# AutoTrain Dataset for project/im] },
  { name: 'autotrain-evaluator', marks: [/^# Dataset Card for AutoTrain Evaluator/im] },
  { name: 'ir-datasets', marks: [/dataset, provided by the \[ir-datasets\]/i] },
  { name: 'push-to-hub', marks: [/^# Dataset Card for .{1,200}\n\n\[More Information needed\]\(https:\/\/github\.com\/huggingface\/datasets/im] },
  { name: 'opus-mt', marks: [/^\*\s{0,4}(?:source (?:languages|group)|OPUS readme):/im, /OPUS|opus/] },
  { name: 'sentence-transformers', marks: [/<!--- Describe your model here -->/] },
  { name: 'adapter-hub', marks: [/An \[adapter\]\(https:\/\/adapterhub\.ml\) for the/i] },
  { name: 'spacy', marks: [/^\| Feature \| Description \|/m, /^\| \*\*(?:spaCy|Default Pipeline)\*\* \|/m] },
  { name: 'espnet', marks: [/This model was trained by .{1,200} using .{1,200} recipe in \[espnet\]/i] },
  { name: 'stable-baselines3', marks: [/This is a trained model of a \*\*\w{1,40}\*\* agent playing/i] },
  { name: 'peft-template', marks: [/^### Framework versions\s+- PEFT/m, /\[More Information Needed\]/] },
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
