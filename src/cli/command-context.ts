import type { Progress } from '../app/progress.js';
import type { Io } from './io.js';

/** What a command hands back; the frame prints it. */
export interface CommandResult {
  /** What `--json` prints: one document. */
  readonly json: unknown;
  /** What people read; printed as it is, so texts from outside must have been made safe. */
  readonly text: string;
  /** Why not everything that was asked for was done; the command then ends with code 3. */
  readonly incomplete?: string | null;
}

/** What a command works with. */
export interface CommandContext {
  readonly io: Io;
  readonly storePath: string;
  readonly json: boolean;
  readonly progress: Progress;
  /** Width that tables must fit; undefined where any will do. */
  readonly width: number | undefined;
  readonly bold: (text: string) => string;
  /** A path of the command line, from the folder the command was started in. */
  resolve(path: string): string;
  /** One line for people on stderr; not with --quiet. */
  note(text: string): void;
  /** Prints a result at once, for commands that go on afterwards. */
  print(result: CommandResult): void;
}
