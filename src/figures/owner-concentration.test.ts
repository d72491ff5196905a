import { describe, expect, it } from 'vitest';
import type { FigureOptions } from './frame.js';
import { drawOwnerConcentration } from './owner-concentration.js';
import { sampleOwners } from './owner-concentration.test-data.js';
import { measured, notMeasurable, sampleDocument } from './sample-measurements.test-data.js';
import { svgText } from './serialise-svg.js';
import { findMarkupError } from './well-formed.test-data.js';

function draw(measurements: Parameters<typeof drawOwnerConcentration>[0], options: Partial<FigureOptions> = {}): string {
  return svgText(drawOwnerConcentration(measurements, { document: sampleDocument(), width: 920, ...options }), { standalone: true });
}

describe('owner-concentration', () => {
  it('is the drawing that was agreed', async () => {
    await expect(draw(sampleOwners, { theme: 'auto' })).toMatchFileSnapshot('__snapshots__/owner-concentration.svg');
  });

  it('is deterministic, rounded, well-formed, and fits its width', () => {
    const text = draw(sampleOwners);
    expect(draw(sampleOwners)).toBe(text);
    expect(findMarkupError(text)).toBeNull();
    expect(text.replace(/<(title|desc|text|style)[^>]*>[^<]*/g, '')).not.toMatch(/\d\.\d{4,}/);
    expect(text).not.toMatch(/ id="|NaN|undefined|Infinity/);
    expect(draw(sampleOwners, { width: 330 })).toContain('viewBox="0 0 330 ');
  });

  it('marks the top hundredth with its share', () => {
    const text = draw(sampleOwners).replaceAll('\u00a0', ' ').replaceAll('&#160;', ' ');
    expect(text).toContain('>top 1 %: 79.4 %</text>');
    expect(text).toContain('Half of the total: the 3 largest.');
  });

  it('draws an empty state with the reason, and one without rows', () => {
    expect(draw([notMeasurable('owner-concentration')])).toContain('>Not measurable</text>');
    expect(draw([measured('owner-concentration', 'likes', [])])).toContain('>No rows</text>');
    expect(findMarkupError(draw([]))).toBeNull();
  });
});
