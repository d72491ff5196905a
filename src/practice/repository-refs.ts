import { listPullRequests } from './discussion-plan.js';
import type { PlannedDiscussion } from './discussion-plan.js';
import { hashOf } from './initial-commit.js';
import { hashText } from './random.js';
import { mainHistory } from './repository.js';
import type { Repository } from './repository.js';
import type { SimulatedModel } from './world.js';

/** A branch, tag, conversion or pull request and the commit it stands at. */
export interface Ref {
  readonly name: string;
  readonly ref: string;
  readonly targetCommit: string;
}

/** What `GET …/refs?include_prs=1` answers; without that parameter `pullRequests` is left out. */
export interface Refs {
  readonly branches: readonly Ref[];
  readonly converts: readonly Ref[];
  readonly tags: readonly Ref[];
  readonly pullRequests: readonly Ref[];
}

/** A revision that was asked for: the package as of it, and as of each commit that led there, newest first. */
export interface Revision {
  readonly record: SimulatedModel;
  readonly history: readonly SimulatedModel[];
}

/** All references of a repository. Tags and side branches stand at the first upload, where a repository has any. */
export function listRefs(repository: Repository): Refs {
  const { head, revisions } = repository;
  const turn = hashText(`refs ${head._id}`);
  const [first] = revisions;
  const converted = convertedRecord(repository);
  return {
    branches: [
      { name: 'main', ref: 'refs/heads/main', targetCommit: head.sha },
      ...(first !== undefined && turn % 9 === 0 ? [{ name: 'experiment', ref: 'refs/heads/experiment', targetCommit: first.sha }] : []),
    ],
    converts: converted === null ? [] : [{ name: 'parquet', ref: 'refs/convert/parquet', targetCommit: converted.sha }],
    tags: first !== undefined && turn % 6 === 0 ? [{ name: 'v1.0', ref: 'refs/tags/v1.0', targetCommit: first.sha }] : [],
    pullRequests: listPullRequests(repository)
      .map((plan) => ({ name: String(plan.num), ref: `refs/pr/${plan.num}`, targetCommit: pullRequestRecord(repository, plan).sha })),
  };
}

/**
 * Finds a revision by the name of a branch or tag, by a reference in full, or by a (possibly shortened, at least seven
 * digits) commit hash that is visible by now; null where there is none.
 */
export function findRevision(repository: Repository, text: string): Revision | null {
  if (text === 'HEAD' || text === 'main') {
    return atCommit(repository, repository.head.sha);
  }
  const { branches, converts, tags } = listRefs(repository);
  const named = [...branches, ...tags].find(({ name, ref }) => name === text || ref === text) ?? converts.find(({ ref }) => ref === text);
  if (named !== undefined) {
    return atCommit(repository, named.targetCommit);
  }
  const [, num] = /^refs\/pr\/(\d{1,9})$/.exec(text) ?? [];
  if (num !== undefined) {
    const plan = listPullRequests(repository).find((one) => one.num === Number(num));
    return plan === undefined ? null : pullRequestRevision(repository, plan);
  }
  return /^[0-9a-f]{7,40}$/.test(text) ? atCommit(repository, text) : null;
}

function atCommit(repository: Repository, sha: string): Revision | null {
  const history = mainHistory(repository);
  const place = history.findIndex((record) => record.sha.startsWith(sha));
  if (place >= 0) {
    return { record: history[place] as SimulatedModel, history: history.slice(place) };
  }
  const converted = convertedRecord(repository);
  if (converted?.sha.startsWith(sha) === true) {
    return { record: converted, history: [converted, repository.initial] };
  }
  const plan = listPullRequests(repository).find((one) => one.headCommit.startsWith(sha));
  return plan === undefined ? null : pullRequestRevision(repository, plan);
}

function pullRequestRevision(repository: Repository, plan: PlannedDiscussion): Revision {
  const record = pullRequestRecord(repository, plan);
  const history = mainHistory(repository);
  return { record, history: [record, ...history.slice(history.findIndex(({ lastModified }) => lastModified <= plan.createdAt))] };
}

/** A pull request adds a note to what was on `main` when it was opened. */
function pullRequestRecord(repository: Repository, plan: PlannedDiscussion): SimulatedModel {
  const base = mainHistory(repository).find(({ lastModified }) => lastModified <= plan.createdAt) ?? repository.initial;
  return {
    ...base, sha: plan.headCommit, lastModified: plan.createdAt, files: [...base.files, `notes/change-${plan.num}.md`].sort(),
  };
}

/** The hub keeps many datasets as Parquet beside the files of their authors, made an hour or so after the upload. */
function convertedRecord({ head, revisions, now }: Repository): SimulatedModel | null {
  const [first] = revisions;
  if (head.kind !== 'dataset' || first === undefined || first.formats.includes('parquet') || hashText(`refs ${head._id}`) % 4 === 0) {
    return null;
  }
  const lastModified = new Date(Date.parse(first.lastModified) + 3_600_000).toISOString();
  return lastModified > now ? null : {
    ...first, sha: hashOf('parquet', head._id), lastModified, cardLevel: 'absent', files: ['.gitattributes', 'default/train/0000.parquet'],
  };
}
