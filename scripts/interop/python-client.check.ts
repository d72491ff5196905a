import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cardOf, commitOf, manyFiles, oddPath, openInventedMirror, texts, weights, type InventedMirror,
} from '../../src/api/mirror-store.test-data.js';
import { listen, type Listening } from '../../src/app/listen.js';

/** The Python that has the client; scripts/interop.mjs makes it and names it. */
const python = process.env['HUBSCOPE_INTEROP_PYTHON'] ?? 'python3';
const script = fileURLToPath(new URL('./client.py', import.meta.url));
const names = JSON.parse(execFileSync(python, [script, '--list'], { encoding: 'utf8' })) as string[];

let mirror: InventedMirror;
let server: Listening;
beforeAll(async () => {
  mirror = await openInventedMirror();
  server = await listen((request) => mirror.mirror.app.fetch(request), { who: 'interop', host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await server.close();
  await mirror.close();
  expect(mirror.errors).toEqual([]);
});

/** Runs all checks in one process, because loading the client takes a second; gives what each came to. */
function runChecks(endpoint: string, home: string, facts: unknown): Promise<Map<string, string | null>> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, [script, JSON.stringify(facts)], {
      env: { ...process.env, HF_ENDPOINT: endpoint, HF_HOME: home, HF_HUB_DISABLE_PROGRESS_BARS: '1', NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' }, stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', () => {
      const results = output.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as { name: string; problem: string | null });
      resolve(new Map(results.map((one) => [one.name, one.problem])));
    });
  });
}

const views = [
  { when: '2024-01-15', prefix: '/asof/2024-01-15', n: 1, name: 'anna/tiny' },
  { when: '2024-02-15T00:00:00Z', prefix: '/asof/2024-02-15T00:00:00Z', n: 2, name: 'acme/tiny-bert' },
  { when: 'now', prefix: '', n: 3, name: 'acme/tiny-bert' },
] as const;

describe.each(views)('the Python client at $when', ({ prefix, n, name }) => {
  let results = new Map<string, string | null>();
  let home = '';
  beforeAll(async () => {
    home = mkdtempSync(path.join(tmpdir(), 'hubscope-hf-home-'));
    results = await runChecks(`${server.url}${prefix}`, home, {
      n, name, commit: commitOf(n), commits: [1, 2, 3].map(commitOf), later: commitOf(n + 1), card: cardOf(n), oddPath, manyEntries: manyFiles + 2,
      files: { ...texts, 'empty.txt': '', 'README.md': cardOf(n) }, weightsSha256: weights.sha256, datasetCommit: commitOf(80), datasetCard: cardOf(1),
    });
  }, 120_000);
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it.each(names)('%s', (check) => {
    expect(results.get(check), `what ${check} came to`).toBeNull();
  });
});
