import { verdictWords, type VerdictWord } from '../core/claim.js';
import { createSvg } from './svg-document.js';
import type { SvgDocument, SvgElement } from './svg-document.js';
import { textWidth } from './text-layout.js';
import { drawVerdictMark } from './verdict-mark.js';

const rowHeight = 20;

/** The marks of the verdicts that occur, each with its word, in as many lines as the width takes. */
export function drawVerdictLegend(document: SvgDocument, occurring: readonly VerdictWord[], width: number): { readonly element: SvgElement; readonly height: number } {
  let [x, y] = [0, 0];
  const items = verdictWords.filter((word) => occurring.includes(word)).flatMap((word) => {
    const size = 28 + textWidth(word, 11) + 14;
    if (x > 0 && x + size > width) [x, y] = [0, y + rowHeight];
    const place = { x: x + 8, y: y + rowHeight / 2 };
    x += size;
    return [
      drawVerdictMark(document, word, { ...place, size: 6.5 }),
      createSvg(document, 'text', { x: place.x + 13, y: place.y + 4, 'font-size': 11, fill: 'currentColor' }, [word]),
    ];
  });
  return { element: createSvg(document, 'g', {}, items), height: y + rowHeight };
}
