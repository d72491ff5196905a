import { readFileSync, statSync } from 'node:fs';
import type { DuckDBConnection } from '@duckdb/node-api';
import { InputError, UsageError } from '../core/errors.js';
import type { Field } from '../core/field.js';
import { scoreAttributes } from '../cards/metadata/card-attributes.js';
import type { CardValue, Disagreement, RecordFacts } from '../cards/metadata/card-value.js';
import { readMetadata } from '../cards/metadata/read-metadata.js';
import { compareName } from '../cards/names/compare-name.js';
import type { NameComparison } from '../cards/names/name-comparison.js';
import type { NamePart } from '../cards/names/name-part.js';
import { splitName } from '../cards/names/split-name.js';
import { cardRuleVersion, isWhollyRead, readCard, readDatasetCard, scoreCard, type CardFlags } from '../cards/read-card.js';
import { judgeReuse, type ReuseJudgement } from '../cards/reuse/judge-reuse.js';
import type { ReuseAttribute } from '../cards/reuse/reuse-rules.js';
import type { SectionAnswer } from '../cards/sections/section-answer.js';
import { describePackage, type PackageDescription, type PackageQuestion } from './describe-package.js';

/** A section's answer with the first line of what it rests on; `quote` is null where there is no place. */
export interface DescribedSection extends SectionAnswer {
  readonly section: string;
  readonly quote: string | null;
}

/** Everything that is read in one card, and in the name of its package beside its record. */
export interface CardDescription {
  /** What the card is of; `package` is null for a card from a file. */
  readonly of: { readonly title: string; readonly kind: string; readonly package: PackageDescription['package'] | null; readonly asOf: string | null };
  /** `absent`: there is no card; `empty`: a file without content; `not known`: nobody asked for it. */
  readonly kind: 'card' | 'absent' | 'empty' | 'not known';
  readonly why: string | null;
  /** Whether what was not found is not there; otherwise it may be. */
  readonly wholly: boolean;
  /** Rules by which it is read now, and by which the store's fields were read. */
  readonly rules: string;
  readonly storedRules: string | null;
  readonly flags: CardFlags | null;
  readonly frontMatter: { readonly state: string; readonly detail: string | null; readonly otherInYaml11: readonly string[] } | null;
  readonly sections: readonly DescribedSection[];
  readonly score: { readonly numerator: number; readonly denominator: number };
  /** Of the attributes that the study counts, those that card or record state. */
  readonly metadataScore: { readonly numerator: number; readonly denominator: number };
  readonly values: readonly CardValue[];
  readonly disagreements: readonly Disagreement[];
  readonly reuse: Readonly<Record<ReuseAttribute, ReuseJudgement>> | null;
  readonly name: { readonly parts: readonly NamePart[]; readonly comparisons: readonly NameComparison[] } | null;
}

/** Longest file that is taken for a card. */
const longestFile = 20_000_000;
const longestQuote = 200;

/** Reads the card of a package as the store knew it at an instant. Errors: UsageError where the package is not known then. */
export async function describeStoredCard(connection: DuckDBConnection, question: PackageQuestion): Promise<CardDescription> {
  const description = await describePackage(connection, question);
  const { package: found } = description;
  if (found.kind !== 'model' && found.kind !== 'dataset') {
    throw new UsageError(`card: of a ${found.kind} (${found.name}); expected a model or a dataset`);
  }
  const hasCard = description.fields.find((one) => one.field === 'has_card');
  const text = valueOf(description, 'card');
  const storedRules = valueOf(description, 'card_rules');
  const unknown = hasCard?.known === true ? null : hasCard?.why ?? 'no snapshot tells of cards';
  return describeText(typeof text === 'string' ? text : null, {
    of: { title: found.name, kind: found.kind, package: found, asOf: question.asOf },
    record: factsOf(description),
    storedRules: typeof storedRules === 'string' ? storedRules : null,
    unknown,
  });
}

/** Reads a card from a file. Errors: UsageError where there is none; InputError where it is too long. */
export function describeCardFile(file: string, kind: 'model' | 'dataset'): CardDescription {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.isFile() !== true) throw new UsageError(`card: no such file (${file}); expected the text of a card, such as README.md`);
  if (stats.size > longestFile) throw new InputError(`card: ${stats.size} bytes (${file}); expected at most ${longestFile}`);
  return describeText(readFileSync(file, 'utf8'), { of: { title: file, kind, package: null, asOf: null }, record: null, storedRules: null, unknown: null });
}

interface Surroundings {
  readonly of: CardDescription['of'];
  readonly record: RecordFacts | null;
  readonly storedRules: string | null;
  /** Why nobody knows whether there is a card; null where it is known. */
  readonly unknown: string | null;
}

function describeText(text: string | null, { of, record, storedRules, unknown }: Surroundings): CardDescription {
  const reading = of.kind === 'dataset' ? readDatasetCard(text) : readCard(text);
  const read = reading.kind === 'card' ? reading : null;
  const metadata = readMetadata({ frontMatter: read?.frontMatter.data ?? {}, blocks: read?.blocks ?? [], ...(record === null ? {} : { record }) });
  const parts = record?.name === undefined ? null : splitName(record.name);
  // A package without a card states nothing in it; of one that was read in part, or by nobody, that cannot be said.
  const wholly = read === null ? unknown === null : isWhollyRead(read);
  return {
    of,
    wholly,
    kind: unknown !== null && read === null ? 'not known' : reading.kind,
    why: unknown,
    rules: cardRuleVersion,
    storedRules,
    flags: read?.flags ?? null,
    frontMatter: read === null ? null : {
      state: read.frontMatter.state,
      detail: read.frontMatter.reason === null ? null : `${read.frontMatter.reason}${read.frontMatter.detail === null ? '' : `: ${read.frontMatter.detail}`}`,
      otherInYaml11: read.frontMatter.otherInYaml11,
    },
    sections: read === null ? [] : describeSections(read.sections, text ?? ''),
    score: read === null ? { numerator: 0, denominator: 0 } : scoreCard(read.sections),
    metadataScore: scoreAttributes(metadata.values),
    values: metadata.values,
    disagreements: metadata.disagreements,
    reuse: of.kind === 'model' ? judgeReuse(metadata.values, wholly) : null,
    name: parts === null || record === null || of.kind !== 'model' ? null : { parts, comparisons: compareName(parts, record) },
  };
}

function describeSections(sections: Readonly<Record<string, SectionAnswer>>, text: string): DescribedSection[] {
  const lines = text.split(/\r\n|\r|\n/);
  return Object.entries(sections).map(([section, answer]) => {
    const from = answer.evidence.lines?.from;
    return { section, ...answer, quote: from === undefined ? null : (lines[from - 1] ?? '').trim().slice(0, longestQuote) };
  });
}

/** The fields of a record that cards are compared with; what is not known is left out. */
function factsOf(description: PackageDescription): RecordFacts {
  const facts: Record<string, unknown> = { name: description.package.name };
  const fields: readonly (readonly [keyof RecordFacts, Field, 'one' | 'many'])[] = [
    ['tags', 'tags', 'many'], ['task', 'task', 'one'], ['library', 'library', 'one'], ['libraries', 'libraries', 'many'], ['licences', 'licences', 'many'],
    ['languages', 'languages', 'many'], ['datasets', 'datasets', 'many'], ['papers', 'papers', 'many'], ['baseModels', 'base_models', 'many'],
    ['architectures', 'architectures', 'many'], ['modelType', 'model_type', 'one'], ['parameters', 'parameters', 'one'], ['files', 'files', 'many'],
  ];
  for (const [fact, field, form] of fields) {
    const answer = description.fields.find((one) => one.field === field);
    if (answer?.known === true) facts[fact] = answer.value ?? (form === 'many' ? [] : null);
  }
  return facts;
}

function valueOf(description: PackageDescription, field: Field): unknown {
  const answer = description.fields.find((one) => one.field === field);
  return answer?.known === true ? answer.value : null;
}
