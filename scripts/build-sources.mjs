import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import process from 'node:process';
import { runChild } from './run-child.mjs';

/** What the program reads at run time beside its own code: queries, tables of facts, the style of its pages. */
const assetEndings = ['.sql', '.json', '.css'];
const stampName = '.sources-sha256';

/**
 * Files below a folder, relative to it, with `/`, sorted.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function listFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll('\\', '/'))
    .sort();
}

/** @param {string} path @returns {boolean} whether the program needs this file of src at run time, beside compiled code */
export function isAsset(path) {
  return assetEndings.includes(extname(path)) && !path.split('/').includes('fixtures');
}

/** @param {string} path @returns {boolean} whether this file of src is compiled into the program */
export function isProgramSource(path) {
  return path.endsWith('.ts') && !/\.(test|test-data)\.ts$/.test(path);
}

/**
 * Digest of everything the build depends on. By content and not by time: a file that was deleted counts, one that was
 * only touched does not.
 *
 * @param {string} root
 * @returns {string}
 */
export function digestSources(root) {
  const digest = createHash('sha256');
  const sources = listFiles(join(root, 'src')).filter((path) => isProgramSource(path) || isAsset(path));
  for (const path of ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', ...sources.map((one) => `src/${one}`)]) {
    const content = readFileSync(join(root, path));
    digest.update(`${path}\n${content.length}\n`).update(content);
  }
  return digest.digest('hex');
}

/** @param {string} root @returns {boolean} whether `dist` is what the sources say */
export function isFresh(root) {
  const stamp = join(root, 'dist', stampName);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === digestSources(root);
}

/**
 * Compiles src into dist and lays the run-time files beside the code. dist is emptied first, so that nothing in it
 * outlives its source.
 *
 * @param {string} root
 * @param {string} who first word of what is printed
 * @returns {Promise<number>} 0, or the exit code to end with
 */
export async function build(root, who) {
  console.log(`${who}: building dist`);
  const digest = digestSources(root);
  const dist = join(root, 'dist');
  rmSync(dist, { recursive: true, force: true });
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const ended = await runChild(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: root });
  if (ended.code !== 0) {
    console.error(`${who}: the build failed`);
    return ended.code;
  }
  for (const path of listFiles(join(root, 'src')).filter(isAsset)) {
    const to = join(dist, path);
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(join(root, 'src', path), to);
  }
  // npx runs the file itself, and the compiler writes no file that may be run.
  chmodSync(join(dist, 'cli', 'main.js'), 0o755);
  // Last: without the stamp an interrupted build is done again.
  writeFileSync(join(dist, stampName), digest);
  return 0;
}

/**
 * @param {string} root
 * @param {string} who
 * @returns {Promise<number>} 0, or the exit code to end with
 */
export async function buildIfStale(root, who) {
  return isFresh(root) ? 0 : build(root, who);
}
