import { existsSync, statSync } from 'node:fs';
import { listen } from '../../app/listen.js';
import { UsageError } from '../../core/errors.js';
import { findRegistry } from '../../registries/index.js';
import type { CommandDeclaration } from '../declaration.js';
import { numberOption, textOption, wholeNumber } from '../option-values.js';
import { visible } from '../terminal-text.js';

/** Dates named in the greeting; all are served. */
const shownDates = 12;

/** `hubscope serve`: the hub's read API, as it was at any time. */
export const serveCommand: CommandDeclaration = {
  name: 'serve',
  summary: 'the read API of the hub from the store, now and as of any date',
  description:
    'Serves the read API of the Hugging Face Hub from the store until Ctrl-C: /api/… shows the newest snapshots, /asof/<date>/api/… the hub as it was on that date, /at/<snapshot>/api/… as of one snapshot. The official clients work with it. Small texts that were kept are served, weights never. Nothing is fetched from anywhere.',
  examples: [
    { line: 'hubscope serve', does: 'on 127.0.0.1:4200; a Python program sees that date with HF_ENDPOINT=http://127.0.0.1:4200/asof/2024-07-11' },
    { line: 'hubscope sync huggingface --endpoint http://127.0.0.1:4200/asof/2024-07-11 --store copy.duckdb', does: 'in a second terminal: any client of the hub, here our own into another store' },
    { line: 'hubscope serve --at 2024-07-11 --redirect-weights', does: 'that date without a prefix; large files are left to the hub' },
  ],
  usesStore: true,
  define(command) {
    command
      .option('--port <port>', 'port to listen on; 0 takes any free one', wholeNumber(0, 65_535), 4200)
      .option('--host <host>', 'address to listen on; with 0.0.0.0 other machines reach it', '127.0.0.1')
      .option('--at <date>', 'instant that addresses without /asof/ show (default: now)')
      .option('--redirect-weights', 'send those who ask for a file that is not kept to the hub, instead of refusing');
  },
  async run(context, _words, options) {
    const { io, storePath } = context;
    io.signal.throwIfAborted();
    if (!existsSync(storePath)) {
      throw new UsageError(`store: there is none (${storePath}); expected a file made by \`hubscope import\` or \`hubscope sync\``);
    }
    const { createMirror } = await import('../../api/serve-mirror.js');
    const { readInstant } = await import('../../api/asked-view.js');
    const { openMirrorStore } = await import('../../store/mirror-store.js');
    const at = textOption(options, 'at');
    if (at !== undefined && readInstant(at) === null) {
      throw new UsageError(`serve: --at cannot be read (${at}); expected a date (2024-07-11) or a date-time with zone (2024-07-11T08:00:00Z)`);
    }
    // A first look, so that a file that is no store is told now and not with the first request.
    const first = await openMirrorStore(storePath);
    const kinds = [...first.timelines.values()].map(({ kind, moments, simulated }) => ({ kind, simulated, snapshots: moments.map((one) => one.takenAt) }));
    first.close();
    const mirror = createMirror({
      open: () => openMirrorStore(storePath),
      stamp: () => stampOf(storePath),
      now: () => io.now().getTime(),
      at: at === undefined ? undefined : { is: 'asof', text: at },
      redirectTo: options['redirectWeights'] === true ? findRegistry('huggingface').harvest?.endpoint ?? null : null,
      onError: (error) => context.note(`serve: ${error instanceof Error ? error.message : String(error)}`),
    });
    const server = await listen((request) => mirror.app.fetch(request), {
      who: 'serve', host: textOption(options, 'host') ?? '127.0.0.1', port: numberOption(options, 'port') ?? 4200,
    });
    const dates = [...new Set(kinds.flatMap((one) => one.snapshots))].sort();
    const endpoints = dates.map((takenAt) => ({ takenAt, endpoint: `${server.url}/asof/${takenAt.slice(0, 10)}` }));
    const simulated = kinds.find((one) => one.simulated !== null)?.simulated ?? null;
    context.print({
      json: { endpoint: server.url, at: at ?? null, kinds, endpoints, simulated },
      text: [
        `Serving ${visible(storePath)} at ${server.url}; Ctrl-C ends it.`,
        ...(simulated === null ? [] : [`The data are simulated (seed ${visible(simulated)}); every answer says so.`]),
        ...(dates.length === 0 ? ['The store has no snapshot of the Hugging Face Hub yet; one that is added is served at once.'] : []),
        ...endpoints.slice(-shownDates).map((one) => `  ${one.takenAt.slice(0, 10)}  ${one.endpoint}`),
        ...(endpoints.length > shownDates ? [`  (the newest ${shownDates} of ${endpoints.length} dates; any other works as well)`] : []),
        'Python:      HF_ENDPOINT=<endpoint> HF_HOME=<a folder of its own for each date> python …',
        'JavaScript:  listModels({ hubUrl: \'<endpoint>\' })',
        'The Python client files by commit and not by endpoint: one HF_HOME for two dates would mix what `main` was.',
      ].join('\n'),
    });
    await new Promise<void>((resolve) => {
      if (io.signal.aborted) resolve();
      io.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    await server.close();
    await mirror.close();
    // Ctrl-C is how this command is meant to end.
    return null;
  },
};

/** Tells apart the files that writers put in the store's place: each is a new one. */
function stampOf(storePath: string): string | null {
  const stat = statSync(storePath, { throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.ino} ${stat.mtimeMs} ${stat.size}`;
}
