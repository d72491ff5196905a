import { tokenRule } from '../cards/second-reader/cost-estimate.js';
import type { SecondReading } from '../app/second-reader.js';
import type { ReadingPlan } from '../app/second-reader-plan.js';
import type { Agreement } from '../cards/second-reader/agreement.js';
import type { CommandContext } from './command-context.js';
import { formatCount, formatMany } from './format.js';
import { renderTable } from './table.js';
import { cutTo, visible } from './terminal-text.js';

/** Unread cards, and disagreements on each section, that are shown; `--json` has all. */
const unreadAtMost = 20;
const perSectionAtMost = 5;

/** What a reading will take, as lines for people. `of`: cards that could have been chosen; `simulated`: seed of their world. */
export function estimateText({ model, estimate, prices }: ReadingPlan, of: number, simulated: string | null): string {
  const { cards, withoutCard, cached, toAsk, tokensIn, tokensOut, cost } = estimate;
  const left = [
    ...(withoutCard === 0 ? [] : [`${formatCount(withoutCard)} without card`]),
    ...(cached === 0 ? [] : [`${formatCount(cached)} answered already`]),
  ];
  const money = cost === null || prices === null ? '' : `; about ${cost.toFixed(2)} at ${prices.in} and ${prices.out} per million`;
  return [
    `${formatMany(cards, 'card')}${of > cards ? ` of ${formatCount(of)}` : ''}${left.length === 0 ? '' : ` (${left.join(', ')})`}: ${formatMany(toAsk, 'question')} to ${model}`,
    `about ${formatCount(tokensIn)} tokens in, ${formatCount(tokensOut)} out${money}`,
    `(estimated: ${tokenRule})`,
    ...simulatedLines(simulated),
  ].join('\n');
}

/** A reading and the agreement with the rules, for people. */
export function readingText(reading: SecondReading, simulated: string | null, context: CommandContext): string {
  const { cards, usage, agreement } = reading;
  function count(status: string): number {
    return cards.filter((one) => one.status === status).length;
  }
  const fromCache = cards.filter((one) => one.status === 'read' && one.from === 'cache').length;
  const spent = usage.cost === null ? '' : `, ${usage.cost.toFixed(2)} at the given prices`;
  const lines = [
    `${formatMany(count('read'), 'card')} read by ${visible(reading.model)} (${formatCount(fromCache)} from kept answers), ${formatCount(count('not read'))} not read, ${formatCount(count('no card'))} without card`,
    `${formatMany(usage.requests, 'request')}, ${formatMany(usage.retries, 'repetition')}, ${formatCount(usage.tokensIn)} tokens in, ${formatCount(usage.tokensOut)} out as the endpoint counted${usage.uncounted === 0 ? '' : ` (not those of ${formatMany(usage.uncounted, 'answer')})`}${spent}`,
    `question ${reading.question}, rules ${reading.rules}`,
  ];
  lines.push(...simulatedLines(simulated));
  if (reading.stopped !== null) lines.push(`stopped: ${visible(reading.stopped)}`);
  if (count('read') > 0) {
    lines.push('', 'Cards in which both find it, only the rules, only the model, neither; left out: one says neither yes nor no.');
    lines.push('', agreementTable('section', agreement.sections, context));
    const compared = agreement.attributes.filter(({ counts }) => counts.both + counts.onlyRules + counts.onlyModel + counts.neither > 0);
    lines.push('', agreementTable('attribute', compared, context));
    lines.push('', ...disagreementLines(agreement.sections, context));
  }
  const unread = cards.flatMap((one) => (one.status === 'not read' ? [[one.card, one.why]] : []));
  if (unread.length > 0) {
    lines.push('', renderTable([{ title: 'not read' }, { title: 'why', flexible: true }], unread.slice(0, unreadAtMost), context.width, context.bold));
    if (unread.length > unreadAtMost) lines.push(`(${formatCount(unreadAtMost)} of ${formatCount(unread.length)}; --json has all)`);
  }
  return lines.join('\n');
}

function simulatedLines(simulated: string | null): string[] {
  return simulated === null ? [] : [`The cards are simulated (seed ${simulated}): agreement on them says nothing of real ones.`];
}

function agreementTable(what: string, agreements: readonly Agreement[], { width, bold }: CommandContext): string {
  const columns = [
    { title: what }, { title: 'both', align: 'right' }, { title: 'rules', align: 'right' }, { title: 'model', align: 'right' }, { title: 'neither', align: 'right' },
    { title: 'out', align: 'right' }, { title: 'agree', align: 'right' }, { title: 'kappa', align: 'right' }, { title: '95 %', flexible: true },
  ] as const;
  const rows = agreements.map(({ question, counts, notCompared, observed, kappa }) => [
    question, ...[counts.both, counts.onlyRules, counts.onlyModel, counts.neither].map(formatCount),
    formatCount(notCompared.rulesUndecided + notCompared.modelUnsupported + notCompared.modelSawPart),
    observed.computable ? `${(100 * observed.value.share).toFixed(1)} %` : 'none',
    kappa.computable ? kappa.value.kappa.toFixed(2) : 'none',
    !kappa.computable ? `not computable: ${kappa.detail}` : kappa.value.interval === null ? 'no spread to go by' : `${kappa.value.interval.low.toFixed(2)} … ${kappa.value.interval.high.toFixed(2)}`,
  ]);
  return renderTable(columns, rows, width, bold);
}

function disagreementLines(agreements: readonly Agreement[], { width, bold }: CommandContext): string[] {
  const all = agreements.reduce((total, { disagreements }) => total + disagreements.length, 0);
  const rows = agreements.flatMap(({ question, disagreements }) => disagreements.slice(0, perSectionAtMost).map((one) => [
    one.card, question, `${one.rules ? 'yes' : 'no'}: ${one.rulesEvidence}`, one.model ? `yes: ${cutTo(visible(one.modelEvidence), 120)}` : 'no',
  ]));
  if (all === 0) return ['No disagreement on a section.'];
  const columns = [{ title: 'card', flexible: true }, { title: 'section' }, { title: 'rules', flexible: true }, { title: 'model', flexible: true }];
  const more = all > rows.length ? [`(${formatCount(rows.length)} of ${formatCount(all)} disagreements; --json has all)`] : [];
  return [renderTable(columns, rows, width, bold), ...more];
}
