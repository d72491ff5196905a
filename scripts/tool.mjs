// node scripts/tool.mjs <folder>/main.ts [arguments]: runs a program of the project that is not part of the product (the
// benchmark, the generator of the documentation pages) against the built product.
//
// Its folder is transpiled file by file into dist-tools, at the same path; dist-tools/src is a link to dist. So
// '../src/stats/welch.js' in the source is the built dist/stats/welch.js at run time: what is measured and
// documented is what is delivered. Types are checked by `npm run types`. It runs in the project's folder.
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync, copyFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import process from 'node:process';
import { buildIfStale, isAsset, isProgramSource, listFiles } from './build-sources.mjs';
import { installMissing } from './install-missing.mjs';
import { runChild } from './run-child.mjs';

const root = dirname(import.meta.dirname);
const target = join(root, 'dist-tools');

/** @param {string} folder of the tool, relative to the root, with `/` */
async function transpileFolder(folder) {
  const { default: ts } = await import('typescript');
  rmSync(join(target, folder), { recursive: true, force: true });
  for (const path of listFiles(join(root, folder)).map((one) => posix.join(folder, one))) {
    const to = join(target, path);
    mkdirSync(dirname(to), { recursive: true });
    if (isAsset(path)) copyFileSync(join(root, path), to);
    if (!isProgramSource(path)) continue;
    const { outputText } = ts.transpileModule(readFileSync(join(root, path), 'utf8'), {
      fileName: join(root, path),
      compilerOptions: {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
        inlineSourceMap: true,
      },
    });
    writeFileSync(to.replace(/\.ts$/, '.js'), outputText);
  }
  writeFileSync(join(target, '.gitignore'), '*\n');
  rmSync(join(target, 'src'), { recursive: true, force: true });
  symlinkSync(join(root, 'dist'), join(target, 'src'), 'junction');
}

async function runTool() {
  const [entry, ...args] = process.argv.slice(2);
  if (entry === undefined || !entry.endsWith('.ts')) {
    console.error('tool: no program named; expected node scripts/tool.mjs <folder>/main.ts [arguments]');
    return 2;
  }
  const who = posix.basename(posix.dirname(entry));
  if (!existsSync(join(root, entry))) {
    console.error(`${who}: ${entry} does not exist`);
    return 1;
  }
  const prepared = (await installMissing(root, who)) || (await buildIfStale(root, who));
  if (prepared !== 0) return prepared;
  await transpileFolder(posix.dirname(entry));
  // The garbage collector is exposed so that a benchmark can measure memory after a collection.
  const program = ['--enable-source-maps', '--expose-gc', join('dist-tools', entry.replace(/\.ts$/, '.js'))];
  return (await runChild(process.execPath, [...program, ...args], { cwd: root })).code;
}

process.exitCode = await runTool();
