import type { DuckDBConnection } from '@duckdb/node-api';
import type { Verdict } from '../core/claim.js';
import type { SnapshotReference } from '../core/measurement.js';
import { selectRows } from './rows.js';

/** A verdict as the store keeps it, with when it was reached. */
export interface StoredVerdict extends Verdict {
  /** ISO 8601 UTC. */
  readonly judgedAt: string;
}

/**
 * Records verdicts on snapshots, where they say something else than what was last recorded of the claim and snapshot. Those without a
 * snapshot, and errors, are nothing to keep. Gives how many were new.
 */
export async function recordVerdicts(connection: DuckDBConnection, verdicts: readonly Verdict[], judgedAt: string): Promise<number> {
  const fresh = newVerdicts(verdicts, await listVerdicts(connection));
  for (const verdict of fresh) {
    const { effect, snapshot } = verdict;
    await connection.run(
      `insert into verdict values ($claim, $snapshot_key, $rule, $judged_at::timestamp, $verdict, $effect, $scale, $estimate, $low, $high, $confidence, $n, $threshold, $claimed, $p_holm, $sentence, $detail)`,
      {
        claim: verdict.claim, snapshot_key: snapshot.key, rule: verdict.rule, judged_at: judgedAt.replace('Z', ''), verdict: verdict.verdict,
        effect: effect?.effect ?? null, scale: effect?.scale ?? null, estimate: effect?.estimate ?? null, low: effect?.low ?? null, high: effect?.high ?? null,
        confidence: effect?.level ?? null, n: effect === null ? null : BigInt(Math.round(effect.n)), threshold: effect?.threshold ?? null, claimed: effect?.claimed ?? null,
        p_holm: verdict.pHolm, sentence: verdict.sentence, detail: detailOf(verdict),
      },
    );
  }
  return fresh.length;
}

/** Those that say something else than what is known of their claim and snapshot. What could not be computed says nothing of a snapshot. */
export function newVerdicts(verdicts: readonly Verdict[], known: readonly Verdict[]): (Verdict & { readonly snapshot: SnapshotReference })[] {
  const said = new Map(known.map((one) => [placeOf(one), whatItSays(one)]));
  return verdicts.flatMap((one) => {
    const { snapshot } = one;
    return snapshot === null || one.verdict === 'error' || said.get(placeOf(one)) === whatItSays(one) ? [] : [{ ...one, snapshot }];
  });
}

/** The newest verdict of each claim on each snapshot, by claim and time. */
export async function listVerdicts(connection: DuckDBConnection): Promise<StoredVerdict[]> {
  const rows = await selectRows<{ detail: string; judgedAt: string }>(
    connection,
    `select detail, judged_at as "judgedAt"
     from verdict
     join snapshot using (snapshot_key)
     qualify row_number() over (partition by verdict.claim, verdict.snapshot_key order by verdict.judged_at desc, verdict.rule desc) = 1
     order by verdict.claim, snapshot.taken_at, snapshot.snapshot_key`,
  );
  return rows.map(({ detail, judgedAt }) => ({ ...(JSON.parse(detail) as Verdict), judgedAt }));
}

function placeOf({ claim, snapshot }: Verdict): string {
  return `${claim} ${snapshot?.key ?? ''}`;
}

/** What a reader would take for another verdict: not a p value that others in the family move, nor a note. */
function whatItSays({ rule, verdict, effect, missing, why }: Verdict): string {
  const { estimate = null, low = null, high = null, n = null } = effect ?? {};
  return JSON.stringify([rule, verdict, estimate, low, high, n, missing, why]);
}

/** Written in one order of keys, so that the same verdict is the same text. */
function detailOf(verdict: Verdict): string {
  const { claim, rule, verdict: word, sentence, why, missing, effect, main, sensitivity, pHolm, family, snapshot, snapshots, notes } = verdict;
  return JSON.stringify({ claim, rule, verdict: word, sentence, why, missing, effect, main, sensitivity, pHolm, family, snapshot, snapshots, notes });
}
