/** How often a reader and the labels say yes, and how often both do. */
export interface Counts {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

/** One judged question: what the label says and what the reader says; null where the reader could not tell. */
export interface JudgedAnswer {
  readonly label: boolean;
  readonly answer: boolean | null;
}

/**
 * Precision, recall and F1 (their harmonic mean) of the answer yes. null where there is nothing to divide by: no yes of
 * the reader, none of the labels, neither. An answer that could not be told counts as no, and is counted in `untold`.
 */
export interface Agreement extends Counts {
  readonly n: number;
  readonly untold: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

/** Compares answers with labels. */
export function agreementOf(answers: readonly JudgedAnswer[]): Agreement {
  const truePositive = answers.filter((one) => one.label && one.answer === true).length;
  const falsePositive = answers.filter((one) => !one.label && one.answer === true).length;
  const falseNegative = answers.filter((one) => one.label && one.answer !== true).length;
  const said = truePositive + falsePositive;
  const labelled = truePositive + falseNegative;
  return {
    n: answers.length,
    untold: answers.filter((one) => one.answer === null).length,
    truePositive, falsePositive, falseNegative,
    trueNegative: answers.length - truePositive - falsePositive - falseNegative,
    precision: said === 0 ? null : truePositive / said,
    recall: labelled === 0 ? null : truePositive / labelled,
    f1: said + labelled === 0 ? null : 2 * truePositive / (said + labelled),
  };
}

/** Mean of the F1 of several questions, each of the same weight; null where one of them has none. */
export function macroF1(agreements: readonly Agreement[]): number | null {
  if (agreements.length === 0) return null;
  let sum = 0;
  for (const { f1 } of agreements) {
    if (f1 === null) return null;
    sum += f1;
  }
  return sum / agreements.length;
}
