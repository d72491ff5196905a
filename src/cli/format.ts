/** A count with thousands separators. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-GB');
}

/** A size in bytes with a unit, `12.3 MB`; decimal units, as disks are sold. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(value < 10 ? 2 : 1)} ${units[unit] ?? ''}`;
}

/** A duration for people: `8 s`, `3 min 20 s`, `2 h 5 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** An instant as short as it is exact: the day alone for midnight. */
export function formatInstant(instant: string): string {
  if (/T00:00:00(?:\.0+)?Z$/.test(instant)) return instant.slice(0, 10);
  return `${instant.slice(0, 19).replace('T', ' ')}Z`;
}

/** `1 package`, `2,000 packages`. */
export function formatMany(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** The plural of a kind of package: models, datasets, libraries. */
export function formatKinds(kind: string): string {
  return kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`;
}

/** A value of a field as people read it; null is for the caller to word. */
export function formatValue(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'number') return Number.isInteger(value) ? formatCount(value) : String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? formatInstant(value) : value;
  if (Array.isArray(value)) return value.length === 0 ? '(empty list)' : value.map(formatValue).join(', ');
  if (typeof value === 'object' && 'base' in value && 'relation' in value) return `${String(value.base)} (${String(value.relation)})`;
  return JSON.stringify(value);
}
