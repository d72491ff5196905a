import { verdictWords, type Verdict, type VerdictWord } from '../core/claim.js';
import { formatEffect, formatEffectLimits, formatThreshold } from '../figures/format-effect.js';
import { formatCount, formatDay, formatNumber, formatSentence } from '../figures/format-number.js';
import { formatP } from '../figures/format-statistic.js';
import { svgText } from '../figures/serialise-svg.js';
import { verdictBadge } from '../figures/verdict-mark.js';
import { drawVerdictOverview } from '../figures/verdict-overview.js';
import { claimAnchor, listChanges, listClaimEntries, listRecords, type ClaimEntry } from './claim-entries.js';
import { html, trustedMarkup } from './html.js';
import type { Markup } from './html.js';
import { pageFigure } from './page-figure.js';
import { createSvgDocument } from './render-figures.js';
import type { StudyResults } from './study-results.js';

/** A verdict as mark and word. */
export function verdictMarkup(word: VerdictWord): Markup {
  return html`<span class="verdict">${trustedMarkup(svgText(verdictBadge(createSvgDocument(), word)))} <strong>${word}</strong></span>`;
}

/** The fields that a verdict lacks, as a sentence with a space before it; nothing where none is named. */
export function missingText({ missing }: Verdict): string {
  return missing.length === 0 ? '' : ` Missing: ${missing.join(', ')}.`;
}

function effectCell({ effect, verdict, ...rest }: Verdict): Markup {
  if (effect === null) return html`<div>none</div><div class="soft">${verdict === 'not measurable' ? `${formatSentence(rest.why ?? 'reason unknown')}${missingText({ effect, verdict, ...rest })}` : formatSentence(rest.why ?? '')}</div>`;
  return html`<div>${formatEffect(effect.scale, effect.estimate)} (${formatEffectLimits(effect)})</div><div class="soft">${effect.effect}; ${formatNumber(effect.level * 100)}\u00a0% interval</div>`;
}

function overviewRow({ verdict, sentence, anchor }: ClaimEntry): Markup {
  const { effect, snapshot } = verdict;
  return html`<tr><th scope="row"><a href="#${anchor}">${verdict.claim}</a></th><td data-label="Claim">${sentence}</td>
<td data-label="Verdict">${verdictMarkup(verdict.verdict)}</td><td data-label="Effect">${effectCell(verdict)}</td>
<td data-label="Claimed">${effect === null ? 'nothing to compare' : formatThreshold(effect)}</td>
<td data-label="n">${effect === null ? 'none' : html`${formatCount(effect.n)} <span class="soft">${effect.unit}</span>`}</td>
<td data-label="p (Holm)">${verdict.pHolm === null ? 'no test' : formatP(verdict.pHolm).replaceAll(' ', '\u00a0')}</td>
<td data-label="Snapshot">${snapshot === null ? 'none' : html`${snapshot.registry} ${formatDay(snapshot.takenAt)}${snapshot.simulated === null ? '' : html` <span class="warn">SIMULATED</span>`}`}</td></tr>\n`;
}

/** How many claims have each verdict: `1 holds, 1 fails, 10 not measurable`. */
function countsText(entries: readonly ClaimEntry[]): string {
  return verdictWords.flatMap((word) => {
    const count = entries.filter(({ verdict }) => verdict.verdict === word).length;
    return count === 0 ? [] : [`${count} ${word === 'holds' && count > 1 ? 'hold' : word === 'fails' && count > 1 ? 'fail' : word}`];
  }).join(', ');
}

function changesMarkup(results: StudyResults): Markup {
  const changes = listChanges(results);
  const earlier = (results.verdictHistory ?? []).some((record) => !(results.verdicts ?? []).some(({ claim, snapshot }) => claim === record.claim && snapshot?.takenAt === record.takenAt));
  if (!earlier) return html`<p>No verdict on an earlier snapshot is known.</p>`;
  if (changes.length === 0) return html`<p>No verdict is another one than on the snapshot before.</p>`;
  return html`<ul class="changes">
${changes.map(({ claim, from, to, ruleChanged }) => html`<li><a href="#${claimAnchor(claim)}">${claim}</a>: ${verdictMarkup(from.verdict)} on ${formatDay(from.takenAt)}, now ${verdictMarkup(to.verdict)} on ${formatDay(to.takenAt)}${
    ruleChanged ? html`. <span class="warn">The rule is another one too</span> (<code>${from.rule}</code>, <code>${to.rule}</code>), so it may not be the data` : ''}.</li>\n`)}</ul>`;
}

/** All claims of a study at a glance: verdicts with effects, the same on every snapshot, and what changed. Nothing where none was judged. */
export function claimsOverview(results: StudyResults): Markup | null {
  const entries = listClaimEntries(results);
  if (entries.length === 0) return null;
  const records = listRecords(results);
  const sentences = new Map(entries.map(({ verdict, sentence }) => [verdict.claim, sentence]));
  return html`<section id="claims"><h2>Claims of the literature</h2>
<p class="finding">${entries.length} ${entries.length === 1 ? 'claim' : 'claims'}: ${countsText(entries)}.</p>
<p>A claim holds where the interval of each of its effects lies beyond the threshold, and fails where one lies short of it. It is undecided where neither is so, or where another reasonable choice says otherwise. Shown is the effect that decides; p values are adjusted for all claims that were tested together.</p>
<div><table class="stack claims"><thead><tr><th scope="col">Claim</th><th scope="col">In words</th><th scope="col">Verdict</th><th scope="col">Effect and interval</th><th scope="col">Claimed</th><th scope="col">n</th><th scope="col">p (Holm)</th><th scope="col">Snapshot</th></tr></thead>
<tbody>
${entries.map(overviewRow)}</tbody></table></div>
<p class="meta"><a href="claims.csv">claims.csv</a></p>
<h3>Changes against the snapshot before</h3>
${changesMarkup(results)}
${pageFigure((options) => drawVerdictOverview(records, { ...options, sentences }), html`<a href="figures/claims-overview.svg">claims-overview.svg</a>`)}
</section>\n`;
}
