import { headingKey } from '../markdown/inline-text.js';
import type { ContentBlock } from './walk-sections.js';
import { contentLines, isGeneratedSentence } from '../markdown/placeholder-text.js';

/** Calls that load a model, in the libraries and hubs of the field. A shell line that asks the hosted model counts too. */
const loadsModel =
  new RegExp([
    String.raw`\bfrom_pretrained(?:_keras|_fastai)?\s?\(|\bpipeline\s?\(|\b(?:SentenceTransformer|CrossEncoder`,
    String.raw`SpanMarkerModel|WhisperModel|Llama)\s?\(|\b(?:torch\.)?hub\.load\s?\(|\b(?:spacy|stanza|joblib`,
    String.raw`hub|timm|keras\.models|keras)\.(?:load|create_model|load_model|Pipeline|KerasLayer)\w{0,20}\s?\(`,
    String.raw`\btimm\.create_model\s?\(|\bfrom_hparams\s?\(|\bload_(?:model|from_hub`,
    String.raw`model_ensemble_and_task_from_hf_hub|checkpoint)\w{0,30}\s?\(|\b(?:SequenceTagger`,
    String.raw`TextClassifier)\.load\s?\(|\bMonoTransQuestModel\s?\(|\bhf_hub_download\s?\(`,
    String.raw`api-inference\.huggingface\.co|\bollama run\b|\bvllm serve\b|\bllama-cli\b`,
  ].join('|'), '');

/** Names of measures as words of a key; with a number beside them they report an evaluation. */
const measureWords =
  '(?:accuracy|acc|f1|f score|fscore|f1 score|precision|recall|bleu|sacrebleu|chr ?f\\d?|' +
  'wer|cer|ter|per|rouge ?\\w{0,4}|meteor|perplexity|ppl|loss|val loss|score|scores|' +
  'map|ndcg|mrr|auc|auroc|roc auc|eer|iou|miou|mean iou|psnr|ssim|fid|mcc|' +
  'matthews correlation|pearson|spearman|spearmanr|em|exact match|mae|mse|rmse|r2|' +
  'top ?[15]|las|uas|ents [fpr]|mnli|sst ?2|squad|glue|average|avg|exact|mean reward|hits|kappa|bertscore|val accuracy|p|r)';
const measureLabel = new RegExp(`(?:^| )${measureWords}(?: |$)`);
const number = /(?:^|[^\p{L}\p{N}])-?\d{1,3}(?:[.,]\d{1,18})?(?:e-?\d{1,3})?(?:[^\p{L}\p{N}]|$)/u;
/** A named measure and, within a few words, a decimal or a percentage. Bare `loss` and `score` are too common in prose. */
const measureInProse =
  new RegExp([
    String.raw`\b(?:accurac(?:y|ies)|f-?1(?:[- ]score)?|f-?score|precision|recall|bleu|w\.?e\.?r`,
    String.raw`word error rate|rouge(?:-?\w)?|perplexity|eer|map|ndcg|mrr|auc|iou|pearson|spearman|exact match`,
    String.raw`validation loss|eval(?:uation)? loss|success rate)\b[^.\n]{0,80}?(?:\b\d{1,3}[.,]\d{1,6}\b`,
    String.raw`\b\d{1,3} ?%)|(?:\b\d{1,3}[.,]\d{1,6} ?%?|\b\d{1,3} ?%) (?:of )?(?:\w+ ){0,3}(?:accuracy|f1|wer`,
    String.raw`cer|bleu|precision|recall|perplexity)\b`,
  ].join('|'), 'i');

/** Words with which a sentence says what a model is. `model` and names of architectures serve many languages. */
const describesModel =
  new RegExp([
    String.raw`\b(?:models?|modell?[eos]?|modèle|modelo|checkpoint|network|embeddings?|transformer|tokenizer`,
    String.raw`tagger|parser|classifier|pipeline|bot|chatbot|adapter|weights|(?:\w{0,12}bert`,
    String.raw`\w{0,6}gpt-?\w{0,4}|m?t5|m?bart|electra|xlnet|xlm-?r|wav2vec2?|hubert|pegasus|marian\w{0,3}`,
    String.raw`llama|mistral|stable diffusion|resnet\w{0,4}|vit|longformer|reformer|bloom|whisper|clip`,
    String.raw`yolo\w{0,4}|unet|gan)\b|fine-?tuned|pre-?trained|trained|implementation of|speech recognition`,
    String.raw`translat\w+|collection of|toolkit|tools)|модел|模型|モデル|모델|mô hình|نموذج|مدل`,
  ].join('|'), 'iu');
const pointsElsewhere =
  new RegExp([
    String.raw`^(?:(?:for )?(?:more|further|full|additional) (?:information|info|details?)|please|note|see|todo`,
    String.raw`cite|citing|if you (?:use|find|are)|just for|this is a? ?test|original (?:tf|implementation`,
    String.raw`code)|maintained by|authors?|create your own|report any|use the new|refer to)\b`,
  ].join('|'), '');

/** What was not done, and the sentence of the Trainer that knows no data. */
const tellsOfNoTraining = /\b(?:not|never) (?:been )?(?:pre-?|fine-?)?(?:trained|tuned)\b|\bon (?:an?|the) (?:unknown|none) dataset/i;
/** Without one of these no sentence tells of training. */
const trainingWords = /train|tuned|finetune|initiali[sz]ed/i;
/** A sentence that says on or with what a model was trained, in words that name data, an amount, or a script. */
const trainingInProse =
  new RegExp([
    String.raw`\b(?:(?:re-?|pre-?|fine-?|further )?(?:trained|tuned|train|pretrain`,
    String.raw`finetune)(?: model)?(?: by [^.\n]{1,60}?)?(?: [\w.-]{1,30}){0,3}? ?(?:using|on|with|from|for|in|over)\b`,
    String.raw`initiali[sz]ed (?:from|with)\b|training (?:data|set|corpus|procedure|script)\b|script (?:which`,
    String.raw`that) (?:is|was) used to (?:pre-?)?train)`,
  ].join('|'), 'i');
const namesTrainingMatter =
  new RegExp([
    String.raw`(?<![A-Za-z])(?:data|datasets?|data ?sets?|corpus|corpora|recipe|texts?|articles|epochs?|steps`,
    String.raw`examples|samples|sentences|pairs|images|hours|tokens|tweets|lyrics|reviews|wikipedia|recordings|clips|frames|rows|records`,
    String.raw`utterances|conversations|dialogu?es|prompts|instructions|questions|documents|posts|papers|books|molecules|sequences`,
    String.raw`common voice|common crawl|squad\w{0,3}|mnli|snli|glue|librispeech|imagenet\S{0,4}|[kc]4|oscar`,
    String.raw`task|masking|loss|learning rate|batch size|\d+(?:\.\d+)? ?(?:k|m|b|gb|mb|tb|h|million|billion)`,
    String.raw`script)\b`,
  ].join('|'), 'i');

/** Keys of fact lists (`model: transformer-align`) that describe, and those that tell of training. */
const describingKeys = new Set([
  'model', 'model type', 'architecture', 'language', 'languages', 'source language', 'target language',
  'source languages', 'target languages',
  'source language s', 'target language s', 'source group', 'target group', 'name', 'components', 'default pipeline',
  'task', 'base model',
  'parameters', 'params', 'vocabulary size', 'layers', 'description',
]);
const trainingKeys = new Set([
  'dataset', 'datasets', 'data', 'training data', 'train data', 'training dataset', 'training set', 'trained on',
  'training corpus', 'corpus', 'pre processing',
  'preprocessing', 'learning rate', 'batch size', 'epochs', 'num epochs', 'number of epochs', 'train date',
  'optimizer', 'hyperparameters', 'training steps',
]);

/** True when code, or text that shows code, loads a model or asks one. */
export function loadsAModel(source: string): boolean {
  return loadsModel.test(source);
}

/** True for a table with a measure among its headings or row names and at least one number in its cells. */
export function isResultsTable(rows: readonly (readonly string[])[]): boolean {
  const [header = [], ...body] = rows.slice(0, 200);
  const names = [...header, ...body.map((row) => row[0] ?? ''), ...(body[0] ?? [])];
  if (!names.some((name) => measureLabel.test(headingKey(name.slice(0, 200))))) return false;
  return body.some((row) => row.slice(1).some((cell) => number.test(cell)));
}

/** True for words that announce results (`the results are reported in this table`). */
export function announcesResults(text: string): boolean {
  return /\b(?:results?|scores?|performances?|evaluated|evaluation|benchmarks?)\b/i.test(text);
}

/** True for a table with a decimal in its cells, which after an announcement of results are those. */
export function hasDecimals(rows: readonly (readonly string[])[]): boolean {
  return rows.slice(1, 200).some((row) => row.slice(1).some((cell) => /\d[.,]\d/.test(cell)));
}

/** True when a text reports a measure with a number: `Accuracy: 0.97` on a line, or within a sentence. */
export function reportsMeasure(text: string): boolean {
  if (!/\d/.test(text)) return false;
  if (measureInProse.test(text)) return true;
  return text.split('\n').some((line) => {
    const pair = /^([^:=]{1,60})[:=]\s{0,20}(.{1,200})$/u.exec(line.trim());
    return pair?.[1] !== undefined && measureLabel.test(headingKey(pair[1])) && number.test((pair[2] ?? '').slice(0, 40));
  });
}

/** True when a paragraph says what the model is: a sentence of at least four words that speaks of a model, not a pointer. */
export function describesAModel(text: string): boolean {
  return contentLines(text).some((line) => {
    if (isGeneratedSentence(line) || pointsElsewhere.test(headingKey(line))) return false;
    const letters = line.match(/\p{L}+/gu) ?? [];
    const wordy = letters.length >= 4 || /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Thai}]{10}/u.test(line);
    return wordy && describesModel.test(line);
  });
}

/** True when a sentence names what a model was trained on or with. */
export function tellsOfTraining(text: string): boolean {
  return trainingWords.test(text) && contentLines(text).some((line) =>
    line.split(/(?<=[.!?])\s/).some((sentence) => trainingInProse.test(sentence) && namesTrainingMatter.test(sentence) && !tellsOfNoTraining.test(sentence)),
  );
}

/** The facts of a list item or a table row: `key: value` or two cells; null for anything else, or a value that says nothing. */
export function factsOf(block: ContentBlock): readonly string[] {
  if (block.kind === 'text' && block.inList) {
    const pair = /^([^:]{1,40}):\s*(\S.*)$/su.exec(block.text.trim());
    return pair?.[1] !== undefined && contentLines(`x: ${pair[2] ?? ''}`).length > 0 ? [headingKey(pair[1])] : [];
  }
  if (block.kind === 'table') {
    // The first row is the header, which names columns and states no fact.
    return block.rows
      .slice(1)
      .filter((row) => row.length === 2 && contentLines(`x: ${row[1] ?? ''}`).length > 0)
      .map((row) => headingKey(row[0] ?? ''));
  }
  return [];
}

/** Which section a fact belongs to. */
export function sectionOfFact(key: string): 'modelDescription' | 'training' | null {
  if (describingKeys.has(key)) return 'modelDescription';
  return trainingKeys.has(key) ? 'training' : null;
}
