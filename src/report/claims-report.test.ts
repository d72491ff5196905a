import { describe, expect, it } from 'vitest';
import { readReview } from '../app/read-review.js';
import type { Verdict } from '../core/claim.js';
import { sampleSnapshot } from '../figures/sample-measurements.test-data.js';
import { sampleClaim, sampleClaims, sampleHistory, sampleRecord, sampleTest, sampleVerdicts } from '../figures/sample-verdicts.test-data.js';
import { findMarkupError } from '../figures/well-formed.test-data.js';
import { claimsCsv } from './claims-csv.js';
import { fileOf, parsePage, voidElements, type PageElement } from './report-page.test-data.js';
import { sampleResults, sampleStudy } from './sample-study.test-data.js';
import { figureNames, type StudyResults } from './study-results.js';
import { listReportFiles, writeReport } from './write-report.js';

const review = readReview();
const nothing = Object.fromEntries(figureNames.map((name) => [name, []])) as unknown as StudyResults['measurements'];
const results: StudyResults = {
  ...sampleResults, measurements: nothing, verdicts: sampleVerdicts, verdictHistory: sampleHistory, claims: sampleClaims, review,
};
const files = writeReport(sampleStudy, results);

function file(path: string, report: ReadonlyMap<string, string> = files): string {
  return fileOf(report, path);
}

function textOf(page: PageElement, selector: string): readonly string[] {
  return [...page.querySelectorAll(selector)].map((element) => element.textContent.replace(/\s+/g, ' ').trim());
}

/** The rows of tables, their cells with a bar between them. */
function rowsOf(selector: string): readonly string[] {
  return [...page.querySelectorAll(`${selector} tbody tr`)].map((row) => textOf(row, 'th,td').join(' | '));
}

const page = parsePage(file('index.html'));

describe('the claims on the page', () => {
  it('make well-formed markup that loads nothing and links only to what is there', () => {
    const text = file('index.html');
    expect(findMarkupError(text, { voidElements })).toBeNull();
    expect(text).not.toMatch(/https?:|src=|<script|<link|@import|url\(|undefined|NaN/);
    for (const link of page.querySelectorAll('a')) {
      const target = link.getAttribute('href') ?? '';
      if (target.startsWith('#')) expect([...page.querySelectorAll(target)], target).toHaveLength(1);
      else expect(files.has(target), target).toBe(true);
    }
  });

  it('come first, then each claim, then the review', () => {
    const heads = textOf(page, 'h2');
    expect(heads[0]).toBe('Claims of the literature');
    expect(heads.slice(2, 5)).toEqual(['T1. A few owners hold most of the downloads.', 'T2. What T2 says of models, in one sentence.', 'T3. What T3 says of models, in one sentence.']);
    expect(heads.slice(-2)).toEqual(['The review behind the claims', 'How to reproduce']);
    expect(heads).toHaveLength(1 + 1 + 12 + 2);
  });

  it('are in one table with verdict, effect, interval, threshold, n, p and snapshot', () => {
    const rows = rowsOf('#claims');
    expect(rows).toHaveLength(12);
    expect(rows[0]).toBe('T1 | A few owners hold most of the downloads. | holds | 82.1 % (79.2 % to 84.6 %)share of all downloads that the top 1 % of owners hold; 95 % interval | ' +
      'above 50.0 % | 118,204 owners | 0.002 | huggingface 2024-07-11');
    expect(rows[3]).toContain('| not measurable | noneThe list');
    expect(rows[3]).toContain('The list does not state files. Missing: files, base_models.');
    expect(textOf(page, '#claims .finding')).toEqual(['12 claims: 1 holds, 1 fails, 2 undecided, 7 not measurable, 1 error.']);
    for (const cell of textOf(page, '#claims td')) expect(cell).not.toBe('');
  });

  it('tell what changed against the snapshot before, and where the rule did', () => {
    const changes = textOf(page, '#claims .changes li');
    expect(changes).toHaveLength(1);
    expect(changes[0]).toBe('T3: holds on 2022-10-01, now fails on 2024-07-11. The rule is another one too (claim-t3@0, claim-t3@1), so it may not be the data.');
    const first = parsePage(file('index.html', writeReport(sampleStudy, { ...results, verdictHistory: [] })));
    expect(textOf(first, '#claims > p')).toContain('No verdict on an earlier snapshot is known.');
    const same = parsePage(file('index.html', writeReport(sampleStudy, { ...results, verdictHistory: [sampleRecord('T1', 2, 'holds')] })));
    expect(textOf(same, '#claims > p')).toContain('No verdict is another one than on the snapshot before.');
  });

  it('say never by colour alone what a verdict is', () => {
    const marks = [...page.querySelectorAll('.verdict')];
    expect(marks.length).toBeGreaterThan(12);
    for (const mark of marks) {
      expect(mark.textContent.trim()).toMatch(/^(holds|fails|undecided|not measurable|error)$/);
      expect([...mark.querySelectorAll('svg')]).toHaveLength(1);
    }
  });
});

describe('the section of a claim', () => {
  const text = textOf(page, '#claim-t1')[0] ?? '';

  it('says who claims it on what basis, the threshold, and what would count against it', () => {
    expect(text).toContain('Who says so. Castaño et al. 2024a, on the basis of large-scale measurement.');
    expect(text).toContain('Stand-in. None: the claim itself is measured.');
    expect(text).toContain('What would count against it. The top 1 % of owners hold less than half.');
    expect(text).toContain('Tested: bootstrap, share at most one half. p = 0.002 by Holm over the 12 claims.');
    expect(textOf(page, '#claim-t3')[0]).toContain('The review counts it as C1. It had no large-scale quantification.');
    expect(textOf(page, '#claim-t2')[0]).toContain('Stand-in. Use of a library stands for how accessible it makes models.');
  });

  it('has every reading with estimate, interval and n, and those that could not be made with the reason', () => {
    const rows = rowsOf('#claim-t1');
    expect(rows[0]).toBe('Main reading: Owner is the part of the name before the slash, downloads | share of all downloads that the top 1 % of owners hold | 82.1 % | 79.2 % to 84.6 % (95 %) | ' +
      'above 50.0 % | 118,204 owners | < 0.001 | holds | owner-concentration/downloads@1');
    expect(rows[4]).toBe('owners by organisation | Not possible on these data. The snapshot does not state organisations.');
    expect(rowsOf('#claim-t2')[1]).toContain('fails flips');
    expect(textOf(page, '#claim-t2')[0]).toContain('Undecided: it holds, but not with file formats count as libraries too');
    expect(textOf(page, '#claim-t4')[0]).toContain('Why. Missing: files, base_models.');
  });

  it('has figures of its readings and its history, where there are any', () => {
    expect([...files.keys()].filter((name) => name.startsWith('figures/claim-t')).sort()).toEqual([
      'figures/claim-t1-history.svg', 'figures/claim-t1-readings.svg', 'figures/claim-t2-history.svg', 'figures/claim-t2-readings.svg', 'figures/claim-t3-history.svg', 'figures/claim-t3-readings.svg', 'figures/claim-t4-history.svg',
    ]);
    for (const [name, content] of files) if (name.endsWith('.svg')) expect(findMarkupError(content), name).toBeNull();
  });

  it('has threats, notes, needs and rules', () => {
    expect(text).toContain('Downloads of the last 30 days stand for popularity.');
    expect(text).toContain('96 models without owner count as one owner.');
    expect(text).toContain('claim-t1@1');
    expect(text).toContain('downloads');
  });

  it('manages without declaration, review and history', () => {
    const alone = writeReport(sampleStudy, { ...sampleResults, verdicts: sampleVerdicts, claims: [] });
    expect(findMarkupError(file('index.html', alone), { voidElements })).toBeNull();
    expect(textOf(parsePage(file('index.html', alone)), '#claim-t1 h2')).toEqual(['T1. Claim T1']);
    expect(alone.has('figures/review-flow.svg')).toBe(false);
  });
});

describe('the review on the page', () => {
  it('has its flow and the four tables', () => {
    const heads = textOf(page, '#review h3');
    expect(heads.filter((head) => head.startsWith('Table'))).toHaveLength(4);
    expect(textOf(page, '#review .quarters tbody tr')).toHaveLength(4 + 2 + 12 + 5);
    expect(textOf(page, '#review')[0]).toContain('no large-scale quantification');
    expect(files.has('figures/review-flow.svg')).toBe(true);
    expect([...page.querySelectorAll('#review .works li')]).toHaveLength(review.works.length);
  });

  it('shows a claim, a work and a category that were added to the file', () => {
    const work = { key: 'doe-2025', authors: ['Doe, Jane'], year: 2025, title: 'Owners <b>', venue: null, added: '2025-06-01' };
    const claim = { id: 'D5', theme: 'documentation', statement: 'Cards are copied.', basis: ['survey'], works: ['doe-2025'], number: null, quantified: false, added: '2025-06-01' } as const;
    const category = { key: 'outlook', name: 'Outlook claims', count: 0, consolidated: false, definition: 'Say what is to come.', examples: [] };
    const more = { ...review, works: [...review.works, work], claims: [...review.claims, claim], categories: [...review.categories, category] };
    const text = textOf(parsePage(file('index.html', writeReport(sampleStudy, { ...results, review: more }))), '#review')[0];
    for (const words of ['Doe 2025', 'Cards are copied.', 'Outlook claims', 'added 2025-06-01', 'Owners <b>']) expect(text).toContain(words);
  });

  it('can stand without verdicts', () => {
    const text = file('index.html', writeReport(sampleStudy, { ...sampleResults, review }));
    expect(findMarkupError(text, { voidElements })).toBeNull();
    expect(textOf(parsePage(text), 'h2')).toContain('The review behind the claims');
    expect([...parsePage(text).querySelectorAll('#review a[href^="#claim-"]')]).toHaveLength(0);
  });
});

describe('hostile text in claims', () => {
  const attack = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
  const [first] = sampleVerdicts;
  const snapshot = sampleSnapshot({ registry: attack, series: attack, simulated: attack });
  const test = sampleTest({ effect: attack, scale: attack, unit: attack, test: attack, rule: attack });
  const reading = { choice: attack, tests: [test], verdict: 'holds', flips: true } as const;
  const verdict = { ...first, rule: attack, sentence: attack, why: attack, missing: [attack], effect: test, main: reading, sensitivity: [reading, { choice: attack, why: attack }], notes: [attack], snapshot, snapshots: [snapshot] } as unknown as Verdict;
  const history = [sampleRecord('T1', 0, 'fails', { snapshot: { ...snapshot, key: 99 }, rule: attack, effect: attack, scale: attack, estimate: 1, low: 0, high: 2, threshold: 1 })];
  const claim = sampleClaim('T1', { sentence: attack, standIn: attack, threshold: attack, against: attack, threats: [attack] });
  const report = writeReport(sampleStudy, { ...results, verdicts: [verdict], verdictHistory: history, claims: [claim] });

  it('is only ever text', () => {
    const text = file('index.html', report);
    expect(text).not.toMatch(/<script|<img/);
    for (const [name, content] of report) if (/\.(svg|html)$/.test(name)) expect(findMarkupError(content, { voidElements }), name).toBeNull();
  });

  it('marks simulated data where claims rest on it', () => {
    expect(textOf(parsePage(file('index.html', report)), 'p.mark')[0]).toContain('SIMULATED');
    expect(textOf(page, 'p.mark')).toEqual([]);
  });
});

describe('the files of claims', () => {
  it('are a CSV with one row per claim, unknown as NA', () => {
    const lines = claimsCsv(results).trimEnd().split('\r\n');
    expect(lines).toHaveLength(13);
    expect(lines[0]).toBe('claim,sentence,verdict,why,missing,effect,scale,estimate,low,high,level,claimed,threshold,n,unit,p,p_holm,family,readings,flipped_by,snapshot,taken_at,simulated_seed,rule,measured_by');
    expect(lines[1]).toContain('T1,A few owners hold most of the downloads.,holds,NA,NA,share of all downloads that the top 1 % of owners hold,share,0.821,0.792,0.846,0.95,above,0.5,118204,owners,0.0002,');
    expect(lines[4]).toContain('T4,"What T4 says of models, in one sentence.",not measurable,the list does not state files,files base_models,NA');
  });

  it('are in results.json with all readings, the history and the review', () => {
    const read = JSON.parse(file('results.json')) as { claims: { claim: string; sensitivity: unknown[]; claimed: string }[]; verdictHistory: unknown[]; review: unknown };
    expect(read.claims).toHaveLength(12);
    expect(read.claims[0]).toMatchObject({ claim: 'T1', claimed: 'A few owners hold most of the downloads.' });
    expect(read.claims[0]?.sensitivity).toHaveLength(4);
    expect(read.verdictHistory).toHaveLength(sampleHistory.length + 12);
    expect(read.review).toEqual(JSON.parse(JSON.stringify(review)));
  });

  it('are among the paths that a report can have', () => {
    const known = listReportFiles();
    for (const report of [files, writeReport(sampleStudy, sampleResults)]) expect([...report.keys()].filter((name) => !known.includes(name))).toEqual([]);
    expect(new Set(known).size).toBe(known.length);
  });

  it('are the same bytes again, and none without verdicts', () => {
    expect([...writeReport(sampleStudy, results)]).toEqual([...files]);
    expect([...writeReport(sampleStudy, sampleResults).keys()].some((name) => name.includes('claim'))).toBe(false);
  });
});
