// npm run test:interop: the real Python client against the mirror, in an environment of its own that is thrown away. Where
// there is no Python 3 or the client cannot be had it says so and skips: what cannot be asked is no failure of ours.
// The last line of the output is the count, as of npm test.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { installMissing } from './install-missing.mjs';
import { runChild } from './run-child.mjs';
import { closeSummary, emptySummary, tellCount } from './run-summary.mjs';

/** @typedef {import('./run-summary.mjs').Summary} Summary */

const root = dirname(import.meta.dirname);
/** The version that the contract was read from, and what will do where that cannot be had. */
const wanted = ['huggingface_hub==2.0.0', 'huggingface_hub>=1'];

/**
 * Makes an environment with the client.
 *
 * @param {string} folder
 * @returns {Promise<{ python: string, version: string } | { reason: string, stopped?: number }>}
 */
async function makeEnvironment(folder) {
  const found = await runChild('python3', ['-c', 'import sys, venv; sys.exit(sys.version_info < (3, 10))'], { capture: true });
  if (found.stoppedBy !== null) return { reason: 'stopped', stopped: found.code };
  if (found.code !== 0) return { reason: found.code === 127 ? 'there is no python3' : 'python3 is older than 3.10 or has no venv' };
  const made = await runChild('python3', ['-m', 'venv', folder], { capture: true });
  if (made.stoppedBy !== null) return { reason: 'stopped', stopped: made.code };
  if (made.code !== 0) return { reason: `no environment could be made: ${lastLine(made.output)}` };
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  let why = '';
  for (const name of wanted) {
    // Few and short attempts: without a network every one of them is waited for.
    const installed = await runChild(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--retries', '1', '--timeout', '20', name], { capture: true });
    if (installed.stoppedBy !== null) return { reason: 'stopped', stopped: installed.code };
    if (installed.code === 0) {
      const { output } = await runChild(python, ['-c', 'import huggingface_hub; print(huggingface_hub.__version__)'], { capture: true });
      return { python, version: lastLine(output) };
    }
    why = lastLine(installed.output);
  }
  return { reason: `the Python client could not be installed: ${why}` };
}

/** @param {string} text */
function lastLine(text) {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

/**
 * @param {string} folder
 * @param {string} python
 * @returns {Promise<{ code: number, summary: Summary }>} code is above 128 if we were stopped, else 0
 */
async function runChecks(folder, python) {
  const path = join(folder, 'summary.json');
  const reporter = join(import.meta.dirname, 'count-reporter.mjs');
  const args = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--config', 'scripts/interop/vitest.config.ts', `--reporter=${reporter}`];
  const env = { ...process.env, HUBSCOPE_INTEROP_PYTHON: python, HUBSCOPE_TEST_SUMMARY: path, HUBSCOPE_TEST_FILTERED: '0', NO_COLOR: '1' };
  const ended = await runChild(process.execPath, args, { cwd: root, env });
  /** @type {Summary} */
  const counted = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : emptySummary();
  return { code: ended.stoppedBy === null ? 0 : ended.code, summary: closeSummary(counted, ended) };
}

/** @returns {Promise<number>} exit code */
async function main() {
  const installed = await installMissing(root, 'interop');
  if (installed !== 0) {
    tellCount({ ...emptySummary(), failures: ['installation of packages'] });
    return installed > 128 ? installed : 1;
  }
  const folder = mkdtempSync(join(tmpdir(), 'hubscope-interop-'));
  try {
    const environment = await makeEnvironment(join(folder, 'python'));
    if ('reason' in environment) {
      console.log(`skipped: the Python client against the mirror: ${environment.reason}`);
      tellCount({ ...emptySummary(), skips: [{ name: 'the Python client against the mirror', reason: environment.reason }] });
      return environment.stopped ?? 0;
    }
    console.log(`interop: huggingface_hub ${environment.version}`);
    const { code, summary } = await runChecks(folder, environment.python);
    for (const { name, reason } of summary.skips) console.log(`skipped: ${name}: ${reason}`);
    for (const name of summary.failures) console.log(`failed: ${name}`);
    tellCount(summary);
    return code > 128 ? code : summary.failures.length > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
