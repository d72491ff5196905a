import { listSnapshots, simulatedMark } from '../figures/caption.js';
import { formatNumber, formatSentence, formatVariant } from '../figures/format-number.js';
import { listFindings } from './findings.js';
import { html, trustedMarkup } from './html.js';
import type { Markup } from './html.js';
import { rowsTable, snapshotTable, statisticsTable, summaryTable } from './page-tables.js';
import { pageStyle } from './page-style.js';
import { renderFigure } from './render-figures.js';
import { reportedFigures } from './reported/index.js';
import { figureNames } from './study-results.js';
import type { FigureName, Study, StudyResults } from './study-results.js';
import { listTables } from './tables.js';
import type { FigureTable } from './tables.js';

/** Widths of the two drawings of each figure: for a screen or paper, and for a telephone. */
const wideWidth = 920;
const narrowWidth = 344;

function parametersText(parameters: Readonly<Record<string, string | number | boolean>>): string {
  const entries = Object.entries(parameters).map(([name, value]) => `${name} = ${typeof value === 'number' ? formatNumber(value) : String(value)}`);
  return entries.length === 0 ? 'none' : entries.join(', ');
}

function ruleList(tables: readonly FigureTable[]): Markup {
  const items = tables.map(({ measurement }) => html`<li><strong>${formatVariant(measurement.variant)}</strong> (<code>${measurement.rule}</code>): ${
    measurement.measurable ? `${measurement.reading} Parameters: ${parametersText(measurement.parameters)}.` : `not measurable here. ${formatSentence(measurement.why)}`}</li>\n`);
  return html`<ul>
${items}</ul>`;
}

function notesList(notes: readonly string[]): Markup {
  const distinct = [...new Set(notes)];
  if (distinct.length === 0) return html`<p>None recorded.</p>`;
  return html`<ul>
${distinct.map((note) => html`<li>${note}</li>\n`)}</ul>`;
}

function figureSection(figure: FigureName, study: Study, results: StudyResults): Markup {
  const told = study.figures[figure];
  const { title, rule, terms, number } = reportedFigures[figure];
  const tables = listTables(figure, results.measurements);
  const findings = listFindings(figure, results.measurements);
  const main = findings.find((finding) => finding.measurable) ?? findings[0];
  const notes = tables.flatMap(({ measurement }) => (measurement.measurable ? measurement.notes : []));
  const wide = trustedMarkup(renderFigure(figure, results.measurements, { width: wideWidth, standalone: false }));
  const narrow = trustedMarkup(renderFigure(figure, results.measurements, { width: narrowWidth, standalone: false }));
  return html`<section class="figure" id="${figure}">
<h2>${number === null ? '' : `${number}. `}${title}</h2>
<figure><div class="wide">${wide}</div><div class="narrow">${narrow}</div>
<figcaption class="meta"><a href="figures/${figure}.svg">${figure}.svg</a>, <a href="${figure}.csv">${figure}.csv</a></figcaption></figure>
<p class="finding">${main?.sentence}</p>
<p><strong>Paper.</strong> ${told?.paper ?? 'Unknown.'}</p>
<p><strong>Why it differs.</strong> ${told?.whyDifferent ?? 'The study says nothing about it.'}</p>
<h3>Statistics</h3>
${statisticsTable(tables)}
<h3>Table</h3>
${tables.map((table) => rowsTable(figure, table))}
<h3>Notes and threats</h3>
${notesList([...notes, ...(told?.threats ?? [])])}
<h3>Rule and definitions</h3>
<p>${rule}</p>
<dl>${terms.map(([term, meaning]) => html`<dt>${term}</dt><dd>${meaning}</dd>\n`)}</dl>
${ruleList(tables)}
</section>\n`;
}

/**
 * The report as one HTML page that needs nothing else: figures and style are inside, there is no script, and its own
 * policy forbids the browser to load anything. Everything that is not a constant of this program is escaped.
 */
export function indexPage(study: Study, results: StudyResults): string {
  const shown = figureNames.filter((figure) => results.measurements[figure].length > 0);
  const used = listSnapshots(shown.flatMap((figure) => [...results.measurements[figure]]));
  const mark = simulatedMark(results.snapshots.length > 0 ? results.snapshots : used);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>${mark === null ? '' : `${mark}: `}${study.title}</title>
<style>${trustedMarkup(pageStyle)}</style>
</head>
<body>
<header>
${mark === null ? '' : html`<p class="mark" role="note">${mark}. Numbers from simulated snapshots say nothing about any registry.</p>\n`}<h1>${study.title}</h1>
<p class="lead">${study.description}</p>
<p class="meta">Generated ${results.generatedAt} by Hubscope ${results.hubscopeVersion}. All numbers: <a href="results.json">results.json</a></p>
</header>
<main>
<section id="summary"><h2>Paper and here</h2>
${shown.length === 0 ? html`<p>The study has measured nothing.</p>` : summaryTable(study, results)}</section>
<section id="snapshots"><h2>Snapshots</h2>
${snapshotTable(results.snapshots)}</section>
${shown.map((figure) => figureSection(figure, study, results))}<section id="reproduce"><h2>How to reproduce</h2>
<p>With Hubscope ${results.hubscopeVersion} and the snapshots above:</p>
<pre><code>${study.commands.join('\n')}</code></pre>
</section>
</main>
</body>
</html>
`;
  return page.text;
}
