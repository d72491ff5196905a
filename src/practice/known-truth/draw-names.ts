import type { Random } from '../random.js';
import { effects } from './process.js';
import type { Truths } from './truths.js';

/** Families that names can tell and configurations state, each with a class, and the effect that the family has where S1 is not absent. */
export const families = [
  { type: 'bert', architecture: 'BertForMaskedLM' },
  { type: 'gpt2', architecture: 'GPT2LMHeadModel' },
  { type: 't5', architecture: 'T5ForConditionalGeneration' },
  { type: 'vit', architecture: 'ViTForImageClassification' },
  { type: 'whisper', architecture: 'WhisperForConditionalGeneration' },
  { type: 'wav2vec2', architecture: 'Wav2Vec2ForCTC' },
] as const;

/** Standardised effects of the families, in their order: mean 0 and variance 1 over equally frequent families. */
export const familyEffects = [-1.2, 1.1, -0.5, 1.3, -1.2, 0.5].map((value, _, all) => {
  const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
  const spread = Math.sqrt(all.reduce((sum, one) => sum + (one - mean) ** 2, 0) / all.length);
  return (value - mean) / spread;
});

/** What a name says beside what is so. */
export interface DrawnName {
  readonly name: string;
  /** Whether the name tells a family, and another one than the model is of; null where it tells none. */
  readonly wrongFamily: boolean | null;
  readonly wrongSize: boolean | null;
}

/** A name of a model of this family and number of parameters: it may tell either, truly or not. */
export function drawName(random: Random, truths: Truths, owner: string | null, index: number, family: number, parameters: number): DrawnName {
  const wrong = effects.wrongName[truths.D3];
  const tells = { family: random.chance(0.8), size: random.chance(0.5) };
  const wrongFamily = random.chance(wrong.architecture);
  const wrongSize = random.chance(wrong.size);
  const other = (family + 1 + random.below(families.length - 1)) % families.length;
  const words = [
    ...(tells.family ? [families[wrongFamily ? other : family]?.type ?? ''] : []),
    // A fifth of what it has, never so far off that it could be the count of a part.
    ...(tells.size ? [sizeWord(wrongSize ? parameters / 5 : parameters)] : []),
    `zq${String(index).padStart(4, '0')}`,
  ];
  return {
    name: `${owner === null ? '' : `${owner}/`}${words.join('-')}`,
    wrongFamily: tells.family ? wrongFamily : null,
    wrongSize: tells.size ? wrongSize : null,
  };
}

function sizeWord(parameters: number): string {
  return parameters >= 1e9 ? `${Number((parameters / 1e9).toPrecision(2))}b` : `${Math.round(Number((parameters / 1e6).toPrecision(3)))}m`;
}
