import { describeCommits } from './repository-commits.js';
import type { Commit } from './repository-commits.js';
import { listDiscussions } from './repository-discussions.js';
import type { Discussion } from './repository-discussions.js';
import { findRevision, listRefs } from './repository-refs.js';
import type { Refs } from './repository-refs.js';
import { scanRepository } from './repository-scan.js';
import type { Scan } from './repository-scan.js';
import { expandEntries, listTree } from './repository-tree.js';
import type { TreeEntry } from './repository-tree.js';
import { openRepository } from './repository.js';
import type { Repository } from './repository.js';
import type { SnapshotIndex } from './index-snapshot.js';
import type { Property } from './package-properties.js';
import { projectDetail, projectExpandedRow } from './project-package.js';
import type { Projection } from './project-package.js';
import type { PackageKind, SimulatedModel } from './world.js';
import { textOf } from './write-files.js';

/**
 * What is so in the simulated registry now (it follows a living hub), as plain data in the shape of the JSON answers.
 * Answers come from the same functions as those of the routes; access is not regarded, so the truth about a gated or
 * disabled package is told. Null, or an empty list, where no package of that kind and identity is alive.
 */
export interface Truth {
  /** The instant this is the truth of, ISO 8601 UTC. */
  readonly instant: string;
  /** All packages alive, in order of creation, with all that the simulated registry knows of each. */
  packages(kind?: PackageKind): readonly SimulatedModel[];
  /** What the list shows under `expand` of these properties, in order of creation. */
  rows(kind: PackageKind, properties: readonly Property[]): readonly Projection[];
  /** The detail answer, without file sizes. */
  record(kind: PackageKind, _id: string): Projection | null;
  /** The text of README.md on `main`; null where there is none. */
  card(kind: PackageKind, _id: string): string | null;
  /** All files and folders on `main` as `tree/main?recursive=true&expand=true` lists them over all its pages. */
  tree(kind: PackageKind, _id: string): readonly TreeEntry[];
  /** Commits of `main`, newest first. */
  commits(kind: PackageKind, _id: string): readonly Commit[];
  refs(kind: PackageKind, _id: string): Refs | null;
  /** Discussions and pull requests with their events, in order of their numbers; empty where they are switched off. */
  discussions(kind: PackageKind, _id: string): readonly Discussion[];
  scan(kind: PackageKind, _id: string): Scan | null;
  /** Texts of the files on `main` that are no weights, by path. */
  texts(kind: PackageKind, _id: string): ReadonlyMap<string, string>;
}

/** Makes the truth of the moment that `indexOf` stands for each time it is asked. */
export function createTruth(indexOf: (kind: PackageKind) => SnapshotIndex): Truth {
  function open(kind: PackageKind, _id: string): Repository | null {
    const index = indexOf(kind);
    const record = index.byId(_id);
    return record === null ? null : openRepository(index, record);
  }
  function ask<T>(kind: PackageKind, _id: string, answer: (repository: Repository) => T, otherwise: T): T {
    const repository = open(kind, _id);
    return repository === null ? otherwise : answer(repository);
  }
  return {
    get instant() {
      return indexOf('model').instant;
    },
    packages: (kind = 'model') => indexOf(kind).models,
    rows(kind, properties) {
      const index = indexOf(kind);
      return index.models.map((model) => plain(projectExpandedRow(model, properties, index)));
    },
    record: (kind, _id) => ask(kind, _id, ({ head }) => plain(projectDetail(head, indexOf(kind), false)), null),
    card: (kind, _id) => ask(kind, _id, ({ head }) => textOf(head, 'README.md'), null),
    tree: (kind, _id) => ask<readonly TreeEntry[]>(kind, _id, (repository) => {
      const revision = findRevision(repository, 'HEAD');
      return revision === null ? [] : expandEntries(revision, listTree(revision.record, '', true) ?? []);
    }, []),
    commits: (kind, _id) => ask<readonly Commit[]>(kind, _id, (repository) => describeCommits(findRevision(repository, 'HEAD')?.history ?? []), []),
    refs: (kind, _id) => ask<Refs | null>(kind, _id, listRefs, null),
    discussions: (kind, _id) => ask<readonly Discussion[]>(kind, _id, listDiscussions, []),
    scan: (kind, _id) => ask<Scan | null>(kind, _id, scanRepository, null),
    texts: (kind, _id) => ask<ReadonlyMap<string, string>>(kind, _id, ({ head }) => new Map(head.files.flatMap((path): [string, string][] => {
      const text = textOf(head, path);
      return text === null ? [] : [[path, text]];
    })), new Map()),
  };
}

/** As it is after the way through JSON: what is undefined is absent. */
function plain(projection: Projection): Projection {
  return JSON.parse(JSON.stringify(projection)) as Projection;
}
