import { fieldNames, fields, type Field } from '../core/field.js';

/**
 * The statements that make the history tables of fields: `history_<field>(package_key, snapshot_key, value)`, a
 * row for every observation that differs from the one before. "No row" and "row with null" both mean that the sources
 * so far gave the package no such value; which of them could have is in snapshot_field.
 */
export function historyTableStatements(of: readonly Field[] = fieldNames): string[] {
  return of.flatMap((field) => {
    const table = historyTable(field);
    return [
      `create table ${table} (package_key integer not null, snapshot_key integer not null, value ${fields[field].type}${compressionOf(field)})`,
      `comment on table ${table} is ${quoted(`History of ${field}, change-only: the value holds from the snapshot until the next row of the package.`)}`,
      `comment on column ${table}.package_key is 'Package.'`,
      `comment on column ${table}.snapshot_key is 'Snapshot that showed the value, and the one before did not.'`,
      `comment on column ${table}.value is ${quoted(fields[field].meaning)}`,
    ];
  });
}

/** Names nearly all differ: zstd takes half the work of the engine's own choice to write them, and a little less room. */
function compressionOf(field: Field): string {
  return field === 'name' ? ' using compression zstd' : '';
}

/** Name of the history table of a field. */
export function historyTable(field: Field): string {
  return `history_${field}`;
}

/** An SQL string literal of a text that we wrote ourselves. Values from outside are bound, never written into SQL. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** An SQL identifier in quotes. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
