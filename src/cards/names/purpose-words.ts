/** Tasks: the registry's id of the task, or a plain word where it has none, then words of names. */
export const tasks: Readonly<Record<string, string>> = {
  'token-classification': 'ner,named entity recognition,token classification,pos tagging,pos tagger,tokenclassification,chunking,conll ner',
  'question-answering': 'qa,question answering,qna,mrc,extractive qa,reading comprehension',
  'question-generation': 'qg,qgen,question generation,question generator,qag',
  summarization: 'summarization,summarisation,summarizer,summary,summarize,summarizing,headline generation,summarization model',
  translation: 'translation,translator,translate,nmt,machine translation,traduction',
  'automatic-speech-recognition': 'asr,stt,speech recognition,speech to text,speech2text,automatic speech recognition',
  'text-to-speech': 'tts,text to speech,text2speech,text to audio',
  'audio-classification': 'audio classification,music classification,audio classifier,kws,keyword spotting,music genre',
  'text-classification': 'sentiment,sentiment analysis,sentiment classification,text classification,textclassification,sequence classification,sentence classification,intent classification,intent classifier,spam classifier,spam detection,hate speech detection,hate speech,fake news detection,fakenews detection,toxicity,text classifier,topic classification,sentiments,intent detection',
  classification: 'classification,classifier,clf,classify', 'image-classification': 'image classification,image classifier,imageclassification',
  'object-detection': 'object detection,objectdetection', 'image-segmentation': 'image segmentation,semantic segmentation',
  'depth-estimation': 'depth estimation',
  'text-generation': 'text generation,textgeneration,text gen,text generator,causal lm,gen lm',
  'text-to-image': 'text to image,txt2img,text2image,t2i',
  'image-to-image': 'img2img,image to image,inpainting,inpaint,super resolution,upscaler,image2image',
  'image-to-text': 'image captioning,image to text,captioning,image caption,img2txt', 'text-to-video': 'text to video,t2v,text2video',
  'image-to-video': 'i2v,image to video',
  'fill-mask': 'fill mask,masked lm',
  'sentence-similarity': 'sts,sentence similarity,semantic similarity,semantic search,textual relatedness,semantic textual relatedness,semantic textual similarity,paraphrase identification',
  'feature-extraction': 'embedder,feature extraction', 'text-ranking': 'reranker,reranking,cross encoder,rerank,ranker',
  retrieval: 'retriever,retrieval',
  paraphrase: 'paraphrase,paraphraser,paraphrasing', 'natural-language-inference': 'nli', 'zero-shot-classification': 'zero shot classification',
  conversational: 'conversational,chatbot,chat bot', 'visual-question-answering': 'vqa,visual question answering',
  'document-question-answering': 'document qa,document question answering',
  'video-classification': 'video classification', 'voice-activity-detection': 'vad,voice activity detection',
  'tabular-classification': 'tabular classification', 'keyphrase-extraction': 'keyphrase extraction,keyword extraction',
  'text-to-sql': 'text to sql,text2sql,nl2sql,txt2sql',
  'grammar-correction': 'gec,grammar correction,grammar error correction,spelling correction,spell correction,grammar corrector',
  'multiple-choice': 'multiple choice,mcq', 'speaker-verification': 'speaker verification,speaker recognition,speaker diarization',
  'reinforcement-learning': 'reinforcement learning,deep rl',
};

/** Words that are a task less often than those above. */
export const unsureTasks: Readonly<Record<string, string>> = { 'token-classification': 'pos', 'image-to-text': 'ocr', 'feature-extraction': 'embedding,embeddings,embed', 'image-segmentation': 'segmentation', 'zero-shot-classification': 'zeroshot,zero shot' };

/** How a model was made. */
export const trainings: Readonly<Record<string, string>> = {
  finetuned: 'finetuned,fine tuned,finetune,fine tune,finetuning,fine tuning,ft,finetunned,finetunning,fintuned,tuned,finetunined,fted,finetunes',
  instruct: 'instruct,instruction,instruction tuned,instruct tuned,inst,it', chat: 'chat', sft: 'sft', dpo: 'dpo,nodpo', rlhf: 'rlhf', orpo: 'orpo',
  kto: 'kto', ipo: 'ipo', grpo: 'grpo', simpo: 'simpo', 'reward-model': 'reward model,rm',
  lora: 'lora,loras,lo ra', qlora: 'qlora', dora: 'dora', peft: 'peft', adapter: 'adapter,adapters',
  merge: 'merge,merged,slerp,ties,dare,merges,mergekit,frankenmerge,model stock,dare ties,passthrough',
  distilled: 'distilled,distil,distill,distillation', pruned: 'pruned,sparse', pretrained: 'pretrained,pretrain,pre trained,pretraining', base: '',
  laser: 'laser', abliterated: 'abliterated,abliteration', autotrain: 'autotrain,autonlp', dreambooth: 'dreambooth',
  'textual-inversion': 'textual inversion', mlm: 'mlm', simcse: '', tsdae: 'tsdae', setfit: 'setfit,set fit', unsupervised: 'unsup', qat: 'qat',
  ppo: 'ppo', dqn: 'dqn', a2c: 'a2c', a3c: 'a3c', sac: 'sac', td3: 'td3', trpo: 'trpo', ddpg: 'ddpg', qrdqn: 'qrdqn', tqc: 'tqc', ars: 'ars',
  impala: '', reinforce: 'reinforce', 'q-learning': 'q,q learning,qlearning,qlearn', poca: 'poca', appo: 'appo',
};

/** Algorithms of reinforcement learning; `ppo` also tunes language models, the others do not. */
export const algorithms = new Set('ppo dqn a2c a3c sac td3 trpo ddpg qrdqn tqc ars reinforce q-learning poca appo'.split(' '));

/** Files and frameworks. */
export const formats: Readonly<Record<string, string>> = {
  gguf: 'gguf', ggml: 'ggml', onnx: 'onnx', safetensors: 'safetensors,safetensor', ckpt: 'ckpt', openvino: 'openvino', tflite: 'tflite',
  coreml: 'coreml,core ml', mlx: 'mlx', ctranslate2: 'ct2,ctranslate2', tensorrt: 'trt,tensorrt', tensorflow: 'tensorflow', keras: 'keras',
  pytorch: 'pytorch', jax: 'jax,flax', transformers: 'hf', diffusers: 'diffusers', mlc: 'mlc', llamafile: 'llamafile', rknn: 'rknn', pth: 'pth',
};

/** Methods of quantisation and precisions that are words; those with numbers follow rules. */
export const quantisations: Readonly<Record<string, string>> = {
  gptq: 'gptq', awq: 'awq', exl2: 'exl2', exl3: 'exl3', bnb: 'bnb,bitsandbytes', hqq: 'hqq', quanto: 'quanto', aqlm: 'aqlm', quip: 'quip',
  eetq: 'eetq', hqq_plus: '', quantized: 'quantized,quantised,quant,quantization,quants', imatrix: 'imatrix,imat', nvfp4: 'nvfp4', mxfp4: 'mxfp4',
  marlin: 'marlin', autoround: 'autoround,auto round',
};

export const casings: Readonly<Record<string, string>> = { uncased: 'uncased', cased: 'cased' };

/** Words for the size. */
export const sizeWords = 'tiny mini small base medium large xlarge xxlarge huge giant xl xxl xs xsmall nano micro big'.split(' ');
