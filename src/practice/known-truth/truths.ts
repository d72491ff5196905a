import { claimIds, type ClaimId, type VerdictWord } from '../../core/claim.js';

/** What the process that makes a hub says of a claim. */
export const truthWords = ['present', 'absent', 'reversed'] as const;

export type Truth = (typeof truthWords)[number];

export type Truths = Readonly<Record<ClaimId, Truth>>;

/** What a truth means for one claim, and which verdict is right where it is so. */
export interface TruthMeaning {
  /** What the process does. */
  readonly process: string;
  readonly right: Extract<VerdictWord, 'holds' | 'fails'>;
  /**
   * Whether the process puts the effect further from the threshold than its interval reaches at the size of these hubs. Declared before the
   * hubs that are judged were made. Where it is false, `undecided` is a right answer too, and the other verdict is wrong all the same.
   */
  readonly decidable: boolean;
}

function decidable(process: string, right: TruthMeaning['right']): TruthMeaning {
  return { process, right, decidable: true };
}

/**
 * The truths of the twelve claims, in terms of the process in `process.ts`. A claim holds where its effect is present and fails where it is
 * absent or reversed, with one exception: S1 says that attributes affect selection and not in which direction, so its effect reversed is an effect.
 * D1 and D3 speak of a share against a bar, which has no opposite sign: there `reversed` is the far end and `absent` lies between it and the bar.
 */
export const truthMeanings: Readonly<Record<ClaimId, Readonly<Record<Truth, TruthMeaning>>>> = {
  T1: {
    present: decidable('six owners of about 700 have nine tenths of all downloads, unequally', 'holds'),
    absent: decidable('who owns a model has no part in its downloads', 'fails'),
    reversed: decidable('owners of many models have fewer downloads of each, so that owners have about equal totals', 'fails'),
  },
  T2: {
    present: decidable('derived models name transformers twice as often as any other library', 'holds'),
    absent: decidable('transformers is named about as often as one other library (0.02 less)', 'fails'),
    reversed: decidable('another library is named by 0.3 more of the derived models', 'fails'),
  },
  T3: {
    present: decidable('a derived model keeps transformers with probability 0.75, any other library with 0.5', 'holds'),
    absent: decidable('a derived model keeps every library with probability 0.85', 'fails'),
    reversed: decidable('it keeps transformers with probability 0.45, any other library with 0.7', 'fails'),
  },
  T4: {
    present: decidable('a derived model of a base without a finding gets one with probability 0.35 and loses it with 0.05', 'holds'),
    absent: decidable('as many pairs gain a finding as lose one, about 0.03', 'fails'),
    reversed: decidable('a finding is lost with probability 0.6 and gained with 0.03', 'fails'),
  },
  S1: {
    present: decidable('architecture and a statement of carbon make about a quarter of the variance of log downloads', 'holds'),
    absent: decidable('no attribute has a part in downloads', 'fails'),
    reversed: decidable('the same attributes with opposite sign: still an effect', 'holds'),
  },
  S2: {
    present: decidable('a base is chosen by its rank in downloads', 'holds'),
    absent: decidable('popularity has no part in the choice of a base', 'fails'),
    reversed: decidable('a base is chosen by how recently it changed', 'fails'),
  },
  L1: {
    present: decidable('three quarters of the commits are perfective, and models with more of them are more popular, larger and better documented (r = 0.4 each)', 'holds'),
    absent: decidable('a third of the commits is perfective, and their number has to do with nothing', 'fails'),
    reversed: decidable('an eighth is perfective, and models with more commits are less popular, smaller and worse documented (r = −0.4 each)', 'fails'),
  },
  D1: {
    present: decidable('an attribute that authors write is there with probability 0.12, a section of the card with 0.25', 'holds'),
    absent: decidable('with probability 0.75, a section with 0.7: documentation has gaps, and is not scarce', 'fails'),
    reversed: decidable('with probability 0.9, a section with 0.8: hardly anything is left out', 'fails'),
  },
  D2: {
    present: decidable('documentation goes up with popularity, r = 0.6', 'holds'),
    absent: decidable('documentation has nothing to do with popularity', 'fails'),
    reversed: decidable('documentation goes down with popularity, r = −0.6', 'fails'),
  },
  D3: {
    present: decidable('of names with an architecture a fifth names a wrong one, of those with a size a seventh', 'holds'),
    absent: decidable('two in a thousand names are wrong: slips', 'fails'),
    reversed: decidable('no name is wrong', 'fails'),
  },
  D4: {
    present: decidable('documentation of datasets goes up with their downloads, r = 0.6', 'holds'),
    absent: decidable('it has nothing to do with their downloads', 'fails'),
    reversed: decidable('it goes down with their downloads, r = −0.6', 'fails'),
  },
  U1: {
    present: decidable('new models per month grow by the same factor, e to the 0.1', 'holds'),
    absent: decidable('new models per month grow by the same number', 'fails'),
    reversed: decidable('new models per month rise, slow down, and stay', 'fails'),
  },
};

/** +1 where the effect is present, −1 where it is reversed, 0 where it is absent. */
export function signOf(truth: Truth): 1 | 0 | -1 {
  return truth === 'present' ? 1 : truth === 'reversed' ? -1 : 0;
}

/** The same truth for all claims, for tests and to start from. */
export function everywhere(truth: Truth): Truths {
  return Object.fromEntries(claimIds.map((id) => [id, truth])) as Record<ClaimId, Truth>;
}
