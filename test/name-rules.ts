/** Names that say nothing about what is inside. */
const emptyNames = ['util', 'helper', 'common', 'lib', 'type', 'manager', 'service'];
const empty = new Set(emptyNames.flatMap((name) => [name, `${name}s`]));
/** Words that say nothing even as a part of a name. */
const emptyParts = new Set(['util', 'utils', 'helper', 'helpers']);

/** Sentences about each folder and file on the path whose name is a drawer for anything; empty if all is well. */
export function findEmptyNames(path: string): string[] {
  return path.split('/').flatMap((segment) => {
    const stem = /^\.?[^.]*/.exec(segment)?.[0] ?? segment;
    const bad = empty.has(stem) || stem.split('-').some((part) => emptyParts.has(part));
    return bad ? [`${path}: ${segment} says nothing about what is inside`] : [];
  });
}
