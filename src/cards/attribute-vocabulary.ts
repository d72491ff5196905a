/**
 * Words by which attributes are known, in front matter (ids, as a whole) and in text (as words). The lists hold what cards
 * of the hub use; a name that is missing here is a missed attribute, never a wrong one.
 */
export const frameworkNames: readonly string[] = [
  'pytorch', 'torch', 'tensorflow', 'tf', 'tf-keras', 'keras', 'jax', 'flax', 'onnx', 'paddlepaddle', 'paddle',
  'mxnet', 'caffe', 'mlx', 'coreml',
  'mindspore', 'tflite', 'openvino', 'rust',
];

export const libraryNames: readonly string[] = [
  'transformers', 'sentence-transformers', 'sentence_transformers', 'diffusers', 'timm', 'spacy', 'flair', 'fairseq',
  'espnet', 'speechbrain', 'nemo',
  'stanza', 'allennlp', 'asteroid', 'pyannote', 'pyannote-audio', 'adapter-transformers', 'peft', 'fastai',
  'scikit-learn', 'sklearn', 'stable-baselines3',
  'ml-agents', 'open_clip', 'setfit', 'span-marker', 'gguf', 'mlx', 'tensorflowtts', 'keras', 'keras-hub',
  'fasttext', 'bertopic', 'paddlenlp', 'pythae',
  'transformers.js', 'ultralytics', 'vllm', 'llama.cpp', 'simpletransformers', 'haystack', 'corenlp', 'superb',
  'generic', 'trl', 'lerobot', 'optimum',
];

/** Task ids of the hub with the domain they belong to there. */
export const taskDomains: Readonly<Record<string, string>> = {
  'text-classification': 'nlp', 'token-classification': 'nlp', 'table-question-answering': 'nlp',
  'question-answering': 'nlp', 'zero-shot-classification': 'nlp',
  translation: 'nlp', summarization: 'nlp', 'feature-extraction': 'nlp', 'text-generation': 'nlp',
  'text2text-generation': 'nlp', 'fill-mask': 'nlp',
  'sentence-similarity': 'nlp', conversational: 'nlp', 'text-ranking': 'nlp', 'named-entity-recognition': 'nlp',
  'sentiment-analysis': 'nlp',
  'text-to-speech': 'audio', 'text-to-audio': 'audio', 'automatic-speech-recognition': 'audio',
  'audio-to-audio': 'audio', 'audio-classification': 'audio',
  'voice-activity-detection': 'audio', 'speech-enhancement': 'audio', 'speaker-diarization': 'audio',
  'depth-estimation': 'computer vision', 'image-classification': 'computer vision',
  'object-detection': 'computer vision', 'image-segmentation': 'computer vision',
  'image-to-image': 'computer vision', 'unconditional-image-generation': 'computer vision',
  'video-classification': 'computer vision',
  'zero-shot-image-classification': 'computer vision', 'mask-generation': 'computer vision',
  'zero-shot-object-detection': 'computer vision',
  'text-to-3d': 'computer vision', 'image-to-3d': 'computer vision', 'image-feature-extraction': 'computer vision',
  'keypoint-detection': 'computer vision',
  'text-to-image': 'multimodal', 'image-to-text': 'multimodal', 'text-to-video': 'multimodal',
  'image-to-video': 'multimodal', 'video-to-video': 'multimodal',
  'visual-question-answering': 'multimodal', 'document-question-answering': 'multimodal',
  'image-text-to-text': 'multimodal', 'audio-text-to-text': 'multimodal',
  'video-text-to-text': 'multimodal', 'any-to-any': 'multimodal', 'visual-document-retrieval': 'multimodal',
  'reinforcement-learning': 'reinforcement learning', robotics: 'reinforcement learning',
  'tabular-classification': 'tabular', 'tabular-regression': 'tabular', 'time-series-forecasting': 'tabular',
  'graph-ml': 'graph',
};

export const domainWords =
  new RegExp([
    String.raw`\b(?:nlp|natural language (?:processing|understanding|generation)|computer vision`,
    String.raw`speech (?:processing|recognition|synthesis)|audio|multi-?modal|reinforcement learning|tabular`,
    String.raw`time series|biomedical|clinical|legal|financial|scientific)\b`,
  ].join('|'), 'i');

export const taskWords =
  new RegExp([
    String.raw`\b(?:(?:text|token|sequence|image|audio|document|sentence|intent|zero-?shot) classification`,
    String.raw`question[- ]answering|(?:machine )?translation|summari[sz]ation|named entity recognition|\bNER\b`,
    String.raw`(?:masked|causal) language model(?:l?ing)?|fill-?mask|text[- ]generation|speech recognition`,
    String.raw`\bASR\b|text[- ]to[- ](?:speech|image|video)|\bTTS\b|sentiment(?: analysis| classification)?`,
    String.raw`part-of-speech tagging|object detection|(?:image|semantic) segmentation|feature extraction`,
    String.raw`(?:sentence|semantic) similarity|semantic search|paraphras\w+|natural language inference`,
    String.raw`conversational|chatbot|dialogue|speaker (?:verification|diarization|recognition)`,
    String.raw`emotion recognition|dependency parsing|quality estimation|code generation|image generation`,
    String.raw`image captioning|reading comprehension|keyphrase extraction|recommendation)\b`,
  ].join('|'), 'i');

export const architectureWords =
  new RegExp([
    String.raw`(?<![\p{L}\p{N}])(?:(?:distil|ro|al|de|camem|mobile|tiny|mini|longform|big|sci|bio|fin|m|x|i|h`,
    String.raw`layoutlm|legal-|clinical|blue|sentence-?)?bert(?:a|son|weet|int|ic|2bert)?|(?:xlm-?)?roberta`,
    String.raw`deberta(?:v[23])?|xlm(?:-r\w*)?|xlnet|electra|longformer|bigbird|reformer|(?:distil)?gpt-?(?:2|3`,
    String.raw`j|neo\w*)?|dialogpt|(?:m|by|flan-)?t5|(?:m)?bart(?:50)?|pegasus|marian(?:mt)?|m2m-?100|nllb`,
    String.raw`blenderbot|wav2vec2?|hubert|wavlm|whisper|tacotron-?2?|fastspeech2?|conformer|hifi-?gan`,
    String.raw`mb-?melgan|vits|transformer-?(?:align|big|base)?|resnet\w*|vgg\d*|densenet\w*|efficientnet\w*`,
    String.raw`mobilenet\w*|convnext\w*|vit|deit|beit|swin|clip|dinov2|detr|yolo\w*|u-?net|stable[- ]diffusion`,
    String.raw`(?:code)?llama-?\d?|mistral|mixtral|qwen\d*|gemma|phi-?\d|falcon-\d+b|bloomz?|lstm|bilstm|rnn`,
    String.raw`gru|gan|mpnet|minilm|ppo|dqn|a2c)(?![\p{L}])`,
  ].join('|'), 'iu');

export const hardwareWords =
  new RegExp([
    String.raw`\b(?:(?:cloud )?tpus?(?:[- ]?v\d(?:-\d+)?)?(?: pods?)?|nvidia|tesla|(?:rtx|gtx|titan)\s?\w+`,
    String.raw`quadro|[vahp]100s?|a10g?|h200|gb?200|t4|p40|k80|a6000|l4|l40s?|dgx|gaudi2?|trainium|inferentia`,
    String.raw`mi\d00x?|apple m[1-4]|\d+ ?x? gpus?|(?:single|one|two|four|eight) gpus?|trained (?:on|with`,
    String.raw`using) [^.\n]{0,40}gpus?|xeon)\b`,
  ].join('|'), 'i');

export const grantWords =
  new RegExp([
    String.raw`\b(?:grants?\b(?! (?:access|permission|you|the user))|funded by|funding (?:from|by)|financ(?:ed`,
    String.raw`ially supported) by|supported by (?:the |a )?(?:[\p{L}\p{N}-]+ ){0,6}(?:fund|foundation|council`,
    String.raw`ministry|program(?:me)?|project|research cloud|tpus?|grant|agency|commission|universit\w+`,
    String.raw`institute)|tpu research cloud|tensorflow research cloud|\btf?rc\b program`,
    String.raw`european research council|horizon 2020|darpa|national science foundation)`,
  ].join('|'), 'iu');

export const licenceInText =
  new RegExp([
    String.raw`\b(?:(?:is |are |was )?(?:released|licen[sc]ed|distributed|available|published`,
    String.raw`shared) under (?:the |a |an )?[^.\n]{0,60}(?:licen[sc]e|apache|mit\b|cc[- ]by|gpl|bsd)`,
    String.raw`apache(?: license)?,? (?:version )?2(?:\.0)?|mit licen[sc]e|cc[- ]by(?:-\w{1,10}){0,4}[- ]\d\.\d|(?:l`,
    String.raw`a)?gpl-?v?[23]|bsd[- ][23][- ]clause|creativecommons\.org/(?:licenses|publicdomain)/`,
    String.raw`openrail(?:-?m|\+\+)?|llama \d(?:\.\d)? community licen[sc]e)`,
  ].join('|'), 'i');
