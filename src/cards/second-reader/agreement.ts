import type { CohensKappa } from '../../stats/cohens-kappa.js';
import { cohensKappa } from '../../stats/cohens-kappa.js';
import type { Outcome } from '../../stats/outcome.js';
import type { Proportion } from '../../stats/proportion.js';
import { proportion } from '../../stats/proportion.js';
import { metadataAttributes } from '../metadata/card-value.js';
import type { MetadataAttribute } from '../metadata/card-value.js';
import { cardSections } from '../sections/section-names.js';
import type { CardSection } from '../sections/section-names.js';
import type { ModelReading } from './model-reading.js';
import { attributeVerdict, sectionVerdict } from './model-reading.js';
import type { RuleReading } from './rule-reading.js';

/** A card that both readers have read. */
export interface ReadTwice {
  readonly card: string;
  readonly rules: RuleReading;
  readonly model: ModelReading;
}

/** A card of which the readers say different things, with what each goes by. */
export interface ReadersDisagreement {
  readonly card: string;
  readonly rules: boolean;
  readonly model: boolean;
  readonly rulesEvidence: string;
  readonly modelEvidence: string;
}

/** How far the readers agree on one question. */
export interface Agreement<Question extends string = string> {
  readonly question: Question;
  readonly counts: { readonly both: number; readonly onlyRules: number; readonly onlyModel: number; readonly neither: number };
  /** Cards that both have read and of which one of them says neither yes nor no here; in none of the counts. */
  readonly notCompared: { readonly rulesUndecided: number; readonly modelUnsupported: number; readonly modelSawPart: number };
  readonly observed: Outcome<Proportion>;
  /** Share of "yes" of each: where it is near 0 or 1, kappa is low though they hardly ever differ. */
  readonly prevalence: { readonly rules: Outcome<Proportion>; readonly model: Outcome<Proportion> };
  readonly kappa: Outcome<CohensKappa>;
  readonly disagreements: readonly ReadersDisagreement[];
}

interface Pair {
  readonly card: string;
  readonly rules: boolean | null;
  readonly model: boolean | null;
  readonly cut: boolean;
  readonly claimed: boolean;
  readonly rulesEvidence: string;
  readonly modelEvidence: string;
}

/** Agreement on each of the five sections, over the cards that both have read. */
export function compareSections(cards: readonly ReadTwice[]): readonly Agreement<CardSection>[] {
  return cardSections.map((section) => agreementOn(section, cards.map(({ card, rules, model }): Pair => {
    const said = model.sections[section];
    return {
      card, rules: rules.sections[section], model: sectionVerdict(model, section), cut: model.cut, claimed: said.answer !== 'no',
      rulesEvidence: rules.evidence[section] ?? '', modelEvidence: said.answer === 'no' ? 'no' : said.quote,
    };
  })));
}

/** Agreement on whether a card states each attribute at all; values are not compared. */
export function compareAttributes(cards: readonly ReadTwice[]): readonly Agreement<MetadataAttribute>[] {
  return (Object.keys(metadataAttributes) as MetadataAttribute[]).map((attribute) => agreementOn(attribute, cards.map(({ card, rules, model }): Pair => {
    const values = model.attributes.filter((one) => one.attribute === attribute);
    return {
      card, rules: rules.attributes.has(attribute), model: attributeVerdict(model, attribute),
      cut: model.cut, claimed: values.length > 0,
      rulesEvidence: rules.attributeEvidence[attribute] ?? '', modelEvidence: values.map((one) => `${one.value}: ${one.quote}`).join('; ') || 'none',
    };
  })));
}

function agreementOn<Question extends string>(question: Question, pairs: readonly Pair[]): Agreement<Question> {
  function count(rules: boolean, model: boolean): number {
    return pairs.filter((pair) => pair.rules === rules && pair.model === model).length;
  }
  const counts = { both: count(true, true), onlyRules: count(true, false), onlyModel: count(false, true), neither: count(false, false) };
  const { both, onlyRules, onlyModel, neither } = counts;
  const n = both + onlyRules + onlyModel + neither;
  const undecided = pairs.filter((pair) => pair.rules !== null && pair.model === null);
  return {
    question,
    counts,
    notCompared: {
      rulesUndecided: pairs.filter((pair) => pair.rules === null).length,
      modelUnsupported: undecided.filter((pair) => pair.claimed).length,
      modelSawPart: undecided.filter((pair) => !pair.claimed && pair.cut).length,
    },
    observed: proportion(both + neither, n),
    prevalence: { rules: proportion(both + onlyRules, n), model: proportion(both + onlyModel, n) },
    kappa: cohensKappa([[both, onlyRules], [onlyModel, neither]]),
    disagreements: pairs.flatMap(({ card, rules, model, rulesEvidence, modelEvidence }) =>
      (rules === null || model === null || rules === model ? [] : [{ card, rules, model, rulesEvidence, modelEvidence }])),
  };
}
