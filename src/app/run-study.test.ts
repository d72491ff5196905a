import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { figureNames } from '../report/study-results.js';
import { openWriter } from '../store/open-store.js';
import { addSnapshot, parentsOf } from '../metrics/invented-snapshots.test-data.js';
import { silentProgress } from './progress.js';
import { runStudy } from './run-study.js';
import { readStudy } from './study-file.js';

const studies = fileURLToPath(new URL('../../studies/', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hubscope-study-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const twoFigures = `
title: A small study
description: Two figures.
figures:
  figure-5: { metric: library-preservation, variants: [paper], snapshots: [[invented@2024-02-01]] }
  figure-6: { metric: top-turnover, k: 2, variants: [paper], snapshots: [[invented]] }
`;

function write(text: string, name = 'study.yaml'): string {
  const file = path.join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function makeStore(): Promise<string> {
  const storePath = path.join(folder, 'store.duckdb');
  const writer = await openWriter(storePath, 'test', { threads: 1 });
  try {
    for (const on of ['2024-01-01', '2024-02-01']) {
      await addSnapshot(writer.connection, {
        on, series: 'invented', covers: ['downloads', 'libraries', 'base_models'],
        records: [
          { name: 'a', downloads: on === '2024-01-01' ? 9 : 7, libraries: ['pytorch', 'transformers'] },
          { name: 'b', downloads: 8, libraries: ['transformers'], base_models: parentsOf('a') },
          { name: 'c', downloads: on === '2024-01-01' ? 1 : 90, libraries: null },
        ],
      });
    }
    await writer.publish();
  } finally {
    writer.close();
  }
  return storePath;
}

function run(studyFile: string, storePath: string, out = path.join(folder, 'out'), signal?: AbortSignal) {
  return runStudy({
    storePath, studyFile, out, generatedAt: new Date('2026-02-03T04:05:06Z'), progress: silentProgress, engine: { threads: 1 },
    ...(signal === undefined ? {} : { signal }),
  });
}

interface Results {
  readonly figures: Readonly<Record<string, readonly { measurable: boolean; variant: string; why?: string; rows?: readonly Record<string, unknown>[]; notes?: readonly string[] }[]>>;
}

function resultsIn(out: string): Results {
  return JSON.parse(readFileSync(path.join(out, 'results.json'), 'utf8')) as Results;
}

function filesUnder(out: string): string[] {
  return readdirSync(out, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map((one) => path.relative(out, path.join(one.parentPath, one.name))).sort();
}

const reportFiles = ['figure-5.csv', 'figure-6.csv', 'figures/figure-5.svg', 'figures/figure-6.svg', 'index.html', 'results.json'];

describe('runStudy', () => {
  it('measures the figures of the study and writes the files it lists, and no others', async () => {
    const out = path.join(folder, 'new', 'out');
    const { files, incomplete } = await run(write(twoFigures), await makeStore(), out);
    expect(incomplete).toEqual([]);
    expect(filesUnder(out)).toEqual(reportFiles);
    expect(files.map((file) => path.relative(out, file)).sort()).toEqual(reportFiles);
    const { figures } = resultsIn(out);
    // One pair (a, b): b keeps transformers and not pytorch.
    expect(figures['figure-5']?.[0]?.rows?.map((row) => [row['library'], row['numerator'], row['denominator']])).toEqual([['transformers', 1, 1], ['pytorch', 0, 1]]);
    // Tops of 2: {a, b}, then {c, b}.
    expect(figures['figure-6']?.[0]?.rows?.map((row) => [row['remained'], row['newcomers']])).toEqual([[0, 2], [1, 1]]);
    expect(readFileSync(path.join(out, 'index.html'), 'utf8')).toContain('2026-02-03T04:05:06.000Z');
  });

  it('says which snapshots the store does not have: in the outcome, and in the report', async () => {
    const study = twoFigures.replace('[[invented]]', '[[invented, gone@2024-03-01], [nowhere]]').replace('invented@2024-02-01', 'invented@1999-01-01');
    const out = path.join(folder, 'out');
    const { incomplete } = await run(write(study), await makeStore(), out);
    expect(incomplete).toEqual([
      'figure-5: no snapshot invented@1999-01-01 in the store', 'figure-6: no snapshot gone@2024-03-01 in the store', 'figure-6: no snapshot nowhere in the store',
    ]);
    const { figures } = resultsIn(out);
    expect(figures['figure-5']).toMatchObject([{ measurable: false, why: 'the store has none of these snapshots: invented@1999-01-01' }]);
    expect(figures['figure-6']?.map((one) => one.measurable)).toEqual([true, false]);
    expect(figures['figure-6']?.[0]?.notes?.[0]).toBe('The study also asks for snapshots that the store does not have: gone@2024-03-01.');
    expect(readFileSync(path.join(out, 'index.html'), 'utf8')).toContain('gone@2024-03-01');
  });

  it('counts a snapshot once that two selectors name', async () => {
    const out = path.join(folder, 'out');
    await run(write(twoFigures.replace('[[invented]]', '[[invented@2024-01-01, invented]]')), await makeStore(), out);
    expect(resultsIn(out).figures['figure-6']?.[0]?.rows).toHaveLength(2);
  });

  it('replaces an older report as a whole, and leaves no figure of it behind', async () => {
    const out = path.join(folder, 'out');
    const storePath = await makeStore();
    await run(write(twoFigures), storePath, out);
    writeFileSync(path.join(out, 'notes.txt'), 'mine');
    await run(write(twoFigures.replace(/ {2}figure-6.*\n/, '')), storePath, out);
    expect(filesUnder(out)).toEqual(['figure-5.csv', 'figures/figure-5.svg', 'index.html', 'notes.txt', 'results.json']);
  });

  it('leaves an older report as it was when it fails: in measuring, in writing, or by an interruption', async () => {
    const out = path.join(folder, 'out');
    const storePath = await makeStore();
    await run(write(twoFigures), storePath, out);
    const before = filesUnder(out).map((name) => readFileSync(path.join(out, name), 'utf8'));
    const twoSnapshots = write(twoFigures.replace('invented@2024-02-01', 'invented'), 'two.yaml');
    await expect(run(twoSnapshots, storePath, out)).rejects.toThrow('library-preservation: several snapshots (1, 2); expected one');
    await expect(run(write(twoFigures), storePath, out, AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
    // The last of the files cannot be written: where its part would stand is a folder.
    mkdirSync(path.join(out, 'figure-6.csv.part'));
    await expect(run(write(twoFigures.replace('A small study', 'Another')), storePath, out)).rejects.toThrow();
    rmSync(path.join(out, 'figure-6.csv.part'), { recursive: true, force: true });
    expect(filesUnder(out)).toEqual(reportFiles);
    expect(filesUnder(out).map((name) => readFileSync(path.join(out, name), 'utf8'))).toEqual(before);
  });

  it('refuses a store that is not there and a folder that is a file, and writes nothing', async () => {
    const out = path.join(folder, 'out');
    await expect(run(write(twoFigures), path.join(folder, 'none.duckdb'), out)).rejects.toThrow(UsageError);
    expect(existsSync(out)).toBe(false);
    const storePath = await makeStore();
    await expect(run(write(twoFigures), storePath, write('text', 'file'))).rejects.toThrow(/^study: cannot write there \(.*file\); expected a folder, got: /);
  });
});

describe('readStudy', () => {
  it.each([
    ['a title that is missing', twoFigures.replace('title: A small study', ''), 'title'],
    ['an unknown key', `${twoFigures}colour: red\n`, 'colour'],
    ['an unknown figure', twoFigures.replace('figure-5', 'figure-9'), 'figures'],
    ['no figure at all', 'title: t\ndescription: d\nfigures: {}\n', `figures); expected one of: ${figureNames.join(', ')}, got none`],
    ['an unknown metric', twoFigures.replace('library-preservation', 'beauty'), 'figures.figure-5.metric); expected one of: library-preservation, got beauty'],
    ['the metric of another figure', twoFigures.replace('library-preservation', 'top-turnover'), 'figures.figure-5.metric); expected one of: library-preservation, got top-turnover'],
    ['an unknown variant', twoFigures.replace('[paper]', '[papre]'), 'figures.figure-5.variants); expected one of: paper, '],
    ['no variant', twoFigures.replace('[paper]', '[]'), 'figures.figure-5.variants'],
    ['a group without snapshots', twoFigures.replace('[[invented]]', '[[]]'), 'figures.figure-6.snapshots.0'],
    ['a share above all', twoFigures.replace('k: 2', 'share: 1.5'), 'figures.figure-6.share'],
    ['text that is no YAML', 'title: [', 'expected a YAML file'],
  ])('refuses %s, and names file and key', (_, text, expected) => {
    const file = write(text);
    expect(() => readStudy(file)).toThrow(UsageError);
    expect(() => readStudy(file)).toThrow(file);
    expect(() => readStudy(file)).toThrow(expected);
  });

  it('refuses a file that is not there', () => {
    expect(() => readStudy(path.join(folder, 'none.yaml'))).toThrow(/^study: cannot be read \(.*none\.yaml\); expected a YAML file/);
  });

  it.each(readdirSync(studies))('accepts %s, which comes with the program', (name) => {
    const study = readStudy(path.join(studies, name));
    expect(Object.keys(study.figures).slice(0, 4)).toEqual(['figure-5', 'figure-6', 'figure-7', 'figure-8']);
  });
});
