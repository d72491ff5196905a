import { fields, type Field } from '../core/field.js';
import { historyTable } from './history-tables.js';

/** Types whose values cost nothing to carry through a grouping. */
const smallTypes: readonly string[] = ['bigint', 'integer', 'double', 'boolean', 'timestamp'];

/**
 * SQL of the values that some snapshots left each package with (package_key, value): the newest row of each.
 * `positions` is a relation with snapshot_key and position that orders the snapshots in time; `among` one with
 * package_key: only its packages are looked at, which is what makes a small list cheap beside a large history.
 */
export function newestValues(
  field: Field,
  snapshotKeys: readonly number[],
  { positions = 'timeline', among }: { readonly positions?: string; readonly among?: string } = {},
): string {
  const table = among === undefined ? historyTable(field) : `(from ${historyTable(field)} semi join ${among} using (package_key))`;
  const keys = snapshotKeys.join(', ');
  // One snapshot has at most one row per package, so nothing needs to be grouped.
  if (snapshotKeys.length === 1) return `select package_key, value from ${table} as history where snapshot_key = ${keys}`;
  if (smallTypes.includes(fields[field].type)) {
    // arg_max_null and not arg_max: a row that says null is an observation like any other.
    return `
      select package_key, arg_max_null(value, position) as value
      from ${table} as history
      join ${positions} using (snapshot_key)
      where snapshot_key in (${keys})
      group by package_key`;
  }
  // Positions first and the values by a join: grouping lists and texts is what costs.
  return `
    select history.package_key, history.value
    from ${table} as history
    join ${positions} as placed using (snapshot_key)
    join (
      select package_key, max(position) as position
      from ${table} as history
      join ${positions} using (snapshot_key)
      where snapshot_key in (${keys})
      group by package_key
    ) as newest
      on newest.package_key = history.package_key and newest.position = placed.position
    where history.snapshot_key in (${keys})`;
}
