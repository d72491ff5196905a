import type { DuckDBConnection } from '@duckdb/node-api';
import { UsageError } from '../core/errors.js';
import type { Measurement } from '../core/measurement.js';
import type { Metric, MetricParameters } from '../core/metric.js';
import { findMetric, metrics } from '../metrics/index.js';
import { listSnapshots } from '../store/records.js';
import { chooseSnapshots, type SnapshotChoice } from './choose-snapshots.js';
import { prepareContext } from './metric-context.js';

/**
 * By default a metric is measured on the newest snapshot that it can be measured on; one over several, on those that list a whole
 * registry, or where there are not two, on the list with most snapshots.
 */
export interface MeasureRequest extends MetricParameters, SnapshotChoice {
  readonly connection: DuckDBConnection;
  /** Slug of the metric. */
  readonly metric: string;
  /** Only this variant. */
  readonly variant?: string;
}

/** What the program can measure, for help and documentation. */
export function listMetrics(): { slug: string; title: string; question: string; needs: readonly string[]; variants: readonly string[] }[] {
  return metrics.map(({ slug, title, question, needs, variants }) => ({ slug, title, question, needs, variants }));
}

/**
 * Measures one metric on snapshots of the store. Errors: UsageError for an unknown metric, variant or snapshot, for
 * snapshots of several registries or of real and simulated ones, and for several where the metric looks at one.
 */
export async function measure(request: MeasureRequest): Promise<Measurement<unknown>[]> {
  const metric: Metric<unknown> = findMetric(request.metric);
  if (request.variant !== undefined && !metric.variants.includes(request.variant)) {
    throw new UsageError(`${metric.slug}: unknown variant (${request.variant}); expected one of: ${metric.variants.join(', ')}`);
  }
  const chosen = chooseSnapshots(await listSnapshots(request.connection), metric, request);
  const context = await prepareContext(request.connection, metric, chosen, request);
  const measurements = await metric.measure(context);
  return request.variant === undefined ? measurements : measurements.filter((one) => one.variant === request.variant);
}
