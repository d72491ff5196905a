import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LookOutcome } from '../core/aspect.js';
import { stageLooks } from './looks.test-data.js';
import { mergeSnapshot } from './merge-snapshot.js';
import { selectRows } from './rows.js';
import { describeWorld, openEmptyStore } from './worlds.test-data.js';

let store: Awaited<ReturnType<typeof openEmptyStore>>;
beforeEach(async () => {
  store = await openEmptyStore();
});
afterEach(() => store.close());

interface Day {
  readonly day: number;
  /** Package → revision that the list states. */
  readonly revisions: Readonly<Record<string, string | null>>;
  /** Package → what was learnt of its card, or why nothing was. */
  readonly cards?: Readonly<Record<string, boolean | LookOutcome>>;
  readonly statesRevision?: boolean;
  readonly aspect?: boolean;
}

/** Merges a list, with the cards of those of its packages that somebody looked at. */
async function merge({ day, revisions, cards = {}, statesRevision = true, aspect = true }: Day): Promise<void> {
  const { connection } = store;
  await connection.run(`create or replace temp table staged (registry_id varchar, name varchar ${statesRevision ? ', revision varchar' : ''})`);
  for (const [id, revision] of Object.entries(revisions)) {
    await connection.run(`insert into staged values ('${id}', '${id}' ${statesRevision ? `, ${revision === null ? 'null' : `'${revision}'`}` : ''})`);
  }
  await connection.run('create or replace temp table staged_cards (staged_row bigint, has_card boolean)');
  for (const [id, card] of Object.entries(cards)) {
    if (typeof card === 'boolean') await connection.run(`insert into staged_cards select rowid, ${card} from staged where registry_id = '${id}'`);
  }
  await stageLooks(connection, Object.entries(cards).map(([of, card]) => (
    { of, aspect: 'cards', revision: revisions[of] ?? null, outcome: card === true ? 'seen' : card === false ? 'none' : card })));
  const plain = describeWorld({ series: 'sync', day, covers: [], records: [] });
  const standings = { ...plain.standings, has_card: { standing: 'derived', where: 'cards' } as const };
  if (statesRevision) standings.revision = { standing: 'stated', where: 'the test' };
  await mergeSnapshot(connection, {
    description: { ...plain, standings }, setAside: [], recordedAt: '2026-01-01T00:00:00Z', aliasesSql: null, looks: true,
    derived: [{ table: 'staged_cards', fields: ['has_card'], key: 'staged_row', ...(aspect ? { aspect: 'cards' } : {}) }],
  });
}

async function history(): Promise<[string, number, boolean | null][]> {
  const rows = await selectRows<{ id: string; day: number; value: boolean | null }>(
    store.connection,
    `select registry_id as id, day(taken_at) as day, value from history_has_card
     join package using (package_key) join snapshot using (snapshot_key) order by id, day`,
  );
  return rows.map(({ id, day, value }) => [id, day, value]);
}

describe('facts of an aspect that nobody looked at again', () => {
  it('hold while the revision does, whether there was a card or none', async () => {
    await merge({ day: 1, revisions: { p: 'r1', q: 'r1' }, cards: { p: true, q: false } });
    await merge({ day: 2, revisions: { p: 'r1', q: 'r1' } });
    expect(await history()).toEqual([['p', 1, true], ['q', 1, false]]);
  });

  it('become unknown when the revision is another', async () => {
    await merge({ day: 1, revisions: { p: 'r1' }, cards: { p: true } });
    await merge({ day: 2, revisions: { p: 'r2' } });
    await merge({ day: 3, revisions: { p: 'r2' }, cards: { p: false } });
    expect(await history()).toEqual([['p', 1, true], ['p', 2, null], ['p', 3, false]]);
  });

  it('go by the newest look, not by any', async () => {
    await merge({ day: 1, revisions: { p: 'r1' }, cards: { p: true } });
    await merge({ day: 2, revisions: { p: 'r2' }, cards: { p: false } });
    await merge({ day: 3, revisions: { p: 'r1' } });
    expect(await history()).toEqual([['p', 1, true], ['p', 2, false], ['p', 3, null]]);
  });

  it('stay unknown where the look was not let in', async () => {
    await merge({ day: 1, revisions: { p: 'r1' }, cards: { p: 'gated' } });
    await merge({ day: 2, revisions: { p: 'r1' } });
    expect(await history()).toEqual([]);
  });

  it('become unknown where no revision is known, of the look or of the list', async () => {
    await merge({ day: 1, revisions: { p: null, q: 'r1' }, cards: { p: true, q: true } });
    await merge({ day: 2, revisions: { p: null, q: null } });
    expect(await history()).toEqual([['p', 1, true], ['p', 2, null], ['q', 1, true], ['q', 2, null]]);
  });

  it('become unknown where the list states no revisions', async () => {
    await merge({ day: 1, revisions: { p: 'r1' }, cards: { p: true } });
    await merge({ day: 2, revisions: { p: 'r1' }, statesRevision: false });
    expect(await history()).toEqual([['p', 1, true], ['p', 2, null]]);
  });

  it('become unknown where the table of facts names no aspect', async () => {
    await merge({ day: 1, revisions: { p: 'r1' }, cards: { p: true } });
    await merge({ day: 2, revisions: { p: 'r1' }, aspect: false });
    expect(await history()).toEqual([['p', 1, true], ['p', 2, null]]);
  });

  it('are taken from the newest facts where the same revision was looked at again', async () => {
    await merge({ day: 1, revisions: { p: 'r1' }, cards: { p: true } });
    await merge({ day: 2, revisions: { p: 'r1' }, cards: { p: false } });
    expect(await history()).toEqual([['p', 1, true], ['p', 2, false]]);
  });

  it('stay unknown in later lists when the look is imported afterwards, and are never wrong', async () => {
    await merge({ day: 3, revisions: { p: 'r1' }, cards: {} });
    await merge({ day: 2, revisions: { p: 'r1' }, cards: { p: true } });
    expect(await history()).toEqual([['p', 2, true], ['p', 3, null]]);
  });
});
