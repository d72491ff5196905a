import * as Plot from '@observablehq/plot';
import { adoptPlot } from './svg-document.js';
import type { SvgDocument, SvgElement } from './svg-document.js';

/** A mark of Observable Plot; its own types need the DOM's, which this program does not have. */
export type Mark = Plot.Markish;

/**
 * Draws one panel with Observable Plot and takes its content into a group. Plot finds its document in the options, so the
 * same call works in the browser and on the server.
 */
export function drawPlot(
  document: SvgDocument,
  options: Omit<Plot.PlotOptions, 'document' | 'width' | 'height'>,
  size: { readonly width: number; readonly height: number },
): { readonly element: SvgElement; readonly height: number } {
  const plot = Plot.plot({ ...options, ...size, className: 'hubscope-plot', document: document as never }) as unknown as SvgElement;
  return { element: adoptPlot(document, plot, 0, 0), height: size.height };
}
