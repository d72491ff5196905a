import type { CardValue } from '../metadata/card-value.js';
import type { ReuseAttribute, ReuseRule } from './reuse-rules.js';
import { reuseAttributes, reuseRules } from './reuse-rules.js';

/** The answer to one rule, with the value that met it. */
export interface ReuseFinding {
  readonly rule: ReuseRule;
  /** `unknown`: the rule could not be judged, which counts neither for nor against the model. */
  readonly answer: 'met' | 'not met' | 'unknown';
  readonly evidence: CardValue | null;
}

/** A reuse attribute of one model: its findings, and the weights of the rules met over those of the rules that could be judged. */
export interface ReuseJudgement {
  readonly findings: readonly ReuseFinding[];
  readonly numerator: number;
  readonly denominator: number;
}

/**
 * Judges provenance, reproducibility and portability of a model by its values. `wholly` false: its card was not read, or not all of
 * it (cut, broken front matter, a language whose words are not known), so a rule that no value meets is unknown, not unmet.
 */
export function judgeReuse(values: readonly CardValue[], wholly = true): Readonly<Record<ReuseAttribute, ReuseJudgement>> {
  return Object.fromEntries(Object.keys(reuseAttributes).map((attribute) => {
    const findings = reuseRules.filter((rule) => rule.attribute === attribute).map((rule) => answer(rule, values, wholly));
    const judged = findings.filter((finding) => finding.answer !== 'unknown');
    return [attribute, { findings, numerator: weigh(judged.filter((finding) => finding.answer === 'met')), denominator: weigh(judged) }];
  })) as unknown as Record<ReuseAttribute, ReuseJudgement>;
}

function answer(rule: ReuseRule, values: readonly CardValue[], wholly: boolean): ReuseFinding {
  const meeting = values.filter((value) => rule.met.includes(value.attribute) && (rule.only === undefined || rule.only(value)));
  const evidence = meeting.reduce<CardValue | null>((best, value) => (best === null || value.confidence > best.confidence ? value : best), null);
  if (evidence !== null) return { rule, answer: 'met', evidence };
  const isUnknown = !wholly || (rule.unknownWithout !== undefined && !values.some(({ attribute }) => rule.unknownWithout?.includes(attribute)));
  return { rule, answer: isUnknown ? 'unknown' : 'not met', evidence: null };
}

function weigh(findings: readonly ReuseFinding[]): number {
  return findings.reduce((sum, { rule }) => sum + rule.weight, 0);
}
