import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import type { Metric } from '../core/metric.js';
import { addSnapshot, openInventedStore, type InventedSnapshot } from '../metrics/invented-snapshots.test-data.js';
import { metrics } from '../metrics/index.js';
import { listMetrics, measure } from './measure.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

function add(on: string, more: Partial<InventedSnapshot> = {}): Promise<number> {
  return addSnapshot(store.connection, { on, covers: ['downloads'], records: [{ name: 'a', downloads: 1 }], ...more });
}

async function chosen(metric: string, more: { registry?: string } = {}): Promise<number[]> {
  const [first] = await measure({ connection: store.connection, metric, ...more });
  return (first?.snapshots ?? []).map((one) => one.key);
}

describe('measure', () => {
  it('refuses what it does not know, and snapshots that do not belong together', async () => {
    const real = await add('2024-01-01');
    const npm = await add('2024-01-01', { registry: 'npm', kind: 'library', covers: ['rank'], records: [{ name: 'x', rank: 1 }] });
    const simulated = await add('2024-02-01', { series: 'practice', simulated: '7' });
    const { connection } = store;
    await expect(measure({ connection, metric: 'beauty' })).rejects.toThrow(UsageError);
    await expect(measure({ connection, metric: 'top-turnover', variant: 'papre' })).rejects.toThrow('top-turnover: unknown variant (papre); expected one of: paper, renames resolved, fixed share');
    await expect(measure({ connection, metric: 'top-turnover', snapshots: [99] })).rejects.toThrow('snapshot: unknown (99); expected one of: ');
    await expect(measure({ connection, metric: 'top-turnover', snapshots: [real, npm] })).rejects.toThrow('of several registries');
    await expect(measure({ connection, metric: 'top-turnover', snapshots: [real, simulated] })).rejects.toThrow('snapshot: of several worlds (real, simulated with seed 7); expected one');
  });

  it('takes the newest whole snapshot for a metric that looks at one', async () => {
    await add('2024-01-01', { covers: ['downloads', 'base_models'] });
    const whole = await add('2024-02-01', { covers: ['downloads', 'base_models'] });
    await add('2024-03-01', { series: 'best', covers: ['downloads', 'base_models'], incompleteWhy: 'only the best' });
    await add('2024-04-01', { series: 'names', covers: [] });
    expect(await chosen('direct-descendants')).toEqual([whole]);
  });

  it('compares whole lists and leaves out the others; without two of them, one list at its several times', async () => {
    const first = await add('2024-01-01', { series: 'a' });
    const best = [await add('2024-02-01', { series: 'best', incompleteWhy: 'only the best' }), await add('2024-03-01', { series: 'best', incompleteWhy: 'only the best' })];
    expect(await chosen('top-turnover')).toEqual(best);
    const second = await add('2024-04-01', { series: 'b' });
    expect(await chosen('top-turnover')).toEqual([first, second]);
  });

  it('looks at a snapshot once that was named twice, oldest first', async () => {
    const late = await add('2024-02-01');
    const early = await add('2024-01-01');
    const [paper] = await measure({ connection: store.connection, metric: 'top-turnover', snapshots: [late, early, late], variant: 'paper' });
    expect(paper?.snapshots.map((one) => one.key)).toEqual([early, late]);
    expect(paper?.measurable === true && paper.rows).toMatchObject([{ size: 1, population: 1 }, { size: 1, remained: 1, population: 1 }]);
  });

  it('has a rule, a reading or a reason for every variant of every metric on an empty store', async () => {
    for (const { slug, variants, version = 1 } of metrics as readonly Metric<unknown>[]) {
      const all = await measure({ connection: store.connection, metric: slug });
      expect(all.map((one) => [one.measurable, one.variant, one.rule])).toEqual(variants.map((variant) => [false, variant, `${slug}/${variant}@${version}`]));
    }
    expect(listMetrics().map((one) => one.slug)).toEqual(metrics.map((one) => one.slug));
  });
});
