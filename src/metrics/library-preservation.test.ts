import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Field } from '../core/field.js';
import type { PreservationRow } from '../core/measurement.js';
import { addSnapshot, measureNothing, measureVariant, openInventedStore, parentsOf, type InventedParent, type InventedRecord } from './invented-snapshots.test-data.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

const covers: readonly Field[] = ['libraries', 'base_models', 'tags'];

function model(name: string, libraries: readonly string[] | null, parents: readonly InventedParent[] | null = null, tags: readonly string[] | null = null): InventedRecord {
  return { name, libraries, tags, ...(parents === null ? {} : { base_models: parents }) };
}

function preserve(variant: string, connection = store.connection) {
  return measureVariant<PreservationRow>({ connection, metric: 'library-preservation', variant });
}

/** Numerator, denominator, bases and users by library, of the libraries that a pair is about. */
async function counts(variant: string, connection = store.connection): Promise<Record<string, number[]>> {
  const { rows } = await preserve(variant, connection);
  return Object.fromEntries(rows.filter((row) => row.denominator > 0).map((row) => [row.library, [row.numerator, row.denominator, row.bases, row.users]]));
}

describe('library-preservation', () => {
  it('counts pairs of a base with several libraries and a child, and in how many the child keeps the library', async () => {
    await addSnapshot(store.connection, {
      on: '2024-01-01', covers,
      records: [
        model('a', ['pytorch', 'transformers']),
        model('b', ['transformers']), // one library only: not a base of the metric
        model('c', ['jax', 'transformers']), // nobody's parent
        model('d1', ['transformers'], parentsOf('a')), // keeps transformers
        model('d2', ['pytorch', 'transformers'], parentsOf('a', 'b')), // keeps both; its pair with b does not count
        model('d3', null, parentsOf('a')), // no library known of it: keeps none
        model('d4', ['transformers'], parentsOf('gone')), // the parent is not in the list
        model('a2', ['onnx', 'pytorch'], parentsOf('a2')), // names itself
      ],
    });
    // Pairs: (a, d1), (a, d2), (a, d3). transformers 2 of 3, pytorch 1 of 3; users of transformers: a b c d1 d2 d4.
    expect(await counts('paper')).toEqual({ transformers: [2, 3, 1, 6], pytorch: [1, 3, 1, 3] });
    const { rows, notes } = await preserve('paper');
    // Libraries without a pair have a row, the most used first, and no share rather than 0.
    expect(rows.map((row) => row.library)).toEqual(['transformers', 'pytorch', 'jax', 'onnx']);
    expect(rows[2]).toEqual({ library: 'jax', numerator: 0, denominator: 0, share: null, low: null, high: null, clusteredLow: null, clusteredHigh: null, bases: 0, users: 1 });
    // Wilson: (2/3 + z²/6 ± z √(2/27 + z²/36)) / (1 + z²/3) with z = 1.959964.
    expect(rows[0]?.share).toBeCloseTo(2 / 3, 12);
    expect(rows[0]?.low).toBeCloseTo(0.20766, 4);
    expect(rows[0]?.high).toBeCloseTo(0.93851, 4);
    expect(notes[0]).toBe('Of 6 declared parents, 5 were found by name, 0 under a former name, 1 (1 names) not at all; 1 packages name themselves and are left out.');
  });

  it('reads adapters in three ways', async () => {
    await addSnapshot(store.connection, {
      on: '2024-01-01', covers,
      records: [
        model('base', ['safetensors', 'transformers']),
        model('tuned', ['safetensors', 'transformers'], parentsOf('base')),
        model('peft', ['peft', 'safetensors'], parentsOf('base')), // an adapter by its library
        model('typed', null, [['base', 'adapter']]), // an adapter by its relation
        model('both', null, [['base', 'adapter'], ['base', 'finetune']]), // one pair, however many relations
        model('only', ['jax', 'peft']),
        model('on-adapter', ['peft'], parentsOf('only')),
      ],
    });
    // 4 pairs with base, 1 with only. As declared only `tuned` keeps transformers.
    expect(await counts('as declared')).toEqual({ transformers: [1, 4, 1, 2], safetensors: [2, 4, 1, 3], peft: [1, 1, 1, 3], jax: [0, 1, 1, 1] });
    // Run on their base: all keep transformers; safetensors is a format and is not inherited.
    expect(await counts('adapters run on their base')).toEqual({ transformers: [4, 4, 1, 2], safetensors: [2, 4, 1, 3], peft: [1, 1, 1, 3], jax: [0, 1, 1, 1] });
    // Without adapters only (base, tuned) is left, and `only` is a base in no pair.
    expect(await counts('without adapters')).toEqual({ transformers: [1, 1, 1, 2], safetensors: [1, 1, 1, 3] });
    const { rows } = await preserve('without adapters');
    expect(rows.find((row) => row.library === 'jax')).toMatchObject({ denominator: 0, share: null, bases: 0 });
  });

  it('takes the tag lora for an adapter on a diffusion model only', async () => {
    const records = [
      model('sdxl', ['diffusers', 'safetensors']),
      model('style', ['diffusers'], parentsOf('sdxl'), ['lora']),
      model('style2', null, parentsOf('sdxl'), ['template:sd-lora']),
      model('llm', ['safetensors', 'transformers']),
      model('merged', ['transformers'], parentsOf('llm'), ['lora']),
    ];
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records });
    expect(await counts('as declared')).toMatchObject({ diffusers: [1, 2, 1, 2], transformers: [1, 1, 1, 2] });
    expect(await counts('adapters run on their base')).toMatchObject({ diffusers: [2, 2, 1, 2], transformers: [1, 1, 1, 2] });
    expect(await counts('without adapters')).toEqual({ transformers: [1, 1, 1, 2], safetensors: [0, 1, 1, 2] });
    // Where tags are not stated nobody is called an adapter by them, and the notes say so.
    const blind = await openInventedStore();
    try {
      await addSnapshot(blind.connection, { on: '2024-01-01', covers: ['libraries', 'base_models'], records });
      expect(await counts('without adapters', blind.connection)).toMatchObject({ diffusers: [1, 2, 1, 2] });
      expect((await preserve('without adapters', blind.connection)).notes.join(' ')).toContain('The snapshot states no tags');
      expect((await preserve('as declared', blind.connection)).notes.join(' ')).not.toContain('no tags');
    } finally {
      blind.close();
    }
  });

  it('finds a renamed parent by its identifier and by its alias, except where names must be exact', async () => {
    await addSnapshot(store.connection, { on: '2023-01-01', covers: [], series: 'older', records: [{ id: 'p1', name: 'anna/one' }] });
    await addSnapshot(store.connection, {
      on: '2024-01-01', covers,
      records: [
        { id: 'p1', ...model('acme/one', ['jax', 'pytorch']) },
        { id: '621ffdc036468d709f174340', ...model('openai-community/gpt2', ['pytorch', 'tf']) },
        { id: 'p3', ...model('x', ['pytorch'], parentsOf('anna/one', 'acme/one')) }, // one parent under two names: one pair
        { id: 'p4', ...model('y', ['jax'], parentsOf('anna/one')) },
        { id: 'p5', ...model('z', ['pytorch'], parentsOf('gpt2')) },
      ],
    });
    await addSnapshot(store.connection, { on: '2025-01-01', covers: [], series: 'younger', records: [{ id: 'p1', name: 'later/one' }] });
    expect(await counts('paper')).toEqual({ pytorch: [1, 1, 1, 4], jax: [0, 1, 1, 2] }); // (acme/one, x)
    // And (acme/one, y), (gpt2, z).
    expect(await counts('as declared')).toEqual({ pytorch: [2, 3, 2, 4], jax: [1, 2, 1, 2], tf: [0, 1, 1, 1] });
    const { notes } = await preserve('paper');
    expect(notes[0]).toContain('4 declared parents, 1 were found by name, 3 under a former name, 0 (0 names) not at all');
    expect(notes[1]).toBe('This reading leaves out the 3 parents known under a former name only.');
  });

  it('does not take a name that a package bore only later for one it bore before', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: [{ id: 'p1', ...model('now', ['jax', 'pytorch']) }, { id: 'p2', ...model('x', ['jax'], parentsOf('later')) }] });
    const before = await counts('as declared');
    await addSnapshot(store.connection, { on: '2025-01-01', covers: [], series: 'younger', records: [{ id: 'p1', name: 'later' }] });
    expect(await counts('as declared')).toEqual(before);
    expect(before).toEqual({});
  });

  it('compares transformers with the best other library, bases as the independent units', async () => {
    // 12 bases of each kind with 10 children: of (transformers, pytorch) all keep transformers in half of the bases and none in the others, and 3 keep pytorch;
    // of (diffusers, safetensors) nine keep diffusers and five safetensors.
    const records = [];
    for (let base = 0; base < 12; base += 1) {
      records.push(model(`t${base}`, ['pytorch', 'transformers']), model(`d${base}`, ['diffusers', 'safetensors']));
      for (let child = 0; child < 10; child += 1) {
        const kept = [...(child < 3 ? ['pytorch'] : []), ...(base % 2 === 0 ? ['transformers'] : [])];
        const ours = [...(child < (base === 0 ? 8 : 9) ? ['diffusers'] : []), ...(child < (base === 1 ? 4 : 5) ? ['safetensors'] : [])];
        records.push(model(`t${base}-${child}`, kept, parentsOf(`t${base}`)), model(`d${base}-${child}`, ours, parentsOf(`d${base}`)));
      }
    }
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records });
    const { statistics, rows, notes } = await preserve('as declared');
    const of = Object.fromEntries(statistics.map((one) => [one.name, one]));
    // 60/120 − 107/120; the residuals of transformers are ±5 in 12 bases: Σe² = 12·25/120²; those of diffusers 11·(1/12)² + (11/12)².
    const squares = (12 * 25 + 11 / 144 + 121 / 144) / 14_400;
    const reach = (of['difference:diffusers']?.value ?? 0) - (of['difference:diffusers']?.low ?? 0);
    expect(of['difference:diffusers']?.value).toBeCloseTo(-47 / 120, 12);
    expect(reach).toBeCloseTo(2.200985160082949 * Math.sqrt((squares * 12) / 11), 10); // t of 11 degrees of freedom
    expect(of['difference:best other']).toMatchObject({ value: of['difference:diffusers']?.value, n: 240, level: 0.95 });
    expect(of['difference:pytorch']?.n).toBe(120); // the same pairs, each once
    expect(of['difference:best other']?.low).toBeLessThan(of['difference:diffusers']?.low ?? 0); // chosen out of three
    expect(of['p:best other']?.value).toBeGreaterThan(0);
    // In one base as many keep pytorch as in the next, so the covariance is nought and pytorch has no variance of its own.
    expect(of['difference:pytorch']?.value).toBeCloseTo(0.2, 12);
    expect(of['difference:safetensors']?.value).toBeCloseTo(0.5 - 59 / 120, 12);
    const [transformers] = rows.filter((row) => row.library === 'transformers');
    expect((transformers?.clusteredHigh ?? 0) - (transformers?.clusteredLow ?? 0)).toBeGreaterThan(2 * ((transformers?.high ?? 0) - (transformers?.low ?? 0)));
    expect(notes.join(' ')).toContain('at least 100 pairs from 10 bases: ');
  });

  it('compares nothing where transformers or the others have too few bases', async () => {
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: [model('a', ['pytorch', 'transformers']), model('b', ['pytorch'], parentsOf('a'))] });
    const { statistics } = await preserve('as declared');
    expect(statistics.map((one) => [one.name, one.value])).toEqual([['difference:best other', null], ['p:best other', null]]);
    expect(statistics[0]?.why).toContain('fewer than two bases use transformers');
  });

  it('is not measurable where a registry does not state parents, and looks at one snapshot only', async () => {
    const keys = [];
    for (const on of ['2024-01-01', '2024-02-01']) keys.push(await addSnapshot(store.connection, { on, registry: 'pypi', kind: 'library', covers: ['downloads'], records: [{ name: 'numpy', downloads: 1 }] }));
    const all = await measureNothing({ connection: store.connection, metric: 'library-preservation' });
    expect(new Set(all.map((one) => one.why))).toEqual(new Set(['the snapshot does not state libraries, base_models']));
    expect(all.map((one) => one.variant)).toEqual(['paper', 'paper, adapters run on their base', 'as declared', 'adapters run on their base', 'without adapters']);
    await expect(preserve('paper')).rejects.toThrow('not measurable');
    await expect(measureVariant({ connection: store.connection, metric: 'library-preservation', variant: 'paper', snapshots: keys })).rejects.toThrow(
      'library-preservation: several snapshots (1, 2); expected one, it does not compare them',
    );
  });

  it('has no rows for an empty snapshot, and no snapshot is no measurement', async () => {
    const none = await measureNothing({ connection: store.connection, metric: 'library-preservation' });
    expect(none[0]).toMatchObject({ why: 'there is no snapshot', missing: ['libraries', 'base_models'] });
    await addSnapshot(store.connection, { on: '2024-01-01', covers, records: [] });
    expect((await preserve('paper')).rows).toEqual([]);
  });

  it('never counts more kept than there are pairs, and does not depend on what the packages are called', async () => {
    const names = [...'abcdef'];
    const drawnModel = fc.record({
      libraries: fc.uniqueArray(fc.constantFrom('diffusers', 'peft', 'pytorch', 'transformers'), { maxLength: 3 }),
      parents: fc.uniqueArray(fc.tuple(fc.constantFrom(...names, 'gone'), fc.constantFrom('adapter', 'unknown')), { maxLength: 3 }),
      lora: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(drawnModel, { minLength: 6, maxLength: 6 }), fc.shuffledSubarray(names, { minLength: 6 }), async (drawn, shuffled) => {
        const results: Record<string, number[]>[][] = [];
        for (const called of [names, shuffled]) {
          const own = await openInventedStore();
          try {
            await addSnapshot(own.connection, {
              on: '2024-01-01', covers,
              records: drawn.map((one, index) => model(
                called[index] ?? '', one.libraries.length === 0 ? null : [...one.libraries].sort(),
                one.parents.length === 0 ? null : one.parents.map(([base, relation]) => [called[names.indexOf(base)] ?? base, relation] as const),
                one.lora ? ['lora'] : null,
              )),
            });
            const all = [];
            for (const variant of ['paper', 'as declared', 'adapters run on their base', 'without adapters']) all.push(await counts(variant, own.connection));
            results.push(all);
          } finally {
            own.close();
          }
        }
        for (const [numerator = 0, denominator = 0, bases = 0] of (results[0] ?? []).flatMap((one) => Object.values(one))) {
          expect(numerator).toBeLessThanOrEqual(denominator);
          expect(bases).toBeGreaterThan(0);
          expect(bases).toBeLessThanOrEqual(denominator);
        }
        expect(results[1]).toEqual(results[0]);
      }),
      { seed: 5, numRuns: 6 },
    );
  });
});
