import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {{ name: string, reason: string }} Skip
 * @typedef {{ passed: number, failures: string[], skips: Skip[], files: number, complete: boolean }} Summary
 */

/** @returns {Summary} of a run of which nothing is known yet */
export function emptySummary() {
  return { passed: 0, failures: [], skips: [], files: 0, complete: false };
}

/**
 * The last line of every test run.
 *
 * @param {Summary} summary
 * @returns {string}
 */
export function countLine({ passed, failures, skips }) {
  return `${passed} passed, ${failures.length} failed, ${skips.length} skipped`;
}

/**
 * Prints the last line of a run, and leaves it in the file that HUBSCOPE_COUNT_FILE names, if it names one: who runs several
 * counts them together.
 *
 * @param {Summary} summary
 */
export function tellCount(summary) {
  const line = countLine(summary);
  const file = process.env['HUBSCOPE_COUNT_FILE'];
  if (file !== undefined && file !== '') writeFileSync(file, line);
  console.log(line);
}

/**
 * What a run of vitest amounts to. A run that broke off, or that ended with an error which no test accounts for, counts as
 * one failure more: silence is not success.
 *
 * @param {Summary} counted what was counted until the end, or until it broke off
 * @param {{ code: number, stoppedBy: string | null }} ended
 * @returns {Summary}
 */
export function closeSummary(counted, ended) {
  const failures = [...counted.failures];
  if (ended.stoppedBy !== null) failures.push(`vitest: stopped by ${ended.stoppedBy}`);
  else if (!counted.complete) failures.push(`vitest: broke off with code ${ended.code}`);
  else if (ended.code !== 0 && failures.length === 0) failures.push(`vitest: ended with code ${ended.code}`);
  return { ...counted, failures };
}

/**
 * @typedef {{ name?: string, message?: string, diff?: string, stack?: string,
 *   stacks?: readonly { file: string, line: number, column: number }[], cause?: TestError }} TestError
 */

/**
 * An error of a test in lines: message, difference between expected and actual value, and where in our code.
 *
 * @param {TestError} error
 * @param {{ colour: boolean, place: (file: string) => string | null }} show `place` gives a file's path in the project,
 *   null for files that are not ours
 * @returns {string[]}
 */
export function describeError(error, { colour, place }) {
  const lines = [`${error.name ?? 'Error'}: ${error.message ?? 'no message'}`];
  if (error.diff !== undefined) lines.push(error.diff);
  const frames = (error.stacks ?? []).flatMap(({ file, line, column }) => {
    const path = place(file);
    return path === null ? [] : [`at ${path}:${line}:${column}`];
  });
  if (frames.length > 0) lines.push(...frames.slice(0, 6));
  else if (error.stack !== undefined && error.diff === undefined) lines.push(error.stack);
  if (error.cause !== undefined && typeof error.cause === 'object') {
    lines.push('caused by', ...describeError(error.cause, { colour, place }));
  }
  const text = lines.join('\n');
  return (colour ? text : stripVTControlCharacters(text)).split('\n');
}
