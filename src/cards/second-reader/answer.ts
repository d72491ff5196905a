import { z } from 'zod';
import { metadataAttributes } from '../metadata/card-value.js';
import type { MetadataAttribute } from '../metadata/card-value.js';
import { cardSections } from '../sections/section-names.js';
import type { CardSection } from '../sections/section-names.js';

// Far above what is asked for, far below what would hurt.
const quote = z.string().max(4_000);
const sectionAnswer = z.object({ present: z.boolean(), quote });

/** An answer of a model as it must be. Properties besides are dropped, anything else that differs is refused. */
export const cardAnswer = z.object({
  sections: z.object(Object.fromEntries(cardSections.map((section) => [section, sectionAnswer])) as Record<CardSection, typeof sectionAnswer>),
  attributes: z.array(z.object({
    attribute: z.enum(Object.keys(metadataAttributes) as [MetadataAttribute, ...MetadataAttribute[]]),
    value: z.string().max(4_000),
    quote,
  })).max(500),
});

/** What a model said of a card, before its quotes were looked for. */
export type CardAnswer = z.infer<typeof cardAnswer>;

export type ParsedAnswer =
  | { readonly usable: true; readonly answer: CardAnswer }
  /** `why` is in our own words, with names of properties only, so that it can be shown and sent. */
  | { readonly usable: false; readonly why: string };

/**
 * Reads the text of an answer: JSON, alone or in the one code block that models like to put around it, after what a model that
 * reasons said to itself where the endpoint leaves that in.
 */
export function parseAnswer(text: string): ParsedAnswer {
  const said = text.replace(/^\s*<think>[\s\S]*?<\/think>/, '');
  const inner = /^\s*```(?:json)?\s*\n([\s\S]*?)\n\s*```\s*$/i.exec(said)?.[1] ?? said;
  let value: unknown;
  try {
    value = JSON.parse(inner);
  } catch {
    return { usable: false, why: text.trim() === '' ? 'it was empty' : 'it was not valid JSON' };
  }
  const parsed = cardAnswer.safeParse(value);
  if (parsed.success) return { usable: true, answer: parsed.data };
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? 'the whole' : issue.path.map(String).join('.');
  return { usable: false, why: `it had the wrong shape at ${place}: expected ${issue === undefined ? 'another' : expectationOf(issue)}` };
}

function expectationOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return issue.expected;
  if (issue.code === 'too_big') return `at most ${issue.maximum}`;
  return issue.code === 'invalid_value' ? 'one of the given names' : 'what was asked for';
}
