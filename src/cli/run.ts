import path from 'node:path';
import { CommanderError, type Command } from 'commander';
import { HubscopeError } from '../core/errors.js';
import { buildProgram, type Parsed } from './program.js';
import type { CommandContext, CommandResult } from './command-context.js';
import { wantsColour, type Io } from './io.js';
import { showProgress, type ShownProgress } from './progress.js';
import { decideStorePath } from './store-path.js';
import { visible, visibleJson } from './terminal-text.js';

/** Exit codes: what was asked for is done, failed, was asked for wrongly, is done in part; interrupted by Ctrl-C. */
export const exitCodes = { done: 0, failed: 1, wrongUse: 2, incomplete: 3, interrupted: 130 } as const;

/**
 * Runs the command line and gives the exit code. Results go to stdout, everything else to stderr; nothing is thrown.
 */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  // Needed before the parser has had its say: its own errors are told in the same form.
  const json = argv.includes('--json');
  const debug = argv.includes('--debug');
  let parsed: Parsed | null = null;
  const program = buildProgram({
    onCommand: (one) => { parsed = one; },
    writeOut: (text) => io.stdout.write(text),
    columns: io.stdout.columns ?? 100,
    colour: wantsColour(io.stdout, io.env),
  });
  try {
    if (argv.length === 0) {
      io.stderr.write(program.helpInformation());
      return exitCodes.wrongUse;
    }
    await program.parseAsync([...argv], { from: 'user' });
    return parsed === null ? exitCodes.done : await runCommand(parsed, io);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return exitCodes.done;
    return tellError(error, io, json, debug, program);
  }
}

async function runCommand({ declaration, words, options }: Parsed, io: Io): Promise<number> {
  const json = options['json'] === true;
  const quiet = options['quiet'] === true;
  // With --json what stands on stderr is for a program, unless somebody watches.
  const silent = quiet || (json && !io.stderr.isTerminal);
  const progress: ShownProgress = silent ? { step: () => undefined, clear: () => undefined } : showProgress(io.stderr, () => io.now().getTime());
  const colour = wantsColour(io.stdout, io.env);
  const context: CommandContext = {
    io,
    storePath: decideStorePath(typeof options['store'] === 'string' ? options['store'] : undefined, io),
    json,
    progress,
    width: io.stdout.isTerminal ? io.stdout.columns ?? 80 : undefined,
    bold: (text) => (colour ? `\u001b[1m${text}\u001b[22m` : text),
    resolve: (text) => path.resolve(io.cwd, text),
    note(text) {
      if (quiet) return;
      progress.clear();
      io.stderr.write(json ? jsonLine({ note: text }) : `${visible(text)}\n`);
    },
    print(result) {
      progress.clear();
      io.stdout.write(json ? `${visibleJson(result.json)}\n` : ended(result.text));
    },
  };
  let result: CommandResult | null;
  try {
    result = await declaration.run(context, words, options);
  } finally {
    progress.clear();
  }
  if (result === null) return exitCodes.done;
  context.print(result);
  if (result.incomplete === undefined || result.incomplete === null) return exitCodes.done;
  const message = `not everything was done: ${result.incomplete}`;
  io.stderr.write(json ? jsonLine({ error: { name: 'IncompleteError', message } }) : `hubscope: ${visible(message)}\n`);
  return exitCodes.incomplete;
}

function jsonLine(value: unknown): string {
  return `${visibleJson(value).replace(/\n\s*/g, ' ')}\n`;
}

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

/** Says what went wrong on one line, and gives the exit code. */
function tellError(error: unknown, io: Io, json: boolean, debug: boolean, program: Command): number {
  if (io.signal.aborted) {
    io.stderr.write(json ? jsonLine({ error: { name: 'Interrupted', message: 'interrupted' } }) : 'hubscope: interrupted\n');
    return exitCodes.interrupted;
  }
  const { name, message, code } = describeError(error, program);
  if (json) io.stderr.write(jsonLine({ error: { name, message } }));
  else io.stderr.write(`hubscope: ${visible(message)}\n`);
  if (debug && error instanceof Error) {
    for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) io.stderr.write(`${(cause.stack ?? cause.message).split('\n').map(visible).join('\n')}\n`);
  }
  return code;
}

function describeError(error: unknown, program: Command): { name: string; message: string; code: number } {
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
    const known = error.code === 'commander.unknownCommand' ? `. Commands: ${program.commands.map((one) => one.name()).join(', ')}` : '';
    const plain = error.code === 'commander.help' ? 'a command is missing; see --help' : message + known;
    return { name: 'UsageError', message: plain, code: exitCodes.wrongUse };
  }
  if (error instanceof HubscopeError) return { name: error.name, message: error.message, code: error.exitCode };
  const text = error instanceof Error ? error.message : String(error);
  return { name: error instanceof Error ? error.name : 'Error', message: text.replace(/\s*\n\s*/g, ' '), code: exitCodes.failed };
}
