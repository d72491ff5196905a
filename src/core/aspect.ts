/**
 * The aspects of a package that a registry tells one package at a time: what a listing has no room for. Each is looked
 * at on its own, so that a look says exactly what was seen, of which revision, and what nobody looked at.
 */
export interface AspectDeclaration {
  /** What it is, for people. */
  readonly meaning: string;
  /** What names one item of it. */
  readonly item: string;
  /** What the value of an item is. */
  readonly value: string;
  /** `revision`: it stays the same as long as the package's revision does. `time`: it changes without a commit. */
  readonly changesWith: 'revision' | 'time';
}

export const aspects = {
  cards: {
    meaning: 'The card (README.md) of the revision. Its text and what was read from it are fields of the record; it has no items.',
    item: 'none', value: 'none', changesWith: 'revision',
  },
  config: {
    meaning: 'Small text files that say how the package is configured (config.json, tokenizer_config.json, adapter_config.json …).',
    item: 'path of the file', value: 'text of the file', changesWith: 'revision',
  },
  files: {
    meaning: 'The file tree of the revision, folders included, with sizes and hashes.',
    item: 'path', value: 'JSON of the tree entry: type, oid, size, path, lfs {oid, size, pointerSize} …', changesWith: 'revision',
  },
  commits: {
    meaning: 'The commits reachable from the main revision.',
    item: 'hash of the commit', value: 'JSON of the commit: id, title, message, authors, date', changesWith: 'revision',
  },
  refs: {
    meaning: 'Branches, tags, conversions and pull requests of the repository.',
    item: 'full name of the ref', value: 'JSON: kind (branches, tags, converts, pullRequests), name, ref, targetCommit', changesWith: 'time',
  },
  discussions: {
    meaning: 'Discussions and pull requests, with their events.',
    item: 'number', value: 'JSON of the discussion with its events', changesWith: 'time',
  },
  security: {
    meaning: 'What the registry\'s own scanners say; unscanned is not safe.',
    item: 'scan', value: 'JSON: scansDone, filesWithIssues [{path, level}]', changesWith: 'time',
  },
} as const satisfies Record<string, AspectDeclaration>;

export type Aspect = keyof typeof aspects;

export const aspectNames = Object.keys(aspects) as [Aspect, ...Aspect[]];

/**
 * What a look at an aspect of a package came to. `seen`: it was shown; `none`: the package has no such thing; the others
 * say why it was not shown. A look that failed is no look: it leaves no trace but in the run's summary.
 */
export type LookOutcome = 'seen' | 'none' | 'gated' | 'disabled' | 'unreachable';

/** Tells whether a word is the name of an aspect. */
export function isAspect(word: string): word is Aspect {
  return Object.hasOwn(aspects, word);
}
