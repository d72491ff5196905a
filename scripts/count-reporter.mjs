import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import process from 'node:process';
import { describeError, emptySummary } from './run-summary.mjs';

/**
 * @typedef {import('vitest/node').TestCase} TestCase
 * @typedef {import('vitest/node').TestModule} TestModule
 * @typedef {import('vitest/node').TestSuite} TestSuite
 * @typedef {import('./run-summary.mjs').TestError} TestError
 */

/** How the title of a test or suite says why it is skipped. */
const statedReason = /\(skipped[: ]+([^)]*)\)/i;

/**
 * A vitest reporter that prints failures as they come, with difference and place, and counts. The counts are written
 * after each file to the path in HUBSCOPE_TEST_SUMMARY, so that a run that breaks off has told what it had done.
 * Passing tests print nothing. A progress line appears on terminals only.
 */
export default class CountReporter {
  summary = emptySummary();
  root = process.cwd();
  modules = 0;
  interactive = process.stdout.isTTY === true && !process.env['CI'];
  colour = this.interactive && !process.env['NO_COLOR'];
  /** @type {Map<string, string[]>} what a test printed, by its id; shown only if it fails */
  printed = new Map();

  /** @param {import('vitest/node').Vitest} vitest */
  onInit(vitest) {
    this.root = vitest.config.root;
  }

  /** @param {readonly unknown[]} specifications */
  onTestRunStart(specifications) {
    this.modules = specifications.length;
    this.write();
  }

  /** @param {{ content: string, taskId?: string | undefined }} log */
  onUserConsoleLog({ content, taskId }) {
    if (taskId === undefined) return;
    this.printed.set(taskId, [...(this.printed.get(taskId) ?? []), content.trimEnd()]);
  }

  /** @param {TestModule} module */
  onTestModuleEnd(module) {
    const file = this.place(module.moduleId) ?? module.moduleId;
    this.summary.files += 1;
    for (const error of module.errors()) this.fail(file, [error], []);
    for (const suite of module.children.allSuites()) {
      if (suite.errors().length > 0) this.fail(`${file} > ${suite.fullName}`, suite.errors(), []);
    }
    for (const test of module.children.allTests()) this.count(file, test);
    this.write();
    if (this.interactive) process.stdout.write(`\x1b[2K${this.summary.files}/${this.modules} files\r`);
  }

  /**
   * @param {readonly TestModule[]} _modules
   * @param {readonly TestError[]} unhandled
   */
  onTestRunEnd(_modules, unhandled) {
    for (const error of unhandled) this.fail('outside of any test', [error], []);
    this.summary.complete = true;
    this.write();
    if (this.interactive) process.stdout.write('\x1b[2K');
  }

  /**
   * @param {string} file
   * @param {TestCase} test
   */
  count(file, test) {
    const name = `${file} > ${test.fullName}`;
    const result = test.result();
    if (result.state === 'passed') this.summary.passed += 1;
    else if (result.state === 'failed') this.fail(name, result.errors, this.printed.get(test.id) ?? []);
    else if (result.state === 'skipped') this.skip(name, skipReason(test, result.note));
    else this.fail(name, [{ name: 'Unfinished', message: 'the test began and never ended' }], []);
    this.printed.delete(test.id);
  }

  /**
   * @param {string} name
   * @param {string} reason
   */
  skip(name, reason) {
    this.summary.skips.push({ name: name.replace(statedReason, '').replace(/ +/g, ' ').trim(), reason });
  }

  /**
   * @param {string} name
   * @param {readonly TestError[]} errors
   * @param {readonly string[]} printed
   */
  fail(name, errors, printed) {
    this.summary.failures.push(name);
    const show = { colour: this.colour, place: (/** @type {string} */ file) => this.place(file) };
    const lines = errors.flatMap((error) => describeError(error, show));
    const output = printed.length === 0 ? [] : ['it printed:', ...printed.flatMap((text) => text.split('\n'))];
    const head = this.colour ? `\x1b[31mFAIL\x1b[39m ${name}` : `FAIL ${name}`;
    console.log([head, ...[...lines, ...output].map((line) => `     ${line}`)].join('\n'));
  }

  /** @param {string} file @returns {string | null} its path in the project, with `/`; null if it is not ours */
  place(file) {
    const path = relative(this.root, file.replace(/^file:\/\//, '')).replaceAll('\\', '/');
    return path.startsWith('..') || path.startsWith('node_modules/') ? null : path;
  }

  write() {
    const path = process.env['HUBSCOPE_TEST_SUMMARY'];
    if (path !== undefined) writeFileSync(path, JSON.stringify(this.summary));
  }
}

/**
 * Why a test was skipped: what `ctx.skip(reason)` said; else what its title or that of a suite around it says in
 * `(skipped …)`, which is how `skipIf` states a reason; else what vitest knows.
 *
 * @param {TestCase} test
 * @param {string | undefined} note
 * @returns {string}
 */
function skipReason(test, note) {
  if (note !== undefined && note !== '') return note;
  const stated = statedReason.exec(test.fullName)?.[1];
  if (stated !== undefined) return stated;
  if (test.options.mode === 'todo') return 'not written yet';
  for (let parent = test.parent; ; parent = parent.parent) {
    if (parent.errors().length > 0) return 'the preparation of its suite failed';
    if (parent.type === 'module') break;
  }
  return process.env['HUBSCOPE_TEST_FILTERED'] === '1' ? 'not selected' : 'no reason given';
}
