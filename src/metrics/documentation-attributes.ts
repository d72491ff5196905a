import type { Field } from '../core/field.js';
import { cardAttributes } from '../cards/metadata/card-attributes.js';
import { metadataAttributes, type MetadataAttribute } from '../cards/metadata/card-value.js';
import { taskDomains } from '../cards/metadata/task-names.js';
import { frameworkNames } from '../cards/metadata/technology-names.js';

/** How an attribute is found in a record, beside what the card says. */
interface AttributeRule {
  readonly fields: readonly Field[];
  /** SQL over a relation with these fields. */
  readonly test: string;
}

/** SQL tests of one attribute; null where the snapshot has nothing that could state it. */
export interface AttributeTests {
  readonly attribute: MetadataAttribute;
  readonly record: string | null;
  readonly card: string | null;
}

/** All attributes, those of the study first. */
export const allAttributes: readonly MetadataAttribute[] = [
  ...cardAttributes,
  ...(Object.keys(metadataAttributes) as MetadataAttribute[]).filter((one) => !(cardAttributes as readonly MetadataAttribute[]).includes(one)),
];

const frameworks = frameworkNames.map((name) => `'${name.replaceAll("'", "''")}'`).join(', ');
const tasksWithDomain = Object.keys(taskDomains).map((task) => `'${task}'`).join(', ');

/** The attributes that other fields than the card can state. */
const recordRules: Readonly<Partial<Record<MetadataAttribute, AttributeRule>>> = {
  architecture: { fields: ['architectures', 'model_type'], test: '(len(architectures) > 0 or model_type is not null)' },
  author: { fields: ['name'], test: `contains(name, '/')` },
  dataset: { fields: ['datasets'], test: 'len(datasets) > 0' },
  framework: { fields: ['libraries'], test: `list_has_any(libraries, ['pytorch', 'tf', 'jax', 'onnx', ${frameworks}])` },
  licence: { fields: ['licences'], test: 'len(licences) > 0' },
  paper: { fields: ['papers'], test: 'len(papers) > 0' },
  library: { fields: ['library'], test: 'library is not null' },
  tag: { fields: ['tags'], test: 'len(tags) > 0' },
  domain: { fields: ['task'], test: `task in (${tasksWithDomain})` },
  // Some listings write the word where the registry has none.
  task: { fields: ['task'], test: `(task is not null and task <> 'unknown')` },
  emissions: { fields: ['co2_grams'], test: 'co2_grams is not null' },
  language: { fields: ['languages'], test: 'len(languages) > 0' },
  parameterCount: { fields: ['parameters'], test: 'parameters is not null' },
  upstreamModel: { fields: ['base_models'], test: 'len(base_models) > 0' },
};

/** Fields beside the card's from which attributes are read. */
export const attributeFields: readonly Field[] = [...new Set(Object.values(recordRules).flatMap((rule) => rule.fields))].filter((field) => field !== 'name');

/** How a snapshot with these fields can state each of some attributes: in the record, and in the card. */
export function testsOfAttributes(covered: ReadonlySet<Field>, attributes: readonly MetadataAttribute[]): AttributeTests[] {
  return attributes.map((attribute) => {
    const rule = recordRules[attribute];
    return {
      attribute,
      record: rule !== undefined && rule.fields.every((field) => covered.has(field)) ? `coalesce(${rule.test}, false)` : null,
      card: cardCanState(covered, attribute) ? `coalesce(list_contains(card_attributes, '${attribute}'), false)` : null,
    };
  });
}

/** Cards that were read without values were read for the study's attributes only: of the others nothing is known. */
function cardCanState(covered: ReadonlySet<Field>, attribute: MetadataAttribute): boolean {
  return covered.has('card_attributes') && (covered.has('card_values') || (cardAttributes as readonly MetadataAttribute[]).includes(attribute));
}

/** The study's attributes that a snapshot with these fields can state, each with its SQL test: in the record, the card, or either. */
export function possibleAttributes(covered: ReadonlySet<Field>): { attribute: MetadataAttribute; test: string }[] {
  return testsOfAttributes(covered, cardAttributes).flatMap(({ attribute, record, card }) => {
    const tests = [record, card].filter((one) => one !== null);
    return tests.length === 0 ? [] : [{ attribute, test: `(${tests.join(' or ')})` }];
  });
}
