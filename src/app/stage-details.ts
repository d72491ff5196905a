import { readFileSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Aspect, LookOutcome } from '../core/aspect.js';
import type { Field } from '../core/field.js';
import type { HarvestPlan } from '../core/harvest-plan.js';
import type { Registry } from '../core/registry.js';
import type { AnswerSubject } from '../harvest/client.js';
import { answerFromLine, headFromLine, readAnswerLines } from '../harvest/read-answers.js';
import type { DerivedTable } from '../store/merge-snapshot.js';
import { runCounted } from '../store/rows.js';

/** One line of the archive about an aspect of a package, as it goes into `detail_line`. */
interface DetailLine extends AnswerSubject {
  readonly path: string;
  readonly status: number;
  readonly outcome: LookOutcome;
  readonly headers: string;
  readonly body: string;
}

/** Text of the lines that are written in one go; more would only take memory. */
const batchCharacters = 16 * 1024 * 1024;
const batchLines = 2_000;

const lineColumns = {
  id: 'VARCHAR', name: 'VARCHAR', aspect: 'VARCHAR', revision: 'VARCHAR', last: 'BOOLEAN', whole: 'BOOLEAN',
  path: 'VARCHAR', status: 'INTEGER', outcome: 'VARCHAR', headers: 'VARCHAR', body: 'VARCHAR',
} as const;

/** The fields that follow from the items of an aspect. */
const factFields: readonly { readonly aspect: Aspect; readonly table: string; readonly fields: readonly Field[] }[] = [
  { aspect: 'files', table: 'staged_files', fields: ['files'] },
  { aspect: 'config', table: 'staged_config', fields: ['architectures', 'model_type'] },
];

/** What staging the answers about single packages came to. */
export interface StagedDetails {
  readonly looks: number;
  readonly items: number;
  /** Looks that broke off: some of their answers are there, the last is not. They count as no look. */
  readonly brokenOff: number;
  /** Tables of facts that follow from the items. */
  readonly derived: readonly DerivedTable[];
}

/**
 * Turns the archived answers about single packages into the temporary tables `staged_look` and `staged_item`, and the
 * facts that follow from them. Reads `staged`; answers about packages that are not in it are passed over. `statedByRecords`
 * are the fields that the records state themselves, so that no other source is needed.
 */
export async function stageDetails(
  connection: DuckDBConnection,
  registry: Registry,
  plan: HarvestPlan,
  folder: string,
  statedByRecords: ReadonlySet<Field>,
  onRead: (done: number) => void,
): Promise<StagedDetails> {
  await readDetailLines(connection, plan, folder, onRead);
  await connection.run(`
    create or replace temp table detail_unit as
    with subject as (
      select distinct id, name from detail_line
    ),
    found as (
      select subject.id, subject.name, staged.rowid as staged_row from subject join staged on staged.registry_id = subject.id
      union all
      select subject.id, subject.name, staged.rowid from subject join staged on staged.name = subject.name where subject.id is null
    )
    select
      found.staged_row, detail_line.aspect,
      bool_or(last) as finished,
      max_by(revision, nth) as revision,
      -- Of several files one that was shown is enough; else the last answer says why not.
      case when bool_or(outcome = 'seen') then 'seen' else max_by(outcome, nth) end as outcome,
      bool_and(whole) as whole
    from detail_line
    join found on found.name = detail_line.name and found.id is not distinct from detail_line.id
    group by all`);
  const brokenOff = await runCounted(connection, 'delete from detail_unit where not finished');
  const looks = await runCounted(
    connection,
    `create or replace temp table staged_look as
     select staged_row, aspect, revision, outcome, whole and aspect <> 'discussions' as whole from detail_unit`,
  );
  await connection.run(`
    create or replace temp table detail_answer as
    select detail_unit.staged_row, detail_line.aspect, path, status, headers::json as headers, body::json as body
    from detail_unit
    join staged on staged.rowid = detail_unit.staged_row
    join detail_line on detail_line.aspect = detail_unit.aspect
      and (detail_line.id = staged.registry_id or (detail_line.id is null and detail_line.name = staged.name))
    where detail_line.aspect <> 'cards'`);
  const items = registry.answers?.itemsSql === null || registry.answers === null
    ? 'select null::bigint as staged_row, null::varchar as aspect, null::varchar as name, null::integer as place, null::varchar as value limit 0'
    : readFileSync(registry.answers.itemsSql, 'utf8');
  // A hub may tell an item twice, on two pages between which it moved: the later answer counts.
  const counted = await runCounted(
    connection,
    `create or replace temp table staged_item as
     select staged_row, aspect, name, max(place) as place, max(value) as value from (${items}) where value is not null group by staged_row, aspect, name`,
  );
  await connection.run('drop table detail_answer');
  await connection.run('drop table detail_line');
  await makeFacts(connection);
  const derived = factFields
    .map(({ aspect, table, fields }): DerivedTable => ({ table, aspect, key: 'staged_row', fields: fields.filter((field) => !statedByRecords.has(field)) }))
    .filter(({ fields }) => fields.length > 0);
  return { looks, items: counted, brokenOff, derived };
}

/** The fields that follow from the items of the aspects that were asked for. */
export function fieldsOfAspects(aspects: readonly Aspect[]): Field[] {
  return factFields.filter(({ aspect }) => aspects.includes(aspect)).flatMap(({ fields }) => fields);
}

async function readDetailLines(connection: DuckDBConnection, plan: HarvestPlan, folder: string, onRead: (done: number) => void): Promise<void> {
  await connection.run(`create or replace temp table detail_line (nth integer, ${Object.entries(lineColumns).map(([name, type]) => `${name} ${type}`).join(', ')})`);
  let batch: (DetailLine & { readonly nth: number })[] = [];
  let characters = 0;
  let done = 0;
  async function write(): Promise<void> {
    const structure = JSON.stringify([{ nth: 'INTEGER', ...lineColumns }]);
    await connection.run(
      `insert into detail_line select one.* from (select unnest(from_json($batch, $structure)) as one)`.replace('$structure', `'${structure}'`),
      { batch: JSON.stringify(batch) },
    );
    batch = [];
    characters = 0;
    onRead(done);
  }
  for (const purpose of ['detail', 'card'] as const) {
    for await (const { line, where } of readAnswerLines(folder, purpose)) {
      const head = headFromLine(line, where);
      done += 1;
      if (head.about === undefined) continue;
      // Cards are read as texts, elsewhere; here it only counts whether and how they were answered.
      const body = purpose === 'card' ? 'null' : line.slice(line.indexOf(',"body":') + 8, -1);
      const outcome = head.status === 200 ? 'seen' : plan.outcomeOf(answerFromLine(line, where));
      batch.push({ nth: done, ...head.about, path: head.path, status: head.status, outcome, headers: JSON.stringify(head.headers), body });
      characters += body.length;
      if (batch.length >= batchLines || characters >= batchCharacters) await write();
    }
  }
  if (batch.length > 0) await write();
}

async function makeFacts(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    create or replace temp table staged_files as
    select staged_row, list(name order by name) as files
    from staged_item
    where aspect = 'files' and (try_cast(value as json) ->> '$.type') is distinct from 'directory'
    group by staged_row`);
  await connection.run(`
    create or replace temp table staged_config as
    select
      staged_row,
      from_json(try_cast(value as json) -> '$.architectures', '["VARCHAR"]') as architectures,
      try_cast(value as json) ->> '$.model_type' as model_type
    from staged_item
    where aspect = 'config' and name = 'config.json' and try_cast(value as json) is not null`);
}
