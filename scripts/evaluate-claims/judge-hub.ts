import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { measure } from '../../src/app/measure.js';
import { decideFamily, type WeighedClaim } from '../../src/claims/decide.js';
import { claims } from '../../src/claims/index.js';
import type { Claim, MetricAsk, Verdict } from '../../src/core/claim.js';
import type { Measurement } from '../../src/core/measurement.js';
import type { PlannedHub } from '../../src/practice/known-truth/assign-truths.js';
import { drawHub, type HubSize } from '../../src/practice/known-truth/draw-hub.js';
import { mergeKnownHub, type MergedHub, type Withheld } from '../../src/practice/known-truth/merge-known-hub.js';
import { createSchema } from '../../src/store/create-schema.js';

/** The verdicts of all claims on one hub, made anew in an empty store in memory. */
export async function judgeHub(plan: Pick<PlannedHub, 'seed' | 'truths'>, size?: HubSize, withheld?: Withheld): Promise<Verdict[]> {
  // One thread: so that nothing depends on the order in which threads come to an end.
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    await createSchema(connection);
    const merged = await mergeKnownHub(connection, size === undefined ? drawHub(plan.seed, plan.truths) : drawHub(plan.seed, plan.truths, size), withheld);
    return await judgeSnapshots(connection, merged);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Measures what each claim asks for on the snapshots of a hub, and decides all claims together. */
async function judgeSnapshots(connection: DuckDBConnection, merged: MergedHub): Promise<Verdict[]> {
  const measured = new Map<string, readonly Measurement<unknown>[]>();
  async function answer(claim: Claim, ask: MetricAsk): Promise<readonly Measurement<unknown>[]> {
    const snapshot = claim.kind === 'dataset' ? merged.datasets : merged.models;
    if (snapshot === null) throw new RangeError(`${claim.id}: no snapshot of kind ${claim.kind}`);
    const key = JSON.stringify([ask.metric, ask.parameters, snapshot]);
    const measurements = measured.get(key) ?? await measure({ connection, metric: ask.metric, ...ask.parameters, snapshots: [snapshot] });
    measured.set(key, measurements);
    return measurements;
  }
  const weighed: WeighedClaim[] = [];
  for (const claim of claims) weighed.push({ claim, snapshot: null, snapshots: [], evidence: await weigh(claim, (ask) => answer(claim, ask)) });
  return decideFamily(weighed);
}

async function weigh(claim: Claim, answer: (ask: MetricAsk) => Promise<readonly Measurement<unknown>[]>): Promise<WeighedClaim['evidence']> {
  try {
    const asked = [];
    for (const ask of claim.asks) asked.push({ ask, measurements: await answer(ask) });
    return claim.weigh(asked);
  } catch (error) {
    // An error is a verdict like another: what is counted is whether it was right, and it never is.
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
