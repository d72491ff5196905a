import type { Progress } from '../app/progress.js';
import { formatCount, formatDuration } from './format.js';
import type { TextSink } from './io.js';
import { cutTo, visible } from './terminal-text.js';

/** Work that ends sooner needs no progress. */
const quietMs = 2000;
/** Not on every call: harvests and imports call often. */
const redrawMs = 200;
/** Without a terminal, one counted step is told about this often. */
const plainMs = 10_000;

/** Progress on stderr, and how to take it away before other text is written there. */
export interface ShownProgress extends Progress {
  clear(): void;
}

/**
 * Shows progress: on a terminal one line that is drawn over, with count, rate and time left, after two seconds; without
 * one a plain line per step. `now` is in milliseconds.
 */
export function showProgress(sink: TextSink, now: () => number): ShownProgress {
  const began = now();
  let drawn = false;
  let step: { text: string; startedAt: number; startedWith: number; done: number | undefined; of: number | undefined } =
    { text: '', startedAt: began, startedWith: 0, done: undefined, of: undefined };
  let lastAt = -Infinity;
  return {
    step(text, done, of) {
      const at = now();
      // A text that changes while the count goes on (the date of each snapshot of a file) is one piece of work.
      const goesOn = of !== undefined && of === step.of && done !== undefined && step.done !== undefined && done > step.done;
      const isNew = text !== step.text && !goesOn;
      step = isNew ? { text, startedAt: at, startedWith: done ?? 0, done, of } : { ...step, text, done, of };
      const counted = done === undefined ? '' : `: ${describe(done - step.startedWith, done, of, (at - step.startedAt) / 1000)}`;
      if (!sink.isTerminal) {
        if (!isNew && at - lastAt < plainMs) return;
        lastAt = at;
        sink.write(`${visible(text)}${isNew && of === undefined ? '' : counted}\n`);
        return;
      }
      if (at - began < quietMs || (!isNew && at - lastAt < redrawMs && done !== of)) return;
      lastAt = at;
      drawn = true;
      sink.write(`\r\u001b[2K${cutTo(visible(text) + counted, (sink.columns ?? 80) - 1)}`);
    },
    clear() {
      if (drawn) sink.write('\r\u001b[2K');
      drawn = false;
    },
  };
}

function describe(sinceStart: number, done: number, of: number | undefined, seconds: number): string {
  const count = of === undefined ? formatCount(done) : `${formatCount(done)} of ${formatCount(of)}`;
  if (seconds < 1 || sinceStart <= 0) return count;
  const rate = sinceStart / seconds;
  const speed = rate >= 1 ? `${rate >= 10 ? formatCount(Math.round(rate)) : rate.toFixed(1)}/s` : `${(rate * 60).toFixed(1)}/min`;
  return of === undefined ? `${count}, ${speed}` : `${count}, ${speed}, ${formatDuration((of - done) / rate)} left`;
}
