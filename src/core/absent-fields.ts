import { fieldNames, type Field, type FieldMap, type Standing } from './field.js';

/**
 * A total field map from the few fields a registry states and one reason for all the rest. Only for registries whose
 * facts come from ranked lists; an adapter answers for each field by name.
 */
export function fieldMapOfList(stated: Partial<Record<Field, Standing>>, why: string): FieldMap {
  const entries = fieldNames.map((field): [Field, Standing] => [field, stated[field] ?? { standing: 'not collected', why }]);
  return Object.fromEntries(entries) as FieldMap;
}
