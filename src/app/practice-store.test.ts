import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimIds } from '../core/claim.js';
import { openReader } from '../store/open-store.js';
import { listSnapshots, type StoredSnapshot } from '../store/records.js';
import { selectRows } from '../store/rows.js';
import { silentProgress } from './progress.js';
import { runStudy, type StudyOutcome } from './run-study.js';

const study = fileURLToPath(new URL('../../studies/practice.yaml', import.meta.url));

describe('the practice study with 300 models', () => {
  let folder: string;
  let outcome: StudyOutcome;
  let snapshots: StoredSnapshot[];
  let cards: { key: number; asked: number }[];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'hubscope-practice-'));
    const small = path.join(folder, 'small.yaml');
    writeFileSync(small, readFileSync(study, 'utf8').replace('models: 20000', 'models: 300').replace('k: 500', 'k: 5'));
    const request = { studyFile: small, out: path.join(folder, 'out'), generatedAt: new Date('2026-02-03T04:05:06Z'), progress: silentProgress };
    outcome = await runStudy({ ...request, storePath: path.join(folder, 'untouched.duckdb') });
    const reader = await openReader(path.join(folder, 'out', 'practice.duckdb'));
    try {
      snapshots = await listSnapshots(reader.connection);
      cards = await selectRows(
        reader.connection,
        `select snapshot_key as key, count(*) as asked from history_has_card where value is not null group by all order by all`,
      );
    } finally {
      reader.close();
    }
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function read(name: string): string {
    return readFileSync(path.join(folder, 'out', name), 'utf8');
  }

  it('harvests six months over HTTP into a store of its own, and asks for cards of the last', () => {
    expect(snapshots).toHaveLength(6);
    expect(snapshots.every((one) => one.complete && one.series === 'huggingface-sync-model')).toBe(true);
    expect(snapshots.at(-1)?.records).toBe(300);
    expect(cards.map((one) => one.key)).toEqual([snapshots.at(-1)?.key]);
    expect(cards[0]?.asked).toBeGreaterThan(10);
    expect(existsSync(path.join(folder, 'untouched.duckdb'))).toBe(false);
  });

  it('finds all it asks for, and measures every figure', () => {
    expect(outcome.incomplete).toEqual([]);
    const names = outcome.files.map((file) => path.relative(path.join(folder, 'out'), file)).sort();
    const figures = ['documentation-completeness', ...[5, 6, 7, 8].map((n) => `figure-${n}`)];
    const ofClaims = names.filter((name) => /^figures\/claims?-/.test(name));
    expect(names.filter((name) => !ofClaims.includes(name))).toEqual([
      'claims.csv', ...figures.map((name) => `${name}.csv`), ...figures.map((name) => `figures/${name}.svg`), 'figures/review-flow.svg', 'index.html', 'results.json',
    ].sort());
    expect(ofClaims).toEqual(expect.arrayContaining(['figures/claims-overview.svg', 'figures/claim-t1-readings.svg', 'figures/claim-t1-history.svg']));
    const csv = figures.map((name) => read(`${name}.csv`).trim().split('\n').length);
    expect(csv.every((lines) => lines > 2)).toBe(true);
  });

  it('judges all claims, on each month too, and none is an error', () => {
    const results = JSON.parse(read('results.json')) as { claims: { claim: string; verdict: string }[]; verdictHistory: { claim: string; takenAt: string }[] };
    expect(results.claims.map((one) => one.claim)).toEqual([...claimIds]);
    expect(results.claims.filter((one) => one.verdict === 'error')).toEqual([]);
    expect(results.verdictHistory.filter((one) => one.claim === 'T1')).toHaveLength(6);
    expect(read('figures/claims-overview.svg')).toMatch(/simulated/i);
  });

  it('calls everything simulated: each snapshot, the page, each drawing, each line of a table', () => {
    expect(snapshots.map((one) => one.simulated)).toEqual(Array(6).fill('1'));
    expect(read('index.html')).toContain('<title>SIMULATED (seed 1): ');
    expect(read('index.html')).toContain('say nothing about any registry');
    for (const n of [5, 6, 7, 8]) expect(read(`figures/figure-${n}.svg`)).toMatch(/simulated/i);
    for (const n of [5, 6, 7, 8]) {
      const [heading = '', ...lines] = read(`figure-${n}.csv`).trim().split(/\r?\n/);
      expect(heading).toMatch(/,simulated_seed,not_measurable,/);
      expect(lines.filter((line) => !line.includes(',1,no,'))).toEqual([]);
    }
    expect(read('results.json')).toContain('"simulated": "1"');
  });
});
