import { claims } from '../../src/claims/index.js';
import type { ClaimId } from '../../src/core/claim.js';
import { isField } from '../../src/core/field.js';
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

/** Large enough for every claim to be measurable where nothing is withheld. */
export const withheldSize: HubSize = { models: 2500, datasets: 300 };

/** Withholds each need of each claim from a hub in which every effect is present. */
export async function judgeWithheld(): Promise<WithheldVerdict[]> {
  const needs = [...new Set(claims.flatMap((claim) => claim.needs))].filter((need) => need !== 'name').sort();
  const found: WithheldVerdict[] = [];
  for (const need of needs) {
    // `files` is a field and an aspect: these hubs have it as a field, and of the aspects only commits.
    const withheld = isField(need) ? { fields: [need] } : { commits: need === 'commits' };
    const verdicts = await judgeHub({ seed: 2001, truths: everywhere('present') }, withheldSize, withheld);
    for (const claim of claims.filter((one) => one.needs.includes(need))) {
      const verdict = verdicts.find((one) => one.claim === claim.id);
      if (verdict !== undefined) found.push({ claim: claim.id, withheld: need, verdict: verdict.verdict, missing: verdict.missing });
    }
  }
  return found;
}
