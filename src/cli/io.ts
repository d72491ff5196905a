/** A stream that text goes to, with what is known of the terminal behind it. */
export interface TextSink {
  write(text: string): void;
  readonly isTerminal: boolean;
  /** Width of the terminal in columns; undefined where there is none, and lines may be as long as they like. */
  readonly columns: number | undefined;
}

/** Everything of the outside world that the command line touches. Passed in, so that a test needs no process. */
export interface Io {
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths start from. */
  readonly cwd: string;
  readonly now: () => Date;
  readonly fetch: typeof globalThis.fetch;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Whether colour may be used on a stream (https://no-color.org). */
export function wantsColour(sink: TextSink, env: Io['env']): boolean {
  return sink.isTerminal && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}
