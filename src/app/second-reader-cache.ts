import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { cardAnswer } from '../cards/second-reader/answer.js';
import { questionVersion } from '../cards/second-reader/question.js';

const cachedAnswer = z.object({
  format: z.literal(1),
  question: z.string(),
  model: z.string(),
  /** SHA-256 of the text of the card. */
  card: z.string(),
  answer: cardAnswer,
  /** The model as the endpoint called it in its answer; null where it did not say. */
  answeredBy: z.string().nullable(),
  /** How it was asked: with a schema, for JSON, or by words alone. */
  asked: z.enum(['json_schema', 'json_object', 'plain']),
  repaired: z.boolean(),
  usage: z.object({ in: z.number(), out: z.number() }).nullable(),
  at: z.string(),
});

/** One answer as it is kept, with what it was an answer to. Neither address nor key is among it. */
export type CachedAnswer = z.infer<typeof cachedAnswer>;

/** What identifies an answer: text of the card, model, question. Where it was asked does not matter. */
export interface AnswerKey {
  readonly model: string;
  readonly card: string;
  readonly file: string;
}

/** The key of the answer of a model about a card. */
export function keyOf(model: string, text: string): AnswerKey {
  const card = createHash('sha256').update(text).digest('hex');
  const file = createHash('sha256').update(JSON.stringify([questionVersion, model, card])).digest('hex');
  return { model, card, file };
}

/** The kept answer, or null where there is none that is whole and of this question. */
export async function readCached(folder: string, key: AnswerKey): Promise<CachedAnswer | null> {
  let text: string;
  try {
    text = await readFile(pathOf(folder, key), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    const kept = cachedAnswer.parse(JSON.parse(text));
    return kept.question === questionVersion && kept.model === key.model && kept.card === key.card ? kept : null;
  } catch {
    // Not whole, or of another program: it is asked for again and written over.
    return null;
  }
}

/** Keeps an answer. Whenever the program is killed, the file is there whole or not at all. */
export async function writeCached(folder: string, key: AnswerKey, kept: Omit<CachedAnswer, 'format' | 'question' | 'model' | 'card'>): Promise<void> {
  const target = pathOf(folder, key);
  await mkdir(join(target, '..'), { recursive: true });
  const temporary = `${target}.${process.pid}.part`;
  try {
    await writeFile(temporary, `${JSON.stringify({ format: 1, question: questionVersion, model: key.model, card: key.card, ...kept })}\n`);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Answers can be many: a folder for each of the first two letters keeps folders small. */
function pathOf(folder: string, key: AnswerKey): string {
  return join(folder, key.file.slice(0, 2), `${key.file}.json`);
}
