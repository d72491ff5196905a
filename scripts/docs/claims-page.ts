import { readReview } from '../../src/app/read-review.js';
import { claims } from '../../src/claims/index.js';
import { verdictWords, type Claim, type MetricAsk } from '../../src/core/claim.js';
import { citeWork, type Review, type ReviewedClaim } from '../../src/core/review.js';
import { code, codes, page, prose, sentence, table, type Page } from './markdown.js';

/** What each verdict means, for a reader who has not seen the code. */
const meanings: Readonly<Record<(typeof verdictWords)[number], string>> = {
  holds: 'the interval of every effect lies wholly beyond its threshold, as claimed; the p value adjusted for all claims tested together is at most 0.05; no other reasonable choice turns it',
  fails: 'the interval of one effect lies wholly short of its threshold, and no other reasonable choice turns it',
  undecided: 'an interval reaches across its threshold, or another reasonable choice says otherwise',
  'not measurable': 'the snapshot does not state a field that it takes; the verdict names it',
  error: 'it could not be computed, which no data should bring about',
};

/** The page of the claims of the program and of the literature file that comes with it. */
export function renderClaims(): Page {
  return describeClaims(claims, readReview());
}

/** The page of claims from any declarations and any review; claims that only the review has are told as not measured. */
export function describeClaims(declared: readonly Claim[], review: Review): Page {
  const ids = [...new Set([...review.claims.map(({ id }) => id), ...declared.map(({ id }) => id)])];
  return page('claims.md', 'Claims', [
    `The claims that the literature makes about the reuse of models, from ${prose(citeWork(review, review.paper))}, and how each is decided. Texts are ours; who says what on which basis stands in ` +
      '[the literature file](../literature/review.yaml) ([why](decisions/0018-literature-file.md)).',
    table(
      ['Claim', 'In words', 'Basis so far', 'Measured'],
      ids.map((id) => {
        const [claim, reviewed] = [declared.find((one) => one.id === id), review.claims.find((one) => one.id === id)];
        return [
          `[${id}](#${anchorOf(id)})`, prose(claim?.sentence ?? reviewed?.statement ?? ''), prose(reviewed?.basis.join(', ') ?? 'not in the review'),
          claim === undefined ? 'not yet' : claim.standIn === null ? 'the claim itself' : 'a stand-in',
        ];
      }),
    ),
    '## Verdicts',
    verdictWords.map((word) => `- **${word}**: ${meanings[word]}.`).join('\n'),
    ...ids.flatMap((id) => describeClaim(id, declared.find((one) => one.id === id), review)),
    '## The review',
    ...describeReview(review),
  ]);
}

/** The anchor that a heading of this text gets. */
function anchorOf(id: string): string {
  return id.toLowerCase();
}

function sourceOf(review: Review, reviewed: ReviewedClaim): string {
  const number = reviewed.number === null ? '' : ` The review counts it as ${reviewed.number}.`;
  const quantified = reviewed.quantified ? '' : ' Without large-scale quantification.';
  const added = reviewed.added === null ? '' : ` Added ${reviewed.added}, after the review.`;
  return `${prose(reviewed.works.map((key) => citeWork(review, key)).join('; '))}; ${reviewed.basis.join(', ')}.${number}${quantified}${added}`;
}

function askOf({ metric, parameters = {} }: MetricAsk): string {
  const given = Object.entries(parameters).map(([name, value]) => `${name} = ${String(value)}`);
  return `[${metric}](metrics.md#${metric})${given.length === 0 ? '' : ` (${prose(given.join(', '))})`}`;
}

function describeClaim(id: string, claim: Claim | undefined, review: Review): string[] {
  const reviewed = review.claims.find((one) => one.id === id);
  const source = reviewed === undefined ? 'not in the review' : sourceOf(review, reviewed);
  const expected = review.expectations.filter((one) => one.claim === id).map(({ metric, expected: seen }) => `- **To be seen if true, by the review:** ${prose(metric)}: ${sentence(seen)}`);
  if (claim === undefined) {
    return [`## ${id}`, `**${prose(reviewed?.statement ?? '')}**`, ['- **Measured:** not yet; the program declares no such claim', `- **Who says so:** ${source}`, ...expected].join('\n')];
  }
  return [
    `## ${id}`,
    `**${prose(claim.sentence)}**`,
    [
      `- **Who says so:** ${source}`,
      ...(reviewed === undefined ? [] : [`- **In the literature:** ${sentence(reviewed.statement)}`]),
      ...expected,
      `- **Stand-in:** ${claim.standIn === null ? 'none, the claim itself is measured' : sentence(claim.standIn)}`,
      `- **Measured by:** ${claim.asks.map(askOf).join(', ')}, of ${claim.kind}s`,
      `- **Threshold:** ${sentence(claim.threshold)}`,
      `- **Would count against it:** ${sentence(claim.against)}`,
      `- **Needs:** ${codes(claim.needs, 'nothing but the listing')}`,
      `- **Rule:** ${code(`${claim.slug}@${claim.version}`)}, [${claim.slug}.ts](../src/claims/${claim.slug}.ts)`,
    ].join('\n'),
    ...(claim.threats.length === 0 ? [] : [['Threats to validity:', '', ...claim.threats.map((threat) => `- ${sentence(threat)}`)].join('\n')]),
  ];
}

function describeReview(review: Review): string[] {
  const { search, categories, remarks } = review;
  const papers = search.papers.map(({ count, what }) => `${count} ${what}`).join(', then ');
  const statements = search.statements.map(({ count, what }) => `${count} ${what}`).join(', then ');
  const sorted = categories.map(({ name, count }) => `${count} ${name.toLowerCase()}`).join(' and ');
  return [
    `${sentence(search.how)} ${sentence(`${papers}.`)} In them ${prose(statements)}: ${prose(sorted)}. The report draws the flow and shows the review's tables.`,
    table(['The paper, on', 'contradicts itself or leaves open'], remarks.map(({ about, says }) => [prose(about), prose(says)])),
  ];
}
