import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldNames } from '../core/field.js';
import { findRegistry } from '../registries/index.js';
import { selectRows } from '../store/rows.js';
import { openEmptyStore } from '../store/worlds.test-data.js';
import { importSource } from './import-source.js';
import { readMapping } from './source-mapping.js';
import { stageAnswers } from './stage-answers.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const registries = path.join(root, 'src', 'registries');

let store: Awaited<ReturnType<typeof openEmptyStore>>;
beforeAll(async () => {
  store = await openEmptyStore();
});
afterAll(() => store.close());

function inputsIn(registry: string, ending: string): string[] {
  return readdirSync(path.join(registries, registry, 'fixtures')).filter((name) => name.endsWith(ending)).sort();
}

/** Leaves out what is null: the fixtures say what there is. */
function withoutNulls(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

describe('answers of Hugging Face', () => {
  const folder = path.join(registries, 'huggingface', 'fixtures');
  const inputs = inputsIn('huggingface', '.in.json');

  it('stand in pairs', () => {
    const outputs = inputsIn('huggingface', '.out.json').map((name) => name.replace('.out.', '.in.'));
    expect(outputs).toEqual(inputs);
    expect(inputs.length).toBeGreaterThan(5);
  });

  it.each(inputs)('become the records beside them: %s', async (name) => {
    const registry = findRegistry('huggingface');
    // The first word of a fixture's name is the shape of its answers.
    const shape = name.split('-')[0] ?? '';
    const { setAside } = await stageAnswers(store.connection, registry, { files: [path.join(folder, name)], container: 'document', shape });
    const derived = registry.answers?.derived ?? [];
    const records = await selectRows<Record<string, unknown>>(
      store.connection,
      `select staged.* exclude (peft_base) ${derived.map((one) => `, ${one.table}.* exclude (fact_row)`).join('')}
       from staged join staged_fact on staged_fact.staged_row = staged.rowid ${derived.map((one) => `left join ${one.table} on ${one.table}.fact_row = staged_fact.fact_row`).join(' ')}
       order by staged.name`,
    );
    const expected = JSON.parse(readFileSync(path.join(folder, name.replace('.in.', '.out.')), 'utf8')) as unknown;
    expect({ records: records.map(withoutNulls), setAside }).toEqual(expected);
    expect(records.flatMap((one) => Object.keys(one)).filter((key) => key !== 'registry_id' && !fieldNames.some((field) => field === key))).toEqual([]);
  });
});

describe.each(['npm', 'pypi'])('lists of %s', (slug) => {
  const folder = path.join(registries, slug, 'fixtures');

  it.each(inputsIn(slug, '.in.csv'))('become the snapshots beside them: %s', async (name) => {
    // The name of a fixture is that of the mapping that reads it.
    const mapping = readMapping(path.join(root, 'mappings', name.replace('.in.csv', '.yaml')));
    const outcomes = await importSource(store.connection, {
      mapping: { ...mapping, series: `fixture-${mapping.series}` }, from: path.join(folder, name), now: () => new Date('2026-01-01T00:00:00Z'), progress: { step() {} },
    });
    const values = await selectRows<Record<string, unknown>>(
      store.connection,
      `select taken_at, history_name.value as name, history_rank.value as rank, history_downloads.value as downloads
       from snapshot
       join history_rank using (snapshot_key)
       join history_name using (package_key)
       left join history_downloads on history_downloads.package_key = history_rank.package_key and history_downloads.snapshot_key = history_rank.snapshot_key
       where series = 'fixture-${mapping.series}'
       order by taken_at, rank`,
    );
    const expected = JSON.parse(readFileSync(path.join(folder, name.replace('.in.csv', '.out.json')), 'utf8')) as unknown;
    expect({
      snapshots: outcomes.map(({ takenAt, records, setAside, newPackages }) => ({ takenAt, records, setAside, newPackages })),
      changedRanks: values.map(withoutNulls),
    }).toEqual(expected);
  });
});

describe('every registry', () => {
  it.each(readdirSync(registries, { withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => one.name))(
    '%s says what it states, and where its fixtures come from',
    (slug) => {
      const registry = findRegistry(slug);
      const readme = readFileSync(path.join(registries, slug, 'README.md'), 'utf8');
      expect(readme).toContain(`# ${registry.title}`);
      if (!registry.provenLive) expect(readme).toMatch(/never (been )?run against the live service/i);
      expect(existsSync(path.join(registries, slug, 'fixtures', 'README.md'))).toBe(true);
    },
  );
});
