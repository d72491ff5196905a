import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { root } from './project-files.js';

const plugins = z.array(z.object({ slug: z.string().min(1) }));

/** Slugs of the list that an index file exports, or null where the file does not exist. */
async function readList(index: string, name: string): Promise<string[] | null> {
  const path = join(root, index);
  if (!existsSync(path)) return null;
  const exported = (await import(path)) as Record<string, unknown>;
  function error(): string {
    return `${index}: no list ${name} of plug-ins with a slug`;
  }
  return plugins.parse(exported[name], { error }).map(({ slug }) => slug);
}

function listFolders(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

/** Slugs of the metrics on the disk: each file of SQL is one. */
function listQueries(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((file) => (file.endsWith('.sql') ? [basename(file, '.sql')] : []));
}

function missingFiles(paths: readonly string[]): string[] {
  return paths.filter((path) => !existsSync(join(root, path)));
}

function repeated(slugs: readonly string[]): string[] {
  return slugs.filter((slug, index) => slugs.indexOf(slug) !== index);
}

describe('the list of registries', () => {
  it('is the folders on the disk', async (ctx) => {
    const slugs = await readList('src/registries/index.ts', 'registries');
    if (slugs === null) return ctx.skip('src/registries/index.ts is missing');
    expect(repeated(slugs)).toEqual([]);
    expect(slugs.toSorted()).toEqual(listFolders('src/registries').sort());
  });

  it('has code, a page and fixtures for each', (ctx) => {
    if (!existsSync(join(root, 'src/registries'))) ctx.skip('src/registries is missing');
    const folders = listFolders('src/registries');
    const parts = ['index.ts', 'README.md', 'fixtures'];
    expect(missingFiles(folders.flatMap((slug) => parts.map((part) => `src/registries/${slug}/${part}`)))).toEqual([]);
  });
});

describe('the list of metrics', () => {
  it('is the queries on the disk', async (ctx) => {
    const slugs = await readList('src/metrics/index.ts', 'metrics');
    if (slugs === null) return ctx.skip('src/metrics/index.ts is missing');
    expect(repeated(slugs)).toEqual([]);
    expect(slugs.toSorted()).toEqual(listQueries('src/metrics').sort());
  });

  it('has code, query and test for each', async (ctx) => {
    const slugs = await readList('src/metrics/index.ts', 'metrics');
    if (slugs === null) return ctx.skip('src/metrics/index.ts is missing');
    const known = [...new Set([...slugs, ...listQueries('src/metrics')])];
    const endings = ['.ts', '.sql', '.test.ts'];
    expect(missingFiles(known.flatMap((slug) => endings.map((ending) => `src/metrics/${slug}${ending}`)))).toEqual([]);
  });
});
