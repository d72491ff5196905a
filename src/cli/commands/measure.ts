import { Option } from 'commander';
import type { Measured, Measurement } from '../../core/measurement.js';
import { UsageError } from '../../core/errors.js';
import { listMetrics, measure } from '../../app/measure.js';
import { withReader } from '../../app/with-store.js';
import { findSnapshotByName, listSnapshots } from '../../store/list-snapshots.js';
import type { CommandContext, CommandResult } from '../command-context.js';
import type { CommandDeclaration } from '../declaration.js';
import { formatCount, formatInstant } from '../format.js';
import { listOf, numberOption, textOption, wholeNumber } from '../option-values.js';
import { renderTable } from '../table.js';
import { visible } from '../terminal-text.js';

/** `hubscope measure`: one metric on snapshots of the store. */
export const measureCommand: CommandDeclaration = {
  name: 'measure',
  summary: 'compute one metric on snapshots of the store',
  description:
    'Computes a metric, in each of its variants, with numerators, denominators, intervals, the snapshots it was taken from and what to beware of. Where the snapshots do not tell what it needs, the answer is "not measurable" with the reason, never 0.',
  examples: [
    { line: 'hubscope measure --list', does: 'the metrics, their questions and variants' },
    { line: 'hubscope measure library-preservation', does: 'on the newest snapshot that tells libraries and parents' },
    { line: 'hubscope measure top-turnover --series pypi-top-1000 --k 1000', does: 'on all snapshots of one list' },
    { line: 'hubscope measure direct-descendants --snapshot 7 --json', does: 'on one snapshot, with every row' },
  ],
  usesStore: true,
  define(command) {
    command
      .argument('[metric]', 'slug of the metric')
      .option('--list', 'list the metrics, and measure nothing')
      .option('--snapshot <snapshot>', 'number, <series>@<date> or <series>@latest; several with commas or by repeating it', listOf)
      .option('--series <name>', 'all snapshots of this list')
      .option('--registry <slug>', 'only snapshots of this registry')
      .addOption(new Option('--kind <kind>', 'only snapshots of this kind').choices(['model', 'dataset', 'library']))
      .option('--variant <name>', 'only this variant')
      .option('--k <n>', 'size of the top, for metrics that have one', wholeNumber(1, 10_000_000))
      .option('--limit <rows>', 'rows to print per variant; --json has all', wholeNumber(0, 1_000_000), 20);
  },
  run(context, [metric], options) {
    if (options['list'] === true) {
      if (metric !== undefined) throw new UsageError('measure: --list measures nothing; expected it alone');
      return Promise.resolve(listed(context));
    }
    if (typeof metric !== 'string') throw new UsageError(`measure: no metric; expected one of: ${listMetrics().map((one) => one.slug).join(', ')}`);
    return withReader(context.storePath, context.io.signal, async (connection) => {
      context.progress.step(`measuring ${metric}`);
      const all = await listSnapshots(connection);
      const words = Array.isArray(options['snapshot']) ? options['snapshot'].map(String) : [];
      const series = textOption(options, 'series');
      const ofSeries = all.filter((one) => one.series === series).map((one) => one.snapshotKey);
      if (series !== undefined && ofSeries.length === 0) {
        throw new UsageError(`measure: no such series (${series}); expected one of: ${[...new Set(all.map((one) => one.series))].sort().join(', ') || 'none, the store is empty'}`);
      }
      const snapshots = [...new Set([...words.map((word) => findSnapshotByName(all, word).snapshotKey), ...ofSeries])];
      const [registry, kind, variant, k] = [textOption(options, 'registry'), textOption(options, 'kind'), textOption(options, 'variant'), numberOption(options, 'k')];
      const measurements = await measure({
        connection, metric,
        ...(snapshots.length === 0 ? {} : { snapshots }), ...(registry === undefined ? {} : { registry }), ...(kind === undefined ? {} : { kind }),
        ...(variant === undefined ? {} : { variant }), ...(k === undefined ? {} : { k }),
      });
      const rows = numberOption(options, 'limit') ?? 20;
      return { json: { measurements }, text: measurements.map((one) => textOf(one, rows, context)).join('\n\n') };
    });
  },
};

function listed(context: CommandContext): CommandResult {
  const all = listMetrics();
  const rows = all.map((one) => [one.slug, one.question, one.needs.join(', '), one.variants.join(', ')]);
  const columns = [{ title: 'metric' }, { title: 'question', flexible: true }, { title: 'needs', flexible: true }, { title: 'variants', flexible: true }];
  return { json: { metrics: all }, text: renderTable(columns, rows, context.width, context.bold) };
}

function textOf(measurement: Measurement<unknown>, limit: number, context: CommandContext): string {
  const on = measurement.snapshots.map((one) => `${one.key} (${one.series}, ${formatInstant(one.takenAt)}${one.simulated === null ? '' : `, simulated with seed ${one.simulated}`}${one.complete ? '' : ', not whole'})`);
  const few = on.length > 6 ? [...on.slice(0, 3), `… ${on.length - 4} more …`, ...on.slice(-1)] : on;
  const head = [context.bold(`${visible(measurement.metric)}, ${visible(measurement.variant)}`), `  on snapshot ${visible(few.join(', ') || 'none')}`, `  rule ${visible(measurement.rule)}`];
  if (!measurement.measurable) return [...head, `  not measurable: ${visible(measurement.why)}`].join('\n');
  return [...head, `  ${visible(measurement.reading)}`, ...body(measurement, limit, context)].join('\n');
}

function body(measured: Measured<unknown>, limit: number, context: CommandContext): string[] {
  const lines: string[] = [];
  const rows = measured.rows.slice(0, limit) as Record<string, unknown>[];
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (rows.length > 0) {
    const numeric = new Set(names.filter((name) => rows.every((row) => row[name] === null || typeof row[name] === 'number')));
    const columns = names.map((name) => ({ title: name, align: numeric.has(name) ? 'right' as const : 'left' as const, flexible: !numeric.has(name) }));
    lines.push('', renderTable(columns, rows.map((row) => names.map((name) => (name === 'why' && row[name] === null ? '' : shown(row[name])))), context.width, context.bold));
  }
  if (measured.rows.length > rows.length) lines.push(`(${formatCount(rows.length)} of ${formatCount(measured.rows.length)} rows; more with --limit)`);
  if (measured.statistics.length > 0) {
    const columns = [{ title: 'statistic', flexible: true }, { title: 'value', align: 'right' }, { title: 'interval' }, { title: 'n', align: 'right' }, { title: 'why not', flexible: true }] as const;
    const cells = measured.statistics.map((one) => [
      one.name, one.value === null ? 'not computed' : shown(one.value),
      one.low === undefined || one.high === undefined ? '' : `${shown(one.low)} … ${shown(one.high)}${one.level === undefined ? '' : ` (${Math.round(one.level * 100)} %)`}`,
      one.n === undefined ? '' : formatCount(one.n), one.why ?? '',
    ]);
    lines.push('', renderTable(columns, cells, context.width, context.bold));
  }
  for (const note of measured.notes) lines.push(`  Note: ${visible(note)}`);
  return lines;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'unknown';
  if (typeof value === 'number') return Number.isInteger(value) ? formatCount(value) : Math.abs(value) < 0.001 ? value.toExponential(2) : value.toLocaleString('en-GB', { maximumSignificantDigits: 4 });
  if (typeof value === 'string') return /^\d{4}-\d{2}-\d{2}T/.test(value) ? formatInstant(value) : value;
  return JSON.stringify(value);
}
