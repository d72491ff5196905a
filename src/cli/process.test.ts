import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startPracticeHub } from '../practice/practice-hub.js';
import { buildProgramForTest, type BuiltProgram } from './build-program.test-data.js';
import { createPlayground } from './run.test-data.js';

const playground = createPlayground();
let built: BuiltProgram;
beforeAll(() => {
  built = buildProgramForTest();
});
afterAll(() => {
  built.remove();
  playground.remove();
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(argv: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [built.entry, ...argv], { cwd: playground.folder, env: { PATH: process.env['PATH'] ?? '' }, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString(); });
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, out, err })));
  return { child, ended };
}

describe('hubscope as a process', () => {
  it('is executable, and ends with the code of what happened', async () => {
    expect(readFileSync(built.entry, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    expect(await start(['--version']).ended).toMatchObject({ code: 0, err: '' });
    expect(await start(['import', '--list', '--json']).ended).toMatchObject({ code: 0, out: expect.stringContaining('"source": "hf-2021-06-esem-ancient"') as unknown });
    expect(await start(['stauts']).ended).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Did you mean status?') as unknown });
  });

  it('ends a sync at Ctrl-C with 130, and leaves the store as it was', async () => {
    const hub = await startPracticeHub({ seed: 2, models: 4000 });
    try {
      const january = await start(['sync', 'huggingface', '--endpoint', `${hub.url}/asof/2026-01-01`]).ended;
      expect(january).toMatchObject({ code: 0 });
      const store = path.join(playground.folder, '.hubscope', 'hubscope.duckdb');
      const before = readFileSync(store);
      const { child, ended } = start(['sync', 'huggingface', '--endpoint', `${hub.url}/asof/2026-02-01`, '--page-size', '10']);
      child.stderr?.once('data', () => child.kill('SIGINT'));
      expect(await ended).toMatchObject({ code: 130, out: '', err: expect.stringContaining('hubscope: interrupted') as unknown });
      expect(readFileSync(store).equals(before)).toBe(true);
      expect(await start(['status']).ended).toMatchObject({ code: 0, out: expect.stringMatching(/written by +nobody/) as unknown });
    } finally {
      await hub.close();
    }
  });

  it('says nothing when nobody reads its output any more', async () => {
    const { child, ended } = start(['query', '--format', 'csv', '--limit', '0', 'select range, repeat(\'x\', 100) from range(200000)']);
    child.stdout?.once('data', () => child.stdout?.destroy());
    const { code, err } = await ended;
    expect([code, err]).toEqual([0, '']);
    expect(statSync(path.join(playground.folder, '.hubscope', 'hubscope.duckdb')).isFile()).toBe(true);
  });

  it('ends the practice hub at Ctrl-C with 0', async () => {
    const { child, ended } = start(['practice-hub', '--models', '100']);
    child.stdout?.once('data', () => child.kill('SIGINT'));
    expect(await ended).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Ctrl-C ends it') as unknown });
  });
});
