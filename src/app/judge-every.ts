import type { DuckDBConnection } from '@duckdb/node-api';
import { claims, findClaim } from '../claims/index.js';
import type { Verdict } from '../core/claim.js';
import { listSnapshots, type StoredSnapshot } from '../store/records.js';
import { judge, type JudgeRequest } from './judge.js';

/** What claims came to as of a moment, and on every whole list until then. */
export interface JudgedHistory {
  /** One for each claim, on the newest snapshot that can decide it. */
  readonly latest: readonly Verdict[];
  /** One for each claim and snapshot that was judged, oldest first; the latest are among them. */
  readonly history: readonly Verdict[];
}

/**
 * Judges claims as of a moment, and on every whole list of that registry and world before it. Each list is judged by what was known when it
 * was taken. Errors: as `judge`.
 */
export async function judgeEverySnapshot(request: Omit<JudgeRequest, 'snapshot'>): Promise<JudgedHistory> {
  const latest = await judge(request);
  const history = new Map(latest.map((one) => [placeOf(one), one]));
  for (const { key, kind } of await wholeListsBefore(request.connection, request.asOf, latest)) {
    for (const one of await judge({ ...request, claims: claimsAbout(kind, request.claims), snapshot: key })) {
      if (!history.has(placeOf(one))) history.set(placeOf(one), one);
    }
  }
  return { latest, history: [...history.values()].sort((a, b) => (a.snapshot?.takenAt ?? '').localeCompare(b.snapshot?.takenAt ?? '')) };
}

/** Claims about another kind of package are judged when it is the turn of a list of theirs. */
export function claimsAbout(kind: string, among: readonly string[] = claims.map((one) => one.id)): string[] {
  return among.filter((id) => findClaim(id)?.kind === (kind === 'dataset' ? 'dataset' : 'model'));
}

async function wholeListsBefore(connection: DuckDBConnection, asOf: string | undefined, latest: readonly Verdict[]): Promise<StoredSnapshot[]> {
  const judged = latest.find((one) => one.snapshot !== null)?.snapshot ?? null;
  return (await listSnapshots(connection))
    .filter((one) => one.complete && one.scope === 'list' && one.registry === judged?.registry && one.simulated === judged.simulated && (asOf === undefined || one.takenAt <= asOf))
    .sort((a, b) => a.takenAt.localeCompare(b.takenAt));
}

function placeOf({ claim, snapshot }: Verdict): string {
  return `${claim} ${snapshot?.key ?? ''}`;
}
