import { verdictWords } from '../../src/core/claim.js';
import { firstSeed } from '../../src/practice/known-truth/assign-truths.js';
import { knobs } from '../../src/practice/known-truth/process.js';
import { truthMeanings } from '../../src/practice/known-truth/truths.js';
import { claims } from '../../src/claims/index.js';
import { smallSize, withheldSize, type WithheldVerdict } from './other-hubs.js';
import { cellsOf, isFalseHolds, isRight, isWrong, lawsOf, shareText, type JudgedTruth } from './tally.js';

/** All that was judged. */
export interface Evaluation {
  readonly groups: number;
  readonly judged: readonly JudgedTruth[];
  readonly small: readonly JudgedTruth[];
  readonly withheld: readonly WithheldVerdict[];
}

/** The page that holds the last evaluation. */
export function evaluationPage({ groups, judged, small, withheld }: Evaluation): string {
  const laws = lawsOf(judged);
  const named = withheld.filter(({ withheld: need, verdict, missing }) => verdict === 'not measurable' && missing.includes(need));
  return `${[
    '# Whether verdicts are right',
    'Made by `npm run evaluate:claims` from simulated hubs with a known truth; changes here are lost. The same program gives the same page.',
    `Rules: ${rulesOfClaims().map((rule) => `\`${rule}\``).join(', ')}.`,
    '## In short',
    table(['law', 'found', 'with Wilson\'s interval at 95 %'], [
      ['right among the decidable, at least 95 %', met(laws.right.numerator >= 0.95 * laws.right.denominator), shareText(laws.right.numerator, laws.right.denominator)],
      ['*holds* where the effect is not there, at most 2 %', met(laws.falseHolds.numerator <= 0.02 * laws.falseHolds.denominator), shareText(laws.falseHolds.numerator, laws.falseHolds.denominator)],
      ['wrong where it cannot be decided (hubs that are too small)', met(small.filter(isFalseHolds).length <= 0.02 * small.length), shareText(small.filter(isWrong).length, small.length)],
      ['*not measurable*, and the field named, where a needed field is withheld', met(named.length === withheld.length), shareText(named.length, withheld.length)],
    ]),
    '## The hubs',
    `${3 * groups} hubs of ${knobs.models} models and ${knobs.datasets} datasets, seeds ${firstSeed} to ${firstSeed + 3 * groups - 1}, each in a store of its own, written by the way all snapshots take and judged by the product's own metrics and claims. In three hubs of a group each claim has each truth once, so that each truth of each claim is met with ${groups} seeds; the truths of two claims vary independently (an orthogonal array, see \`src/practice/known-truth/assign-truths.ts\`). The process, with its knobs, is in \`src/practice/known-truth/process.ts\`; that its truths show in the hubs is tested without any metric.`,
    table(['claim', 'present', 'absent', 'reversed'], claims.map(({ id }) => [id, ...(['present', 'absent', 'reversed'] as const).map((truth) => {
      const { process, right, decidable } = truthMeanings[id][truth];
      return `${process}: *${right}*${decidable ? '' : ' (not decidable at this size)'}`;
    })])),
    'Decidable is what the process puts further from the threshold than the interval reaches at this size. It is declared for each claim and truth in `src/practice/known-truth/truths.ts`; cells that are not decidable are marked above, and no hub is left out. The strength of the effects was set on hubs with smaller seeds, so that cells that were meant to be decidable are; those hubs are not in this page; nor are those on which the claims were tried before their thresholds were final (seeds below 201).',
    '## Verdicts',
    verdictTable(judged),
    ...exceptions(judged, 'Verdicts that are not right'),
    '## Hubs that are too small',
    `${new Set(small.map(({ seed }) => seed)).size} hubs of ${smallSize.models} models and ${smallSize.datasets} datasets. Here *undecided* and *not measurable* are right too; the other verdict is wrong. Right or undecided or not measurable: ${shareText(small.length - small.filter(isWrong).length, small.length)}. False *holds*: ${shareText(small.filter(isFalseHolds).length, small.length)}.`,
    verdictTable(small),
    '## Hubs that lack a field',
    `A hub in which every effect is present, of ${withheldSize.models} models and ${withheldSize.datasets} datasets; each field or aspect that a claim needs is withheld in turn.`,
    table(['claim', 'withheld', 'verdict', 'named as missing'], withheld.map((one) => [one.claim, `\`${one.withheld}\``, one.verdict, one.missing.map((field) => `\`${field}\``).join(', ')])),
  ].join('\n\n')}\n`;
}

/** The claims with their versions, as the page names them. */
export function rulesOfClaims(): string[] {
  return claims.map(({ slug, version }) => `${slug}@${version}`);
}

function met(is: boolean): string {
  return is ? 'met' : '**not met**';
}

function verdictTable(judged: readonly JudgedTruth[]): string {
  return table(['claim', 'truth', ...verdictWords, 'right'], cellsOf(judged).map((cell) =>
    [cell.claim, cell.truth, ...verdictWords.map((word) => String(cell.counts[word])), shareText(cell.right, cell.n)]));
}

function exceptions(judged: readonly JudgedTruth[], title: string): string[] {
  const these = judged.filter((one) => !isRight(one));
  if (these.length === 0) return [];
  return [`### ${title}`, these.map(({ seed, claim, truth, verdict, why, estimate, low, high }) =>
    `- seed ${seed}, ${claim} is ${truth}: ${verdict}; ${number(estimate)} [${number(low)}, ${number(high)}]${why === null ? '' : `; ${why}`}`).join('\n')];
}

function number(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
