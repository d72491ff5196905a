import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Aspect } from '../core/aspect.js';
import type { Field } from '../core/field.js';
import { addSnapshot, type InventedRecord } from '../metrics/invented-snapshots.test-data.js';
import { openMirrorStore } from '../store/mirror-store.js';
import { openWriter } from '../store/open-store.js';
import { createMirror, type Mirror, type MirrorOptions } from './serve-mirror.js';

/** The three dates of the invented store. */
export const dates = ['2024-01-01', '2024-02-01', '2024-03-01'] as const;
/** The clock of the mirror in tests. */
export const now = '2024-06-01T12:00:00.000Z';

/** An identifier in the form of the hub's. */
export function idOf(n: number): string {
  return `64000000000000000000${n.toString(16).padStart(4, '0')}`;
}

/** A commit: 40 hexadecimal digits. */
export function commitOf(n: number): string {
  return createHash('sha1').update(`commit ${n}`).digest('hex');
}

function blob(text: string): string {
  return createHash('sha1').update(`blob ${Buffer.byteLength(text)}\0${text}`).digest('hex');
}

/** A file name with everything that clients and servers trip over. */
export const oddPath = 'odd dir/a b#c%d é.txt';
/** Texts of the repository that changes, by path; the card is another at each date. */
export const texts: Readonly<Record<string, string>> = { 'config.json': '{"model_type":"bert","architectures":["BertModel"]}\n', [oddPath]: 'odd\n', 'nested/deep/file.json': '{}\n' };

/** Texts of the repository that is downloaded whole: without `#`, which one client takes for the end of the address. */
export const plainTexts: Readonly<Record<string, string>> = { 'config.json': '{}\n', 'data dir/100% é.txt': 'plain\n' };

/** The card at the n-th date. */
export function cardOf(n: number): string {
  return `---\nlicense: mit\nlanguage: no\ntags: [v${n}]\n---\n# Tiny, version ${n}\n`;
}

function fileEntry(name: string, text: string): string {
  return JSON.stringify({ type: 'file', path: name, oid: blob(text), size: Buffer.byteLength(text) });
}

/** The weights that nobody gets. */
export const weights = { sha256: 'ab'.repeat(32), size: 4_081_004_224 };
/** Entries of the largest folder. */
export const manyFiles = 1205;

const covers: readonly Field[] = [
  'revision', 'created_at', 'modified_at', 'downloads', 'likes', 'task', 'library', 'tags', 'gated', 'private', 'disabled', 'card', 'base_models', 'parameters',
];

function record(id: number | null, name: string, more: Readonly<Record<string, InventedRecord[string]>> = {}): InventedRecord {
  return {
    ...(id === null ? {} : { id: idOf(id) }), name, created_at: `2023-0${((id ?? 9) % 9) + 1}-01T00:00:00`, modified_at: '2023-12-01T10:00:00', downloads: 10 * (id ?? 1),
    likes: id ?? 0, tags: ['pytorch', 'license:mit'], gated: 'false', private: false, disabled: false, ...more,
  };
}

/** Writes a store of three dates: a rename, a name used again, removals, gated, disabled, large, without identifier. */
export async function writeInventedStore(file: string): Promise<void> {
  const writer = await openWriter(file, 'test');
  const { connection } = writer;
  const keys: number[] = [];
  for (const [n, on] of dates.entries()) {
    keys.push(await addSnapshot(connection, { on, covers: n === 2 ? [...covers, 'trending_score'] : covers, records: modelsAt(n) }));
  }
  for (const [n, on] of dates.entries()) {
    const key = await addSnapshot(connection, { on, kind: 'dataset', series: 'datasets-all', covers, records: [record(80, 'acme/data', { revision: commitOf(80), card: cardOf(n + 1) })] });
    if (n === 0) await lookAtFiles(connection, key, 80, commitOf(80), { 'README.md': cardOf(1), 'data.csv': 'a,b\n' }, 'dataset');
  }
  for (const [n, key] of keys.entries()) await lookAtAll(connection, key, n);
  await connection.run(
    `insert into absence select package_key, $key, 'removed', 404, 'GET /api/models/ben/removed: 404 RepoNotFound with a token' from package where registry_id = $id`,
    { key: keys[2] ?? 0, id: idOf(5) },
  );
  await writer.publish(true);
  writer.close();
}

function modelsAt(n: number): InventedRecord[] {
  const tiny = record(1, n === 0 ? 'anna/tiny' : 'acme/tiny-bert', {
    revision: commitOf(n + 1), card: cardOf(n + 1), downloads: 100 * (n + 1), task: 'fill-mask', library: 'transformers', tags: ['pytorch', 'license:mit', `v${n + 1}`],
  });
  return [
    tiny,
    record(2, 'acme/many', { revision: commitOf(20), tags: ['gguf', 'license:apache-2.0'], parameters: 7_000_000_000 }),
    record(3, 'acme/gated', { gated: 'manual', revision: commitOf(30), card: '# Secret\n' }),
    record(4, 'acme/disabled', { disabled: n === 2 }),
    ...(n < 2 ? [record(5, 'ben/removed')] : []),
    ...(n === 0 ? [record(6, 'ben/vanished')] : []),
    ...(n === 2 ? [record(7, 'anna/tiny', { base_models: [['acme/tiny-bert', 'finetune']] }), record(8, 'cleo/new', { trending_score: 3 })] : []),
    record(9, 'cleo/unknown', { downloads: null, likes: null, modified_at: null, gated: null, revision: null }),
    record(10, 'acme/weights', { revision: commitOf(100), parameters: 1_000_000 }),
    record(11, 'acme/plain', { revision: commitOf(110), card: '# Plain\n' }),
    record(null, 'solo'),
  ];
}

async function lookAtAll(connection: DuckDBConnection, key: number, n: number): Promise<void> {
  const revision = commitOf(n + 1);
  await lookAtFiles(connection, key, 1, revision, { ...(n === 0 ? { ...texts, 'empty.txt': '' } : {}), 'README.md': cardOf(n + 1) });
  await look(connection, key, 1, 'config', revision, n === 0 ? Object.entries(texts).map(([name, value]) => ({ name, value })) : []);
  await look(connection, key, 1, 'cards', revision, []);
  const commitDates = ['2023-12-01T10:00:00.000Z', '2024-01-15T10:00:00.000Z', '2024-02-20T10:00:00.000Z'];
  await look(connection, key, 1, 'commits', revision, [{
    name: revision, place: n,
    value: JSON.stringify({ id: revision, title: `Commit ${n + 1}`, message: '', authors: [{ user: 'anna' }], date: commitDates[n] }),
  }]);
  await look(connection, key, 1, 'refs', null, [
    { name: 'refs/heads/main', value: JSON.stringify({ kind: 'branches', name: 'main', ref: 'refs/heads/main', targetCommit: revision }) },
    ...(n === 0 ? [
      { name: 'refs/tags/v1', value: JSON.stringify({ kind: 'tags', name: 'v1', ref: 'refs/tags/v1', targetCommit: commitOf(1) }) },
      { name: 'refs/pr/7', value: JSON.stringify({ kind: 'pullRequests', name: '7', ref: 'refs/pr/7', targetCommit: commitOf(1) }) },
    ] : []),
  ]);
  if (n === 0) return lookAtOthers(connection, key);
  if (n === 1) return;
  await look(connection, key, 1, 'security', null, [{ name: 'scan', value: JSON.stringify({ scansDone: true, filesWithIssues: [] }) }]);
}

async function lookAtOthers(connection: DuckDBConnection, key: number): Promise<void> {
  const many = Object.fromEntries(Array.from({ length: manyFiles }, (_, at) => [`shards/part-${String(at).padStart(4, '0')}.txt`, `${at}\n`]));
  await lookAtFiles(connection, key, 2, commitOf(20), { 'README.md': '# Many\n', ...many });
  await lookAtFiles(connection, key, 11, commitOf(110), { ...plainTexts, 'empty.txt': '', 'README.md': '# Plain\n' });
  await look(connection, key, 11, 'config', commitOf(110), Object.entries(plainTexts).map(([name, value]) => ({ name, value })));
  await lookAtFiles(connection, key, 3, commitOf(30), { 'README.md': '# Secret\n' });
  await look(connection, key, 10, 'files', commitOf(100), [{
    name: 'model.safetensors',
    value: JSON.stringify({ type: 'file', path: 'model.safetensors', oid: blob(pointer), size: weights.size, lfs: { oid: weights.sha256, size: weights.size, pointerSize: pointer.length } }),
  }, { name: 'vocab.txt', value: JSON.stringify({ type: 'file', path: 'vocab.txt', oid: '1'.repeat(40), size: 900 }) }]);
  const author = { _id: idOf(900), name: 'jo', type: 'user', avatarUrl: '/a.svg', fullname: 'Jo', isPro: false, isHf: false, isMod: false };
  function comment(id: string, createdAt: string): unknown {
    return { id, type: 'comment', createdAt, author, data: { edited: false, hidden: false, latest: { raw: 'Hello', html: '<p>Hello</p>', updatedAt: createdAt }, numEdits: 0, editors: [], reactions: [] } };
  }
  await look(connection, key, 1, 'discussions', null, [
    { name: '1', value: JSON.stringify({
      num: 1, title: 'A question', author, repo: { name: 'anna/tiny', type: 'model' }, createdAt: '2023-12-10T00:00:00.000Z', status: 'closed', isPullRequest: false, numComments: 2,
      pinned: false, locked: false,
      events: [comment('e1', '2023-12-10T00:00:00.000Z'), comment('e2', '2024-03-10T00:00:00.000Z'), { id: 'e3', type: 'status-change', createdAt: '2024-03-10T00:00:01.000Z', author, data: { status: 'closed' } }],
    }) },
    { name: '2', value: JSON.stringify({
      num: 2, title: 'A change', author, repo: { name: 'anna/tiny', type: 'model' }, createdAt: '2024-03-20T00:00:00.000Z', status: 'open', isPullRequest: true, numComments: 0,
      pinned: false, locked: false, events: [],
    }) },
  ]);
}

const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${weights.sha256}\nsize ${weights.size}\n`;

function lookAtFiles(connection: DuckDBConnection, key: number, id: number, revision: string, files: Readonly<Record<string, string>>, kind = 'model'): Promise<void> {
  return look(connection, key, id, 'files', revision, Object.entries(files).map(([name, text]) => ({ name, value: fileEntry(name, text) })), kind);
}

/** Writes a look and the items that changed, as the merge of looks does. */
export async function look(
  connection: DuckDBConnection,
  snapshotKey: number,
  id: number,
  aspect: Aspect,
  revision: string | null,
  items: readonly { readonly name: string; readonly value: string; readonly place?: number }[],
  kind = 'model',
): Promise<void> {
  const found = 'select package_key from package where registry_id = $id and kind = $kind';
  await connection.run(
    `insert into look select package_key, $key, $aspect, $revision, 'seen' from (${found})`, { id: idOf(id), kind, key: snapshotKey, aspect, revision },
  );
  await connection.run(
    `insert into item
     select package_key, $key, $aspect, one.name, one.place, one.value
     from (${found}), (select unnest(from_json($items, '[{"name":"VARCHAR","place":"INTEGER","value":"VARCHAR"}]')) as one)`,
    { id: idOf(id), kind, key: snapshotKey, aspect, items: JSON.stringify(items) },
  );
}

/** The invented store in a folder of its own, with a mirror over it. */
export async function openInventedMirror(options: Partial<MirrorOptions> = {}, write: (file: string) => Promise<void> = writeInventedStore) {
  const folder = mkdtempSync(path.join(tmpdir(), 'hubscope-mirror-test-'));
  const file = path.join(folder, 'store.duckdb');
  await write(file);
  const errors: unknown[] = [];
  const mirror: Mirror = createMirror({
    open: () => openMirrorStore(file), stamp: () => 'one', now: () => Date.parse(now), onError: (error) => errors.push(error), ...options,
  });
  return {
    file, folder, mirror, errors,
    get: async (address: string, init: RequestInit = {}): Promise<Response> => mirror.app.request(`http://mirror.test${address}`, init),
    async close(): Promise<void> {
      await mirror.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type InventedMirror = Awaited<ReturnType<typeof openInventedMirror>>;
