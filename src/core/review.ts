/** What a claim of the literature rests on. Large-scale is a measurement on more than 10 % of the population. */
export const claimBases = ['large-scale measurement', 'small-scale measurement', 'survey', 'interviews', 'case study'] as const;

export type ClaimBasis = (typeof claimBases)[number];

/** One paper, as a list of references tells it. */
export interface ReviewWork {
  readonly key: string;
  /** `Family, Given`, in the paper's order. */
  readonly authors: readonly string[];
  readonly year: number;
  readonly title: string;
  /** Where it was published; null where the list of references does not say. */
  readonly venue: string | null;
  /** Day on which it was added after the review; null for the works that the review cites. */
  readonly added: string | null;
}

/** What is left after a step of the search, and why the others are not; `out` is null for the first. */
export interface ReviewStage {
  readonly count: number;
  readonly what: string;
  readonly out: string | null;
}

/** A kind of claim (Table 2 of the paper). Those with `consolidated` became the claims of the review. */
export interface ClaimCategory {
  readonly key: string;
  readonly name: string;
  readonly count: number;
  readonly consolidated: boolean;
  readonly definition: string;
  readonly examples: readonly { readonly work: string; readonly says: string }[];
}

/** A consolidated claim and who makes it (Table 3 of the paper). */
export interface ReviewedClaim {
  readonly id: string;
  /** Key of its theme. */
  readonly theme: string;
  /** The claim as it is read out of the literature, in our words. */
  readonly statement: string;
  readonly basis: readonly ClaimBasis[];
  readonly works: readonly string[];
  /** The paper's number of the claims that it set out to test (`C1`); null for the others. */
  readonly number: string | null;
  /** False where the paper marks the claim as without large-scale quantification. */
  readonly quantified: boolean;
  /** Day on which it was added after the review; null for the claims of the review. */
  readonly added: string | null;
}

/** What is measured for a claim and what is to be seen if it is true (Table 4 of the paper). */
export interface ClaimExpectation {
  readonly claim: string;
  readonly metric: string;
  readonly expected: string;
  /** The like of it that is measured of packages, and where it is from; null where the paper names nothing. */
  readonly analogue: { readonly metric: string; readonly works: readonly string[] } | null;
}

/** A metric of package registries (Table 1 of the paper). */
export interface PackageMetric {
  readonly key: string;
  readonly name: string;
  readonly what: string;
  readonly registries: readonly string[];
  readonly works: readonly string[];
}

/** A systematic review as the literature file has it. All texts are plain, in our words. */
export interface Review {
  readonly title: string;
  /** Key of the paper that is the review. */
  readonly paper: string;
  readonly works: readonly ReviewWork[];
  readonly search: {
    readonly how: string;
    readonly pilot: readonly string[];
    readonly papers: readonly ReviewStage[];
    readonly statements: readonly ReviewStage[];
    readonly consolidated: { readonly count: number; readonly what: string };
  };
  readonly criteria: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  readonly categories: readonly ClaimCategory[];
  readonly themes: readonly { readonly key: string; readonly name: string }[];
  readonly claims: readonly ReviewedClaim[];
  readonly expectations: readonly ClaimExpectation[];
  readonly metrics: readonly PackageMetric[];
  /** Where the paper contradicts itself or leaves something open. */
  readonly remarks: readonly { readonly about: string; readonly says: string }[];
}

/** What the review says of a claim; undefined where it has none with this id. */
export function findReviewedClaim(review: Review, id: string): ReviewedClaim | undefined {
  return review.claims.find((claim) => claim.id === id);
}

/** A work as it is cited in a text: `Castaño et al. 2024`. Throws for a key that the review does not have. */
export function citeWork(review: Review, key: string): string {
  const work = review.works.find((one) => one.key === key);
  if (work === undefined) throw new RangeError(`review: no work (${key}); expected one of: ${review.works.map((one) => one.key).join(', ')}`);
  return `${shortNames(work)} ${work.year}${letterOf(review, work)}`;
}

/** Several works that would be cited alike get letters, in the order of the file. */
function letterOf(review: Review, work: ReviewWork): string {
  const alike = review.works.filter((one) => one.year === work.year && shortNames(one) === shortNames(work));
  return alike.length < 2 ? '' : String.fromCharCode('a'.charCodeAt(0) + alike.indexOf(work));
}

function shortNames({ authors }: ReviewWork): string {
  const families = authors.map((author) => author.split(',')[0]?.trim() ?? author);
  return families.length > 2 ? `${families[0] ?? ''} et al.` : families.join(' and ');
}
