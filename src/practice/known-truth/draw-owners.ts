import { createWeightedDraw, type Random } from '../random.js';
import { knobs } from './process.js';
import type { Truths } from './truths.js';

/** Who owns each model, and what that adds to log10 of its downloads. */
export interface Owned {
  /** null: the name has no owner. */
  readonly owner: string | null;
  readonly effect: number;
}

/** Owners of unequal size for a number of models, in a random order, with the effect of T1. */
export function drawOwners(random: Random, truths: Truths, models: number): Owned[] {
  const giants = knobs.giants.flatMap((_, giant) => Array.from({ length: Math.round((knobs.giantModels * models) / knobs.models) }, () => giant));
  const weights = createWeightedDraw(Array.from({ length: knobs.owners - knobs.giants.length }, () => Math.exp(0.8 * random.normal())));
  const owners = Array.from({ length: models }, (_, at) => giants[at] ?? (random.chance(knobs.ownerless) ? null : knobs.giants.length + (weights.draw(random) ?? 0)));
  for (let at = owners.length - 1; at > 0; at -= 1) {
    const other = random.below(at + 1);
    [owners[at], owners[other]] = [owners[other] ?? null, owners[at] ?? null];
  }
  const sizes = new Map<number | null, number>();
  for (const owner of owners) sizes.set(owner, (sizes.get(owner) ?? 0) + 1);
  const usual = models / knobs.owners;
  return owners.map((owner) => ({
    owner: owner === null ? null : `owner${String(owner).padStart(4, '0')}`,
    effect: truths.T1 === 'present' ? Math.log10(owner === null ? 1 : (knobs.giants[owner] ?? 1)) : truths.T1 === 'reversed' ? -Math.log10((sizes.get(owner) ?? 1) / usual) : 0,
  }));
}
