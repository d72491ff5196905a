import { describe, expect, it } from 'vitest';
import type { FigureOptions } from './frame.js';
import { drawLibraryAdoption } from './library-adoption.js';
import { sampleAdoption } from './library-adoption.test-data.js';
import { measured, notMeasurable, sampleDocument } from './sample-measurements.test-data.js';
import { svgText } from './serialise-svg.js';
import { findMarkupError } from './well-formed.test-data.js';

function draw(measurements: Parameters<typeof drawLibraryAdoption>[0], options: Partial<FigureOptions> = {}): string {
  return svgText(drawLibraryAdoption(measurements, { document: sampleDocument(), width: 920, ...options }), { standalone: true });
}

describe('library-adoption', () => {
  it('is the drawing that was agreed', async () => {
    await expect(draw(sampleAdoption, { theme: 'auto' })).toMatchFileSnapshot('__snapshots__/library-adoption.svg');
  });

  it('is deterministic, rounded, well-formed, and fits its width', () => {
    const text = draw(sampleAdoption);
    expect(draw(sampleAdoption)).toBe(text);
    expect(findMarkupError(text)).toBeNull();
    expect(text.replace(/<(title|desc|text|style)[^>]*>[^<]*/g, '')).not.toMatch(/\d\.\d{4,}/);
    expect(text).not.toMatch(/ id="|NaN|undefined|Infinity/);
    expect(draw(sampleAdoption, { width: 330 })).toContain('viewBox="0 0 330 ');
  });

  it('writes each line\'s name and last share at its end, and the differences', () => {
    const text = draw(sampleAdoption).replaceAll('\u00a0', ' ').replaceAll('&#160;', ' ');
    expect(text.match(/>transformers 42.0 %<\/text>/g)).toHaveLength(2);
    expect(text).toContain('+31.7 points');
    expect(text).not.toContain('>gguf');
  });

  it('draws an empty state with the reason, and one without rows', () => {
    expect(draw([notMeasurable('library-adoption')])).toContain('>Not measurable</text>');
    expect(draw([measured('library-adoption', 'likes', [])])).toContain('>No rows</text>');
    expect(findMarkupError(draw([]))).toBeNull();
  });
});
