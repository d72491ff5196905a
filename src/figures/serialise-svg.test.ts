import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeHtml } from './escape-html.js';
import { sampleDocument } from './sample-measurements.test-data.js';
import { roundGeometry, svgText } from './serialise-svg.js';
import { createSvg } from './svg-document.js';
import { findMarkupError } from './well-formed.test-data.js';

describe('escapeHtml', () => {
  it('leaves no character that could end a text or a quoted attribute', () => {
    expect(escapeHtml('<script>"a" & \'b\'</script>')).toBe('&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(escapeHtml(text)).not.toMatch(/[<>"']/);
    }));
  });

  it('shows controls, lone surrogates and bidirectional overrides as replaced', () => {
    expect(escapeHtml('a\u0000b\u202ec\ud800d')).toBe('a\ufffdb\ufffdc\ufffdd');
    expect(escapeHtml('tab\tline\n😀')).toBe('tab\tline\n😀');
  });
});

describe('svgText', () => {
  it('is well-formed whatever the texts and attribute values are', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (words, value) => {
      const svg = createSvg(sampleDocument(), 'svg', { 'aria-label': value }, [createSvg(sampleDocument(), 'text', {}, [words])]);
      expect(findMarkupError(svgText(svg))).toBeNull();
      expect(findMarkupError(svgText(svg, { standalone: true }))).toBeNull();
    }));
  });

  it('writes the namespace only in a file of its own, and attributes in one order', () => {
    const document = sampleDocument();
    const svg = createSvg(document, 'svg', { width: 2, viewBox: '0 0 2 2', height: 2 }, [createSvg(document, 'rect', { y: 1, x: 0 })]);
    expect(svgText(svg)).toBe('<svg height="2" viewBox="0 0 2 2" width="2"><rect x="0" y="1"/></svg>');
    expect(svgText(svg, { standalone: true })).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" height="2" viewBox="0 0 2 2" width="2"><rect x="0" y="1"/></svg>\n',
    );
  });
});

describe('roundGeometry', () => {
  it('rounds numbers of the drawing to 3 decimals and leaves words alone', () => {
    const document = sampleDocument();
    const path = createSvg(document, 'path', { d: 'M1.23456789,-0.00001L3.5,1e-9', 'aria-label': 'version 1.23456789' }, []);
    const svg = createSvg(document, 'svg', {}, [path, createSvg(document, 'text', {}, ['1.23456789'])]);
    roundGeometry(svg);
    expect(path.getAttribute('d')).toBe('M1.235,0L3.5,0');
    expect(path.getAttribute('aria-label')).toBe('version 1.23456789');
    expect(svgText(svg)).toContain('>1.23456789<');
  });
});
