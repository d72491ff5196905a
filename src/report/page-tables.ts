import type { Statistic } from '../core/measurement.js';
import { formatCount, formatDay, formatNumber, formatPoints, formatSentence, formatShare, formatVariant, unknownWord } from '../figures/format-number.js';
import { formatLimits, formatP, formatStatisticName, isPValue } from '../figures/format-statistic.js';
import { listFindings } from './findings.js';
import { html } from './html.js';
import type { Markup } from './html.js';
import { scrolling } from './page-figure.js';
import { reportedFigures } from './reported/index.js';
import { figureNames } from './study-results.js';
import type { FigureName, Study, StudyResults, StudySnapshot } from './study-results.js';
import type { FigureTable } from './tables.js';

/** Rows of a table that the page shows; the CSV has all. */
export const pageRows = 12;
/** Statistics of a variant that the page shows; `results.json` has all. */
const pageStatistics = 30;

/** The paper beside here, one line per figure. */
export function summaryTable(study: Study, results: StudyResults): Markup {
  const rows = figureNames.filter((figure) => results.measurements[figure].length > 0).map((figure) => {
    const told = study.figures[figure];
    const findings = listFindings(figure, results.measurements).map(({ variant, sentence }) => html`<div><strong>${variant}.</strong> ${sentence}</div>`);
    return html`<tr><th scope="row"><a href="#${figure}">${reportedFigures[figure].title}</a></th>
<td data-label="Paper">${told?.paper ?? unknownWord}</td><td data-label="Here">${findings}</td>
<td data-label="Why it differs">${told?.whyDifferent ?? 'The study says nothing about it.'}</td></tr>\n`;
  });
  return html`<div><table class="stack"><thead><tr><th scope="col">Measured</th><th scope="col">Paper</th><th scope="col">Here</th><th scope="col">Why it differs</th></tr></thead>
<tbody>
${rows}</tbody></table></div>`;
}

function completeness(snapshot: StudySnapshot): Markup {
  if (snapshot.complete) return html`complete`;
  return html`<span class="warn">incomplete</span>: ${snapshot.incompleteWhy ?? 'reason unknown'}`;
}

/** The snapshots that the study used, with what each of them lacks. */
export function snapshotTable(snapshots: readonly StudySnapshot[]): Markup {
  if (snapshots.length === 0) return html`<p>The study names no snapshot.</p>`;
  const rows = snapshots.map((snapshot) => html`<tr><td class="number">${snapshot.key}</td><td>${snapshot.registry}</td><td>${snapshot.kind}</td><td>${snapshot.series}</td>
<td>${formatDay(snapshot.takenAt)}</td><td class="number">${formatCount(snapshot.records)}</td><td class="number">${formatCount(snapshot.setAside)}</td>
<td class="prose">${completeness(snapshot)}</td><td>${snapshot.simulated === null ? 'real' : html`<span class="warn">SIMULATED (seed ${snapshot.simulated})</span>`}</td></tr>\n`);
  return scrolling('Snapshots', html`<table><thead><tr><th scope="col" class="number">Snapshot</th><th scope="col">Registry</th><th scope="col">Kind</th><th scope="col">Series</th><th scope="col">Taken on</th>
<th scope="col" class="number">Records</th><th scope="col" class="number">Set aside</th><th scope="col">Completeness</th><th scope="col">Data</th></tr></thead>
<tbody>
${rows}</tbody></table>`);
}

/** Statistics that are shares by their name, and print as percentages. */
function formatValue(name: string, value: number): string {
  const head = name.split(':')[0] ?? '';
  if (head === 'shareDifference') return formatPoints(value);
  return /^share|Turnover$/.test(head) ? formatShare(value) : formatNumber(value);
}

function interval(statistic: Statistic): string {
  if (isPValue(statistic.name)) return 'p value';
  const limits = formatLimits(statistic, (value) => formatValue(statistic.name, value));
  if (limits === null) return 'none given';
  const level = statistic.level === undefined ? 'level unknown' : `${formatNumber(statistic.level * 100)}\u00a0%`;
  return `${limits} (${level})`;
}

function valueText(statistic: Statistic): string {
  if (statistic.value === null) return `not measurable: ${statistic.why ?? 'reason unknown'}`;
  return isPValue(statistic.name) ? formatP(statistic.value) : formatValue(statistic.name, statistic.value);
}

/** Statistics of all variants of a figure: effects with their intervals first, p values after them. */
export function statisticsTable(tables: readonly FigureTable[]): Markup {
  const rows = tables.flatMap(({ measurement }) => {
    const statistics = measurement.measurable ? measurement.statistics : [];
    const ordered = [...statistics.filter(({ name }) => !isPValue(name)), ...statistics.filter(({ name }) => isPValue(name))];
    const shown = ordered.slice(0, pageStatistics).map((statistic) => html`<tr><td>${formatVariant(measurement.variant)}</td><td>${formatStatisticName(statistic.name)}</td>
<td class="number prose">${valueText(statistic)}</td><td class="number">${interval(statistic)}</td><td class="number">${formatCount(statistic.n ?? null)}</td></tr>\n`);
    const others = ordered.length - shown.length;
    return others <= 0 ? shown : [...shown, html`<tr><td>${formatVariant(measurement.variant)}</td><td colspan="4">${formatCount(others)} more in <a href="results.json">results.json</a></td></tr>\n`];
  });
  if (rows.length === 0) return html`<p>The measurements carry no statistics.</p>`;
  return scrolling('Statistics', html`<table><thead><tr><th scope="col">Variant</th><th scope="col">Statistic</th><th scope="col" class="number">Value</th><th scope="col" class="number">Interval</th><th scope="col" class="number">n</th></tr></thead>
<tbody>
${rows}</tbody></table>`);
}

/** The first rows of one variant, and where the others are. */
export function rowsTable(figure: FigureName, table: FigureTable): Markup {
  const { measurement } = table;
  const name = formatVariant(measurement.variant);
  if (!measurement.measurable) {
    const missing = measurement.missing.length === 0 ? '' : ` Missing: ${measurement.missing.join(', ')}.`;
    return html`<p><strong>${name}: not measurable.</strong> ${formatSentence(measurement.why)}${missing}</p>`;
  }
  if (table.cells.length === 0) return html`<p><strong>${name}:</strong> no rows.</p>`;
  const page = table.page(pageRows);
  const more = table.cells.length > pageRows ? `first ${pageRows} of ${formatCount(table.cells.length)} rows` : `${formatCount(table.cells.length)} rows`;
  const heads = page.header.map(({ title, numeric }) => html`<th scope="col"${numeric ? html` class="number"` : ''}>${title}</th>`);
  const rows = page.rows.map((cells) => html`<tr>${cells.map((cell, index) =>
    html`<td${page.header[index]?.numeric === true ? html` class="number"` : ''}>${cell}</td>`)}</tr>\n`);
  const grid = scrolling(name, html`<table><thead><tr>${heads}</tr></thead>
<tbody>
${rows}</tbody></table>`);
  return html`<p class="meta caption">${name}: ${more}; all in <a href="${figure}.csv">${figure}.csv</a></p>
${grid}`;
}
