import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnapshotScope } from '../core/snapshot.js';
import type { ImageRule } from './latest-image.js';
import { expectedFrom, seenIn } from './world-oracle.test-data.js';
import { anyImage, emptyStore, mergeWorld, openEmptyStore, worldFields, type WorldRecord, type WorldSnapshot } from './worlds.test-data.js';

let store: Awaited<ReturnType<typeof openEmptyStore>>;
beforeAll(async () => {
  store = await openEmptyStore();
});
afterAll(() => store.close());

async function requireSame(world: readonly WorldSnapshot[], order: readonly number[], image?: ImageRule): Promise<void> {
  await emptyStore(store.connection);
  for (const index of order) await mergeWorld(store.connection, world[index] as WorldSnapshot, undefined, image);
  expect(await seenIn(store.connection, world), `order ${order.join(', ')}`).toEqual(expectedFrom(world));
}

function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((one) => Array.from({ length: n }, (_, at) => [...one.slice(0, at), n - 1, ...one.slice(at)]));
}

/**
 * What a source without identifiers calls a package is matched by name, and which package bore a name when is known
 * only as far as sources with identifiers have been read. So the law holds for lists without identifiers as long as
 * the names they show were borne by one package and kept by it: `stable` packages. Those with other names (`moving`:
 * renamed, or with a name that another bore before) are in lists with identifiers only.
 */
const stable = ['s1', 's2', 's3'];
const nameOnly = ['n1', 'n2'];
const moving = ['m1', 'm2'];

const values = {
  task: fc.option(fc.constantFrom('fill-mask', 'translation'), { freq: 3 }),
  downloads: fc.option(fc.constantFrom(0, 1, 7), { freq: 3 }),
  tags: fc.option(fc.constantFrom<string[][]>([], ['a'], ['a', 'b']), { freq: 3 }),
};

function recordsOf(identified: boolean, covers: readonly (keyof typeof values)[]): fc.Arbitrary<WorldRecord[]> {
  const covered = Object.fromEntries(covers.map((field) => [field, values[field]])) as Partial<typeof values>;
  const ids = identified ? [...stable, ...moving] : [...stable, ...nameOnly];
  return fc
    .tuple(
      fc.subarray(ids, { minLength: 1 }),
      fc.array(fc.record(covered), { minLength: ids.length, maxLength: ids.length }),
      // The names of the moving packages: each may bear either, one at a time.
      fc.boolean(),
    )
    .map(([listed, facts, swapped]) =>
      listed.map((id, index) => {
        const moves = moving.indexOf(id);
        const name = moves < 0 ? `owner/${id}` : `owner/name-${swapped ? 1 - moves : moves}`;
        return { id: identified ? id : null, name, ...facts[index] };
      }),
    );
}

function snapshot(series: string, identified: boolean, scopes: fc.Arbitrary<SnapshotScope> = fc.constant('list')): fc.Arbitrary<WorldSnapshot> {
  return fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.subarray([...worldFields]), scopes)
    .chain(([day, covers, scope]) => recordsOf(identified, covers).map((records) => ({ series, scope, day, covers, records })));
}

function onePerDay(all: readonly WorldSnapshot[]): WorldSnapshot[] {
  return all.filter((one, index) => all.findIndex((other) => other.series === one.series && other.day === one.day) === index);
}

/** Whether a harvest became whole may differ from day to day. */
const eitherScope = fc.constantFrom<SnapshotScope>('list', 'packages');

const world = fc
  .array(
    fc.oneof(
      snapshot('full', true), snapshot('full', true), snapshot('names', false), snapshot('partial', true, eitherScope),
      snapshot('looks', true, fc.constant('packages')),
    ),
    { minLength: 2, maxLength: 6 },
  )
  .map(onePerDay);

/** One list most of the time, so that images are used, and others in between that make them stale. */
const longWorld = fc
  .array(fc.oneof(snapshot('full', true), snapshot('full', true), snapshot('full', true), snapshot('partial', true, eitherScope), snapshot('names', false)), { minLength: 3, maxLength: 7 })
  .map(onePerDay);

describe('the order of import', () => {
  it('does not show in what the store says, for any world and order', async () => {
    await fc.assert(
      fc.asyncProperty(
        world.chain((one) => fc.tuple(fc.constant(one), fc.shuffledSubarray([...one.keys()], { minLength: one.length }))),
        ([one, order]) => requireSame(one, order),
      ),
      { numRuns: 40, seed: 20240711 },
    );
  }, 120_000);

  it('does not show where lists are compared with the image of their snapshot before', async () => {
    await fc.assert(
      fc.asyncProperty(
        longWorld.chain((one) => fc.tuple(fc.constant(one), fc.oneof(fc.constant([...one.keys()].sort((a, b) => (one[a]?.day ?? 0) - (one[b]?.day ?? 0))), fc.shuffledSubarray([...one.keys()], { minLength: one.length })))),
        ([one, order]) => requireSame(one, order, anyImage),
      ),
      { numRuns: 60, seed: 20240711 },
    );
  }, 120_000);

  it('does not show in any of the 24 orders of a world with a rename, a return and two lists of one instant', async () => {
    const four: WorldSnapshot[] = [
      { series: 'names', day: 1, covers: ['downloads'], records: [{ id: null, name: 'owner/s1', downloads: 5 }, { id: null, name: 'owner/n1', downloads: 0 }] },
      {
        series: 'full', day: 1, covers: ['tags', 'downloads'],
        records: [{ id: 's1', name: 'owner/s1', tags: ['a'], downloads: 6 }, { id: 'm1', name: 'owner/old', tags: null, downloads: null }],
      },
      { series: 'full', day: 2, covers: ['tags', 'downloads'], records: [{ id: 'm1', name: 'owner/new', tags: ['a'], downloads: 0 }] },
      {
        series: 'full', day: 3, covers: ['tags', 'downloads'],
        records: [{ id: 's1', name: 'owner/s1', tags: null, downloads: 6 }, { id: 'm1', name: 'owner/new', tags: ['a'], downloads: 0 }, { id: 'm2', name: 'owner/old', tags: [], downloads: 1 }],
      },
    ];
    for (const order of permutations(4)) await requireSame(four, order);
  }, 60_000);
});
