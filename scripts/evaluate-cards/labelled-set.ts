import type { JudgedAnswer } from '../../src/cards/evaluation/agreement.js';

/** One judged question about one card. `rule` and `lines` are the reader's evidence. */
export interface Judgement extends JudgedAnswer {
  readonly question: string;
  readonly id: string;
  readonly rule: string;
  readonly lines: string;
}

/** A set of labelled cards with the reader's answers. `absent` says why a set could not be read, where it could not. */
export interface LabelledSet {
  readonly name: string;
  /** Who made the labels, and what they are worth. */
  readonly labels: string;
  readonly cards: number;
  readonly judgements: readonly Judgement[];
}

/** A judgement from a label and a section's answer. */
export function judge(question: string, id: string, label: boolean, answer: { present: boolean | null; evidence: { rule: string; lines: { from: number; to: number } | null } } | null): Judgement {
  const lines = answer?.evidence.lines ?? null;
  return {
    question, id, label,
    answer: answer === null ? false : answer.present,
    rule: answer?.evidence.rule ?? 'no card',
    lines: lines === null ? '' : `lines ${lines.from}-${lines.to}`,
  };
}
