import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findSource } from '../src/app/find-sources.js';
import { importSource } from '../src/app/import-source.js';
import { judge } from '../src/app/judge.js';
import { measure } from '../src/app/measure.js';
import type { SourceMapping } from '../src/app/source-mapping.js';
import type { DescendantsRow, Measured, Measurement, PreservationRow, TurnoverRow } from '../src/core/measurement.js';
import { claimIds } from '../src/core/claim.js';
import type { SnapshotOutcome } from '../src/core/snapshot.js';
import { describePairs } from '../src/metrics/descendants-statistics.js';
import { listTagWords } from '../src/registries/huggingface/tag-words.js';
import { gini, itemsToReach, topFractionShare, topShares } from '../src/stats/concentration.js';
import { openWriter, type StoreWriter } from '../src/store/open-store.js';
import { createRecords } from '../src/store/records.js';
import { selectRows } from '../src/store/rows.js';
import {
  countDescendants, countPreservation, countTurnover, descendedFrom, listFrom, readCsv, readPages, readText,
  type CountedTurnover, type Descended, type Listed,
} from './independent-count.js';

const data = fileURLToPath(new URL('../../shared/data/', import.meta.url));
const why = existsSync(data) ? '' : ' (left out: the folder ../shared/data with the real snapshots is missing)';

/** Sources with the folder of each; npm and PyPI lie in folders with other lists. */
const sources = [
  ['hf-2021-06-esem-ancient'], ['hf-2022-02-15-full'], ['hf-2022-08-15-names'], ['hf-2022-10-01-full'], ['hf-2023-07-peatmoss-filtered'],
  ['hf-2024-07-11-pages'], ['hf-2024-09-20-top9715'], ['npm-top-downloads', 'npm-top'], ['pypi-top-1000', 'pypi-top'],
] as const;

function file(...parts: readonly string[]): string {
  return path.join(data, ...parts);
}

/** Reading 29,432 cards takes longer than all the rest; no number here rests on them. */
function withoutCards(mapping: SourceMapping): SourceMapping {
  return Object.fromEntries(Object.entries(mapping).filter(([key]) => key !== 'cards')) as SourceMapping;
}

/** The paper's K. */
function thousand(): number {
  return 1000;
}

describe.skipIf(why !== '')(`the real snapshots${why}`, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hubscope-real-'));
  const imported = new Map<string, readonly SnapshotOutcome[]>();
  let writer: StoreWriter;
  /** The six lists of Hugging Face that can be ranked, oldest first, as the raw files state them. */
  let ranked: Listed[][];
  let models: Map<string, Descended>;
  /** The model of July 2024 that a name without owner means. */
  let renames: Map<string, string>;

  beforeAll(async () => {
    writer = await openWriter(path.join(folder, 'store.duckdb'), 'test');
    for (const [slug, place = slug] of sources) {
      const { mapping } = findSource(slug);
      imported.set(slug, await importSource(writer.connection, { mapping: withoutCards(mapping), from: file(place), now: () => new Date('2026-01-01T00:00:00Z'), progress: { step: () => undefined } }));
    }
    readRaw();
  }, 300_000);
  afterAll(() => {
    writer.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function readRaw(): void {
    const vocabulary = new Set(listTagWords().filter((one) => one.meaning === 'library').map((one) => one.tag));
    const july: Listed[] = [];
    const oldest = new Map<string, { _id: string; id: string }>();
    models = new Map();
    for (const model of readPages(file('hf-2024-07-11-pages'))) {
      july.push({ name: model.id, value: model.downloads ?? null });
      models.set(model.id, descendedFrom(model, vocabulary));
      const [owner, name] = model.id.split('/');
      if (owner === undefined || name === undefined || model.createdAt > '2022-03-02T23:29:05') continue;
      const found = oldest.get(name);
      if (found === undefined || model._id < found._id) oldest.set(name, model);
    }
    const first = listFrom(readCsv(file('hf-2021-06-esem-ancient', 'PeaTMOSS_ANCIENT.csv')), 'modelId', 'downloads_last_month');
    const february = readText(file('hf-2022-02-15-full', 'models.jsonl.gz')).split('\n').filter((line) => line !== '').map((line): Listed => {
      const { modelId, downloads } = JSON.parse(line) as { modelId: string; downloads?: number };
      return { name: modelId, value: downloads ?? null };
    });
    ranked = [
      first, february, listFrom(readCsv(file('hf-2022-10-01-full', 'models.csv.gz')), 'modelId', 'downloads'),
      listFrom(readCsv(file('hf-2023-07-peatmoss-filtered', 'filtered_models.csv')), 'modelId', 'downloads'), july,
      listFrom(readCsv(file('hf-2024-09-20-top9715', 'models.csv.gz')), 'modelId', 'downloads'),
    ];
    const ownerless = new Set([...first, ...february].map((one) => one.name).filter((name) => !name.includes('/')));
    renames = new Map([...ownerless].flatMap((name) => {
      const now = oldest.get(name);
      return now === undefined || models.has(name) ? [] : [[name, now.id] as const];
    }));
  }

  function keyOf(slug: string): number {
    return imported.get(slug)?.[0]?.snapshotKey ?? -1;
  }

  async function measured<Row>(metric: string, snapshots: readonly number[], more: { share?: number } = {}): Promise<Map<string, Measured<Row>>> {
    const all = (await measure({ connection: writer.connection, metric, snapshots, ...more })) as Measurement<Row>[];
    return new Map(all.flatMap((one) => (one.measurable ? [[one.variant, one] as const] : [])));
  }

  function counted(measurement: Measured<TurnoverRow> | undefined): CountedTurnover[] | undefined {
    return measurement?.rows.map(({ size, remained, newcomers, returning, left, union, population }) => ({ size, remained, newcomers, returning, left, union, population }));
  }

  it('have the records that were counted when the data were gathered', () => {
    const records = sources.slice(0, 7).map(([slug]) => imported.get(slug)?.map((one) => one.records));
    expect(records).toEqual([[10_406], [29_432], [63_367], [74_970], [1_461], [759_926], [9_715]]);
    expect(imported.get('npm-top-downloads')).toHaveLength(13);
    expect(imported.get('pypi-top-1000')).toHaveLength(147);
    expect(imported.get('pypi-top-1000')?.every((one) => one.records <= 1000 && one.setAside === 0)).toBe(true);
  });

  it('are as concentrated in June 2021 as R computes it', async () => {
    await createRecords(writer.connection, [keyOf('hf-2021-06-esem-ancient')], ['downloads']);
    const rows = await selectRows<{ downloads: number }>(writer.connection, 'select downloads from record where downloads is not null');
    const downloads = Float64Array.from(rows, (row) => row.downloads);
    expect([downloads.length, downloads.reduce((sum, one) => sum + one, 0)]).toEqual([9037, 52_032_998]);
    const concentration = gini(downloads);
    expect(concentration.computable && concentration.value.gini).toBeCloseTo(0.98790265303, 11);
    expect(concentration.computable && concentration.value.unbiased).toBeCloseTo(0.988011982672, 11);
    const shares = topShares(downloads, [1, 5, 10, 20, 50, 100, 200, 500, 1000]);
    const expected = [0.1813383884, 0.4281691591, 0.572962565, 0.7003085619, 0.8248871995, 0.8995756693, 0.9505637365, 0.9831388535, 0.9929265848];
    expect(shares.computable && shares.value.map((one) => Number(one.share.toFixed(10)))).toEqual(expected);
    const hundredth = topFractionShare(downloads, 0.01);
    expect(hundredth.computable && hundredth.value.share).toBeCloseTo(0.8908945819, 10);
    expect([0.5, 0.8, 0.9, 0.95, 0.99].map((share) => itemsToReach(downloads, share)).map((one) => one.computable && one.value)).toEqual([8, 41, 101, 198, 760]);
  });

  it('lose and gain in the top 1,000 of Hugging Face what a count of the raw files says, with and without the 68 renames', async () => {
    expect(renames.size).toBe(68);
    const keys = ['hf-2021-06-esem-ancient', 'hf-2022-02-15-full', 'hf-2022-10-01-full', 'hf-2023-07-peatmoss-filtered', 'hf-2024-07-11-pages', 'hf-2024-09-20-top9715'].map(keyOf);
    const all = await measured<TurnoverRow>('top-turnover', keys);
    expect(counted(all.get('paper'))).toEqual(countTurnover(ranked, thousand));
    expect(counted(all.get('renames resolved'))).toEqual(countTurnover(ranked, thousand, 'most', (name) => renames.get(name) ?? name));
    // Two of the six are filtered, so no share of a population can be taken; of the other four it can.
    expect([...all.keys()]).toEqual(['paper', 'renames resolved']);
    const whole = await measured<TurnoverRow>('top-turnover', [0, 1, 2, 4].map((index) => keys[index] ?? -1), { share: 0.01 });
    const lists = [0, 1, 2, 4].map((index) => ranked[index] ?? []);
    expect(counted(whole.get('fixed share'))).toEqual(countTurnover(lists, (population) => Math.ceil(population / 100), 'most', (name) => renames.get(name) ?? name));
  });

  it('lose and gain in the top 1,000 of npm and PyPI what a count of the raw files says', async () => {
    const npm = readCsv(file('npm-top', 'npm_high_impact_top_download_13_releases.csv.gz'));
    const dates = ['2022-11-03', '2023-08-24', '2023-11-22', '2024-02-20'];
    const npmKeys = dates.map((date) => imported.get('npm-top-downloads')?.find((one) => one.takenAt.startsWith(date))?.snapshotKey ?? -1);
    const npmLists = dates.map((date) => listFrom(npm.filter((row) => row['date'] === date), 'name', 'rank'));
    expect(counted((await measured<TurnoverRow>('top-turnover', npmKeys)).get('paper'))).toEqual(countTurnover(npmLists, thousand, 'least'));

    const pypi = new Map<string, Record<string, string>[]>();
    for (const row of readCsv(file('pypi-top', 'pypi_top1000_snapshots.csv.gz'))) {
      const date = row['snapshot_commit_date'] ?? '';
      const rows = pypi.get(date);
      if (rows === undefined) pypi.set(date, [row]);
      else rows.push(row);
    }
    const pypiLists = [...pypi].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rows]) => listFrom(rows, 'project', 'downloads_30d'));
    expect(pypiLists).toHaveLength(147);
    const pypiKeys = imported.get('pypi-top-1000')?.map((one) => one.snapshotKey) ?? [];
    expect(counted((await measured<TurnoverRow>('top-turnover', pypiKeys)).get('paper'))).toEqual(countTurnover(pypiLists, thousand));
  });

  it('keep libraries in July 2024 as a count of the 760 pages says, library by library', async () => {
    const all = await measured<PreservationRow>('library-preservation', [keyOf('hf-2024-07-11-pages')]);
    const none: ReadonlyMap<string, string> = new Map();
    const readings = [
      ['paper', 'as declared', none], ['paper, adapters run on their base', 'adapters run on their base', none],
      ['as declared', 'as declared', renames], ['adapters run on their base', 'adapters run on their base', renames], ['without adapters', 'without adapters', renames],
    ] as const;
    for (const [variant, reading, names] of readings) {
      const rows = all.get(variant)?.rows.filter((row) => row.denominator > 0) ?? [];
      const found = new Map(rows.map((row) => [row.library, [row.numerator, row.denominator, row.bases]]));
      expect(found).toEqual(countPreservation(models, names, reading));
      expect(['transformers', 'safetensors', 'pytorch'].every((library) => (found.get(library)?.[1] ?? 0) > 10_000)).toBe(true);
    }
  });

  it('descend in July 2024 as a count of the 760 pages says, base by base', async () => {
    const all = await measured<DescendantsRow>('direct-descendants', [keyOf('hf-2024-07-11-pages')]);
    for (const [variant, resolved] of [['paper', false], ['own downloads', true]] as const) {
      const rows = all.get(variant)?.rows ?? [];
      const expected = countDescendants(models, renames, resolved);
      expect(rows).toHaveLength(expected.size);
      const found = new Map(rows.map((row) => [row.base, { children: row.descendants, downloads: row.childrenDownloads }]));
      expect(found).toEqual(expected);
      expect(rows.filter((row) => row.downloads !== (models.get(row.base)?.downloads ?? null))).toEqual([]);
    }
  });

  it('are judged on July 2024: twelve verdicts, none an error, each with what it rests on, and the same again', async () => {
    const [july] = imported.get('hf-2024-07-11-pages') ?? [];
    const verdicts = await judge({ connection: writer.connection, snapshot: july?.snapshotKey ?? 0 });
    expect(verdicts.map((one) => one.claim)).toEqual([...claimIds]);
    expect(Object.fromEntries(verdicts.map((one) => [one.claim, one.verdict]))).toEqual({
      T1: 'holds', T2: 'undecided', T3: 'fails', T4: 'not measurable', S1: 'holds', S2: 'not measurable', L1: 'not measurable',
      D1: 'undecided', D2: 'not measurable', D3: 'fails', D4: 'not measurable', U1: 'undecided',
    });
    expect(Object.fromEntries(verdicts.filter((one) => one.missing.length > 0).map((one) => [one.claim, one.missing]))).toEqual({
      T4: ['files'], S2: ['modified_at'], L1: ['commits'], D2: ['card_sections'],
    });
    for (const { claim, effect, verdict } of verdicts) {
      if (verdict === 'not measurable') continue;
      expect(effect?.low, claim).toBeLessThanOrEqual(effect?.estimate ?? Number.NaN);
      expect(effect?.high, claim).toBeGreaterThanOrEqual(effect?.estimate ?? Number.NaN);
      expect(effect?.n, claim).toBeGreaterThan(0);
    }
    expect(await judge({ connection: writer.connection, snapshot: july?.snapshotKey ?? 0 })).toEqual(verdicts);
  }, 120_000);

  it('give the slopes and correlations of the paper\'s own table that R and scipy give', () => {
    const table = readCsv(file('esem-reference', 'number_of_direct_descendant_models_per_download.csv'));
    const statistics = new Map(describePairs(table.map((row) => ({ x: Number(row['downloads']), y: Number(row['count']) }))).map((one) => [one.name, one]));
    const expected: Readonly<Record<string, readonly [n: number, slope: number, spearman: number, kendall: number]>> = {
      '': [2151, 0.147943179853, 0.324493370064, 0.243343596058],
      ':all rows': [3471, 0.0887846321305, 0.419002564366, 0.330629973224],
      ':all rows, downloads > 0': [3398, 0.150909010731, 0.432780340822, 0.341900679223],
      ':distinct, downloads > 0': [2146, 0.167153592954, 0.328352469641, 0.246526475518],
    };
    for (const [subset, [n, slope, spearman, kendall]] of Object.entries(expected)) {
      expect(statistics.get(`slope${subset}`)?.n).toBe(n);
      expect(statistics.get(`slope${subset}`)?.value).toBeCloseTo(slope, 10);
      expect(statistics.get(`spearman${subset}`)?.value).toBeCloseTo(spearman, 10);
      expect(statistics.get(`kendall${subset}`)?.value).toBeCloseTo(kendall, 10);
    }
  });
});
