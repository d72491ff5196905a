/** What a kind of model looks like on the hub: its task, its code, the files it usually comes with. */
export interface Archetype {
  readonly weight: number;
  readonly task: string | null;
  readonly library: string | null;
  readonly modelType: string | null;
  readonly architecture: string | null;
  /** Formats, each with the probability that a base model of this kind offers it. */
  readonly formats: Readonly<Record<string, number>>;
  /** Sizes in millions of parameters; empty for repositories without weights. */
  readonly sizes: readonly number[];
  /** Tasks that fine-tunes of it are made for, beside its own. */
  readonly fineTunedFor: readonly string[];
}

const usual = { safetensors: 0.75, pytorch: 0.55 };
const encoder = { pytorch: 0.85, safetensors: 0.55, tf: 0.3, jax: 0.2, onnx: 0.18 };
const fromText = ['text-classification', 'token-classification', 'question-answering', 'fill-mask'];
const largeSizes = [494, 1240, 3210, 7240, 8030, 13000, 32800, 70600];

function kind(
  weight: number,
  task: string | null,
  library: string | null,
  modelType: string | null,
  architecture: string | null,
  formats: Readonly<Record<string, number>>,
  sizes: readonly number[],
  fineTunedFor: readonly string[] = [],
): Archetype {
  return { weight, task, library, modelType, architecture, formats, sizes, fineTunedFor };
}

export const archetypes: readonly Archetype[] = [
  kind(16, 'text-generation', 'transformers', 'llama', 'LlamaForCausalLM', usual, largeSizes),
  kind(9, 'text-generation', 'transformers', 'qwen2', 'Qwen2ForCausalLM', { safetensors: 0.98, onnx: 0.04 }, largeSizes),
  kind(6, 'text-generation', 'transformers', 'mistral', 'MistralForCausalLM', usual, [7240, 12200, 46700]),
  kind(5, 'text-generation', 'transformers', 'gpt2', 'GPT2LMHeadModel', encoder, [124, 355, 774, 1560]),
  kind(9, 'fill-mask', 'transformers', 'bert', 'BertForMaskedLM', encoder, [14, 66, 110, 335], fromText),
  kind(4, 'fill-mask', 'transformers', 'roberta', 'RobertaForMaskedLM', encoder, [82, 125, 355], fromText),
  kind(4, 'text-classification', 'transformers', 'distilbert', 'DistilBertForSequenceClassification', encoder, [66], ['token-classification']),
  kind(4, 'translation', 'transformers', 't5', 'T5ForConditionalGeneration', encoder, [60, 220, 770, 2850], ['summarization']),
  kind(4, 'automatic-speech-recognition', 'transformers', 'whisper', 'WhisperForConditionalGeneration', { ...usual, jax: 0.1 }, [39, 244, 769, 1540]),
  kind(3, 'automatic-speech-recognition', 'transformers', 'wav2vec2', 'Wav2Vec2ForCTC', usual, [95, 317], ['audio-classification']),
  kind(4, 'image-classification', 'transformers', 'vit', 'ViTForImageClassification', { ...usual, tf: 0.12, jax: 0.1, onnx: 0.05 }, [22, 86, 304], ['object-detection']),
  kind(2, 'image-classification', 'timm', null, 'resnet50', { pytorch: 0.7, safetensors: 0.95 }, [11, 26, 45]),
  kind(5, 'text-to-image', 'diffusers', null, 'StableDiffusionPipeline', { safetensors: 0.9 }, [860, 2570, 11900]),
  kind(4, 'sentence-similarity', 'sentence-transformers', 'bert', 'BertModel', { ...encoder, safetensors: 0.85, onnx: 0.3 }, [23, 33, 110], ['feature-extraction']),
  kind(2, 'image-text-to-text', 'transformers', 'llava', 'LlavaForConditionalGeneration', usual, [7060, 13400]),
  kind(2, 'text-to-speech', 'transformers', 'vits', 'VitsModel', usual, [36, 83]),
  kind(3, 'reinforcement-learning', 'stable-baselines3', null, null, {}, []),
  kind(1, 'tabular-classification', 'sklearn', null, null, { joblib: 1 }, []),
  kind(1, null, 'keras', null, null, { keras: 1 }, [4, 12]),
  kind(12, null, null, null, null, {}, []),
];

/** Weighted vocabularies; the order carries no meaning. */
export const licences: readonly (readonly [string, number])[] = [
  ['apache-2.0', 40], ['mit', 24], ['other', 10], ['llama3', 4], ['llama2', 3], ['llama3.1', 3], ['gemma', 3], ['openrail', 4],
  ['creativeml-openrail-m', 5], ['cc-by-nc-4.0', 7], ['cc-by-4.0', 4], ['cc-by-sa-4.0', 3], ['afl-3.0', 2], ['gpl-3.0', 2], ['bsd-3-clause', 1],
  ['unknown', 2], ['bigscience-bloom-rail-1.0', 1],
];
export const languages: readonly (readonly [string, number])[] = [
  ['en', 60], ['zh', 10], ['fr', 6], ['de', 6], ['es', 6], ['ja', 4], ['ko', 4], ['ru', 3], ['it', 3], ['pt', 3], ['ar', 2], ['hi', 2],
  ['vi', 2], ['no', 1], ['multilingual', 4], ['code', 2],
];
export const datasets: readonly string[] = [
  'glue', 'squad', 'imdb', 'wikitext', 'c4', 'mozilla-foundation/common_voice', 'librispeech_asr', 'imagenet-1k', 'conll2003', 'xsum',
  'fennel-lab/open-instruct', 'tarnworks/quiet-pile', 'brackenhill/dialogue-mix', 'oxeye/code-review', 'harrow-data/web-sample', 'samsum',
  'emotion', 'cifar10', 'coco', 'marsh-institute/field-notes',
];
export const familyWords: readonly string[] = [
  'larkspur', 'tarn', 'bracken', 'oxeye', 'harrow', 'fennel', 'sorrel', 'kestrel', 'plover', 'dunnock', 'yarrow', 'teasel', 'gorse', 'heron',
  'avocet', 'curlew', 'merlin', 'osprey', 'thistle', 'bramble', 'juniper', 'rowan', 'alder', 'hazel', 'marram', 'saffron', 'cobalt', 'quartz',
];
export const ownerBeginnings: readonly string[] = [
  'ada', 'ben', 'cleo', 'dario', 'edda', 'finn', 'gita', 'hugo', 'ines', 'jun', 'kaya', 'lena', 'milo', 'nadia', 'omar', 'pia', 'quin', 'rosa',
  'sami', 'tove', 'uma', 'vera', 'wim', 'xenia', 'yuki', 'zora', 'north', 'silver', 'quiet', 'deep', 'open', 'river', 'stone', 'blue',
];
export const ownerEndings: readonly string[] = [
  'lab', 'works', 'research', 'ai', 'berg', 'field', 'son', 'ova', 'stein', 'wood', 'data', 'institute', 'mill', 'gate', 'shaw', 'moor', 'ham',
];
export const fineTunePurposes: readonly string[] = [
  'instruct', 'chat', 'emotion', 'sentiment', 'ner', 'squad', 'medical', 'legal', 'finetuned', 'dpo', 'sft', 'summary', 'code', 'math', 'roleplay',
];
export const datasetSubjects: readonly string[] = [
  'reviews', 'dialogues', 'headlines', 'questions', 'translations', 'transcripts', 'photos', 'recipes', 'instructions', 'preferences', 'ledgers',
  'poems', 'tickets', 'commits', 'proofs', 'maps',
];
export const datasetTasks: readonly string[] = [
  'text-generation', 'text-classification', 'question-answering', 'translation', 'summarization', 'image-classification',
  'automatic-speech-recognition', 'token-classification',
];
