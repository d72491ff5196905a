import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMarkupError } from '../figures/well-formed.test-data.js';
import { html, trustedMarkup } from './html.js';

describe('html', () => {
  it('escapes text and keeps its own markup, also in lists', () => {
    const items = ['<b>', '&'].map((item) => html`<li>${item}</li>`);
    expect(html`<ul title="${'"'}">${items}${3}</ul>`.text).toBe('<ul title="&quot;"><li>&lt;b&gt;</li><li>&amp;</li>3</ul>');
  });

  it('writes nothing for absent parts, and trusted markup as it is', () => {
    expect(html`<p>${null}${undefined}${false}${trustedMarkup('<br>')}</p>`.text).toBe('<p><br></p>');
  });

  it('stays well-formed whatever is put into text or attributes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(findMarkupError(html`<p title="${text}">${text}</p>`.text)).toBeNull();
    }));
  });
});
