import { z } from 'zod';

/** Tokens of one answer as the endpoint counted them; null where it did not. */
export interface ModelUsage {
  readonly in: number;
  readonly out: number;
}

/** What a model said, or why it said nothing that can be used. */
export type ModelChoice =
  | { readonly kind: 'text'; readonly text: string; readonly model: string | null; readonly usage: ModelUsage | null }
  | { readonly kind: 'unusable'; readonly why: string; readonly usage: ModelUsage | null };

const tokens = z.number().int().nonnegative().safe();

/** The parts of a chat completion that are read; everything else may be as it likes. */
const completion = z.object({
  model: z.string().nullish(),
  choices: z.array(z.object({
    finish_reason: z.string().nullish(),
    message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
  })).min(1),
  usage: z.object({ prompt_tokens: tokens, completion_tokens: tokens }).nullish().catch(null),
});

/** Reads the body of an answer with status 200; null where it is no chat completion, as when it was cut off. */
export function choiceFromAnswer(body: string): ModelChoice | null {
  const parsed = completion.safeParse(valueOf(body));
  const choice = parsed.data?.choices[0];
  if (parsed.data === undefined || choice === undefined) return null;
  const { usage: counted, model } = parsed.data;
  const usage = counted === null || counted === undefined ? null : { in: counted.prompt_tokens, out: counted.completion_tokens };
  const { message: { content, refusal }, finish_reason: finish } = choice;
  if (typeof refusal === 'string' && refusal !== '') return { kind: 'unusable', why: 'the model refused', usage };
  if (finish === 'content_filter') return { kind: 'unusable', why: 'a content filter stopped it', usage };
  if (finish === 'length') return { kind: 'unusable', why: 'it was longer than allowed and was cut off', usage };
  if (typeof content !== 'string') return { kind: 'unusable', why: 'it had no content', usage };
  return { kind: 'text', text: content, model: model ?? null, usage };
}

const longestComplaint = 300;

const named = z.object({ message: z.string().catch(''), code: z.union([z.string(), z.number()]).nullish().catch(null) });
const complaint = z.union([
  z.object({ error: named }).transform(({ error }) => error),
  z.object({ error: z.string() }).transform(({ error }) => ({ message: error, code: null })),
  named,
]);

/** What an error answer says, short and on one line; empty where it says nothing that can be read. */
export function complaintFromAnswer(body: string): { readonly text: string; readonly code: string } {
  const { data } = complaint.safeParse(valueOf(body));
  const text = (data?.message ?? '').replace(/\s+/g, ' ').trim();
  return { text: text.length > longestComplaint ? `${text.slice(0, longestComplaint)}…` : text, code: String(data?.code ?? '') };
}

function valueOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
