import { describe, expect, it } from 'vitest';
import { findEffects } from './effect-rules.js';
import { findWrongImports } from './layer-rules.js';
import { findEmptyNames } from './name-rules.js';
import { isTestFile, listTrackedPaths, readTracked } from './project-files.js';
import { countCodeLines, parseSource } from './read-source.js';

const maxCodeLines = 300;
const program = readTracked((path) => /^src\/.*\.tsx?$/.test(path) && !isTestFile(path));

describe('the program', () => {
  it('is found', () => {
    expect(program.length).toBeGreaterThan(50);
  });

  it('imports only to the left', () => {
    expect(program.flatMap(findWrongImports)).toEqual([]);
  });

  it('touches the world only in the rooms for it', () => {
    expect(program.flatMap(findEffects)).toEqual([]);
  });
});

describe('all files', () => {
  it('have names that say what is inside', () => {
    expect(listTrackedPaths().flatMap(findEmptyNames)).toEqual([]);
  });

  it(`have at most ${maxCodeLines} lines of code`, () => {
    const sources = readTracked((path) => /\.(m?ts|tsx|m?js)$/.test(path));
    const long = sources.map((file) => ({ path: file.path, lines: countCodeLines(parseSource(file)) }));
    expect(long.filter(({ lines }) => lines > maxCodeLines)).toEqual([]);
  });
});

describe('the rule about imports', () => {
  it.each([
    ['core knows nobody', 'src/core/a.ts', "import { x } from '../stats/x.js';"],
    ['not to the right', 'src/store/a.ts', "import { x } from '../app/x.js';"],
    ['re-exports count', 'src/store/a.ts', "export * from '../app/x.js';"],
    ['type imports count', 'src/store/a.ts', "import type { X } from '../app/x.js';"],
    ['types in place count', 'src/store/a.ts', "let a: import('../app/x.js').X;"],
    ['dynamic imports count', 'src/store/a.ts', "const a = await import('../app/x.js');"],
    ['computed targets are refused', 'src/store/a.ts', 'const a = await import(name);'],
    ['required files count', 'src/store/a.ts', "const a = require('../app/x.js');"],
    ['comments between do not hide it', 'src/store/a.ts', "import {\n  x,\n} /* ' */ from '../app/x.js';"],
    ['siblings', 'src/registries/npm/a.ts', "import { x } from '../pypi/index.js';"],
    ['the list of siblings', 'src/registries/npm/a.ts', "import { x } from '../index.js';"],
    ['judges do not fetch', 'src/metrics/a.ts', "import type { X } from '../harvest/x.js';"],
    ['judges do not practise', 'src/report/a.ts', "import { x } from '../harvest/x.js';"],
    ['fetchers do not store', 'src/harvest/a.ts', "import { x } from '../store/x.js';"],
    ['metrics are given their query', 'src/metrics/a.ts', "import type { Store } from '../store/open-store.js';"],
    ['pages do not reach into the program', 'src/web/a.ts', "import { x } from '../app/x.js';"],
    ['the doors are apart', 'src/api/a.ts', "import { x } from '../cli/x.js';"],
    ['out of src', 'src/stats/a.ts', "import { x } from '../../test/x.js';"],
    ['unknown rooms', 'src/things/a.ts', ''],
    ['no room', 'src/a.ts', ''],
  ])('catches: %s', (_name, path, text) => {
    expect(findWrongImports({ path, text })).toHaveLength(1);
  });

  it.each([
    ['src/app/a.ts', "import { x } from '../store/x.js';\nimport { y } from './y.js';\nimport { z } from 'zod';"],
    ['src/registries/index.ts', "import { npm } from './npm/index.js';"],
    ['src/registries/npm/index.ts', "import { fields } from './fields.js';\nimport type { Field } from '../../core/field.js';"],
    ['src/metrics/a.ts', "import type { Card } from '../cards/read-card.js';\nimport { x } from '../stats/x.js';"],
    ['src/cli/a.ts', "// import { x } from '../web/x.js';\nconst a = \"import { x } from '../web/x.js'\";"],
  ])('lets the right ones pass in %s', (path, text) => {
    expect(findWrongImports({ path, text })).toEqual([]);
  });
});

describe('the rule about effects', () => {
  it.each([
    "import { readFileSync } from 'node:fs';",
    "import { readFile } from 'node:fs/promises';",
    "import http from 'node:http';",
    "export { readFileSync } from 'node:fs';",
    "const fs = await import('node:fs');",
    "import { env } from 'node:process';",
    'const answer = await fetch(address);',
    'function ask(get = fetch) { return get; }',
    'const options = { fetch };',
    'const answer = await globalThis.fetch(address);',
    'const now = Date.now();',
    'const clock = Date.now;',
    'const now = new Date();',
    'const now = new Date;',
    'const now = Date();',
    'const x = Math.random();',
    'const { random } = Math;',
    "const x = process.env['HOME'];",
    "const x = process['env'];",
  ])('catches: %s', (text) => {
    expect(findEffects({ path: 'src/stats/a.ts', text })).toHaveLength(1);
    expect(findEffects({ path: 'src/app/a.ts', text })).toEqual([]);
  });

  it.each([
    "import type { Stats } from 'node:fs';",
    'const day = new Date(instant);',
    'const day = Date.parse(text) + Date.UTC(2024, 1);',
    'async function ask(fetch: typeof globalThis.fetch) { return await fetch(address); }',
    'async function ask({ fetch }: Effects) { return await fetch(address); }',
    'async function ask(effects: { fetch: typeof fetch }) { return await effects.fetch(address); }',
    'const x = Math.max(1, 2); // Math.random()',
  ])('lets pass: %s', (text) => {
    expect(findEffects({ path: 'src/stats/a.ts', text })).toEqual([]);
  });

  const reading = "import { readFileSync } from 'node:fs';\n";
  it.each([
    "const sql = readFileSync(new URL('./turnover.sql', import.meta.url), 'utf8');",
    "function read(slug: string) { return readFileSync(new URL(`./${slug}.sql`, import.meta.url), 'utf8'); }",
  ])('lets metrics and registries read their queries: %s', (text) => {
    expect(findEffects({ path: 'src/metrics/a.ts', text: reading + text })).toEqual([]);
    expect(findEffects({ path: 'src/registries/npm/a.ts', text: reading + text })).toEqual([]);
    expect(findEffects({ path: 'src/stats/a.ts', text: reading + text })).toHaveLength(1);
  });

  it.each([
    "const sql = readFileSync('a.sql', 'utf8');",
    "const sql = readFileSync(new URL('../store/views.sql', import.meta.url), 'utf8');",
    "const sql = readFileSync(new URL('./secret.txt', import.meta.url), 'utf8');",
    'const read = readFileSync;',
  ])('lets them read nothing else: %s', (text) => {
    expect(findEffects({ path: 'src/metrics/a.ts', text: reading + text })).toHaveLength(1);
  });
});

describe('the rule about names', () => {
  const bad = ['src/utils/a.ts', 'src/core/types.ts', 'src/stats/helpers.test.ts', 'src/lib/a.ts', 'src/app/date-utils.ts'];
  it.each([...bad, 'test/common.ts'])(
    'catches %s',
    (path) => {
      expect(findEmptyNames(path)).toHaveLength(1);
    },
  );

  const good = ['src/cards/licence-types-of-text.ts', 'src/practice/serve-hub.ts', 'src/core/field.ts', '.gitignore'];
  it.each(good)('lets pass %s', (path) => {
    expect(findEmptyNames(path)).toEqual([]);
  });
});

describe('the count of code lines', () => {
  it('leaves out blank lines and comments, and nothing else', () => {
    const text = [
      '// a comment',
      '',
      '/**',
      ' * Documentation.',
      ' */',
      'export function f(a: number) {',
      '  const text = `',
      'two // no comment',
      '`;',
      '  /* inside */',
      '  return [',
      '    a, // trailing',
      '    text,',
      '  ];',
      '}',
    ].join('\n');
    expect(countCodeLines(parseSource({ path: 'a.ts', text }))).toBe(9);
  });

  it('catches a long file', () => {
    const text = Array.from({ length: maxCodeLines + 1 }, (_, index) => `const a${index} = ${index};`).join('\n');
    expect(countCodeLines(parseSource({ path: 'a.ts', text }))).toBe(maxCodeLines + 1);
  });
});
