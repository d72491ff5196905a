import { describe, expect, it } from 'vitest';
import { readReview } from '../app/read-review.js';
import { mergeHistory } from '../claims/verdict-history.js';
import { claimIds, verdictWords, type Verdict } from '../core/claim.js';
import type { VerdictRecord } from '../core/verdict-record.js';
import { drawClaimReadings } from './claim-readings.js';
import { formatEffect, formatEffectInterval, formatThreshold, formatTick } from './format-effect.js';
import type { FigureOptions } from './frame.js';
import { numberLine, timeTicks } from './number-line.js';
import { drawReviewFlow } from './review-flow.js';
import { sampleDocument, sampleSnapshot } from './sample-measurements.test-data.js';
import { sampleClaims, sampleHistory, sampleRecord, sampleTest, sampleVerdicts } from './sample-verdicts.test-data.js';
import { svgText } from './serialise-svg.js';
import type { SvgElement } from './svg-document.js';
import { drawVerdictHistory } from './verdict-history.js';
import { drawVerdictMark } from './verdict-mark.js';
import { drawVerdictOverview } from './verdict-overview.js';
import { findMarkupError } from './well-formed.test-data.js';

const review = readReview();
const history = mergeHistory(sampleHistory, sampleVerdicts);
const sentences = new Map(sampleClaims.map(({ id, sentence }) => [id, sentence]));
const hostile = '<script>alert("1")</script>&\'';

function verdictOf(claim: string): Verdict {
  const found = sampleVerdicts.find((one) => one.claim === claim);
  if (found === undefined) throw new Error(`no verdict ${claim}`);
  return found;
}

const figures: readonly (readonly [string, (options: FigureOptions) => SvgElement])[] = [
  ['claim-readings', (options) => drawClaimReadings(verdictOf('T1'), options)],
  ['claim-readings-flipped', (options) => drawClaimReadings(verdictOf('T2'), options)],
  ['claim-readings-two-effects', (options) => drawClaimReadings(verdictOf('L1'), options)],
  ['claim-readings-absent', (options) => drawClaimReadings(verdictOf('T4'), options)],
  ['verdict-history', (options) => drawVerdictHistory('T1', history, options)],
  ['verdict-history-not-measurable', (options) => drawVerdictHistory('D1', history, options)],
  ['verdict-overview', (options) => drawVerdictOverview(history, { ...options, sentences })],
  ['review-flow', (options) => drawReviewFlow(review, options)],
];

function draw(make: (options: FigureOptions) => SvgElement, options: Partial<FigureOptions> = {}): string {
  return svgText(make({ document: sampleDocument(), width: 920, ...options }), { standalone: true });
}

describe.each(figures)('%s', (name, make) => {
  it('is the drawing that was agreed', async () => {
    await expect(draw(make, { theme: 'auto' })).toMatchFileSnapshot(`__snapshots__/${name}.svg`);
  });

  it.each([920, 344])('is deterministic, rounded, well-formed, accessible and keeps its width of %i', (width) => {
    const text = draw(make, { width });
    expect(draw(make, { width })).toBe(text);
    expect(text.replace(/<(title|desc|text|style)[^>]*>[^<]*/g, '')).not.toMatch(/\d\.\d{4,}/);
    expect(text).not.toMatch(/ id="|NaN|undefined|Infinity/);
    expect(text).toContain(`viewBox="0 0 ${width} `);
    expect(findMarkupError(text)).toBeNull();
    expect(text).toMatch(/<svg [^>]*role="img"[^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc>/);
  });
});

describe('the readings of a claim', () => {
  it('have the main reading first, and each with estimate, interval and n', () => {
    const texts = [...draw(figures[0]?.[1] ?? (() => { throw new Error('none'); })).matchAll(/<text[^>]*>([^<]*)</g)].map((match) => match[1]?.replaceAll('\u00a0', ' '));
    expect(texts.indexOf('Main reading')).toBeLessThan(texts.indexOf('likes instead of downloads'));
    expect(texts).toContain('82.1 % (79.2 % to 84.6 %) · n 118,204');
    expect(texts).toContain('95.2 % (94.0 % to 96.0 %) · own threshold 70.0 % · n 118,204');
    expect(texts.join(' ')).toContain('Not possible on these data: owners by organisation. The snapshot does not state organisations.');
  });

  it('mark a reading that flips by a word and a shape', () => {
    const text = draw((options) => drawClaimReadings(verdictOf('T2'), options));
    expect(text).toContain('>FLIPS </tspan>');
    expect(text).toContain('file formats count as libraries too');
    expect(draw((options) => drawClaimReadings(verdictOf('T1'), options))).not.toContain('FLIPS');
  });

  it('have a panel for each effect, and one more for an effect of another scale', () => {
    const verdict = verdictOf('T1');
    const odd = { choice: 'as a difference', verdict: 'holds', flips: false, tests: [sampleTest({ effect: 'difference', scale: 'difference of shares', estimate: 0.3, low: 0.2, high: 0.4, threshold: 0.05 })] } as const;
    const text = draw((options) => drawClaimReadings({ ...verdict, sensitivity: [odd] }, options));
    expect(text).toContain('>Difference</text>');
    expect(text).toContain('Only in readings other than the main one.');
  });

  it('say why there is none, and draw no interval', () => {
    const text = draw((options) => drawClaimReadings(verdictOf('T4'), options));
    expect(text).toContain('The list does not state files. Missing: files, base_models.');
    expect(text).not.toContain('<circle');
    expect(draw((options) => drawClaimReadings(verdictOf('D3'), options))).toContain('>Error</text>');
  });

  it('write hostile names as text only, and mark simulated data', () => {
    const verdict = verdictOf('T1');
    const snapshot = sampleSnapshot({ simulated: '7', registry: hostile });
    const text = draw((options) => drawClaimReadings({ ...verdict, snapshots: [snapshot], sensitivity: [{ choice: hostile, why: hostile }] }, options));
    expect(findMarkupError(text)).toBeNull();
    expect(text).not.toContain('<script');
    expect(text).toContain('>SIMULATED (seed 7)</text>');
  });
});

describe('the history of a claim', () => {
  it('says since when it holds', () => {
    expect(draw((options) => drawVerdictHistory('T1', history, options))).toContain('Holds since 2022-10-01: the last 2 of 4 snapshots.');
    expect(draw((options) => drawVerdictHistory('T3', history, options))).toContain('The rule of the claim changed between snapshots: claim-t3@0; claim-t3@1');
    expect(draw((options) => drawVerdictHistory('T1', history.filter((one) => one.takenAt.startsWith('2024')), options))).toContain('Holds on the only snapshot that was judged, 2024-07-11.');
  });

  it('gives effects that share no axis panels of their own', () => {
    const records = [sampleRecord('L1', 0, 'holds', { effect: 'size', scale: 'Cliff\'s delta', estimate: 0.3, low: 0.2, high: 0.4, threshold: 0.147 }), sampleRecord('L1', 1, 'holds', { effect: 'share of perfective commits', scale: 'share', estimate: 0.8, low: 0.7, high: 0.9, threshold: 0.5 })];
    const text = draw((options) => drawVerdictHistory('L1', records, options));
    expect(text).toContain('Effect that decided: size (where it was this one).');
    expect(text).toContain('Effect that decided: share of perfective commits (where it was this one).');
  });

  it('draws many snapshots without letting their marks hide each other by place alone', () => {
    const weekly: VerdictRecord[] = Array.from({ length: 147 }, (_, index) => {
      const takenAt = new Date(Date.UTC(2022, 0, 3 + 7 * index)).toISOString();
      return sampleRecord('T1', 0, index % 2 === 0 ? 'holds' : 'undecided', { takenAt, snapshot: sampleSnapshot({ key: index, takenAt }), effect: 'x', scale: 'share', threshold: 0.5, estimate: 0.5, low: 0.4, high: 0.6 });
    });
    expect(findMarkupError(draw((options) => drawVerdictHistory('T1', weekly, options)))).toBeNull();
    const steady = weekly.map((one, index) => ({ ...one, verdict: index < 70 ? 'fails' as const : 'holds' as const }));
    expect(draw((options) => drawVerdictHistory('T1', steady, options)).match(/<title>\d{4}-\d\d-\d\d: (holds|fails)<\/title>/g)).toEqual([
      '<title>2022-01-03: fails</title>', '<title>2023-05-08: holds</title>', '<title>2024-10-21: holds</title>',
    ]);
  });

  it('has an empty state', () => {
    expect(draw((options) => drawVerdictHistory('U1', [], options))).toContain('>Never judged</text>');
    expect(draw((options) => drawVerdictOverview([], options))).toContain('>Never judged</text>');
  });
});

describe('the overview', () => {
  it('has a row for each claim, and a mark for each verdict with its words', () => {
    const text = draw((options) => drawVerdictOverview(history, { ...options, sentences }));
    for (const id of claimIds) expect(text).toContain(`>${id}</text>`);
    expect(text.match(/<title>T1, /g)).toHaveLength(4);
    expect(text).toContain('<title>T1, 2021-06-19: fails</title>');
    expect(text).toContain('A few owners hold most of the downloads.');
  });

  it('says how many snapshots it had to leave out', () => {
    const many = Array.from({ length: 30 }, (_, index) => {
      const takenAt = new Date(Date.UTC(2022, index, 1)).toISOString();
      return sampleRecord('T1', 0, 'holds', { takenAt, snapshot: sampleSnapshot({ key: index, takenAt }) });
    });
    expect(draw((options) => drawVerdictOverview(many, options), { width: 344 })).toContain('24 earlier snapshots do not fit here');
  });
});

describe('the marks of verdicts', () => {
  it('have a shape each, not only a colour', () => {
    const shapes = verdictWords.map((word) => svgText(drawVerdictMark(sampleDocument(), word, { x: 0, y: 0, size: 8 })).replace(/(fill|stroke|class)="[^"]*"/g, ''));
    expect(new Set(shapes).size).toBe(verdictWords.length);
  });
});

describe('the flow of the review', () => {
  it('has every count, and what was left out by subtraction', () => {
    const text = draw((options) => drawReviewFlow(review, options));
    for (const count of [45, 31, 18, 256, 49, 19, 30, 12]) expect(text).toContain(`>${count}</text>`);
    for (const words of ['14 found more than once', '13 did not meet the criteria', '207 told less']) expect(text).toContain(words);
  });

  it('shows what was added after the review beside it, and other categories', () => {
    const work = { ...review.works[1], key: 'doe-2025', added: '2025-06-01' } as (typeof review.works)[number];
    const category = { key: 'outlook', name: 'Outlook claims', count: 0, consolidated: false, definition: 'Say what is to come.', examples: [] };
    const text = draw((options) => drawReviewFlow({ ...review, works: [...review.works, work], categories: [...review.categories, category] }, options));
    expect(text).toContain('>+1</text>');
    expect(text).toContain('paper added after the review');
    expect(text).toContain('outlook claims');
  });
});

describe('effects in words', () => {
  it('follow their scale', () => {
    const test = sampleTest();
    expect(formatEffectInterval(test).replaceAll('\u00a0', ' ')).toBe('82.1 % (95 % interval 79.2 % to 84.6 %)');
    expect(formatEffect('difference of shares', -0.012).replaceAll('\u00a0', ' ')).toBe('−1.2 points');
    expect(formatEffect('Cliff\'s delta', -0.25)).toBe('−0.25');
    expect(formatEffect('share', null)).toBe('not measurable');
    expect(formatThreshold(test).replaceAll('\u00a0', ' ')).toBe('above 50.0 %');
    expect(formatTick('share', 0.5).replaceAll('\u00a0', ' ')).toBe('50 %');
  });

  it('stand on axes with round ticks, two at least', () => {
    expect(numberLine([0.05, 0.344, 0.03], [0, 300], 3).ticks).toEqual([0.1, 0.2, 0.3]);
    expect(numberLine([5], [0, 300], 3).ticks.length).toBeGreaterThan(1);
    expect(numberLine([0, 1], [100, 0], 2).place(0)).toBeGreaterThan(numberLine([0, 1], [100, 0], 2).place(1));
    expect(timeTicks(Date.UTC(2021, 5, 19), Date.UTC(2024, 6, 11), 4).map(({ label }) => label)).toEqual(['2022', '2023', '2024']);
    expect(timeTicks(0, 1, 3)).toEqual([{ time: 0, label: '1970-01' }]);
  });
});
