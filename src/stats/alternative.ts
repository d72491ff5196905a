/** The hypothesis a test is for: a difference either way, the first larger, or the first smaller. */
export type Alternative = 'two-sided' | 'greater' | 'less';

/** p value of a statistic whose law is symmetric about zero, from its survival function. */
export function tailProbability(statistic: number, alternative: Alternative, survival: (x: number) => number): number {
  if (alternative === 'greater') return survival(statistic);
  if (alternative === 'less') return survival(-statistic);
  return Math.min(1, 2 * survival(Math.abs(statistic)));
}
