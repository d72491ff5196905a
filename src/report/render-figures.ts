import { parseHTML } from 'linkedom';
import type { FigureOptions } from '../figures/frame.js';
import { svgText } from '../figures/serialise-svg.js';
import type { SvgDocument, SvgElement } from '../figures/svg-document.js';
import { reportedFigures } from './reported/index.js';
import type { FigureName, StudyMeasurements } from './study-results.js';

/** A document to draw in where there is no browser. */
export function createSvgDocument(): SvgDocument {
  const window: unknown = parseHTML('<!doctype html><html><body></body></html>');
  return (window as { readonly document: SvgDocument }).document;
}

/** Where a figure is to stand: in a file of its own (namespace, own colours that follow the reader's preference, a margin), or in a page, whose colours it takes. */
export interface FigurePlace {
  readonly width: number;
  readonly standalone: boolean;
}

/** Widths of the drawings of each figure: in a page for a screen or paper and for a telephone, and in a file of its own. */
export const figureWidths = { wide: 920, narrow: 344, file: 960 } as const;

/** Any figure as SVG text. */
export function renderDrawing(draw: (options: FigureOptions) => SvgElement, { width, standalone }: FigurePlace): string {
  return svgText(draw({ document: createSvgDocument(), width, theme: standalone ? 'auto' : 'inherit' }), { standalone });
}

/** How a figure of the study is drawn. */
export function figureDrawing<Name extends FigureName>(figure: Name, measurements: StudyMeasurements): (options: FigureOptions) => SvgElement {
  return (options) => reportedFigures[figure].draw(measurements[figure], options);
}

/** A figure of the study as SVG text. */
export function renderFigure<Name extends FigureName>(figure: Name, measurements: StudyMeasurements, place: FigurePlace): string {
  return renderDrawing(figureDrawing(figure, measurements), place);
}
