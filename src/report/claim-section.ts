import type { AbsentReading, EffectTest, JudgedReading } from '../core/claim.js';
import { citeWork, type Review, type ReviewedClaim } from '../core/review.js';
import { describeSnapshots } from '../figures/caption.js';
import { drawClaimReadings } from '../figures/claim-readings.js';
import { formatEffect, formatEffectLimits, formatThreshold } from '../figures/format-effect.js';
import { formatCount, formatNumber, formatSentence } from '../figures/format-number.js';
import { formatP } from '../figures/format-statistic.js';
import { describeStreak, drawVerdictHistory } from '../figures/verdict-history.js';
import type { ClaimEntry } from './claim-entries.js';
import { missingText, verdictMarkup } from './claims-overview.js';
import { html } from './html.js';
import type { Markup } from './html.js';
import { pageFigure, scrolling, textList } from './page-figure.js';

/** Who makes a claim and on what basis, in a sentence or two. */
export function sourceText(review: Review, claim: ReviewedClaim): string {
  const works = claim.works.map((key) => citeWork(review, key)).join('; ');
  const number = claim.number === null ? '' : ` The review counts it as ${claim.number}.`;
  const quantified = claim.quantified ? '' : ' It had no large-scale quantification.';
  return `${works}, on the basis of ${claim.basis.join(', ')}.${number}${quantified}`;
}

function readingRows(reading: JudgedReading, name: string, alone: Markup | string): readonly Markup[] {
  return reading.tests.map((test: EffectTest) => html`<tr><td class="prose">${name}</td><td class="prose">${test.effect}</td><td class="number">${formatEffect(test.scale, test.estimate)}</td>
<td class="number">${formatEffectLimits(test)} (${formatNumber(test.level * 100)}\u00a0%)</td><td>${formatThreshold(test)}</td><td class="number">${formatCount(test.n)} ${test.unit}</td>
<td class="number">${test.p === null ? 'no test' : formatP(test.p)}</td><td>${alone}</td><td><code>${test.rule}</code></td></tr>\n`);
}

function readingsTable({ verdict }: ClaimEntry): Markup | null {
  if (verdict.main === null) return null;
  const rows = [
    ...readingRows(verdict.main, `Main reading: ${verdict.main.choice}`, verdictMarkup(verdict.main.verdict)),
    ...verdict.sensitivity.flatMap((reading: JudgedReading | AbsentReading) => ('tests' in reading
      ? readingRows(reading, reading.choice, html`${verdictMarkup(reading.verdict)}${reading.flips ? html` <span class="warn">flips</span>` : ''}`)
      : [html`<tr><td class="prose">${reading.choice}</td><td class="prose" colspan="8">Not possible on these data. ${formatSentence(reading.why)}</td></tr>\n`])),
  ];
  return scrolling(`Readings of ${verdict.claim}`, html`<table><thead><tr><th scope="col">Reading</th><th scope="col">Effect</th><th scope="col" class="number">Estimate</th><th scope="col" class="number">Interval</th><th scope="col">Claimed</th>
<th scope="col" class="number">n</th><th scope="col" class="number">p</th><th scope="col">Alone</th><th scope="col">Rule</th></tr></thead>
<tbody>
${rows}</tbody></table>`);
}

function testsText({ verdict }: ClaimEntry): string {
  const tests = [...new Set((verdict.main?.tests ?? []).flatMap(({ test }) => (test === null ? [] : [test])))];
  if (verdict.pHolm === null) return tests.length === 0 ? '' : `Tested: ${tests.join('; ')}.`;
  return `Tested: ${tests.join('; ')}. p ${verdict.pHolm < 0.001 ? '' : '= '}${formatP(verdict.pHolm)} by Holm over the ${formatCount(verdict.family)} claims.`;
}

function rulesMarkup({ verdict, declared }: ClaimEntry): Markup {
  const rules = [...new Set([verdict.main, ...verdict.sensitivity].flatMap((reading) => (reading !== null && 'tests' in reading ? reading.tests.map((test) => test.rule) : [])))];
  return html`<dl><dt>Claim</dt><dd><code>${verdict.rule}</code></dd>
<dt>Measured by</dt><dd>${rules.length === 0 ? 'nothing' : rules.map((rule, index) => html`${index === 0 ? '' : ', '}<code>${rule}</code>`)}</dd>
<dt>Needs</dt><dd>${declared === null ? 'not declared' : declared.needs.join(', ') || 'nothing but the listing'}</dd>
<dt>Snapshots</dt><dd>${describeSnapshots(verdict.snapshots)}</dd></dl>`;
}

/** The section of one claim: what is said and by whom, the verdict and why, the readings, the history, and what threatens it. */
export function claimSection(entry: ClaimEntry, review: Review | undefined): Markup {
  const { verdict, declared, reviewed, records, sentence, anchor } = entry;
  // The sentence of a verdict mostly says why already.
  const why = verdict.why === null || verdict.sentence.includes(verdict.why) ? '' : formatSentence(verdict.why);
  const reason = `${why}${missingText(verdict)}`.trim();
  return html`<section class="figure" id="${anchor}">
<h2>${verdict.claim}. ${sentence}</h2>
<p class="finding">${verdictMarkup(verdict.verdict)}: ${verdict.sentence}</p>
${reason === '' ? '' : html`<p><strong>Why.</strong> ${reason}</p>\n`}${review === undefined || reviewed === null ? '' : html`<p><strong>Who says so.</strong> ${sourceText(review, reviewed)} As the literature has it: ${reviewed.statement}</p>\n`}<p><strong>Stand-in.</strong> ${declared === null ? 'Not declared.' : declared.standIn === null ? 'None: the claim itself is measured.' : formatSentence(declared.standIn)}</p>
<p><strong>Threshold.</strong> ${declared === null ? 'Not declared.' : formatSentence(declared.threshold)} ${testsText(entry)}</p>
<p><strong>What would count against it.</strong> ${declared === null ? 'Not declared.' : formatSentence(declared.against)}</p>
${verdict.main === null ? '' : html`<h3>Readings</h3>
${pageFigure((options) => drawClaimReadings(verdict, options), html`<a href="figures/${anchor}-readings.svg">${anchor}-readings.svg</a>`)}
${readingsTable(entry)}
`}<h3>History</h3>
${records.length === 0 ? html`<p>No snapshot was judged.</p>` : records.length === 1 ? html`<p>${describeStreak(records)}</p>`
    : pageFigure((options) => drawVerdictHistory(verdict.claim, records, options), html`<a href="figures/${anchor}-history.svg">${anchor}-history.svg</a>`)}
<h3>Threats to validity</h3>
${textList([...(declared?.threats ?? []), ...verdict.notes], 'None recorded.')}
<h3>Rules and snapshots</h3>
${rulesMarkup(entry)}
</section>\n`;
}
