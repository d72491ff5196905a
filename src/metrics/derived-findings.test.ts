import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DerivedFindingsRow } from '../core/rows/derived-findings.js';
import { addSnapshot, measureNothing, measureVariant, openInventedStore, type InventedRecord } from './invented-snapshots.test-data.js';

let store: Awaited<ReturnType<typeof openInventedStore>>;
beforeEach(async () => {
  store = await openInventedStore();
});
afterEach(() => store.close());

function model(name: string, files: readonly string[] | null, more: Partial<InventedRecord> = {}): InventedRecord {
  return { name, files, ...more };
}

function childOf(base: string, relation: string): Partial<InventedRecord> {
  return { base_models: [[base, relation]] };
}

const hub: readonly InventedRecord[] = [
  model('b/safe', ['model.safetensors', 'config.json']),
  model('b/pickled', ['pytorch_model.bin']),
  model('b/coded', ['model.safetensors', 'modeling_x.py']),
  model('b/unknown', null),
  model('c/1', ['pytorch_model.bin'], childOf('b/safe', 'finetune')), // adds weights
  model('c/2', ['model.safetensors', 'pytorch_model.bin', 'training_args.bin'], childOf('b/safe', 'finetune')), // a safe twin; a leftover
  model('c/3', ['adapter_model.safetensors'], childOf('b/pickled', 'adapter')), // removes weights
  model('c/4', ['model.Q4.gguf'], childOf('b/coded', 'quantized')), // removes code
  model('c/5', ['tf_model.h5'], childOf('b/safe', 'finetune')), // keras
  model('c/6', [], { ...childOf('b/safe', 'finetune'), tags: ['custom_code'] }), // code by tag
  model('c/7', ['x.pt'], childOf('b/unknown', 'finetune')), // base unknown: no pair
  model('c/8', null, childOf('b/safe', 'finetune')), // files unknown: no pair
  model('c/9', ['weights/last.PTH'], childOf('b/pickled', 'finetune')), // the same
  model('c/10', ['openvino_model.bin'], childOf('b/safe', 'finetune')), // data only
];

async function addHub(records = hub): Promise<void> {
  await addSnapshot(store.connection, { on: '2024-07-01', covers: ['files', 'base_models', 'tags', 'downloads'], records });
}

function findings(variant: string) {
  return measureVariant<DerivedFindingsRow>({ connection: store.connection, metric: 'derived-findings', variant });
}

function rowOf(rows: readonly DerivedFindingsRow[], finding: string, relation = 'all'): DerivedFindingsRow | undefined {
  return rows.find((row) => row.finding === finding && row.relation === relation);
}

describe('derived-findings', () => {
  it('counts what derived models add, lack and share', async () => {
    await addHub();
    const { rows, statistics, notes } = await findings('findings');
    expect(rowOf(rows, 'unsafe weights')).toMatchObject({ pairs: 8, bases: 3, added: 1, removed: 1, same: 1, neither: 5 });
    expect(rowOf(rows, 'code')).toMatchObject({ added: 1, removed: 1, same: 0, neither: 6 });
    expect(rowOf(rows, 'any')).toMatchObject({ added: 2, removed: 2, same: 1, neither: 3, difference: 0 });
    expect(rowOf(rows, 'any', 'finetune')).toMatchObject({ pairs: 6, added: 2, removed: 0, difference: 2 / 6 });
    expect(statistics.find((one) => one.name === 'difference:any')).toMatchObject({ value: 0, n: 8, level: 0.95 });
    expect(notes.join(' ')).toContain('high or critical severity');
  });

  it('counts keras and what training left behind only where asked', async () => {
    await addHub();
    expect(rowOf((await findings('with keras')).rows, 'any')).toMatchObject({ added: 3, removed: 2 });
    const leftovers = (await findings('with training leftovers')).rows;
    expect(rowOf(leftovers, 'training leftovers')).toMatchObject({ added: 1, removed: 0 });
    expect(rowOf(leftovers, 'any')).toMatchObject({ added: 3, removed: 2 });
  });

  it('leaves out conversions where asked', async () => {
    await addHub();
    expect(rowOf((await findings('without adapters and quantisations')).rows, 'any')).toMatchObject({ pairs: 6, added: 2, removed: 0 });
  });

  it('clusters by base: many children of one base say little', async () => {
    const children = Array.from({ length: 200 }, (_, i) => model(`c/${i}`, ['pytorch_model.bin'], childOf('b/0', 'finetune')));
    const others = [1, 2, 3].flatMap((i) => [model(`b/${i}`, ['model.safetensors']), model(`d/${i}`, ['model.safetensors'], childOf(`b/${i}`, 'finetune'))]);
    await addHub([model('b/0', ['model.safetensors']), ...children, ...others]);
    const all = rowOf((await findings('findings')).rows, 'any');
    expect(all).toMatchObject({ pairs: 203, added: 200, bases: 4 });
    expect(all?.low).toBeLessThan(all?.difference ?? 0);
  });

  it('says why it is not measurable', async () => {
    const without = await addSnapshot(store.connection, { on: '2024-07-02', covers: ['base_models'], records: [model('b/a', null)] });
    expect((await measureNothing({ connection: store.connection, metric: 'derived-findings', snapshots: [without] }))[0]).toMatchObject({ missing: ['files'] });
    await addHub([model('b/safe', ['model.safetensors'])]);
    expect((await measureNothing({ connection: store.connection, metric: 'derived-findings' }))[0]?.why).toBe('the snapshot states base_models, but none of its models declares a parent');
    await addSnapshot(store.connection, { on: '2024-08-01', covers: ['files', 'base_models'], records: [model('b/safe', ['model.safetensors']), model('c/derived', null, childOf('b/safe', 'finetune'))] });
    expect((await measureNothing({ connection: store.connection, metric: 'derived-findings' }))[0]).toMatchObject({
      missing: [], why: 'the snapshot states files and base_models, but of none of its 1 declared parents are the files known together with those of the model that declares it',
    });
  });
});
