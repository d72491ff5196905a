import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPracticeHub, type PracticeHubOptions, type SimulatedHub } from '../practice/practice-hub.js';
import { selectRows } from '../store/rows.js';
import { storedCards, storedItems, storedRecords, trueItems, trueRecords } from './hub-truth.test-data.js';
import type { RequestPlan } from './plan-harvest.js';
import { requireTruth } from './require-truth.test-data.js';
import { allAspects, createSyncFolder } from './sync-hub.test-data.js';

let place: ReturnType<typeof createSyncFolder>;
let hub: SimulatedHub;
const token = 'hf_OnlyForThisTest0123456789abcdef';

beforeEach(() => {
  place = createSyncFolder();
});
afterEach(async () => {
  await hub.close();
  place.remove();
});

async function start(options: PracticeHubOptions & { readonly from?: undefined } = {}): Promise<SimulatedHub> {
  hub = await startPracticeHub({ seed: 9, models: 150, datasets: 20, ...options });
  return hub;
}

async function rows<Row>(sql: string): Promise<Row[]> {
  const store = await place.openStore();
  try {
    return await selectRows<Row>(store.connection, sql);
  } finally {
    store.close();
  }
}

/** A fetch that notes what is asked. */
function noting(asked: string[], then: (path: string) => void = () => undefined): typeof globalThis.fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const answer = await globalThis.fetch(input, init);
    asked.push(url.slice(hub.url.length));
    then(url.slice(hub.url.length));
    return answer;
  };
}

describe('the second sync of a hub', () => {
  it('that has not changed costs the listing only, and writes nothing that it knew', async () => {
    await start();
    const head = { top: 8, bottom: 4, above: 0, changed: true };
    const first = await place.sync(hub.url, { aspects: allAspects, head, token });
    expect(first.missing).toBe(null);
    const asked: string[] = [];
    const again = await place.sync(hub.url, { aspects: allAspects, head, token, fetch: noting(asked) });
    expect(again.missing).toBe(null);
    expect(asked.filter((one) => !one.startsWith('/api/models?sort='))).toEqual([]);
    expect(asked).toHaveLength(first.pages + 1);
    expect(again.snapshot.changedValues).toBe(0);
    expect(await requireTruth(place, hub.truth, again)).toHaveProperty('size', 12 * allAspects.length);
  });

  it('asks again for the packages that have another revision, and for all that changed where that is wanted', async () => {
    await start({ living: { from: '2026-02-01T00:00:00.000Z', every: 0 } });
    const head = { top: 0, bottom: 0, above: 0, changed: true };
    await place.sync(hub.url, { aspects: ['cards', 'files', 'commits'], head, token });
    const before = trueRecords(hub.truth, 'model');
    await hub.advanceTo('2026-03-01T00:00:00.000Z');
    const after = trueRecords(hub.truth, 'model');
    const changed = [...after].filter(([id, record]) => before.get(id)?.['revision'] !== record['revision']).map(([id]) => id);
    expect(changed.length).toBeGreaterThan(5);
    const outcome = await place.sync(hub.url, { aspects: ['cards', 'files', 'commits'], head, token });
    expect(outcome.looks).toMatchObject({ cards: changed.length, files: changed.length, commits: changed.length });
    await requireTruth(place, hub.truth, outcome);
    // A third look at those that changed again asks only for the commits that are new.
    await hub.advanceTo('2026-05-01T00:00:00.000Z');
    const third = await place.sync(hub.url, { aspects: ['commits'], head, token });
    expect(third.looks['commits']).toBeGreaterThan(0);
    const store = await place.openStore();
    for (const [id, commits] of await storedItems(store.connection, 'model', 'commits')) {
      if (trueRecords(hub.truth, 'model').has(id)) expect(commits).toEqual(trueItems(hub.truth, 'model', id, 'commits'));
    }
    store.close();
  });
});

describe('packages that are gone from the list', () => {
  it('are removed only where the hub says so: with a token; without one they are unreachable, and asked for again', async () => {
    await start({ models: 800, living: { from: '2026-01-01T00:00:00.000Z', every: 0 } });
    await place.sync(hub.url, { pageSize: 200 });
    const before = trueRecords(hub.truth, 'model');
    await hub.advanceTo('2026-02-01T00:00:00.000Z');
    const gone = [...before.keys()].filter((id) => !trueRecords(hub.truth, 'model').has(id)).sort();
    expect(gone.length).toBeGreaterThan(0);
    const anonymous = await place.sync(hub.url, { pageSize: 200 });
    expect(anonymous.snapshot.absences).toBe(gone.length);
    expect(await rows('select distinct verdict, status from absence')).toEqual([{ verdict: 'unreachable', status: 401 }]);
    // Nobody asks again at once; after the time for it the token tells.
    expect((await place.sync(hub.url, { fresh: true, pageSize: 200, token })).looks).toEqual({});
    await hub.advanceTo('2026-02-09T00:00:00.000Z');
    const stillGone = gone.filter((id) => !trueRecords(hub.truth, 'model').has(id));
    expect(stillGone.length).toBeGreaterThan(0);
    await place.sync(hub.url, { pageSize: 200, token });
    const removed = await rows<{ registry_id: string; evidence: string }>(`select registry_id, evidence from absence join package using (package_key) where verdict = 'removed'`);
    expect(removed.map((one) => one.registry_id).sort()).toEqual(expect.arrayContaining(stillGone));
    expect(removed[0]?.evidence).toMatch(/^absent from the complete listing; GET \/api\/models\/.* with a token: 404 RepoNotFound$/);
  });

  it('are there again when they return, and keep their identity over a rename', async () => {
    await start({ living: { from: '2026-01-01T00:00:00.000Z', every: 0 } });
    for (const month of ['01', '02', '03', '04', '05', '06']) {
      if (month !== '01') await hub.advanceTo(`2026-${month}-01T00:00:00.000Z`);
      const outcome = await place.sync(hub.url, { token });
      expect(outcome.missing).toBe(null);
    }
    const events = hub.world.changes.filter((one) => one.of === 'model');
    const returned = events.filter((one) => one.kind === 'returned').map((one) => one._id);
    const alive = trueRecords(hub.truth, 'model');
    const presence = await rows<{ registry_id: string; open: boolean; runs: number }>(
      `select registry_id, bool_or(missing_at is null) as open, count(*) as runs from presence join package using (package_key) where series = 'huggingface-sync-model' group by all`,
    );
    for (const { registry_id: id, open } of presence) expect([id, open]).toEqual([id, alive.has(id)]);
    expect(presence.some((one) => returned.includes(one.registry_id) && one.runs > 1 && one.open)).toBe(returned.length > 0);
    const names = await rows<{ registry_id: string; names: string[] }>(
      `select registry_id, list(value order by position) as names from history_name join package using (package_key) join timeline using (snapshot_key) group by all having count(*) > 1`,
    );
    const renamed = events.filter((one) => one.kind === 'renamed').map((one) => one._id);
    expect(names.map((one) => one.registry_id).sort()).toEqual([...new Set(renamed)].sort());
  });
});

describe('a hub that changes while it is listed', () => {
  it.each([1, 2, 3, 4, 5, 6])('loses nothing: every record is one that the hub had meanwhile, and the newest where a commit was made, seed %i', async (seed) => {
    await start({ seed, models: 300, living: { from: '2026-02-10T00:00:00.000Z', every: 1 } });
    const had = new Map<string, Set<string>>();
    function note(): void {
      for (const [id, record] of trueRecords(hub.truth, 'model')) had.set(id, (had.get(id) ?? new Set()).add(JSON.stringify(record)));
    }
    note();
    const before = trueRecords(hub.truth, 'model');
    let atChanges: Map<string, Readonly<Record<string, unknown>>> | null = null;
    const outcome = await place.sync(hub.url, {
      token, pageSize: 10,
      fetch: noting([], (asked) => {
        note();
        if (asked.includes('sort=lastModified')) atChanges ??= trueRecords(hub.truth, 'model');
      }),
    });
    expect(outcome.missing).toBe(null);
    const store = await place.openStore();
    const stored = await storedRecords(store.connection, 'model');
    store.close();
    for (const [id, record] of stored) expect(had.get(id)?.has(JSON.stringify(ordered(record, before.values().next().value ?? {}))), `${id} ${JSON.stringify(record)}`).toBe(true);
    const after = trueRecords(hub.truth, 'model');
    expect([...before.keys()].filter((id) => after.has(id) && !stored.has(id))).toEqual([]);
    // What was committed while the list was read is in its newest form, if the hub had it when changes were first asked for.
    const committed = [...(atChanges ?? new Map<string, Readonly<Record<string, unknown>>>())].filter(([id, record]) => before.get(id)?.['revision'] !== record['revision'] && after.get(id)?.['revision'] === record['revision']);
    expect(committed.length).toBeGreaterThan(0);
    for (const [id, record] of committed) expect([id, stored.get(id)?.['revision']]).toEqual([id, record['revision']]);
  });
});

/** The keys of a record in the order of another, so that both can be compared as text. */
function ordered(record: Readonly<Record<string, unknown>>, like: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.keys(like).map((key) => [key, record[key]]));
}

describe('a sync of part of a hub', () => {
  it('with a filter or a limit is partial and of its own, and nothing counts as gone', async () => {
    await start();
    await place.sync(hub.url, { token });
    const author = hub.truth.packages('model').find((one) => one.author !== null)?.author ?? '';
    const filtered = await place.sync(hub.url, { token, filter: { author } });
    expect(filtered.incompleteWhy).toBe(`only packages with author ${author}, as asked`);
    const limited = await place.sync(hub.url, { token, limitPages: 2 });
    expect(limited).toMatchObject({ incompleteWhy: 'stopped after 2 pages, as asked', pages: 2 });
    expect(await rows('select count(*) as n from absence')).toEqual([{ n: 0 }]);
    expect(await rows('select count(*) as n from presence where missing_at is not null')).toEqual([{ n: 0 }]);
  });

  it('with a budget stops at it, says what is left out, and the next sync takes it up', async () => {
    await start();
    const plans: RequestPlan[] = [];
    const head = { top: 30, bottom: 0, above: 0, changed: false };
    const asked: string[] = [];
    const first = await place.sync(hub.url, { aspects: ['cards'], head, token, budget: 20, onPlan: (plan) => plans.push(plan), fetch: noting(asked) });
    expect(asked.length).toBeLessThanOrEqual(20);
    expect(first.missing).toMatch(/^\d+ looks were left out, because the budget was used up$/);
    expect(plans).toMatchObject([
      { phase: 'listing', packages: { model: null }, requests: null, budget: 20 },
      { phase: 'packages', packages: { cards: 30 }, requests: 30, buckets: [{ bucket: 'resolvers', quota: { requests: 5000, windowSeconds: 300 }, seconds: 0 }] },
    ]);
    const second = await place.sync(hub.url, { aspects: ['cards'], head, token, fresh: true });
    expect((first.looks['cards'] ?? 0) + (second.looks['cards'] ?? 0)).toBe(30);
    // The list was there already: what is new are answers about single packages.
    expect(second.snapshot.series).toBe('huggingface-sync-model-details');
    await requireTruth(place, hub.truth, first);
  });

  it('asks datasets the same way', async () => {
    await start();
    const outcome = await place.sync(hub.url, { kind: 'dataset', aspects: ['cards', 'files'], head: { top: 5, bottom: 0, above: 0, changed: false }, token });
    expect(outcome.missing).toBe(null);
    const store = await place.openStore();
    expect(await storedRecords(store.connection, 'dataset')).toEqual(trueRecords(hub.truth, 'dataset'));
    expect((await storedItems(store.connection, 'dataset', 'files')).size).toBe(5);
    store.close();
  });
});

describe('packages made by those who wish us ill', () => {
  it('are kept as they are: hostile names and texts become neither a path, nor a command, nor SQL, and no token stays', async () => {
    await start({ awkward: true });
    const odd = hub.truth.packages('model').filter((one) => one.id.startsWith('odd/'));
    expect(odd.length).toBeGreaterThan(10);
    const outcome = await place.sync(hub.url, { aspects: allAspects, head: { top: 1_000, bottom: 0, above: 0, changed: true }, pageSize: 100, token });
    expect(outcome).toMatchObject({ missing: null, brokenOff: 0 });
    await requireTruth(place, hub.truth, outcome);
    const store = await place.openStore();
    const cards = await storedCards(store.connection, 'model');
    const files = await storedItems(store.connection, 'model', 'files');
    store.close();
    const huge = odd.find((one) => one.id === 'odd/huge-card');
    expect(cards.get(huge?._id ?? '')?.card?.length).toBeGreaterThan(4_000_000);
    const many = odd.find((one) => one.id === 'odd/many-files');
    expect(files.get(many?._id ?? '')?.size).toBeGreaterThan(7_000);
    const hostile = odd.find((one) => one.id === 'odd/hostile-names');
    const names = [...(files.get(hostile?._id ?? '')?.keys() ?? [])];
    expect(names.some((name) => name.includes('..'))).toBe(true);
    expect(names.some((name) => name.includes('\u0000'))).toBe(true);
    expect(names.some((name) => name.length >= 4_000)).toBe(true);
    // Nothing was written but the store and the archive, under names of ours.
    const written = readdirSync(place.folder, { recursive: true, encoding: 'utf8' });
    for (const name of written) expect(name).toMatch(/^(store\.duckdb(\.lock)?|archive(\/huggingface-model-\d{8}T\d{6}Z(\/(manifest\.json|(list|changes|record|card|detail|failure)-\d{5}\.ndjson\.gz))?)?)$/);
    for (const name of written.filter((one) => /\.(gz|json|duckdb)$/.test(one))) {
      const bytes = readFileSync(path.join(place.folder, name));
      const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1');
      expect([name, text.includes(token), /hf_[A-Za-z0-9]{20,}/.test(text)]).toEqual([name, false, false]);
    }
  }, 120_000);
});
