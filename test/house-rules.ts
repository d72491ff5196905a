import { posix } from 'node:path';
import ts from 'typescript';
import type { ProjectFile } from './project-files.js';
import { lineOf, parseSource, walk } from './read-source.js';

/** Sentences about each exported function without a doc comment that says something. */
export function findUndocumented(file: ProjectFile): string[] {
  const source = parseSource(file);
  const local = new Map<string, ts.Node>();
  const exported = new Map<string, ts.Node>();
  for (const statement of source.statements) {
    for (const [name, node] of functionsOf(statement)) {
      local.set(name, node);
      if (isExported(statement)) exported.set(name, node);
    }
  }
  for (const statement of source.statements) {
    if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier !== undefined) continue;
    if (statement.exportClause === undefined || !ts.isNamedExports(statement.exportClause)) continue;
    for (const { propertyName, name } of statement.exportClause.elements) {
      const node = local.get((propertyName ?? name).text);
      if (node !== undefined) exported.set(name.text, node);
    }
  }
  return [...exported].flatMap(([name, node]) =>
    isDocumented(node) ? [] : [`${file.path}:${lineOf(source, node)}: ${name} has no doc comment`],
  );
}

/** The functions a statement declares, each with the node that bears its doc comment. */
function functionsOf(statement: ts.Statement): [string, ts.Node][] {
  if (ts.isFunctionDeclaration(statement)) {
    // Of an overloaded function the first signature is documented: it has no body, and the last one has.
    return statement.body === undefined ? [] : [[statement.name?.text ?? 'default', firstOverload(statement)]];
  }
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }): [string, ts.Node][] => {
    const isFunction = initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer));
    return isFunction ? [[name.getText(), statement]] : [];
  });
}

function firstOverload(declaration: ts.FunctionDeclaration): ts.Node {
  const { parent, name } = declaration;
  if (!ts.isSourceFile(parent)) return declaration;
  return parent.statements.find((one) => ts.isFunctionDeclaration(one) && one.name?.text === name?.text) ?? declaration;
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
}

function isDocumented(node: ts.Node): boolean {
  const comments = ts.getJSDocCommentsAndTags(node).filter((one) => ts.isJSDoc(one));
  return comments.some((one) => /\p{L}/u.test(one.getText().replace(/@\w+/g, '')));
}

// Built from parts, so that this file does not contain what it looks for.
const unfinished = ['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'];
const unfinishedMark = new RegExp(`\\b(${unfinished.join('|')})\\b`);

/**
 * Sentences about each comment, and each line of a page, that leaves something for later. Strings and code in backticks
 * may name the marks: authors of model cards write them, and the program looks for them.
 */
export function findUnfinished(file: ProjectFile): string[] {
  const text = /\.(tsx?|mjs|js)$/.test(file.path) ? keepComments(file) : file.text;
  const lines = { path: file.path, text: text.replace(/`[^`\n]*`/g, '') };
  return findLines(lines, unfinishedMark, 'is unfinished');
}

/** The text of a file with everything but its comments blanked out, line for line. */
function keepComments(file: ProjectFile): string {
  const source = parseSource(file);
  const kept = new Set<ts.CommentRange>();
  const seen = new Set<number>();
  walkTokens(source, source, (token) => {
    for (const range of ts.getLeadingCommentRanges(file.text, token.getFullStart()) ?? []) kept.add(range);
    for (const range of ts.getTrailingCommentRanges(file.text, token.getEnd()) ?? []) kept.add(range);
  });
  for (const { pos, end } of kept) for (let at = pos; at < end; at += 1) seen.add(at);
  // By code units, as the ranges count.
  return file.text.split('').map((letter, at) => (seen.has(at) || letter === '\n' ? letter : ' ')).join('');
}

function walkTokens(source: ts.SourceFile, node: ts.Node, visit: (token: ts.Node) => void): void {
  const children = node.getChildren(source).filter((child) => !ts.isJSDoc(child));
  if (children.length === 0) visit(node);
  for (const child of children) walkTokens(source, child, visit);
}

const runners = new Set(['it', 'test', 'describe', 'suite', 'bench']);

/** Sentences about each test that silences others (`only`), or is switched off without a condition and a reason (`skip`). */
export function findSilencers(file: ProjectFile): string[] {
  const source = parseSource(file);
  const found: string[] = [];
  walk(source, (node) => {
    if (!ts.isPropertyAccessExpression(node) || !['only', 'skip'].includes(node.name.text)) return;
    let object: ts.Expression = node.expression;
    while (ts.isPropertyAccessExpression(object) || ts.isCallExpression(object)) object = object.expression;
    if (ts.isIdentifier(object) && runners.has(object.text)) {
      found.push(`${file.path}:${lineOf(source, node)}: ${object.text}.${node.name.text}`);
    }
  });
  return found;
}

const packageHosts = [
  ['registry', 'npmjs', 'org'],
  ['npmjs', 'com'],
  ['npmjs', 'org'],
  ['yarnpkg', 'com'],
  ['npmmirror', 'com'],
  ['npm', 'pkg', 'github', 'com'],
  ['pypi', 'org'],
  ['pypi', 'python', 'org'],
  ['pythonhosted', 'org'],
  ['crates', 'io'],
  ['rubygems', 'org'],
  ['repo', 'maven', 'apache', 'org'],
  ['proxy', 'golang', 'org'],
].map((parts) => parts.join('\\.'));
const packageHost = new RegExp(`(^|[^\\w-])(${packageHosts.join('|')})(?![\\w-])`, 'i');

/** Sentences about each line with the host name of a package registry: where packages come from is the installer's business. */
export function findPackageHosts(file: ProjectFile): string[] {
  return findLines(file, packageHost, 'names the host of a package registry');
}

const homes = ['work', 'home', 'root', 'Users', 'mnt'];
const machinePath = new RegExp(`(^|[\\s"'\`(=:,\\[])(file://)?/(${homes.join('|')})/[\\w.-]|\\b[A-Z]:\\\\Users\\\\`);

/** Sentences about each line with a path that exists on one machine only. */
export function findMachinePaths(file: ProjectFile): string[] {
  return findLines(file, machinePath, 'contains a path of one machine');
}

function findLines({ path, text }: ProjectFile, pattern: RegExp, problem: string): string[] {
  return text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${problem}`] : []));
}

/** Sentences about each dependency of a package.json that is not pinned to one version. */
export function findUnpinned({ path, text }: ProjectFile): string[] {
  const manifest = JSON.parse(text) as Record<string, Record<string, string> | undefined>;
  return ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'].flatMap((kind) =>
    Object.entries(manifest[kind] ?? {}).flatMap(([name, range]) =>
      /^\d+\.\d+\.\d+(-[\w.-]+)?$/.test(range) ? [] : [`${path}: ${name} is ${range}; expected one exact version`],
    ),
  );
}

/**
 * Sentences about each package that package-lock.json needs and does not list. `npm ci` refuses such a file; it comes about
 * where the lock file was written while packages for other platforms could not be had.
 */
export function findUnlocked({ path, text }: ProjectFile): string[] {
  const { packages } = JSON.parse(text) as { packages: Record<string, Record<string, Record<string, string> | undefined>> };
  return Object.entries(packages).flatMap(([place, manifest]) =>
    Object.keys({ ...manifest['dependencies'], ...manifest['optionalDependencies'] }).flatMap((name) => {
      // As Node looks it up: in the package's own node_modules, then in that of each one around it.
      const parts = place === '' ? [] : place.split('/node_modules/');
      const places = parts.map((_, index) => `${parts.slice(0, index + 1).join('/node_modules/')}/node_modules/${name}`);
      const found = [`node_modules/${name}`, ...places].some((candidate) => Object.hasOwn(packages, candidate));
      return found ? [] : [`${path}: ${place === '' ? 'the project' : place} needs ${name}, which is not listed`];
    }),
  );
}

/**
 * Sentences about each file in a folder `fixtures` that stands alone. `<case>.in.<ending>` goes with
 * `<case>.out.<ending>`; a table for many tests is no pair, then the folder's README.md names it in backticks.
 *
 * @param readmes text of each README.md in such a folder, by path
 */
export function findUnpairedFixtures(paths: readonly string[], readmes: ReadonlyMap<string, string>): string[] {
  const fixtures = paths.filter((path) => /^src\/.*\/fixtures\//.test(path) && posix.basename(path) !== 'README.md');
  const sides = new Set(fixtures.flatMap((path) => sideOf(path) ?? []));
  return fixtures.flatMap((path) => {
    const side = sideOf(path);
    if (side !== null) {
      const other = side.endsWith(' in') ? side.replace(/in$/, 'out') : side.replace(/out$/, 'in');
      return sides.has(other) ? [] : [`${path}: its pair is missing`];
    }
    const readme = readmes.get(`${path.slice(0, path.lastIndexOf('/fixtures/'))}/fixtures/README.md`) ?? '';
    return readme.includes(`\`${posix.basename(path)}\``) ? [] : [`${path}: neither one of a pair nor named in its README.md`];
  });
}

function sideOf(path: string): string | null {
  const match = /^(.+)\.(in|out)\.[^/]+$/.exec(path);
  return match === null ? null : `${match[1]} ${match[2]}`;
}
