import { describe, expect, it } from 'vitest';
import type { Measurement } from '../core/measurement.js';
import type { FigureOptions } from './frame.js';
import { measured, notMeasurable, sampleDocument, sampleSnapshot } from './sample-measurements.test-data.js';
import { drawSelectionAttributes, formatRatio } from './selection-attributes.js';
import { drawSelectionDominance } from './selection-dominance.js';
import { dominanceRow, ratioRow, selectionSamples, shareRow } from './selection-measurements.test-data.js';
import { svgText } from './serialise-svg.js';
import type { SvgElement } from './svg-document.js';
import { findMarkupError } from './well-formed.test-data.js';

const hostile = '<script>alert("1")</script>&\'=cmd()';

function describeFigure<Row>(
  name: string, draw: (measurements: readonly Measurement<Row>[], options: FigureOptions) => SvgElement, sample: readonly Measurement<Row>[], attacked: readonly Measurement<Row>[],
): void {
  function text(measurements: readonly Measurement<Row>[], options: Partial<FigureOptions> = {}): string {
    return svgText(draw(measurements, { document: sampleDocument(), width: 960, ...options }), { standalone: true });
  }

  describe(name, () => {
    it('is the drawing that was agreed', async () => {
      await expect(text(sample, { theme: 'auto' })).toMatchFileSnapshot(`__snapshots__/${name}.svg`);
    });

    it('is deterministic, rounded, without ids, well-formed, and fits its width', () => {
      const drawn = text(sample);
      expect(text(sample)).toBe(drawn);
      expect(drawn.replace(/<(title|desc|text|style)[^>]*>[^<]*/g, '')).not.toMatch(/\d\.\d{4,}/);
      expect(drawn).not.toMatch(/ id="|NaN|undefined|Infinity/);
      expect(findMarkupError(drawn)).toBeNull();
      expect(text(sample, { width: 330 })).toContain('viewBox="0 0 330 ');
      expect(drawn).toContain(`Rules ${sample[0]!.rule}`.slice(5));
    });

    it('writes hostile names as text only', () => {
      const drawn = text(attacked);
      expect(findMarkupError(drawn)).toBeNull();
      expect(drawn).not.toContain('<script');
      expect(drawn).toContain('&lt;script&gt;');
    });

    it('says why where it is not measurable, that there are no rows, and marks what is simulated', () => {
      const drawn = text([notMeasurable(name)]);
      expect(drawn).toContain('>Not measurable</text>');
      expect(drawn).toContain('This registry does not state the base of a model.');
      expect(text([measured<Row>(name, 'main', [])])).toContain('>No rows</text>');
      expect(findMarkupError(text([]))).toBeNull();
      expect(text(attacked)).toContain('SIMULATED (seed 7)');
    });
  });
}

const simulated = { snapshots: [sampleSnapshot({ simulated: '7' })] };

describeFigure('selection-attributes', drawSelectionAttributes, selectionSamples.attributes, [
  measured('selection-attributes', 'downloads', [shareRow('all four', 0.1, 0.05), ratioRow('architecture', hostile, 2, 1.5)], simulated),
]);
describeFigure('selection-dominance', drawSelectionDominance, selectionSamples.dominance, [
  measured('selection-dominance', hostile, [dominanceRow('popularity', 0.2, 0.3)], simulated),
]);

it('writes ratios with two digits', () => {
  expect([0.4123, 1.01, 9.96, 12.3, 240].map(formatRatio)).toEqual(['0.41×', '1×', '10×', '12×', '240×']);
});

it('draws one snapshot once, however many readings there are', () => {
  const drawn = svgText(drawSelectionAttributes(selectionSamples.attributes, { document: sampleDocument(), width: 960 }));
  expect(drawn).toContain('Downloads: variance explained');
  expect(drawn).not.toContain('Likes: variance explained');
});
