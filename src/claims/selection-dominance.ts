import type { AskedMeasurements, Claim, ClaimEvidence } from '../core/claim.js';
import type { Measured } from '../core/measurement.js';
import { isReading, notMeasurableBy, readingOf, statisticOf, variantOf, type StatisticTest } from './read-measurements.js';

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
  threshold: 'General dominance of popularity exceeds that of maintenance, and that of quality, by more than 0.05 of the variance of ln(1 + direct descendants).',
  against: 'An interval of that difference that lies wholly below 0.05.',
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
  if (!isReading(main)) return { measurable: false, why: main.why, missing: [] };
  const beside = [turnoverOf(turnover), spearmanOf(descendants)];
  return {
    measurable: true,
    main,
    sensitivity: choices.map(([variant, choice]) => readingOf(choice, variantOf(asked, variant), [difference])),
    finding: [findingOf(measured), ...beside.flatMap((one) => ('says' in one ? [one.says] : []))].join(' '),
    notes: [...measured.notes, ...beside.flatMap((one) => ('lacks' in one ? [one.lacks] : []))],
  };
}

function percent(value: number | null | undefined): string {
  return value === null || value === undefined ? 'an unknown share' : `${(100 * value).toFixed(1)} %`;
}

function findingOf(measured: Measured<unknown>): string {
  const [popularity, maintenance, quality] = ['popularity', 'maintenance', 'quality'].map((group) => statisticOf(measured, `generalDominance:${group}`));
  const found = statisticOf(measured, difference.statistic);
  return `Of the variance of direct descendants of ${found?.n ?? 0} models popularity explains ${percent(popularity?.value)}, maintenance ${percent(maintenance?.value)} and quality ${percent(quality?.value)}; `
    + `popularity is ahead by ${points(found?.value)} (${points(found?.low)} to ${points(found?.high)}).`;
}

function points(value: number | null | undefined): string {
  return value === null || value === undefined ? 'an unknown number of points' : `${(100 * value).toFixed(1)} points`;
}

type Beside = { readonly says: string } | { readonly lacks: string };

/** The row of the last step: its share that stayed. */
function turnoverOf(asked: AskedMeasurements | undefined): Beside {
  const measured = asked?.measurements.find((one) => one.variant === 'renames resolved');
  if (measured?.measurable !== true) return { lacks: `Turnover of the top stands not beside it: ${measured?.why ?? 'it was not measured'}.` };
  const last = measured.rows.at(-1) as { readonly shareRemained?: number | null; readonly months?: number | null } | undefined;
  const monthly = statisticOf(measured, 'monthlyTurnover');
  if (last?.shareRemained === undefined || last.shareRemained === null || monthly?.value === null || monthly?.value === undefined) {
    return { lacks: `Turnover of the top stands not beside it: ${monthly?.why ?? 'there is no step between snapshots'}.` };
  }
  return { says: `Beside it: of the top of the snapshot before ${percent(last.shareRemained)} stayed over ${(last.months ?? 0).toFixed(1)} months, and in a month ${percent(monthly.value)} of the top leave.` };
}

function spearmanOf(asked: AskedMeasurements | undefined): Beside {
  const measured = asked?.measurements.find((one) => one.variant === 'own downloads');
  if (measured?.measurable !== true) return { lacks: `Descendants against downloads stand not beside it: ${measured?.why ?? 'it was not measured'}.` };
  const found = statisticOf(measured, 'spearman:all rows');
  if (found?.value === null || found?.value === undefined) return { lacks: `Descendants against downloads stand not beside it: ${found?.why ?? 'no correlation was computed'}.` };
  const interval = found.low === undefined || found.high === undefined ? '' : ` (${found.low.toFixed(2)} to ${found.high.toFixed(2)})`;
  return { says: `Among the ${found.n ?? 0} bases with a descendant, Spearman's rho of descendants and downloads is ${found.value.toFixed(2)}${interval}.` };
}
