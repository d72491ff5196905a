import { fields, type Field } from '../core/field.js';
import { historyTable } from './history-tables.js';

/** Types whose values cost nothing to carry through a grouping. */
const smallTypes: readonly string[] = ['bigint', 'integer', 'double', 'boolean', 'timestamp'];

/** Where to look for the newest values. */
export interface NewestFrom {
  /** SQL relation of the snapshots to look at, with snapshot_key and position, which orders them in time. */
  readonly moments: string;
  /** The one snapshot among them that can say something, where there is only one: then nothing needs to be grouped. */
  readonly only: number | undefined;
  /** Relation with package_key: only its packages are looked at, which makes a small list cheap beside a large history. */
  readonly among?: string | undefined;
}

/** SQL of the values that some snapshots left each package with (package_key, value): the newest row of each. */
export function newestValues(field: Field, { moments, only, among }: NewestFrom): string {
  const table = among === undefined ? historyTable(field) : `(from ${historyTable(field)} semi join ${among} using (package_key))`;
  if (only !== undefined) return `select package_key, value from ${table} as history where snapshot_key = ${only}`;
  if (smallTypes.includes(fields[field].type)) {
    // arg_max_null and not arg_max: a row that says null is an observation like any other.
    return `
      select package_key, arg_max_null(value, position) as value
      from ${table} as history
      join ${moments} as moments using (snapshot_key)
      group by package_key`;
  }
  // Positions first and the values by a join: grouping lists and texts is what costs.
  return `
    select history.package_key, history.value
    from ${table} as history
    join ${moments} as moments using (snapshot_key)
    join (
      select package_key, max(position) as position
      from ${table} as history
      join ${moments} as moments using (snapshot_key)
      group by package_key
    ) as newest
      on newest.package_key = history.package_key and newest.position = moments.position`;
}
