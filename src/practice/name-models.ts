import { createRandom, createWeightedDraw } from './random.js';
import type { Random } from './random.js';
import { ownerBeginnings, ownerEndings } from './vocabulary.js';
import type { Relation } from './world.js';

/** An account; its effect lifts or lowers the popularity of all its models (standard deviations). */
export interface Owner {
  readonly name: string;
  readonly effect: number;
}

/** Accounts whose share of the models falls with their rank (Zipf's law, exponent 1). */
export interface Owners {
  /** An account; quantised models come from far fewer accounts than others. */
  draw(random: Random, relation: Relation | null): Owner;
  /** One of the few largest accounts. */
  drawLarge(random: Random): Owner;
}

/** Makes the accounts for a number of models: one for about five. */
export function createOwners(seed: number, models: number): Owners {
  const random = createRandom(seed, 'owners');
  const names = new Set<string>();
  const count = Math.max(20, Math.round(models / 5));
  while (names.size < count) {
    let name = random.pick(ownerBeginnings) + random.pick(['', '-', '']) + random.pick(ownerEndings);
    if (names.has(name) || random.chance(0.3)) {
      name += random.below(1000).toString();
    }
    names.add(name);
  }
  const owners = [...names].map((name): Owner => ({ name, effect: random.normal() }));
  const byRank = createWeightedDraw(owners.map((_, rank) => 1 / (rank + 3)));
  const quantisers = createWeightedDraw(owners.slice(10, 40).map((_, rank) => 1 / (rank + 1) ** 1.5));
  return {
    draw(stream, relation) {
      const quantiser = relation === 'quantized' && stream.chance(0.6) ? quantisers.draw(stream) : null;
      return owners[quantiser === null ? (byRank.draw(stream) as number) : quantiser + 10] as Owner;
    },
    drawLarge: (stream) => owners[stream.below(10)] as Owner,
  };
}

/** Gives each name once: a name that was taken gets a number, as people do by hand. */
export function createNameRegister(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    let name = wanted;
    for (let attempt = 2; taken.has(name); attempt += 1) {
      name = `${wanted}-v${attempt}`;
    }
    taken.add(name);
    return name;
  };
}

/** The part of a name after the owner. */
export function baseName(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** The owner in a name; null for the oldest, which have none. */
export function ownerName(id: string): string | null {
  return id.includes('/') ? id.slice(0, id.indexOf('/')) : null;
}
