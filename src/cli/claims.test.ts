import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimIds } from '../core/claim.js';
import { addSnapshot, type InventedRecord } from '../metrics/invented-snapshots.test-data.js';
import { openWriter } from '../store/open-store.js';
import { createPlayground, type RunOptions } from './run.test-data.js';

const playground = createPlayground();

/** Each model of another owner; flat: all as popular, else a few have nearly all downloads. */
function models(flat: boolean): InventedRecord[] {
  return Array.from({ length: 300 }, (_, index) => {
    const popularity = flat ? 3 : Math.floor(1e9 / (index + 1) ** 3);
    return { name: `owner${index}/model`, downloads: popularity, likes: popularity };
  });
}

beforeAll(async () => {
  const writer = await openWriter(path.join(playground.folder, 'claims.duckdb'), 'test', { threads: 1 });
  for (const [on, flat] of [['2024-01-01', true], ['2024-02-01', false], ['2024-03-01', false]] as const) {
    await addSnapshot(writer.connection, { on, covers: ['downloads', 'likes'], records: models(flat) });
  }
  await writer.publish(true);
  writer.close();
});
afterAll(() => playground.remove());

function claims(argv: readonly string[], options: RunOptions = {}) {
  return playground.run(['claims', ...argv, '--store', 'claims.duckdb'], options);
}

async function json(argv: readonly string[]): Promise<Record<string, unknown>> {
  const { code, out, err } = await claims([...argv, '--json', '--quiet']);
  expect(`${code} ${err}`).toBe('0 ');
  return JSON.parse(out) as Record<string, unknown>;
}

describe('hubscope claims', () => {
  it('tells all claims, one line each, and keeps what they came to', async () => {
    const before = await claims(['--history']);
    expect(before.out.trim()).toBe('The store has no verdicts yet; hubscope claims makes them.');
    const { code, out } = await claims([]);
    expect(code).toBe(0);
    const lines = out.trim().split('\n');
    expect(lines[0]).toMatch(/^claim +verdict +effect +estimate and interval +claimed +n +p \(Holm\) +snapshot$/);
    expect(lines.slice(1, 13).map((line) => line.slice(0, 2))).toEqual([...claimIds]);
    expect(lines[1]).toMatch(/^T1 +holds +share of downloads held by .* above 0\.500 +300 .* 3 huggingface-all, 2024-03-01$/);
    expect(out).toMatch(/^L1 +not measurable +not stated: commits/m);
    expect((await claims(['--history'])).out).toMatch(/T1 +3 huggingface-all, 2024-03-01 +holds .* since 2024-03-01, 1 of 1 snapshots/);
  }, 60_000);

  it('says the same again and writes nothing the second time', async () => {
    const first = await json([]);
    const second = await json([]);
    expect(second['recorded']).toBe(0);
    expect(second['verdicts']).toEqual(first['verdicts']);
  }, 60_000);

  it('tells one claim in full: what would count against it, other readings, threats', async () => {
    const { out } = await claims(['t1', '--no-record']);
    expect(out).toContain('T1  ');
    for (const part of ['Holds if: ', 'Against it: ', 'Threat: ', 'main: ']) expect(out).toContain(part);
    expect(out).not.toContain('T2');
  });

  it('judges every whole list and tells since when a verdict stands', async () => {
    const { verdicts, changes } = (await json(['T1', '--every-snapshot'])) as { verdicts: { verdict: string }[]; changes: unknown[] };
    expect(verdicts.map((one) => one.verdict)).toEqual(['fails', 'holds', 'holds']);
    expect(changes).toMatchObject([{ claim: 'T1', from: { verdict: 'fails', takenAt: '2024-01-01T00:00:00.000Z' }, to: { verdict: 'holds' }, ruleChanged: false }]);
    const { streaks } = await json(['T1', '--history']);
    expect(streaks).toEqual({ T1: { verdict: 'holds', since: '2024-02-01T00:00:00.000Z', snapshots: 2, of: 3 } });
    expect((await claims(['T1', '--history'])).out).toContain('since 2024-02-01, 2 of 3 snapshots');
  });

  it('looks at the past where it is told to', async () => {
    expect(await json(['T1', '--as-of', '2024-01-15', '--no-record'])).toMatchObject({ recorded: null, verdicts: [{ verdict: 'fails', snapshot: { key: 1 } }] });
    expect(await json(['T1', '--snapshot', 'huggingface-all@2024-02-10', '--no-record'])).toMatchObject({ verdicts: [{ verdict: 'holds', snapshot: { key: 2 } }] });
  });

  it.each([
    [['T9'], 'claim: unknown (T9); expected one of: T1, T2, T3, T4, S1, S2, L1, D1, D2, D3, D4, U1'],
    [['--registry', 'npm'], 'registry: no snapshot of it (npm); expected one of: huggingface'],
    [['--as-of', 'yesterday'], 'instant: cannot be read (yesterday); expected a date'],
    [['--snapshot', '77'], 'snapshot: no such number (77); expected one of: 1, 2, 3'],
    [['--snapshot', '1', '--as-of', '2024-01-01'], 'claims: --snapshot names what is judged; expected it without --registry, --as-of and --every-snapshot'],
    [['--history', '--every-snapshot'], 'claims: --history judges nothing (--every-snapshot); expected it without'],
  ])('refuses %j', async (argv, message) => {
    const { code, out, err } = await claims(argv);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(message);
  });

  it('goes on reading while another writes, and says that nothing was kept', async () => {
    const writer = await openWriter(path.join(playground.folder, 'claims.duckdb'), 'somebody else', { threads: 1 });
    try {
      const { code, out, err } = await claims(['D3', '--as-of', '2024-01-15']);
      expect(code).toBe(0);
      expect(out).toContain('D3  ');
      expect(err).toContain('The verdicts were not kept: ');
    } finally {
      writer.close();
    }
  });
});
