import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { commands } from './commands/index.js';
import { createPlayground } from './run.test-data.js';
import { decideStorePath } from './store-path.js';

const playground = createPlayground();
afterAll(() => playground.remove());

describe('the command line', () => {
  it('prints help on stdout with code 0 when asked, on stderr with code 2 when nothing was', async () => {
    const asked = await playground.run(['--help']);
    expect([asked.code, asked.err]).toEqual([0, '']);
    expect(asked.out).toContain('Exit codes: 0 done, 1 failed, 2 wrong use, 3 done but incomplete');
    const nothing = await playground.run([]);
    expect([nothing.code, nothing.out]).toEqual([2, '']);
    expect(nothing.err).toContain('Usage: hubscope');
    expect((await playground.run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each(commands.map((one) => [one.name]))('explains %s with examples', async (name) => {
    const { code, out, err } = await playground.run([...name.split(' '), '--help']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain(`Usage: hubscope ${name}`);
    expect(out).toMatch(/Examples:\n {2}\$ hubscope /);
    expect(out).toContain('--json');
  });

  it('says on one line what was wrong, with the nearest right word, and code 2', async () => {
    const cases: [string[], RegExp][] = [
      [['snapshot'], /^hubscope: unknown command 'snapshot' \(Did you mean snapshots\?\)/],
      [['status', '--jason'], /^hubscope: unknown option '--jason' \(Did you mean --json\?\)/],
      [['model'], /^hubscope: missing required argument 'package'/],
      [['diff', '1'], /^hubscope: missing required argument 'other'/],
      [['status', 'more'], /^hubscope: too many arguments/],
      [['study'], /^hubscope: a command is missing; see --help/],
      [['study', 'rnu'], /^hubscope: unknown command 'rnu'/],
      [['study', 'run', 'x.yaml'], /^hubscope: required option '--out <folder>' not specified/],
      [['study', 'run', 'x.yaml', '--out', 'o'], /^hubscope: study: no such file/],
      [['query', 'select 1', '--format', 'xml'], /Allowed choices are table, csv, json/],
      [['practice-hub', '--port', 'x'], /expected a whole number from 0 to 65,?535/],
      [['practice-hub', '--from', 'x', '--seed', '1'], /expected --from without --seed/],
      [['practice-hub', '--models', '3'], /expected a whole number from 100/],
      [['status'], /^hubscope: store: there is none/],
    ];
    for (const [argv, told] of cases) {
      const { code, out, err } = await playground.run(argv);
      expect([argv.join(' '), code, out]).toEqual([argv.join(' '), 2, '']);
      expect(err).toMatch(told);
      expect(err).toMatch(/^[^\n]*\n$/);
    }
  });

  it('tells errors as JSON where JSON was asked for, and the stack only where asked', async () => {
    const { err, out } = await playground.run(['status', '--json']);
    expect(out).toBe('');
    expect(JSON.parse(err)).toEqual({ error: { name: 'UsageError', message: expect.stringContaining('store: there is none') as unknown } });
    expect(JSON.parse((await playground.run(['stats', '--json'])).err)).toMatchObject({ error: { name: 'UsageError' } });
    expect((await playground.run(['status'])).err).not.toContain('    at ');
    expect((await playground.run(['status', '--debug'])).err).toContain('    at ');
  });

  it('lets no control characters of a hostile word reach the terminal', async () => {
    const { err } = await playground.run(['model', 'x\u001b]0;owned\u0007', '--store', 'no\u001b[2Jstore'], { columns: 80 });
    // eslint-disable-next-line no-control-regex -- this is what must not be there
    expect(err.replace(/\n$/, '')).not.toMatch(/[\u0000-\u001f]/);
  });

  it('refuses a file that is no store, with code 1, and leaves it alone', async () => {
    writeFileSync(path.join(playground.folder, 'letter.txt'), 'Dear reader, this is no database. '.repeat(500));
    const { code, err } = await playground.run(['snapshots', '--store', 'letter.txt']);
    expect(code).toBe(1);
    expect(err).toMatch(/^hubscope: store: cannot be opened .*expected a Hubscope store/);
  });

  it('serves the practice hub until Ctrl-C', async () => {
    const controller = new AbortController();
    const answers: Promise<number>[] = [];
    const { code, out } = await playground.run(['practice-hub', '--models', '100', '--seed', '3', '--json'], {
      signal: controller.signal,
      onOutput: (text) => {
        const { endpoint } = JSON.parse(text) as { endpoint: string };
        answers.push(fetch(`${endpoint}/api/models?limit=1`).then((response) => response.status).finally(() => controller.abort()));
      },
    });
    expect([code, await Promise.all(answers)]).toEqual([0, [200]]);
    expect(JSON.parse(out)).toMatchObject({ seed: 3, months: expect.arrayContaining([expect.objectContaining({ takenAt: '2026-01-01T00:00:00.000Z' })]) as unknown });
  });
});

describe('the usual store', () => {
  it('is the named one, else that of the variable, else the nearest above, else one here', () => {
    const { folder } = playground;
    const below = path.join(folder, 'project', 'deep', 'down');
    mkdirSync(path.join(folder, 'project', '.hubscope'), { recursive: true });
    mkdirSync(below, { recursive: true });
    writeFileSync(path.join(folder, 'project', '.hubscope', 'hubscope.duckdb'), '');
    expect(decideStorePath('a.duckdb', { cwd: below, env: { HUBSCOPE_STORE: 'b' } })).toBe(path.join(below, 'a.duckdb'));
    expect(decideStorePath(undefined, { cwd: below, env: { HUBSCOPE_STORE: '/x/b.duckdb' } })).toBe('/x/b.duckdb');
    expect(decideStorePath(undefined, { cwd: below, env: {} })).toBe(path.join(folder, 'project', '.hubscope', 'hubscope.duckdb'));
    expect(decideStorePath(undefined, { cwd: folder, env: {} })).toBe(path.join(folder, '.hubscope', 'hubscope.duckdb'));
  });
});
