import { citeWork, type Review } from '../core/review.js';
import { drawReviewFlow } from '../figures/review-flow.js';
import { claimAnchor } from './claim-entries.js';
import { html } from './html.js';
import type { Insertion, Markup } from './html.js';
import { pageFigure, textList } from './page-figure.js';

/** A table that becomes a list of labelled cells on a telephone. */
function stacked(name: string, head: readonly string[], rows: readonly (readonly Insertion[])[]): Markup {
  return html`<div><table class="stack ${name}"><thead><tr>${head.map((word) => html`<th scope="col">${word}</th>`)}</tr></thead>
<tbody>
${rows.map(([first, ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map((cell, index) => html`<td data-label="${head[index + 1] ?? ''}">${cell}</td>`)}</tr>\n`)}</tbody></table></div>`;
}

function packageMetrics(review: Review): Markup {
  return stacked('quarters', ['Metric', 'What it characterises', 'Registries', 'Works'], review.metrics.map(({ name, what, registries, works }) => [
    name, what, registries.join(', '), cite(review, works),
  ]));
}

function cite(review: Review, works: readonly string[]): Insertion {
  return works.map((key, index) => html`${index === 0 ? '' : '; '}<a href="#work-${key}">${citeWork(review, key)}</a>`);
}

function categories(review: Review): Markup {
  return stacked('quarters', ['Category', 'Definition', 'Example', 'Statements'], review.categories.map(({ name, definition, examples, count, consolidated }) => [
    name, definition,
    examples.length === 0 ? 'none' : examples.map(({ work, says }) => html`<div>${says} <span class="soft">(${cite(review, [work])})</span></div>`),
    `${count}, ${consolidated ? 'consolidated' : 'set aside'}`,
  ]));
}

function claimLink(id: string, judged: ReadonlySet<string>): Insertion {
  return judged.has(id) ? html`<a href="#${claimAnchor(id)}">${id}</a>` : id;
}

function consolidated(review: Review, judged: ReadonlySet<string>): Markup {
  const rows = review.themes.flatMap((theme) => review.claims.filter((claim) => claim.theme === theme.key).map(({ id, statement, basis, works, number, quantified, added }) => [
    claimLink(id, judged),
    html`${statement}<div class="soft">${theme.name}${number === null ? '' : `; ${number} of the paper`}${added === null ? '' : `; added ${added}`}</div>`,
    html`${basis.join(', ')}${quantified ? '' : html`<div class="soft">no large-scale quantification</div>`}`,
    cite(review, works),
  ]));
  return stacked('quarters consolidated', ['Claim', 'Statement and theme', 'Basis', 'Works'], rows);
}

function expectations(review: Review, judged: ReadonlySet<string>): Markup {
  return stacked('quarters', ['Claim', 'Metric', 'What to see if it is true', 'The like of it for packages'], review.expectations.map(({ claim, metric, expected, analogue }) => {
    const number = review.claims.find((one) => one.id === claim)?.number ?? null;
    return [html`${claimLink(claim, judged)}${number === null ? '' : ` (${number})`}`, metric, expected, analogue === null ? 'none named' : html`${analogue.metric} <span class="soft">(${cite(review, analogue.works)})</span>`];
  }));
}

/** Works in the order of their citation, so that one is found by its name. */
function workList(review: Review): Markup {
  const cited = review.works.map((work) => ({ work, name: citeWork(review, work.key) }));
  // By code units and not by a locale's order: the same page on every machine.
  cited.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return html`<ul class="works">
${cited.map(({ work, name }) => html`<li id="work-${work.key}"><strong>${name}</strong>. ${work.title}${/[?.!]$/.test(work.title) ? '' : '.'} ${work.venue === null ? html`<span class="soft">Place of publication not given.</span>` : `${work.venue}.`}${work.added === null ? '' : ` Added ${work.added}.`}</li>\n`)}</ul>`;
}

/** The review that the claims come from: its flow, its four tables, its criteria, and where the paper contradicts itself. */
export function reviewSection(review: Review, judged: ReadonlySet<string>): Markup {
  return html`<section class="figure" id="review"><h2>The review behind the claims</h2>
<p>${review.title}: ${cite(review, [review.paper])}. All texts are in our words.</p>
${pageFigure((options) => drawReviewFlow(review, options), html`<a href="figures/review-flow.svg">review-flow.svg</a>`)}
<h3>What was taken in</h3>
${textList(review.criteria.include, 'No criterion.')}
<h3>What was left out</h3>
${textList(review.criteria.exclude, 'No criterion.')}
<h3>Table 1. Metrics of package registries</h3>
${packageMetrics(review)}
<h3>Table 2. Categories of claims</h3>
${categories(review)}
<h3>Table 3. Consolidated claims</h3>
${consolidated(review, judged)}
<h3>Table 4. What is measured, and what to expect</h3>
${expectations(review, judged)}
<h3>Where the paper contradicts itself or leaves something open</h3>
<dl>${review.remarks.map(({ about, says }) => html`<dt>${about}</dt><dd>${says}</dd>\n`)}</dl>
<h3>Works</h3>
${workList(review)}
</section>\n`;
}
