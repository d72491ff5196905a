import type { CardDescription } from '../app/describe-card.js';
import type { CardValue } from '../cards/metadata/card-value.js';
import type { CommandContext } from './command-context.js';
import { renderPairs, renderTable } from './table.js';

/** Values shown of one attribute; `--json` has all. */
const shownValues = 6;

/** The description of a card as people read it. */
export function cardText(description: CardDescription, context: CommandContext): string {
  return [
    headText(description, context),
    ...(description.sections.length === 0 ? [] : [sectionsText(description, context)]),
    ...(description.values.length === 0 ? [] : [valuesText(description, context)]),
    ...(description.disagreements.length === 0 ? [] : [disagreementsText(description, context)]),
    ...(description.reuse === null ? [] : [reuseText(description.reuse, context)]),
    ...(description.name === null ? [] : [nameText(description.name, context)]),
  ].join('\n\n');
}

function headText({ of, kind, wholly, why, rules, storedRules, flags, frontMatter, score, metadataScore }: CardDescription, context: CommandContext): string {
  const states = { card: 'read', absent: 'there is none', empty: 'a file without content', 'not known': `not known: ${why ?? ''}` } as const;
  return renderPairs([
    [of.package === null ? 'file' : of.kind, of.title],
    ['card', states[kind]],
    ...(kind === 'card' ? [['score', `${score.numerator} of ${score.denominator} sections that could be judged; ${wholly ? '' : 'at least '}${metadataScore.numerator} of ${metadataScore.denominator} attributes of the study's metadata score`] as const] : []),
    ...(flags === null ? [] : [
      ['language', flags.language === 'und' ? 'cannot be told' : flags.language] as const,
      ['written by', flags.generator === null ? 'a person, as far as can be seen' : `${flags.generator}; its marks are still in it`] as const,
      ...(flags.truncated ? [['cut', 'longer or deeper than what is read; what is absent may be there'] as const] : []),
    ]),
    ...(frontMatter === null ? [] : [['front matter', `${frontMatter.state}${frontMatter.detail === null ? '' : ` (${frontMatter.detail})`}`] as const]),
    ...(frontMatter === null || frontMatter.otherInYaml11.length === 0 ? [] : [['read otherwise', `by readers of YAML 1.1: ${frontMatter.otherInYaml11.join(', ')}`] as const]),
    ['rules', storedRules === null || storedRules === rules ? rules : `${rules}; the store's fields were read by ${storedRules}`],
  ], context.width);
}

function sectionsText({ sections }: CardDescription, context: CommandContext): string {
  const columns = [{ title: 'section' }, { title: 'answer' }, { title: 'rule' }, { title: 'lines' }, { title: 'confidence', align: 'right' }, { title: 'there', flexible: true }] as const;
  return renderTable(columns, sections.map(({ section, present, evidence, quote }) => [
    section,
    present === null ? 'not judged' : present ? 'present' : 'absent',
    evidence.rule,
    evidence.lines === null ? '' : `${evidence.lines.from}-${evidence.lines.to}`,
    present === null ? '' : evidence.confidence.toFixed(2),
    quote ?? '',
  ]), context.width, context.bold);
}

/** One line per value: what several sources say alike stands together. */
function valuesText({ values }: CardDescription, context: CommandContext): string {
  const columns = [{ title: 'attribute' }, { title: 'value', flexible: true }, { title: 'stated by' }, { title: 'first at', flexible: true }, { title: 'standing' }] as const;
  const rows = [...new Set(values.map((one) => one.attribute))].flatMap((attribute) => {
    const own = values.filter((one) => one.attribute === attribute);
    const texts = [...new Set(own.map(valueText))];
    const rest = texts.length - shownValues;
    return [
      ...texts.slice(0, shownValues).map((text, at) => {
        const alike = own.filter((one) => valueText(one) === text);
        const [first] = alike;
        const place = first === undefined ? '' : first.lines === null ? first.where : `${first.where}, line ${first.lines.from}`;
        return [
          at === 0 ? attribute : '', text, [...new Set(alike.map((one) => one.source))].join(', '), place,
          alike.some((one) => one.standing === 'declared') ? 'declared' : 'inferred',
        ];
      }),
      ...(rest > 0 ? [['', `and ${rest} more`, '', '', '']] : []),
    ];
  });
  return renderTable(columns, rows, context.width, context.bold);
}

function valueText({ value, detail }: CardValue): string {
  const details = Object.entries(detail).map(([name, text]) => `${name} ${text}`);
  return details.length === 0 ? value : `${value} (${details.join(', ')})`;
}

function disagreementsText({ disagreements }: CardDescription, context: CommandContext): string {
  return renderTable([{ title: 'disagreement' }, { title: 'why', flexible: true }], disagreements.map((one) => [one.attribute, one.why]), context.width, context.bold);
}

function reuseText(reuse: NonNullable<CardDescription['reuse']>, context: CommandContext): string {
  const rows = Object.entries(reuse).flatMap(([attribute, { findings, numerator, denominator }]) => [
    [attribute, `${numerator} of ${denominator}`, '', ''],
    ...findings.map(({ rule, answer, evidence }) => [`  ${rule.id}`, answer, rule.asks, evidence === null ? '' : evidence.value]),
  ]);
  return renderTable([{ title: 'reuse' }, { title: 'met' }, { title: 'asks', flexible: true }, { title: 'evidence', flexible: true }], rows, context.width, context.bold);
}

function nameText({ parts, comparisons }: NonNullable<CardDescription['name']>, context: CommandContext): string {
  const said = renderTable([{ title: 'in the name' }, { title: 'says' }, { title: 'value', flexible: true }], parts.map((one) => [one.text, one.kind, one.value]), context.width, context.bold);
  const compared = renderTable([{ title: 'name and record' }, { title: 'outcome' }, { title: 'why', flexible: true }], comparisons.map((one) => [one.aspect, one.outcome, one.why]), context.width, context.bold);
  return `${said}\n\n${compared}`;
}
