/*
 * Who owns a package, by its name: the one place that says it. All packages without an owner in the name are the registry's own, one
 * owner. A scope of npm (`@scope/name`) is no account of one owner, and counts as none.
 */

/** SQL of the owner in a name: what stands before its first slash; empty where there is none. */
export function ownerSql(name: string): string {
  return `case when contains(${name}, '/') and not starts_with(${name}, '@') then split_part(${name}, '/', 1) else '' end`;
}

/** The owner in a name, as `ownerSql` tells it. */
export function ownerOf(name: string): string {
  return name.includes('/') && !name.startsWith('@') ? name.slice(0, name.indexOf('/')) : '';
}

/**
 * SQL of what makes packages alike. Of models and data sets it is the owner. Names of libraries tell none: there the packages of one
 * scope are alike and each other one stands alone, because a single owner of all would leave nothing to compare.
 */
export function likenessSql(name: string, kind: string): string {
  return kind === 'library' ? `split_part(${name}, '/', 1)` : ownerSql(name);
}

/**
 * SQL of a whole number below `groups` that a text always gets, by MD5: not by the engine's own `hash`, which another version may make otherwise, nor
 * by keys, which follow the order of import. Null where the text is.
 */
export function groupSql(text: string, groups: number): string {
  return `(('0x' || left(md5(${text}), 7))::integer % ${groups})`;
}
