import type { DuckDBConnection } from '@duckdb/node-api';
import { fieldNames, type Field, type Standing } from '../src/core/field.js';
import type { SnapshotDescription } from '../src/core/snapshot.js';
import type { StagedSnapshot } from '../src/store/merge-snapshot.js';

/** Models of the synthetic registry on day 1; it grows a little every day, as the real one does. */
export const models = 2_500_000;

/** The counters of the synthetic listing: from a day to the next 30 % of each change. */
export const counters = ['downloads', 'likes'] as const;

/** Its attributes: from a day to the next those of 0.5 % of the models change. */
const attributes = ['name', 'author', 'revision', 'created_at', 'modified_at', 'task', 'library', 'tags', 'gated', 'private'] as const;
const facts = ['libraries', 'languages', 'licences', 'datasets', 'papers', 'base_models'] as const;

/** Combinations of tags: in July 2024 there were seven packages to one. */
const combinations = Math.round(models / 7);

/**
 * Lays the listing of a day down as `staged`, as a harvest would, with the facts behind its tags. Everything follows from the
 * number of the model and the day: an epoch that grows on 3 of 10 days for counters, on 1 of 200 for attributes.
 */
export async function stageDay(connection: DuckDBConnection, day: number): Promise<void> {
  await connection.run(`
    create or replace temp table model as
    select
      i, hash(i) as h,
      (3 * ${day} + hash(i, 1) % 10) // 10 as e_downloads,
      (3 * ${day} + hash(i, 2) % 10) // 10 as e_likes,
      (${day} + hash(i, 3) % 200) // 200 as e
    from (select unnest(range(0, ${models + 1500 * day})) as i)
    -- A few go every day.
    where hash(i, 4) % 5000 >= ${day}`);
  await connection.run(`
    create or replace temp table staged as
    select
      printf('6%023x', i) as registry_id,
      'owner-' || (h % 400000) || '/model-' || i || case when e % 7 = 3 then '-renamed' else '' end as name,
      'owner-' || (h % 400000) as author,
      md5((i * 1000 + e)::varchar) || '00000000' as revision,
      '2022-03-02'::timestamp + to_seconds(i * 40) as created_at,
      '2024-07-11'::timestamp + to_seconds((h % 60000000)::bigint + e::bigint * 86400) as modified_at,
      (10 / (0.00001 + (h % 1000000) / 1000000.0))::bigint + e_downloads::bigint * (1 + h % 9)::bigint - 9 as downloads,
      (0.2 / (0.00001 + (hash(i, 5) % 1000000) / 1000000.0))::bigint + e_likes::bigint as likes,
      case when (h + e) % 3 > 0 then 'task-' || ((h + e) % 40) end as task,
      case when (h + e) % 4 > 0 then 'library-' || ((h + e) % 30) end as library,
      ['transformers', 'safetensors', 'type-' || ((h + e) % 300), 'task-' || ((h + e) % 40), 'license:' || ((h + e) % 60),
        'dataset:set-' || ((h + e) % ${combinations}), 'base_model:owner/base-' || ((h + e) % ${combinations}), 'region:us'] as tags,
      'false' as gated,
      false as private,
      ((h + e) % ${combinations})::integer as combination
    from model`);
  await connection.run('drop table model');
  await connection.run(`
    create or replace temp table staged_facts as
    select
      c::integer as fact_row, ['library-' || (c % 30)] as libraries, case when c % 3 = 0 then ['en'] end as languages,
      ['licence-' || (c % 60)] as licences, ['set-' || c] as datasets, case when c % 5 = 0 then ['arxiv:' || c] end as papers,
      [{'base': 'owner/base-' || c, 'relation': 'finetune'}] as base_models
    from (select unnest(range(0, ${combinations})) as c)`);
  await connection.run('create or replace temp table staged_fact as select rowid as staged_row, combination as fact_row from staged');
}

/** The synthetic listing of a day as the merge takes it. */
export function describeDay(day: number): StagedSnapshot {
  const covered: readonly Field[] = [...counters, ...attributes, ...facts];
  const standings = Object.fromEntries(
    fieldNames.map((field): [Field, Standing] => [
      field, covered.includes(field) ? { standing: 'stated', where: 'the benchmark' } : { standing: 'not collected', why: 'the benchmark leaves it out' },
    ]),
  ) as Record<Field, Standing>;
  const takenAt = new Date(Date.UTC(2026, 0, day)).toISOString();
  const description: SnapshotDescription = {
    registry: 'huggingface', registryTitle: 'Hugging Face Hub', kind: 'model', series: 'synthetic', title: 'Synthetic listing',
    takenAt, scope: 'list', incompleteWhy: null, simulated: 'bench', popularity: 'downloads', rankBy: null,
    contentSha256: `day ${day}`, origin: 'bench', rule: 'bench@1', standings,
  };
  return {
    description, setAside: [], recordedAt: takenAt, aliasesSql: null,
    derived: [{ table: 'staged_facts', fields: facts, key: 'fact_row' }],
  };
}
