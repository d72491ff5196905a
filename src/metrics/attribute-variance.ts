import type { Statistic } from '../core/measurement.js';
import type { SelectionAttributesRow } from '../core/rows/selection-attributes.js';
import type { CrossProducts } from '../stats/cross-products.js';
import { dominanceAnalysis, type PredictorGroup } from '../stats/dominance-analysis.js';
import { groupJackknife, type GroupEstimate } from '../stats/group-jackknife.js';
import type { Outcome } from '../stats/outcome.js';
import type { AttributeDesign } from './attribute-design.js';
import { blocks, type DesignColumn } from './selection-columns.js';

/** Models of one group of owners that have the same attributes and popularity class; sums in whole thousandths. */
export interface AttributeCell {
  readonly owner_group: number;
  /** Family of the network; null where none is told. */
  readonly family: string | null;
  /** The other attributes as bits. */
  readonly code: number;
  /** 0: no downloads; 1: up to the cut; 2: more. */
  readonly stratum: number;
  readonly n: number;
  readonly downloads_sum: number;
  readonly downloads_squares: number;
  readonly likes_sum: number | null;
  readonly likes_squares: number | null;
  readonly place_sum: number;
  readonly place_squares: number;
}

export type AttributeOutcome = 'downloads' | 'likes' | 'place';

/** Cross products of each group of owners: the outcome first, then the attributes. */
export function productsByOwners(cells: readonly AttributeCell[], { columns, placesOf }: AttributeDesign, outcome: AttributeOutcome): CrossProducts[] {
  const names = ['outcome', ...columns.map((one) => one.name)];
  const k = names.length;
  const groups = new Map<number, { n: number; names: readonly string[]; sums: Float64Array; products: Float64Array }>();
  for (const cell of cells) {
    let group = groups.get(cell.owner_group);
    if (group === undefined) groups.set(cell.owner_group, group = { n: 0, names, sums: new Float64Array(k), products: new Float64Array(k * k) });
    const places = placesOf(cell);
    const total = cell[`${outcome}_sum`] ?? 0;
    group.n += cell.n;
    group.sums[0]! += total;
    group.products[0]! += cell[`${outcome}_squares`] ?? 0;
    for (const a of places) {
      group.sums[a + 1]! += cell.n;
      group.products[a + 1]! += total;
      group.products[(a + 1) * k]! += total;
      for (const b of places) group.products[(a + 1) * k + b + 1]! += cell.n;
    }
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}

/** What the blocks of attributes explain beyond age. */
export interface AttributeVariance {
  readonly rows: readonly SelectionAttributesRow[];
  readonly statistics: readonly Statistic[];
  readonly models: number;
  readonly owners: number;
  /** Attributes that no model has, or that others imply. */
  readonly dropped: readonly string[];
}

/**
 * Dominance analysis of the blocks beyond age by adjusted R², with intervals by leaving out a group of owners at a time. Where columns of
 * a block are missing, the block is not among the groups.
 */
export function explainVariance(parts: readonly CrossProducts[], columns: readonly DesignColumn[]): Outcome<AttributeVariance> {
  const groups = blocks.flatMap((name): PredictorGroup[] => {
    const places = columns.flatMap((one, index) => (one.block === name ? [index + 1] : []));
    return places.length === 0 ? [] : [{ name, columns: places }];
  });
  const always = columns.flatMap((one, index) => (one.block === 'age' ? [index + 1] : []));
  let dropped: readonly string[] = [];
  let first = true;
  const left = groupJackknife(parts, (products) => {
    const found = dominanceAnalysis(products, 0, groups, { always, adjusted: true });
    if (!found.computable) return null;
    if (first) dropped = found.value.dropped;
    first = false;
    return [found.value.together, found.value.always, ...found.value.groups.flatMap((one) => [one.general, one.first, one.last])];
  });
  if (!left.computable) return left;
  const { estimates, rows: models, groups: owners } = left.value;
  const [together, age, ...rest] = estimates;
  function row(block: string, one: GroupEstimate): SelectionAttributesRow {
    return { kind: 'block', block, attribute: null, measure: 'share of variance', value: one.estimate, low: one.interval.low, high: one.interval.high, models, having: null, why: null };
  }
  function statistic(name: string, one: GroupEstimate): Statistic {
    return { name, value: one.estimate, ...one.interval, n: models };
  }
  return {
    computable: true,
    value: {
      models, owners, dropped,
      rows: [row('all four', together!), ...groups.map((group, g) => row(group.name, rest[3 * g]!)), ...(always.length === 0 ? [] : [row('age', age!)])],
      statistics: [
        statistic('shareOfVariance:together', together!),
        ...groups.flatMap((group, g) => [
          statistic(`shareOfVariance:${group.name}`, rest[3 * g]!), statistic(`shareFirst:${group.name}`, rest[3 * g + 1]!), statistic(`shareLast:${group.name}`, rest[3 * g + 2]!),
        ]),
        ...(always.length === 0 ? [] : [statistic('shareOfVariance:age', age!)]),
      ],
    },
  };
}
