import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { claimIds } from '../core/claim.js';
import { InputError, UsageError } from '../core/errors.js';
import type { Review, ReviewStage } from '../core/review.js';
import { ReviewFileSchema } from './review-file.js';

/** The literature file that comes with the program. */
export const builtInReview = fileURLToPath(new URL('../../literature/review.yaml', import.meta.url));

/**
 * Reads a literature file. Errors: UsageError for a file that cannot be read; InputError that names the file, the key and what was
 * expected, for one that is not of its form, names a work, theme or claim that it does not have, lacks one of our claims, or whose
 * counts do not add up.
 */
export function readReview(file: string = builtInReview): Review {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`literature: cannot be read (${file}); expected a YAML file, got: ${error instanceof Error ? error.message : String(error)}`);
  }
  return parseReview(content, file);
}

/** A literature file from its text; `file` is what errors call it. Errors: InputError, as with readReview. */
export function parseReview(text: string, file: string): Review {
  let content: unknown;
  try {
    content = parse(text);
  } catch (error) {
    throw new InputError(`literature: not YAML (${file}); expected a YAML file, got: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  }
  const result = ReviewFileSchema.safeParse(content);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new InputError(`literature: not a review (${file}, ${issue?.path.join('.') || 'top level'}); ${(issue?.message ?? 'unknown problem').replace(/^Invalid input: |^Invalid string: /, '')}`);
  }
  const review: Review = result.data;
  function refuse(key: string, expected: string, got: string | number): never {
    throw new InputError(`literature: not a review (${file}, ${key}); expected ${expected}, got ${got}`);
  }
  requireKeys(review, refuse);
  requireClaims(review, refuse);
  requireCounts(review, refuse);
  return review;
}

type Refuse = (key: string, expected: string, got: string | number) => never;

function requireDistinct(key: string, names: readonly string[], refuse: Refuse): void {
  const again = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (again !== -1) refuse(`${key}.${again}`, 'each only once', `${names[again] ?? ''} again`);
}

/** Every work, theme and claim that is named has to be there, once. */
function requireKeys(review: Review, refuse: Refuse): void {
  const works = review.works.map((one) => one.key);
  const themes = review.themes.map((one) => one.key);
  const ids = review.claims.map((one) => one.id);
  requireDistinct('works', works, refuse);
  requireDistinct('themes', themes, refuse);
  requireDistinct('claims', ids, refuse);
  requireDistinct('categories', review.categories.map((one) => one.key), refuse);
  requireDistinct('metrics', review.metrics.map((one) => one.key), refuse);
  for (const [key, name] of namedWorks(review)) if (!works.includes(name)) refuse(key, 'the key of one of the works', name);
  for (const [index, { theme }] of review.claims.entries()) if (!themes.includes(theme)) refuse(`claims.${index}.theme`, `one of: ${themes.join(', ')}`, theme);
  for (const [index, { claim }] of review.expectations.entries()) if (!ids.includes(claim)) refuse(`expectations.${index}.claim`, `one of: ${ids.join(', ')}`, claim);
}

/** Each place where a work is named, and the name. */
function namedWorks(review: Review): [string, string][] {
  function within(key: string, works: readonly string[]): [string, string][] {
    return works.map((work, index) => [`${key}.${index}`, work]);
  }
  return [
    ['paper', review.paper],
    ...within('search.pilot', review.search.pilot),
    ...review.categories.flatMap((one, index) => within(`categories.${index}.examples`, one.examples.map(({ work }) => work))),
    ...review.claims.flatMap((one, index) => within(`claims.${index}.works`, one.works)),
    ...review.expectations.flatMap((one, index) => within(`expectations.${index}.analogue.works`, one.analogue?.works ?? [])),
    ...review.metrics.flatMap((one, index) => within(`metrics.${index}.works`, one.works)),
  ];
}

/** Each claim of the program has to be told; the literature may have more, which are not measured yet. */
function requireClaims(review: Review, refuse: Refuse): void {
  const missing = claimIds.find((id) => !review.claims.some((one) => one.id === id));
  if (missing !== undefined) refuse('claims', `an entry for each of: ${claimIds.join(', ')}`, `none for ${missing}`);
}

/** Counts of the review add up; what was added after it is in none of them. */
function requireCounts({ search, categories, claims, works }: Review, refuse: Refuse): void {
  requireFalling('search.papers', search.papers, refuse);
  requireFalling('search.statements', search.statements, refuse);
  const kept = search.statements.at(-1)?.count ?? 0;
  const sorted = categories.reduce((sum, one) => sum + one.count, 0);
  if (sorted !== kept) refuse('categories', `counts that sum to ${kept}, the last of search.statements`, sorted);
  const consolidated = claims.filter((one) => one.added === null).length;
  if (consolidated !== search.consolidated.count) refuse('search.consolidated.count', `${consolidated}, the number of claims that were not added later`, search.consolidated.count);
  const from = categories.reduce((sum, one) => sum + (one.consolidated ? one.count : 0), 0);
  if (consolidated > from) refuse('search.consolidated.count', `at most ${from}, the claims of the consolidated categories`, consolidated);
  const later = claims.findIndex((claim) => claim.added === null && claim.works.every((key) => works.find((work) => work.key === key)?.added !== null));
  if (later !== -1) refuse(`claims.${later}.added`, 'a day, because all of its works were added after the review', 'none');
}

function requireFalling(key: string, stages: readonly ReviewStage[], refuse: Refuse): void {
  for (const [index, stage] of stages.entries()) {
    const before = stages[index - 1];
    if (before !== undefined && stage.count > before.count) refuse(`${key}.${index}.count`, `at most ${before.count}, the count of the stage before`, stage.count);
    if ((before === undefined) !== (stage.out === null)) refuse(`${key}.${index}.out`, before === undefined ? 'null, because nothing was left out before' : 'why the others were left out', stage.out ?? 'null');
  }
}
