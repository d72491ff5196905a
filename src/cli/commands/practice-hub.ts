import { InvalidArgumentError } from 'commander';
import { UsageError } from '../../core/errors.js';
import type { CommandDeclaration } from '../declaration.js';
import { formatCount } from '../format.js';
import { numberOption, textOption, wholeNumber } from '../option-values.js';
import { visible } from '../terminal-text.js';

/** Reads a share, from 0 to 1. */
function share(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1)) throw new InvalidArgumentError('expected a number from 0 to 1.');
  return value;
}

/** What the options say about the simulated world; undefined where they say nothing. */
function simulationOf(options: Readonly<Record<string, unknown>>) {
  const rate = numberOption(options, 'faults');
  const live = options['live'];
  return {
    seed: numberOption(options, 'seed'), models: numberOption(options, 'models'), datasets: numberOption(options, 'datasets'),
    awkward: options['awkward'] === true ? true : undefined,
    faults: rate === undefined ? undefined : { rate, seed: numberOption(options, 'faultSeed') ?? 1 },
    living: live === undefined ? undefined : { every: typeof live === 'number' ? live : 1 },
  };
}

/** `hubscope practice-hub`: a registry on this machine to practise on. */
export const practiceHubCommand: CommandDeclaration = {
  name: 'practice-hub',
  summary: 'a simulated hub on this machine, to practise on without network',
  description:
    'Serves a simulated Hugging Face Hub on 127.0.0.1 until Ctrl-C: models and datasets with cards, files, commits, discussions and scans, renamed and removed over six months, each month under /asof/<date>. It can go wrong on purpose (--faults), hold what breaks readers (--awkward) and change while it is asked (--live). The same seeds give the same hub and the same faults. Everything taken from it is marked as simulated. With --from it serves recorded list pages instead.',
  examples: [
    { line: 'hubscope practice-hub --port 4100 --models 2000', does: 'a small hub on a fixed port' },
    { line: 'hubscope sync huggingface --endpoint http://127.0.0.1:4100/asof/2026-02-01', does: 'in a second terminal: one of its months' },
    { line: 'hubscope practice-hub --faults 0.1 --fault-seed 7', does: 'one answer in ten goes wrong: 429, 5xx, resets, broken bodies, looping or empty pages' },
    { line: 'hubscope practice-hub --live --awkward --models 500', does: 'a hub that changes with each list answer, with hostile file names, broken cards and the like' },
    { line: 'hubscope practice-hub --from recorded-pages', does: 'recorded list pages (NDJSON, one page per line)' },
  ],
  usesStore: false,
  define(command) {
    command
      .option('--port <port>', 'port on 127.0.0.1; 0 takes any free one', wholeNumber(0, 65_535), 0)
      .option('--seed <n>', 'seed of the simulated world: the same seed gives the same world (default: 1)', wholeNumber(0, Number.MAX_SAFE_INTEGER))
      .option('--models <n>', 'models alive in its last month (default: 20000)', wholeNumber(100, 2_000_000))
      .option('--datasets <n>', 'datasets alive in its last month; 0 for none (default: a tenth of the models)', wholeNumber(0, 2_000_000))
      .option('--awkward', 'add packages of the owner "odd" that test readers: broken cards, hostile file names, thousands of files')
      .option('--faults <share>', 'share of the answers that go wrong, from 0 to 1 (default: none)', share)
      .option('--fault-seed <n>', 'seed of the faults: the same seed spoils the same answers (default: 1)', wholeNumber(0, Number.MAX_SAFE_INTEGER))
      .option('--live [n]', 'begin at its first month and let one more change happen after every n list answers (n: 1)', wholeNumber(1, 1_000_000))
      .option('--from <folder>', 'serve recorded list pages from this folder');
  },
  async run(context, _words, options) {
    const from = textOption(options, 'from');
    const simulation = simulationOf(options);
    if (from !== undefined && Object.values(simulation).some((value) => value !== undefined)) {
      throw new UsageError('practice-hub: recorded pages are not generated; expected --from without --seed, --models, --datasets, --awkward, --faults and --live');
    }
    if (options['faultSeed'] !== undefined && simulation.faults === undefined) {
      throw new UsageError('practice-hub: nothing goes wrong without --faults; expected --faults with --fault-seed');
    }
    const { signal } = context.io;
    signal.throwIfAborted();
    const { startPracticeHub } = await import('../../practice/practice-hub.js');
    const hub = await startPracticeHub({ port: numberOption(options, 'port') ?? 0, ...simulation, from: from === undefined ? undefined : context.resolve(from) });
    const months = hub.months.map((month) => ({ takenAt: month, endpoint: `${hub.url}/asof/${month.slice(0, 10)}` }));
    const what = hub.pages === null ? `a simulated hub (seed ${simulation.seed ?? 1})` : `${formatCount(hub.pages)} recorded pages`;
    context.print({
      json: { endpoint: hub.url, months, pages: hub.pages, seed: hub.world?.seed ?? null, faults: simulation.faults ?? null, living: simulation.living ?? null },
      text: [
        `Serving ${what} at ${hub.url}; Ctrl-C ends it.`,
        ...(simulation.faults === undefined ? [] : [`Of its answers ${Number((100 * simulation.faults.rate).toFixed(2))} % go wrong on purpose.`]),
        ...(simulation.living === undefined ? [] : ['It begins at its first month and changes as it is asked:', `  hubscope sync huggingface --endpoint ${hub.url}`]),
        ...months.map((month) => `  ${month.takenAt.slice(0, 10)}  hubscope sync huggingface --endpoint ${visible(month.endpoint)}`),
        ...(months.length === 0 ? [`  hubscope sync huggingface --endpoint ${hub.url}`] : []),
      ].join('\n'),
    });
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await hub.close();
    // Ctrl-C is how this command is meant to end.
    return null;
  },
};
