import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sampleAnswer, sampleCard } from '../../cards/second-reader/sample-answer.test-data.js';
import { cardIn, closeModels, fails, hangs, says, serveModel } from '../../harvest/language-model-server.test-data.js';
import { startPracticeHub } from '../../practice/practice-hub.js';
import { buildProgramForTest } from '../build-program.test-data.js';
import { createPlayground, type RunOptions } from '../run.test-data.js';
import type { CommandContext } from '../command-context.js';
import { declareSecondReader } from './second-reader.js';

const playground = createPlayground();
const apiKey = 'sk-OnlyForThisTest0123456789';
const good = JSON.stringify(sampleAnswer());
const none = JSON.stringify(sampleAnswer(['modelDescription', 'limitations', 'howToUse', 'training', 'evaluation'], []));
let hub: Awaited<ReturnType<typeof startPracticeHub>>;

beforeAll(async () => {
  hub = await startPracticeHub({ seed: 7, models: 300 });
  for (const month of ['2026-01-01', '2026-02-01']) {
    const { code, err } = await playground.run(['sync', 'huggingface', '--endpoint', `${hub.url}/asof/${month}`, '--details', 'cards', '--top', '15', '--only-head']);
    expect(`${code} ${err}`).toMatch(/^0 /);
  }
  for (const name of ['a', 'b', 'c', 'd']) writeFileSync(path.join(playground.folder, `${name}.md`), `${sampleCard}\nCalled ${name}.\n`);
}, 60_000);
afterEach(closeModels);
afterAll(async () => {
  await hub.close();
  playground.remove();
});

let caches = 0;
/** Runs the command with a cache of its own, unless one is named. */
function second(endpoint: string | undefined, argv: readonly string[], options: RunOptions = {}) {
  const cache = argv.includes('--cache') ? [] : ['--cache', `cache-${caches += 1}`];
  const env = { OPENAI_API_KEY: apiKey, OPENAI_MODEL: 'm', ...(endpoint === undefined ? {} : { OPENAI_BASE_URL: endpoint }) };
  return playground.run(['second-reader', ...argv, ...cache], { env, ...options });
}
function files(...names: string[]): string[] {
  return names.flatMap((name) => ['--file', `${name}.md`]);
}
function cached(cache: string): string[] {
  return readdirSync(path.join(playground.folder, cache), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
}

describe('hubscope second-reader', () => {
  it('reads cards of files, and says how far the readers agree', async () => {
    const { endpoint, asked } = await serveModel(says(good), says(JSON.stringify(sampleAnswer(['limitations']))));
    const { code, out, err } = await second(endpoint, [...files('a', 'b'), '--concurrency', '1', '--yes', '--price-in', '1', '--price-out', '10']);
    expect(code).toBe(0);
    expect(err).toMatch(/2 cards: 2 questions to m\n.*about [\d,]+ tokens in, 1,400 out; about 0\.02 at 1 and 10 per million/);
    expect(out).toContain('2 cards read by m (0 from kept answers), 0 not read, 0 without card');
    expect(out).toContain('2 requests, 0 repetitions, 2,000 tokens in, 200 out as the endpoint counted, 0.00 at the given prices');
    expect(out).toMatch(/limitations +1 +1 +0 +0 +0 +50\.0 % +0\.00/);
    expect(out).toMatch(/training +2 +0 +0 +0 +0 +100\.0 % +none +not computable: both gave the same one answer to all 2 items/);
    expect(out).toMatch(/b\.md +limitations +yes: heading, line \d+ +no/);
    expect(cardIn(asked[0]!).card).toContain('Called a.');
    expect(out + err).not.toContain('OnlyForThisTest');
  });

  it('reads cards of the store: all, some at random, one as of a day', async () => {
    const { endpoint, asked } = await serveModel(says(none));
    const dry = await second(undefined, ['--dry-run', '--json']);
    const all = (JSON.parse(dry.out) as { of: number }).of;
    expect(all).toBeGreaterThan(10);
    expect(JSON.parse(dry.out)).toMatchObject({ simulated: '7', estimate: { cards: all, cached: 0, cost: null } });
    expect((await second(endpoint, ['--limit', '1', '--yes'])).out).toContain('The cards are simulated (seed 7)');
    asked.length = 0;
    async function names(more: string[]): Promise<string[]> {
      const { code, out } = await second(endpoint, [...more, '--yes', '--json', '--cache', 'shared']);
      expect(code).toBe(0);
      return (JSON.parse(out) as { cards: { card: string }[] }).cards.map(({ card }) => card);
    }
    const [drawn, again, other, first] = [await names(['--sample', '5', '--seed', '3']), await names(['--sample', '5', '--seed', '3']), await names(['--sample', '5', '--seed', '4']), await names(['--limit', '5'])];
    expect(drawn).toHaveLength(5);
    expect(drawn).toEqual(again);
    expect(new Set([drawn, other, first].map(String)).size).toBe(3);
    expect(first).toEqual(first.toSorted());
    expect(await names(['--sample', '100000'])).toHaveLength(all);
    // Each card was sent once: the rest came from the kept answers.
    expect(asked.length).toBe(new Set(asked.map((one) => cardIn(one).card)).size);

    // A card that was changed between the months.
    const [january, february] = [hub.world?.snapshotAt(0) ?? [], hub.world?.snapshotAt(1) ?? []].map((world) => new Map(world.map((one) => [one._id, one])));
    const known = drawn.map((name) => [...january!.values()].find((one) => one.id === name)).find((one) => one !== undefined && february!.has(one._id));
    expect(await names([known?.id ?? '', '--as-of', '2026-01-31'])).toEqual([known?.id]);
    expect((await second(endpoint, [known?.id ?? '', ...['--as-of', '2026-01-31'], '--yes', '--json'])).out).toContain('"simulated": "7"');
    const early = await second(endpoint, ['--as-of', '2020-01-01', '--yes']);
    expect([early.code, early.err]).toEqual([2, expect.stringContaining('before the first snapshot')]);
    const without = [...february!.values()].find((one) => one.cardLevel === 'absent');
    if (without !== undefined) expect((await second(endpoint, [without.id, '--yes'])).out).toMatch(/0 cards read .* 1 without card/);
  });

  it('only estimates with --dry-run: no address, no key, nothing sent', async () => {
    const { code, out } = await playground.run(['second-reader', ...files('a'), '--dry-run', '--model', 'm', '--price-in', '2', '--price-out', '8'], { fetch: () => Promise.reject(new Error('nothing may be sent')) });
    expect([code, out]).toEqual([0, expect.stringMatching(/^1 card: 1 question to m\nabout [\d,]+ tokens in, 700 out; about 0\.01 at 2 and 8 per million\n\(estimated: a token per 4 ASCII/)]);
  });

  it('tells wrong use, with what was expected', async () => {
    const { endpoint, asked } = await serveModel(says(good));
    const env = { OPENAI_API_KEY: apiKey, OPENAI_MODEL: 'm', OPENAI_BASE_URL: endpoint };
    const cases: [string[], RunOptions['env'], RegExp][] = [
      [files('a'), { ...env, OPENAI_MODEL: '' }, /no model; expected --model or OPENAI_MODEL/],
      [[...files('a'), '--yes'], { OPENAI_MODEL: 'm' }, /no endpoint; expected OPENAI_BASE_URL .* such as https/],
      [[...files('a'), '--yes'], { OPENAI_MODEL: 'm', OPENAI_BASE_URL: 'https://models.example/v1' }, /no key \(models\.example\); expected OPENAI_API_KEY/],
      [[...files('a'), '--yes'], { ...env, OPENAI_BASE_URL: 'https://u:p@models.example/v1' }, /has parts that cannot be used/],
      [[...files('a'), '--yes'], { ...env, OPENAI_BASE_URL: 'models.example' }, /not an address/],
      [[...files('a'), '--yes'], { ...env, OPENAI_BASE_URL: 'https://models.example', OPENAI_API_KEY: 'short' }, /not a key .* expected at least 8 characters, got 5/],
      [files('a'), env, /nobody to ask for consent; expected --yes where there is no terminal/],
      [['--file', 'nowhere.md'], env, /no such file \(nowhere\.md\)/],
      [['nobody/nothing'], env, /package: unknown/],
      [['--limit', '1', '--sample', '1'], env, /expected one of them/],
      [[...files('a'), '--sample', '1'], env, /choose among all cards of the store/],
      [['x/y', ...files('a')], env, /packages and --file; expected one of them/],
      [[...files('a'), '--price-in', '1'], env, /expected both --price-in and --price-out/],
      [[...files('a'), '--price-in', '-1'], env, /expected a number from 0/],
      [['--registry', 'npm'], env, /no cards \(npm, model\); .* got cards of: huggingface model/],
      [['--concurrency', '0'], env, /expected a whole number from 1/],
      [['--api-key', 'x'], env, /unknown option '--api-key'/],
    ];
    for (const [argv, given, told] of cases) {
      const { code, out, err } = await playground.run(['second-reader', ...argv, '--cache', 'unused'], { env: given ?? {} });
      expect([argv.join(' '), code, out, err]).toEqual([argv.join(' '), 2, '', expect.stringMatching(told)]);
      expect(err).not.toContain('OnlyForThisTest');
    }
    expect(asked).toEqual([]);
  });

  it('does not send the key over plain http to another machine', async () => {
    const sent: (string | null)[] = [];
    const { code, err } = await second('http://models.example/v1', [...files('a'), '--yes'], {
      fetch: (_input, init) => {
        sent.push(new Headers(init?.headers).get('authorization'));
        return Promise.resolve(new Response('{}', { status: 404 }));
      },
    });
    expect([code, sent]).toEqual([1, [null]]);
    expect(err).toContain('OPENAI_API_KEY is not sent: models.example is asked over http');
  });

  it('ends with 3 where a card was not read, and says why', async () => {
    const { endpoint } = await serveModel(says('never JSON'));
    const { code, out, err } = await second(endpoint, [...files('a'), '--yes']);
    expect(code).toBe(3);
    expect(out).toMatch(/a\.md +no usable answer: it was not valid JSON; asked again: it was not valid JSON/);
    expect(err).toContain('not everything was done: 1 card of 1 not read');
    const stopping = await serveModel(says(good), fails(401, `Incorrect key ${apiKey}`));
    const refused = await second(stopping.endpoint, [...files('a', 'b', 'c'), '--concurrency', '1', '--yes', '--json']);
    expect([refused.code, JSON.parse(refused.out)]).toEqual([3, expect.objectContaining({ stopped: 'status 401 (Incorrect key [removed])' })]);
    expect(refused.err).toContain('2 cards of 3 not read; stopped: status 401');
  });

  it('fails where key, model or address are wrong, and says what to look at', async () => {
    for (const [status, message] of [[401, `Incorrect key ${apiKey}`], [404, 'The model `m` does not exist']] as const) {
      const { endpoint, asked } = await serveModel(fails(status, message));
      const { code, out, err } = await second(endpoint, [...files('a', 'b'), '--concurrency', '1', '--yes']);
      expect([code, out, asked.length]).toEqual([1, '', 1]);
      expect(err).toMatch(/no card was read \(status 40[14] \(.*\)\); expected in OPENAI_BASE_URL .* in OPENAI_API_KEY a key that it takes, and a model that it has, got http:.*\/v1 and m/);
      expect(err).not.toContain('OnlyForThisTest');
    }
  });

  it('sends only when a person agrees', async () => {
    const { endpoint, asked } = await serveModel(says(good));
    const questions: string[] = [];
    const notes: string[] = [];
    const context: CommandContext = {
      io: {
        stdout: { write: () => undefined, isTerminal: true, columns: 80 }, stderr: { write: () => undefined, isTerminal: true, columns: 80 },
        env: { OPENAI_BASE_URL: endpoint, OPENAI_MODEL: 'm' }, cwd: playground.folder, now: () => new Date(0), fetch: globalThis.fetch, signal: new AbortController().signal,
      },
      storePath: path.join(playground.folder, 'x', 'none.duckdb'), json: false, progress: { step: () => undefined }, width: 80, bold: (text) => text,
      resolve: (text) => path.resolve(playground.folder, text), note: (text) => notes.push(text), print: () => undefined,
    };
    function ask(consent: boolean) {
      const command = declareSecondReader((question) => {
        questions.push(question);
        return Promise.resolve(consent);
      });
      return command.run(context, [[]], { file: ['a.md'] });
    }
    await expect(ask(false)).rejects.toThrow('not agreed to; nothing was sent');
    expect(asked).toEqual([]);
    expect(await ask(true)).toMatchObject({ incomplete: null });
    expect(asked).toHaveLength(1);
    expect(questions).toEqual([`Send 1 card to ${endpoint}?`, `Send 1 card to ${endpoint}?`]);
    expect(notes[0]).toBe('1 card: 1 question to m');
    // All kept: nobody needs to be asked, nothing is sent.
    expect(await ask(false)).toMatchObject({ incomplete: null });
    expect(questions).toHaveLength(2);
  });

  it('reports at Ctrl-C what was read', async () => {
    const controller = new AbortController();
    const { endpoint } = await serveModel(says(good), (asked, response) => {
      hangs(asked, response);
      controller.abort(new Error('interrupted'));
    });
    const { code, out, err } = await second(endpoint, [...files('a', 'b', 'c'), '--yes', '--concurrency', '1', '--cache', 'interrupted'], { signal: controller.signal });
    expect(code).toBe(130);
    expect(out).toContain('1 card read by m (0 from kept answers), 2 not read');
    expect(err).toMatch(/Answers are kept; the same command goes on\.\n.*interrupted/);
    expect(cached('interrupted')).toHaveLength(1);
  });

  it('leaves a whole cache when it is killed', async () => {
    const built = buildProgramForTest();
    try {
      const { endpoint, asked } = await serveModel(says(good), says(good), (one, response) => {
        hangs(one, response);
        child.kill('SIGKILL');
      }, says(good));
      const argv = [built.entry, 'second-reader', ...files('a', 'b', 'c', 'd'), '--yes', '--concurrency', '1', '--cache', 'killed'];
      const child = spawn(process.execPath, argv, { cwd: playground.folder, env: { OPENAI_BASE_URL: endpoint, OPENAI_MODEL: 'm', OPENAI_API_KEY: apiKey }, stdio: 'ignore' });
      await new Promise((resolve) => child.on('close', resolve));
      expect(cached('killed')).toHaveLength(2);
      for (const name of cached('killed')) expect(readFileSync(path.join(playground.folder, 'killed', name), 'utf8')).toMatch(/^\{"format":1,.*\}\n$/);
      expect((await second(endpoint, [...files('a', 'b', 'c', 'd'), '--yes', '--cache', 'killed'])).out).toContain('4 cards read by m (2 from kept answers)');
      expect(asked).toHaveLength(5);
    } finally {
      built.remove();
    }
  });
});
