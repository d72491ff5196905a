import ts from 'typescript';
import type { ProjectFile } from './project-files.js';
import { roomOf } from './layer-rules.js';
import { lineOf, parseSource, readImports, walk } from './read-source.js';

/** The rooms where the world is touched; everywhere else it is passed in. */
const rooms = new Set(['harvest', 'store', 'app', 'cli', 'practice']);

/** Rooms that may read a query that lies beside them, and nothing else. */
const readersOfQueries = new Set(['metrics', 'registries']);

const modules = new Set(
  ['fs', 'fs/promises', 'http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'child_process', 'process'].flatMap((name) => [
    name,
    `node:${name}`,
  ]),
);

/** Properties of globals that are clock, randomness, environment or network. */
const effects: Readonly<Record<string, readonly string[]>> = {
  Date: ['now'],
  Math: ['random'],
  process: ['env'],
  performance: ['now'],
  crypto: ['randomUUID', 'getRandomValues'],
  globalThis: ['fetch', 'process', 'performance', 'crypto'],
};

/** Sentences about every effect in a file outside of the rooms for effects; empty if all is well. */
export function findEffects(file: ProjectFile): string[] {
  const room = roomOf(file.path);
  if (room === null || rooms.has(room)) return [];
  const source = parseSource(file);
  const found: [number, string][] = [];
  for (const { specifier, typeOnly, line } of readImports(source)) {
    if (!modules.has(specifier) || typeOnly) continue;
    if (readersOfQueries.has(room) && specifier === 'node:fs' && readsOwnQueriesOnly(source)) continue;
    found.push([line, specifier]);
  }
  walk(source, (node) => {
    const effect = effectOf(node);
    if (effect !== null) found.push([lineOf(source, node), effect]);
  });
  return found.map(([line, effect]) => `${file.path}:${line}: ${effect} outside of ${[...rooms].join(', ')}`);
}

function effectOf(node: ts.Node): string | null {
  if (ts.isNewExpression(node) && isNamed(node.expression, 'Date') && (node.arguments?.length ?? 0) === 0) return 'new Date()';
  if (ts.isCallExpression(node) && isNamed(node.expression, 'Date')) return 'Date()';
  if (ts.isPropertyAccessExpression(node)) return memberEffect(node.expression, node.name.text);
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return memberEffect(node.expression, node.argumentExpression.text);
  }
  if (ts.isVariableDeclaration(node) && node.initializer !== undefined && ts.isObjectBindingPattern(node.name)) {
    for (const { propertyName, name } of node.name.elements) {
      const effect = memberEffect(node.initializer, (propertyName ?? name).getText());
      if (effect !== null) return effect;
    }
  }
  return ts.isIdentifier(node) && node.text === 'fetch' && isGlobalFetch(node) ? 'fetch' : null;
}

function memberEffect(object: ts.Expression, member: string): string | null {
  if (!ts.isIdentifier(object) || !Object.hasOwn(effects, object.text)) return null;
  return effects[object.text]?.includes(member) === true ? `${object.text}.${member}` : null;
}

function isNamed(node: ts.Expression, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}

/** Whether this `fetch` is the global one: used as a value, and bound by no parameter, variable or import of the file. */
function isGlobalFetch(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
  if (ts.isTypeQueryNode(parent) || ts.isQualifiedName(parent) || ts.isTypeReferenceNode(parent)) return false;
  if (isDeclaredName(node)) return false;
  for (let scope: ts.Node = parent; ; scope = scope.parent) {
    if (bindsFetch(scope)) return false;
    if (ts.isSourceFile(scope)) return true;
  }
}

function isDeclaredName(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return false;
  const named = parent as { name?: ts.Node; propertyName?: ts.Node };
  return named.name === node || named.propertyName === node;
}

function bindsFetch(scope: ts.Node): boolean {
  let bound = false;
  const parameters = ts.isFunctionLike(scope) ? scope.parameters : [];
  for (const parameter of parameters) walk(parameter.name, (node) => (bound ||= ts.isIdentifier(node) && node.text === 'fetch'));
  if (!ts.isBlock(scope) && !ts.isSourceFile(scope)) return bound;
  for (const statement of scope.statements) {
    if (ts.isFunctionDeclaration(statement)) bound ||= statement.name?.text === 'fetch';
    if (ts.isImportDeclaration(statement) && statement.importClause !== undefined) {
      walk(statement.importClause, (node) => (bound ||= ts.isIdentifier(node) && node.text === 'fetch'));
    }
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name } of statement.declarationList.declarations) {
      walk(name, (node) => (bound ||= ts.isIdentifier(node) && node.text === 'fetch'));
    }
  }
  return bound;
}

/**
 * Whether all that a file takes of the file system is `readFileSync(new URL('./….sql', import.meta.url), …)`: a query is code
 * that happens to stand in a file of its own.
 */
function readsOwnQueriesOnly(source: ts.SourceFile): boolean {
  let only = true;
  walk(source, (node) => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier) && node.moduleSpecifier.text === 'node:fs') {
      only &&= /^import \{ readFileSync \} from/.test(node.getText(source));
    } else if (ts.isIdentifier(node) && node.text === 'readFileSync' && !ts.isImportSpecifier(node.parent)) {
      only &&= ts.isCallExpression(node.parent) && node.parent.expression === node && isOwnQuery(node.parent.arguments[0]);
    }
  });
  return only;
}

function isOwnQuery(argument: ts.Expression | undefined): boolean {
  if (argument === undefined || !ts.isNewExpression(argument) || !isNamed(argument.expression, 'URL')) return false;
  const [path, base] = argument.arguments ?? [];
  return path !== undefined && /^['`]\.\/[^/]+\.sql['`]$/.test(path.getText()) && base?.getText() === 'import.meta.url';
}
