import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { describeStore } from '../scripts/docs/data-dictionary.js';
import { generatedLine, type Page } from '../scripts/docs/markdown.js';
import { renderPages } from '../scripts/docs/pages.js';
import { commands } from '../src/cli/commands/index.js';
import { buildProgram } from '../src/cli/program.js';
import { fieldNames } from '../src/core/field.js';
import { metrics } from '../src/metrics/index.js';
import { registries } from '../src/registries/index.js';
import { root } from './project-files.js';

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** The commands in the fenced blocks of a page, without prompt and remark, each as its words. */
function listFencedCommands(text: string): string[][] {
  return [...text.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
    block.split('\n').flatMap((line) => {
      const match = /^(?:\$ )?((?:hubscope|npm)\b.*)$/.exec(line);
      return match === null ? [] : [splitWords((match[1] ?? '').replace(/\s+#.*$/, ''))];
    }),
  );
}

function splitWords(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
}

/** Why a command could not be run as it stands, or null. Nothing is run: the program only parses. */
function problemOf([program = '', ...words]: readonly string[]): string | null {
  if (program === 'npm') return npmProblem(words);
  try {
    const heard: string[] = [];
    const parser = buildProgram({
      onCommand: ({ declaration }) => heard.push(declaration.name),
      writeOut: () => undefined,
      columns: 100,
      colour: false,
    });
    parser.parse(words, { from: 'user' });
    return heard.length === 1 ? null : 'names no command';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function npmProblem(words: readonly string[]): string | null {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const [first = '', second = ''] = words;
  const script = first === 'run' ? second : first;
  return script in scripts && (first === 'run' || ['start', 'test'].includes(first)) ? null : `no script ${script}`;
}

describe('the generated pages', () => {
  let pages: Page[] = [];
  beforeAll(async () => {
    pages = await renderPages();
  });

  function textOf(name: string): string {
    return pages.find((page) => page.name === name)?.text ?? '';
  }

  it('are on the disk as the program makes them (else: npm run docs)', () => {
    for (const { name, text } of pages) {
      expect(existsSync(join(root, 'docs', name)), name).toBe(true);
      expect(read(`docs/${name}`), `docs/${name} is stale`).toBe(text);
    }
  });

  it('say that they are generated', () => {
    expect(pages.length).toBeGreaterThan(4);
    for (const { name, text } of pages) {
      const beginning = text.split('\n').slice(0, 5).join('\n');
      expect(beginning, name).toMatch(name === 'cli.md' ? /Made from the program/ : new RegExp(`^# .+\n\n${generatedLine.replace(/[.`]/g, '\\$&')}`));
    }
  });

  it('are all the pages of docs/, which nobody keeps by hand, with the one that the evaluation of cards writes', () => {
    expect(readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md')).sort()).toEqual(['card-evaluation.md', 'claim-evaluation.md', ...pages.map(({ name }) => name)].sort());
  });

  it('have every command, registry, metric with its variants, and mapping', () => {
    for (const { name } of commands) expect(textOf('cli.md')).toContain(`\n## hubscope ${name}\n`);
    for (const { title, about } of registries) {
      expect(textOf('registries.md')).toContain(`\n## ${title}\n`);
      expect(textOf('registries.md')).toContain(about);
    }
    for (const { slug, question, variants } of metrics) {
      expect(textOf('metrics.md')).toContain(`\n## ${slug}\n\n**${question}**\n`);
      for (const variant of variants) expect(textOf('metrics.md')).toContain(`| \`${variant}\` | \`${slug}/${variant}@`);
    }
    const mappings = readdirSync(join(root, 'mappings')).filter((name) => name.endsWith('.yaml'));
    expect(mappings.length).toBeGreaterThan(20);
    for (const name of mappings) expect(textOf('sources.md')).toContain(`\n## ${name.replace('.yaml', '')}\n`);
  });

  it('say of each registry that was never run live that it was not', () => {
    const sections = textOf('registries.md').split('\n## ').slice(1);
    for (const { title, provenLive } of registries) {
      const section = sections.find((one) => one.startsWith(`${title}\n`)) ?? '';
      expect(section.includes('**never been run against the live service**'), title).toBe(!provenLive);
    }
  });

  it('have every table, view and field of the store', async () => {
    for (const { name, columns } of await describeStore()) {
      expect(textOf('data-dictionary.md')).toMatch(new RegExp(`^(### ${name}|\\| \`${name}\` \\|.*)$`, 'm'));
      for (const column of columns) expect(textOf('data-dictionary.md')).toContain(`\`${column.name}\``);
    }
    for (const field of fieldNames) expect(textOf('data-dictionary.md')).toContain(`| \`${field}\` |`);
  });
});

describe('the store', () => {
  it('has a comment that says something on every table, view and column', async () => {
    const relations = await describeStore();
    expect(relations.length).toBeGreaterThan(fieldNames.length + 10);
    expect(relations.filter((one) => one.view).length).toBeGreaterThan(3);
    const silent = relations.flatMap((relation) => [
      ...(/\p{L}{4}/u.test(relation.comment ?? '') ? [] : [relation.name]),
      ...relation.columns.flatMap((one) => (/\p{L}{4}/u.test(one.comment ?? '') ? [] : [`${relation.name}.${one.name}`])),
    ]);
    expect(silent).toEqual([]);
  });
});

describe('the commands in the pages written by hand', () => {
  it.each(['README.md', 'CONTRIBUTING.md'])('exist, with their options: %s', (path) => {
    const found = listFencedCommands(read(path));
    if (path === 'README.md') expect(found.length).toBeGreaterThan(8);
    expect(found.flatMap((words) => (problemOf(words) === null ? [] : [`${words.join(' ')}: ${problemOf(words)}`]))).toEqual([]);
  });

  it('name studies that exist', () => {
    const files = ['README.md', 'CONTRIBUTING.md'].flatMap((path) => [...read(path).matchAll(/\bhubscope study run (\S+\.yaml)/g)].map((match) => match[1] ?? ''));
    expect(files.length).toBeGreaterThan(1);
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  });

  it('name scripts that exist, within the text too', () => {
    const named = ['README.md', 'CONTRIBUTING.md'].flatMap((path) => [...read(path).matchAll(/`(npm [^`]+)`/g)].map((match) => splitWords(match[1] ?? '')));
    expect(named.length).toBeGreaterThan(5);
    expect(named.flatMap((words) => problemOf(words) ?? [])).toEqual([]);
  });

  it.each(['hubscope imports x', 'hubscope import --everything', 'hubscope measure --kind song', 'hubscope model', 'npm run nothing', 'npm bench'])(
    'are caught where they do not: %s',
    (line) => {
      expect(problemOf(splitWords(line))).not.toBeNull();
    },
  );

  it('are found in fenced blocks, without prompt and remark', () => {
    expect(listFencedCommands('```sh\nnpm start   # a\n```\n\nhubscope x\n\n```console\n$ hubscope query "select 1"\n1\n```\n')).toEqual([
      ['npm', 'start'],
      ['hubscope', 'query', 'select 1'],
    ]);
  });
});

describe('the recipes', () => {
  const sections = read('CONTRIBUTING.md').split('\n## ').slice(1);
  const recipes = sections.filter((one) => one.startsWith('To add '));

  it('are those of a registry, a metric, a claim and a page', () => {
    expect(recipes.map((one) => one.split('\n')[0])).toEqual(['To add a registry', 'To add a metric', 'To add a claim', 'To add a page']);
  });

  it.each(recipes.map((one) => [one.split('\n')[0] ?? '', one]))('have at most ten lines: %s', (_title, recipe) => {
    const lines = recipe.split('\n').slice(1).filter((line) => line.trim() !== '');
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.length).toBeLessThanOrEqual(10);
  });

  it('name only files and folders that exist, or say that they do not yet', () => {
    const missing = recipes.flatMap((recipe) => {
      const paths = [...recipe.matchAll(/`((?:src|scripts|test|mappings|docs)\/[^`<*]+)`/g)].map((match) => match[1] ?? '');
      return paths.filter((path) => !existsSync(join(root, path)) && !/\b(no room|no `src\/web` yet)/.test(recipe));
    });
    expect(missing).toEqual([]);
  });
});

describe('the decisions', () => {
  const folder = join(root, 'docs', 'decisions');
  const names = readdirSync(folder).filter((name) => name !== 'README.md').sort();

  it('are numbered without gaps and listed', () => {
    expect(names.map((name) => name.slice(0, 4))).toEqual(names.map((_, index) => String(index + 1).padStart(4, '0')));
    const list = read('docs/decisions/README.md');
    expect(names.filter((name) => !list.includes(`(${name})`))).toEqual([]);
  });

  it.each(names)('have context, decision, measurement and consequence on one short page: %s', (name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    for (const part of ['Context', 'Decision', 'Measured', 'Consequence']) expect(text).toMatch(new RegExp(`^\\*\\*${part}\\b`, 'm'));
    expect(text.split('\n').length).toBeLessThanOrEqual(45);
  });
});
