import { MODEL_LIBRARIES_UI_ELEMENTS } from '@huggingface/tasks';

/** Version of the vocabulary below; part of the rule that every derived field names. */
export const tagWordsVersion = 'tag-words@1';

/**
 * Frameworks and file formats that the hub lists under "Libraries" and writes as bare tags, beside the libraries that
 * its own list names.
 */
const frameworks = [
  'pytorch', 'tf', 'tensorflow', 'jax', 'flax', 'safetensors', 'onnx', 'gguf', 'coreml', 'openvino', 'rust', 'tflite',
  'tensorboard', 'paddlepaddle', 'paddle', 'joblib', 'optimum', 'trl', 'ctranslate2', 'mlx',
];

/** ISO 639-1. Codes of three letters are left out: as bare tags most of them are other words (art, ppo, dpo). */
const languages =
  'aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu'.split(' ');

/** One tag of the vocabulary, what it tells and the value to record. */
export interface TagWord {
  readonly tag: string;
  readonly meaning: 'library' | 'language';
  readonly value: string;
}

/** What a tag means: a library the package supports, or a language it is for (models: `en`, datasets: `language:en`). */
export function listTagWords(): TagWord[] {
  const libraries = new Set([...Object.keys(MODEL_LIBRARIES_UI_ELEMENTS), ...frameworks]);
  const spoken = [...languages, 'multilingual'];
  const words = [
    ...[...libraries].map((tag): TagWord => ({ tag, meaning: 'library', value: tag })),
    ...spoken.filter((tag) => !libraries.has(tag)).map((tag): TagWord => ({ tag, meaning: 'language', value: tag })),
    ...spoken.map((tag): TagWord => ({ tag: `language:${tag}`, meaning: 'language', value: tag })),
  ];
  // Some tags (39 of 50,000 rows) have stray white space: a few more words are cheaper than trimming millions of tags.
  return words.flatMap((word) => [word, { ...word, tag: ` ${word.tag}` }, { ...word, tag: `${word.tag} ` }]);
}
