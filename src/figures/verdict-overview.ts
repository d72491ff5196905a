import { claimIds, type ClaimId, type VerdictWord } from '../core/claim.js';
import type { SnapshotReference } from '../core/measurement.js';
import type { VerdictRecord } from '../core/verdict-record.js';
import { describeSnapshots } from './caption.js';
import { drawVerdictLegend } from './draw-verdict-legend.js';
import { formatCount, formatDay } from './format-number.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import { createSvg } from './svg-document.js';
import type { SvgDocument, SvgElement } from './svg-document.js';
import { truncateText } from './text-layout.js';
import { drawVerdictMark } from './verdict-mark.js';

export interface OverviewOptions extends FigureOptions {
  /** The claims in words, shown where there is room beside their identifiers. */
  readonly sentences?: ReadonlyMap<string, string>;
}

const rowHeight = 26;
const columnWidth = 48;
const headHeight = 44;

function placeOf({ registry, kind, series, takenAt }: SnapshotReference): string {
  return [registry, kind, series, takenAt].join(' ');
}

/** The snapshots of records, each once, oldest first. */
function columnsOf(records: readonly VerdictRecord[]): readonly SnapshotReference[] {
  const byPlace = new Map(records.map(({ snapshot }) => [placeOf(snapshot), snapshot]));
  return [...byPlace.values()].sort((a, b) => (a.takenAt < b.takenAt ? -1 : a.takenAt > b.takenAt ? 1 : a.key - b.key));
}

interface Matrix {
  readonly claims: readonly ClaimId[];
  readonly columns: readonly SnapshotReference[];
  readonly records: readonly VerdictRecord[];
  readonly sentences: ReadonlyMap<string, string>;
}

function drawMatrix(document: SvgDocument, { claims, columns, records, sentences }: Matrix, width: number) {
  const fit = Math.max(1, Math.floor((width - 40) / columnWidth));
  const shown = columns.slice(-fit);
  const hidden = columns.length - shown.length;
  const spare = width - shown.length * columnWidth;
  // A few words of a sentence say nothing: it is shown where most of it fits, or not at all.
  const told = spare >= 260 && claims.some((claim) => sentences.has(claim));
  const left = told ? Math.min(spare, 720) : 40;
  const kinds = new Set(shown.map(({ kind }) => kind)).size > 1;
  function at(column: number): number {
    return left + columnWidth * (column + 0.5);
  }
  const head = shown.flatMap((snapshot, column) => [
    formatDay(snapshot.takenAt).slice(0, 4), formatDay(snapshot.takenAt).slice(5), ...(kinds ? [truncateText(`${snapshot.kind}s`, columnWidth - 2, 10)] : []),
  ].map((words, line) => createSvg(document, 'text', { x: at(column), y: 11 + line * 13, 'font-size': 10.5, fill: 'currentColor', 'fill-opacity': 0.8, 'text-anchor': 'middle' }, [words])));
  const body = claims.flatMap((claim, index) => {
    const y = headHeight + index * rowHeight;
    const middle = y + rowHeight / 2;
    const sentence = sentences.get(claim);
    const room = left - 44;
    const cells = shown.map((snapshot, column) => {
      const record = records.find((one) => one.claim === claim && placeOf(one.snapshot) === placeOf(snapshot));
      // An empty cell is a snapshot that nobody judged for this claim; it is not a verdict.
      if (record === undefined) return createSvg(document, 'circle', { cx: at(column), cy: middle, r: 1.3, fill: 'currentColor', 'fill-opacity': 0.45 });
      const title = createSvg(document, 'title', {}, [`${claim}, ${formatDay(record.takenAt)}: ${record.verdict}`]);
      return createSvg(document, 'g', {}, [title, drawVerdictMark(document, record.verdict, { x: at(column), y: middle, size: 8 })]);
    });
    return [
      createSvg(document, 'line', { x1: 0, x2: left + shown.length * columnWidth, y1: y, y2: y, stroke: 'currentColor', 'stroke-opacity': 0.16 }),
      createSvg(document, 'text', { x: 0, y: middle + 4, 'font-size': 12, 'font-weight': 700, fill: 'currentColor' }, [claim]),
      ...(sentence === undefined || !told ? [] : [createSvg(document, 'text', { x: 34, y: middle + 4, 'font-size': 11.5, fill: 'currentColor', 'fill-opacity': 0.85 }, [truncateText(sentence, room, 11.5)])]),
      ...cells,
    ];
  });
  const bottom = headHeight + claims.length * rowHeight + 8;
  const words = new Set<VerdictWord>(records.map((one) => one.verdict));
  const legend = drawVerdictLegend(document, [...words], width);
  legend.element.setAttribute('transform', `translate(0,${bottom})`);
  const note = hidden === 0 ? [] : [createSvg(document, 'text', { x: 0, y: bottom + legend.height + 12, 'font-size': 10.5, fill: 'currentColor', 'fill-opacity': 0.75 }, [
    `${formatCount(hidden)} earlier snapshots do not fit here; results.json has them.`,
  ])];
  return { element: createSvg(document, 'g', {}, [...head, ...body, legend.element, ...note]), height: bottom + legend.height + (hidden === 0 ? 0 : 16) };
}

/** All claims against all snapshots that were judged: one mark per verdict, one panel per registry. */
export function drawVerdictOverview(records: readonly VerdictRecord[], options: OverviewOptions): SvgElement {
  const registries = [...new Set(records.map((one) => one.snapshot.registry))].sort();
  const sentences = options.sentences ?? new Map<string, string>();
  const panels = registries.map((registry): Panel => {
    const own = records.filter((one) => one.snapshot.registry === registry);
    const matrix = { claims: claimIds.filter((id) => own.some((one) => one.claim === id)), columns: columnsOf(own), records: own, sentences };
    return { title: registry, notes: [], draw: (width) => drawMatrix(options.document, matrix, width) };
  });
  const columns = columnsOf(records);
  return composeFigure({
    title: 'Which claims hold, on which snapshot?',
    subtitle: describeSnapshots(columns),
    description: claimIds.flatMap((id) => {
      const own = records.filter((one) => one.claim === id);
      return own.length === 0 ? [] : [`${id}: ${own.map((one) => `${formatDay(one.takenAt)} ${one.verdict}`).join(', ')}.`];
    }).join(' '),
    panels: panels.length > 0 ? panels : [{ title: 'No verdicts', notes: [], absent: 'Never judged', why: 'No verdict was kept for any snapshot.' }],
    panelWidth: 700,
    footer: ['A dot: this snapshot was not judged for this claim.', `Rules ${[...new Set(records.map((one) => one.rule))].join('; ') || 'none'}`],
    snapshots: columns,
  }, options);
}
