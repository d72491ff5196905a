import { z } from 'zod';
import { aspectNames } from '../core/aspect.js';
import { InputError } from '../core/errors.js';
import { listArchiveFiles, readLines } from './archive-files.js';
import type { Purpose } from './archive-files.js';
import type { ArchivableAnswer } from './client.js';
import { readManifest } from './manifest.js';

/** Stands before the body in every line. Cannot occur earlier: inside a string its quotes would be escaped. */
const beforeBody = ',"body":';

const Head = z.strictObject({
  at: z.iso.datetime(),
  path: z.string().startsWith('/'),
  status: z.number().int().nonnegative(),
  headers: z.record(z.string(), z.string()),
  about: z
    .strictObject({
      id: z.string().nullable(),
      name: z.string(),
      aspect: z.enum(['record', ...aspectNames]),
      revision: z.string().nullable(),
      last: z.boolean(),
      whole: z.boolean(),
    })
    .optional(),
});
type Head = z.infer<typeof Head>;

/** The line of an answer. The body comes last, as it is, but for line ends (which JSON has outside strings only). */
export function lineFromAnswer(answer: ArchivableAnswer): string {
  const { at, path, status, headers, about } = answer;
  const head = JSON.stringify({ at, path, status, headers, about }).slice(0, -1);
  return `${head}${beforeBody}${answer.rawBody.replace(/[\r\n]/g, ' ')}}`;
}

/** Everything but the body, without parsing the body. Throws an InputError; `where` names file and line. */
export function headFromLine(line: string, where: string): Head {
  const end = line.indexOf(beforeBody);
  const result = Head.safeParse(end < 0 ? undefined : parse(`${line.slice(0, end)}}`, where));
  if (result.success && line.endsWith('}')) return result.data;
  const places = result.success
    ? 'no closing brace'
    : result.error.issues.map((each) => `${each.path.join('.') || 'line'}: ${each.message}`).join('; ');
  throw new InputError(`${where}: not an archived answer (${places}); expected at, path, status, headers, body`);
}

/** The answer of a line, as it was archived. Throws an InputError; `where` names file and line. */
export function answerFromLine(line: string, where: string): ArchivableAnswer {
  const head = headFromLine(line, where);
  const rawBody = line.slice(line.indexOf(beforeBody) + beforeBody.length, -1);
  return { ...head, body: parse(rawBody, where), rawBody };
}

/**
 * All archived answers of a purpose, in the order in which they were archived. Rejects with an InputError naming file
 * and line for anything that is not such an answer, for a file that is cut off, and where fewer or more answers are
 * there than the manifest of a finished run says.
 */
export async function* readAnswers(folder: string, purpose: Purpose): AsyncGenerator<ArchivableAnswer> {
  for await (const { line, where } of readAnswerLines(folder, purpose)) yield answerFromLine(line, where);
}

/** The lines behind `readAnswers`, for readers that do not need every body. */
export async function* readAnswerLines(
  folder: string,
  purpose: Purpose,
): AsyncGenerator<{ readonly line: string; readonly where: string }> {
  let count = 0;
  for (const file of await listArchiveFiles(folder, purpose)) {
    for await (const { line, number } of readLines(file)) {
      count += 1;
      yield { line, where: `${file}:${number}` };
    }
  }
  const manifest = await readManifest(folder);
  if (manifest === null || manifest.finishedAt === null || manifest.answers[purpose] === count) return;
  throw new InputError(
    `${folder}: answers are missing or too many (${purpose}); expected ${manifest.answers[purpose]}, got ${count}`,
  );
}

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${where}: not JSON; expected an archived answer`, { cause: error });
  }
}
