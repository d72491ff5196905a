import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Command } from 'commander';
import { commands } from './commands/index.js';
import { buildProgram } from './program.js';
import { find, renderCliReference } from './reference.js';

const page = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8');
const program = buildProgram({ onCommand: () => undefined, writeOut: () => undefined, columns: 100, colour: false });

function sectionOf(name: string): string {
  const [, rest = ''] = page.split(`\n## hubscope ${name}\n`);
  return rest.split('\n## ')[0] ?? '';
}
function flagsOf(command: Command): string[] {
  return command.options.map((option) => option.flags).sort();
}

describe('docs/cli.md', () => {
  it('is what the program says of itself', () => {
    expect(page).toBe(renderCliReference());
  });

  it.each(commands.map((one) => [one.name]))('has every option and argument of %s, and no other', (name) => {
    const command = find(program, name);
    const rows = [...sectionOf(name).matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? '');
    expect(rows.filter((row) => row.startsWith('-')).sort()).toEqual(flagsOf(command));
    expect(rows.filter((row) => !row.startsWith('-'))).toEqual(command.registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`)));
  });

  it('has every command of the program, and no other', () => {
    const documented = [...page.matchAll(/^## hubscope (.+)$/gm)].map((match) => match[1]);
    const known = program.commands.flatMap((one) => (one.commands.length === 0 ? [one.name()] : one.commands.map((inner) => `${one.name()} ${inner.name()}`)));
    expect(documented.sort()).toEqual(known.sort());
  });

  it('shows only options that exist in its examples', () => {
    for (const { examples } of commands) {
      for (const { line } of examples) {
        const name = commands.map((one) => one.name).find((one) => line.startsWith(`hubscope ${one}`)) ?? '';
        const known = find(program, name).options.map((option) => option.long);
        for (const [option] of line.replace(/"[^"]*"/g, '').matchAll(/--[a-z-]+/g)) expect([name, known]).toEqual([name, expect.arrayContaining([option])]);
      }
    }
  });
});

describe('the list of commands', () => {
  it('has one file per command, and no other', () => {
    const files = readdirSync(new URL('./commands/', import.meta.url)).filter((name) => name !== 'index.ts' && !name.endsWith('.test.ts')).map((name) => name.replace('.ts', ''));
    expect(commands.map((one) => one.name.replaceAll(' ', '-')).sort()).toEqual(files.sort());
  });
});
