import type { Command } from 'commander';
import type { CommandContext, CommandResult } from './command-context.js';

/** One command of the program: everything that help, reference and parser need. */
export interface CommandDeclaration {
  /** `sync`, or `study run` for a command within a group. */
  readonly name: string;
  readonly summary: string;
  /** What it does and what not, in a few sentences. */
  readonly description: string;
  /** Lines to be typed, each with what it does. */
  readonly examples: readonly { readonly line: string; readonly does: string }[];
  /** Whether it works on a store and takes --store. */
  readonly usesStore: boolean;
  /** Adds its arguments and options. */
  define(command: Command): void;
  /** `words` are the arguments in order; null: everything is printed already. */
  run(context: CommandContext, words: readonly unknown[], options: Readonly<Record<string, unknown>>): Promise<CommandResult | null>;
}
