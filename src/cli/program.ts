import { Command, Option } from 'commander';
import { toolVersion } from '../app/tool.js';
import { commands } from './commands/index.js';
import type { CommandDeclaration } from './declaration.js';
import { storeRule } from './store-path.js';

/** A command that was asked for, with its arguments and options. */
export interface Parsed {
  readonly declaration: CommandDeclaration;
  readonly words: readonly unknown[];
  readonly options: Readonly<Record<string, unknown>>;
}

export interface ProgramOutput {
  readonly onCommand: (parsed: Parsed) => void;
  readonly writeOut: (text: string) => void;
  readonly columns: number;
  readonly colour: boolean;
}

/** Groups of commands, and what they are about. */
const groups: Readonly<Record<string, string>> = {
  cards: 'Cards: what is read of the texts that the store has.',
  study: 'Studies: named sets of snapshots and metrics whose figures can be cited and made again.',
};

/** The program as its declarations describe it. It never ends the process and never prints errors itself. */
export function buildProgram(output: ProgramOutput): Command {
  const program = new Command('hubscope')
    .description('The observatory of pre-trained-model registries: snapshots, the history of every field, and what the literature claims, measured again on each of them.')
    .version(toolVersion, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong use, 3 done but incomplete, 130 interrupted.\nBegin without network: hubscope practice-hub, then hubscope sync huggingface --endpoint http://127.0.0.1:<port>');
  configure(program, output);
  for (const declaration of commands) addCommand(program, declaration, output);
  return program;
}

function addCommand(program: Command, declaration: CommandDeclaration, output: ProgramOutput): void {
  const [first = '', second] = declaration.name.split(' ');
  const parent = second === undefined ? program : groupOf(program, first, output);
  const command = new Command(second ?? first).summary(declaration.summary).description(declaration.description);
  declaration.define(command);
  if (declaration.usesStore) command.option('--store <file>', storeRule);
  command
    .option('--json', 'print one JSON document on stdout, and errors and notes as lines of JSON on stderr')
    .option('--quiet', 'no progress and no notes on stderr')
    .addOption(new Option('--debug', 'with errors, print where they come from'))
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', `\n${examplesText(declaration)}`)
    .allowExcessArguments(false)
    .action((...handed: unknown[]) => {
      output.onCommand({ declaration, words: handed.slice(0, -2), options: command.opts() });
    });
  configure(command, output);
  parent.addCommand(command);
}

function groupOf(program: Command, name: string, output: ProgramOutput): Command {
  const known = program.commands.find((one) => one.name() === name);
  if (known !== undefined) return known;
  const group = new Command(name).description(groups[name] ?? name).helpOption('-h, --help', 'print this help').helpCommand(false);
  configure(group, output);
  program.addCommand(group);
  return group;
}

function configure(command: Command, output: ProgramOutput): void {
  command
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureHelp({ helpWidth: Math.min(output.columns, 110) })
    .configureOutput({
      writeOut: output.writeOut,
      // Errors come out of the parser as exceptions and are told in one form.
      writeErr: () => undefined,
      outputError: () => undefined,
      getOutHelpWidth: () => Math.min(output.columns, 110),
      getOutHasColors: () => output.colour,
    });
}

/** The examples of a command as lines of help. */
export function examplesText({ examples }: CommandDeclaration): string {
  return ['Examples:', ...examples.map(({ line, does }) => `  $ ${line}\n      ${does}`)].join('\n');
}
