import type { Random, WeightedDraw } from './random.js';
import { createWeightedDraw } from './random.js';
import type { Archetype } from './vocabulary.js';
import { archetypes, datasets, familyWords, fineTunePurposes, languages, licences } from './vocabulary.js';
import type { CardLevel, DeclaredParent, Relation } from './world.js';

/** What is decided about a model before anything is written down: the causes of its tags, files and card. */
export interface Traits {
  readonly archetype: Archetype;
  readonly relation: Relation | null;
  readonly parents: readonly DeclaredParent[];
  readonly task: string | null;
  readonly formats: readonly string[];
  /** In millions. */
  readonly size: number | null;
  readonly licence: string | null;
  readonly languages: readonly string[];
  readonly datasets: readonly string[];
  readonly papers: readonly string[];
  readonly cardLevel: CardLevel;
}

const archetypeDraw = createWeightedDraw(archetypes.map((archetype) => archetype.weight));
const licenceDraw = createWeightedDraw(licences.map(([, weight]) => weight));
const languageDraw = createWeightedDraw(languages.map(([, weight]) => weight));
const quantisedFormats = ['gguf', 'gguf', 'gguf', 'awq', 'gptq', 'mlx', 'bitsandbytes'] as const;

/** A licence as often as the real hub shows it. */
export function drawLicence(random: Random): string {
  return (licences[licenceDraw.draw(random) as number] as readonly [string, number])[0];
}

/** Documentation goes mildly with popularity (`latent`: standard deviations) and is better where it is asked for. */
export function drawCardLevel(random: Random, latent: number, declares: boolean): CardLevel {
  const effort = 0.35 * latent + random.normal();
  if (!declares && effort < -0.35) {
    return effort < -0.45 ? 'absent' : 'empty';
  }
  if (effort < -0.2) {
    return 'metadata';
  }
  if (effort < 0.45) {
    return random.chance(0.55) ? 'skeleton' : 'template';
  }
  return effort < 1.1 ? 'short' : 'full';
}

/** A model that stands for itself, with the word its family goes by. */
export function drawBase(random: Random, latent: number): { traits: Traits; name: string } {
  const archetype = archetypes[archetypeDraw.draw(random) as number] as Archetype;
  const size = archetype.sizes.length === 0 ? null : random.pick(archetype.sizes);
  const formats = Object.entries(archetype.formats).filter(([, share]) => random.chance(share)).map(([format]) => format);
  const [first] = Object.keys(archetype.formats);
  if (formats.length === 0 && first !== undefined) {
    formats.push(first);
  }
  const cardLevel = drawCardLevel(random, latent, false);
  const declares = cardLevel !== 'absent' && cardLevel !== 'empty';
  const word = random.pick(familyWords);
  const part = archetype.modelType ?? archetype.library ?? 'model';
  const scale = size === null ? `${random.below(90) + 10}` : sizeName(size);
  return {
    traits: {
      archetype, relation: null, parents: [], task: archetype.task, formats, size, cardLevel,
      licence: declares && random.chance(0.8) ? drawLicence(random) : null,
      languages: declares && random.chance(0.55) ? drawLanguages(random) : [],
      datasets: declares && random.chance(0.3) ? drawDatasets(random) : [],
      papers: declares && random.chance(0.22) ? [drawPaper(random)] : [],
    },
    name: random.pick([`${word}-${part}-${scale}`, `${word}-${scale}`, `${part}-${word}-${scale}`]),
  };
}

/** A model derived from one that exists: what it keeps, what it drops. The parents' names are filled in by the caller. */
export function drawDerived(
  random: Random,
  latent: number,
  relation: Relation,
  parent: Traits,
  parents: readonly DeclaredParent[],
  parentName: string,
): { traits: Traits; name: string } {
  const { archetype } = parent;
  const quantised = relation === 'quantized' ? random.pick(quantisedFormats) : null;
  const tasks = archetype.fineTunedFor;
  const task = relation === 'finetune' && tasks.length > 0 && random.chance(0.7) ? random.pick(tasks) : parent.task;
  const cardLevel = drawCardLevel(random, latent, true);
  return {
    traits: {
      archetype, relation, parents, task, cardLevel,
      formats: derivedFormats(random, relation, quantised, parent.formats),
      size: parent.size,
      licence: derivedLicence(random, parent.licence),
      languages: random.chance(0.6) ? parent.languages : drawLanguages(random),
      datasets: random.chance(relation === 'quantized' ? 0.08 : 0.35) ? drawDatasets(random) : [],
      papers: random.chance(0.5) ? parent.papers : [],
    },
    name: derivedName(random, relation, quantised, parentName, task),
  };
}

/** Fine-tunes rarely keep the formats of frameworks they were not trained in; conversions keep only their own. */
function derivedFormats(random: Random, relation: Relation, quantised: string | null, inherited: readonly string[]): string[] {
  if (quantised !== null) {
    return quantised === 'gguf' ? ['gguf'] : ['safetensors', quantised];
  }
  if (relation !== 'finetune') {
    return ['safetensors'];
  }
  const kept = inherited.filter((format) => random.chance(format === 'safetensors' ? 0.95 : format === 'pytorch' ? 0.45 : 0.06));
  return kept.length > 0 ? kept : ['safetensors'];
}

/** Most derived models repeat the licence of their base; some drop it, some choose their own (which may conflict). */
function derivedLicence(random: Random, inherited: string | null): string | null {
  const fate = random.next();
  return fate < 0.62 ? inherited : fate < 0.82 ? null : drawLicence(random);
}

function derivedName(random: Random, relation: Relation, quantised: string | null, parent: string, task: string | null): string {
  // Chains of conversions would grow the name beyond the 96 characters that the hub allows.
  const stem = parent.length > 60 ? parent.slice(0, 60) : parent;
  if (quantised !== null) {
    return `${stem}-${quantised === 'bitsandbytes' ? 'bnb-4bit' : quantised.toUpperCase()}`;
  }
  if (relation === 'merge') {
    return `${random.pick(familyWords)}-${stem}-merge`;
  }
  const purpose = random.chance(0.2) && task !== null ? task : random.pick(fineTunePurposes);
  return `${stem}-${purpose}${relation === 'adapter' && random.chance(0.7) ? '-lora' : ''}`;
}

/** How a derived model came from its base, as often as the real hub shows it. */
export function drawRelation(random: Random): Relation {
  const share = random.next();
  return share < 0.46 ? 'finetune' : share < 0.7 ? 'adapter' : share < 0.92 ? 'quantized' : 'merge';
}

function drawLanguages(random: Random): string[] {
  return drawSome(random, languageDraw, languages.map(([code]) => code), random.chance(0.75) ? 1 : 3);
}

function drawDatasets(random: Random): string[] {
  return [...new Set(Array.from({ length: 1 + random.below(3) }, () => random.pick(datasets)))];
}

function drawPaper(random: Random): string {
  return `${17 + random.below(9)}${String(1 + random.below(12)).padStart(2, '0')}.${String(random.below(20_000)).padStart(5, '0')}`;
}

function drawSome(random: Random, draw: WeightedDraw, words: readonly string[], count: number): string[] {
  return [...new Set(Array.from({ length: count }, () => words[draw.draw(random) as number] as string))];
}

function sizeName(millions: number): string {
  return millions < 1000 ? `${millions}M` : `${Number((millions / 1000).toPrecision(2))}B`;
}
