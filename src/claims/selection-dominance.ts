import type { AskedMeasurements, Claim, ClaimEvidence } from '../core/claim.js';
import type { Measured, SnapshotReference, TurnoverRow } from '../core/measurement.js';
import { formatDay } from '../core/number-words.js';
import type { SelectionDominanceRow } from '../core/rows/selection-dominance.js';
import { isReading, notMeasurableBy, readingOf, statisticOf, tooLittle, variantOf, type StatisticTest } from './read-measurements.js';
import { sayCount, sayInterval, sayNumber, sayPoints, sayShare } from './say-numbers.js';

const difference: StatisticTest = {
  statistic: 'dominanceDifference', effect: 'share of the variance of direct descendants that popularity explains, less that of the stronger of maintenance and quality',
  scale: 'difference of R²', unit: 'models', threshold: 0.05, claimed: 'above',
  p: { statistic: 'p:dominanceDifference', test: 't test of no difference, by leaving out groups of owners' },
};

const choices = [
  ['downloads only', 'downloads alone as popularity'], ['likes only', 'likes alone as popularity'], ['models with a descendant', 'only models that have a descendant'],
  ['without copies', 'quantized copies and adapters not counted'], ['age held constant', 'age of models held constant'], ['without generated cards', 'without models whose card a program wrote'],
] as const;

/** Claim S2 of the review. */
export const selectionDominanceClaim: Claim = {
  id: 'S2',
  slug: 'selection-dominance',
  version: 1,
  sentence: 'Popularity matters more for which models are selected than maintenance and quality do.',
  standIn: 'Direct descendants stand in for selection; recency of the last change and time of upkeep for maintenance; documentation, licence and reported evaluation for quality.',
  kind: 'model',
  asks: [{ metric: 'selection-dominance' }, { metric: 'top-turnover' }, { metric: 'direct-descendants' }],
  threshold: 'The share of the variance of ln(1 + direct descendants) that popularity explains (general dominance: on average over all orders of the three) lies more than 5 points above that of maintenance, and above that of quality.',
  against: 'Popularity is not ahead of the stronger of maintenance and quality by more than 5 points.',
  needs: ['modified_at', 'base_models', 'downloads'],
  threats: [
    'Being built upon brings downloads and likes: popularity is in part a consequence of selection.',
    'Popularity is measured well, maintenance and quality by stand-ins: what is measured worse explains less.',
    'Descendants are those that declare their parent.',
  ],
  weigh,
};

function weigh([asked, turnover, descendants]: readonly AskedMeasurements[]): ClaimEvidence {
  const measured = variantOf(asked, 'descendants');
  if (!measured.measurable) return notMeasurableBy(measured);
  const main = readingOf('downloads and likes as popularity, all listed models', measured, [difference]);
  if (!isReading(main)) return tooLittle('downloads, modified_at and base_models', main.why);
  const [row] = measured.rows as readonly SelectionDominanceRow[];
  const beside = [turnoverOf(turnover, measured.snapshots.at(-1)), spearmanOf(descendants, row?.selected)];
  return {
    measurable: true,
    main,
    sensitivity: choices.map(([variant, choice]) => readingOf(choice, variantOf(asked, variant), [difference])),
    finding: [findingOf(measured), ...beside.flatMap((one) => ('says' in one ? [one.says] : []))].join(' '),
    notes: [...measured.notes, ...beside.flatMap((one) => ('lacks' in one ? [one.lacks] : []))],
  };
}

function findingOf(measured: Measured<unknown>): string {
  const [popularity, maintenance, quality] = ['popularity', 'maintenance', 'quality'].map((group) => statisticOf(measured, `generalDominance:${group}`));
  const found = statisticOf(measured, difference.statistic);
  return `Of the variance of direct descendants of ${sayCount(found?.n)} models popularity explains ${sayShare(popularity?.value)}, maintenance ${sayShare(maintenance?.value)} and quality ${sayShare(quality?.value)}; `
    + `popularity is ahead by ${sayPoints(found?.value)} points (95 % interval ${sayInterval(found, sayPoints)}).`;
}

type Beside = { readonly says: string } | { readonly lacks: string };

/** The last step between two tops, with its dates; and which lists these are, where the judged one is none of them. */
function turnoverOf(asked: AskedMeasurements | undefined, judged: SnapshotReference | undefined): Beside {
  const measured = asked?.measurements.find((one) => one.variant === 'renames resolved');
  if (measured?.measurable !== true) return { lacks: `Turnover of the top stands not beside it: ${measured?.why ?? 'it was not measured'}.` };
  const [before, last] = (measured.rows as readonly TurnoverRow[]).slice(-2);
  const monthly = statisticOf(measured, 'monthlyTurnover');
  if (before === undefined || last === undefined || last.shareRemained === null || monthly?.value === null || monthly?.value === undefined) {
    return { lacks: `Turnover of the top stands not beside it: ${monthly?.why ?? 'there is no step between snapshots'}.` };
  }
  const lists = last.snapshotKey === judged?.key ? '' : ` (${listsOf(measured.snapshots)}, not the list judged here)`;
  return {
    says: `Beside it, of the top ${sayCount(before.size)} of ${formatDay(before.takenAt)} ${sayShare(last.shareRemained)} were in that of ${formatDay(last.takenAt)}, ${sayNumber(last.months, 1)} months later${lists}; `
      + `over all steps ${sayShare(monthly.value)} of the top leave in a month.`,
  };
}

function listsOf(snapshots: readonly SnapshotReference[]): string {
  return snapshots.every((one) => one.complete) ? 'whole lists of the registry' : 'other lists of the registry';
}

/** The correlation is of all bases with downloads, the shares of variance only of models still listed: where these differ, both counts. */
function spearmanOf(asked: AskedMeasurements | undefined, selected: number | undefined): Beside {
  const measured = asked?.measurements.find((one) => one.variant === 'own downloads');
  if (measured?.measurable !== true) return { lacks: `Descendants against downloads stand not beside it: ${measured?.why ?? 'it was not measured'}.` };
  const found = statisticOf(measured, 'spearman:all rows');
  if (found?.value === null || found?.value === undefined) return { lacks: `Descendants against downloads stand not beside it: ${found?.why ?? 'no correlation was computed'}.` };
  const interval = found.low === undefined || found.high === undefined ? '' : ` (${sayInterval(found, sayNumber)})`;
  const counts = selected === undefined || selected === found.n ? '' : ` (the shares of variance count only those still listed, ${sayCount(selected)})`;
  return { says: `Among the ${sayCount(found.n)} bases with a descendant and known downloads${counts}, Spearman's rho of descendants and downloads is ${sayNumber(found.value)}${interval}.` };
}
