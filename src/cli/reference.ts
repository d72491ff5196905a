import type { Command } from 'commander';
import { buildProgram, examplesText } from './program.js';
import { commands } from './commands/index.js';

/**
 * The page `docs/cli.md`, made from the program itself: every command with its arguments, options and examples. The
 * same program gives the same page.
 */
export function renderCliReference(): string {
  const program = buildProgram({ onCommand: () => undefined, writeOut: () => undefined, columns: 100, colour: false });
  const parts = [
    '# The command line',
    '<!-- Made from the program by renderCliReference() in src/cli/reference.ts; changes here are lost. -->',
    `${program.description()}`,
    '`hubscope <command> --help` says the same as this page.',
    '| Command | |\n|---|---|\n' +
      commands.map((one) => `| [\`${one.name}\`](#hubscope-${one.name.replaceAll(' ', '-')}) | ${cell(one.summary)} |`).join('\n'),
    '## Exit codes',
    '| Code | Meaning |\n|---|---|\n| 0 | done |\n| 1 | the work failed |\n| 2 | wrong use: unknown command, option, field, snapshot, package; a file that is not there |\n' +
      '| 3 | done, but not all of it: a listing broke off, a source failed, too many elements were set aside |\n| 130 | interrupted by Ctrl-C; the store is as it was |',
    '## For programs',
    'Results go to stdout, everything else to stderr. With `--json` stdout is one JSON document, and stderr has one JSON document per line: `{"error":{"name":…,"message":…}}` (with code 3 too, as `IncompleteError`) and `{"note":…}`. ' +
      'Characters that a terminal would act on are escaped in both. Colour and the moving progress line appear on terminals only; `NO_COLOR` turns colour off.',
    '## Environment',
    '| Variable | Meaning |\n|---|---|\n| `HUBSCOPE_STORE` | store to use where `--store` is not given |\n| `HUBSCOPE_CONTACT` | e-mail or web address sent along by `sync` where `--contact` is not given |\n' +
      '| `HF_ENDPOINT` | address of Hugging Face where `--endpoint` is not given |\n| `HF_TOKEN` | token for Hugging Face; never written to archive or store, never sent over plain http to another machine |\n' +
      '| `HF_HUB_DISABLE_IMPLICIT_TOKEN` | `1` leaves the token out |\n| `OPENAI_BASE_URL` | address of the endpoint that `second-reader` asks, before `/chat/completions` |\n' +
      '| `OPENAI_API_KEY` | key for that endpoint; never written or printed |\n| `OPENAI_MODEL` | model it asks where `--model` is not given |\n| `NO_COLOR` | no colour |',
    ...commands.map((declaration) => {
      const command = find(program, declaration.name);
      return [
        `## hubscope ${declaration.name}`,
        declaration.description,
        `\`\`\`\nhubscope ${declaration.name} ${command.usage()}\n\`\`\``,
        ...argumentsTable(command),
        optionsTable(command),
        `\`\`\`console\n${examplesText(declaration).split('\n').slice(1).map((line) => line.replace(/^ {2}(?=\$)/, '').replace(/^ {6}/, '# ')).join('\n')}\n\`\`\``,
      ].join('\n\n');
    }),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The command of a name, `study run` for one within a group. */
export function find(program: Command, name: string): Command {
  return name.split(' ').reduce((parent, word) => {
    const found = parent.commands.find((one) => one.name() === word);
    if (found === undefined) throw new Error(`the program has no command ${name}`);
    return found;
  }, program);
}

function argumentsTable(command: Command): string[] {
  if (command.registeredArguments.length === 0) return [];
  const rows = command.registeredArguments.map((one) => `| \`${one.required ? `<${one.name()}>` : `[${one.name()}]`}\` | ${cell(one.description)} |`);
  return [['| Argument | |', '|---|---|', ...rows].join('\n')];
}

function optionsTable(command: Command): string {
  const rows = command.options.map((option) => {
    const choices = option.argChoices === undefined ? '' : ` (one of ${option.argChoices.join(', ')})`;
    const standard: unknown = option.defaultValue;
    const plain = typeof standard === 'string' || typeof standard === 'number' ? ` (default: ${standard})` : '';
    return `| \`${option.flags}\` | ${cell(option.description)}${choices}${plain}${option.mandatory ? ' (required)' : ''} |`;
  });
  return ['| Option | |', '|---|---|', ...rows].join('\n');
}

/** Text for a cell of a Markdown table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replace(/<([a-z]+)>/g, '`<$1>`');
}
