import { describe, expect, it } from 'vitest';
import type { Measurement } from '../core/measurement.js';
import { drawPreservation } from './figure-5-preservation.js';
import { drawTurnover } from './figure-6-turnover.js';
import { drawDescendants } from './figure-7-descendants.js';
import { drawDocumentation } from './figure-8-documentation.js';
import { drawDatasetDocumentation } from './dataset-documentation.js';
import { drawCompleteness } from './documentation-completeness.js';
import type { FigureOptions } from './frame.js';
import {
  completenessRow, datasetRows, descendantsRows, descendantsStatistics, documentationRows, documentationStatistics, huggingFaceTurnover, measured, notMeasurable, preservationRow, preservationRows,
  sampleDocument, sampleSnapshot, samples, sectionStatistics,
} from './sample-measurements.test-data.js';
import { svgText } from './serialise-svg.js';
import type { SvgElement } from './svg-document.js';
import { findMarkupError } from './well-formed.test-data.js';

const hostile = '<script>alert("1")</script>&\'=cmd()';

interface Sample<Row> {
  readonly name: string;
  readonly metric: string;
  readonly draw: (measurements: readonly Measurement<Row>[], options: FigureOptions) => SvgElement;
  /** Small enough to be kept as a file. */
  readonly sample: readonly Measurement<Row>[];
  /** With names that try to be markup. */
  readonly hostile: readonly Measurement<Row>[];
}

/** What holds for every figure. */
function describeFigure<Row>(figure: Sample<Row>): void {
  function draw(measurements: readonly Measurement<Row>[], options: Partial<FigureOptions> = {}): string {
    return svgText(figure.draw(measurements, { document: sampleDocument(), width: 920, ...options }), { standalone: true });
  }

  describe(figure.name, () => {
    it('is the drawing that was agreed', async () => {
      await expect(draw(figure.sample, { theme: 'auto' })).toMatchFileSnapshot(`__snapshots__/${figure.name}.svg`);
    });

    it('is deterministic, rounded, without ids, and fits its width', () => {
      const text = draw(figure.sample);
      expect(draw(figure.sample)).toBe(text);
      expect(text.replace(/<(title|desc|text|style)[^>]*>[^<]*/g, '')).not.toMatch(/\d\.\d{4,}/);
      expect(text).not.toMatch(/ id="|NaN|undefined|Infinity/);
      expect(text).toContain('width="920"');
      expect(draw(figure.sample, { width: 344 })).toContain('viewBox="0 0 344 ');
    });

    it('is well-formed and accessible', () => {
      const text = draw(figure.sample);
      expect(findMarkupError(text)).toBeNull();
      expect(text).toMatch(/<svg [^>]*role="img"[^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc>/);
    });

    it('writes hostile names as text only', () => {
      const text = draw(figure.hostile);
      expect(findMarkupError(text)).toBeNull();
      expect(text).not.toContain('<script');
      expect(text).toContain('&lt;script&gt;');
    });

    it('states snapshot, day and rule', () => {
      const text = draw(figure.sample);
      expect(text).toContain('huggingface (all), 2024-04-15');
      expect(text).toContain(`${figure.metric}/paper@1`);
    });

    it('draws an empty state with the reason where it is not measurable', () => {
      const text = draw([notMeasurable(figure.metric)]);
      expect(text).toContain('>Not measurable</text>');
      expect(text).toContain('This registry does not state the base of a model.');
      expect(text).toContain('base_models, libraries');
      expect(text).not.toContain('aria-label="rect"');
      expect(text).not.toContain('0.0\u00a0%');
    });

    it('draws an empty state for a measurement without rows, and for no measurement only the frame', () => {
      expect(draw([measured<Row>(figure.metric, 'paper', [])])).toContain('>No rows</text>');
      expect(findMarkupError(draw([]))).toBeNull();
    });

    it('marks simulated data inside the drawing and in its accessible name', () => {
      const simulated = figure.sample.map((measurement) => ({ ...measurement, snapshots: [sampleSnapshot({ simulated: '42' })] }));
      const text = draw(simulated);
      expect(text).toContain('>SIMULATED (seed 42)</text>');
      expect(text).toContain('aria-label="SIMULATED (seed 42). ');
      expect(draw(figure.sample)).not.toContain('SIMULATED');
    });
  });
}

describeFigure({
  name: 'figure-5', metric: 'preservation', draw: drawPreservation, sample: samples.preservation,
  hostile: [measured('preservation', 'paper', [preservationRow(hostile, 3, 4, 10)])],
});
describeFigure({
  name: 'figure-6', metric: 'turnover', draw: drawTurnover, sample: samples.turnover,
  hostile: [measured('turnover', 'paper', huggingFaceTurnover.map((row) => ({ ...row, registry: hostile })))],
});
describeFigure({
  name: 'figure-7', metric: 'descendants', draw: drawDescendants,
  sample: [
    measured('descendants', 'paper', descendantsRows(60), { statistics: descendantsStatistics }),
    measured('descendants', 'own-downloads', descendantsRows(60), { statistics: descendantsStatistics }),
  ],
  hostile: [measured('descendants', 'paper', descendantsRows(3), { reading: hostile })],
});
describeFigure({
  name: 'figure-8', metric: 'documentation', draw: drawDocumentation,
  sample: [
    measured('documentation', 'paper', documentationRows(20), { statistics: [...documentationStatistics, ...sectionStatistics] }),
    measured('documentation', 'without', documentationRows(15), { statistics: documentationStatistics, parameters: { generatedCards: 'left out of the groups' } }),
  ],
  hostile: [measured('documentation', 'paper', documentationRows(5).map((row) => ({ ...row, popularity: hostile })))],
});
describeFigure({
  name: 'documentation-completeness', metric: 'completeness', draw: drawCompleteness, sample: samples.completeness,
  hostile: [measured('completeness', 'paper', [completenessRow('attribute', hostile, 'all', 1, 2)])],
});
describeFigure({
  name: 'dataset-documentation', metric: 'datasets', draw: drawDatasetDocumentation, sample: samples.datasets,
  hostile: [measured('datasets', hostile, datasetRows())],
});

describe('simulated beside real', () => {
  it('says how many snapshots are simulated, and which are incomplete', () => {
    const snapshots = [sampleSnapshot({ key: 1 }), sampleSnapshot({ key: 2, simulated: '7', complete: false, takenAt: '2024-05-01T00:00:00.000Z' })];
    const text = svgText(drawPreservation([measured('preservation', 'paper', preservationRows, { snapshots })], { document: sampleDocument(), width: 700 }));
    expect(text).toContain('SIMULATED (seed 7): 1 of 2 snapshots');
    expect(text).toContain('2024-04-15 to 2024-05-01, 2 snapshots, 1 incomplete');
  });
});

describe('themes', () => {
  it('take the page\'s colours, or bring their own background', () => {
    const sample = samples.preservation;
    const inherit = svgText(drawPreservation(sample, { document: sampleDocument(), width: 700 }));
    const dark = svgText(drawPreservation(sample, { document: sampleDocument(), width: 700, theme: 'dark' }));
    expect(inherit).toContain('<svg aria-label="Do descendants keep the library of their base?" class="hubscope-figure"');
    expect(inherit).not.toContain('class="hubscope-surface"');
    expect(dark).toContain('class="hubscope-figure hubscope-dark"');
    expect(dark).toContain('class="hubscope-surface"');
  });
});
