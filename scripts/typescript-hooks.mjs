// Lets the threads that tests start run the sources: what is imported as `./name.js` and lies there as `./name.ts` is
// transpiled when it is loaded. Vitest does this itself for the tests and what they import, but not for threads. The
// program as it is delivered needs none of it.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { threadId } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';

/** Every thread transpiles for itself, and loading the compiler takes longer than all the rest: so what one has made is kept for the others. */
const kept = join(dirname(import.meta.dirname), 'node_modules', '.cache', 'hubscope-threads');

/** @type {import('node:module').ResolveHook} */
export async function resolve(specifier, context, nextResolve) {
  if (/^(?:\.|file:)/.test(specifier) && specifier.endsWith('.js')) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (!existsSync(new URL(specifier, context.parentURL)) && existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
  }
  return nextResolve(specifier, context);
}

/** @type {import('node:module').LoadHook} */
export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return nextLoad(url, context);
  const text = readFileSync(new URL(url), 'utf8');
  const file = join(kept, `${createHash('sha256').update(`${url}\n${text}`).digest('hex')}.js`);
  if (existsSync(file)) return { format: 'module', source: readFileSync(file, 'utf8'), shortCircuit: true };
  const { default: ts } = await import('typescript');
  const { outputText } = ts.transpileModule(text, {
    fileName: fileURLToPath(url),
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true, inlineSourceMap: true },
  });
  // Written beside and renamed: others may read it at this moment.
  const unfinished = `${file}.${process.pid}-${threadId}`;
  mkdirSync(kept, { recursive: true });
  writeFileSync(unfinished, outputText);
  renameSync(unfinished, file);
  return { format: 'module', source: outputText, shortCircuit: true };
}
