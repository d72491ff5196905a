import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { compareName } from '../../cards/names/compare-name.js';
import { splitName } from '../../cards/names/split-name.js';
import { claimIds } from '../../core/claim.js';
import { planHubs } from './assign-truths.js';
import { drawHub } from './draw-hub.js';
import type { KnownHub } from './known-hub.js';
import {
  completenessOf, datasetGap, documentationGap, drivesOfDescendants, findingsGained, maintenanceOf, perMonth, preservationLead, topOwnerShare, transformersLead,
  varianceOfAttributes, wrongNames,
} from './truth-oracle.test-data.js';
import { everywhere, truthWords, type Truth } from './truths.js';

function digest(hub: KnownHub): string {
  return createHash('sha256').update(JSON.stringify(hub)).digest('hex');
}

describe('the plan of hubs', () => {
  const plan = planHubs(20);

  it('has each truth of each claim in twenty hubs, once in each group', () => {
    expect(plan).toHaveLength(60);
    expect(new Set(plan.map(({ seed }) => seed)).size).toBe(60);
    for (const id of claimIds) {
      for (let group = 1; group <= 20; group += 1) {
        expect(new Set(plan.filter((one) => one.group === group).map(({ truths }) => truths[id])).size, `${id} ${group}`).toBe(3);
      }
    }
  });

  it('lets the claims vary without one another: each pair of truths of each pair of claims is met', () => {
    for (const [at, a] of claimIds.entries()) {
      for (const b of claimIds.slice(at + 1)) {
        const counts = truthWords.flatMap((first) => truthWords.map((second) => plan.filter(({ truths }) => truths[a] === first && truths[b] === second).length));
        expect(Math.min(...counts), `${a} ${b}: ${counts.join(' ')}`).toBeGreaterThanOrEqual(4);
        expect(Math.max(...counts), `${a} ${b}: ${counts.join(' ')}`).toBeLessThanOrEqual(9);
      }
    }
  });
});

describe('a hub', () => {
  it('is the same for the same seed and truths, and another for others', () => {
    const size = { models: 300, datasets: 50 };
    const hub = drawHub(7, everywhere('present'), size);
    expect(digest(drawHub(7, everywhere('present'), size))).toBe(digest(hub));
    expect(digest(drawHub(8, everywhere('present'), size))).not.toBe(digest(hub));
    expect(digest(drawHub(7, everywhere('absent'), size))).not.toBe(digest(hub));
  });

  it('has records that could be real: unique names, parents that are there and older, changes after the creation', () => {
    const { models, takenAt } = drawHub(3, everywhere('present'), { models: 500, datasets: 20 });
    const byName = new Map(models.map((one) => [one.name, one]));
    expect(byName.size).toBe(models.length);
    for (const one of models) {
      expect(one.modified_at >= one.created_at && one.modified_at <= takenAt).toBe(true);
      for (const { base } of one.base_models ?? []) expect((byName.get(base)?.created_at ?? '9') <= one.created_at).toBe(true);
      for (const commit of one.commits ?? []) expect(commit.date >= one.created_at && commit.date <= one.modified_at).toBe(true);
    }
  });

  it('has names that the reader of names reads as they are meant', () => {
    for (const truth of ['present', 'reversed'] as const) {
      const contradicted = drawHub(2, everywhere(truth), { models: 600, datasets: 0 }).models.map((one) =>
        compareName(splitName(one.name), { modelType: one.model_type, architectures: one.architectures, parameters: one.parameters })
          .filter(({ outcome }) => outcome === 'contradiction').length > 0);
      const share = contradicted.filter(Boolean).length / contradicted.length;
      if (truth === 'reversed') expect(share).toBe(0);
      else expect(share).toBeGreaterThan(0.15);
    }
  });
});

/** The estimands by themselves, without any metric, beside the threshold of each claim. */
describe.each(truthWords)('where every effect is %s', (truth) => {
  const hub = drawHub(11, everywhere(truth));
  const high = truth === 'present';

  /** Expects a value beyond the threshold where the effect is present, and short of it else. */
  function expectSide(value: number, threshold: number, beyond: boolean = high): void {
    if (beyond) expect(value).toBeGreaterThan(threshold);
    else expect(value).toBeLessThan(threshold);
  }

  it('each estimand lies on its side of the threshold', () => {
    expectSide(topOwnerShare(hub), 0.5);
    for (const lead of transformersLead(hub)) expectSide(lead, 0.05);
    expectSide(preservationLead(hub), 0.05);
    expectSide(findingsGained(hub), 0.05);
    expectSide(varianceOfAttributes(hub), 0.02, truth !== 'absent');
    const maintenance = maintenanceOf(hub);
    expectSide(maintenance.perfective, 0.5);
    for (const delta of [maintenance.downloads, maintenance.size, maintenance.documentation]) expectSide(delta, 0.147);
    expectSide(completenessOf(hub), 0.5, !high);
    for (const delta of documentationGap(hub)) expectSide(delta, 0.147);
    const [any, family] = wrongNames(hub);
    expectSide(any, 0.05);
    expectSide(family, 0.01);
    expectSide(datasetGap(hub), 0.147);
  });

  it('what drives descendants is what S2 says', () => {
    const [popularity, recency, documentation] = drivesOfDescendants(hub);
    expectSide(popularity - Math.max(recency, documentation), 0.05);
    if (truth === 'reversed') expect(recency).toBeGreaterThan(popularity);
  });

  it('new models come as U1 says', () => {
    const counts = perMonth(hub);
    function total(from: number, to: number): number {
      return counts.slice(from, to).reduce((sum, one) => sum + one, 0);
    }
    const [early, middle, late] = [total(0, 12), total(12, 24), total(24, 36)];
    const growth = [middle / early, late / middle] as const satisfies readonly [number, number];
    const bounds: Readonly<Record<Truth, readonly [number, number]>> = { present: [2.5, 4.5], absent: [1.3, 2], reversed: [1, 1.5] };
    expect(growth[1]).toBeGreaterThan(bounds[truth][0]);
    expect(growth[1]).toBeLessThan(bounds[truth][1]);
    if (truth !== 'present') expect(growth[1]).toBeLessThan(growth[0] * 0.8);
  });
});
