import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  findMachinePaths,
  findPackageHosts,
  findSilencers,
  findUndocumented,
  findUnfinished,
  findUnlocked,
  findUnpairedFixtures,
  findUnpinned,
} from './house-rules.js';
import { findBrokenLinks, listAnchors } from './markdown-links.js';
import { listTrackedPaths, readTracked, root } from './project-files.js';

const isText = /(^|\/)(\.[\w-]+|[\w.-]+\.(ts|tsx|mjs|js|json|sql|css|md|ya?ml|txt|svg|html|ndjson|jsonl|csv)|run|LICENSE|NOTICE)$/;
const texts = readTracked((path) => isText.test(path));
const sources = texts.filter(({ path }) => /\.(tsx?|mjs|js)$/.test(path));

function named(path: string): (text: string) => { path: string; text: string } {
  return (text) => ({ path, text });
}
const source = named('src/stats/a.ts');
const page = named('docs/a.md');

describe('the code', () => {
  it('documents each exported function', () => {
    const program = sources.filter(({ path }) => /^src\/.*\.tsx?$/.test(path) && !path.endsWith('.test.ts'));
    expect(program.length).toBeGreaterThan(50);
    expect(program.flatMap(findUndocumented)).toEqual([]);
  });

  it('is finished', () => {
    expect(texts.filter(({ path }) => !path.includes('/fixtures/')).flatMap(findUnfinished)).toEqual([]);
  });

  it('has no test that silences others or is switched off', () => {
    expect(sources.filter(({ path }) => path.endsWith('.test.ts')).flatMap(findSilencers)).toEqual([]);
  });

  it.each([
    ['a function', 'export function f(): void {}'],
    ['an async function', 'export async function f() {}'],
    ['an arrow', 'export const f = () => 1;'],
    ['a function exported later', 'function f() {}\nexport { f };'],
    ['another kind of comment', '// says something\nexport function f() {}'],
    ['an empty comment', '/** */\nexport function f() {}'],
    ['tags only', '/** @internal */\nexport function f() {}'],
  ])('catches an undocumented one: %s', (_name, text) => {
    expect(findUndocumented(source(text))).toHaveLength(1);
  });

  it.each([
    '/** Says something. */\nexport function f() {}',
    '/** Says something. */\nexport const f = () => 1;',
    'function f() {}',
    'export const f = 1;',
    '/** Says something. */\nexport function f(a: string): void;\nexport function f(a: 1): void;\nexport function f() {}',
  ])('lets pass: %s', (text) => {
    expect(findUndocumented(source(text))).toEqual([]);
  });

  it('catches what is left for later', () => {
    for (const mark of ['TO_DO', 'FIX_ME', 'X_XX']) {
      expect(findUnfinished(source(`a();\n// ${mark.replace('_', '')}: b`))).toEqual(['src/stats/a.ts:2: is unfinished']);
    }
    const mark = 'TO' + 'DO';
    const bad = [`f(1, /* ${mark} */ 2);`, `/** ${mark} later. */\nf();`, `f(); // ${mark}`, `f({ /* 😀 */ }); // ${mark}`];
    for (const text of bad) {
      expect(findUnfinished(source(text))).toHaveLength(1);
    }
    expect(findUnfinished(page(`# Later\n${mark}: write this`))).toEqual(['docs/a.md:2: is unfinished']);
    const good = ['listTodos("XXXL"); // XXXL', `const mark = '${mark}'; // as in \`${mark}\``, `f(\`\n// ${mark}\n\`);`];
    for (const text of good) {
      expect(findUnfinished(source(text))).toEqual([]);
    }
  });

  it('catches tests that silence others or are switched off', () => {
    const bad = ["it.only('a', f);", "describe.each([1]).only('a', f);", "test.concurrent.only('a', f);", "it.skip('a', f);"];
    for (const text of bad) {
      expect(findSilencers(source(text))).toHaveLength(1);
    }
    const good = "it.skipIf(missing)('a', f); it('b', (ctx) => { ctx.skip('no data'); reader.skip(1); });";
    expect(findSilencers(source(good))).toEqual([]);
  });
});

describe('the tracked files', () => {
  it('are found', () => {
    const some = ['package.json', '.gitignore', 'test/house.test.ts', '.ci/run'];
    expect(texts.map(({ path }) => path)).toEqual(expect.arrayContaining(some));
  });

  it('name no host of a package registry', () => {
    expect(texts.flatMap(findPackageHosts)).toEqual([]);
  });

  it('contain no path of one machine', () => {
    expect(texts.flatMap(findMachinePaths)).toEqual([]);
  });

  it('catch such names', () => {
    for (const [host, top] of [['registry.npmjs', 'org'], ['pypi', 'org'], ['files.pythonhosted', 'org'], ['www.npmjs', 'com']]) {
      expect(findPackageHosts(page(`a\nsee https://${host}.${top}/x`))).toEqual(['docs/a.md:2: names the host of a package registry']);
    }
    expect(findPackageHosts(page('pypi.organisation, mycrates.iota, https://huggingface.co/'))).toEqual([]);
  });

  it('catch such paths', () => {
    for (const home of ['work', 'home', 'root', 'Users']) {
      expect(findMachinePaths(page(`a\nsee '/${home}/somebody/x'`))).toHaveLength(1);
      expect(findMachinePaths(page(`file:///${home}/somebody/x`))).toHaveLength(1);
    }
    expect(findMachinePaths(page('https://example.org/work/x, src/work/x, /api/models, ../work/x'))).toEqual([]);
  });
});

describe('the packages', () => {
  it('are pinned, and come from wherever the installer finds them', () => {
    expect(readTracked((path) => path === 'package.json').flatMap(findUnpinned)).toEqual([]);
    const [lock] = readTracked((path) => path === 'package-lock.json');
    expect(lock?.text).toContain('"lockfileVersion"');
    expect(lock?.text).not.toContain('"resolved"');
  });

  it('are all listed in package-lock.json, those for other platforms as well', () => {
    expect(readTracked((path) => path === 'package-lock.json').flatMap(findUnlocked)).toEqual([]);
  });

  it('catch one that is not listed', () => {
    function lock(packages: object): string[] {
      return findUnlocked({ path: 'package-lock.json', text: JSON.stringify({ packages }) });
    }
    const project = { '': { dependencies: { a: '1.0.0' } } };
    const a = { optionalDependencies: { '@x/b': '1.0.0' } };
    expect(lock(project)).toHaveLength(1);
    expect(lock({ ...project, 'node_modules/a': a })).toHaveLength(1);
    expect(lock({ ...project, 'node_modules/a': a, 'node_modules/c/node_modules/@x/b': {} })).toHaveLength(1);
    expect(lock({ ...project, 'node_modules/a': a, 'node_modules/@x/b': {} })).toEqual([]);
    expect(lock({ ...project, 'node_modules/a': a, 'node_modules/a/node_modules/@x/b': {} })).toEqual([]);
  });

  it.each(['^1.2.3', '~1.2.3', '1.x', '*', 'latest', '>=1.0.0', '1.2', 'github:a/b'])('catch the version %s', (version) => {
    const text = JSON.stringify({ devDependencies: { a: version, b: '1.2.3-r.1' } });
    expect(findUnpinned({ path: 'package.json', text })).toHaveLength(1);
  });
});

describe('the fixtures', () => {
  it('have their pairs', () => {
    const readmes = new Map(texts.filter(({ path }) => path.endsWith('/README.md')).map(({ path, text }) => [path, text]));
    expect(findUnpairedFixtures(listTrackedPaths(), readmes)).toEqual([]);
  });

  it('catch one that stands alone', () => {
    const folder = 'src/registries/npm/fixtures';
    const none = new Map<string, string>();
    expect(findUnpairedFixtures([`${folder}/a.in.json`, `${folder}/a.out.json`, `${folder}/README.md`], none)).toEqual([]);
    expect(findUnpairedFixtures([`${folder}/a.in.md`, `${folder}/a.out.json`], none)).toEqual([]);
    expect(findUnpairedFixtures([`${folder}/a.in.json`, `${folder}/b.out.json`], none)).toHaveLength(2);
    expect(findUnpairedFixtures([`${folder}/table.csv`], none)).toHaveLength(1);
    expect(findUnpairedFixtures([`${folder}/table.csv`], new Map([[`${folder}/README.md`, 'see `table.csv`']]))).toEqual([]);
  });
});

describe('the pages', () => {
  const pages = new Map(texts.filter(({ path }) => path.endsWith('.md')).map((one) => [one.path, one]));

  it('link to what exists', () => {
    const own = [...pages.values()].filter(({ path }) => !path.includes('/fixtures/') || path.endsWith('/README.md'));
    expect(own.flatMap((one) => findBrokenLinks(one, (path) => existsSync(join(root, path)), pages))).toEqual([]);
  });

  const target = { path: 'docs/b.md', text: '# Two words\n## `code`, and: a_b!\n## Two words\n<a id="own"></a>' };
  const known = new Map([[target.path, target]]);
  function check(text: string): string[] {
    return findBrokenLinks(page(text), (path) => ['docs/a.md', 'docs/b.md', 'docs'].includes(path), known);
  }

  it('have anchors', () => {
    expect([...listAnchors(target)]).toEqual(['two-words', 'code-and-a_b', 'two-words-1', 'own']);
  });

  const bad = ['[a](c.md)', '![a](c.svg)', '[a][x]\n\n[x]: c.md', '[a](b.md#three)', '<img src="c.png">', '[a](../b.md)'];
  it.each([...bad, '[a](/docs/b.md)'])(
    'catch a broken link: %s',
    (text) => {
      expect(check(text)).toHaveLength(1);
    },
  );

  const good = ['[a](b.md)', '[a](./b.md#two-words-1)', '[a](b.md#own)', '[a](.)', '<https://example.org/c.md>', '`[a](c.md)`'];
  it.each([...good, '[a](mailto:a@example.org)'])(
    'let a good link pass: %s',
    (text) => {
      expect(check(text)).toEqual([]);
    },
  );
});
