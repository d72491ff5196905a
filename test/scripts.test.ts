import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { digestSources, isAsset, isFresh, isProgramSource } from '../scripts/build-sources.mjs';
import { installReason } from '../scripts/install-missing.mjs';
import { runChild } from '../scripts/run-child.mjs';
import { closeSummary, countLine, emptySummary } from '../scripts/run-summary.mjs';
import { root } from './project-files.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hubscope-scripts-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, content: string, modifiedAt?: Date): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
  if (modifiedAt !== undefined) utimesSync(join(folder, path), modifiedAt, modifiedAt);
}

describe('installation', () => {
  const earlier = new Date('2024-01-01T00:00:00Z');
  const later = new Date('2024-01-02T00:00:00Z');
  function lock(version: string): string {
    const optional = { version: '1.0.0', optional: true };
    return JSON.stringify({ packages: { '': { name: 'x' }, 'node_modules/a': { version }, 'node_modules/b': optional } });
  }
  const installed = JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } });

  it('is needed where node_modules is absent or has not been completed', () => {
    write('package-lock.json', lock('1.0.0'), earlier);
    expect(installReason(folder)).toBe('node_modules is absent');
    mkdirSync(join(folder, 'node_modules'));
    expect(installReason(folder)).toBe('node_modules is incomplete');
  });

  it('is needed where package-lock.json is newer and asks for something else', () => {
    write('node_modules/.package-lock.json', installed, earlier);
    write('package-lock.json', lock('1.0.1'), later);
    expect(installReason(folder)).toBe('package-lock.json is newer than node_modules');
  });

  it('is not needed where package-lock.json is older, or newer and asks for the same', () => {
    write('node_modules/.package-lock.json', installed, later);
    write('package-lock.json', lock('1.0.0'), earlier);
    expect(installReason(folder)).toBeNull();
    write('package-lock.json', lock('1.0.0'), new Date('2024-01-03T00:00:00Z'));
    expect(installReason(folder)).toBeNull();
  });
});

describe('the build', () => {
  beforeEach(() => {
    for (const path of ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json']) write(path, '{}');
    write('src/core/a.ts', 'export const a = 1;');
  });

  it('is stale until done, after a change and after a removal; not after a touch or a change of a test', () => {
    write('src/core/b.sql', 'select 1');
    expect(isFresh(folder)).toBe(false);
    write('dist/.sources-sha256', digestSources(folder));
    expect(isFresh(folder)).toBe(true);
    write('src/core/a.ts', 'export const a = 1;', new Date('2099-01-01T00:00:00Z'));
    write('src/core/a.test.ts', 'changed');
    write('src/core/fixtures/a.in.json', '{}');
    expect(isFresh(folder)).toBe(true);
    rmSync(join(folder, 'src/core/b.sql'));
    expect(isFresh(folder)).toBe(false);
    write('src/core/b.sql', 'select 1');
    expect(isFresh(folder)).toBe(true);
    write('src/core/b.sql', 'select 2');
    expect(isFresh(folder)).toBe(false);
  });

  it('takes sources and what is read at run time, not tests and fixtures', () => {
    expect(['a.ts', 'a.test.ts', 'a.test-data.ts', 'a.sql'].filter(isProgramSource)).toEqual(['a.ts']);
    const others = ['x/a.sql', 'x/a.json', 'x/a.css', 'x/a.md', 'x/fixtures/a.in.json'];
    expect(others.filter(isAsset)).toEqual(['x/a.sql', 'x/a.json', 'x/a.css']);
  });
});

describe('a program that is run', () => {
  it('gives its exit code and its output', async () => {
    const program = 'console.log(1); console.error(2); process.exitCode = 3';
    const ended = await runChild(process.execPath, ['-e', program], { capture: true });
    expect(ended).toMatchObject({ code: 3, stoppedBy: null });
    expect(ended.output.trim().split('\n').sort()).toEqual(['1', '2']);
  });

  it('ends with 128 + n when a signal ended it, and with 127 when there is no such program', async () => {
    const killed = await runChild(process.execPath, ['-e', "process.kill(process.pid, 'SIGKILL')"], { capture: true });
    expect(killed.code).toBe(137);
    expect((await runChild(join(folder, 'absent'), [], { capture: true })).code).toBe(127);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('gets %s exactly once though it arrives twice, may finish its work, and ends with %i', async (signal, code) => {
    const inner = `let n = 0;
      process.on('${signal}', () => { n += 1; setTimeout(() => { console.log('seen ' + n); process.exit(0); }, 200); });
      console.log('ready'); setTimeout(() => {}, 20000);`;
    const module = new URL('../scripts/run-child.mjs', import.meta.url).href;
    const outer = `import { runChild } from '${module}';
      process.exitCode = (await runChild(process.execPath, ['-e', ${JSON.stringify(inner)}])).code;`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', outer], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    const ended = new Promise((resolve) => child.on('close', resolve));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      const ready = !output.includes('ready') && (output + text).includes('ready');
      output += text;
      if (!ready) return;
      child.kill(signal);
      setTimeout(() => child.kill(signal), 50);
    });
    expect(await ended).toBe(code);
    expect(output).toBe('ready\nseen 1\n');
  });
});

describe('the count of a run', () => {
  const done = { ...emptySummary(), passed: 3, skips: [{ name: 'a', reason: 'b' }], files: 1, complete: true };

  it('is one line', () => {
    expect(countLine({ ...done, failures: ['x', 'y'] })).toBe('3 passed, 2 failed, 1 skipped');
  });

  it('counts what no test accounts for as a failure', () => {
    expect(closeSummary(done, { code: 0, stoppedBy: null }).failures).toEqual([]);
    expect(closeSummary(done, { code: 1, stoppedBy: null }).failures).toEqual(['vitest: ended with code 1']);
    expect(closeSummary({ ...done, failures: ['x'] }, { code: 1, stoppedBy: null }).failures).toEqual(['x']);
    const broken = { ...done, complete: false };
    expect(closeSummary(broken, { code: 0, stoppedBy: null }).failures).toEqual(['vitest: broke off with code 0']);
    expect(closeSummary(done, { code: 130, stoppedBy: 'SIGINT' }).failures).toEqual(['vitest: stopped by SIGINT']);
  });
});

describe('the test run', () => {
  /** Runs the project's own test script on a project that consists of these tests only. */
  async function runTests(tests: Readonly<Record<string, string>>): Promise<{ code: number; lines: string[] }> {
    for (const name of ['node_modules', 'scripts']) symlinkSync(join(root, name), join(folder, name));
    const head = "import { beforeAll, describe, expect, it } from 'vitest';\n";
    for (const [path, text] of Object.entries(tests)) write(path, head + text);
    const reporter = join(root, 'scripts', 'count-reporter.mjs');
    const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', `--reporter=${reporter}`];
    const place = new URL('../scripts/', import.meta.url).href;
    const summary = join(folder, 'summary.json');
    const script = `import { runChild } from '${place}run-child.mjs';
      import { closeSummary, countLine } from '${place}run-summary.mjs';
      import { readFileSync } from 'node:fs';
      const ended = await runChild(process.execPath, ${JSON.stringify(args)});
      const summary = closeSummary(JSON.parse(readFileSync(${JSON.stringify(summary)}, 'utf8')), ended);
      for (const { name, reason } of summary.skips) console.log('skipped: ' + name + ': ' + reason);
      console.log(countLine(summary)); process.exitCode = ended.code;`;
    const env = { ...process.env, CI: 'true', NO_COLOR: '1', HUBSCOPE_TEST_SUMMARY: summary, HUBSCOPE_TEST_FILTERED: '0' };
    const { code, output } = await runChild(process.execPath, ['--input-type=module', '-e', script], { cwd: folder, env, capture: true });
    return { code, lines: output.trimEnd().split('\n') };
  }

  it('counts, shows differences and places, and gives the reason of each skip', async () => {
    const { code, lines } = await runTests({
      'a.test.ts': `it('passes', () => expect(1).toBe(1));
it('differs', () => { console.log('a clue'); expect({ a: 1 }).toEqual({ a: 2 }); });
it('lacks data', (ctx) => ctx.skip('no data here'));
describe.skipIf(true)('far away (skipped: no network)', () => { it('asks', () => {}); });
it.skipIf(true)('at night (skipped where it is day)', () => {});
describe('prepared', () => { beforeAll(() => { throw new Error('no preparation'); }); it('runs', () => {}); });`,
      'b.test.ts': "throw new Error('cannot be loaded');",
      'c.test.ts': "it('leaves an error behind', () => { Promise.reject(new Error('left behind')); });",
    });
    const text = lines.join('\n');
    expect(code).toBe(1);
    expect(lines.at(-1)).toBe('2 passed, 4 failed, 4 skipped');
    expect(text).toMatch(/FAIL a\.test\.ts > differs\n {5}AssertionError: .*\n[^F]*- +"a": 2,\n +\+ +"a": 1,\n/);
    expect(text).toMatch(/\n +at a\.test\.ts:3:\d+\n +it printed:\n +a clue/);
    expect(text).toMatch(/FAIL a\.test\.ts > prepared\n +Error: no preparation/);
    expect(text).toMatch(/FAIL b\.test\.ts\n +Error: cannot be loaded/);
    expect(text).toMatch(/FAIL outside of any test\n +Error: left behind/);
    expect(text).toContain('skipped: a.test.ts > lacks data: no data here');
    expect(text).toContain('skipped: a.test.ts > far away > asks: no network');
    expect(text).toContain('skipped: a.test.ts > at night: where it is day');
    expect(text).toContain('skipped: a.test.ts > prepared > runs: the preparation of its suite failed');
    expect(text).not.toContain('\x1b');
  });

  it('counts a run that breaks off as failed', async () => {
    const ending = "it('ends the process', () => { process.kill(process.ppid, 'SIGKILL'); });";
    const { code, lines } = await runTests({ 'a.test.ts': ending });
    expect(code).not.toBe(0);
    expect(lines.at(-1)).toBe('0 passed, 1 failed, 0 skipped');
  });
});
