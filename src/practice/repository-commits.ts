import { hashText } from './random.js';
import { ownerBeginnings } from './vocabulary.js';
import type { SimulatedModel } from './world.js';

/** A commit as the hub lists it. */
export interface Commit {
  readonly id: string;
  readonly title: string;
  readonly message: string;
  readonly authors: readonly { readonly user: string; readonly avatar: string }[];
  readonly date: string;
}

const firstTitles = ['Upload model files', 'Upload folder using huggingface_hub', 'First version', 'add weights'];
const laterTitles = ['Update README.md', 'Update model files', 'End of training', 'Fix front matter', 'Upload folder using huggingface_hub'];

/** Account that the hub itself commits as. */
export const systemAccount = 'system';

/** Describes the commits of a history, newest first as it is given; `history` holds the package as of each of them. */
export function describeCommits(history: readonly SimulatedModel[]): Commit[] {
  return history.map((record, at) => describeCommit(record, history.length - at));
}

/** The commit that left the package as it is in `record`; `ordinal` is 1 for the first of its history. */
function describeCommit(record: SimulatedModel, ordinal: number): Commit {
  if (ordinal === 1) {
    return { id: record.sha, title: 'initial commit', message: '', authors: [authorOf(systemAccount)], date: record.lastModified };
  }
  const turn = hashText(record.sha);
  const titles = ordinal === 2 ? firstTitles : laterTitles;
  // By the identity, not by the owner's name: who wrote a commit stays the same when the repository moves.
  const writer = hashText(`writer ${record._id}`);
  const owner = `${ownerBeginnings[writer % ownerBeginnings.length]}-${writer % 400}`;
  const authors = turn % 7 === 0 ? [owner, `helper-${turn % 100}`] : [owner];
  return {
    id: record.sha,
    title: titles[turn % titles.length] as string,
    message: turn % 7 === 0 ? `Co-authored-by: helper-${turn % 100} <helper-${turn % 100}@users.noreply.huggingface.co>` : '',
    authors: authors.map(authorOf),
    date: record.lastModified,
  };
}

function authorOf(user: string): { user: string; avatar: string } {
  return { user, avatar: `https://avatars.practice.invalid/${user}.png` };
}
