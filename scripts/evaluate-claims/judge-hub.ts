import { DuckDBInstance } from '@duckdb/node-api';
import { judge } from '../../src/app/judge.js';
import type { Verdict } from '../../src/core/claim.js';
import type { PlannedHub } from '../../src/practice/known-truth/assign-truths.js';
import { drawHub, type HubSize } from '../../src/practice/known-truth/draw-hub.js';
import { mergeKnownHub, type Withheld } from '../../src/practice/known-truth/merge-known-hub.js';
import { createSchema } from '../../src/store/create-schema.js';

/** The verdicts of all claims on one hub, made anew in an empty store in memory. */
export async function judgeHub(plan: Pick<PlannedHub, 'seed' | 'truths'>, size?: HubSize, withheld?: Withheld): Promise<Verdict[]> {
  // One thread: so that nothing depends on the order in which threads come to an end.
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    await createSchema(connection);
    const merged = await mergeKnownHub(connection, size === undefined ? drawHub(plan.seed, plan.truths) : drawHub(plan.seed, plan.truths, size), withheld);
    return await judge({ connection, snapshot: merged.models });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
