import { describeContent } from './describe-content.js';
import type { Draft } from './draft-models.js';
import { drawLicence } from './draw-traits.js';
import type { Traits } from './draw-traits.js';
import { isPresent, nameAt } from './member.js';
import type { Member, Version } from './member.js';
import { baseName } from './name-models.js';
import { createdAtFloor, snapshotInstants } from './plan-population.js';
import type { Random } from './random.js';

/** Adds the commits: the first, and for one model in fifteen or so another in each month it is there. */
export function completeModel(draft: Draft, position: number, random: Random): Member {
  const { life, latent } = draft;
  const name = baseName(nameAt(draft, life.bornMonth));
  const born = snapshotInstants[life.bornMonth] as number;
  const ancient = life.createdAt <= createdAtFloor + 1000 && random.chance(0.3);
  const firstCommit = ancient
    ? createdAtFloor - random.below(700 * 86_400) * 1000
    : life.createdAt + Math.floor(((born - life.createdAt) * random.next() ** 4) / 1000) * 1000;
  let traits = draft.traits;
  let previous = firstCommit;
  const versions: Version[] = [{
    month: life.bornMonth, sha: random.hex(40), lastModified: new Date(firstCommit).toISOString(), content: describeContent(traits, name, random),
  }];
  for (let month = life.bornMonth + 1; month < snapshotInstants.length; month += 1) {
    const through = isPresent(draft, month) && isPresent(draft, month - 1);
    if (!through || !random.chance(latent > 1 ? 0.1 : 0.05)) {
      continue;
    }
    const from = Math.max(previous, snapshotInstants[month - 1] as number) + 1000;
    const at = from + Math.floor((((snapshotInstants[month] as number) - 1000 - from) * random.next()) / 1000) * 1000;
    const next = reviseTraits(traits, random);
    const content = next === traits ? (versions.at(-1) as Version).content : describeContent(next, name, random);
    versions.push({ month, sha: random.hex(40), lastModified: new Date(at).toISOString(), content });
    traits = next;
    previous = at;
  }
  const wanted = draft.traits.task === 'text-generation' && draft.traits.relation === null && random.chance(0.06);
  return {
    ...draft, position, versions,
    createdAtText: new Date(life.createdAt).toISOString(),
    gated: wanted ? (random.chance(0.6) ? 'auto' : 'manual') : false,
    disabled: position % 1500 === 700,
  };
}

/** What a later commit changes, if it changes more than weights: safetensors added, the card improved, the licence set. */
function reviseTraits(traits: Traits, random: Random): Traits {
  const fate = random.next();
  if (fate < 0.15 && traits.formats.includes('pytorch') && !traits.formats.includes('safetensors')) {
    return { ...traits, formats: [...traits.formats, 'safetensors'] };
  }
  if (fate < 0.4) {
    return { ...traits, cardLevel: random.chance(0.5) ? 'full' : 'short' };
  }
  if (fate < 0.52) {
    const level = traits.cardLevel === 'absent' || traits.cardLevel === 'empty' ? 'metadata' : traits.cardLevel;
    return { ...traits, licence: drawLicence(random), cardLevel: level };
  }
  return traits;
}
