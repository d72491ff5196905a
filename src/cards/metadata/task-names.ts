/** Task ids of the hub with the domain they belong to there, and common tasks that have no id of their own. */
export const taskDomains: Readonly<Record<string, string>> = {
  'text-classification': 'nlp', 'token-classification': 'nlp', 'table-question-answering': 'nlp',
  'question-answering': 'nlp', 'zero-shot-classification': 'nlp',
  translation: 'nlp', summarization: 'nlp', 'feature-extraction': 'nlp', 'text-generation': 'nlp',
  'text2text-generation': 'nlp', 'fill-mask': 'nlp',
  'sentence-similarity': 'nlp', conversational: 'nlp', 'text-ranking': 'nlp', 'named-entity-recognition': 'nlp',
  'sentiment-analysis': 'nlp', 'multiple-choice': 'nlp',
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

/** How tasks are called in sentences, by the hub's id. */
export const taskSpellings: Readonly<Record<string, string>> = {
  'text-classification': [
    'text classification, sequence classification, sentiment analysis, sentiment classification, sentiment detection, intent classification,',
    'intent detection, emotion recognition, hate speech classification, hate speech classifier, news classification, text categorization, emotion classification, emotion detection, document classification, topic classification,',
    'natural language inference, nli, textual entailment, paraphrase identification, paraphrase detection, hate speech detection, toxicity classification,',
    'toxicity detection, offensive language identification, offensive language detection, hatespeech detection, spam detection, fake news detection,',
    'sarcasm detection, language identification, language detection, sentence classification, stance detection, quality estimation, text scoring,',
    'sentiment prediction, sentiment classifier, text classifier, irony detection, multi label classification, binary classification',
  ].join(' '),
  'token-classification': [
    'token classification, named entity recognition, =NER, part of speech tagging, pos tagging, pos tagger, chunking, entity recognition,',
    'entity extraction, keyphrase extraction, keyword extraction, punctuation restoration, part of speech, named entities, semantic role labeling,',
    'punctuation prediction, deidentification, de identification, dependency parsing, sequence labelling, sequence labeling, sequence tagging',
  ].join(' '),
  'table-question-answering': 'table question answering, tableqa',
  'question-answering': 'question answering, extractive qa, reading comprehension, extractive question answering, open domain qa, =QA model',
  'zero-shot-classification': 'zero shot classification, zero shot text classification, zero shot classifier',
  translation: 'machine translation, translation, translation model, neural machine translation, =NMT',
  summarization: 'summarization, summarisation, text summarization, abstractive summarization, summarizing, headline generation, summarizer, summarize',
  'feature-extraction': 'feature extraction, word embeddings, text embeddings, embedding model, text embedding',
  'text-generation': [
    'text generation, causal language modeling, causal language modelling, causal language model, autoregressive language model, generate text,',
    'story generation, code generation, code completion, poetry generation, lyrics generation, generating text, causal lm, language generation',
  ].join(' '),
  'text2text-generation': [
    'text2text generation, text to text generation, paraphrase generation, paraphrasing, paraphraser, question generation, grammar correction, grammatical error correction,',
    'text simplification, spelling correction, style transfer, text to sql, data to text, text to text',
  ].join(' '),
  'fill-mask': 'fill mask, masked language modeling, masked language modelling, masked language model, =MLM, masked lm, fill in the mask',
  'sentence-similarity': [
    'sentence similarity, semantic similarity, semantic textual similarity, semantic search, sentence embeddings, sentence embedding,',
    'paraphrase mining, =STS',
  ].join(' '),
  conversational: 'conversational, chatbot, chatbots, dialogue generation, dialogue model, dialog model, conversational response generation, response generation, chat bot, conversational ai, conversational agent, dialogue system',
  'text-ranking': 'passage ranking, passage reranking, passage re ranking, document ranking, document reranking, re ranking, reranker, text ranking, reranking',
  'text-to-speech': 'text to speech, =TTS, speech synthesis, vocoder, singing voice synthesis',
  'automatic-speech-recognition': 'automatic speech recognition, speech recognition, =ASR, speech to text, speech transcription, transcribing speech, speech translation',
  'audio-to-audio': 'audio to audio, speech enhancement, speech separation, source separation, audio source separation, noise suppression, voice conversion, speech to speech',
  'audio-classification': [
    'audio classification, speaker verification, speaker recognition, speaker identification, keyword spotting, speech emotion recognition, music genre classification,',
    'spoken language identification, sound classification, audio tagging, speaker embeddings',
  ].join(' '),
  'voice-activity-detection': 'voice activity detection, speaker diarization, speaker segmentation, overlapped speech detection',
  'depth-estimation': 'depth estimation',
  'image-classification': 'image classification, image classifier, classify images, image recognition, classifies images',
  'object-detection': 'object detection, object detector, face detection, table detection, text detection',
  'image-segmentation': 'image segmentation, semantic segmentation, instance segmentation, panoptic segmentation, background removal',
  'image-to-image': 'image to image, super resolution, image restoration, image super resolution, image denoising, image colorization, deblurring',
  'unconditional-image-generation': 'unconditional image generation, image generation',
  'video-classification': 'video classification, action recognition',
  'zero-shot-image-classification': 'zero shot image classification',
  'text-to-image': 'text to image, text to image generation, text conditional image generation',
  'image-to-text': 'image to text, image captioning, optical character recognition, =OCR, handwritten text recognition, text recognition',
  'visual-question-answering': 'visual question answering, =VQA',
  'document-question-answering': 'document question answering, document understanding, document visual question answering',
  'image-text-to-text': 'image text to text, vision language model, multimodal chat',
  'text-to-video': 'text to video',
  'reinforcement-learning': 'reinforcement learning agent, trained agent, =PPO agent, =DQN agent, =A2C agent, playing lunarlander, deep reinforcement learning',
  'tabular-classification': 'tabular classification',
  'tabular-regression': 'tabular regression',
  'time-series-forecasting': 'time series forecasting',
  'graph-ml': 'graph ml, node classification, molecular property prediction, graph classification',
  'multiple-choice': 'multiple choice, multiple choice question answering',
  'keypoint-detection': 'keypoint detection, pose estimation',
};

/** Other names that front matter and tags give to a task. */
export const taskAliases: Readonly<Record<string, string>> = {
  'sentiment-analysis': 'text-classification', 'sentiment-classification': 'text-classification', 'named-entity-recognition': 'token-classification',
  ner: 'token-classification', asr: 'automatic-speech-recognition', 'speech-recognition': 'automatic-speech-recognition', tts: 'text-to-speech',
  'speech-to-text': 'automatic-speech-recognition', 'machine-translation': 'translation', summarisation: 'summarization', qa: 'question-answering', nli: 'text-classification',
  'natural-language-inference': 'text-classification', 'masked-lm': 'fill-mask', mlm: 'fill-mask', 'causal-lm': 'text-generation', 'language-modeling': 'text-generation',
  'masked-language-modeling': 'fill-mask', 'causal-language-modeling': 'text-generation',
  'text-to-text-generation': 'text2text-generation', 'text2text': 'text2text-generation', 'sequence-classification': 'text-classification',
  'speaker-diarization': 'voice-activity-detection', 'speech-enhancement': 'audio-to-audio', 'audio-source-separation': 'audio-to-audio',
  'semantic-segmentation': 'image-segmentation', 'image-captioning': 'image-to-text', 'semantic-similarity': 'sentence-similarity',
  'text-similarity': 'sentence-similarity', 'paraphrase-identification': 'text-classification', 'pos-tagging': 'token-classification',
  'part-of-speech-tagging': 'token-classification', 'translation-en-to-fr': 'translation', 'speech-synthesis': 'text-to-speech',
  'extractive-question-answering': 'question-answering', 'conversational-ai': 'conversational', dialogue: 'conversational', chat: 'conversational', 'text2image-generation': 'text-to-image', 'mask-filling': 'fill-mask', 'text2image': 'text-to-image',
};

/** Ends of class names of Transformers (`…ForMaskedLM`) with the task they are for. */
export const headTasks: Readonly<Record<string, string>> = {
  SequenceClassification: 'text-classification', TokenClassification: 'token-classification', QuestionAnswering: 'question-answering',
  MaskedLM: 'fill-mask', CausalLM: 'text-generation', Seq2SeqLM: 'text2text-generation', ConditionalGeneration: 'text2text-generation',
  CTC: 'automatic-speech-recognition', SpeechSeq2Seq: 'automatic-speech-recognition', ImageClassification: 'image-classification',
  ObjectDetection: 'object-detection', SemanticSegmentation: 'image-segmentation', AudioClassification: 'audio-classification',
  MultipleChoice: 'multiple-choice', TableQuestionAnswering: 'table-question-answering',
};

/** Domains that tags name. */
export const tagDomains: Readonly<Record<string, string>> = {
  nlp: 'nlp', 'natural-language-processing': 'nlp', 'computer-vision': 'computer vision', vision: 'computer vision', cv: 'computer vision', image: 'computer vision', audio: 'audio', speech: 'audio', multimodal: 'multimodal',
  'reinforcement-learning': 'reinforcement learning', tabular: 'tabular', graph: 'graph', 'language-model': 'nlp', text: 'nlp',
};

/** Words that name a domain in sentences. */
export const domainSpellings: Readonly<Record<string, string>> = {
  nlp: '=NLP, natural language processing, natural language understanding, natural language generation, language model, text generation model',
  'computer vision': 'computer vision, vision transformer, image model',
  audio: 'speech processing, audio processing, speech model, speech',
  multimodal: 'multimodal, multi modal, vision language',
  'reinforcement learning': 'reinforcement learning',
  tabular: 'tabular data',
  graph: 'graph neural network',
};
