import { agreementOf, type Agreement, type JudgedAnswer } from '../evaluation/agreement.js';
import type { CardValue, MetadataAttribute } from './card-value.js';
import { metadataAttributes } from './card-value.js';

/** What a person found in one card; attributes that are in neither list were looked for and are not there. */
export interface AttributeJudgement {
  readonly id: string;
  readonly present: readonly MetadataAttribute[];
  /** Attributes on which a careful person could say either; they are not counted. */
  readonly unjudged: readonly MetadataAttribute[];
  /** Values that must be found, in normal form; of evaluations and hyper-parameters `name=value`. */
  readonly values: Readonly<Partial<Record<MetadataAttribute, readonly string[]>>>;
}

/** Agreement of one attribute over all judged cards. */
export interface AttributeAgreement extends Agreement {
  /** Of the values that a person named, how many were found; and of attributes with such values, what else was found. */
  readonly valuesFound: number;
  readonly valuesMissed: number;
  readonly valuesBeside: number;
}

/** One difference between a person and the reader: an attribute (`value` null) or a value. */
export interface AttributeDifference {
  readonly id: string;
  readonly attribute: MetadataAttribute;
  readonly kind: 'missed' | 'invented' | 'value missed' | 'value beside';
  readonly value: string | null;
}

/**
 * Compares readings with judgements, card by card. A card without reading counts as one of which nothing was found. Precision and
 * recall are null where their denominator is 0.
 */
export function judgeAttributes(judgements: readonly AttributeJudgement[], readings: ReadonlyMap<string, readonly CardValue[]>): {
  readonly agreement: Readonly<Record<MetadataAttribute, AttributeAgreement>>;
  readonly differences: readonly AttributeDifference[];
} {
  const differences: AttributeDifference[] = [];
  const names = Object.keys(metadataAttributes) as MetadataAttribute[];
  const agreement = Object.fromEntries(names.map((attribute) => {
    const answers: JudgedAnswer[] = [];
    const counts = { found: 0, missed: 0, beside: 0 };
    for (const { id, present, unjudged, values } of judgements) {
      const read = new Set((readings.get(id) ?? []).filter((value) => value.attribute === attribute).map(comparedValue));
      const wanted = values[attribute];
      if (wanted !== undefined) {
        const missing = wanted.map(comparedText).filter((value) => !read.has(value));
        const beside = [...read].filter((value) => !wanted.map(comparedText).includes(value));
        counts.found += wanted.length - missing.length;
        counts.missed += missing.length;
        counts.beside += beside.length;
        differences.push(...missing.map((value) => ({ id, attribute, kind: 'value missed' as const, value })), ...beside.map((value) => ({ id, attribute, kind: 'value beside' as const, value })));
      }
      if (unjudged.includes(attribute)) continue;
      const isThere = present.includes(attribute);
      answers.push({ label: isThere, answer: read.size > 0 });
      if (isThere !== read.size > 0) differences.push({ id, attribute, kind: isThere ? 'missed' : 'invented', value: isThere ? null : [...read].join(', ').slice(0, 200) });
    }
    const entry: AttributeAgreement = { ...agreementOf(answers), valuesFound: counts.found, valuesMissed: counts.missed, valuesBeside: counts.beside };
    return [attribute, entry];
  })) as Record<MetadataAttribute, AttributeAgreement>;
  return { agreement, differences };
}

/** A value as judgements name it. */
function comparedValue({ attribute, value, detail }: CardValue): string {
  if (attribute === 'evaluation') return comparedText(`${detail['metric'] ?? ''}=${value}`);
  return comparedText(attribute === 'hyperParameter' ? `${detail['name'] ?? ''}=${value}` : value);
}

function comparedText(value: string): string {
  return value.toLowerCase();
}
