import { parentPort } from 'node:worker_threads';
import { answerCard, type CardTask, type ReadsCard } from './card-answer.js';

/**
 * Makes the worker thread it is called in answer card tasks: one message `ready`, then of each task one answer per text,
 * in order and as soon as it is there. So whoever asks knows which card takes long, and which one ended the thread.
 */
export function serveCards(read: ReadsCard): void {
  const port = parentPort;
  if (port === null) return;
  port.on('message', ({ texts, kind }: CardTask) => {
    for (const text of texts) port.postMessage(answerCard(read, text, kind));
  });
  port.postMessage('ready');
}
