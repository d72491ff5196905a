// How fast the mirror answers, beside the bare engine writing the same 1,000 rows as JSON. Requests go through the whole
// application but not through a socket. Limits are those the project promises for 760,000 models.
import { DuckDBInstance } from '@duckdb/node-api';
import { createMirror } from '../src/api/serve-mirror.js';
import { openMirrorStore } from '../src/store/mirror-store.js';
import type { BenchLine } from './bench-line.js';

const pageLimitMs = 60;
const detailLimitMs = 5;
/** Pages of each list but the crawl, which is whole. */
const pages = 40;
const details = 1000;

/** Value below which a share of the measurements lie (nearest rank). */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Times of the bare engine for pages of 1,000 rows of its own table, in the order of creation. */
async function barePages(bareFile: string): Promise<{ times: number[]; names: string[] }> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`attach '${bareFile.replaceAll("'", "''")}' as bare (read_only)`);
  await connection.run('create table model as select row_number() over (order by createdAt, _id) as place, * from bare.model order by place');
  const times: number[] = [];
  for (let page = 0; page < pages; page += 1) {
    const from = page * 19_000;
    const begin = performance.now();
    const answer = await connection.runAndReadAll(`select to_json(model)::varchar from model where place > ${from} and place <= ${from + 1000} order by place`);
    const body = `[${(answer.getColumns()[0] as string[]).join(',')}]`;
    if (body.length > 2) times.push(performance.now() - begin);
  }
  const names = await connection.runAndReadAll(`select id from model order by hash(id) limit ${details}`);
  connection.closeSync();
  instance.closeSync();
  return { times, names: names.getColumns()[0] as string[] };
}

/** Measures lists and details of a mirror over a store; `bareFile` is the bare engine's table of the same records. */
export async function benchMirror(storeFile: string, bareFile: string): Promise<BenchLine[]> {
  const bare = await barePages(bareFile);
  const mirror = createMirror({ open: () => openMirrorStore(storeFile), stamp: () => 'one', now: () => Date.now() });
  async function timed(address: string): Promise<{ ms: number; next: string | null; body: string }> {
    const begin = performance.now();
    const response = await mirror.app.request(address);
    const body = await response.text();
    const ms = performance.now() - begin;
    if (response.status !== 200) throw new Error(`bench: ${address} answered ${response.status}: ${body.slice(0, 200)}`);
    return { ms, next: /<([^>]*)>/.exec(response.headers.get('link') ?? '')?.[1] ?? null, body };
  }
  /** The first page also makes the index it needs, and is told apart. */
  async function crawl(query: string, most: number): Promise<{ first: number; times: number[] }> {
    const begin = await timed(`http://bench.test/api/models?${query}`);
    const times: number[] = [];
    for (let next = begin.next; next !== null && times.length < most;) {
      const page = await timed(next);
      times.push(page.ms);
      next = page.next;
    }
    return { first: begin.ms, times };
  }
  const barePage = percentile(bare.times, 0.95);
  const lines: BenchLine[] = [{ figure: 'bare engine: 1,000 rows as JSON', value: `p95 ${barePage.toFixed(1)} ms`, ratio: '1', limit: 'the peer', kept: true }];
  function add(figure: string, { first, times }: { first: number; times: number[] }): void {
    const p95 = percentile(times, 0.95);
    lines.push({
      figure, value: `p50 ${percentile(times, 0.5).toFixed(1)}, p95 ${p95.toFixed(1)} ms over ${times.length} pages; the first ${first.toFixed(0)} ms`,
      ratio: (p95 / barePage).toFixed(2), limit: `p95 < ${pageLimitMs} ms`, kept: p95 < pageLimitMs,
    });
  }
  const created = await crawl('limit=1000&sort=createdAt&direction=1', Number.MAX_SAFE_INTEGER);
  lines.push({ figure: 'mirror: laying out the world', value: `${(created.first / 1000).toFixed(2)} s`, ratio: '', limit: 'none', kept: true });
  add('mirror: list, whole crawl by createdAt', created);
  add('mirror: list by downloads', await crawl('limit=1000&sort=downloads', pages));
  add('mirror: list by likes', await crawl('limit=1000&sort=likes', pages));
  add('mirror: list of a tag by createdAt', await crawl('limit=1000&sort=createdAt&direction=1&filter=license:apache-2.0', pages));
  add('mirror: list of two tags by downloads', await crawl('limit=1000&sort=downloads&filter=license:apache-2.0&filter=pytorch', pages));
  const [warm = '', ...names] = bare.names;
  const firstDetail = (await timed(`http://bench.test/api/models/${warm}`)).ms;
  const times: number[] = [];
  for (const name of names) times.push((await timed(`http://bench.test/api/models/${name}`)).ms);
  const p95 = percentile(times, 0.95);
  lines.push({
    figure: 'mirror: detail by name', value: `p50 ${percentile(times, 0.5).toFixed(2)}, p95 ${p95.toFixed(2)} ms over ${times.length} names; the first ${firstDetail.toFixed(0)} ms`,
    ratio: (p95 / barePage).toFixed(2), limit: `p95 < ${detailLimitMs} ms`, kept: p95 < detailLimitMs,
  });
  await mirror.close();
  return lines;
}
