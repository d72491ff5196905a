import { citeWork, type Review } from '../core/review.js';
import { drawFlowColumn, type FlowColumn } from './draw-flow-column.js';
import { formatCount } from './format-number.js';
import { composeFigure } from './frame.js';
import type { FigureOptions } from './frame.js';
import { createSvg } from './svg-document.js';
import type { SvgDocument, SvgElement } from './svg-document.js';

/** Below this width the columns stand under each other. */
const sideBySide = 640;
const gap = 56;

function papersColumn({ search, works }: Review): FlowColumn {
  const added = works.filter((one) => one.added !== null).length;
  return {
    stages: search.papers,
    split: [],
    result: null,
    later: added === 0 ? null : { count: added, what: added === 1 ? 'paper added after the review' : 'papers added after the review' },
  };
}

function statementsColumn({ search, categories, claims }: Review): FlowColumn {
  const added = claims.filter((one) => one.added !== null).length;
  return {
    stages: search.statements,
    split: [...categories].sort((a, b) => Number(a.consolidated) - Number(b.consolidated)).map(({ name, count, consolidated }) =>
      ({ count, what: name.charAt(0).toLowerCase() + name.slice(1), goesOn: consolidated })),
    result: search.consolidated,
    later: added === 0 ? null : { count: added, what: added === 1 ? 'claim added after the review' : 'claims added after the review' },
  };
}

function drawFlow(document: SvgDocument, review: Review, width: number): { readonly element: SvgElement; readonly height: number } {
  const beside = width >= sideBySide;
  const columnWidth = beside ? (width - gap) / 2 : width;
  const papers = drawFlowColumn(document, papersColumn(review), columnWidth, 'Papers', { above: false, below: !beside });
  const statements = drawFlowColumn(document, statementsColumn(review), columnWidth, 'Statements in them', { above: !beside, below: false });
  const below = papers.height + 40;
  statements.element.setAttribute('transform', beside ? `translate(${columnWidth + gap},0)` : `translate(0,${below})`);
  const from = papers.last;
  const to = statements.first;
  // The papers that were read are where the statements come from.
  const path = beside
    ? `M${from.right},${from.middle}H${columnWidth + gap / 2}V${to.middle}H${columnWidth + gap + to.left - 7}`
    : `M${from.centre},${from.bottom}V${below + to.top - 7}`;
  const head = beside
    ? arrowHead(document, columnWidth + gap + to.left, to.middle, 'right')
    : arrowHead(document, to.centre, below + to.top, 'down');
  const link = createSvg(document, 'path', { d: path, fill: 'none', stroke: 'currentColor', 'stroke-width': 1.4, 'stroke-opacity': 0.8 });
  return {
    element: createSvg(document, 'g', {}, [papers.element, statements.element, link, head]),
    height: beside ? Math.max(papers.height, statements.height) : below + statements.height,
  };
}

function arrowHead(document: SvgDocument, x: number, y: number, direction: 'down' | 'right'): SvgElement {
  const d = direction === 'down' ? `M${x},${y}l-4.5,-8h9Z` : `M${x},${y}l-8,-4.5v9Z`;
  return createSvg(document, 'path', { d, fill: 'currentColor', 'fill-opacity': 0.8 });
}

/** The flow diagram of the review: how many papers and how many statements are left after each step, and why the others are not. */
export function drawReviewFlow(review: Review, options: FigureOptions): SvgElement {
  const { search, categories } = review;
  const papers = search.papers.map(({ count, what }) => `${formatCount(count)} ${what}`).join(', then ');
  const statements = search.statements.map(({ count, what }) => `${formatCount(count)} ${what}`).join(', then ');
  return composeFigure({
    title: 'From the search to the claims',
    subtitle: `${review.title}, ${citeWork(review, review.paper)}`,
    description: `${papers}. In them ${statements}: ${categories.map(({ name, count }) => `${formatCount(count)} ${name.toLowerCase()}`).join(' and ')}. ` +
      `From these ${formatCount(search.consolidated.count)} ${search.consolidated.what}.`,
    panels: [{ title: 'Steps of the review', notes: [search.how], draw: (width) => drawFlow(options.document, review, width) }],
    panelWidth: 240,
    footer: [`Pilot study: ${search.pilot.map((key) => citeWork(review, key)).join('; ')}. Drawn from the literature file.`],
    snapshots: [],
  }, options);
}
