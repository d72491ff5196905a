import { isAspect } from '../../src/core/aspect.js';
import { claims } from '../../src/claims/index.js';
import type { ClaimId } from '../../src/core/claim.js';
import type { Field } from '../../src/core/field.js';
import { planHubs } from '../../src/practice/known-truth/assign-truths.js';
import type { HubSize } from '../../src/practice/known-truth/draw-hub.js';
import { everywhere } from '../../src/practice/known-truth/truths.js';
import { judgeHub } from './judge-hub.js';
import { besideTruths, type JudgedTruth } from './tally.js';

/** Too small for most claims to be decided. */
export const smallSize: HubSize = { models: 150, datasets: 40 };
const smallGroups = 8;

/** Verdicts on hubs that are too small: right or undecided or not measurable, but not wrong. */
export async function judgeSmallHubs(groups: number = smallGroups): Promise<JudgedTruth[]> {
  const judged: JudgedTruth[] = [];
  // Other seeds than those of the large hubs, else the small ones would be their beginnings.
  for (const { seed, truths } of planHubs(groups)) judged.push(...besideTruths(seed + 1000, truths, await judgeHub({ seed: seed + 1000, truths }, smallSize)));
  return judged;
}

/** What is told where a need of a claim is withheld. */
export interface WithheldVerdict {
  readonly claim: ClaimId;
  readonly withheld: string;
  readonly verdict: string;
  /** What is named as missing. */
  readonly missing: readonly string[];
}

/** Withholds each need of each claim from a hub in which every effect is present. */
export async function judgeWithheld(): Promise<WithheldVerdict[]> {
  const needs = [...new Set(claims.flatMap((claim) => claim.needs))].filter((need) => need !== 'name').sort();
  const found: WithheldVerdict[] = [];
  for (const need of needs) {
    const withheld = isAspect(need) ? { commits: need === 'commits' } : { fields: [need satisfies Field] };
    const verdicts = await judgeHub({ seed: 2001, truths: everywhere('present') }, { models: 400, datasets: 100 }, withheld);
    for (const claim of claims.filter((one) => one.needs.includes(need))) {
      const verdict = verdicts.find((one) => one.claim === claim.id);
      if (verdict !== undefined) found.push({ claim: claim.id, withheld: need, verdict: verdict.verdict, missing: verdict.missing });
    }
  }
  return found;
}
