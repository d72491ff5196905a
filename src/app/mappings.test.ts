import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { findRegistry } from '../registries/index.js';
import { selectRows } from '../store/rows.js';
import { openEmptyStore } from '../store/worlds.test-data.js';
import { findFiles, importSource } from './import-source.js';
import { makeFolder } from './import-source.test-data.js';
import { listMappings, readMapping } from './source-mapping.js';
import { stageTable } from './stage-table.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const data = path.join(root, '..', 'shared', 'data');
const mappings = listMappings(path.join(root, 'mappings'));

function mappingOf(slug: string) {
  const found = mappings.find((one) => one.slug === slug);
  if (found === undefined) throw new Error(`no mapping ${slug}`);
  return found.mapping;
}

describe('the mappings that come with the program', () => {
  it('are one for each file, under its name', () => {
    const files = readdirSync(path.join(root, 'mappings')).filter((name) => name.endsWith('.yaml')).sort();
    expect(mappings.map((one) => `${one.slug}.yaml`)).toEqual(files);
  });

  it.each(mappings)('$slug names a registry and kind there is, and a popularity that it states', ({ mapping }) => {
    expect(findRegistry(mapping.registry).kinds).toContain(mapping.kind);
    if (mapping.format === 'answers') expect(Object.keys(findRegistry(mapping.registry).answers?.shapes ?? {})).toContain(mapping.shape);
    else {
      expect(mapping.fields['name'] !== undefined || mapping.identifier !== undefined).toBe(true);
      if (mapping.popularity !== null) expect(Object.keys(mapping.fields)).toContain(mapping.popularity);
      expect('rank' in mapping.fields).toBe(mapping.rank_by !== null);
      expect(Object.keys(mapping.absent).filter((field) => field in mapping.fields)).toEqual([]);
    }
  });

  it('are refused with file and place when they are not what a mapping is', () => {
    const folder = makeFolder();
    const good = 'slug: a\ntitle: A\nregistry: npm\nseries: a\nfiles: [a.csv]\nformat: csv\nincomplete: false\notherwise: none\ntaken_at: { column: d, why: w }\n';
    const bad: [string, RegExp][] = [
      ['slug: [', /cannot be read .*a\.yaml.*expected YAML/],
      ['slug: a\n', /not a mapping .*a\.yaml, format/],
      [`${good}fields: { name: n }\nsurprise: 1\n`, /not a mapping .*surprise/],
      [`${good}fields: { colour: n }\n`, /no such field .*colour\); expected one of: name, /],
      [`${good}fields: { name: { column: n, as: sql } }\n`, /not a mapping .*fields\.name/],
    ];
    for (const [text, says] of bad) {
      const file = folder.write('a.yaml', text);
      expect(() => readMapping(file)).toThrow(UsageError);
      expect(() => readMapping(file)).toThrow(says);
    }
    folder.remove();
  });
});

/** What `../shared/data/README.md` and the files themselves say: snapshots, and packages over all of them. */
const tables = [
  { slug: 'hf-2021-06-esem-ancient', folder: 'hf-2021-06-esem-ancient', snapshots: 1, packages: 10_406 },
  { slug: 'hf-2021-2023-monthly-usage', folder: 'hf-2021-2023-monthly-usage', snapshots: 28, packages: 1863 },
  { slug: 'hf-2023-04-top2000', folder: 'hf-2021-2023-monthly-usage', snapshots: 1, packages: 2000 },
  { slug: 'hf-2023-07-peatmoss-filtered', folder: 'hf-2023-07-peatmoss-filtered', snapshots: 1, packages: 1461 },
  { slug: 'hf-2024-09-20-top9715', folder: 'hf-2024-09-20-top9715', snapshots: 1, packages: 9715 },
  { slug: 'hf-2024-2026-daily-transformersjs', folder: 'hf-2024-2026-daily-transformersjs', snapshots: 721, packages: 276 },
  { slug: 'hf-2024-2026-daily-neuralmagic', folder: 'hf-2024-2026-daily-neuralmagic', snapshots: 619, packages: 335 },
  { slug: 'hf-2026-pulse-top30', folder: 'hf-2026-pulse-top30', snapshots: 176, packages: 62 },
  { slug: 'hf-2026-05-trending1000', folder: 'hf-2026-05-trending1000', snapshots: 31, packages: 1435 },
  { slug: 'hf-2026-08-radar-models', folder: 'hf-2026-08-radar', snapshots: 1, packages: 15_904 },
  // The source speaks of 14 snapshots; its index has 13 of them, and the list of models is the last one again.
  { slug: 'hf-2026-08-radar', folder: 'hf-2026-08-radar', snapshots: 13, packages: 15_904 },
  { slug: 'hf-2024-07-scraped', folder: 'api-fixtures-hf', snapshots: 1, packages: 7258 },
  { slug: 'cards-dataset-sections', folder: 'cards-dataset-sections', snapshots: 1, packages: 24_065 },
  { slug: 'npm-top-downloads', folder: 'npm-top', snapshots: 13, packages: null },
  { slug: 'npm-top-dependents', folder: 'npm-top', snapshots: 13, packages: null },
  { slug: 'pypi-top-1000', folder: 'pypi-top', snapshots: 147, packages: null },
  { slug: 'pypi-full-2022-11-01', folder: 'pypi-top', snapshots: 1, packages: 5000 },
  { slug: 'pypi-full-2024-07-01', folder: 'pypi-top', snapshots: 1, packages: 8000 },
  { slug: 'pypi-full-2025-04-01', folder: 'pypi-top', snapshots: 1, packages: 15_000 },
];

/** Sources that are imported whole, with the records and the elements set aside of each snapshot. */
const imported = [
  { slug: 'hf-2021-2023-monthly-usage', folder: 'hf-2021-2023-monthly-usage', records: 31_270, setAside: 0, snapshots: 28 },
  { slug: 'hf-2026-05-trending1000', folder: 'hf-2026-05-trending1000', records: 23_800, setAside: 0, snapshots: 31 },
  { slug: 'npm-top-dependents', folder: 'npm-top', records: 55_741, setAside: 31, snapshots: 13 },
  { slug: 'hf-2024-07-11-list-page', folder: 'api-fixtures-hf', records: 1000, setAside: 0, snapshots: 1 },
  { slug: 'hf-2024-07-datasets-page', folder: 'api-fixtures-hf', records: 1000, setAside: 0, snapshots: 1 },
  { slug: 'hf-2024-07-details', folder: 'api-fixtures-hf', records: 8648, setAside: 0, snapshots: 1 },
  { slug: 'hf-2024-07-scraped', folder: 'api-fixtures-hf', records: 7258, setAside: 0, snapshots: 1 },
  { slug: 'hf-2026-08-radar', folder: 'hf-2026-08-radar', records: 170_062, setAside: 12, snapshots: 13 },
];

describe.skipIf(!existsSync(data))(`the public data beside the repository (skipped where ${path.join('..', 'shared', 'data')} is missing)`, () => {
  let store: Awaited<ReturnType<typeof openEmptyStore>>;
  beforeAll(async () => {
    store = await openEmptyStore();
  });
  afterAll(() => store.close());

  it.each(tables)('$slug holds $snapshots snapshots', async ({ slug, folder, snapshots, packages }) => {
    const mapping = mappingOf(slug);
    if (mapping.format === 'answers') throw new Error(`${slug} is no table`);
    await stageTable(store.connection, mapping, findFiles(mapping, path.join(data, folder)), path.join(data, folder));
    const [row] = await selectRows<{ dates: number; names: number; problems: number }>(
      store.connection,
      `select greatest(1, count(distinct taken_at)) as dates, count(distinct name) as names, count(*) filter (problem is not null and problem <> 'has no name') as problems
       from source_row`,
    );
    expect(row).toMatchObject({ dates: snapshots, problems: 0 });
    if (packages !== null) expect(row?.names).toBe(packages);
  });

  it.each(imported)('$slug is imported whole: $records records', async ({ slug, folder, records, setAside, snapshots }) => {
    const outcomes = await importSource(store.connection, {
      mapping: mappingOf(slug), from: path.join(data, folder), now: () => new Date('2026-01-01T00:00:00Z'), progress: { step() {} },
    });
    expect(outcomes.length).toBe(snapshots);
    expect(outcomes.every((one) => one.outcome === 'recorded')).toBe(true);
    expect(outcomes.reduce((sum, one) => sum + one.records, 0)).toBe(records);
    expect(outcomes.reduce((sum, one) => sum + one.setAside, 0)).toBe(setAside);
  });

  it('cards-dataset-sections has a package for each card, and says of the others whether they have one', async () => {
    const row = { card_sections: [], card_unread: [], card_attributes: [], card_values: [], card_generator: null, card_language: 'und', card_rules: 'none read' };
    const [outcome] = await importSource(store.connection, {
      mapping: mappingOf('cards-dataset-sections'), from: path.join(data, 'cards-dataset-sections'), now: () => new Date('2026-01-01T00:00:00Z'), progress: { step() {} },
      // What the cards say is no matter here, and reading them takes a while.
      reading: { inPlaceUpTo: Infinity, reader: { read: () => row, worker: new URL('none:'), rules: 'none read' } },
    });
    expect(outcome).toMatchObject({ records: 24_065, setAside: 0 });
    const cards = await selectRows(store.connection, `
      select has_card.value as "there", card.value is not null as known, count(*) as n
      from history_has_card as has_card left join history_card as card using (package_key, snapshot_key)
      where snapshot_key = ${outcome?.snapshotKey ?? 0} group by all order by all`);
    expect(cards).toEqual([{ there: false, known: false, n: 10_054 }, { there: true, known: false, n: 9063 }, { there: true, known: true, n: 4948 }]);
  });
});
