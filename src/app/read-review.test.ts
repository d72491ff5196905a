import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { claimIds } from '../core/claim.js';
import { InputError, UsageError } from '../core/errors.js';
import { citeWork } from '../core/review.js';
import { builtInReview, parseReview, readReview } from './read-review.js';

const text = readFileSync(builtInReview, 'utf8');
const review = readReview();

describe('the literature file', () => {
  it('has each claim of the program exactly once, and none that the program lacks', () => {
    expect(review.claims.map((one) => one.id)).toEqual([...claimIds]);
  });

  it('has the counts of the paper, and they add up', () => {
    expect(review.search.papers.map((one) => one.count)).toEqual([45, 31, 18]);
    expect(review.search.statements.map((one) => one.count)).toEqual([256, 49]);
    expect(review.categories.map((one) => one.count)).toEqual([19, 30]);
    expect(19 + 30).toBe(review.search.statements.at(-1)?.count);
    expect(review.search.consolidated.count).toBe(12);
    expect(review.themes.map(({ key }) => review.claims.filter((one) => one.theme === key).length)).toEqual([4, 2, 1, 4, 1]);
  });

  it('marks the four claims that the paper numbers, and no others, as not quantified', () => {
    const marked = review.claims.filter((one) => !one.quantified);
    expect(marked.map(({ id, number }) => [id, number])).toEqual([['T3', 'C1'], ['S1', 'C4'], ['S2', 'C2'], ['D2', 'C3']]);
    expect(review.claims.filter((one) => one.number !== null)).toEqual(marked);
    expect(new Set(review.expectations.map((one) => one.claim))).toEqual(new Set(marked.map((one) => one.id)));
  });

  it('names no work that nothing cites', () => {
    const { works, ...rest } = review;
    const cited = JSON.stringify(rest);
    expect(works.filter(({ key }) => !cited.includes(`"${key}"`) && key !== 'castano-2024-lessons')).toEqual([]);
  });

  it('says where the paper contradicts itself', () => {
    expect(review.remarks[0]?.says).toMatch(/four.*five/s);
  });

  it('quotes nobody', () => {
    expect(text).not.toMatch(/[“”]/);
  });

  it('cites works so that they are told apart', () => {
    expect(citeWork(review, 'castano-2024-evolution')).toBe('Castaño et al. 2024a');
    expect(citeWork(review, 'jiang-2024-naming')).toBe('Jiang et al. 2024a');
    expect(citeWork(review, 'dey-2018')).toBe('Dey and Mockus 2018');
    expect(new Set(review.works.map(({ key }) => citeWork(review, key))).size).toBe(review.works.length);
    expect(() => citeWork(review, 'nobody-1900')).toThrow(/no work \(nobody-1900\); expected one of/);
  });

  it('is shipped with the program', () => {
    const { files } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { files: string[] };
    expect(files).toContain('literature');
  });
});

describe('adding to the literature file', () => {
  it('takes a new paper and a claim of it, that the program does not measure yet', () => {
    const added = parseReview(text
      .replace('\nsearch:\n', "\n  - { key: doe-2025, authors: ['Doe, Jane'], year: 2025, title: Owners of models, venue: null, added: '2025-06-01' }\n\nsearch:\n")
      .replace('\nexpectations:\n', "\n  - { id: D5, theme: documentation, statement: Cards are copied., basis: [survey], works: [doe-2025], number: null, quantified: false, added: '2025-06-01' }\n\nexpectations:\n"), 'other.yaml');
    expect(added.claims).toHaveLength(13);
    expect(citeWork(added, 'doe-2025')).toBe('Doe 2025');
  });

  it('takes a new category of claims', () => {
    const added = parseReview(text.replace('\nthemes:\n', '\n  - { key: outlook, name: Outlook claims, count: 0, consolidated: false, definition: Say what is to come., examples: [] }\n\nthemes:\n'), 'other.yaml');
    expect(added.categories.map((one) => one.key)).toEqual(['motivation', 'work', 'outlook']);
  });
});

describe('a literature file that is wrong', () => {
  it.each<[string, string | RegExp, string, RegExp]>([
    ['a work that is not there', 'works: [yang-2024]', 'works: [yong-2024]', /\(other\.yaml, claims\.10\.works\.0\); expected the key of one of the works, got yong-2024/],
    ['a theme that is not there', 'theme: downstream', 'theme: upstream', /claims\.11\.theme\); expected one of: design, .*, got upstream/],
    ['a claim twice', 'id: U1', 'id: T1', /claims\.11\); expected each only once, got T1 again/],
    ['one of our claims missing', /id: U1/, 'id: U2', /claims\); expected an entry for each of: T1, .*, got none for U1/],
    ['an expectation of no claim', '- claim: D2', '- claim: D9', /expectations\.3\.claim\); expected one of/],
    ['counts that do not sum', 'count: 19', 'count: 20', /categories\); expected counts that sum to 49, the last of search\.statements, got 50/],
    ['counts that rise', 'count: 31', 'count: 46', /search\.papers\.1\.count\); expected at most 45/],
    ['another number of claims', 'count: 12,', 'count: 13,', /search\.consolidated\.count\); expected 12/],
    ['a basis that is none', 'basis: [interviews]', 'basis: [rumour]', /claims\.4\.basis\.0\).*expected one of/],
    ['an unknown key', 'paper: jones-2024', 'papers: jones-2024', /papers|top level|paper/],
    ['a year in words', 'year: 2017', 'year: long ago', /works\.1\.year\); expected number/],
  ])('names the file, the key and what was expected: %s', (_name, from, to, message) => {
    function read() {
      return parseReview(text.replace(from, to), 'other.yaml');
    }
    expect(read).toThrow(InputError);
    expect(read).toThrow(message);
    expect(read).toThrow(/other\.yaml/);
  });

  it('is told from one that cannot be read or is no YAML', () => {
    expect(() => readReview('/nowhere/review.yaml')).toThrow(UsageError);
    expect(() => parseReview('a: [', 'other.yaml')).toThrow(/not YAML \(other\.yaml\)/);
  });
});
