import type { Statistic } from '../core/measurement.js';
import type { SelectionAttributesRow } from '../core/rows/selection-attributes.js';
import { crossProductsOf, explainedVariance } from '../stats/cross-products.js';
import { negativeBinomialRegression } from '../stats/counts.js';
import { buildDesign, type Predictor } from '../stats/design-matrix.js';
import { normalQuantile } from '../stats/distributions.js';
import { fitLogLinear } from '../stats/iterative-fit.js';
import { valueOrNull } from '../stats/outcome.js';
import type { Attributed, AttributeDesign } from './attribute-design.js';
import { blocks, type DesignColumn } from './selection-columns.js';

/** A model with its attributes. */
export interface CountedModel extends Attributed {
  readonly downloads: number;
}

interface Attribute extends Predictor {
  readonly block: DesignColumn['block'];
  readonly values: Float64Array;
  readonly having: number;
}

/** Fewer models than this with an attribute, or without it, cannot tell its rate. */
const leastHaving = 10;

/**
 * Negative binomial regression of downloads on all attributes: rate ratios with intervals by the robust standard errors, and what the
 * deviance loses when a block is left out, at the θ of the whole model, as a share of the deviance with the mean alone. Attributes that
 * fewer than ten of the models have, or lack, or that the others imply, are left out.
 */
export function fitCounts(models: readonly CountedModel[], design: AttributeDesign): { rows: SelectionAttributesRow[]; statistics: Statistic[] } {
  const counts = Float64Array.from(models, (one) => one.downloads);
  const attributes = usable(models, design);
  const fit = negativeBinomialRegression(counts, attributes, { startAlpha: 1 });
  const n = models.length;
  if (!fit.computable) return { rows: [], statistics: [{ name: 'shareOfDeviance:together', value: null, n, why: fit.detail }] };
  const { theta, deviance, coefficients } = fit.value;
  const reach = normalQuantile(0.025, 'upper');
  const having = new Map(attributes.map((one) => [one.name, one]));
  const rows = coefficients.flatMap(({ name, estimate, robustStandardError }): SelectionAttributesRow[] => {
    const attribute = having.get(name);
    return attribute === undefined ? [] : [{
      kind: 'attribute', block: attribute.block, attribute: name, measure: 'rate ratio', value: Math.exp(estimate),
      low: Math.exp(estimate - reach * robustStandardError), high: Math.exp(estimate + reach * robustStandardError), models: n, having: attribute.having, why: null,
    }];
  });
  const empty = devianceOf(counts, [], theta);
  const shares = (['age', ...blocks] as const).flatMap((block): SelectionAttributesRow[] => {
    const others = attributes.filter((one) => one.block !== block);
    if (others.length === attributes.length) return [];
    const less = devianceOf(counts, others, theta);
    const value = less === null || empty === null ? null : (less - deviance) / empty;
    return [{
      kind: 'block', block, attribute: null, measure: 'share of deviance', value, low: null, high: null, models: n, having: null,
      why: value === null ? 'the count model without it did not settle' : null,
    }];
  });
  const control = devianceOf(counts, attributes.filter((one) => one.block === 'age'), theta);
  const together: Statistic = control === null || empty === null
    ? { name: 'shareOfDeviance:together', value: null, n, why: 'the count model without the attributes did not settle' }
    : { name: 'shareOfDeviance:together', value: (control - deviance) / empty, n };
  return { rows: [...rows, ...shares], statistics: [together, { name: 'negativeBinomialTheta', value: theta, n }] };
}

function usable(models: readonly CountedModel[], { columns, placesOf }: AttributeDesign): Attribute[] {
  const values = columns.map(() => new Float64Array(models.length));
  for (const [i, model] of models.entries()) for (const place of placesOf(model)) values[place]![i] = 1;
  const attributes = columns.flatMap(({ name, block }, index): Attribute[] => {
    const having = values[index]!.reduce((total, value) => total + value, 0);
    return having < leastHaving || models.length - having < leastHaving ? [] : [{ name, block, values: values[index]!, having }];
  });
  // The outcome does not matter here: only which of the others are combinations of those before them.
  const products = crossProductsOf({ outcome: models.map((one) => Math.log(1 + one.downloads)), ...Object.fromEntries(attributes.map((one) => [one.name, one.values])) });
  const fit = valueOrNull(explainedVariance(products, 0, attributes.map((_, index) => index + 1)));
  return attributes.filter((one) => fit?.dropped.includes(one.name) !== true);
}

function devianceOf(counts: Float64Array, attributes: readonly Attribute[], theta: number): number | null {
  const design = valueOrNull(buildDesign(attributes, counts.length));
  const fit = design === null ? null : valueOrNull(fitLogLinear(design, counts, 1 / theta));
  return fit?.deviance ?? null;
}
