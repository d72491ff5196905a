import { UsageError } from '../../core/errors.js';
import type { CommandDeclaration } from '../declaration.js';
import { formatCount } from '../format.js';
import { numberOption, textOption, wholeNumber } from '../option-values.js';
import { visible } from '../terminal-text.js';

/** `hubscope practice-hub`: a registry on this machine to practise on. */
export const practiceHubCommand: CommandDeclaration = {
  name: 'practice-hub',
  summary: 'a simulated hub on this machine, to practise on without network',
  description:
    'Serves a simulated Hugging Face Hub on 127.0.0.1 until Ctrl-C: models, cards, renames and removals over six months, each month under /asof/<date>. Everything taken from it is marked as simulated. With --from it serves recorded list pages instead.',
  examples: [
    { line: 'hubscope practice-hub --port 4100 --models 2000', does: 'a small hub on a fixed port' },
    { line: 'hubscope sync huggingface --endpoint http://127.0.0.1:4100/asof/2026-02-01', does: 'in a second terminal: one of its months' },
    { line: 'hubscope practice-hub --from recorded-pages', does: 'recorded list pages (NDJSON, one page per line)' },
  ],
  usesStore: false,
  define(command) {
    command
      .option('--port <port>', 'port on 127.0.0.1; 0 takes any free one', wholeNumber(0, 65_535), 0)
      .option('--seed <n>', 'seed of the simulated world: the same seed gives the same world (default: 1)', wholeNumber(0, Number.MAX_SAFE_INTEGER))
      .option('--models <n>', 'models alive in its last month (default: 20000)', wholeNumber(100, 2_000_000))
      .option('--from <folder>', 'serve recorded list pages from this folder');
  },
  async run(context, _words, options) {
    const from = textOption(options, 'from');
    const seed = numberOption(options, 'seed');
    const models = numberOption(options, 'models');
    if (from !== undefined && (seed !== undefined || models !== undefined)) {
      throw new UsageError('practice-hub: recorded pages are not generated; expected --from without --seed and --models');
    }
    const { signal } = context.io;
    signal.throwIfAborted();
    const { startPracticeHub } = await import('../../practice/practice-hub.js');
    const hub = await startPracticeHub({ port: numberOption(options, 'port') ?? 0, seed, models, from: from === undefined ? undefined : context.resolve(from) });
    const months = hub.months.map((month) => ({ takenAt: month, endpoint: `${hub.url}/asof/${month.slice(0, 10)}` }));
    const what = hub.pages === null ? `a simulated hub (seed ${seed ?? 1})` : `${formatCount(hub.pages)} recorded pages`;
    context.print({
      json: { endpoint: hub.url, months, pages: hub.pages, seed: hub.world?.seed ?? null },
      text: [
        `Serving ${what} at ${hub.url}; Ctrl-C ends it.`,
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
