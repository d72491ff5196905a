import type { RecordFacts } from '../metadata/card-value.js';
import { compareSilence, conclude, differ, type NameComparison, type Sides } from './name-comparison.js';
import type { NamePart } from './name-part.js';

/**
 * How far the count may be from the number in the name and still be the same: names round, leave out embeddings (Gemma 7B
 * has 8.5 billion) and buffers are counted (Pythia 160M has 213 million). From Gemma's 2.51 / 2 and Pythia's 213 / 160 upward, with room.
 */
export const agreeingRatio = { least: 0.72, most: 1.38 } as const;
/** Beyond this a count is another size of model. Between the two bounds nothing is said. */
export const contradictingRatio = { least: 0.5, most: 2 } as const;

/** Below this share of the named number the count is of a part. */
const leastPart = 0.1;

const packing = /^(gguf|ggml|gptq|awq|exl2|exl3|bitsandbytes|[2-8]-bit|mlx|hqq|quantized|aqlm|compressed-tensors|fp8|quanto|pruna-ai|4bit|8bit|eetq|nvfp4|mxfp4|quark|intel|openvino|onnx|modelopt|auto-round|autoround|nf4|int4|int8|w4a16|w8a8)$/i;
const adapting = /^(peft|lora|adapter|adapters|adapter-transformers|qlora)$/i;

/** The number of parameters in a name beside the count that the record states. */
export function compareSize(all: readonly NamePart[], facts: RecordFacts): NameComparison {
  const { parameters } = facts;
  const sizes = all.filter((part) => part.kind === 'size');
  const recorded = parameters === undefined ? null : parameters === null || parameters <= 0 ? [] : [String(parameters)];
  const sides: Sides = { aspect: 'size', parts: sizes, recorded, fields: ['parameters'] };
  const silence = compareSilence(sides);
  if (silence !== null) return silence;
  const counted = sizes.filter((part) => (part.parameters ?? 0) > 0);
  const count = (parameters ?? 0).toLocaleString('en-US');
  if (counted.length === 0) {
    return conclude(
      sides, 'undecided', 'word for size',
      `The record counts ${count} parameters; words for size mean other numbers in each family.`,
    );
  }
  const numbered: Sides = { ...sides, parts: counted };
  const fitting = counted.find((part) => fits(part, parameters ?? 0));
  const range = `between ${agreeingRatio.least} and ${agreeingRatio.most} times`;
  if (fitting !== undefined) {
    return conclude(
      numbered, 'agreement', 'count within tolerance',
      `The record counts ${count} parameters, ${range} the ${fitting.value} of the name.`,
    );
  }
  const packed = all.find((part) => part.kind === 'quantisation' || part.value === 'gguf' || part.value === 'mlx')?.text ?? findTag(facts, packing);
  if (packed !== null) {
    return conclude(
      numbered, 'undecided', 'count of quantised weights',
      `The record counts ${count} parameters, but the weights are quantised or converted (${packed}), and packed weights are counted as fewer.`,
    );
  }
  const adapter = all.find((part) => ['lora', 'qlora', 'adapter', 'peft', 'dora'].includes(part.value))?.text ?? findTag(facts, adapting);
  if (adapter !== null) {
    return conclude(
      numbered, 'undecided', 'count of an adapter',
      `The record counts ${count} parameters, but it is an adapter (${adapter}); the name tells the size of what it is for.`,
    );
  }
  const draft = all.find((part) => /^(speculators?|draft|dflash\d*|eagle\d*|assistant|encoder|decoder|head|projector)$/.test(part.value));
  if (draft !== undefined) {
    return conclude(
      numbered, 'undecided', 'count of a part',
      `The record counts ${count} parameters, but ${draft.text} in the name tells that it is a part of, or works for, such a model.`,
    );
  }
  const ratios = counted.map((part) => (parameters ?? 0) / (part.parameters ?? 1));
  const near = ratios.some((ratio) => ratio >= contradictingRatio.least && ratio <= contradictingRatio.most);
  if (near) {
    return conclude(
      numbered, 'undecided', 'count near by',
      `The record counts ${count} parameters, neither near the ${counted.map((part) => part.value).join(', ')} of the name nor twice or half of it.`,
    );
  }
  // A head, an adapter without a mark, a draft model for faster decoding: the name tells the whole.
  if (ratios.every((ratio) => ratio < leastPart)) {
    return conclude(
      numbered, 'undecided', 'count of a part',
      `The record counts ${count} parameters, so few that they are of a part of what the name tells.`,
    );
  }
  return differ(
    numbered, 'other size',
    `The name says ${counted.map((part) => part.value).join(', ')}; the record counts ${count} parameters, more than twice or less than half of that.`,
  );
}

/** Experts share everything but their feed-forward layers: any count from one of them to all of them fits. */
function fits({ value, parameters }: NamePart, count: number): boolean {
  const stated = parameters ?? 0;
  const experts = /^(\d+)x/.exec(value);
  const least = experts === null ? stated : stated / Number(experts[1]);
  return count >= least * agreeingRatio.least && count <= stated * agreeingRatio.most;
}

function findTag({ tags, library, libraries, files }: RecordFacts, pattern: RegExp): string | null {
  for (const tag of [...(tags ?? []), ...(libraries ?? []), ...(typeof library === 'string' ? [library] : [])]) if (pattern.test(tag)) return tag;
  const file = pattern === adapting ? /(^|\/)adapter_model\./ : /\.gguf$|(^|\/)quantize_config\.json$/;
  return files?.find((one) => file.test(one)) ?? null;
}
