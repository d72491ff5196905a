import { simulatedMark } from './caption.js';
import type { SnapshotReference } from '../core/measurement.js';
import type { Theme } from './palette.js';
import { figureStyle } from './palette.js';
import { roundGeometry } from './serialise-svg.js';
import { createSvg } from './svg-document.js';
import type { Attributes, SvgDocument, SvgElement } from './svg-document.js';
import { textWidth, wrapText } from './text-layout.js';

export interface FigureOptions {
  /** Creates the elements: the browser's document, or a server-side one. */
  readonly document: SvgDocument;
  /** Width of the figure in pixels; below about 560 panels stand under each other. */
  readonly width: number;
  /**
   * `inherit` (default) takes colour and background from the page; `auto` brings its own and follows the reader's
   * preference, for files; `light` and `dark` are fixed.
   */
  readonly theme?: Theme;
}

/** What a panel shows: a drawing of a given width, or in words why there is none. */
export type PanelContent =
  | { readonly draw: (width: number) => { readonly element: SvgElement; readonly height: number } }
  | { readonly absent: string; readonly why: string };

export type Panel = PanelContent & {
  readonly title: string;
  /** What the panel says beyond its title: the reading, the numbers of the statistics. */
  readonly notes: readonly string[];
};

export interface Figure {
  readonly title: string;
  readonly subtitle: string;
  /** What a reader who does not see the picture is told. */
  readonly description: string;
  readonly panels: readonly Panel[];
  /** Least width of a panel in pixels; decides how many stand side by side. */
  readonly panelWidth: number;
  readonly footer: readonly string[];
  readonly snapshots: readonly SnapshotReference[];
}

const gap = 28;
const emptyHeight = 116;
/** Bold letters are about an eighth wider. */
const boldFactor = 1.13;

interface Line {
  readonly size: number;
  readonly attributes?: Attributes;
}

/** Writes wrapped lines under each other; answers the elements and the height they take. */
function writeLines(
  document: SvgDocument,
  text: string,
  box: { readonly x: number; readonly y: number; readonly width: number },
  line: Line,
): { readonly elements: readonly SvgElement[]; readonly height: number } {
  const pitch = Math.round(line.size * 1.35);
  const advance = line.attributes?.['font-weight'] === undefined ? line.size : line.size * boldFactor;
  const elements = wrapText(text, box.width, advance).map((words, index) =>
    createSvg(
      document,
      'text',
      { x: box.x, y: box.y + pitch * index + line.size, 'font-size': line.size, fill: 'currentColor', ...line.attributes },
      [words],
    ),
  );
  return { elements, height: elements.length * pitch };
}

/** The designed empty state: a dashed field that says that there is nothing to see, and why. */
function drawAbsent(document: SvgDocument, panel: { readonly absent: string; readonly why: string }, width: number) {
  const head = writeLines(document, panel.absent, { x: 16, y: 20, width: width - 32 }, { size: 14, attributes: { 'font-weight': 600 } });
  const body = writeLines(
    document, panel.why, { x: 16, y: 26 + head.height, width: width - 32 }, { size: 12, attributes: { 'fill-opacity': 0.8 } },
  );
  const height = Math.max(emptyHeight, head.height + body.height + 46);
  const field = createSvg(document, 'rect', {
    x: 0.5, y: 0.5, width: width - 1, height: height - 1, rx: 6, fill: 'currentColor', 'fill-opacity': 0.04,
    stroke: 'currentColor', 'stroke-opacity': 0.45, 'stroke-dasharray': '5 4',
  });
  return { element: createSvg(document, 'g', {}, [field, ...head.elements, ...body.elements]), height };
}

function drawMark(document: SvgDocument, mark: string, width: number) {
  const lines = writeLines(document, mark, { x: 10, y: 5, width: width - 20 }, {
    size: 13, attributes: { 'font-weight': 700, 'letter-spacing': '0.04em', class: 'hubscope-simulated', fill: '#c44e00' },
  });
  const field = createSvg(document, 'rect', {
    x: 1, y: 1, width: Math.min(width - 2, textWidth(mark, 13 * boldFactor * 1.12) + 20), height: lines.height + 10, rx: 4, fill: 'none',
    stroke: '#c44e00', 'stroke-width': 1.5, class: 'hubscope-simulated-line',
  });
  return { element: createSvg(document, 'g', {}, [field, ...lines.elements]), height: lines.height + 20 };
}

/** A faint word across the panel, so that a crop of the figure is still recognised as simulated. */
function drawWatermark(document: SvgDocument, x: number, y: number, width: number, height: number): SvgElement {
  const size = Math.min(44, width / 8);
  const turn = `translate(${x + width / 2},${y + height / 2}) rotate(-14)`;
  return createSvg(document, 'text', {
    transform: turn, 'text-anchor': 'middle', 'font-size': size, 'font-weight': 700, 'fill-opacity': 0.09, fill: 'currentColor',
    'pointer-events': 'none', 'aria-hidden': 'true',
  }, ['SIMULATED']);
}

/** Puts one panel at (x, y): title, notes, drawing or empty state. */
function drawPanel(
  document: SvgDocument,
  panel: Panel,
  box: { readonly x: number; readonly y: number; readonly width: number },
  header: number,
  simulated: boolean,
) {
  const { elements } = panelHeader(document, panel, box.width);
  const content = 'draw' in panel ? panel.draw(box.width) : drawAbsent(document, panel, box.width);
  const body = createSvg(document, 'g', { transform: `translate(0,${header})` }, [content.element]);
  if (simulated && 'draw' in panel) body.appendChild(drawWatermark(document, 0, 0, box.width, content.height));
  const group = createSvg(document, 'g', { transform: `translate(${box.x},${box.y})` }, [...elements, body]);
  return { element: group, height: header + content.height };
}

function panelHeader(document: SvgDocument, panel: Panel, width: number) {
  const title = writeLines(document, panel.title, { x: 0, y: 0, width }, { size: 13, attributes: { 'font-weight': 600 } });
  let height = title.height + 2;
  const elements = [...title.elements];
  for (const note of panel.notes) {
    const lines = writeLines(document, note, { x: 0, y: height, width }, { size: 11, attributes: { 'fill-opacity': 0.75 } });
    elements.push(...lines.elements);
    height += lines.height;
  }
  return { elements, height: height + 8 };
}

/**
 * Puts a figure together: the mark of simulation, title, subtitle, panels in as many columns as fit, footer. The
 * result is an `<svg role="img">` with a title and a description, without ids, and with all numbers rounded to 3
 * decimals.
 */
export function composeFigure(figure: Figure, options: FigureOptions): SvgElement {
  const { document } = options;
  const width = Math.max(240, Math.round(options.width));
  const theme = options.theme ?? 'inherit';
  const margin = theme === 'inherit' ? 0 : 16;
  const inner = width - 2 * margin;
  const mark = simulatedMark(figure.snapshots);
  const elements: SvgElement[] = [];
  let y = margin;

  if (mark !== null) {
    const drawn = drawMark(document, mark, inner);
    elements.push(createSvg(document, 'g', { transform: `translate(${margin},${y})` }, [drawn.element]));
    y += drawn.height;
  }
  const title = writeLines(document, figure.title, { x: margin, y, width: inner }, { size: 17, attributes: { 'font-weight': 700 } });
  y += title.height + 2;
  const subtitle = writeLines(document, figure.subtitle, { x: margin, y, width: inner }, { size: 12, attributes: { 'fill-opacity': 0.75 } });
  y += subtitle.height + 18;
  elements.push(...title.elements, ...subtitle.elements);

  const columns = Math.max(1, Math.min(figure.panels.length, Math.floor((inner + gap) / (figure.panelWidth + gap))));
  const panelWidth = Math.floor((inner - gap * (columns - 1)) / columns);
  for (let start = 0; start < figure.panels.length; start += columns) {
    const row = figure.panels.slice(start, start + columns);
    const header = Math.max(...row.map((panel) => panelHeader(document, panel, panelWidth).height));
    const drawn = row.map((panel, column) =>
      drawPanel(document, panel, { x: margin + column * (panelWidth + gap), y, width: panelWidth }, header, mark !== null));
    elements.push(...drawn.map(({ element }) => element));
    y += Math.max(...drawn.map(({ height }) => height)) + 22;
  }
  for (const text of figure.footer) {
    const lines = writeLines(document, text, { x: margin, y, width: inner }, { size: 10.5, attributes: { 'fill-opacity': 0.75 } });
    elements.push(...lines.elements);
    y += lines.height + 3;
  }
  const height = Math.ceil(y + margin);
  const background = theme === 'inherit' ? [] : [createSvg(document, 'rect', { width, height, fill: '#ffffff', class: 'hubscope-surface' })];
  const svg = createSvg(document, 'svg', {
    class: theme === 'inherit' ? 'hubscope-figure' : `hubscope-figure hubscope-${theme}`,
    viewBox: `0 0 ${width} ${height}`, width, height, role: 'img',
    'aria-label': mark === null ? figure.title : `${mark}. ${figure.title}`, fill: 'currentColor', 'font-family': 'system-ui, sans-serif',
  }, [
    createSvg(document, 'title', {}, [mark === null ? figure.title : `${mark}. ${figure.title}`]),
    createSvg(document, 'desc', {}, [[figure.subtitle, figure.description, ...figure.footer].join(' ')]),
    createSvg(document, 'style', {}, [figureStyle]),
    ...background,
    ...elements,
  ]);
  roundGeometry(svg);
  return svg;
}
