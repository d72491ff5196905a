import { UsageError } from '../core/errors.js';
import { describeContent } from './describe-content.js';
import type { Draft } from './draft-models.js';
import { draftModels, nameAt } from './draft-models.js';
import { drawLicence } from './draw-traits.js';
import type { Traits } from './draw-traits.js';
import { evolvePopularity } from './evolve-popularity.js';
import type { Popularity } from './evolve-popularity.js';
import { baseName } from './name-models.js';
import { createdAtFloor, planPopulation, snapshotInstants } from './plan-population.js';
import { createRandom } from './random.js';
import type { Random } from './random.js';
import { listEvents } from './list-events.js';
import type { Content, SimulatedModel, World } from './world.js';

/** A commit that a snapshot can show. */
interface Version {
  /** Index of the first snapshot that shows it. */
  readonly month: number;
  readonly sha: string;
  readonly lastModified: string;
  readonly content: Content;
}

interface Member extends Draft {
  readonly position: number;
  readonly createdAtText: string;
  readonly gated: false | 'auto' | 'manual';
  readonly disabled: boolean;
  readonly versions: readonly Version[];
}

export interface GenerateOptions {
  /** Integer, 0 to 2^53 - 1: the same seed gives the same world. */
  readonly seed: number;
  /** Number of models alive at the last snapshot, 100 to 2,000,000; default 20,000. */
  readonly models?: number | undefined;
}

/**
 * Generates a simulated registry: six monthly snapshots from 2026-01-01 to 2026-06-01, with everything that happened in
 * between. No clock and no other randomness than the seed. Throws UsageError for options out of range.
 */
export function generateHub({ seed, models = 20_000 }: GenerateOptions): World {
  requireInteger('seed', seed, 0, Number.MAX_SAFE_INTEGER);
  requireInteger('models', models, 100, 2_000_000);
  const lives = planPopulation(seed, models);
  const drafts = draftModels(seed, lives);
  const popularity = evolvePopularity(seed, lives, drafts.map(({ latent }) => latent));
  const random = createRandom(seed, 'commits');
  const members = drafts.map((draft, position) => completeDraft(draft, position, random));
  const byId = new Map(members.map((member) => [member._id, member]));
  const snapshots: (readonly SimulatedModel[])[] = [];

  function requireMonth(month: number): void {
    requireInteger('month', month, 0, snapshotInstants.length - 1);
  }
  return {
    seed,
    instants: snapshotInstants.map((instant) => new Date(instant).toISOString()),
    events: listEvents(seed, drafts),
    snapshotAt(month) {
      requireMonth(month);
      snapshots[month] ??= members
        .filter((member) => isPresent(member, month))
        .map((member) => recordOf(member, month, versionsAt(member, month).at(-1) as Version, popularity));
      return snapshots[month];
    },
    revisionsAt(month, _id) {
      requireMonth(month);
      const member = byId.get(_id);
      if (member === undefined || !isPresent(member, month)) {
        return [];
      }
      return versionsAt(member, month).map((version) => recordOf(member, month, version, popularity));
    },
    formerNamesAt(month) {
      requireMonth(month);
      const current = new Set(members.filter((member) => isPresent(member, month)).map((member) => nameAt(member, month)));
      return new Map(members
        .filter(({ life }) => life.renamedMonth !== null && life.renamedMonth <= month)
        .map((member): [string, string] => [(member.names[0] as { id: string }).id, member._id])
        .filter(([name]) => !current.has(name)));
    },
  };
}

function requireInteger(what: string, value: number, low: number, high: number): void {
  if (!Number.isSafeInteger(value) || value < low || value > high) {
    throw new UsageError(`practice hub: ${what} is out of range; expected an integer from ${low} to ${high}, got ${value}`);
  }
}

function isPresent(member: Draft, month: number): boolean {
  return (member.life.presence & (1 << month)) !== 0;
}

function versionsAt(member: Member, month: number): Version[] {
  return member.versions.filter((version) => version.month <= month);
}

/** Adds the commits: the first, and for one model in fifteen or so another in each month it is there. */
function completeDraft(draft: Draft, position: number, random: Random): Member {
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

function recordOf(member: Member, month: number, version: Version, popularity: Popularity): SimulatedModel {
  const id = nameAt(member, month);
  const slash = id.indexOf('/');
  const at = member.position * popularity.months + month;
  return {
    ...version.content,
    _id: member._id, id, author: slash < 0 ? null : id.slice(0, slash),
    sha: version.sha, createdAt: member.createdAtText, lastModified: version.lastModified,
    gated: member.gated, disabled: member.disabled,
    downloads: popularity.downloads[at] as number,
    downloadsAllTime: popularity.downloadsAllTime[at] as number,
    likes: popularity.likes[at] as number,
    likes30d: popularity.likes30d[at] as number,
    trendingScore: popularity.trendingScore[at] as number,
  };
}
