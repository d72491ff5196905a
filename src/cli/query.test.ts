import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importInventedStore } from './invented-store.test-data.js';
import { createPlayground } from './run.test-data.js';

const playground = createPlayground();
beforeAll(() => importInventedStore(playground));
afterAll(() => playground.remove());

function storeHash(): string {
  return createHash('sha256').update(readFileSync(path.join(playground.folder, '.hubscope', 'hubscope.duckdb'))).digest('hex');
}

describe('hubscope query', () => {
  it('prints tables, CSV and JSON', async () => {
    const sql = 'select snapshot_key, series, null as nothing from snapshot order by 1 limit 2';
    expect((await playground.run(['query', sql])).out).toBe(
      'snapshot_key  series         nothing\n           1  invented-full     null\n           2  invented-full     null\n(2 rows)\n',
    );
    expect((await playground.run(['query', '--format', 'csv', sql])).out).toBe('snapshot_key,series,nothing\r\n1,invented-full,NA\r\n2,invented-full,NA\r\n');
    const { out } = await playground.run(['query', '--json', sql]);
    expect(JSON.parse(out)).toMatchObject({ rows: [{ snapshot_key: 1, series: 'invented-full', nothing: null }, { snapshot_key: 2 }], truncated: false });
  });

  it('writes many rows of CSV under one header, and the header alone where there are none', async () => {
    const { out } = await playground.run(['query', '--format', 'csv', '--limit', '0', 'select range as n, \'a,"b\' as t from range(5000)']);
    expect(out.split('\r\n').slice(0, 3)).toEqual(['n,t', '0,"a,""b"', '1,"a,""b"']);
    expect(out.trimEnd().split('\r\n')).toHaveLength(5001);
    expect(new Set(out.trimEnd().split('\r\n')).size).toBe(5001);
    const some = await playground.run(['query', '--format', 'csv', '--limit', '2500', 'select range as n from range(5000)']);
    expect(some.out.trimEnd().split('\r\n')).toHaveLength(2501);
    expect(some.err).toContain('The first 2,500 rows');
    expect((await playground.run(['query', '--format', 'csv', 'select 1 as n where false'])).out).toBe('n\r\n');
  });

  it('keeps every kind of value readable as JSON', async () => {
    const { out } = await playground.run(['query', '--json', `select 1.5::decimal(4,2) as d, 12345678901234567890::hugeint as big, 'nan'::double as n,
      [1, null] as l, {'x': 'y'} as s, date '2024-01-02' as day, 'a' as a, 'b' as a, 'ab'::blob as b`]);
    expect((JSON.parse(out) as { rows: unknown[] }).rows).toEqual([
      { d: 1.5, big: '12345678901234567890', n: 'NaN', l: [1, null], s: { x: 'y' }, day: '2024-01-02T00:00:00.000Z', a: 'a', 'a:1': 'b', b: '6162' },
    ]);
  });

  it('says when there are more rows', async () => {
    const { out, err, code } = await playground.run(['query', '--limit', '3', 'select range from range(10)']);
    expect(out).toContain('(3 rows)');
    expect(err).toContain('The first 3 rows; there are more');
    expect(code).toBe(0);
    expect((await playground.run(['query', '--limit', '0', 'select range from range(5000)'])).out).toContain('(5,000 rows)');
  });

  it.each([
    ['create table x as select 1'], ['create temp table x as select 1'], ['insert into snapshot select * from snapshot'], ['delete from listing'],
    ['update snapshot set complete = true'], ['drop table listing'], [`attach 'other.duckdb'`], [`copy snapshot to 'stolen.csv'`], [`copy (select 1) to '/dev/stdout'`],
    [`export database 'stolen'`], ['install httpfs'], ['load httpfs'], [`set memory_limit = '1GB'`], ['set enable_external_access = true'], ['reset memory_limit'],
    [`pragma memory_limit = '1GB'`], ['set variable x = 1'], ['checkpoint'], ['vacuum'], ['begin'], ['call pragma_version()'], ['prepare p as select 1'],
    [`select * from read_csv('/etc/passwd')`], [`select * from read_text('/etc/passwd')`], [`select * from read_blob('/etc/passwd')`], [`from '/etc/passwd'`],
    [`from 'files/invented-full.csv'`], [`from glob('*')`], [`select * from read_json('https://example.org/x.json')`], [`from sniff_csv('/etc/passwd')`],
    [`from parquet_metadata('x.parquet')`], [`from query('select * from read_text(''/etc/passwd'')')`], ['select 1; drop table listing'], ['select 1; select 2'],
    ['explain analyze delete from listing'], [''], [' -- nothing'], ['/* nothing */;'], ['selec 1'], ['select $1'], ['select no_such_column from snapshot'],
  ])('refuses %s', async (sql) => {
    const before = storeHash();
    const { code, out, err } = await playground.run(['query', sql]);
    expect(out).toBe('');
    expect(err).toMatch(/^hubscope: query: [^\n]*\n$/);
    expect(err).not.toContain('root:');
    expect(code).toBe(1);
    expect(storeHash()).toBe(before);
    expect(readdirSync(playground.folder).sort()).toEqual(['.hubscope', 'files']);
  });

  it('lets describe, summarize, show and explain through', async () => {
    for (const sql of ['describe snapshot', 'summarize registry', 'show tables', 'explain select 1', 'values (1)', 'with x as (select 1) from x', 'from registry']) {
      expect((await playground.run(['query', sql])).code).toBe(0);
    }
  });

  it('gives up on a query that runs away', async () => {
    const began = Date.now();
    const { code, err } = await playground.run(['query', '--timeout', '0.5', 'select count(*) from range(100000000) a, range(100000000) b where a.range % 7 = b.range % 11']);
    expect(code).toBe(1);
    expect(err).toContain('took too long; expected an answer within 0.5 s');
    expect(Date.now() - began).toBeLessThan(15_000);
  });

  it('stops at Ctrl-C', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 300);
    const { code, err } = await playground.run(['query', 'select count(*) from range(100000000) a, range(100000000) b where a.range % 7 = b.range % 11'], { signal: controller.signal });
    expect(code).toBe(130);
    expect(err).toBe('hubscope: interrupted\n');
  });

  it('reads the statement from a file', async () => {
    writeFileSync(path.join(playground.folder, 'files', 'q.sql'), 'select 41 + 1 as answer;\n');
    expect((await playground.run(['query', '--file', 'files/q.sql'])).out).toContain('42');
    expect((await playground.run(['query', '--file', 'files/none.sql'])).code).toBe(2);
    expect((await playground.run(['query', '--file', 'files/q.sql', 'select 1'])).code).toBe(2);
    expect((await playground.run(['query'])).code).toBe(2);
  });

  it('is refused where there is no store, and makes none', async () => {
    expect((await playground.run(['query', 'select 1', '--store', 'none.duckdb'])).code).toBe(2);
    expect(existsSync(path.join(playground.folder, 'none.duckdb'))).toBe(false);
  });
});
