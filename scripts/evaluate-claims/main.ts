// npm run evaluate:claims [-- --groups 20]: makes hubs with a known truth, judges all claims on each, and writes docs/claim-evaluation.md.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { planHubs } from '../../src/practice/known-truth/assign-truths.js';
import { judgeHub } from './judge-hub.js';
import { evaluationPage } from './page.js';
import { judgeSmallHubs, judgeWithheld } from './other-hubs.js';
import { besideTruths, cellsOf, isRight, lawsOf, shareText, type JudgedTruth } from './tally.js';

/** Seeds per claim and truth. */
const full = 20;
const groups = readGroups();
const judged: JudgedTruth[] = [];
for (const plan of planHubs(groups)) {
  const one = besideTruths(plan.seed, plan.truths, await judgeHub(plan));
  judged.push(...one);
  const off = one.filter((each) => !isRight(each));
  process.stdout.write(`hub ${plan.seed}: ${one.length - off.length} of ${one.length} right${off.map(({ claim, truth, verdict, why, estimate, low, high }) =>
    `\n  ${claim} is ${truth}: ${verdict}; ${estimate?.toFixed(3) ?? '-'} [${low?.toFixed(3) ?? '-'}, ${high?.toFixed(3) ?? '-'}] ${why ?? ''}`).join('')}\n`);
}
for (const cell of cellsOf(judged)) process.stdout.write(`${cell.claim} ${cell.truth}: ${JSON.stringify(cell.counts)}\n`);
const laws = lawsOf(judged);
process.stdout.write(`right of the decidable: ${shareText(laws.right.numerator, laws.right.denominator)}; false holds: ${shareText(laws.falseHolds.numerator, laws.falseHolds.denominator)}\n`);
if (groups === full) {
  const [small, withheld] = [await judgeSmallHubs(), await judgeWithheld()];
  writeFileSync(join('docs', 'claim-evaluation.md'), evaluationPage({ groups, judged, small, withheld }));
  process.stdout.write('written to docs/claim-evaluation.md\n');
} else {
  process.stdout.write(`docs/claim-evaluation.md is left as it is: it holds an evaluation of ${full} groups\n`);
}

function readGroups(): number {
  const [name, value, ...more] = process.argv.slice(2);
  if (name === undefined) return full;
  const count = Number(value);
  if (name !== '--groups' || !Number.isInteger(count) || count < 1 || more.length > 0) {
    process.stderr.write('evaluate:claims: unknown option; expected nothing or --groups with a whole number above 0\n');
    process.exit(2);
  }
  return count;
}
