import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import process from 'node:process';
import { runChild } from './run-child.mjs';

/** @typedef {{ version?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} Locked */

/**
 * Why the packages have to be installed, in words; null if what is installed is what package-lock.json asks for.
 * A newer package-lock.json alone is no reason: a checkout of another branch and back touches it.
 *
 * @param {string} root folder of package.json
 * @returns {string | null}
 */
export function installReason(root) {
  const lock = join(root, 'package-lock.json');
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(join(root, 'node_modules'))) return 'node_modules is absent';
  if (!existsSync(installed)) return 'node_modules is incomplete';
  if (statSync(lock).mtimeMs <= statSync(installed).mtimeMs) return null;
  return samePackages(readPackages(lock), readPackages(installed)) ? null : 'package-lock.json is newer than node_modules';
}

/**
 * Installs what package-lock.json asks for, if something is missing. Says so in one line beginning with `who`.
 *
 * @param {string} root
 * @param {string} who
 * @returns {Promise<number>} 0, or the exit code to end with
 */
export async function installMissing(root, who) {
  const reason = installReason(root);
  if (reason === null) return 0;
  console.log(`${who}: installing packages (${reason})`);
  // Development packages as well, whatever NODE_ENV says: the compiler is one of them.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env['npm_execpath'];
  const ended =
    npm !== undefined && basename(npm) === 'npm-cli.js'
      ? await runChild(process.execPath, [npm, ...args], { cwd: root })
      : await runChild('npm', args, { cwd: root });
  if (ended.code !== 0) console.error(`${who}: npm ci ended with code ${ended.code}; nothing else was done`);
  return ended.code;
}

/**
 * @param {string} path
 * @returns {Map<string, Locked>}
 */
function readPackages(path) {
  /** @type {{ packages?: Record<string, Locked> }} */
  const lock = JSON.parse(readFileSync(path, 'utf8'));
  return new Map(Object.entries(lock.packages ?? {}).filter(([place]) => place !== ''));
}

/**
 * @param {Map<string, Locked>} wanted
 * @param {Map<string, Locked>} present
 */
function samePackages(wanted, present) {
  for (const [place, { version, optional, devOptional }] of wanted) {
    const found = present.get(place);
    // Optional packages for other platforms are in the lock file and rightly not on the disk.
    if (found === undefined && (optional === true || devOptional === true)) continue;
    if (found === undefined || found.version !== version) return false;
  }
  return [...present.keys()].every((place) => wanted.has(place));
}
