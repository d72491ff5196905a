import type { HeadingWords } from './heading-table.js';
import type { CardSection } from './section-names.js';

/** English words by frequency in the headings of 16,241 model cards of February 2022, and those of the hub's template. */
export const englishModelHeadings: readonly HeadingWords<CardSection>[] = [
  {
    language: 'en', section: 'modelDescription',
    anywhere: [
      'model description', 'model details', 'model summary', 'model overview', 'model information', 'model introduction',
      'description of the model', 'model architecture', 'how does it work', 'how it works', 'about the model',
      'about this model',
      'pipeline description', 'model structure', 'details model architecture',
    ],
    whole: [
      'description', 'introduction', 'overview', 'abstract', 'summary', 'details', 'background', 'model',
      'architecture', 'about model',
      'system info', 'what is this', 'what is it', 'details of t5', 'model series', 'short description', 'features',
      'technical specifications',
      'model type', 'model card', 'intro',
    ],
  },
  {
    language: 'en', section: 'limitations',
    anywhere: [
      'limitation', 'limitations', 'limits', 'bias', 'biases', 'biased', 'risks', 'out of scope', 'misuse',
      'caveats', 'caveat',
      'ethical considerations', 'ethics', 'disclaimer', 'disclaimers', 'known issues', 'drawbacks', 'shortcomings',
      'weaknesses',
      'failure modes', 'not intended', 'unintended use', 'unintended uses', 'prohibited uses', 'safety',
    ],
    whole: ['warning', 'warnings', 'caution', 'considerations', 'fairness', 'privacy'],
  },
  {
    language: 'en', section: 'howToUse',
    anywhere: [
      'how to use', 'how to get started', 'getting started', 'get started', 'quick start', 'quickstart', 'usage',
      'how to run', 'how to load',
      'example usage', 'usage example', 'usage examples', 'example of usage', 'use in transformers',
      'using the model', 'using this model',
      'use this model', 'use the model', 'using pre trained models', 'model in action', 'load the model',
      'load model', 'perform inference',
      'running the model', 'run the model', 'code example', 'code examples', 'sample code', 'example code',
      'code snippet', 'inference code',
      'inference example', 'how to generate', 'how to predict', 'how to apply', 'how use', 'how to infer',
      'how to download',
    ],
    whole: [
      'use', 'using', 'inference', 'example', 'examples', 'demo', 'in transformers', 'in tensorflow', 'in pytorch',
      'in haystack',
      'installation', 'install', 'instructions', 'prediction', 'predictions', 'sample usage', 'how to', 'code', 'in farm',
    ],
  },
  {
    language: 'en', section: 'training',
    anywhere: [
      'training', 'trained on', 'pretraining', 'pre training', 'finetuning', 'fine tuning', 'finetuned on',
      'fine tuned on',
      'hyperparameters', 'hyper parameters', 'hyperparameter', 'preprocessing', 'details of the dataset',
      'details of the downstream task',
      'task and dataset description', 'used datasets', 'datasets used', 'dataset used', 'data used', 'distillation',
      'pretraining corpus',
    ],
    whole: [
      'data', 'dataset', 'datasets', 'corpus', 'corpora', 'the dataset', 'the data', 'data and preprocessing',
      'dataset description',
      'data and other resources', 'datasets description', 'asr config', 'tts config', 'train',
    ],
  },
  {
    language: 'en', section: 'evaluation',
    anywhere: [
      'evaluation', 'evaluations', 'eval', 'evaluating', 'results', 'benchmark', 'benchmarks', 'performance',
      'accuracy', 'metrics', 'scores',
      'wer', 'cer', 'bleu', 'rouge', 'f1', 'leaderboard', 'model comparison',
    ],
    whole: ['result', 'score', 'testing', 'test', 'tests', 'perplexity', 'metric', 'ter', 'comparison', 'experiments', 'glue'],
  },
  {
    language: 'en', section: 'neutral',
    anywhere: [
      'citation', 'citations', 'cite', 'citing', 'bibtex', 'license', 'licence', 'licenses', 'acknowledgements',
      'acknowledgments', 'acknowledgement',
      'acknowledgment', 'contact', 'contacts', 'references', 'authors', 'author', 'contributors', 'team members',
      'framework versions', 'funding',
      'about us', 'about speechbrain', 'more information', 'environmental impact', 'intended use', 'intended uses',
      'changelog', 'related models',
      'credits', 'see also', 'labels', 'label scheme', 'environments', 'glossary', 'how to contribute',
      'model card authors', 'questions',
    ],
    whole: ['about', 'reference', 'links', 'paper', 'github', 'uses', 'direct use', 'downstream use',
      'feedback', 'support', 'notes', 'todo',
    ],
  },
];

/**
 * Phrases that are taken out before the vocabulary is looked at, for they hold its words and mean something else:
 * data that a model was evaluated on is not a report of how it performed.
 */
export const misleadingModelPhrases: readonly string[] = [
  'evaluation data', 'usage rights', 'usage restrictions', 'train your own', 'how to train', 'how to fine tune',
  'pre trained model', 'pretrained model',
  'pre trained models', 'training time', 'inference on gpu', 'parallel inference on a batch',
];
