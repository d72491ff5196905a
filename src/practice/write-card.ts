import { stringify } from 'yaml';
import { createRandom, hashText } from './random.js';
import { baseName, ownerName } from './name-models.js';
import type { CardSection, SimulatedModel } from './world.js';
import { declareDatasetCard, writeDatasetBody } from './write-dataset-card.js';

/** The parsed front matter of a card. */
export type CardData = Readonly<Record<string, unknown>>;

/** What the front matter declares; null where there is no card, or one without front matter. */
export function declareCard(model: SimulatedModel): CardData | null {
  if (model.fixed !== undefined) {
    return model.fixed.cardData;
  }
  if (model.kind === 'dataset') {
    return declareDatasetCard(model);
  }
  if (model.cardLevel === 'absent' || model.cardLevel === 'empty') {
    return null;
  }
  const data: Record<string, unknown> = {};
  if (model.licence !== null) {
    data['license'] = model.licence;
    if (model.licence === 'other') {
      data['license_name'] = `${ownerName(model.writtenAs) ?? 'former'}-community-1.0`;
      data['license_link'] = 'LICENSE';
    }
  }
  // One language is written as a word by some and as a list by others; readers must take both.
  if (model.languages.length === 1 && hashText(model._id) % 2 === 0) {
    data['language'] = model.languages[0];
  } else if (model.languages.length > 0) {
    data['language'] = [...model.languages];
  }
  if (model.parents.length === 1) {
    data['base_model'] = model.parents[0]?.base;
  } else if (model.parents.length > 1) {
    data['base_model'] = model.parents.map(({ base }) => base);
  }
  const [first] = model.parents;
  if (first !== undefined && hashText(model._id) % 5 === 0) {
    data['base_model_relation'] = first.relation;
  }
  if (model.datasets.length > 0) {
    data['datasets'] = [...model.datasets];
  }
  if (model.libraryName !== null && hashText(model._id) % 3 !== 0) {
    data['library_name'] = model.libraryName;
  }
  if (model.pipelineTag !== null && hashText(model._id) % 4 !== 0) {
    data['pipeline_tag'] = model.pipelineTag;
  }
  const free = model.tags.filter((tag) => ['merge', 'mergekit', 'lora', 'generated_from_trainer'].includes(tag));
  if (free.length > 0) {
    data['tags'] = free;
  }
  return Object.keys(data).length === 0 ? null : data;
}

const missing = '[More Information Needed]';

/** The text of README.md for a card of this level; the same model at the same commit has the same text. */
export function writeCard(model: SimulatedModel): string {
  const fixed = model.fixed?.texts.get('README.md');
  if (fixed !== undefined) {
    return fixed;
  }
  const data = declareCard(model);
  return `${data === null ? '' : `---\n${stringify(data)}---\n`}${model.kind === 'dataset' ? writeDatasetBody(model) : bodyOf(model)}`;
}

function bodyOf(model: SimulatedModel): string {
  const title = `\n# ${baseName(model.writtenAs)}\n\n`;
  switch (model.cardLevel) {
    case 'absent':
    case 'empty':
    case 'metadata':
      return '';
    case 'template':
      return title + templateBody() + papersOf(model);
    case 'skeleton':
      return trainerBody(model, title) + papersOf(model);
    case 'short':
    case 'full':
      return title + model.cardSections.map((section) => writeSection(model, section)).join('\n') + papersOf(model);
  }
}

/** The headings of the hub's model card template with nothing filled in. */
function templateBody(): string {
  const headings = [
    'Model Details', 'Uses', 'Bias, Risks, and Limitations', 'How to Get Started with the Model', 'Training Details', 'Evaluation',
    'Environmental Impact', 'Citation',
  ];
  return `<!-- Provide a quick summary of what the model is/does. -->\n\n${headings.map((heading) => `## ${heading}\n\n${missing}\n`).join('\n')}`;
}

/** The shape of what a trainer writes by itself: figures of the run are there, the prose is asked for and not given. */
function trainerBody(model: SimulatedModel, title: string): string {
  const random = createRandom(hashText(model.sha), 'trainer card');
  const loss = (0.1 + 2 * random.next()).toFixed(4);
  const accuracy = (0.6 + 0.39 * random.next()).toFixed(4);
  const rate = random.pick(['5e-05', '2e-05', '0.0001', '0.0002']);
  const [parent] = model.parents;
  const origin = parent === undefined
    ? 'was trained from scratch'
    : `is a fine-tuned version of [${parent.base}](https://huggingface.co/${parent.base})`;
  return '\n<!-- This model card has been generated automatically according to the information the Trainer had access to. -->\n'
    + `${title}This model ${origin} on ${model.datasets[0] ?? 'an unknown dataset'}.\n`
    + `It achieves the following results on the evaluation set:\n- Loss: ${loss}\n- Accuracy: ${accuracy}\n\n`
    + ['Model description', 'Intended uses & limitations', 'Training and evaluation data']
      .map((heading) => `## ${heading}\n\nMore information needed\n\n`).join('')
    + `## Training procedure\n\n### Training hyperparameters\n\n- learning_rate: ${rate}\n`
    + `- train_batch_size: ${random.pick([8, 16, 32])}\n- num_epochs: ${1 + random.below(5)}\n\n`
    + `### Training results\n\n| Epoch | Step | Validation Loss | Accuracy |\n|:---:|:---:|:---:|:---:|\n`
    + `| 1.0 | ${100 + random.below(5000)} | ${loss} | ${accuracy} |\n`;
}

function writeSection(model: SimulatedModel, section: CardSection): string {
  const random = createRandom(hashText(model.sha), section);
  const task = (model.pipelineTag ?? 'general use').replaceAll('-', ' ');
  const data = model.datasets.length > 0 ? model.datasets.join(', ') : 'a private collection of texts';
  switch (section) {
    case 'model description': {
      const size = model.parameters === null ? '' : ` with about ${Math.max(1, Math.round(model.parameters / 1e6))} million parameters`;
      const origin = model.parents.length === 0 ? '' : ` It was made from ${model.parents.map(({ base }) => base).join(' and ')}.`;
      return `## ${random.pick(['Model description', 'Model Description', 'Overview'])}\n\n`
        + `${baseName(model.writtenAs)} is a model for ${task}${size}, published by ${ownerName(model.writtenAs) ?? 'its first authors'}.${origin}\n`;
    }
    case 'limitations':
      return `## ${random.pick(['Limitations', 'Limitations and bias', 'Bias, Risks, and Limitations'])}\n\n`
        + `The model repeats the biases of its training data and was not tested outside ${task}. Do not use it for decisions about people.\n`;
    case 'how to use':
      return `## ${random.pick(['How to use', 'Usage', 'How to Get Started with the Model'])}\n\n\`\`\`python\n`
        + `from transformers import pipeline\n\nrun = pipeline(${model.pipelineTag === null ? '' : `"${model.pipelineTag}", `}model="${model.writtenAs}")\n\`\`\`\n`;
    case 'training':
      return `## ${random.pick(['Training', 'Training procedure', 'Training Details'])}\n\n`
        + `Trained on ${data} for ${1 + random.below(10)} epochs with a batch size of ${2 ** (3 + random.below(6))} on ${1 + random.below(8)} A100 GPUs.\n`;
    case 'evaluation':
      return `## ${random.pick(['Evaluation', 'Evaluation results', 'Results'])}\n\n| Dataset | Accuracy |\n|---|---|\n`
        + `| ${model.datasets[0] ?? 'held-out set'} | ${(60 + 39 * random.next()).toFixed(1)} |\n`;
  }
}

/** The hub reads arXiv links out of the text; without the link the tag would have no source. */
function papersOf(model: SimulatedModel): string {
  return model.papers.map((paper) => `\nSee https://arxiv.org/abs/${paper}.\n`).join('');
}
