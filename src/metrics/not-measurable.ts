import type { Field } from '../core/field.js';
import type { NotMeasurable } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';

/** The answer of a metric whose snapshots do not cover a field it needs, for each variant; null when they do. */
export function notMeasurable(metric: Metric<unknown>, context: MetricContext, variants: readonly string[]): NotMeasurable[] | null {
  const missing = metric.needs.filter((field) => !context.covered.has(field));
  if (context.snapshots.length > 0 && missing.length === 0) return null;
  const why = context.snapshots.length === 0 ? 'there is no snapshot' : reason(missing, context);
  return variants.map((variant) => ({
    measurable: false,
    metric: metric.slug,
    variant,
    rule: `${metric.slug}/${variant}@${metric.version ?? 1}`,
    snapshots: context.snapshots,
    why,
    missing,
  }));
}

function reason(missing: readonly Field[], context: MetricContext): string {
  const where = context.snapshots.length === 1 ? 'the snapshot does' : 'not all of the snapshots do';
  return context.snapshots.length === 1 ? `${where} not state ${missing.join(', ')}` : `${where} state ${missing.join(', ')}`;
}
