import { parseHTML } from 'linkedom';
import { svgText } from '../figures/serialise-svg.js';
import type { SvgDocument } from '../figures/svg-document.js';
import { reportedFigures } from './reported/index.js';
import type { FigureName, StudyMeasurements } from './study-results.js';

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
export function renderFigure<Name extends FigureName>(
  figure: Name,
  measurements: StudyMeasurements,
  options: { readonly width: number; readonly standalone: boolean },
): string {
  const { width, standalone } = options;
  const element = reportedFigures[figure].draw(measurements[figure], { document: createSvgDocument(), width, theme: standalone ? 'auto' : 'inherit' });
  return svgText(element, { standalone });
}
