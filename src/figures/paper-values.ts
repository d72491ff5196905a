import type { FigureName } from '../core/measurement.js';

/**
 * What the paper publishes for the four metrics, to be drawn beside our own numbers. The paper is "What do we know
 * about Hugging Face? A systematic literature review and quantitative validation of qualitative claims" (ESEM 2024).
 * Only what is printed there, or in the output of its published notebook, stands here; what it does not publish (an
 * intercept, an effect size) is absent.
 */

/** A number read from a picture: the true value lies in low … high. */
export interface PaperValue {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface PaperTurnover {
  /** Label of the bar in the paper's figure. */
  readonly label: string;
  /** Day the data is from, ISO 8601; the middle of the month where only the month is known. */
  readonly takenOn: string;
  readonly remained: PaperValue;
  readonly returning: PaperValue;
  readonly newcomers: PaperValue;
}

export interface PaperRegistry {
  /** Slug of the registry; `npm` and `pypi` are matched in whichever source they come through. */
  readonly registry: 'huggingface' | 'npm' | 'pypi';
  /** Distinct packages that were ever in the top 1,000; printed by the notebook, exact. */
  readonly union: number;
  readonly bars: readonly PaperTurnover[];
}

/** Figure 5 and section 5.3.2: "Over 80% of descendant models continue to employ the Transformers library". */
export const paperPreservation = {
  source: 'paper, Figure 5 and section 5.3.2',
  library: 'transformers',
  share: 0.8,
  label: 'over 80 %',
} as const;

/** Size of the top that Figure 6 is about. */
export const paperTop = 1000;

function exact(value: number): PaperValue {
  return { value, low: value, high: value };
}

/** Bars were read from the picture of the notebook, to ±1. */
function read(value: number): PaperValue {
  return value === 0 || value === paperTop ? exact(value) : { value, low: value - 1, high: value + 1 };
}

function between(low: number, high: number): PaperValue {
  return { value: Math.round((low + high) / 2), low, high };
}

function bar(label: string, takenOn: string, counts: readonly [PaperValue, PaperValue, PaperValue]): PaperTurnover {
  const [remained, returning, newcomers] = counts;
  return { label, takenOn, remained, returning, newcomers };
}

/**
 * Figure 6. Bars: the picture in cell 18 of `turnover.ipynb` of the paper's artefact, ±1; its axis begins at 20, so a
 * smaller bar is only known as a range. The unions are printed there. The first Hugging Face snapshot is labelled
 * 06/22; by the creation dates of the models in it, it is from 19 June 2021, and stands there.
 */
export const paperTurnover: readonly PaperRegistry[] = [
  {
    registry: 'huggingface',
    union: 2535,
    bars: [
      bar('06/22', '2021-06-19', [exact(0), exact(0), exact(1000)]),
      bar('05/23', '2023-05-15', [read(425), exact(0), read(575)]),
      bar('10/23', '2023-10-15', [read(525), read(24), read(451)]),
      bar('04/24', '2024-04-15', [read(426), read(65), read(509)]),
    ],
  },
  {
    registry: 'npm',
    union: 1127,
    bars: [
      bar('11/22', '2022-11-15', [exact(0), exact(0), exact(1000)]),
      bar('08/23', '2023-08-15', [read(945), exact(0), read(55)]),
      bar('10/23', '2023-10-15', [between(966, 970), between(0, 4), read(30)]),
      bar('03/24', '2024-03-15', [between(956, 958), between(0, 2), read(42)]),
    ],
  },
  {
    registry: 'pypi',
    union: 1429,
    bars: [
      bar('11/22', '2022-11-15', [exact(0), exact(0), exact(1000)]),
      bar('08/23', '2023-08-15', [read(651), exact(0), read(349)]),
      bar('10/23', '2023-10-15', [read(941), read(25), read(34)]),
      bar('03/24', '2024-03-15', [read(923), read(31), read(46)]),
    ],
  },
];

/** Figure 7: "a slope of 0.15" of the least-squares line in log–log; no intercept is given. */
export const paperDescendants = { source: 'paper, Figure 7', slope: 0.15 } as const;

/** Figure 8 and section 5.5.2: the top 1,000 are better documented than the bottom 1,000; no effect size is given. */
export const paperDocumentation = { source: 'paper, Figure 8 and section 5.5.2', pBelow: 0.01 } as const;

/** The paper's result per figure, in words, for tables that set it beside ours. */
export const paperSentences = {
  'figure-5': 'Transformers is kept by over 80 % of the descendants; no other library comes near (Figure 5).',
  'figure-6': 'Distinct packages in the top 1,000 of four snapshots: Hugging Face 2,535, npm 1,127, PyPI 1,429 (Figure 6).',
  'figure-7': 'Slope of the log–log least-squares line 0.15, a weak positive relation (Figure 7).',
  'figure-8': 'The top 1,000 are better documented than the bottom 1,000, p < 0.01; no effect size is given (Figure 8).',
  'documentation-completeness': 'Claim D1 of the review: properties are under-documented. The paper does not measure it.',
  'dataset-documentation': 'Claim D4 of the review: documentation of datasets goes with their popularity. The paper does not measure it.',
  'registry-growth': 'Claim U1 of the review: the platform grows exponentially. The paper does not measure it.',
  'derived-findings': 'Claim T4 of the review: forking introduces vulnerabilities of low severity. The paper does not measure it.',
  'maintenance': 'Claim L1 of the review: maintenance is perfective; well-maintained models are more popular, larger and better documented. The paper does not measure it.',
  'library-adoption': 'Claim T2 of the review: transformers makes creation and reuse more accessible. The paper does not measure it.',
  'owner-concentration': 'Claim T1 of the review: few owners hold the popular models. The paper does not measure it.',
  'selection-attributes': 'Claim S1 of the review: architecture, performance, reproducibility and portability affect selection. The paper finds it too imprecise to measure.',
  'selection-dominance': 'Claim S2 of the review: popularity matters more for selection than maintenance and quality. The paper looks at turnover and descendants only (Figures 6 and 7).',
  'name-consistency': 'Claim D3 of the review: names are inconsistent and can misstate the architecture. The paper does not measure it.',
  'top-survival': 'The paper counts who stays from one snapshot to the next; it does not ask for how long.',
  'top-exits': 'The paper counts who leaves; it does not ask what became of them or who followed.',
  'registry-comparison': 'npm and PyPI are steadier than Hugging Face, by unions over four snapshots at unequal intervals (Figure 6).',
  'registry-profile': 'Table 1 names the four characteristics for package registries; the paper does not measure them for models.',
} as const satisfies Record<FigureName, string>;

/** The paper's values for a registry, by its slug; undefined for registries that the paper does not have. */
export function findPaperTurnover(registry: string): PaperRegistry | undefined {
  const words = registry.toLowerCase().split(/[^a-z0-9]+/);
  return paperTurnover.find((paper) => words.includes(paper.registry));
}
