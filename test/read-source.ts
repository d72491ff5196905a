import { posix } from 'node:path';
import ts from 'typescript';
import type { ProjectFile } from './project-files.js';

/** One import, re-export, dynamic import or type import of a file. */
export interface Import {
  /** As written: `./x.js`, `node:fs`, `zod`. `*` for a dynamic import whose target is computed. */
  readonly specifier: string;
  /** Nothing of it remains at run time. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/** Parses a file; syntax errors do not stop it (the type check reports them). */
export function parseSource(file: ProjectFile): ts.SourceFile {
  return ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2023, true);
}

/** Calls `visit` for every node of a file, parents first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => {
    walk(child, visit);
  });
}

/** The line of a node, counted from 1. */
export function lineOf(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

/** All imports of a file, in every form the language has. */
export function readImports(source: ts.SourceFile): Import[] {
  const imports: Import[] = [];
  walk(source, (node) => {
    const target = importTarget(node);
    if (target === null) return;
    const specifier = target.at !== undefined && ts.isStringLiteralLike(target.at) ? target.at.text : '*';
    imports.push({ specifier, typeOnly: target.typeOnly, line: lineOf(source, node) });
  });
  return imports;
}

function importTarget(node: ts.Node): { at: ts.Node | undefined; typeOnly: boolean } | null {
  if (ts.isImportDeclaration(node)) return { at: node.moduleSpecifier, typeOnly: isTypeOnly(node.importClause) };
  if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined) {
    return { at: node.moduleSpecifier, typeOnly: node.isTypeOnly };
  }
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return { at: node.moduleReference.expression, typeOnly: node.isTypeOnly };
  }
  if (ts.isImportTypeNode(node)) {
    return { at: ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, typeOnly: true };
  }
  if (ts.isCallExpression(node)) {
    const dynamic = node.expression.kind === ts.SyntaxKind.ImportKeyword;
    const required = ts.isIdentifier(node.expression) && node.expression.text === 'require';
    if (dynamic || required) return { at: node.arguments[0], typeOnly: false };
  }
  return null;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  if (clause.name !== undefined || named === undefined || !ts.isNamedImports(named)) return false;
  return named.elements.length > 0 && named.elements.every((element) => element.isTypeOnly);
}

/** The project path an import leads to, or null for packages and computed targets. */
export function resolveImport(from: string, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  return posix.join(posix.dirname(from), specifier).replace(/\.(m?)js$/, '.$1ts');
}

/** How many lines of a file bear code: neither blank nor comment only. */
export function countCodeLines(source: ts.SourceFile): number {
  const lines = new Set<number>();
  /** @param node whose tokens are visited; a token may span lines (a template string does) */
  function addLines(node: ts.Node): void {
    if (ts.isJSDoc(node) || node.kind === ts.SyntaxKind.EndOfFileToken) return;
    const children = node.getChildren(source);
    for (const child of children) addLines(child);
    if (children.length > 0 || node.getWidth(source) === 0) return;
    const first = source.getLineAndCharacterOfPosition(node.getStart(source)).line;
    const last = source.getLineAndCharacterOfPosition(node.getEnd()).line;
    for (let line = first; line <= last; line += 1) lines.add(line);
  }
  addLines(source);
  return lines.size;
}
