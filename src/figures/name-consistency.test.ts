import { describe, expect, it } from 'vitest';
import { nameRow, nameRowsOfAll } from './name-consistency.test-data.js';
import { drawNameConsistency } from './name-consistency.js';
import { measured, notMeasurable, sampleDocument, sampleSnapshot } from './sample-measurements.test-data.js';
import { svgText } from './serialise-svg.js';
import { findMarkupError } from './well-formed.test-data.js';

const hostile = '</text><script>alert(1)</script>&"\'';
const sample = [measured('names', 'as recorded', nameRowsOfAll, { parameters: { names: 8000 } })];

function draw(measurements: Parameters<typeof drawNameConsistency>[0], width = 700): string {
  return svgText(drawNameConsistency(measurements, { document: sampleDocument(), width }));
}

describe('the figure of names', () => {
  it('stays as it was drawn', async () => {
    await expect(draw(sample)).toMatchFileSnapshot('__snapshots__/name-consistency.svg');
  });

  it.each([330, 960])('is well-formed at %i pixels and says the numbers, any aspect first', (width) => {
    const text = draw(sample, width);
    expect(findMarkupError(text)).toBeNull();
    expect(text.indexOf('Any aspect')).toBeLessThan(text.indexOf('>Architecture<'));
    expect(text).toContain('0.3\u00a0% (8 of 2,623)');
    expect(text).toContain('>not measurable<');
    expect(text).toContain('Names read: 8,000.');
  });

  it('says why nothing is drawn, marks simulated data, and lets no text be markup', () => {
    expect(draw([notMeasurable('names')])).toContain('>Not measurable</text>');
    expect(draw([{ ...sample[0]!, snapshots: [sampleSnapshot({ simulated: '42' })] }])).toContain('>SIMULATED (seed 42)</text>');
    const text = draw([measured('names', hostile, [nameRow(hostile, 1, 2)])]);
    expect(findMarkupError(text)).toBeNull();
    expect(text).not.toContain('<script>');
  });
});
