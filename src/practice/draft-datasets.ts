import { drawCardLevel, drawLicence } from './draw-traits.js';
import { isPresent } from './member.js';
import type { Member, Version } from './member.js';
import { createNameRegister, createOwners } from './name-models.js';
import type { Owners } from './name-models.js';
import { createdAtFloor, snapshotInstants } from './plan-population.js';
import type { Life } from './plan-population.js';
import { createRandom, createWeightedDraw } from './random.js';
import type { Random } from './random.js';
import { datasets as knownNames, datasetSubjects, datasetTasks, familyWords, languages } from './vocabulary.js';
import type { Content } from './world.js';

/** A dataset with its popularity at birth, in standard deviations. */
export interface DatasetDraft extends Member {
  readonly latent: number;
}

const languageDraw = createWeightedDraw(languages.map(([, weight]) => weight));
const sizes = ['n<1K', '1K<n<10K', '10K<n<100K', '100K<n<1M', '1M<n<10M'] as const;
const formats = ['parquet', 'parquet', 'csv', 'json', 'text', 'imagefolder'] as const;

/**
 * Draws every dataset in order of creation, with its commits. The oldest bear the names that the models' cards speak of,
 * so that those references lead somewhere; the rest are named for their subject.
 */
export function draftDatasets(seed: number, lives: readonly Life[]): DatasetDraft[] {
  const random = createRandom(seed, 'dataset drafts');
  const owners = createOwners(seed, lives.length);
  const register = createNameRegister();
  return lives.map((life, position) => {
    const owner = owners.draw(random, null);
    const known = life.bornMonth === 0 ? knownNames[position] : undefined;
    const latent = 0.35 * owner.effect + 0.93 * random.normal() + (known === undefined ? 0 : 1.5);
    const id = register(known ?? `${owner.name}/${random.pick(familyWords)}-${random.pick(datasetSubjects)}`);
    const names = [{ month: life.bornMonth, id }];
    if (life.renamedMonth !== null) {
      names.push({ month: life.renamedMonth, id: register(newName(id, owners, random)) });
    }
    const seconds = Math.floor(life.createdAt / 1000).toString(16).padStart(8, '0');
    return {
      life, names, latent, position,
      _id: seconds + random.hex(10) + position.toString(16).padStart(6, '0'),
      createdAtText: new Date(life.createdAt).toISOString(),
      gated: random.chance(0.05) ? (random.chance(0.6) ? 'auto' : 'manual') : false,
      disabled: position % 700 === 300,
      versions: drawVersions(life, drawContent(random, latent), random),
    };
  });
}

function newName(id: string, owners: Owners, random: Random): string {
  return `${owners.drawLarge(random).name}/${id.slice(id.lastIndexOf('/') + 1)}`;
}

/** The first upload soon after the creation, and now and then a later commit that adds rows or a better card. */
function drawVersions(life: Life, first: Content, random: Random): Version[] {
  const born = snapshotInstants[life.bornMonth] as number;
  const ancient = life.createdAt <= createdAtFloor + 1000 && random.chance(0.3);
  let previous = ancient
    ? createdAtFloor - random.below(700 * 86_400) * 1000
    : life.createdAt + Math.floor(((born - life.createdAt) * random.next() ** 4) / 1000) * 1000;
  let content = first;
  const versions: Version[] = [{ month: life.bornMonth, sha: random.hex(40), lastModified: new Date(previous).toISOString(), content }];
  for (let month = life.bornMonth + 1; month < snapshotInstants.length; month += 1) {
    if (!isPresent({ life }, month) || !isPresent({ life }, month - 1) || !random.chance(0.08)) {
      continue;
    }
    const from = Math.max(previous, snapshotInstants[month - 1] as number) + 1000;
    previous = from + Math.floor((((snapshotInstants[month] as number) - 1000 - from) * random.next()) / 1000) * 1000;
    content = random.chance(0.5)
      ? { ...content, cardLevel: 'full', cardSections: [], files: [...new Set([...content.files, 'README.md'])].sort() }
      : { ...content, files: [...new Set([...content.files, `data/update-${month}.jsonl`])].sort() };
    versions.push({ month, sha: random.hex(40), lastModified: new Date(previous).toISOString(), content });
  }
  return versions;
}

function drawContent(random: Random, latent: number): Content {
  const cardLevel = drawCardLevel(random, latent, false);
  const declares = cardLevel !== 'absent' && cardLevel !== 'empty';
  const task = declares && random.chance(0.6) ? random.pick(datasetTasks) : null;
  const licence = declares && random.chance(0.7) ? drawLicence(random) : null;
  const spoken = declares && random.chance(0.6) ? [languages[languageDraw.draw(random) as number]?.[0] as string] : [];
  const format = random.pick(formats);
  const size = random.pick(sizes);
  const described = (cardLevel === 'short' || cardLevel === 'full') && random.chance(0.7);
  return {
    libraryName: null, pipelineTag: task, licence, languages: spoken, datasets: [], papers: [], parents: [], formats: [format], modelType: null,
    architecture: null, parameters: null, cardLevel, cardSections: [],
    tags: [
      ...(task === null ? [] : [`task_categories:${task}`]),
      ...spoken.map((language) => `language:${language}`),
      ...(licence === null ? [] : [`license:${licence}`]),
      `size_categories:${size}`, `format:${format}`, `modality:${format === 'imagefolder' ? 'image' : 'text'}`, 'library:datasets', 'region:us',
    ],
    files: ['.gitattributes', ...(cardLevel === 'absent' ? [] : ['README.md']), ...dataFiles(format, random)].sort(),
    ...(described ? { description: `\n\t\n\t\tDataset Card\n\t\n\nRows for ${task ?? 'general use'}, collected by hand.` } : {}),
  };
}

function dataFiles(format: string, random: Random): string[] {
  switch (format) {
    case 'parquet':
      return Array.from({ length: 1 + random.below(3) }, (_, at) => `data/train-0000${at}.parquet`);
    case 'imagefolder':
      return ['images/train.tar', 'images/metadata.jsonl'];
    case 'json':
      return ['train.jsonl', 'test.jsonl'];
    default:
      return [`train.${format === 'csv' ? 'csv' : 'txt'}`];
  }
}
