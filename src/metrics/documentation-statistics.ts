import type { DocumentationRow, Statistic } from '../core/measurement.js';
import { mannWhitneyTest } from '../stats/mann-whitney.js';
import { standardisedDifference } from '../stats/standardised-difference.js';
import { welchTest } from '../stats/welch.js';
import { of } from './descendants-statistics.js';
import { adjustP } from './adjust-p.js';
import { clusteredStatistics, deltaStatistic, namedValues, noClusteredStatistics } from './delta-statistics.js';
import { sectionsOfKind } from './documentation-sections.js';
import { shareStatistics } from './share-statistics.js';

/** The study tests at 99 %. */
const paperLevel = 0.99;

/** Popularities by which no groups can be told apart, each with the reason. */
type Untold = ReadonlyMap<string, string>;

type Score = (row: DocumentationRow) => number | null;

function qualityOf(row: DocumentationRow): number | null {
  return row.quality;
}

/** The two halves of the quality, each in [0, 1]. */
const halves: readonly (readonly [name: string, score: Score])[] = [
  ['card score', (row) => (row.sections === null ? null : row.sections / sectionsOfKind('model').length)],
  ['metadata score', (row) => row.attributes / row.attributesPossible],
];

/** Welch's t as the study ran it (top greater than bottom, 99 %), Cohen's d, and p adjusted over the popularities. */
export function paperGroupStatistics(rows: readonly DocumentationRow[], untold: Untold): Statistic[] {
  return [...adjustP(perPopularity(rows, (popularity, members) => {
    const [top, bottom] = valuesOf(members, qualityOf);
    const test = welchTest(top, bottom, { alternative: 'greater', level: paperLevel });
    const n = top.length + bottom.length;
    return [
      of(standardisedDifference(top, bottom, { level: paperLevel }), `cohensD:${popularity}`, n, (one) => ({ value: one.d, low: one.dInterval.low, high: one.dInterval.high, level: paperLevel })),
      ...means(popularity, top, bottom),
      of(test, `meanDifference:${popularity}`, n, (one) => ({ value: one.difference, ...(one.interval.low === null ? {} : { low: one.interval.low, level: paperLevel }) })),
      of(test, `welchT:${popularity}`, n, (one) => ({ value: one.t })),
      of(test, `welchDf:${popularity}`, n, (one) => ({ value: one.df })),
      of(test, `p:${popularity}`, n, (one) => ({ value: one.p })),
    ];
  })), ...valuesUntold(untold, ['cohensD', 'meanDifference', 'welchT', 'p'])];
}

/**
 * Effect sizes that do not believe in normal scores, with intervals, and the rank test: of the quality (p adjusted over the
 * popularities), of its two halves (p adjusted over all of these), and per section the shares of both groups (p adjusted over the
 * sections of a popularity). Beside each Cliff's delta stands the one whose interval takes owners, not models, for independent.
 */
export function effectStatistics(rows: readonly DocumentationRow[], untold: Untold): Statistic[] {
  const quality = [
    ...adjustP(perPopularity(rows, (popularity, members) => compare(popularity, ...valuesOf(members, qualityOf)))),
    ...adjustP(perPopularity(rows, (popularity, members) => compareOwners(popularity, members, qualityOf))),
    ...valuesUntold(untold, ['cliffsDelta', 'hedgesG', 'mannWhitneyU', 'p']), ...[...untold].flatMap(([popularity, why]) => noClusteredStatistics(popularity, why)),
  ];
  // Without cards the quality is the metadata score.
  if (rows.every((row) => row.present === null)) return quality;
  const parts = adjustP(perPopularity(rows, (popularity, members) => halves.flatMap(([name, score]) => compare(`${popularity}:${name}`, ...valuesOf(members, score)))));
  const owners = adjustP(perPopularity(rows, (popularity, members) => halves.flatMap(([name, score]) => compareOwners(`${popularity}:${name}`, members, score))));
  const sections = perPopularity(rows, (popularity, members) => adjustP(sectionsOfKind('model').flatMap((section) => {
    const [top, bottom] = (['top', 'bottom'] as const).map((group) => countSection(members.filter((row) => row.group === group), section));
    return top === undefined || bottom === undefined ? [] : shareStatistics(`${popularity}:${section}`, ['Top', top], ['Bottom', bottom]);
  })));
  return [...quality, ...parts, ...owners, ...sections];
}

/** Of the models whose card can be judged in this section, those that have it. */
function countSection(rows: readonly DocumentationRow[], section: string): { numerator: number; denominator: number } {
  const judged = rows.filter((row) => row.present !== null && !row.unread.includes(section));
  return { numerator: judged.filter((row) => row.present?.includes(section) === true).length, denominator: judged.length };
}

function compare(name: string, top: Float64Array, bottom: Float64Array): Statistic[] {
  const test = mannWhitneyTest(top, bottom);
  const n = top.length + bottom.length;
  return [
    deltaStatistic(`cliffsDelta:${name}`, top, bottom),
    of(standardisedDifference(top, bottom), `hedgesG:${name}`, n, (one) => ({ value: one.g, low: one.gInterval.low, high: one.gInterval.high, level: one.gInterval.level })),
    ...means(name, top, bottom),
    of(test, `mannWhitneyU:${name}`, n, (one) => ({ value: one.u })),
    of(test, `p:${name}`, n, (one) => ({ value: one.p })),
  ];
}

function compareOwners(name: string, members: readonly DocumentationRow[], score: Score): Statistic[] {
  const [top, bottom] = (['top', 'bottom'] as const).map((group) => namedValues(members.filter((row) => row.group === group), (row) => row.name, score));
  return clusteredStatistics(name, top ?? [], bottom ?? []);
}

function valuesUntold(untold: Untold, names: readonly string[]): Statistic[] {
  return [...untold].flatMap(([popularity, why]) => names.map((name): Statistic => ({ name: `${name}:${popularity}`, value: null, n: 0, why })));
}

function means(name: string, top: Float64Array, bottom: Float64Array): Statistic[] {
  return [
    { name: `meanTop:${name}`, value: mean(top), n: top.length },
    { name: `meanBottom:${name}`, value: mean(bottom), n: bottom.length },
  ];
}

function mean(values: Float64Array): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The known scores of both groups. */
function valuesOf(rows: readonly DocumentationRow[], score: Score): [top: Float64Array, bottom: Float64Array] {
  function known(group: DocumentationRow['group']): Float64Array {
    return Float64Array.from(rows.flatMap((row) => (row.group === group ? [score(row)] : [])).filter((value) => value !== null));
  }
  return [known('top'), known('bottom')];
}

function perPopularity(rows: readonly DocumentationRow[], describe: (popularity: string, members: readonly DocumentationRow[]) => Statistic[]): Statistic[] {
  return [...new Set(rows.map((row) => row.popularity))].flatMap((popularity) => describe(popularity, rows.filter((row) => row.popularity === popularity)));
}
