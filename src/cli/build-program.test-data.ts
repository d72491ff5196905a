import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The program as it is shipped, in a folder of its own: compiled files, SQL beside them, mappings, package.json. */
export interface BuiltProgram {
  /** Path of the compiled entry, to be run with node. */
  readonly entry: string;
  remove(): void;
}

/**
 * Compiles the program for tests that need a real process. File by file and without checking types, which takes about
 * a second; the folder lies in the repository so that the dependencies are found.
 */
export function buildProgramForTest(): BuiltProgram {
  mkdirSync(path.join(root, 'out'), { recursive: true });
  const folder = mkdtempSync(path.join(root, 'out', 'built-'));
  const source = path.join(root, 'src');
  for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    const target = path.join(folder, 'dist', name);
    if (name.endsWith('.sql')) {
      mkdirSync(path.dirname(target), { recursive: true });
      cpSync(path.join(source, name), target);
    }
    if (!name.endsWith('.ts') || /\.(?:test|test-data|d)\.ts$/.test(name)) continue;
    mkdirSync(path.dirname(target), { recursive: true });
    const { outputText } = ts.transpileModule(readFileSync(path.join(source, name), 'utf8'), {
      fileName: name,
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
    });
    writeFileSync(target.replace(/\.ts$/, '.js'), outputText);
  }
  for (const data of ['mappings', 'literature']) cpSync(path.join(root, data), path.join(folder, data), { recursive: true });
  cpSync(path.join(root, 'package.json'), path.join(folder, 'package.json'));
  return {
    entry: path.join(folder, 'dist', 'cli', 'main.js'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
