import type { Field } from '../core/field.js';
import { cardAttributes, type CardAttribute } from '../cards/metadata/card-attributes.js';
import { taskDomains } from '../cards/metadata/task-names.js';
import { frameworkNames } from '../cards/metadata/technology-names.js';

/** How an attribute of the metadata score is found in a record, beside what its card says. */
interface AttributeRule {
  readonly fields: readonly Field[];
  /** SQL over `ranked`; the fields are there when it is used. */
  readonly test: string;
}

const frameworks = frameworkNames.map((name) => `'${name.replaceAll("'", "''")}'`).join(', ');
const tasksWithDomain = Object.keys(taskDomains).map((task) => `'${task}'`).join(', ');

/** Of the 14 attributes of the artefact, those that other fields than the card can state. */
const recordRules: Readonly<Partial<Record<CardAttribute, AttributeRule>>> = {
  architecture: { fields: ['architectures', 'model_type'], test: '(len(architectures) > 0 or model_type is not null)' },
  author: { fields: ['name'], test: `contains(name, '/')` },
  dataset: { fields: ['datasets'], test: 'len(datasets) > 0' },
  framework: { fields: ['libraries'], test: `list_has_any(libraries, ['pytorch', 'tf', 'jax', 'onnx', ${frameworks}])` },
  licence: { fields: ['licences'], test: 'len(licences) > 0' },
  paper: { fields: ['papers'], test: 'len(papers) > 0' },
  library: { fields: ['library'], test: 'library is not null' },
  tag: { fields: ['tags'], test: 'len(tags) > 0' },
  domain: { fields: ['task'], test: `task in (${tasksWithDomain})` },
  task: { fields: ['task'], test: 'task is not null' },
};

/**
 * The attributes that a snapshot with these fields can state, each with its SQL test: from its own field, from the
 * card, or from either.
 */
export function possibleAttributes(covered: ReadonlySet<Field>): { attribute: CardAttribute; test: string }[] {
  const cards = covered.has('card_attributes');
  return cardAttributes.flatMap((attribute) => {
    const rule = recordRules[attribute];
    const tests = [
      ...(rule !== undefined && rule.fields.every((field) => covered.has(field)) ? [`coalesce(${rule.test}, false)`] : []),
      ...(cards ? [`coalesce(list_contains(card_attributes, '${attribute}'), false)`] : []),
    ];
    return tests.length === 0 ? [] : [{ attribute, test: `(${tests.join(' or ')})` }];
  });
}
