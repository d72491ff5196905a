import { describe, expect, it } from 'vitest';
import type { Measurement } from '../core/measurement.js';
import { drawDerivedFindings } from './derived-findings.js';
import type { FigureOptions } from './frame.js';
import { findingsRow, growthRows, lifecycleSamples } from './lifecycle.test-data.js';
import { drawMaintenance } from './maintenance.js';
import { drawRegistryGrowth } from './registry-growth.js';
import { measured, notMeasurable, sampleDocument, sampleSnapshot } from './sample-measurements.test-data.js';
import { svgText } from './serialise-svg.js';
import type { SvgElement } from './svg-document.js';
import { findMarkupError } from './well-formed.test-data.js';

const hostile = '<script>alert("1")</script>&\'=cmd()';

function describeFigure<Row>(name: string, drawFigure: (measurements: readonly Measurement<Row>[], options: FigureOptions) => SvgElement, sample: readonly Measurement<Row>[]): void {
  function draw(measurements: readonly Measurement<Row>[], options: Partial<FigureOptions> = {}): string {
    return svgText(drawFigure(measurements, { document: sampleDocument(), width: 920, ...options }), { standalone: true });
  }

  describe(name, () => {
    it.each([920, 330])('is the drawing that was agreed, %i wide', async (width) => {
      await expect(draw(sample, { theme: 'auto', width })).toMatchFileSnapshot(`__snapshots__/${name}${width === 920 ? '' : '-narrow'}.svg`);
    });

    it('is deterministic, rounded, without ids, well-formed and accessible', () => {
      const text = draw(sample);
      expect(draw(sample)).toBe(text);
      expect(text.replace(/<(title|desc|text|style)[^>]*>[^<]*/g, '')).not.toMatch(/\d\.\d{4,}/);
      expect(text).not.toMatch(/ id="|NaN|undefined|Infinity/);
      expect(findMarkupError(text)).toBeNull();
      expect(text).toMatch(/<svg [^>]*role="img"[^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc>/);
    });

    it('states snapshot, day and rule, and why nothing can be measured', () => {
      const text = draw(sample);
      expect(text).toContain('2024-04-15');
      expect(text).toContain(sample[0]?.rule);
      const empty = draw([notMeasurable(name)]);
      expect(empty).toContain('Not measurable');
      expect(empty).toContain('Missing: base_models');
      expect(draw([])).toContain('no snapshot');
      expect(draw([measured(name, 'without rows', [])])).toContain('No rows');
    });

    it('writes hostile names as text only, and marks what is simulated', () => {
      const text = draw([measured(hostile, hostile, (sample[0]?.measurable === true ? sample[0].rows : []), { snapshots: [sampleSnapshot({ simulated: '7', registry: hostile })] })]);
      expect(findMarkupError(text)).toBeNull();
      expect(text).not.toContain('<script');
      expect(text).toContain('SIMULATED (seed 7)');
    });
  });
}

describeFigure('registry-growth', drawRegistryGrowth, lifecycleSamples.growth);
describeFigure('derived-findings', drawDerivedFindings, lifecycleSamples.findings);
describeFigure('maintenance', drawMaintenance, lifecycleSamples.maintenance);

describe('awkward rows', () => {
  const options = { document: sampleDocument(), width: 600 };

  it('draw growth with a period without any', () => {
    const rows = growthRows.map((row, index) => (index === 3 ? { ...row, created: 0 } : row));
    expect(svgText(drawRegistryGrowth([measured('registry-growth', 'months', rows)], options))).not.toMatch(/NaN|Infinity/);
  });

  it('draw a relation without pairs', () => {
    const text = svgText(drawDerivedFindings([measured('derived-findings', 'findings', [findingsRow('any', 'merge', [0, 0, 0, 0])])], options));
    expect(text).toContain('not measurable');
  });
});
