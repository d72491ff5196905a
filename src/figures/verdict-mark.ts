import type { VerdictWord } from '../core/claim.js';
import { palette } from './palette.js';
import { createSvg } from './svg-document.js';
import type { Attributes, SvgDocument, SvgElement } from './svg-document.js';

/** What each shape looks like in words, for legends and for readers who do not see it. */
export const verdictShapes: Readonly<Record<VerdictWord, string>> = {
  holds: 'circle with a tick',
  fails: 'square with a cross',
  undecided: 'diamond, half filled',
  'not measurable': 'dashed circle',
  error: 'triangle',
};

function inner(points: string, size: number): Attributes {
  return { points, fill: 'none', stroke: '#ffffff', class: 'hubscope-halo', 'stroke-width': size / 4, 'stroke-linecap': 'round', 'stroke-linejoin': 'round' };
}

/**
 * The mark of a verdict, around (x, y), `size` pixels from its middle to its edge. Each word has a shape of its own beside its colour; in
 * small ones, where the sign inside could not be seen, the shape is left.
 */
export function drawVerdictMark(document: SvgDocument, word: VerdictWord, place: { readonly x: number; readonly y: number; readonly size: number }): SvgElement {
  const { x, y, size } = place;
  const r = size * 0.92;
  const signs = size >= 6;
  const children: SvgElement[] = [];
  switch (word) {
    case 'holds':
      children.push(createSvg(document, 'circle', { cx: x, cy: y, r: size, fill: palette.returning, class: 'hubscope-returning' }));
      if (signs) children.push(createSvg(document, 'polyline', inner(`${x - r * 0.45},${y + r * 0.02} ${x - r * 0.1},${y + r * 0.38} ${x + r * 0.48},${y - r * 0.36}`, size)));
      break;
    case 'fails':
      children.push(createSvg(document, 'rect', { x: x - r, y: y - r, width: 2 * r, height: 2 * r, rx: size / 6, fill: palette.fit, class: 'hubscope-fit-text' }));
      if (signs) {
        children.push(createSvg(document, 'polyline', inner(`${x - r * 0.42},${y - r * 0.42} ${x + r * 0.42},${y + r * 0.42}`, size)));
        children.push(createSvg(document, 'polyline', inner(`${x - r * 0.42},${y + r * 0.42} ${x + r * 0.42},${y - r * 0.42}`, size)));
      }
      break;
    case 'undecided':
      children.push(createSvg(document, 'path', { d: `M${x},${y - size}L${x - size},${y}L${x},${y + size}Z`, fill: palette.newcomers, class: 'hubscope-newcomers' }));
      children.push(createSvg(document, 'path', {
        d: `M${x},${y - size}L${x + size},${y}L${x},${y + size}L${x - size},${y}Z`, fill: 'none', stroke: palette.newcomers, class: 'hubscope-newcomers-line', 'stroke-width': Math.max(1.2, size / 5),
      }));
      break;
    case 'not measurable':
      children.push(createSvg(document, 'circle', {
        cx: x, cy: y, r: size * 0.85, fill: 'none', stroke: 'currentColor', 'stroke-opacity': 0.65, 'stroke-width': 1.2, 'stroke-dasharray': `${size / 3} ${size / 4}`,
      }));
      break;
    case 'error':
      children.push(createSvg(document, 'path', { d: `M${x},${y - size}L${x + size},${y + r}L${x - size},${y + r}Z`, fill: 'currentColor' }));
      if (signs) children.push(createSvg(document, 'polyline', inner(`${x},${y - r * 0.35} ${x},${y + r * 0.35}`, size)));
      break;
  }
  return createSvg(document, 'g', {}, children);
}

/** The mark as a picture of its own, to stand before the word in a text. The word is not repeated for those who hear the page. */
export function verdictBadge(document: SvgDocument, word: VerdictWord): SvgElement {
  return createSvg(document, 'svg', { class: 'hubscope-figure verdict-mark', viewBox: '0 0 18 18', width: 18, height: 18, 'aria-hidden': 'true' }, [
    drawVerdictMark(document, word, { x: 9, y: 9, size: 7.5 }),
  ]);
}
