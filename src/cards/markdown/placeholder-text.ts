import { headingKey, plainText } from './inline-text.js';

/** Texts that stand for missing content, as keys of `headingKey` (so brackets, case and punctuation do not matter). */
const placeholders = new Set([
  'more information needed', 'more info needed', 'information needed',
  'more information needed for further recommendations', 'needs more information',
  'todo', 'to do', 'tbd', 'tba', 'wip', 'work in progress', 'coming soon', 'soon', 'n a', 'na', 'none', 'null',
  'unknown', 'not available', 'nothing', 'empty',
  'to be added', 'to be done', 'to be updated', 'to be written', 'to be announced', 'to be filled',
  'under construction', 'in progress', 'optional', 'placeholder',
  'describe your model here', 'description here', 'add description', 'lorem ipsum',
]);

/** How a placeholder may begin when a remark follows it (`TODO (will be filled shortly)`), with at most eight more words. */
const placeholderOpenings = new RegExp([
  String.raw`^(?:todo|tbd|tba|wip|coming soon|more information needed|work in progress|to be (?:added|updated`,
  String.raw`filled|written|done))\b`,
].join('|'), '');

/** Sentences of templates that authors leave as they are, by how they begin (keys). First the hub's, then those of libraries. */
const templateOpenings: readonly string[] = [
  'users both direct and downstream should be made aware of the risks biases and limitations of the model',
  'use the code below to get started with the model',
  'this is the model card of a transformers model that has been pushed on the hub',
  'carbon emissions can be estimated using the machine learning impact calculator',
  'this modelcard aims to be a base template for new models',
  'provide a quick summary of what the model is does',
  'you can embed local or remote images using',
  'provide examples of latent issues and potential remediations',
  'describe the data you used to train the model if you initialized it with pre trained weights',
  'preprocessing hardware used hyperparameters',
  'you can include sample code which will be formatted',
  'for an automated evaluation of this model see the sentence embeddings benchmark',
];

/**
 * The one sentence that the Transformers Trainer and its Keras counterpart write into every card. It is *not* taken for a
 * model description: it restates the front matter (base and data set, often `None` or `unknown`), and the same template then has a
 * section "Model description" that says "More information needed", so its author disclaims having described the model.
 * The same holds for ESPnet's sentence, which names who trained with which recipe. Both are seen as provenance.
 */
const generatedSentences: readonly RegExp[] = [
  /^this model is a fine ?tuned version of .{1,300} on (?:an? |the )?.{1,300} dataset/,
  /^this model was trained from scratch on (?:an? |the )?.{1,200} dataset/,
  /^this model was trained by .{1,100} using .{1,100} recipe in espnet/,
];

/** Scripts in which a short run of signs is a sentence. */
const wordsWithoutBlanks = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u;

/** True when the words of a line stand for nothing: a placeholder, a sentence left from a template, or no words at all. */
export function isPlaceholder(line: string): boolean {
  const key = headingKey(line);
  if (key === '' || placeholders.has(key)) return true;
  if (placeholderOpenings.test(key) && key.split(' ').length <= 10) return true;
  return templateOpenings.some((opening) => key.startsWith(opening));
}

/** True for the sentence that a training script wrote, whatever names it holds. */
export function isGeneratedSentence(line: string): boolean {
  const key = headingKey(line);
  return generatedSentences.some((sentence) => sentence.test(key));
}

/**
 * The lines of a text that say something. Of a label with a value (`Developed by: [More Information Needed]`) the value
 * must say something. A lone word of fewer than six letters or digits is no content (`here`, `yes`), nor is a bare address.
 */
export function contentLines(source: string): readonly string[] {
  return plainText(source)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => {
      if (isPlaceholder(line)) return false;
      const value = /^[^:]{1,60}:(.*)$/u.exec(line)?.[1];
      if (value !== undefined && value.trim() !== '' && /[\p{L}\p{N}]/u.test(value)) return !isPlaceholder(value);
      const words = line.match(/[\p{L}\p{N}]+/gu) ?? [];
      return words.length > 1 || (words[0]?.length ?? 0) >= 6 || wordsWithoutBlanks.test(line);
    });
}

/** The lines of code that do something: no blank lines, no comments, no template text. */
export function codeLines(source: string): readonly string[] {
  return source.split('\n').filter((line) => {
    const code = line.trim();
    return code !== '' && !/^(?:#|\/\/|--|<!--)/.test(code) && !isPlaceholder(code.slice(0, 300));
  });
}
