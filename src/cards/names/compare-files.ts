import type { RecordFacts } from '../metadata/card-value.js';
import { compareSilence, conclude, differ, list, valuesOf, type NameComparison, type Sides } from './name-comparison.js';
import type { NamePart } from './name-part.js';

/** Endings of files by format, and the tag that the hub gives for them. */
const endings: Readonly<Record<string, RegExp>> = {
  gguf: /\.gguf$/, ggml: /ggml.*\.bin$|\.ggml/i, onnx: /\.onnx$/, safetensors: /\.safetensors$/, ckpt: /\.ckpt$/, openvino: /openvino.*\.xml$/,
  tflite: /\.tflite$/, coreml: /\.mlmodel$|\.mlpackage/, tensorflow: /\.h5$|saved_model\.pb$/, keras: /\.keras$|\.h5$|saved_model\.pb$/,
  pytorch: /\.(bin|pt|pth|safetensors)$/, jax: /\.msgpack$/, pth: /\.pth$/, llamafile: /\.llamafile$/,
};
const tagsOf: Readonly<Record<string, string>> = { tensorflow: 'tf tf-keras keras tensorflow', keras: 'keras tf-keras', jax: 'jax flax', pytorch: 'pytorch safetensors', transformers: 'transformers', diffusers: 'diffusers', ctranslate2: 'ctranslate2 ct2' };
/** Formats that the hub sees for itself, so that their tag is there where their files are. */
const seen = ['gguf', 'onnx', 'safetensors', 'pytorch', 'tf', 'jax', 'openvino', 'coreml', 'tflite', 'keras'];
const weights = /\.(gguf|bin|onnx|safetensors|ckpt|pt|pth|h5|tflite|msgpack|keras|pb|mlmodel)$/;

/** The format in a name beside files, tags and libraries. */
export function compareFormat(all: readonly NamePart[], facts: RecordFacts): NameComparison {
  const { files, tags, library, libraries } = facts;
  const words = [...(tags ?? []), ...(libraries ?? []), ...(typeof library === 'string' ? [library] : [])].map((one) => one.toLowerCase());
  const fromFiles = Object.entries(endings).flatMap(([format, ending]) => (files?.some((file) => ending.test(file)) === true ? [format] : []));
  const stated = [...new Set([...fromFiles, ...words.filter((word) => seen.includes(word) || Object.hasOwn(tagsOf, word) || ['mlx', 'mlc', 'ggml', 'mlc-llm', 'tensorrt', 'ctranslate2', 'rknn'].includes(word))])];
  const fields = [...(files === undefined ? [] : ['files']), ...(tags === undefined ? [] : ['tags']), ...(library === undefined ? [] : ['library']), ...(libraries === undefined ? [] : ['libraries'])];
  const sides: Sides = { aspect: 'format', parts: all.filter((part) => part.kind === 'format'), recorded: fields.length === 0 ? null : stated, fields: fields.length === 0 ? ['files', 'tags', 'library'] : fields };
  const silence = compareSilence(sides);
  if (silence !== null) return silence;
  const named = valuesOf(sides.parts);
  const fitting = named.find((one) => stated.includes(one) || (tagsOf[one] ?? one).split(' ').some((tag) => words.includes(tag) || words.includes(`${tag}-llm`)));
  if (fitting !== undefined) return conclude(sides, 'agreement', 'format there', `The record has ${fitting}, as the name says.`);
  const judged = sides.parts.filter((part) => seen.includes(part.value) && part.value !== 'pytorch' && part.value !== 'keras');
  const first = judged[0];
  if (first === undefined) {
    return conclude(
      sides, 'undecided', 'format that leaves no mark',
      `The name says ${list(named)}; the record has ${list(stated)}, and such files cannot be told by it.`,
    );
  }
  const judgedSides: Sides = { ...sides, parts: judged };
  if (files?.some((file) => weights.test(file)) === true) {
    return differ(judgedSides, 'no such file', `The name says ${first.value}; the files are ${list(fromFiles)}.`);
  }
  const others = words.filter((word) => seen.includes(word));
  if (files !== undefined || others.length === 0) {
    return conclude(judgedSides, 'undecided', 'no weights', `The name says ${first.value}; the record shows no weights.`);
  }
  return differ(
    judgedSides, 'other format in the tags',
    `The name says ${first.value}; the tags, which follow the files, say ${list([...new Set(others)])}.`,
  );
}

const methods = ['gptq', 'awq', 'exl2', 'exl3', 'hqq', 'aqlm', 'eetq', 'quanto'];

/** The quantisation in a name beside the tags that the hub takes from the configuration. */
export function compareQuantisation(all: readonly NamePart[], { tags, files }: RecordFacts): NameComparison {
  const lower = (tags ?? []).map((tag) => tag.toLowerCase());
  const bits = lower.filter((tag) => /^[2-8]-bit$/.test(tag));
  const method = lower.filter((tag) => methods.includes(tag));
  const others = lower.filter((tag) => ['bitsandbytes', 'quantized', 'fp8', 'compressed-tensors'].includes(tag));
  const sides: Sides = {
    aspect: 'quantisation', parts: all.filter((part) => part.kind === 'quantisation'),
    recorded: tags === undefined && files === undefined ? null : [...new Set([...bits, ...method, ...others])], fields: tags === undefined && files !== undefined ? ['files'] : ['tags'],
  };
  const named = valuesOf(sides.parts);
  const inFile = files?.find((file) => named.some((one) => /\d/.test(one) && file.toLowerCase().includes(one.toLowerCase())));
  if (inFile !== undefined) {
    return conclude(
      { ...sides, recorded: [inFile], fields: ['files'] }, 'agreement', 'in a file name',
      `A file bears the quantisation of the name: ${inFile}.`,
    );
  }
  const silence = compareSilence(sides);
  if (silence !== null) return silence;
  const namedMethods = named.filter((one) => methods.includes(one));
  const namedBits = named.flatMap((one) => /^(?:int|nf|Q|IQ|w)?([2-8])(?:bit|$|_|a\d)/.exec(one)?.[1] ?? []);
  if (namedMethods.some((one) => method.includes(one)) || namedBits.some((one) => bits.includes(`${one}-bit`))) {
    return conclude(
      sides, 'agreement', 'same method or bits',
      `The record states ${list(sides.recorded ?? [])}, as the name says.`,
    );
  }
  if (namedMethods.length > 0 && method.length > 0) {
    return differ(
      pick(sides, namedMethods), 'other method',
      `The name says ${list(namedMethods)}; the record states ${list(method)}.`,
    );
  }
  const plainBits = sides.parts.filter((part) => /^(int[48]|[2-8]bit)$/.test(part.value));
  if (plainBits.length > 0 && bits.length > 0) {
    return differ(
      { ...sides, parts: plainBits }, 'other bits',
      `The name says ${list(valuesOf(plainBits))}; the record states ${list(bits)}.`,
    );
  }
  return conclude(
    sides, 'undecided', 'other terms',
    `The name says ${list(named)}, the record ${list(sides.recorded ?? [])}; neither excludes the other.`,
  );
}

function pick(sides: Sides, values: readonly string[]): Sides {
  return { ...sides, parts: sides.parts.filter((part) => values.includes(part.value)) };
}
