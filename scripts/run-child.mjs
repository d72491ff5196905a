import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';

/** @typedef {{ code: number, stoppedBy: NodeJS.Signals | null, output: string }} Ended */

/** @type {readonly NodeJS.Signals[]} */
const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * One Ctrl-C arrives here twice: from the terminal, and passed on by npm. Within this many milliseconds a signal is the
 * same one.
 */
const sameSignalMs = 1_000;

/**
 * Runs a program to its end and passes SIGINT, SIGTERM and SIGHUP on to it, once each, with everything it started. A second
 * signal that comes later than a second after the first kills it.
 *
 * `code` is the program's exit code; 128 + n when signal n ended it or when we were asked to stop (130 for Ctrl-C);
 * 127 when it could not be started. `stoppedBy` is the signal that we were asked to stop with. `output` is what it
 * printed on both channels if `capture` is set, else empty.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, capture?: boolean }} [options]
 * @returns {Promise<Ended>}
 */
export function runChild(command, args, options = {}) {
  return new Promise((resolve) => {
    // A process group of its own: the terminal's Ctrl-C reaches only us, so that the program sees it exactly once.
    const ownGroup = process.platform !== 'win32';
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      detached: ownGroup,
      stdio: ['inherit', options.capture === true ? 'pipe' : 'inherit', options.capture === true ? 'pipe' : 'inherit'],
    });
    /** @type {NodeJS.Signals | null} */
    let stoppedBy = null;
    let stoppedAt = 0;
    let output = '';
    for (const channel of [child.stdout, child.stderr]) {
      channel?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text;
      });
    }

    /** @param {NodeJS.Signals} signal */
    function forward(signal) {
      const now = Date.now();
      if (stoppedBy !== null && now - stoppedAt < sameSignalMs) return;
      sendSignal(child, ownGroup, stoppedBy === null ? signal : 'SIGKILL');
      stoppedBy ??= signal;
      stoppedAt = now;
    }
    for (const signal of forwarded) process.on(signal, forward);

    /** @param {number} code */
    function end(code) {
      for (const signal of forwarded) process.off(signal, forward);
      resolve({ code: stoppedBy === null ? code : 128 + constants.signals[stoppedBy], stoppedBy, output });
    }
    child.on('error', (error) => {
      output += `${command}: could not be started: ${error.message}\n`;
      if (options.capture !== true) console.error(output.trimEnd());
      end(127);
    });
    child.on('close', (code, signal) => {
      end(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
    });
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {boolean} group
 * @param {NodeJS.Signals} signal
 */
function sendSignal(child, group, signal) {
  if (child.pid === undefined) return;
  try {
    process.kill(group ? -child.pid : child.pid, signal);
  } catch {
    // It ended a moment ago: its end is reported by the 'close' event.
  }
}
