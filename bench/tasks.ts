// One measured task in a process of its own; prints a TaskResult as JSON. Used by main.ts.
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { importSource } from '../src/app/import-source.js';
import { judge } from '../src/app/judge.js';
import { measure } from '../src/app/measure.js';
import { readMapping } from '../src/app/source-mapping.js';
import { openReader, openWriter } from '../src/store/open-store.js';

export interface TaskResult {
  readonly seconds: number;
  readonly records: number;
  readonly peakBytes: number;
  readonly fileBytes: number;
}

/** The columns that each metric reads, in the bare engine's table. */
const columns: Readonly<Record<string, string>> = {
  'library-preservation': 'id, tags, library_name',
  'top-turnover': 'id, downloads',
  'direct-descendants': 'id, tags, downloads',
  'documentation-quality': 'id, tags, downloads, likes, pipeline_tag, library_name',
};

async function bare(pages: string, file: string): Promise<[seconds: number, records: number]> {
  remove(file);
  const instance = await DuckDBInstance.create(file, { memory_limit: '1400MB', preserve_insertion_order: 'false' });
  const connection = await instance.connect();
  const begin = performance.now();
  await connection.run(`
    create table model as
    select unnest(from_json(column0, '[{"_id":"VARCHAR","id":"VARCHAR","likes":"BIGINT","private":"BOOLEAN","downloads":"BIGINT","tags":["VARCHAR"],"pipeline_tag":"VARCHAR","library_name":"VARCHAR","createdAt":"TIMESTAMP"}]'), recursive := true)
    from read_csv('${path.join(pages, '*.jsonl.gz').replaceAll("'", "''")}', header = false, delim = '\\0', quote = '', escape = '',
      columns = {'column0': 'VARCHAR'}, max_line_size = 16777216, auto_detect = false)`);
  await connection.run('checkpoint');
  const seconds = (performance.now() - begin) / 1000;
  const counted = await connection.runAndReadAll('select count(*)::integer from model');
  connection.closeSync();
  instance.closeSync();
  return [seconds, Number(counted.getRowsJson()[0]?.[0])];
}

async function importPages(pages: string, file: string): Promise<[seconds: number, records: number]> {
  remove(file);
  const mapping = readMapping('mappings/hf-2024-07-11-pages.yaml');
  const begin = performance.now();
  const writer = await openWriter(file, 'bench');
  const [outcome] = await importSource(writer.connection, { mapping, from: pages, now: () => new Date(), progress: { step: () => undefined } });
  await writer.publish(true);
  const seconds = (performance.now() - begin) / 1000;
  writer.close();
  return [seconds, outcome?.records ?? 0];
}

async function scan(metric: string, file: string): Promise<[seconds: number, records: number]> {
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const begin = performance.now();
  await connection.run(`select bit_xor(hash(${columns[metric] ?? '*'})) from model`);
  return [(performance.now() - begin) / 1000, 0];
}

async function measureOnce(metric: string, file: string): Promise<[seconds: number, records: number]> {
  const reader = await openReader(file);
  const begin = performance.now();
  const measurements = await measure({ connection: reader.connection, metric, registry: 'huggingface' });
  const seconds = (performance.now() - begin) / 1000;
  if (!measurements.some((one) => one.measurable)) throw new Error(`bench: ${metric} could not be measured`);
  reader.close();
  return [seconds, 0];
}

/** All claims on the one snapshot of the store; `records` are the claims that it can decide. */
async function judgeOnce(_claims: string, file: string): Promise<[seconds: number, records: number]> {
  const reader = await openReader(file);
  const begin = performance.now();
  const verdicts = await judge({ connection: reader.connection, registry: 'huggingface' });
  const seconds = (performance.now() - begin) / 1000;
  const error = verdicts.find((one) => one.verdict === 'error');
  if (error !== undefined) throw new Error(`bench: ${error.claim}: ${error.why ?? ''}`);
  reader.close();
  return [seconds, verdicts.filter((one) => one.verdict !== 'not measurable').length];
}

function remove(file: string): void {
  for (const suffix of ['', '.wal', '.lock', '.writer.json']) rmSync(`${file}${suffix}`, { force: true });
}

const work = { bare, import: importPages, scan, measure: measureOnce, judge: judgeOnce };
const [task = '', input = '', file = ''] = process.argv.slice(2);
const chosen = work[task as keyof typeof work];
const [seconds, records] = await chosen(input, file);
const result: TaskResult = {
  seconds,
  records,
  peakBytes: process.resourceUsage().maxRSS * 1024,
  fileBytes: statSync(file).size,
};
process.stdout.write(JSON.stringify(result));
