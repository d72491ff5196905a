import type { DuckDBConnection } from '@duckdb/node-api';
import { historyTable } from './history-tables.js';
import { createRecords, listSnapshots } from './records.js';
import { selectRows } from './rows.js';
import { instantOf, worldFields, type WorldRecord, type WorldSnapshot } from './worlds.test-data.js';

/** What anyone can see of a store, with packages called by what they are and not by our numbers. */
export interface Seen {
  /** Value of each field of each package as of each instant, `<day> <package> <field>` → value; absent where null. */
  readonly asOf: Record<string, unknown>;
  /** The records of each snapshot as metrics get them, with the fields that it covers itself. */
  readonly records: Record<string, unknown>;
  /** `<series> <package>` → runs of instants in which the list showed it. */
  readonly presence: Record<string, readonly (readonly [string, string | null])[]>;
  /** `<package> <field>` → the values one after the other, without repeats. */
  readonly history: Record<string, readonly unknown[]>;
}

const allFields = ['name', ...worldFields] as const;

/** A package is called by its identifier where any source states one, else by its name. */
function callOf(record: WorldRecord, world: readonly WorldSnapshot[]): string {
  if (record.id !== null) return record.id;
  const named = world.flatMap((one) => one.records).find((one) => one.id !== null && one.name === record.name);
  return named?.id ?? record.name;
}

/** Snapshots in order of time; two of one instant by the name of their list. */
function inTime(world: readonly WorldSnapshot[]): WorldSnapshot[] {
  return [...world].sort((a, b) => a.day - b.day || (a.series < b.series ? -1 : 1));
}

/** What must be seen of a world, computed without any store, by looking through all snapshots for each question. */
export function expectedFrom(world: readonly WorldSnapshot[]): Seen {
  const ordered = inTime(world);
  const calls = [...new Set(world.flatMap((one) => one.records.map((record) => callOf(record, world))))].sort();
  const seen = { asOf: {} as Record<string, unknown>, records: {} as Record<string, unknown>, presence: {} as Record<string, [string, string | null][]>, history: {} as Record<string, unknown[]> };
  for (const call of calls) {
    for (const field of allFields) {
      let value: unknown = null;
      const history: unknown[] = [];
      for (const snapshot of ordered) {
        const record = snapshot.records.find((one) => callOf(one, world) === call);
        if (record !== undefined && (field === 'name' || snapshot.covers.includes(field))) {
          const next = record[field] ?? null;
          if (JSON.stringify(next) !== JSON.stringify(value)) history.push(next);
          value = next;
        }
        if (value === null) delete seen.asOf[`${snapshot.day} ${call} ${field}`];
        else seen.asOf[`${snapshot.day} ${call} ${field}`] = value;
        if (record !== undefined && (field === 'name' || snapshot.covers.includes(field))) {
          seen.records[`${snapshot.series} ${snapshot.day} ${call} ${field}`] = value;
        }
      }
      if (history.length > 0) seen.history[`${call} ${field}`] = history;
    }
    for (const series of new Set(world.map((one) => one.series))) {
      const runs: [string, string | null][] = [];
      for (const snapshot of ordered.filter((one) => one.series === series && one.scope !== 'packages')) {
        const listed = snapshot.records.some((one) => callOf(one, world) === call);
        const open = runs.at(-1)?.[1] === null ? runs.at(-1) : undefined;
        if (listed && open === undefined) runs.push([instantOf(snapshot.day), null]);
        if (!listed && open !== undefined) open[1] = instantOf(snapshot.day);
      }
      if (runs.length > 0) seen.presence[`${series} ${call}`] = runs;
    }
  }
  return seen;
}

/** What is seen of a store. */
export async function seenIn(connection: DuckDBConnection, world: readonly WorldSnapshot[]): Promise<Seen> {
  const calls = new Map(
    (
      await selectRows<{ package_key: number; call: string }>(
        connection,
        'select package_key, coalesce(registry_id, name) as call from package join package_name using (package_key)',
      )
    ).map((one) => [one.package_key, one.call]),
  );
  const asOf: Record<string, unknown> = {};
  const history: Record<string, unknown[]> = {};
  for (const field of allFields) {
    const rows = await selectRows<{ package_key: number; value: unknown; taken_at: string }>(
      connection,
      `select package_key, value, taken_at from ${historyTable(field)} join timeline using (snapshot_key) order by package_key, position`,
    );
    for (const day of new Set(world.map((one) => one.day))) {
      for (const { package_key, value } of rows.filter((one) => one.taken_at <= instantOf(day))) {
        const place = `${day} ${calls.get(package_key)} ${field}`;
        if (value === null) delete asOf[place];
        else asOf[place] = value;
      }
    }
    for (const { package_key, value } of rows) {
      const values = (history[`${calls.get(package_key)} ${field}`] ??= []);
      if (JSON.stringify(values.at(-1) ?? null) !== JSON.stringify(value)) values.push(value);
    }
  }
  const records: Record<string, unknown> = {};
  for (const snapshot of await listSnapshots(connection)) {
    const covered = worldFields.filter((field) => snapshot.covered.includes(field));
    await createRecords(connection, [snapshot.key], ['name', ...covered]);
    for (const row of await selectRows<Record<string, unknown>>(connection, 'select * from record')) {
      for (const field of ['name', ...covered]) {
        records[`${snapshot.series} ${new Date(snapshot.takenAt).getUTCDate()} ${calls.get(row['package_key'] as number)} ${field}`] = row[field];
      }
    }
  }
  const presence: Record<string, [string, string | null][]> = {};
  const runs = await selectRows<{ package_key: number; series: string; first_seen_at: string; missing_at: string | null }>(
    connection,
    'select * from presence order by first_seen_at',
  );
  for (const run of runs) (presence[`${run.series} ${calls.get(run.package_key)}`] ??= []).push([run.first_seen_at, run.missing_at]);
  const empty = Object.entries(history).filter(([, values]) => values.length > 0);
  return { asOf, records, presence, history: Object.fromEntries(empty) };
}
