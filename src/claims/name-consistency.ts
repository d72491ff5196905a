import type { AskedMeasurements, Claim, ClaimEvidence } from '../core/claim.js';
import { isReading, notMeasurableBy, readingOf, statisticOf, variantOf, type StatisticTest } from './read-measurements.js';
import { sayCount, sayInterval, sayShare } from './say-numbers.js';

/** From here on names mislead often enough to matter: one model in twenty in any aspect, one in a hundred in its architecture. */
const thresholds = { any: 0.05, architecture: 0.01 } as const;

function testsOf(statistic: string): readonly StatisticTest[] {
  const shared = { scale: 'share', unit: 'models', claimed: 'above' } as const;
  return [
    { ...shared, statistic, effect: 'share with a contradiction of the models whose name and record speak of the same', threshold: thresholds.any },
    { ...shared, statistic: `${statistic}:architecture`, effect: 'share with another architecture in the record of the models whose name states one', threshold: thresholds.architecture },
  ];
}

const tests = testsOf('shareContradicting');

/** Claim D3: names are inconsistent and can misstate the architecture. */
export const nameConsistencyClaim: Claim = {
  id: 'D3',
  slug: 'name-consistency',
  version: 1,
  sentence: 'Names of models are inconsistent, and can misstate the architecture.',
  standIn: 'That names contradict records stands for names that are inconsistent; how unlike names are made is told beside it and decides nothing.',
  kind: 'model',
  asks: [{ metric: 'name-consistency' }],
  threshold: 'Of the models whose name and record speak of the same, more than 5 % with a contradiction; of those whose name and record state an architecture, more than 1 % with another one in the record.',
  against: 'One of the two shares lies below its threshold, interval and all. Popular models, or other rules of what contradicts, that put it on the other side leave it undecided.',
  needs: [],
  threats: [
    'Contradictions are told only where the rules are sure: there may be more. One in ten of those told is none.',
    'A record can be wrong where the name is right.',
    'Names and tags that come from one template agree whatever the model is.',
    'That it can happen at all is shown by a single case; the thresholds ask whether it happens often.',
  ],
  weigh,
};

function weigh([names]: readonly AskedMeasurements[]): ClaimEvidence {
  const measured = variantOf(names, 'as recorded');
  if (!measured.measurable) return notMeasurableBy(measured);
  const main = readingOf('all models, contradictions as told', measured, tests);
  if (!isReading(main)) return { measurable: false, why: `of too few models name and record speak of the same: ${main.why}`, missing: ['tags', 'model_type', 'architectures'] };
  const [any, architecture] = main.tests;
  return {
    measurable: true,
    main,
    sensitivity: [
      readingOf('only the tenth with most downloads', variantOf(names, 'most downloaded'), tests),
      readingOf('without models whose name contains that of their base', variantOf(names, 'without names of bases'), tests),
      readingOf('only contradictions of certain readings', variantOf(names, 'certain readings only'), tests),
      readingOf('contradictions of unsure readings too', variantOf(names, 'unsure readings too'), tests),
      readingOf('of the models that could be decided', measured, testsOf('shareContradictingOfDecided')),
      readingOf('corrected for contradictions that are none (54 of 60 read were real)', measured, testsOf('shareContradictingCorrected')),
    ],
    finding: `Name and record contradict each other in ${sayShare(any?.estimate)} of the ${sayCount(any?.n)} models in which both speak of the same (95 % interval ${sayInterval(any, sayShare)}), and in the architecture in ${sayShare(architecture?.estimate)} of ${sayCount(architecture?.n)} (${sayInterval(architecture, sayShare)}); ${sayShare(statisticOf(measured, 'shareNamesThatSayNothingKnown')?.value)} of the names say nothing that the rules know, and two parts of a name stand in their usual order in ${sayShare(statisticOf(measured, 'sharePairsOfPartsInUsualOrder')?.value)} of the cases.`,
    notes: measured.notes,
  };
}
