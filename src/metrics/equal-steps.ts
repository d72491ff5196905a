/** How far an interval may be from the one asked for, as a share of it. */
export const stepTolerance = 0.3;

/**
 * The chain of instants in which each follows the one before by nearly `step` (to within three tenths of it) that is best in all: each interval
 * counts 1 less the square of how far it is off, in units of what is allowed, so that more intervals are better, but not many short ones in place
 * of fewer right ones. Of equally good ones the latest. Gives positions in `instants` (ascending, in months); empty where no two fit.
 */
export function equalSteps(instants: readonly number[], step: number): number[] {
  const best: { readonly worth: number; readonly from: number | null }[] = [];
  let end = -1;
  for (let here = 0; here < instants.length; here += 1) {
    let chosen: (typeof best)[number] = { worth: 0, from: null };
    for (let before = here - 1; before >= 0; before -= 1) {
      const off = Math.abs(instants[here]! - instants[before]! - step) / (stepTolerance * step);
      const worth = best[before]!.worth + 1 - off * off;
      // An interval at the very limit is worth nothing and is left out.
      if (off < 1 && worth > chosen.worth) chosen = { worth, from: before };
    }
    best.push(chosen);
    if (chosen.from !== null && (end < 0 || chosen.worth >= best[end]!.worth)) end = here;
  }
  const chain: number[] = [];
  for (let here: number | null = end < 0 ? null : end; here !== null; here = best[here]!.from) chain.unshift(here);
  return chain;
}
