import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findPaperTurnover, paperTop, paperTurnover } from './paper-values.js';

const reference = new URL('../../../shared/data/esem-reference/figure6_values.json', import.meta.url);

interface ReferenceRegistry {
  readonly labels: readonly string[];
  readonly newcomers: readonly (number | string)[];
  readonly returning: readonly (number | string)[];
  readonly remained: readonly (number | string)[];
}

describe('the paper\'s values', () => {
  it('have stacks of 1,000 and a union of the newcomers, within the precision of reading', () => {
    for (const { union, bars, registry } of paperTurnover) {
      for (const { remained, returning, newcomers, label } of bars) {
        expect(Math.abs(remained.value + returning.value + newcomers.value - paperTop), `${registry} ${label}`).toBeLessThanOrEqual(1);
      }
      const newcomers = bars.reduce((sum, bar) => sum + bar.newcomers.value, 0);
      expect(Math.abs(newcomers - union), registry).toBeLessThanOrEqual(3);
    }
  });

  it('are found by the slug of the registry, also through another source', () => {
    expect(findPaperTurnover('huggingface')?.union).toBe(2535);
    expect(findPaperTurnover('ecosystems-npm')?.union).toBe(1127);
    expect(findPaperTurnover('pytorch-hub')).toBeUndefined();
  });

  it.skipIf(!existsSync(reference))('are those that were read from the paper\'s artefact (skipped: the reference data is not beside the repository)', () => {
    const values = JSON.parse(readFileSync(reference, 'utf8')) as Record<string, ReferenceRegistry> & { union_ever_in_top1000: Record<string, number> };
    for (const { registry, union, bars } of paperTurnover) {
      expect(union).toBe(values.union_ever_in_top1000[registry]);
      expect(bars.map((bar) => bar.label)).toEqual(values[registry]?.labels);
      for (const part of ['newcomers', 'returning', 'remained'] as const) {
        values[registry]?.[part].forEach((value, index) => {
          if (typeof value === 'number') expect(bars[index]?.[part].value).toBe(value);
        });
      }
    }
  });
});
