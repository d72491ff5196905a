// npm test: types, lint and all tests. npm test -- <filter>: only the tests that the filter selects.
// The last line of the output is always the count; a failed check of types or lint counts as one failure.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { installMissing } from './install-missing.mjs';
import { runChild } from './run-child.mjs';
import { closeSummary, emptySummary, tellCount } from './run-summary.mjs';

/** @typedef {import('./run-summary.mjs').Summary} Summary */

const root = dirname(import.meta.dirname);
const interactive = process.stdout.isTTY === true && !process.env['CI'];

/** @param {number} since @returns {string} seconds since then */
function secondsSince(since) {
  return `${((performance.now() - since) / 1_000).toFixed(1)} s`;
}

/**
 * Runs a checker quietly and prints what it said only if it failed.
 *
 * @param {string} name
 * @param {readonly string[]} args of Node
 * @returns {Promise<{ name: string, code: number, stoppedBy: string | null }>}
 */
async function check(name, args) {
  const since = performance.now();
  const { code, stoppedBy, output } = await runChild(process.execPath, args, { cwd: root, capture: true });
  if (code !== 0) console.log(output.trimEnd().replace(/^/gm, '     '));
  console.log(`${name}: ${code === 0 ? 'ok' : `failed with code ${code}`} (${secondsSince(since)})`);
  return { name, code, stoppedBy };
}

/** @returns {Promise<{ code: number, summary: Summary }>} */
async function checkTypesAndLint() {
  const modules = join(root, 'node_modules');
  const colour = interactive && !process.env['NO_COLOR'];
  // Side by side: each keeps one core busy.
  const checks = await Promise.all([
    check('types', [join(modules, 'typescript', 'bin', 'tsc'), '--noEmit', '--pretty', String(colour), '-p', 'tsconfig.json']),
    check('lint', [join(modules, 'eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0', colour ? '--color' : '--no-color']),
  ]);
  const failed = checks.filter(({ code }) => code !== 0);
  const stopped = checks.find(({ stoppedBy }) => stoppedBy !== null);
  const summary = { ...emptySummary(), passed: checks.length - failed.length, failures: failed.map(({ name }) => name) };
  return { code: stopped?.code ?? 0, summary };
}

/**
 * @param {readonly string[]} filters
 * @returns {Promise<{ code: number, summary: Summary }>} code is above 128 if we were stopped, else 0
 */
async function runTests(filters) {
  const since = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'hubscope-test-'));
  const path = join(folder, 'summary.json');
  const reporter = join(import.meta.dirname, 'count-reporter.mjs');
  const args = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', `--reporter=${reporter}`, ...filters];
  const env = { ...process.env, HUBSCOPE_TEST_SUMMARY: path, HUBSCOPE_TEST_FILTERED: filters.length > 0 ? '1' : '0' };
  const ended = await runChild(process.execPath, args, { cwd: root, env: interactive ? env : { ...env, NO_COLOR: '1' } });
  /** @type {Summary} */
  const counted = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : emptySummary();
  rmSync(folder, { recursive: true, force: true });
  const summary = closeSummary(counted, ended);
  const tests = summary.passed + summary.failures.length + summary.skips.length;
  console.log(`tests: ${tests} in ${summary.files} files (${secondsSince(since)})`);
  return { code: ended.stoppedBy === null ? 0 : ended.code, summary };
}

/** @param {Summary} summary */
function printSummary({ skips, failures }) {
  const unselected = skips.filter(({ reason }) => reason === 'not selected').length;
  for (const { name, reason } of skips) if (reason !== 'not selected') console.log(`skipped: ${name}: ${reason}`);
  if (unselected > 0) console.log(`skipped: ${unselected} tests that were not selected`);
  for (const name of failures) console.log(`failed: ${name}`);
}

/** @returns {Promise<number>} exit code */
async function main() {
  const filters = process.argv.slice(2);
  let total = emptySummary();
  let code = await installMissing(root, 'test');
  if (code !== 0) total = { ...total, failures: ['installation of packages'] };
  for (const step of filters.length === 0 ? [checkTypesAndLint, () => runTests([])] : [() => runTests(filters)]) {
    if (code !== 0) break;
    const { code: stopped, summary } = await step();
    code = stopped;
    total = {
      ...summary,
      passed: total.passed + summary.passed,
      failures: [...total.failures, ...summary.failures],
      skips: [...total.skips, ...summary.skips],
    };
  }
  printSummary(total);
  tellCount(total);
  return code > 128 ? code : total.failures.length > 0 ? 1 : 0;
}

process.exitCode = await main();
