import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../core/errors.js';
import { findFiles } from './import-source.js';
import { listMappings, readMapping, type SourceMapping } from './source-mapping.js';

/** Folder of the mappings that come with the program. */
export const builtInMappings = fileURLToPath(new URL('../../mappings/', import.meta.url));

/** A source that the program knows how to read. */
export interface KnownSource {
  readonly slug: string;
  readonly file: string;
  readonly mapping: SourceMapping;
}

/** The sources that come with the program. */
export function listSources(): KnownSource[] {
  return listMappings(builtInMappings);
}

/** The source a person means: a slug, or the path of a mapping file. Errors: UsageError that lists the known ones. */
export function findSource(word: string): KnownSource {
  if (/\.ya?ml$/i.test(word)) {
    if (!existsSync(word)) throw new UsageError(`mapping: no such file (${word}); expected a mapping file in YAML`);
    const mapping = readMapping(word);
    return { slug: mapping.slug, file: word, mapping };
  }
  const sources = listSources();
  const found = sources.find((one) => one.slug === word);
  if (found === undefined) {
    throw new UsageError(`source: unknown (${word}); expected a mapping file (.yaml) or one of: ${sources.map((one) => one.slug).join(', ')}`);
  }
  return found;
}

/** A source whose files were found, or why they were not. */
export type LocatedSource = KnownSource & ({ readonly folder: string } | { readonly folder: null; readonly why: string });

/**
 * Where the files of each known source lie in a folder of folders: in the sub-folder named like the source, else in the
 * one place (the folder itself or a sub-folder) that has them all. Oldest source first, so that each is told after
 * those it may rename or confirm.
 */
export function locateSources(root: string): LocatedSource[] {
  if (!existsSync(root) || !statSync(root).isDirectory()) throw new UsageError(`import: no such folder (${root}); expected a folder that holds folders of files`);
  const subFolders = readdirSync(root, { withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => path.join(root, one.name)).sort();
  const sources = listSources();
  const owners = new Map(sources.map((one) => [path.join(root, one.slug), one.mapping.files]));
  return sources
    .map((source): LocatedSource => {
      const own = path.join(root, source.slug);
      if (subFolders.includes(own)) return hasAll(source, own) ? { ...source, folder: own } : { ...source, folder: null, why: `${own} lacks ${source.mapping.files.join(', ')}` };
      // In a folder that is named like another source, a file of the name that source uses is that source's.
      const free = subFolders.filter((folder) => !(owners.get(folder) ?? []).some((file) => source.mapping.files.includes(file)));
      const fitting = [root, ...free].filter((folder) => hasAll(source, folder));
      const [only, second] = fitting;
      if (only !== undefined && second === undefined) return { ...source, folder: only };
      return { ...source, folder: null, why: only === undefined ? 'its files are not there' : `several folders have its files: ${fitting.join(', ')}` };
    })
    .sort((left, right) => instantOf(left.mapping).localeCompare(instantOf(right.mapping)) || left.slug.localeCompare(right.slug));
}

function hasAll(source: KnownSource, folder: string): boolean {
  return source.mapping.files.every((pattern) => {
    try {
      return findFiles({ ...source.mapping, files: [pattern] }, folder).length > 0;
    } catch {
      return false;
    }
  });
}

function instantOf(mapping: SourceMapping): string {
  return 'fixed' in mapping.taken_at ? mapping.taken_at.fixed : '9999';
}
