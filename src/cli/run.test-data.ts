import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Io } from './io.js';
import { run } from './run.js';

/** What one run of the command line did. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly env?: Io['env'];
  /** Width of a terminal on both streams; without it there is none. */
  readonly columns?: number;
  readonly signal?: AbortSignal;
  /** Called with each text on stderr. */
  readonly onError?: (text: string) => void;
  /** Called with each text on stdout. */
  readonly onOutput?: (text: string) => void;
  readonly fetch?: typeof globalThis.fetch;
}

/** A folder of its own in which the command line is run in this process. */
export function createPlayground() {
  const folder = mkdtempSync(path.join(tmpdir(), 'hubscope-cli-'));
  return {
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
    async run(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
      let out = '';
      let err = '';
      const terminal = { isTerminal: options.columns !== undefined, columns: options.columns };
      const code = await run(argv, {
        stdout: { ...terminal, write: (text) => { out += text; options.onOutput?.(text); } },
        stderr: { ...terminal, write: (text) => { err += text; options.onError?.(text); } },
        env: options.env ?? {},
        cwd: folder,
        now: () => new Date(),
        fetch: options.fetch ?? globalThis.fetch,
        signal: options.signal ?? new AbortController().signal,
      });
      return { code, out, err };
    },
  };
}
export type Playground = ReturnType<typeof createPlayground>;
