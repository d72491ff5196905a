import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWidth, truncateText, wrapText } from './text-layout.js';

describe('wrapText', () => {
  it('keeps every letter in order and no line wider than the box', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 60, max: 900 }), (text, width) => {
      const lines = wrapText(text, width, 12);
      expect(lines.join('').replace(/ /g, '')).toBe(text.replace(/[ \n\t\r]/g, ''));
      for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(width);
    }));
  });

  it('breaks between words, and inside a word that is too long', () => {
    expect(wrapText('aa bb cc', 5 * 0.55 * 10, 10)).toEqual(['aa bb', 'cc']);
    expect(wrapText('abcdefgh', 4 * 0.55 * 10, 10)).toEqual(['abcd', 'efgh']);
  });
});

describe('truncateText', () => {
  it('ends a cut name with an ellipsis and keeps one that fits', () => {
    expect(truncateText('transformers', 5 * 0.55 * 10, 10)).toBe('tran…');
    expect(truncateText('gguf', 100, 10)).toBe('gguf');
  });
});
