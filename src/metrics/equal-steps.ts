/** How far an interval may be from the one asked for, as a share of it. */
export const stepTolerance = 0.3;

/**
 * The longest chain of instants in which each follows the one before by nearly `step` (to within three tenths of it); of equally long ones that
 * which comes closest in sum, then the latest. Gives positions in `instants` (ascending, in months); one position alone is no chain: empty.
 */
export function longestChain(instants: readonly number[], step: number): number[] {
  const best: { readonly length: number; readonly off: number; readonly from: number | null }[] = [];
  for (let here = 0; here < instants.length; here += 1) {
    let chosen: (typeof best)[number] = { length: 1, off: 0, from: null };
    for (let before = here - 1; before >= 0; before -= 1) {
      const off = Math.abs(instants[here]! - instants[before]! - step);
      if (off > stepTolerance * step + 1e-9) continue;
      const so = best[before]!;
      if (so.length + 1 > chosen.length || (so.length + 1 === chosen.length && so.off + off < chosen.off)) chosen = { length: so.length + 1, off: so.off + off, from: before };
    }
    best.push(chosen);
  }
  let end = -1;
  for (const [here, one] of best.entries()) {
    const last = best[end];
    if (last === undefined || one.length > last.length || (one.length === last.length && one.off <= last.off)) end = here;
  }
  if (end < 0 || best[end]!.length < 2) return [];
  const chain: number[] = [];
  for (let here: number | null = end; here !== null; here = best[here]!.from) chain.unshift(here);
  return chain;
}
