import type { CardValue, MetadataAttribute } from '../metadata/card-value.js';

/** What reusers look for in a model before they rely on it, after the interview study of model reuse. */
export const reuseAttributes = {
  provenance: 'Who made the model, from what, and under which terms.',
  reproducibility: 'Whether the training and its results could be repeated.',
  portability: 'Whether the model can be loaded and run elsewhere.',
} as const;
export type ReuseAttribute = keyof typeof reuseAttributes;

/** One question asked of a model, declared as data: pages and tables are generated from these. */
export interface ReuseRule {
  readonly id: string;
  readonly attribute: ReuseAttribute;
  readonly asks: string;
  /** Why it matters to a reuser, in one line. */
  readonly reason: string;
  /** Where the rule comes from: the interview study, or the attributes that PeaTMOSS takes from cards. */
  readonly source: 'interview study' | 'PeaTMOSS';
  readonly weight: number;
  /** Attributes of which a value meets the rule. */
  readonly met: readonly MetadataAttribute[];
  /** Narrows what meets the rule, where not any value does. */
  readonly only?: (value: CardValue) => boolean;
  /** Without a value of one of these the rule is unanswerable rather than not met: the model may have nothing to tell. */
  readonly unknownWithout?: readonly MetadataAttribute[];
}

/** All rules, provenance first. Weights are 2 for what a reuser cannot do without, 1 for what helps. */
export const reuseRules: readonly ReuseRule[] = [
  rule('author-told', 'provenance', 'Is it told who made it?', 'Trust begins with a name that can be asked.', 'interview study', 2, ['author']),
  rule('licence-told', 'provenance', 'Is there a licence?', 'Without one nothing may be done with the model.', 'PeaTMOSS', 2, ['licence']),
  { ...rule('base-told', 'provenance', 'Is the model it was derived from told?', 'Flaws and terms of the base are inherited.', 'interview study', 2, ['upstreamModel']), unknownWithout: ['upstreamModel'] },
  rule('training-data-told', 'provenance', 'Is the data it was trained on told?', 'What the data lack the model lacks, and their terms bind.', 'interview study', 2, ['dataset']),
  rule('paper-told', 'provenance', 'Is there a paper?', 'A paper says why it was made so.', 'PeaTMOSS', 1, ['paper']),
  rule('funder-told', 'provenance', 'Is a funder told?', 'Interests behind a model are part of where it comes from.', 'PeaTMOSS', 1, ['grant']),
  { ...rule('learning-told', 'reproducibility', 'Are learning rate, batch size or epochs told?', 'Training cannot be repeated without them.', 'interview study', 2, ['hyperParameter']), only: isCoreSetting },
  { ...rule('data-can-be-had', 'reproducibility', 'Is there an address or an identifier of the data?', 'Data that cannot be found cannot be used again.', 'interview study', 2, ['datasetUrl', 'dataset']), only: canBeHad },
  rule('code-told', 'reproducibility', 'Is there a repository with its code?', 'Code says what prose leaves out.', 'interview study', 2, ['gitHubRepository']),
  { ...rule('result-told', 'reproducibility', 'Is a result told with its data set?', 'A repeated training is compared with it.', 'interview study', 2, ['evaluation']), only: hasDataset },
  { ...rule('seed-told', 'reproducibility', 'Is the random seed told?', 'Two runs differ by the seed alone.', 'interview study', 1, ['hyperParameter']), only: isSeed },
  rule('hardware-told', 'reproducibility', 'Is the hardware told?', 'Time and precision depend on it.', 'PeaTMOSS', 1, ['hardware']),
  rule('framework-told', 'portability', 'Is the framework told?', 'Weights are of one framework.', 'interview study', 2, ['framework']),
  rule('library-told', 'portability', 'Is the library told with which it is used?', 'It decides which code loads the model.', 'PeaTMOSS', 2, ['library']),
  rule('architecture-told', 'portability', 'Is the architecture told?', 'Another runtime must know the network.', 'interview study', 1, ['architecture']),
  rule('size-told', 'portability', 'Is the number of parameters told?', 'It decides on which machine the model fits.', 'interview study', 1, ['parameterCount']),
  rule('input-told', 'portability', 'Is it told what goes in?', 'Calling code must bring the input into that form.', 'interview study', 1, ['input']),
  rule('output-told', 'portability', 'Is it told what comes out?', 'Calling code must understand the answer.', 'interview study', 1, ['output']),
];

function rule(id: string, attribute: ReuseAttribute, asks: string, reason: string, source: ReuseRule['source'], weight: number, met: readonly MetadataAttribute[]): ReuseRule {
  return { id, attribute, asks, reason, source, weight, met };
}

function isCoreSetting({ detail }: CardValue): boolean {
  return ['learning_rate', 'batch_size', 'epochs', 'steps'].includes(detail['name'] ?? '');
}

/** An address, `owner/name`, or what a field for identifiers declares; not what a sentence calls the data. */
function canBeHad({ attribute, value, source }: CardValue): boolean {
  return attribute === 'datasetUrl' || value.includes('/') || source === 'front matter' || source === 'tag' || source === 'record' || source === 'model-index';
}

function isSeed({ detail }: CardValue): boolean {
  return detail['name'] === 'seed';
}

function hasDataset({ detail }: CardValue): boolean {
  return detail['dataset'] !== undefined || detail['split'] !== undefined;
}
