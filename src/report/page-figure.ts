import type { FigureOptions } from '../figures/frame.js';
import type { SvgElement } from '../figures/svg-document.js';
import { html, trustedMarkup } from './html.js';
import type { Insertion, Markup } from './html.js';
import { figureWidths, renderDrawing } from './render-figures.js';

/** A figure in the page, drawn for a screen and for a telephone; the style sheet shows one of them. */
export function pageFigure(draw: (options: FigureOptions) => SvgElement, caption: Insertion): Markup {
  const wide = trustedMarkup(renderDrawing(draw, { width: figureWidths.wide, standalone: false }));
  const narrow = trustedMarkup(renderDrawing(draw, { width: figureWidths.narrow, standalone: false }));
  return html`<figure><div class="wide">${wide}</div><div class="narrow">${narrow}</div>
<figcaption class="meta">${caption}</figcaption></figure>`;
}

/** Wraps a wide table so that it scrolls by itself, also by keyboard, and not the page. */
export function scrolling(label: string, table: Markup): Markup {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">${table}</div>`;
}

/** Plain texts as a list; a word where there are none. */
export function textList(texts: readonly string[], none: string): Markup {
  const distinct = [...new Set(texts)];
  if (distinct.length === 0) return html`<p>${none}</p>`;
  return html`<ul>
${distinct.map((text) => html`<li>${text}</li>\n`)}</ul>`;
}
