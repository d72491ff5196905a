// One measured task over synthetic days in a process of its own; prints a DayResult per day as JSON. Used by large-day.ts.
import { existsSync, statSync } from 'node:fs';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { mergeSnapshot } from '../src/store/merge-snapshot.js';
import { harvestMemory, openWriter } from '../src/store/open-store.js';
import { selectRows } from '../src/store/rows.js';
import { counters, describeDay, stageDay } from './synthetic-day.js';

export interface DayResult {
  readonly day: number;
  /** From the table `staged` to committed and checkpointed, without publishing. */
  readonly seconds: number;
  /** Work of all cores in that time. */
  readonly cpuSeconds: number;
  /** The copy that a writing session begins with, and the rename that ends it. */
  readonly publishSeconds: number;
  readonly changedValues: number;
  /** Growth of the file, and of the room in it that is in use: what a day frees, the next one fills. */
  readonly grownBytes: number;
  readonly usedBytes: number;
  readonly peakBytes: number;
}

function now(): number {
  return performance.now() / 1000;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function usedBytes(connection: DuckDBConnection): Promise<number> {
  const [size] = await selectRows<{ used: number }>(connection, 'select used_blocks * block_size as used from pragma_database_size() where database_name = current_database()');
  return size?.used ?? 0;
}

/** Merges days into a store, each in a writing session of its own. */
async function mergeDays(file: string, from: number, to: number): Promise<DayResult[]> {
  const results: DayResult[] = [];
  for (let day = from; day <= to; day += 1) {
    const before = existsSync(file) ? statSync(file).size : 0;
    const opening = now();
    const writer = await openWriter(file, 'bench', { memory: harvestMemory });
    const opened = now();
    const usedBefore = await usedBytes(writer.connection);
    await stageDay(writer.connection, day);
    const [begin, work] = [now(), cpuSeconds()];
    const outcome = await mergeSnapshot(writer.connection, describeDay(day));
    await writer.connection.run('checkpoint');
    const [checkpointed, worked] = [now(), cpuSeconds()];
    const used = (await usedBytes(writer.connection)) - usedBefore;
    await writer.publish(true);
    writer.close();
    results.push({
      day, seconds: checkpointed - begin, cpuSeconds: worked - work, publishSeconds: opened - opening + now() - checkpointed, changedValues: outcome.changedValues,
      grownBytes: statSync(file).size - before, usedBytes: used, peakBytes: process.resourceUsage().maxRSS * 1024,
    });
  }
  return results;
}

/** The peer: bare change-only tables with the same changes of the counters, one table each, and nothing else. */
async function barePeer(file: string, to: number): Promise<DayResult[]> {
  const instance = await DuckDBInstance.create(file, { memory_limit: harvestMemory, preserve_insertion_order: 'false' });
  const connection = await instance.connect();
  const results: DayResult[] = [];
  for (const counter of counters) await connection.run(`create table ${counter} (i integer, day integer, value bigint)`);
  for (let day = 1; day <= to; day += 1) {
    await stageDay(connection, day);
    await connection.run(`create or replace temp table told as select ('0x' || registry_id[14:])::integer as i, ${counters.join(', ')} from staged`);
    await connection.run('drop table staged');
    await connection.run('checkpoint');
    const [before, usedBefore] = [statSync(file).size, await usedBytes(connection)];
    const [begin, work] = [now(), cpuSeconds()];
    for (const counter of counters) {
      await connection.run(`
        insert into ${counter}
        select told.i, ${day}, told.${counter}
        from told
        left join (select i, arg_max(value, day) as value from ${counter} group by i) as known using (i)
        where told.${counter} is distinct from known.value
        order by told.i`);
    }
    await connection.run('checkpoint');
    const [seconds, worked] = [now() - begin, cpuSeconds() - work];
    const [{ n } = { n: 0 }] = await selectRows<{ n: number }>(connection, counters.map((counter) => `select count(*) as n from ${counter} where day = ${day}`).join(' union all ').replace(/^(.*)$/s, 'select sum(n)::bigint as n from ($1)'));
    results.push({ day, seconds, cpuSeconds: worked, publishSeconds: 0, changedValues: n, grownBytes: statSync(file).size - before, usedBytes: (await usedBytes(connection)) - usedBefore, peakBytes: process.resourceUsage().maxRSS * 1024 });
  }
  connection.closeSync();
  instance.closeSync();
  return results;
}

const [task, file = '', from = '1', to = '1'] = process.argv.slice(2);
const results = task === 'peer' ? await barePeer(file, Number(to)) : await mergeDays(file, Number(from), Number(to));
process.stdout.write(JSON.stringify(results));
