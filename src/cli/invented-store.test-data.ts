import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Playground } from './run.test-data.js';

function mapping(slug: string, more: string): string {
  return `slug: ${slug}
title: Invented list ${slug}
registry: huggingface
series: ${slug}
files: [${slug}.csv]
format: csv
${more}
otherwise: the invented file has no such column
`;
}

/**
 * Three invented sources. `invented-full`: two dates with identifiers, in which one model is renamed, one removed, one
 * new, one loses its task. `invented-names`: names only, between the two. `invented-npm`: another registry with a
 * package of the same name as a model.
 */
export async function importInventedStore(playground: Playground): Promise<void> {
  const folder = path.join(playground.folder, 'files');
  mkdirSync(folder, { recursive: true });
  const files: Record<string, string> = {
    'invented-full.yaml': mapping('invented-full', `taken_at: { column: day, as: instant, why: stated }
incomplete: false
popularity: downloads
identifier: id
fields:
  name: name
  downloads: { column: downloads, as: integer }
  task: task
  base_models: { column: parent, as: parent }`),
    'invented-full.csv': [
      'day,id,name,downloads,task,parent',
      '2024-01-01,a1,anna/one,100,text-generation,',
      '2024-01-01,a2,anna/two,50,fill-mask,anna/one',
      '2024-01-01,a3,ben/three,7,,anna/one',
      '2024-03-01,a1,acme/one,150,text-generation,',
      '2024-03-01,a2,anna/two,50,,anna/one',
      '2024-03-01,a4,cleo/four,,fill-mask,anna/two',
    ].join('\n'),
    'invented-names.yaml': mapping('invented-names', `taken_at: { fixed: '2024-02-01T00:00:00Z', why: stated }
incomplete: only some names
fields:
  name: name`),
    'invented-names.csv': 'name\nanna/one\nanna/two\n',
    'invented-npm.yaml': mapping('invented-npm', `taken_at: { fixed: '2024-02-01T00:00:00Z', why: stated }
incomplete: only the most used
kind: library
popularity: rank
rank_by: dependents
fields:
  name: name
  rank: { column: rank, as: integer }`).replace('registry: huggingface', 'registry: npm'),
    'invented-npm.csv': 'name,rank\nanna/two,1\nleft-pad,2\n',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  for (const slug of ['invented-full', 'invented-names', 'invented-npm']) {
    const { code, err } = await playground.run(['import', `files/${slug}.yaml`, 'files']);
    if (code !== 0) throw new Error(err);
  }
}
