/**
 * The process that makes a hub with a known truth. All of a hub follows from its seed and its truths; s(X) is +1, 0 or −1 where the truth of
 * claim X is present, absent or reversed. Normal latents per model, of variance 1:
 *
 * - popularity p = a·A + b·C + c·B + rest, where A is the effect of the architecture, C that of a stated carbon figure and B that of being a
 *   base, all standardised, a = s(S1)·`architectureLoading`, b = s(S1)·`carbonLoading`, and c = `baseLoading` where S2 is present, else 0;
 * - documentation d = s(D2)·`documentationLoading`·p + g·B + rest, where g = s(D2)·`baseLoading` unless S2 is present;
 * - recency r = `baseLoading`·B + rest where S2 is reversed, else rest alone; size z = rest alone;
 * - activity m = w₁p + w₂d + w₃z + rest, with the weights that make its correlation with each of p, d and z s(L1)·`activityCorrelation`.
 *
 * log₁₀ downloads = 3 + 0.7·p + owner (T1: six owners have `giants` times as much; reversed: less for the models of large owners). Likes follow
 * downloads. The date of creation is drawn month by month from the curve of U1. Of all models `baseShare` are bases without parents; the others
 * derive from one base that is older, chosen in proportion to exp(`choice`·score): of the normal score of downloads (S2 present) or of recency
 * (S2 reversed), and with the sign of D2 of documentation, so that D2 has the same truth whichever popularity is looked at.
 * A derived model keeps each library of its base with the probability of T3, one uniform number deciding over most of them, and takes up those
 * that its base lacks so often that the shares among derived models are those of T2; its weights have a finding or not as T4 says.
 * An attribute of the card is there with the probability of D1; those that S1 does not ask for the more often the higher d is, probit with
 * loading `cardLoading`; so are the five sections. Names say architecture and size, wrongly as often as D3 says. Commits are
 * exp(`commits` + `commitSpread`·m) many, perfective as often as L1 says. Datasets are a list of their own: downloads, and a card with D4's loading.
 *
 * So no truth of a claim depends on that of another, except that with S1 the variance is shared between p's parts.
 */
export const knobs = {
  takenAt: '2026-07-01T00:00:00.000Z',
  months: 36,
  models: 4000,
  datasets: 6000,
  owners: 700,
  ownerless: 0.01,
  architectureLoading: 0.5,
  carbonLoading: 0.25,
  carbonStated: 0.3,
  documentationLoading: 0.6,
  activityCorrelation: 0.4,
  downloads: { middle: 3, spread: 0.7 },
  /** By how much the six great owners' models are more popular, and how many of the models are theirs. */
  giants: [362, 272, 204, 153, 115, 86],
  giantModels: 30,
  baseShare: 0.35,
  baseLoading: 0.5,
  choice: { downloads: 1.2, recency: 1.4, documentation: 1.2, documentationBesideDownloads: 0.6 },
  cardLoading: 2,
  /** How often the card of a dataset has each section. */
  sections: 0.45,
  hasCard: 0.95,
  generated: 0.1,
  lookedAt: 1 / 2,
  /** How often a library is kept or not together with the others of the model. */
  together: 0.8,
  commits: 1.6,
  commitSpread: 0.8,
  findingOfBase: 0.35,
} as const;

/** What the truths of T2, T3, T4, D1, D3, L1 and U1 put into the process. */
export const effects = {
  /** Target share among derived models of transformers and of its rival; the others are not taken up. */
  named: { present: { transformers: 0.7, rival: 0 }, absent: { transformers: 0.58, rival: 0.6 }, reversed: { transformers: 0.4, rival: 0.7 } },
  kept: { present: { transformers: 0.75, others: 0.5 }, absent: { transformers: 0.85, others: 0.85 }, reversed: { transformers: 0.45, others: 0.7 } },
  finding: { present: { gained: 0.35, lost: 0.05 }, absent: { gained: 0.04, lost: (0.04 * 0.65) / 0.35 }, reversed: { gained: 0.03, lost: 0.6 } },
  /** Of attributes that the author of a model states, and of sections that the card has. */
  attribute: { present: 0.12, absent: 0.75, reversed: 0.9 },
  section: { present: 0.25, absent: 0.7, reversed: 0.8 },
  wrongName: { present: { architecture: 0.2, size: 1 / 7 }, absent: { architecture: 0.002, size: 0.002 }, reversed: { architecture: 0, size: 0 } },
  perfective: { present: 0.75, absent: 1 / 3, reversed: 1 / 8 },
} as const;

/** Weights of the months, oldest first (U1). */
export function monthWeights(truth: 'present' | 'absent' | 'reversed'): number[] {
  return Array.from({ length: knobs.months }, (_, t) =>
    truth === 'present' ? Math.exp(0.1 * t) : truth === 'absent' ? 15 + 5 * t : 1 / (1 + Math.exp(-0.25 * (t - 12))));
}
