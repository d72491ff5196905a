import { taskDomains } from '../../cards/metadata/task-names.js';
import { cardSections } from '../../cards/sections/section-names.js';
import { createRandom, createWeightedDraw } from '../random.js';
import { drawAttributes, drawCard } from './draw-card.js';
import { drawCommits } from './draw-commits.js';
import { drawLatents, type Latents } from './draw-latents.js';
import { drawBaseLibraries, drawDerivedLibraries } from './draw-libraries.js';
import { drawName, families, familyEffects, type DrawnName } from './draw-names.js';
import { drawOwners } from './draw-owners.js';
import type { KnownModel } from './known-hub.js';
import { normalScores } from './normal-scores.js';
import { effects, knobs, monthWeights } from './process.js';
import { signOf, type Truths } from './truths.js';

const day = 86_400_000;
const tasks = Object.keys(taskDomains).sort();

/** A model before it has a parent. */
interface Draft {
  readonly index: number;
  readonly created: number;
  readonly isBase: boolean;
  readonly owner: string | null;
  readonly ownerEffect: number;
  readonly carbon: boolean;
}

/** What decides about a model once its architecture is known. */
interface Grown extends Draft {
  readonly family: number;
  readonly latents: Latents;
  readonly downloads: number;
  readonly modified: number;
  readonly libraries: readonly string[];
  readonly unsafe: boolean;
  readonly code: boolean;
  readonly parent: Grown | null;
  readonly parameters: number;
  readonly drawn: DrawnName;
}

/** A model with what the process did to it, for those who check it. */
export interface DrawnModel {
  readonly model: KnownModel;
  readonly latents: Latents;
  readonly drawn: DrawnName;
  /** Place of its parent in the list; null for a base. */
  readonly parent: number | null;
}

/** All models of a hub in order of creation. The same seed and truths give the same models. */
export function drawModels(seed: number, truths: Truths, count: number = knobs.models): DrawnModel[] {
  const drafts = drawDrafts(seed, truths, count);
  const random = createRandom(seed, 'known truth: models');
  const grown = new Map<number, Grown>();
  for (const draft of drafts) {
    if (draft.isBase) grown.set(draft.index, grow(draft, null, seed, truths));
  }
  const bases = [...grown.values()];
  const weights = choiceWeights(bases, truths);
  const weightOf = new Map(bases.map((base, at) => [base.index, weights[at] ?? 0]));
  const older = createWeightedDraw();
  const olderBases: Grown[] = [];
  for (const draft of drafts) {
    const base = grown.get(draft.index);
    if (base !== undefined) {
      older.push(weightOf.get(draft.index) ?? 0);
      olderBases.push(base);
      continue;
    }
    const chosen = older.draw(random);
    grown.set(draft.index, grow(draft, chosen === null ? null : (olderBases[chosen] ?? null), seed, truths));
  }
  return drafts.map((draft) => {
    const one = grown.get(draft.index) as Grown;
    return { model: describe(one, seed, truths), latents: one.latents, drawn: one.drawn, parent: one.parent?.index ?? null };
  });
}

function drawDrafts(seed: number, truths: Truths, count: number): Draft[] {
  const random = createRandom(seed, 'known truth: drafts');
  const owners = drawOwners(createRandom(seed, 'known truth: owners'), truths, count);
  const months = createWeightedDraw(monthWeights(truths.U1));
  const end = new Date(knobs.takenAt);
  const created = Array.from({ length: count }, () => {
    const back = knobs.months - (months.draw(random) ?? 0);
    const from = Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - back, 1);
    return from + random.next() * (Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - back + 1, 1) - from);
  }).sort((a, b) => a - b);
  return created.map((instant, index) => ({
    index, created: Math.floor(instant / 1000) * 1000, isBase: index === 0 || random.chance(knobs.baseShare),
    owner: owners[index]?.owner ?? null, ownerEffect: owners[index]?.effect ?? 0, carbon: random.chance(knobs.carbonStated),
  }));
}

function grow(draft: Draft, parent: Grown | null, seed: number, truths: Truths): Grown {
  const random = createRandom(seed, `known truth: model ${draft.index}`);
  const family = parent?.family ?? random.below(families.length);
  const latents = drawLatents(random, truths, {
    architecture: familyEffects[family] ?? 0, carbon: standardised(draft.carbon, knobs.carbonStated), base: standardised(draft.isBase, knobs.baseShare),
  });
  const age = (Date.parse(knobs.takenAt) - draft.created) / day;
  const quiet = Math.min(age, Math.exp(3.3 - 1.2 * latents.recency));
  const parameters = Math.round(10 ** (8.2 + 0.6 * latents.size));
  const finding = effects.finding[truths.T4];
  const change = random.next();
  return {
    ...draft, family, latents, parent, parameters,
    downloads: Math.round(10 ** (knobs.downloads.middle + knobs.downloads.spread * latents.popularity + draft.ownerEffect)),
    modified: Math.floor((Date.parse(knobs.takenAt) - quiet * day) / 1000) * 1000,
    libraries: parent === null ? drawBaseLibraries(random) : drawDerivedLibraries(random, parent.libraries, truths),
    unsafe: parent === null ? change < knobs.findingOfBase : parent.unsafe ? change >= finding.lost : change < finding.gained,
    code: parent?.code ?? random.chance(0.1),
    drawn: drawName(random, truths, draft.owner, draft.index, family, parameters),
  };
}

/** A yes or no that is yes with a probability, less its mean and by its spread. */
function standardised(yes: boolean, probability: number): number {
  return (Number(yes) - probability) / Math.sqrt(probability * (1 - probability));
}

/** How readily each base is chosen as a parent (S2, and D2 through it). */
function choiceWeights(bases: readonly Grown[], truths: Truths): number[] {
  const popular = normalScores(bases.map((one) => one.downloads));
  const recent = normalScores(bases.map((one) => one.modified));
  return bases.map((base, at) => {
    const weight = truths.S2 === 'present' ? knobs.choice.documentationBesideDownloads : knobs.choice.documentation;
    const documented = weight * signOf(truths.D2) * base.latents.documentation;
    const driven = truths.S2 === 'present' ? knobs.choice.downloads * (popular[at] ?? 0) : truths.S2 === 'reversed' ? knobs.choice.recency * (recent[at] ?? 0) : 0;
    return Math.exp(driven + documented);
  });
}

function describe(one: Grown, seed: number, truths: Truths): KnownModel {
  const random = createRandom(seed, `known truth: record ${one.index}`);
  const { documentation, activity, popularity } = one.latents;
  const attributes = drawAttributes(random, effects.attribute[truths.D1], documentation);
  const card = drawCard(random, cardSections, effects.section[truths.D1], documentation, attributes);
  function stated<T>(attribute: string, value: T): T | null {
    return (attributes as readonly string[]).includes(attribute) ? value : null;
  }
  const likes = Math.floor(10 ** (1.2 + 0.9 * (knobs.downloads.spread * popularity + one.ownerEffect) + 0.2 * random.normal()));
  const lookedAt = random.chance(knobs.lookedAt);
  const family = families[one.family];
  const task = random.pick(tasks);
  return {
    registry_id: `m${String(one.index).padStart(6, '0')}`,
    name: one.drawn.name,
    author: one.owner,
    created_at: new Date(one.created).toISOString(),
    modified_at: new Date(one.modified).toISOString(),
    downloads: one.downloads,
    likes,
    task: stated('task', task),
    library: one.libraries[0] ?? null,
    libraries: one.libraries,
    tags: ['region:us'],
    licences: stated('licence', ['apache-2.0']) ?? [],
    languages: stated('language', ['en']) ?? [],
    datasets: stated('dataset', ['squad']) ?? [],
    papers: stated('paper', ['arxiv:1810.04805']) ?? [],
    base_models: one.parent === null ? null : [{ base: one.parent.drawn.name, relation: random.chance(0.85) ? 'finetune' : 'quantized' }],
    architectures: [family?.architecture ?? ''],
    model_type: family?.type ?? '',
    files: ['.gitattributes', ...(card.has_card ? ['README.md'] : []), 'config.json', one.unsafe ? 'pytorch_model.bin' : 'model.safetensors', ...(one.code ? ['modeling_own.py'] : [])].sort(),
    parameters: one.parameters,
    storage_bytes: Math.round(one.parameters * 4 * Math.exp(0.05 * random.normal())),
    co2_grams: one.carbon ? Math.round(1000 * Math.exp(random.normal())) : null,
    ...card,
    commits: lookedAt ? drawCommits(random, truths, activity, one.created, one.modified) : null,
  };
}
