import { z } from 'zod';
import { claimBases } from '../core/review.js';

const Words = z.string().trim().min(1);
const Count = z.int().nonnegative();
const Day = z.iso.date().nullable().default(null);

const Work = z.strictObject({
  key: z.string().regex(/^[a-z]+(-[a-z0-9]+)+$/, 'expected lower case words with hyphens'),
  authors: z.array(Words).min(1),
  year: z.int().min(1900).max(2100),
  title: Words,
  venue: Words.nullable(),
  added: Day,
});

const Stage = z.strictObject({ count: Count, what: Words, out: Words.nullable() });

const Category = z.strictObject({
  key: Words,
  name: Words,
  count: Count,
  consolidated: z.boolean(),
  definition: Words,
  examples: z.array(z.strictObject({ work: Words, says: Words })),
});

const ReviewedClaim = z.strictObject({
  id: z.string().regex(/^[A-Z][0-9]+$/, 'expected a letter and a number, as T1'),
  theme: Words,
  statement: Words,
  basis: z.array(z.enum(claimBases)).min(1),
  works: z.array(Words).min(1),
  number: z.string().regex(/^C[0-9]+$/, 'expected C and a number, or null').nullable(),
  quantified: z.boolean(),
  added: Day,
});

const Expectation = z.strictObject({
  claim: Words,
  metric: Words,
  expected: Words,
  analogue: z.strictObject({ metric: Words, works: z.array(Words).min(1) }).nullable(),
});

/** What a literature file looks like; the meaning of each key stands at the types in core/review.ts. */
export const ReviewFileSchema = z.strictObject({
  title: Words,
  paper: Words,
  works: z.array(Work).min(1),
  search: z.strictObject({
    how: Words,
    pilot: z.array(Words),
    papers: z.array(Stage).min(1),
    statements: z.array(Stage).min(1),
    consolidated: z.strictObject({ count: Count, what: Words }),
  }),
  criteria: z.strictObject({ include: z.array(Words).min(1), exclude: z.array(Words).min(1) }),
  categories: z.array(Category).min(1),
  themes: z.array(z.strictObject({ key: Words, name: Words })).min(1),
  claims: z.array(ReviewedClaim).min(1),
  expectations: z.array(Expectation),
  metrics: z.array(z.strictObject({ key: Words, name: Words, what: Words, registries: z.array(Words).min(1), works: z.array(Words).min(1) })),
  remarks: z.array(z.strictObject({ about: Words, says: Words })),
});
