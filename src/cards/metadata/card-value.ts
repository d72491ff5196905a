import type { LineRange } from '../evidence.js';

/**
 * What can be said of a model or a dataset besides its documentation as text: the attributes that PeaTMOSS took from cards, and those
 * that the study's artefact counts for its metadata score.
 */
export const metadataAttributes = {
  architecture: 'Architecture of the network, as its family (bert, wav2vec2, resnet).',
  author: 'Who made it: a person, a group, an organisation.',
  dataset: 'Data it was trained, fine-tuned or evaluated on: an identifier of the registry or a name.',
  datasetUrl: 'Address of such data.',
  demo: 'Address of a demonstration: a space, an app, a notebook, a widget.',
  domain: 'Domain of the task: nlp, computer vision, audio, multimodal, tabular, reinforcement learning, graph.',
  emissions: 'Emissions of training in grams of CO2 equivalent.',
  evaluation: 'A result: metric and value, with data set, split and task where they are stated.',
  framework: 'Framework in which the weights can be loaded (pytorch, tensorflow, jax).',
  gitHubRepository: 'Repository with its code, owner/name.',
  grant: 'Grant or funder.',
  hardware: 'Hardware of training or use.',
  hyperParameter: 'A hyper-parameter of training: epochs, batch size, learning rate, optimizer and others.',
  input: 'What goes in: modality, format, length, sampling rate.',
  language: 'Natural language, ISO 639 code.',
  library: 'Library with which it is used (transformers, timm, spacy).',
  licence: 'Licence, in the registry\'s spelling where it is known, else as written.',
  limitation: 'A limitation, bias or risk that is told of.',
  output: 'What comes out.',
  paper: 'Paper: arxiv:<id>, doi:<id>, or its address.',
  parameterCount: 'Number of parameters.',
  tag: 'Tag that the card declares.',
  task: 'Task, as the registry\'s id of it where there is one.',
  upstreamModel: 'Model it was derived from.',
} as const satisfies Record<string, string>;

export type MetadataAttribute = keyof typeof metadataAttributes;

/** Where a value stands. `record` is what the registry's record states besides its tags and configuration. */
export type ValueSource = 'front matter' | 'model-index' | 'tag' | 'config' | 'record' | 'table' | 'code' | 'text';

/** One value of one attribute with where it comes from. */
export interface CardValue {
  readonly attribute: MetadataAttribute;
  /** In normal form, so that values of different sources can be compared: ids, grams, plain numbers, addresses without scheme. */
  readonly value: string;
  /** Further parts: metric, dataset, split and task of an evaluation; name of a hyper-parameter; relation to an upstream model. */
  readonly detail: Readonly<Record<string, string>>;
  readonly source: ValueSource;
  /** Key of the front matter, tag, key of the configuration, field of the record, or rule of the text. */
  readonly where: string;
  readonly lines: LineRange | null;
  /** `declared`: stated in a field or under a label made for it; `inferred`: concluded from words, code or addresses. */
  readonly standing: 'declared' | 'inferred';
  /** From 0 to 1: how sure the rule is, as its author judged it after reading real cards; an estimate, not a measured frequency. */
  readonly confidence: number;
}

/** Two sources that say different things of an attribute of which there is one value. */
export interface Disagreement {
  readonly attribute: MetadataAttribute;
  readonly values: readonly [CardValue, CardValue];
  /** Why the values exclude each other, as a sentence. */
  readonly why: string;
}

/** What the registry's record says of the same package; a missing property is not known, which is not the same as empty. */
export interface RecordFacts {
  readonly name?: string;
  readonly tags?: readonly string[];
  readonly task?: string | null;
  readonly library?: string | null;
  readonly libraries?: readonly string[];
  readonly licences?: readonly string[];
  readonly languages?: readonly string[];
  readonly datasets?: readonly string[];
  readonly papers?: readonly string[];
  readonly baseModels?: readonly { readonly base: string; readonly relation: string }[];
  readonly architectures?: readonly string[];
  readonly modelType?: string | null;
  readonly parameters?: number | null;
  readonly files?: readonly string[];
}
