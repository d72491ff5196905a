import { agreementOf, macroF1 } from '../../src/cards/evaluation/agreement.js';
import type { Judgement, LabelledSet } from './labelled-set.js';

export const agreementHeader = ['question', 'cards', 'labels: yes', 'reader: yes', 'not judged', 'precision', 'recall', 'F1'];

/** One row per question, and one with the mean of their F1. */
export function agreementRows({ judgements }: LabelledSet): string[][] {
  const agreements = questionsOf(judgements).map((question) => ({ question, ...agreementOf(judgements.filter((one) => one.question === question)) }));
  const rows = agreements.map((one) => [
    one.question, String(one.n), String(one.truePositive + one.falseNegative), String(one.truePositive + one.falsePositive), String(one.untold),
    share(one.precision), share(one.recall), share(one.f1),
  ]);
  const counted = agreements.filter((one) => one.f1 !== null);
  return [...rows, ['macro', '', '', '', '', '', '', share(macroF1(counted))]];
}

export const ruleHeader = ['rule', 'yes', 'right', 'share'];

/** How often each rule's yes was right. */
export function ruleRows(judgements: readonly Judgement[]): string[][] {
  const said = judgements.filter((one) => one.answer === true);
  return [...new Set(said.map((one) => one.rule))].sort().map((rule) => {
    const yes = said.filter((one) => one.rule === rule);
    const right = yes.filter((one) => one.label).length;
    return [rule, String(yes.length), String(right), share(right / yes.length)];
  });
}

/** Where reader and label differ. */
export function disagreements({ judgements }: LabelledSet): readonly Judgement[] {
  return judgements.filter((one) => one.label !== (one.answer === true));
}

/** A disagreement in one line. */
export function describe(one: Judgement): string {
  const answer = one.answer === null ? 'could not judge' : one.answer ? 'yes' : 'no';
  return `${one.question}: ${one.id}: label ${one.label ? 'yes' : 'no'}, reader ${answer} (${one.rule}${one.lines === '' ? '' : `, ${one.lines}`})`;
}

function questionsOf(judgements: readonly Judgement[]): string[] {
  return [...new Set(judgements.map((one) => one.question))];
}

function share(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}
