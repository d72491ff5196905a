import { describe, expect, it } from 'vitest';
import type { Measurement } from '../core/measurement.js';
import type { FigureOptions } from './frame.js';
import { drawRegistryComparison } from './registry-comparison.js';
import { comparisonRows, exitRows, profileRows, registrySamples, survivalRows } from './registry-figures.test-data.js';
import { compareTimeInTop, survivalByAge } from './registry-log-rank.js';
import { drawRegistryProfile } from './registry-profile.js';
import { measured, notMeasurable, sampleDocument, sampleSnapshot } from './sample-measurements.test-data.js';
import { svgText } from './serialise-svg.js';
import type { SvgElement } from './svg-document.js';
import { drawTopExits } from './top-exits.js';
import { drawTopSurvival, silentSteps, stayText, survivalPoints } from './top-survival.js';
import { findMarkupError } from './well-formed.test-data.js';

const hostile = '<script>alert("1")</script>&\'=cmd()';

function describeFigure<Row>(
  name: string, metric: string, drawFigure: (measurements: readonly Measurement<Row>[], options: FigureOptions) => SvgElement,
  sample: readonly Measurement<Row>[], attacked: readonly Measurement<Row>[],
): void {
  function draw(measurements: readonly Measurement<Row>[], options: Partial<FigureOptions> = {}): string {
    return svgText(drawFigure(measurements, { document: sampleDocument(), width: 920, ...options }), { standalone: true });
  }

  describe(name, () => {
    it('is the drawing that was agreed', async () => {
      await expect(draw(sample, { theme: 'auto' })).toMatchFileSnapshot(`__snapshots__/${name}.svg`);
    });

    it('is deterministic, rounded, without ids, fits its width and is well-formed', () => {
      const text = draw(sample);
      expect(draw(sample)).toBe(text);
      expect(text.replace(/<(title|desc|text|style)[^>]*>[^<]*/g, '')).not.toMatch(/\d\.\d{4,}/);
      expect(text).not.toMatch(/ id="|NaN|undefined|Infinity/);
      expect(draw(sample, { width: 344 })).toContain('viewBox="0 0 344 ');
      expect(findMarkupError(text)).toBeNull();
      expect(text).toMatch(/<svg [^>]*role="img"[^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc>/);
      expect(text).toContain('huggingface (all), 2024-04-15');
      expect(text).toContain(`${metric}/paper@1`);
    });

    it('writes hostile names as text only', () => {
      const text = draw(attacked);
      expect(findMarkupError(text)).toBeNull();
      expect(text).not.toContain('<script');
      expect(text).toContain('&lt;script&gt;');
    });

    it('draws an empty state with the reason, and says so where it is simulated', () => {
      const text = draw([notMeasurable(metric)]);
      expect(text).toContain('>Not measurable</text>');
      expect(text).toContain('This registry does not state the base of a model.');
      expect(text).toContain('base_models, libraries');
      expect(draw([measured<Row>(metric, 'paper', [])])).toContain('>No rows</text>');
      expect(findMarkupError(draw([]))).toBeNull();
      expect(draw(sample.map((one) => ({ ...one, snapshots: [sampleSnapshot({ simulated: '42' })] })))).toContain('>SIMULATED (seed 42)</text>');
    });
  });
}

describeFigure('top-survival', 'survival', drawTopSurvival, registrySamples.survival, [measured('survival', 'paper', survivalRows(hostile))]);
describeFigure('top-exits', 'exits', drawTopExits, registrySamples.exits, [measured('exits', 'paper', exitRows(hostile))]);
describeFigure('registry-comparison', 'comparison', drawRegistryComparison, registrySamples.comparison, [measured('comparison', 'paper', comparisonRows(hostile, 300))]);
describeFigure('registry-profile', 'profile', drawRegistryProfile, registrySamples.profile, [measured('profile', 'paper', profileRows(hostile))]);

describe('the curve of time in the top', () => {
  it('has a box where it is silent, no line there, and says the bracket', () => {
    expect(silentSteps(survivalRows())).toEqual([{ x1: 2, x2: 5, y1: 0.7, y2: 1 }, { x1: 12, x2: 15, y1: 0.35, y2: 0.45 }]);
    expect(survivalPoints(survivalRows()).slice(0, 5).map(({ x, y }) => [x, y])).toEqual([[0, 1], [2, 1], [2, null], [5, null], [5, 0.7]]);
    const [bracket] = registrySamples.survival;
    expect(stayText(bracket, 12)).toBe('between 35.0\u00a0% and 45.0\u00a0% longer than 12 months');
    expect(stayText({ ...bracket, statistics: [{ name: 'survival:12', value: 0.4 }] }, 12)).toBe('40.0\u00a0% longer than 12 months');
    expect(stayText(bracket, 36)).toBe('');
  });
});

describe('the log-rank test between registries', () => {
  const two = [{ registry: 'a', rows: comparisonRows('a', 400) }, { registry: 'b', rows: comparisonRows('b', 80) }];

  it('follows the tops of one day, and sees that one registry is steadier', () => {
    const found = compareTimeInTop(two, 12);
    if (!found.computable) throw new Error(found.detail);
    expect(found.value.cohorts).toEqual(two.map(({ registry }) => ({ registry, start: '2022-04-15T00:00:00.000Z' })));
    expect(found.value).toMatchObject({ steps: 2, test: { df: 1, n: [1000, 1000], observed: [780, 140] } });
    expect(found.value.test.p).toBeLessThan(1e-100);
    const same = compareTimeInTop([two[0]!, { ...two[0]!, registry: 'c' }], 12);
    expect(same.computable && same.value.test.chiSquare).toBeCloseTo(0, 9);
  });

  it('needs two registries that begin at nearly the same time', () => {
    expect(compareTimeInTop([two[0]!, { registry: 'b', rows: [] }], 12)).toMatchObject({ computable: false, reason: 'too few values' });
    const later = two[1]!.rows.map((row) => ({ ...row, from: row.from?.replace('202', '203') ?? null }));
    expect(compareTimeInTop([two[0]!, { registry: 'b', rows: later }], 12)).toMatchObject({ computable: false, reason: 'empty' });
    // The one with the shortest chain is left out, and the others are compared.
    const short = { registry: 'short', rows: later.filter((row) => row.measure === 'cohort').slice(0, 1) };
    const rest = compareTimeInTop([...two, short], 12);
    expect(rest.computable && rest.value.cohorts.map((one) => one.registry)).toEqual(['a', 'b']);
  });

  it('has a curve by age, as far as there was anybody', () => {
    expect(survivalByAge(two[0]!.rows)).toEqual([{ age: 0, survival: 0.5, atRisk: 400 }]);
    expect(survivalByAge([])).toEqual([]);
  });
});
