import type { Traits } from './draw-traits.js';
import { drawBase, drawDerived, drawRelation } from './draw-traits.js';
import { baseName, createNameRegister, createOwners } from './name-models.js';
import type { Owner } from './name-models.js';
import { nameAt } from './member.js';
import type { Identity } from './member.js';
import type { Life } from './plan-population.js';
import { createRandom, createWeightedDraw } from './random.js';
import type { DeclaredParent, Relation } from './world.js';

/** One model as it is born: who it is and what it is made from. */
export interface Draft extends Identity {
  readonly traits: Traits;
  /** Popularity at birth, in standard deviations. */
  readonly latent: number;
}

const derivedShare = 0.55;

/** How likely a model is to be built upon: by popularity; conversions and adapters hardly ever, empty repositories never. */
function attraction(traits: Traits, latent: number): number {
  const byRelation = traits.relation === null ? 1 : traits.relation === 'finetune' || traits.relation === 'merge' ? 0.1 : 0.004;
  return traits.size === null ? 0 : byRelation * Math.exp(2 * latent);
}

/**
 * Draws every model in order of creation, so that parents are older than their children. Some declared parents are
 * wrong on purpose, as on the hub: never existing, a local path, the model itself, a name given up since.
 */
export function draftModels(seed: number, lives: readonly Life[]): Draft[] {
  const random = createRandom(seed, 'drafts');
  const owners = createOwners(seed, lives.length);
  const register = createNameRegister();
  const attractions = createWeightedDraw();
  const drafts: Draft[] = [];
  const givenUp: { readonly id: string; readonly month: number }[] = [];
  let derivedSoFar = 0;

  lives.forEach((life, model) => {
    const relation = life.ownerless ? null : drawDerivation();
    const owner = owners.draw(random, relation);
    const breakthrough = life.bornMonth > 0 && random.chance(0.02) ? 1.6 : 0;
    const latent = 0.35 * owner.effect + 0.93 * random.normal() + breakthrough + (life.ownerless ? 1.5 : 0);
    const drawn = relation === null ? drawBase(random, latent) : drawChild(life, relation, latent);
    const id = life.ownerless ? register(drawn.name) : retakenName(life) ?? register(`${owner.name}/${drawn.name}`);
    const names = [{ month: life.bornMonth, id }];
    if (life.renamedMonth !== null) {
      names.push({ month: life.renamedMonth, id: register(newName(id, life, owner)) });
      givenUp.push({ id, month: life.renamedMonth });
    }
    const traits = relation !== null && derivedSoFar % 400 === 17 ? pointedAtItself(drawn.traits, id) : drawn.traits;
    const seconds = Math.floor(life.createdAt / 1000).toString(16).padStart(8, '0');
    const draft = { life, _id: seconds + random.hex(10) + model.toString(16).padStart(6, '0'), traits, names, latent };
    drafts.push(draft);
    attractions.push(attraction(traits, latent));
  });
  return drafts;

  function drawDerivation(): Relation | null {
    return drafts.length > 10 && random.chance(derivedShare) ? drawRelation(random) : null;
  }

  function drawChild(life: Life, relation: Relation, latent: number): { traits: Traits; name: string } {
    derivedSoFar += 1;
    const chosen = attractions.draw(random);
    if (chosen === null) {
      return drawBase(random, latent);
    }
    const parent = drafts[chosen] as Draft;
    const declared = [declaredParent(parent, life, relation)];
    if (relation === 'merge') {
      for (let attempt = 0; attempt < 8 && declared.length < 3; attempt += 1) {
        const other = drafts[attractions.draw(random) as number] as Draft;
        const fits = other.traits.archetype.modelType === parent.traits.archetype.modelType;
        if (fits && declared.every(({ truth }) => truth !== other._id)) {
          declared.push(declaredParent(other, life, relation));
        }
      }
    }
    return drawDerived(random, latent, relation, parent.traits, declared, baseName(nameAt(parent, life.bornMonth)));
  }

  function declaredParent(parent: Draft, life: Life, relation: Relation): DeclaredParent {
    const turn = derivedSoFar % 200;
    if (turn === 7) {
      return { base: `${owners.draw(random, null).name}/unreleased-${random.below(1000)}`, relation, truth: null };
    }
    if (turn === 13) {
      return { base: `./results/checkpoint-${(1 + random.below(40)) * 50}`, relation, truth: null };
    }
    // Examples and old scripts keep the former name alive long after a rename.
    const month = random.chance(0.15) ? parent.life.bornMonth : life.bornMonth;
    return { base: nameAt(parent, month), relation, truth: parent._id };
  }

  /** Now and then a newcomer takes a name that another model gave up: the redirect ends, the identity differs. */
  function retakenName(life: Life): string | null {
    const free = givenUp.findIndex(({ id, month }) => month < life.bornMonth && id.includes('/'));
    return free >= 0 && random.chance(0.02) ? (givenUp.splice(free, 1)[0] as { id: string }).id : null;
  }

  function newName(id: string, life: Life, owner: Owner): string {
    if (life.ownerless) {
      return `${owners.drawLarge(random).name}/${id}`;
    }
    return random.chance(0.6)
      ? `${owners.draw(random, null).name}/${baseName(id)}`
      : `${owner.name}/${baseName(id)}-${random.pick(['final', 'base', '2026'])}`;
  }
}

function pointedAtItself(traits: Traits, id: string): Traits {
  const [first, ...others] = traits.parents;
  // The identity is not known to the one who writes the card either: it is the name that points back.
  return first === undefined ? traits : { ...traits, parents: [{ ...first, base: id, truth: null }, ...others] };
}
