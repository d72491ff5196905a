#!/usr/bin/env node
import { run } from './run.js';
import type { TextSink } from './io.js';

const controller = new AbortController();

/** The first Ctrl-C lets the work end tidily; the second does not wait for it. */
function stop(code: number): void {
  if (controller.signal.aborted) process.exit(code);
  controller.abort(new Error('interrupted'));
}
process.on('SIGINT', () => stop(130));
process.on('SIGTERM', () => stop(143));

/** Whoever reads our output may stop reading (`| head`): then there is nobody left to tell anything. */
function sinkOf(stream: NodeJS.WriteStream): TextSink {
  let closed = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    closed = true;
  });
  return {
    write(text) {
      if (!closed) stream.write(text);
    },
    isTerminal: stream.isTTY === true,
    columns: stream.isTTY ? stream.columns : undefined,
  };
}

process.exitCode = await run(process.argv.slice(2), {
  stdout: sinkOf(process.stdout),
  stderr: sinkOf(process.stderr),
  env: process.env,
  cwd: process.cwd(),
  now: () => new Date(),
  fetch: globalThis.fetch,
  signal: controller.signal,
});
