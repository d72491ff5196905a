import { awkwardOwner, listAwkwardPackages } from './awkward-packages.js';
import type { AwkwardPackage } from './awkward-packages.js';
import { hashOf } from './initial-commit.js';
import type { Member } from './member.js';
import type { Content, PackageKind } from './world.js';

/** The awkward packages are created a minute apart from here. */
const firstCreation = Date.UTC(2025, 10, 1);
const always = 0b111111;

/** Makes the awkward packages of a kind; their rows in the table of popularity begin at `firstPosition`. */
export function makeAwkwardMembers(kind: PackageKind, firstPosition: number): Member[] {
  return listAwkwardPackages().filter((one) => one.kind === kind).map((one, at) => {
    const createdAt = firstCreation + at * 60_000;
    const _id = Math.floor(createdAt / 1000).toString(16).padStart(8, '0') + hashOf(awkwardOwner, kind, one.name).slice(0, 16);
    const names = [{ month: 0, id: `${awkwardOwner}/${one.name}` }];
    if (one.renamed !== undefined) {
      names.push({ month: one.renamed.month, id: `${awkwardOwner}/${one.renamed.name}` });
    }
    return {
      _id, names, position: firstPosition + at, createdAtText: new Date(createdAt).toISOString(),
      life: {
        bornMonth: 0, createdAt, ownerless: false, renamedMonth: one.renamed?.month ?? null,
        presence: one.goneFrom === undefined ? always : (1 << one.goneFrom) - 1,
      },
      gated: one.gated ?? false, disabled: one.disabled ?? false,
      versions: [{ month: 0, sha: hashOf(awkwardOwner, kind, one.name, 'upload'), lastModified: new Date(createdAt + 3_600_000).toISOString(), content: contentOf(one) }],
    };
  });
}

function contentOf(one: AwkwardPackage): Content {
  const { card, cardData, licences = [], languages = [], parents = [], tags = [] } = one;
  const dataset = one.kind === 'dataset';
  return {
    libraryName: null, pipelineTag: null, licence: licences[0] ?? null, languages, datasets: [], papers: [],
    parents: parents.map((parent) => ({ ...parent, truth: null })),
    formats: [], modelType: null, architecture: null, parameters: null,
    tags: [
      ...languages.map((language) => (dataset ? `language:${language}` : language)),
      ...new Set(parents.flatMap(({ base, relation }) => [`base_model:${base}`, `base_model:${relation}:${base}`])),
      ...licences.map((licence) => `license:${licence}`), ...tags, 'region:us',
    ],
    files: ['.gitattributes', ...(card === null ? [] : ['README.md']), ...one.files ?? []].sort(),
    cardLevel: card === null ? 'absent' : card === '' ? 'empty' : 'short', cardSections: [],
    ...(one.description === undefined ? {} : { description: one.description }),
    fixed: {
      texts: new Map(Object.entries({ '.gitattributes': '*.safetensors filter=lfs diff=lfs merge=lfs -text\n', ...(card === null ? {} : { 'README.md': card }), ...one.texts })),
      cardData,
      ...(one.modelIndex === undefined ? {} : { modelIndex: one.modelIndex }),
    },
  };
}
