import type { DuckDBConnection } from '@duckdb/node-api';
import { fieldNames, fields, type Field, type Standing } from '../../core/field.js';
import type { Kind } from '../../core/registry.js';
import { mergeSnapshot } from '../../store/merge-snapshot.js';
import type { KnownHub, KnownModel } from './known-hub.js';

const modelFields: readonly Field[] = [
  'name', 'author', 'created_at', 'modified_at', 'downloads', 'likes', 'task', 'library', 'libraries', 'tags', 'licences', 'languages', 'datasets',
  'papers', 'base_models', 'architectures', 'model_type', 'files', 'parameters', 'storage_bytes', 'co2_grams', 'has_card', 'card_sections', 'card_unread',
  'card_attributes', 'card_values', 'card_generator', 'card_language', 'card_rules',
];
const datasetFields: readonly Field[] = [
  'name', 'created_at', 'downloads', 'likes', 'has_card', 'card_sections', 'card_unread', 'card_attributes', 'card_values', 'card_generator', 'card_language', 'card_rules',
];

/** What of a hub is withheld from the store, to see what is told of data that lack it. */
export interface Withheld {
  readonly fields?: readonly Field[];
  readonly commits?: boolean;
  readonly datasets?: boolean;
}

/** Keys of the snapshots that a hub became; null where it was withheld. */
export interface MergedHub {
  readonly models: number;
  readonly datasets: number | null;
}

/** Writes a hub into a store by the way all snapshots take, marked as simulated with its seed. */
export async function mergeKnownHub(connection: DuckDBConnection, hub: KnownHub, withheld: Withheld = {}): Promise<MergedHub> {
  const hidden = withheld.fields ?? [];
  const datasets = withheld.datasets === true
    ? null
    : await mergeRecords(connection, hub, 'dataset', hub.datasets, datasetFields.filter((field) => !hidden.includes(field)), false);
  const models = await mergeRecords(connection, hub, 'model', hub.models, modelFields.filter((field) => !hidden.includes(field)), withheld.commits !== true);
  return { models, datasets };
}

async function mergeRecords(
  connection: DuckDBConnection, hub: KnownHub, kind: Kind, records: readonly (KnownHub['models'][number] | KnownHub['datasets'][number])[],
  columns: readonly Field[], looks: boolean,
): Promise<number> {
  const declared = (['registry_id', ...columns] as const).map((one) => `"${one}":${JSON.stringify(one === 'registry_id' ? 'varchar' : jsonType(fields[one].type))}`);
  await connection.run(
    `create or replace temp table staged as
     select one.* from (select unnest(from_json($rows, '[{${declared.join(',')}}]')) as one)`,
    { rows: JSON.stringify(records) },
  );
  if (looks) await stageCommits(connection, records as readonly KnownModel[]);
  const standings = Object.fromEntries(fieldNames.map((field): [Field, Standing] => [
    field, columns.includes(field) ? { standing: 'stated', where: 'the process that made the hub' } : { standing: 'not collected', why: 'the process that made the hub has no such thing' },
  ])) as Record<Field, Standing>;
  const { snapshotKey } = await mergeSnapshot(connection, {
    description: {
      registry: 'huggingface', registryTitle: 'Hugging Face Hub', kind, series: `known-truth-${kind}s`, title: `Hub with a known truth, ${kind}s`,
      takenAt: hub.takenAt, scope: 'list', incompleteWhy: null, simulated: String(hub.seed), popularity: columns.includes('downloads') ? 'downloads' : null, rankBy: null,
      contentSha256: `known truth ${hub.seed} ${kind}`, origin: 'simulated', rule: 'known-truth@1', standings,
    },
    setAside: [], derived: [], recordedAt: hub.takenAt, aliasesSql: null, looks,
  });
  return snapshotKey;
}

/** The declaration of a field's type as the engine reads it from JSON. */
function jsonType(type: (typeof fields)[Field]['type']): unknown {
  if (type === 'varchar[]') return ['varchar'];
  if (type === 'struct(base varchar, relation varchar)[]') return [{ base: 'varchar', relation: 'varchar' }];
  if (type.startsWith('struct(attribute')) return [{ attribute: 'varchar', value: 'varchar', source: 'varchar', standing: 'varchar' }];
  return type;
}

async function stageCommits(connection: DuckDBConnection, models: readonly KnownModel[]): Promise<void> {
  const looked = models.flatMap(({ commits }, row) => (commits === null ? [] : [{ row, commits }]));
  const items = looked.flatMap(({ row, commits }) => commits.map((commit, place) => ({ row, name: commit.id, place, value: JSON.stringify(commit) })));
  await connection.run(
    `create or replace temp table staged_look as
     select unnest(from_json($rows, '["bigint"]')) as staged_row, 'commits' as aspect, null::varchar as revision, 'seen' as outcome, true as whole`,
    { rows: JSON.stringify(looked.map(({ row }) => row)) },
  );
  await connection.run(
    `create or replace temp table staged_item as
     select one."row" as staged_row, 'commits' as aspect, one.name, one.place, one."value"
     from (select unnest(from_json($rows, '[{"row":"bigint","name":"varchar","place":"integer","value":"varchar"}]')) as one)`,
    { rows: JSON.stringify(items) },
  );
}
