import { describe, expect, it } from 'vitest';
import { drawPreservation, selectLibraries } from './figure-5-preservation.js';
import { drawTurnover } from './figure-6-turnover.js';
import { descendantsAxis, drawDescendants } from './figure-7-descendants.js';
import { drawDocumentation, findEffect } from './figure-8-documentation.js';
import { drawDatasetDocumentation } from './dataset-documentation.js';
import { drawCompleteness, orderProperties } from './documentation-completeness.js';
import { groupDocumentation } from './documentation-sets.js';
import { spreadLabels } from './draw-stacks.js';
import {
  completenessRow, completenessRows, datasetRows, descendantsRows, descendantsStatistics, documentationRows, huggingFaceTurnover, measured, notMeasurable, preservationRow, preservationRows, sampleDocument, sampleSnapshot, samples, sectionStatistics,
  turnoverRow, weeklyTurnover,
} from './sample-measurements.test-data.js';
import { svgText } from './serialise-svg.js';
import { comparePaper, ourSegments } from './turnover-panel.js';
import { findPaperTurnover } from './paper-values.js';

function options(width = 920) {
  return { document: sampleDocument(), width };
}

function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

describe('Figure 5', () => {
  it('shows the ten most used libraries, each with numerator and denominator', () => {
    const text = plain(svgText(drawPreservation(samples.preservation, options())));
    expect(selectLibraries(samples.preservation)).toHaveLength(10);
    expect(text).toContain('72.9 % (30,112 of 41,310)');
    expect(text).toContain('0.0 % (0 of 12)');
    expect(text).not.toContain('>jax<');
  });

  it('does not draw a bar for a library without a denominator', () => {
    const text = svgText(drawPreservation([measured('preservation', 'paper', [preservationRow('alone', 0, 0, 5)])], options()));
    expect(text).toContain('not measurable (0 of 0)');
    expect(text).not.toContain('class="hubscope-bar"');
  });

  it('orders libraries by use, and not by the order of rows', () => {
    expect(selectLibraries([notMeasurable('preservation'), measured('preservation', 'paper', [...preservationRows].reverse())]).slice(0, 2)).toEqual(['transformers', 'safetensors']);
  });

  it('puts the paper\'s value only at the library it is about', () => {
    const [first] = samples.preservation;
    expect(svgText(drawPreservation([first], options())).match(/>paper: over 80 %</g)).toHaveLength(1);
    const others = measured('preservation', 'paper', preservationRows.slice(1));
    expect(svgText(drawPreservation([others], options()))).not.toContain('>paper: over 80 %<');
  });
});

describe('Figure 6', () => {
  it('stacks remained, returning, newcomers to the size of the top', () => {
    const segments = ourSegments(huggingFaceTurnover.slice(3));
    expect(segments.map(({ part, from, to }) => [part, from, to])).toEqual([['remained', 0, 440], ['returning', 440, 501], ['newcomers', 501, 1000]]);
  });

  it('has one panel per registry with the union in its title, and the paper\'s bars outlined beside ours', () => {
    const text = svgText(drawTurnover(samples.turnover, options()));
    expect(text).toContain('huggingface: 2,528 distinct in the top over 4 snapshots');
    expect(text).toContain('npm: 1,127 distinct in the top over 4 snapshots');
    expect(text).toContain('union 2,535 over 4 snapshots');
    expect(text.match(/class="hubscope-newcomers-line" fill="none"/g)).toHaveLength(2);
  });

  it('leaves the paper\'s bars out where the top has another size', () => {
    const rows = [turnoverRow('huggingface', '2023-01-01T00:00:00.000Z', [0, 0, 100]), turnoverRow('huggingface', '2023-02-01T00:00:00.000Z', [90, 0, 10], { union: 110 })];
    expect(comparePaper(rows, findPaperTurnover('huggingface')).draw).toBe(false);
    const text = svgText(drawTurnover([measured('turnover', 'share', rows)], options()));
    expect(text).not.toContain('hubscope-newcomers-line" fill="none"');
    expect(text).toContain('left out');
  });

  it('draws 147 snapshots as 147 thin bars with a handful of ticks', () => {
    const text = svgText(drawTurnover([measured('turnover', 'paper', weeklyTurnover())], options()));
    const bars = [...text.matchAll(/<g aria-label="rect" class="hubscope-remained"[^>]*>(.*?)<\/g>/g)].map((match) => match[1]).join('');
    const widths = [...bars.matchAll(/width="([\d.]+)"/g)].map((match) => Number(match[1]));
    expect(widths).toHaveLength(146);
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...widths)).toBeLessThan(6);
    const ticks = /<g aria-label="x-axis tick label".*?<\/g>/.exec(text)?.[0].match(/<text/g);
    expect(ticks?.length).toBeGreaterThan(3);
    expect(ticks?.length).toBeLessThan(16);
  });

  it('draws the log axis as the logarithm of the cumulative count', () => {
    const rows = [turnoverRow('x', '2023-01-01T00:00:00.000Z', [0, 0, 1000]), turnoverRow('x', '2024-01-01T00:00:00.000Z', [10, 90, 900], { union: 1900 })];
    const text = svgText(drawTurnover([measured('turnover', 'paper', rows)], { ...options(), scale: 'log' }));
    const heights = [...text.matchAll(/<rect height="([\d.]+)" width="[\d.]+" x="[\d.]+" y="[\d.]+"><title>2024-01-01: (\w+)/g)].map((match) => Number(match[1]));
    expect(heights).toHaveLength(3);
    for (const height of heights) expect(height).toBeCloseTo(heights[0] ?? 0, 2);
    expect(text).toContain('cannot be compared');
  });

  it('draws a single snapshot', () => {
    const text = svgText(drawTurnover([measured('turnover', 'paper', huggingFaceTurnover.slice(0, 1))], options()));
    expect(text).toContain('newcomers 1,000');
    expect(text).not.toContain('NaN');
  });

  it('keeps labels apart', () => {
    expect(spreadLabels([200, 198, 196], 13)).toEqual([200, 187, 174]);
    expect(spreadLabels([10, 9, 8], 13)).toEqual([30, 17, 4]);
  });
});

describe('Figure 7', () => {
  it('takes the axis from the parameter, else from the variant', () => {
    expect(descendantsAxis(measured('descendants', 'paper', []))).toBe('childrenDownloads');
    expect(descendantsAxis(measured('descendants', 'own-downloads', []))).toBe('downloads');
    expect(descendantsAxis(measured('descendants', 'all-rows', [], { parameters: { x: 'childrenDownloads' } }))).toBe('childrenDownloads');
  });

  it('draws our line and the paper\'s, and says how many models are not drawn', () => {
    const rows = descendantsRows(90);
    const unknown = rows.filter((row) => row.downloads === null).length;
    const text = svgText(drawDescendants([measured('descendants', 'own-downloads', rows, { statistics: descendantsStatistics })], options(1400)));
    expect(text).toContain('>here 0.15<');
    expect(text).toContain('>paper 0.15<');
    expect(text).toContain('stroke-dasharray="5 4"');
    expect(text).toContain(`${90 - unknown} of 90 base models drawn; of ${unknown} the own downloads are unknown.`);
  });

  it('draws no line without a slope and says why', () => {
    const statistics = [{ name: 'slope', value: null, why: 'all base models have the same downloads' }];
    const text = svgText(drawDescendants([measured('descendants', 'paper', descendantsRows(20), { statistics })], options(1400)));
    expect(text).not.toContain('>here ');
    expect(text).toContain('not measurable (all base models have the same downloads)');
  });

  it('is not measurable when no downloads are known', () => {
    const rows = descendantsRows(5).map((row) => ({ ...row, downloads: null }));
    expect(svgText(drawDescendants([measured('descendants', 'own-downloads', rows)], options()))).toContain('>Not measurable</text>');
  });
});

describe('Figure 8', () => {
  it('prints n, median and the effect size of each popularity', () => {
    const text = plain(svgText(drawDocumentation(samples.documentation, options(1400))));
    expect(text).toContain('n 200');
    expect(text).toMatch(/median 0\.\d\d · n 200/);
    expect(text).toContain('delta 0.31 (95 % interval 0.26 to 0.36)');
    expect(text).toContain('>By likes<');
  });

  it('prefers the robust effect size and says when there is none', () => {
    const statistics = [{ name: 'cohensD:likes', value: 0.4 }, { name: 'cliffsDelta:likes', value: 0.3 }];
    expect(findEffect(statistics, 'likes')?.label).toBe('Cliff\'s delta');
    expect(findEffect(statistics, 'downloads')).toBeNull();
    expect(svgText(drawDocumentation([measured('documentation', 'paper', documentationRows(4))], options()))).toContain('No effect size was computed.');
  });

  it('needs both groups', () => {
    const rows = documentationRows(4).filter((row) => row.group === 'top');
    expect(svgText(drawDocumentation([measured('documentation', 'paper', rows)], options()))).toContain('there is only: top');
  });
});

describe('Figure 8, sets of groups', () => {
  const rows = documentationRows(6);
  const effects = [{ name: 'cliffsDelta:downloads', value: 0.3 }, { name: 'hedgesG:downloads', value: 0.5 }, { name: 'cliffsDelta:downloads:card score', value: 0.2 }];

  it('draws variants with the same groups once, with the effects of all of them', () => {
    const both = [measured('documentation', 'paper', rows, { statistics: [{ name: 'cohensD:downloads', value: 0.4 }] }), measured('documentation', 'effect sizes', rows, { statistics: effects })];
    const text = svgText(drawDocumentation(both, options(1400)));
    expect(text.match(/>By downloads</g)).toHaveLength(1);
    expect(text).toContain('Card score alone: Cliff&#39;s delta 0.2');
    // Hedges' g is there: Cohen's d says the same.
    expect(text).not.toContain('Cohen');
  });

  it('names the day where there are several snapshots, and what was left out', () => {
    const other = { snapshots: [sampleSnapshot({ key: 9, takenAt: '2022-02-15T00:00:00.000Z' })] };
    const sets = groupDocumentation([
      measured('documentation', 'paper', rows), measured('documentation', 'paper', rows, other),
      measured('documentation', 'without', rows, { ...other, parameters: { generatedCards: 'left out of the groups' } }),
    ]).sets;
    expect(sets.map((set) => [set.suffix, set.whole])).toEqual([[', 2024-04-15', true], [', 2022-02-15', true], [', 2022-02-15, generated cards left out', false]]);
  });

  it('puts variants together that cannot be measured for the same reason', () => {
    const { absent } = groupDocumentation([notMeasurable('documentation', 'less'), notMeasurable('documentation', 'anew')]);
    expect(absent.map((one) => one.title)).toEqual(['Less; anew']);
  });

  it('leaves models without a known quality out of the boxes, and draws the sections only where nothing was left out', () => {
    const some = rows.map((row, index) => (index % 2 === 0 ? { ...row, quality: null, sections: null, unread: ['training'] } : row));
    const text = svgText(drawDocumentation([measured('documentation', 'paper', some, { statistics: sectionStatistics })], options(1400)));
    expect(text).toMatch(/median 0\.\d\d · n 3</);
    expect(text).toContain('>Sections, by likes<');
    const less = svgText(drawDocumentation([measured('documentation', 'paper', rows, { statistics: sectionStatistics, parameters: { generatedCards: 'left out of the groups' } })], options(1400)));
    expect(less).not.toContain('>Sections, by likes<');
  });
});

describe('completeness', () => {
  it('orders properties by share, attributes first, and names those that no snapshot can tell', () => {
    expect(orderProperties(samples.completeness).map((one) => one.property)).toEqual(['tag', 'licence', 'gitHubRepository', 'hardware', 'grant', 'howToUse', 'limitations']);
    const text = plain(svgText(drawCompleteness(samples.completeness, options(1400))));
    expect(text).toContain('Not measurable in any of these snapshots: emissions.');
  });

  it('writes numerator and denominator, tells stated by nobody from not measurable, and draws no dot for the latter', () => {
    const known = plain(svgText(drawCompleteness([measured('completeness', 'paper', completenessRows(true))], options())));
    expect(known).toContain('>31.9 % (9,400 of 29,432) · top 71.2 %<');
    expect(known).toContain('>0.0 % (0 of 29,432) · top 0.3 %<');
    const rows = [completenessRow('attribute', 'grant', 'all', 0, 10), completenessRow('attribute', 'licence', 'all', null, 0)];
    const [told, untold] = [measured('completeness', 'paper', rows), measured('completeness', 'paper', rows.map((row) => ({ ...row, share: null, numerator: null, denominator: null, low: null, high: null })))];
    const text = plain(svgText(drawCompleteness([told, untold], options(1400))));
    expect(text).toContain('>0.0 % (0 of 10) · top not measurable<');
    expect(text).toContain('>not measurable<');
    expect(text.match(/<title>Grant, all: /g)).toHaveLength(1);
  });
});

describe('datasets', () => {
  it('has no dot for a tenth without datasets, and names the sizes of both groups', () => {
    const rows = datasetRows().filter((row) => row.decile !== 8);
    const text = plain(svgText(drawDatasetDocumentation([measured('datasets', 'with a card', rows, { statistics: samples.datasets[0].statistics })], options())));
    expect(text.match(/<title>tenth /g)).toHaveLength(9);
    expect(text).not.toContain('<title>tenth 8,');
    expect(text).toContain('the 400 most downloaded; open diamond: the 400 least.');
    expect(text).toContain('70.0 % (280 of 400) · bottom 25.0 %');
  });
});
