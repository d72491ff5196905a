import type { AbsentReading, AskedMeasurements, Claim, ClaimEvidence, Reading } from '../core/claim.js';
import type { Measured } from '../core/measurement.js';
import { isReading, notMeasurableBy, readingOf, statisticOf, variantOf, type StatisticTest } from './read-measurements.js';
import { sayCount, sayInterval, sayShare } from './say-numbers.js';

/** Documentation that states fewer than half of what it is expected to is called poor. */
const threshold = 0.5;

/** Of fewer of the study's thirteen attributes no mean speaks for them: what records state is what registries fill in by themselves. */
const fewest = 7;

function meanOf(properties: string, population: string, effect: string): StatisticTest {
  return { statistic: `meanShare:${properties}:${population}`, effect, scale: 'mean share', unit: 'models', threshold, claimed: 'below' };
}

const studied = 'attributes of the study that a model states, mean share';

/** Claim D1: models are under-documented. */
export const documentationCompletenessClaim: Claim = {
  id: 'D1',
  slug: 'documentation-completeness',
  version: 1,
  sentence: 'Models do not document most of the properties that their users need.',
  standIn: null,
  kind: 'model',
  asks: [{ metric: 'documentation-completeness' }],
  threshold: 'Mean share of the study\'s attributes (without the author) that a model states, in its record or its card, below 50 %.',
  against: 'A mean share whose interval lies above 50 %. Another set of properties, or other models, that put it on the other side leave it undecided.',
  // Any attribute makes it measurable; which of them the records must state is not said.
  needs: [],
  threats: [
    'Where cards were not collected only what records state is counted, and the attributes that only cards state are not there to be missed: the mean is too high. Of fewer than seven attributes it is not measurable.',
    'All attributes weigh the same, though users need some more than others.',
    'An attribute that does not apply (a data set of a merged model) counts as not stated.',
    'What rules do not find in a card counts as not stated.',
  ],
  weigh,
};

function weigh([completeness]: readonly AskedMeasurements[]): ClaimEvidence {
  const measured = variantOf(completeness, 'as stated');
  if (!measured.measurable) return notMeasurableBy(measured);
  const main = readingOf('all models, anywhere', measured, [meanOf('attributes', 'all', studied)]);
  if (!isReading(main)) return { measurable: false, why: 'neither records nor cards tell an attribute of the study of any model', missing: ['card', 'tags', 'licences', 'datasets'] };
  const [effect] = main.tests;
  const told = statisticOf(measured, 'propertiesTold:attributes:all')?.value ?? 0;
  if (told < fewest) {
    return {
      measurable: false, missing: ['card'],
      why: `of the study's thirteen attributes these data can tell ${told}, expected at least ${fewest}; a model states ${sayShare(effect?.estimate)} of those on average, which is not the claim`,
    };
  }
  const few = statisticOf(measured, 'propertiesStatedByFewerThanHalf');
  const top = statisticOf(measured, 'meanShare:attributes:top')?.value;
  return {
    measurable: true,
    main,
    sensitivity: [
      readingOf('only the most popular models', measured, [meanOf('attributes', 'top', studied)]),
      ofCards('only models that have a card', measured, meanOf('attributes', 'with a card', studied)),
      readingOf('what records state alone, of the attributes that they can state', measured, [meanOf('attributes in the record', 'all', `${studied}, in the record`)]),
      ofCards('what cards state alone, of the attributes that they can state', measured, meanOf('attributes in the card', 'all', `${studied}, in the card`)),
      readingOf('the author counts as an attribute', measured, [meanOf('attributes with the author', 'all', `${studied}, with the author`)]),
      readingOf('all attributes that can be read, not the study\'s alone', measured, [meanOf('all attributes', 'all', 'all attributes that a model states, mean share')]),
      ofCards('the sections of the card instead of attributes', measured, meanOf('sections', 'all', 'sections that a card has, mean share')),
    ],
    finding: `On average a model states ${sayShare(effect?.estimate)} of the ${told} attributes that can be told (95 % stability interval ${sayInterval(effect, sayShare)}, ${sayCount(effect?.n)} models)${top === null || top === undefined ? '' : `, one of the most popular ${sayShare(top)}`}; ${few?.value ?? 0} of ${few?.n ?? 0} properties are stated by fewer than half of the models.`,
    notes: measured.notes,
  };
}

/** A reading of cards; where its mean is not there at all, no card was read. */
function ofCards(choice: string, measured: Measured<unknown>, test: StatisticTest): Reading | AbsentReading {
  return statisticOf(measured, test.statistic) === undefined ? { choice, why: 'no card of the models was read' } : readingOf(choice, measured, [test]);
}
