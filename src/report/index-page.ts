import { listSnapshots, simulatedMark } from '../figures/caption.js';
import { formatNumber, formatSentence, formatVariant } from '../figures/format-number.js';
import { claimSection } from './claim-section.js';
import { listClaimEntries } from './claim-entries.js';
import { claimsOverview } from './claims-overview.js';
import { listFindings } from './findings.js';
import { html, trustedMarkup } from './html.js';
import type { Markup } from './html.js';
import { rowsTable, snapshotTable, statisticsTable, summaryTable } from './page-tables.js';
import { pageFigure, textList } from './page-figure.js';
import { pageStyle } from './page-style.js';
import { figureDrawing } from './render-figures.js';
import { reviewSection } from './review-section.js';
import { reportedFigures } from './reported/index.js';
import { figureNames } from './study-results.js';
import type { FigureName, Study, StudyResults } from './study-results.js';
import { listTables } from './tables.js';
import type { FigureTable } from './tables.js';

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

function figureSection(figure: FigureName, study: Study, results: StudyResults): Markup {
  const told = study.figures[figure];
  const { title, rule, terms, number } = reportedFigures[figure];
  const tables = listTables(figure, results.measurements);
  const findings = listFindings(figure, results.measurements);
  const main = findings.find((finding) => finding.measurable) ?? findings[0];
  const notes = tables.flatMap(({ measurement }) => (measurement.measurable ? measurement.notes : []));
  return html`<section class="figure" id="${figure}">
<h2>${number === null ? '' : `${number}. `}${title}</h2>
${pageFigure(figureDrawing(figure, results.measurements), html`<a href="figures/${figure}.svg">${figure}.svg</a>, <a href="${figure}.csv">${figure}.csv</a>`)}
<p class="finding">${main?.sentence}</p>
<p><strong>Paper.</strong> ${told?.paper ?? 'Unknown.'}</p>
<p><strong>Why it differs.</strong> ${told?.whyDifferent ?? 'The study says nothing about it.'}</p>
<h3>Statistics</h3>
${statisticsTable(tables)}
<h3>Table</h3>
${tables.map((table) => rowsTable(figure, table))}
<h3>Notes and threats</h3>
${textList([...notes, ...(told?.threats ?? [])], 'None recorded.')}
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
  const entries = listClaimEntries(results);
  const named = results.snapshots.length > 0 ? results.snapshots : used;
  const judged = entries.flatMap(({ verdict }) => verdict.snapshots).filter((one) => !named.some(({ registry, key }) => registry === one.registry && key === one.key));
  const mark = simulatedMark([...named, ...new Map(judged.map((one) => [`${one.registry} ${one.key}`, one])).values()]);
  const summary = shown.length === 0 && entries.length > 0 ? null : html`<section id="summary"><h2>Paper and here</h2>
${shown.length === 0 ? html`<p>The study has measured nothing.</p>` : summaryTable(study, results)}</section>\n`;
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
${claimsOverview(results)}${summary}<section id="snapshots"><h2>Snapshots</h2>
${snapshotTable(results.snapshots)}</section>
${entries.map((entry) => claimSection(entry, results.review))}${shown.map((figure) => figureSection(figure, study, results))}${
    results.review === undefined ? '' : reviewSection(results.review, new Set(entries.map(({ verdict }) => verdict.claim)))}<section id="reproduce"><h2>How to reproduce</h2>
<p>With Hubscope ${results.hubscopeVersion} and the snapshots above:</p>
<pre><code>${study.commands.join('\n')}</code></pre>
</section>
</main>
</body>
</html>
`;
  return page.text;
}
