import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HubscopeError, InputError, UsageError } from '../core/errors.js';
import { answersMapping, datedMapping, importInto, listed, makeFolder, tableMapping } from './import-source.test-data.js';
import type { AnswersMapping, TableMapping } from './source-mapping.js';

interface BadFile {
  readonly what: string;
  readonly mapping: TableMapping | AnswersMapping;
  /** Content of the file; null where there is none. */
  readonly content: string | Buffer | null;
  readonly name: string;
  readonly error: typeof InputError | typeof UsageError;
  /** What the message must say beside the file. */
  readonly says: RegExp;
}

const rows = `name,downloads\n${Array.from({ length: 3000 }, (_, n) => `acme/model-${n},${n * 7919}`).join('\n')}\n`;
const page = JSON.stringify(Array.from({ length: 500 }, (_, n) => listed(`acme/model-${n}`, { downloads: n * 7919 })));
const lines = Array.from({ length: 500 }, (_, n) => JSON.stringify(listed(`acme/model-${n}`, { downloads: n * 7919 }))).join('\n');

function cut(text: string): Buffer {
  const whole = gzipSync(text);
  return whole.subarray(0, Math.floor(whole.length * 0.7));
}

const badFiles: readonly BadFile[] = [
  { what: 'pages that are not JSON', mapping: answersMapping('pages'), name: 'a.jsonl', content: `${page}\nno json\n`, error: InputError, says: /line 2\).*expected a JSON list/ },
  { what: 'lines that are not JSON', mapping: answersMapping('lines'), name: 'a.jsonl', content: `${JSON.stringify(listed('a/b'))}\n{"id": \n`, error: InputError, says: /line 2\).*expected a JSON object/ },
  { what: 'an HTML page instead of answers', mapping: answersMapping('pages'), name: 'a.jsonl', content: '<!doctype html>\n<title>502</title>\n', error: InputError, says: /line 1\).*expected/ },
  { what: 'a document that is not JSON', mapping: answersMapping('document'), name: 'a.json', content: '[{"id": "a/b"', error: InputError, says: /expected/ },
  { what: 'a document of another shape', mapping: answersMapping('document'), name: 'a.json', content: '{"models": []}', error: InputError, says: /expected one JSON list/ },
  { what: 'pages of another shape', mapping: answersMapping('pages'), name: 'a.jsonl', content: `{"error": "not a list"}\n`, error: InputError, says: /line 1\).*expected a JSON list/ },
  { what: 'lines of another shape', mapping: answersMapping('lines'), name: 'a.jsonl', content: '[1, 2]\n"text"\n', error: InputError, says: /expected/ },
  { what: 'an archive line without a list', mapping: answersMapping('answers'), name: 'a.jsonl', content: `{"status": 200, "body": {"error": "x"}}\n`, error: InputError, says: /line 1\).*expected an archived answer/ },
  { what: 'a table that is JSON', mapping: tableMapping(), name: 't.csv', content: '[{"name": "acme/a", "downloads": 1}]', error: InputError, says: /t\.csv.*expected/ },
  { what: 'JSON lines that are no JSON', mapping: tableMapping({ format: 'jsonl' }), name: 't.jsonl', content: 'name,downloads\nacme/a,1\n', error: InputError, says: /expected jsonl/ },
  { what: 'a cut-off gzip table', mapping: tableMapping(), name: 't.csv.gz', content: cut(rows), error: InputError, says: /broken gzip file.*expected a whole one/ },
  { what: 'cut-off gzip pages', mapping: answersMapping('pages'), name: 'a.jsonl.gz', content: cut(`${page}\n${page.replaceAll('acme', 'other')}\n`), error: InputError, says: /a\.jsonl\.gz.*expected/ },
  { what: 'cut-off gzip lines', mapping: answersMapping('lines'), name: 'a.jsonl.gz', content: cut(lines), error: InputError, says: /a\.jsonl\.gz.*expected/ },
  { what: 'a table that is no gzip', mapping: tableMapping(), name: 't.csv.gz', content: rows, error: InputError, says: /t\.csv\.gz.*expected/ },
  { what: 'answers that are no gzip', mapping: answersMapping('pages'), name: 'a.jsonl.gz', content: page, error: InputError, says: /a\.jsonl\.gz.*expected/ },
  { what: 'a missing column', mapping: tableMapping(), name: 't.csv', content: 'name,likes\nacme/a,1\n', error: InputError, says: /no column downloads.*expected it by the mapping, got: name, likes/ },
  { what: 'a missing column of dates', mapping: datedMapping(), name: 't.csv', content: 'name,downloads\nacme/a,1\n', error: InputError, says: /no column date/ },
  { what: 'no date in any row', mapping: datedMapping(), name: 't.csv', content: 'date,name,downloads\nyesterday,acme/a,1\n,acme/b,2\n', error: InputError, says: /no row with a date.*expected at least one/ },
  { what: 'a header without rows', mapping: tableMapping(), name: 't.csv', content: 'name,downloads\n', error: InputError, says: /no usable row.*expected at least one record/ },
  { what: 'an empty table', mapping: tableMapping(), name: 't.csv', content: '', error: InputError, says: /empty file.*expected at least one record/ },
  { what: 'an empty file of answers', mapping: answersMapping('pages'), name: 'a.jsonl', content: '', error: InputError, says: /empty file/ },
  { what: 'an empty gzip table', mapping: tableMapping(), name: 't.csv.gz', content: gzipSync(''), error: InputError, says: /t\.csv\.gz.*expected/ },
  { what: 'an empty gzip file of answers', mapping: answersMapping('lines'), name: 'a.jsonl.gz', content: gzipSync(''), error: InputError, says: /a\.jsonl\.gz.*expected|expected.*a\.jsonl\.gz/ },
  { what: 'an empty listing', mapping: answersMapping('pages'), name: 'a.jsonl', content: '[]\n', error: InputError, says: /a\.jsonl\); expected at least one listing answer, got an empty listing/ },
  { what: 'a file that does not exist', mapping: tableMapping(), name: 'nowhere.csv', content: null, error: UsageError, says: /no such file.*expected/ },
  { what: 'a table that is not UTF-8', mapping: tableMapping(), name: 't.csv', content: Buffer.from('name,downloads\nacme/caf\xe9,1\n', 'latin1'), error: InputError, says: /t\.csv.*expected/ },
  { what: 'answers that are not UTF-8', mapping: answersMapping('pages'), name: 'a.jsonl', content: Buffer.from(JSON.stringify([listed('acme/caf\xe9')]), 'latin1'), error: InputError, says: /a\.jsonl.*expected/ },
  { what: 'a line of 17 MB', mapping: answersMapping('lines'), name: 'a.jsonl', content: `${JSON.stringify(listed('acme/big', { note: 'x'.repeat(17 * 1024 * 1024) }))}\n`, error: InputError, says: /a\.jsonl.*expected/ },
  { what: 'a table line of 17 MB', mapping: tableMapping(), name: 't.csv', content: `name,downloads\n${'x'.repeat(17 * 1024 * 1024)},1\n`, error: InputError, says: /t\.csv.*expected/ },
  { what: 'an unterminated quote', mapping: tableMapping(), name: 't.csv', content: `name,downloads\n"acme/a,1\nacme/b,2\nacme/c,3\n`, error: InputError, says: /t\.csv.*expected/ },
];

let folder: ReturnType<typeof makeFolder>;
let store: string;
let before: Buffer;
beforeAll(async () => {
  folder = makeFolder();
  store = path.join(folder.path, 'store.duckdb');
  const good = folder.write('good.csv', 'name,downloads\nacme/a,1\n');
  await importInto(store, tableMapping({ series: 'before' }), good);
  before = readFileSync(store);
});
beforeEach(() => writeFileSync(store, before));
afterAll(() => folder.remove());

async function errorOf(work: Promise<unknown>): Promise<HubscopeError> {
  const error = await work.then(() => undefined, (one: unknown) => one);
  if (!(error instanceof HubscopeError)) throw new Error(`expected an error of ours, got: ${String(error)}`);
  return error;
}

describe('a source that cannot be imported', () => {
  it.each(badFiles)('is refused: $what', async ({ mapping, name, content, error: expected, says }) => {
    const file = path.join(folder.path, name);
    if (content !== null) folder.write(name, content);
    const error = await errorOf(importInto(store, mapping, file));
    expect(error).toBeInstanceOf(expected);
    expect(error.exitCode).toBe(expected === UsageError ? 2 : 1);
    expect(error.message).toMatch(says);
    expect(error.message).toContain(name);
    // eslint-disable-next-line no-control-regex -- a control character must not reach a terminal
    expect(error.message).not.toMatch(/[\u0000-\u001f\u007f]/);
    expect(error.message.length).toBeLessThan(1000);
    expect(readFileSync(store).equals(before)).toBe(true);
    expect(readdirSync(folder.path).filter((one) => one.includes('.writing'))).toEqual([]);
  });

  it('is refused: a folder with the name of its file, a folder without its files', async () => {
    const source = path.join(folder.path, 'source');
    mkdirSync(path.join(source, 'table.csv'), { recursive: true });
    expect((await errorOf(importInto(store, tableMapping(), source))).message).toMatch(/not a file \(.*table\.csv\); expected a file, got a directory/);
    const other = await errorOf(importInto(store, tableMapping({ files: ['other-*.csv'] }), source));
    expect(other).toBeInstanceOf(UsageError);
    expect(other.message).toMatch(/none of its files .*expected other-\*\.csv/);
    expect(readFileSync(store).equals(before)).toBe(true);
  });

  it('makes no store where there was none', async () => {
    const fresh = path.join(folder.path, 'fresh.duckdb');
    await errorOf(importInto(fresh, answersMapping('pages'), folder.write('bad.jsonl', 'no json\n')));
    expect(existsSync(fresh)).toBe(false);
  });
});
