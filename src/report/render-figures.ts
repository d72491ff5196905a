import { parseHTML } from 'linkedom';
import { drawPreservation } from '../figures/figure-5-preservation.js';
import { drawTurnover } from '../figures/figure-6-turnover.js';
import { drawDescendants } from '../figures/figure-7-descendants.js';
import { drawDocumentation } from '../figures/figure-8-documentation.js';
import type { FigureOptions } from '../figures/frame.js';
import { svgText } from '../figures/serialise-svg.js';
import type { SvgDocument, SvgElement } from '../figures/svg-document.js';
import type { FigureName, StudyMeasurements } from './study-results.js';

function draw(figure: FigureName, measurements: StudyMeasurements, options: FigureOptions): SvgElement {
  switch (figure) {
    case 'figure-5':
      return drawPreservation(measurements[figure], options);
    case 'figure-6':
      return drawTurnover(measurements[figure], options);
    case 'figure-7':
      return drawDescendants(measurements[figure], options);
    case 'figure-8':
      return drawDocumentation(measurements[figure], options);
  }
}

/** A document to draw in where there is no browser. */
export function createSvgDocument(): SvgDocument {
  const window: unknown = parseHTML('<!doctype html><html><body></body></html>');
  return (window as { readonly document: SvgDocument }).document;
}

/**
 * A figure as SVG text.
 * @param options.standalone for a file of its own: with namespace, own colours that follow the reader's preference,
 * and a margin; else for a page, whose colours it takes.
 */
export function renderFigure(
  figure: FigureName,
  measurements: StudyMeasurements,
  options: { readonly width: number; readonly standalone: boolean },
): string {
  const { width, standalone } = options;
  const element = draw(figure, measurements, { document: createSvgDocument(), width, theme: standalone ? 'auto' : 'inherit' });
  return svgText(element, { standalone });
}
