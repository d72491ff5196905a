import type { CompletenessPopulation, CompletenessRow, Statistic } from '../core/measurement.js';
import { adjustP } from './adjust-p.js';
import { shareStatistics } from './share-statistics.js';

interface Counted {
  readonly numerator: number;
  readonly denominator: number;
}

function countOf(rows: readonly CompletenessRow[], population: CompletenessPopulation, { property, kind }: CompletenessRow): Counted | null {
  const row = rows.find((one) => one.population === population && one.property === property && one.kind === kind && one.source === 'anywhere');
  return row === undefined || row.numerator === null || row.denominator === null ? null : { numerator: row.numerator, denominator: row.denominator };
}

/** Statements made of statements that could be, over all packages and properties of a kind. */
function sharesStated(rows: readonly CompletenessRow[], population: CompletenessPopulation): Statistic[] {
  return (['attribute', 'section'] as const).flatMap((kind): Statistic[] => {
    const counted = rows.filter((row) => row.population === population && row.kind === kind && row.source === 'anywhere' && (row.denominator ?? 0) > 0);
    const possible = counted.reduce((sum, row) => sum + (row.denominator ?? 0), 0);
    return possible === 0 ? [] : [{ name: `shareStated:${kind}s:${population}`, value: counted.reduce((sum, row) => sum + (row.numerator ?? 0), 0) / possible, n: counted.length }];
  });
}

/**
 * What the claim of under-documentation is about: how many of the properties fewer than half of the packages state, and what share of
 * all possible statements is made; then each property among the top against the other packages, with p adjusted over the properties. Sections
 * bear their kind in the name: an attribute can have the same one.
 */
export function completenessStatistics(rows: readonly CompletenessRow[]): Statistic[] {
  const everywhere = rows.filter((row) => row.population === 'all' && row.source === 'anywhere' && row.share !== null);
  const under = everywhere.filter((row) => (row.share ?? 1) < 0.5).length;
  const comparisons = everywhere.flatMap((row) => {
    const all = countOf(rows, 'all', row);
    const top = countOf(rows, 'top', row);
    if (all === null || top === null) return [];
    const others = { numerator: all.numerator - top.numerator, denominator: all.denominator - top.denominator };
    return others.denominator === 0 || top.denominator === 0 ? [] : shareStatistics(row.kind === 'section' ? `section ${row.property}` : row.property, ['Top', top], ['Others', others]);
  });
  return [
    { name: 'propertiesStatedByFewerThanHalf', value: under, n: everywhere.length },
    ...sharesStated(rows, 'all'),
    ...sharesStated(rows, 'top'),
    ...adjustP(comparisons),
  ];
}
