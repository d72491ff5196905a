import { Worker } from 'node:worker_threads';
import { HubscopeError } from '../core/errors.js';
import type { CardAnswer, CardTask } from './card-answer.js';

/** Heap of one worker in MB: the 1,500 longest cards of February 2022 were read with 64, not with 32. A worker that needs more ends, and the program does not. */
const workerHeapMb = 512;

export interface CardPoolOptions {
  /** Module that the threads run; it calls `serveCards`. */
  readonly worker: URL;
  readonly threads: number;
  /** Milliseconds that one card may take. */
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Worker threads that read cards. */
export interface CardPool {
  /**
   * Reads the texts of a task in one thread and gives an answer for each, in order. Waits for a free thread. A card that
   * ends its thread, or takes too long, is answered with the problem; the others are read all the same. Rejects when the
   * pool is closed or interrupted, or no thread can be started.
   */
  read(task: CardTask): Promise<CardAnswer[]>;
  /** Ends all threads. */
  close(): Promise<void>;
}

/** Place for one worker, which is started when it is first needed and again after it has ended. */
interface Lane {
  worker: Worker | null;
}

/** Opens a pool; its threads start with the first tasks, and end with `close` or the signal. */
export function openCardPool({ worker, threads, limitMs, signal }: CardPoolOptions): CardPool {
  const lanes = Array.from({ length: threads }, (): Lane => ({ worker: null }));
  const free = [...lanes];
  const waiting: ((lane: Lane | undefined) => void)[] = [];
  let closed: Error | null = null;

  function requireOpen(): void {
    if (closed !== null) throw closed;
  }

  async function takeLane(): Promise<Lane> {
    requireOpen();
    const lane = free.pop() ?? (await new Promise<Lane | undefined>((resolve) => waiting.push(resolve)));
    requireOpen();
    return lane as Lane;
  }

  function giveLane(lane: Lane): void {
    const next = waiting.shift();
    if (next === undefined) free.push(lane);
    else next(lane);
  }

  async function end(reason: Error): Promise<void> {
    closed ??= reason;
    signal?.removeEventListener('abort', onAbort);
    for (const resolve of waiting.splice(0)) resolve(undefined);
    await Promise.all(lanes.flatMap(({ worker: running }) => (running === null ? [] : [running.terminate()])));
  }
  function onAbort(): void {
    void end(signal?.reason instanceof Error ? signal.reason : new Error('interrupted'));
  }
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted === true) onAbort();

  return {
    async read({ texts, kind }) {
      const lane = await takeLane();
      try {
        const answers: CardAnswer[] = [];
        while (answers.length < texts.length) {
          const running = lane.worker ?? (await startWorker(worker, lane));
          requireOpen();
          const problem = await ask(running, { texts: texts.slice(answers.length), kind }, answers, texts.length, limitMs);
          requireOpen();
          if (problem !== null && problem !== 'done') answers.push({ problem });
        }
        return answers;
      } catch (error) {
        requireOpen();
        throw error;
      } finally {
        giveLane(lane);
      }
    },
    close: () => end(new HubscopeError('cards: the pool was closed; expected no further tasks')),
  };
}

/** Starts the worker of a lane, which it leaves when it ends, and waits until it is ready. Errors: HubscopeError when it ends before. */
function startWorker(module: URL, lane: Lane): Promise<Worker> {
  const worker = new Worker(module, { resourceLimits: { maxOldGenerationSizeMb: workerHeapMb } });
  lane.worker = worker;
  return new Promise((resolve, reject) => {
    let cause: unknown;
    worker.on('error', (error) => (cause = error));
    worker.once('exit', (code) => {
      lane.worker = null;
      const got = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : `it ended with code ${code}`;
      reject(new HubscopeError(`cards: a thread that reads them cannot be started (${module.pathname}); expected it to be ready, got: ${got}`, { cause }));
    });
    worker.once('message', () => resolve(worker));
  });
}

/**
 * Hands a worker some texts and adds its answers until there are `wanted`. Gives `done`; or, when the worker has ended, what
 * the card it was at did to it, and null where that card is not to blame: it was answered after all.
 */
function ask(worker: Worker, task: CardTask, answers: CardAnswer[], wanted: number, limitMs: number): Promise<string | null> {
  return new Promise((resolve) => {
    let why: string | null = null;
    let late: number | null = null;
    let timer = setTimeout(onLimit, limitMs);
    function onLimit(): void {
      const at = answers.length;
      // Answers may lie here unread where this thread was busy itself: they come before the next check.
      setImmediate(() => setImmediate(() => {
        if (answers.length > at || why !== null) return;
        late = at;
        why = `it took longer than ${limitMs / 1000} s`;
        void worker.terminate();
      }));
    }
    function settle(result: string | null): void {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(result);
    }
    function onMessage(answer: CardAnswer): void {
      answers.push(answer);
      clearTimeout(timer);
      // A worker that is being ended takes no further task: then its end is waited for.
      if (late !== null) return;
      if (answers.length === wanted) settle('done');
      else timer = setTimeout(onLimit, limitMs);
    }
    function onError(error: Error): void {
      why ??= `the thread that read it ended: ${error.message.split('\n')[0] ?? ''}`;
    }
    function onExit(code: number): void {
      settle(late !== null && answers.length > late ? null : (why ?? `the thread that read it ended with code ${code}`));
    }
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(task);
  });
}
