import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** The folder of the project. */
export const root = dirname(import.meta.dirname);

/** One text file of the project. */
export interface ProjectFile {
  /** Relative to the project's folder, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Folders that are never part of the project; asked only where git cannot tell (a copy without its history). */
const unversioned = new Set(['node_modules', 'dist', 'dist-tools', 'out', '.git', '.hubscope']);

/**
 * Paths of all files that are tracked, or would be by the next `git add`; sorted. In a copy without a repository of its
 * own: all files outside the folders that the project ignores.
 */
export function listTrackedPaths(): string[] {
  const listed = existsSync(join(root, '.git')) ? listByGit() : listByWalking('.');
  return [...new Set(listed)].filter((path) => existsSync(join(root, path))).sort();
}

function listByGit(): string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).split('\0').filter(Boolean);
}

function listByWalking(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return unversioned.has(entry.name) ? [] : listByWalking(path);
    return entry.isFile() ? [path] : [];
  });
}

/** Reads the tracked files whose path passes the test. */
export function readTracked(select: (path: string) => boolean): ProjectFile[] {
  return listTrackedPaths()
    .filter(select)
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** Whether a file is a test, or data for tests: those may reach further than the program. */
export function isTestFile(path: string): boolean {
  return /\.(test|test-data)\.ts$/.test(path) || path.startsWith('test/') || path.includes('/fixtures/');
}
