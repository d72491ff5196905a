import type { Block } from '../markdown/markdown-blocks.js';
import { hyperParameterAt } from './hyper-parameters.js';
import { readLabelled } from './labelled-values.js';
import { measureFrom, metricOf } from './measures.js';
import { normaliseCount, shortText, spellingsOf, statesNothing } from './normal-form.js';
import { wordsOf } from './phrase-matcher.js';
import { benchmarks, hyperParameterSpellings } from './quantity-names.js';
import type { Topic } from './topics.js';
import { topicOfLabel } from './topics.js';
import type { FoundValue, ValueList } from './value-list.js';
import { addValue } from './value-list.js';

type Table = Extract<Block, { kind: 'table' }>;

/** What is read of one table. */
const mostRows = 80;
const mostColumns = 24;

const hyperParameterByWords = new Map<string, string>(spellingsOf(hyperParameterSpellings).map(([spelling, name]) => [wordsOf(spelling).join(' '), name]));

/** The hyper-parameter that a label or a cell names as a whole. */
export function hyperParameterOf(label: string): string | null {
  return label.length > 40 ? null : (hyperParameterByWords.get(wordsOf(label).join(' ')) ?? null);
}

/**
 * Adds what a table says: results by column or by row, hyper-parameters, and labels with their values. Sizes of many models go to
 * `deferred`: they count where the card tells no size of its own.
 */
export function readTable(list: ValueList, table: Table, topic: Topic | null, deferred: FoundValue[]): void {
  const rows = table.rows.slice(0, mostRows).map((row) => row.slice(0, mostColumns));
  const header = rows[0] ?? [];
  if (rows.length < 2) return;
  const metrics = header.map((cell) => metricOf(cell.replace(/\([^()]{0,20}\)|[%↑↓]/g, ' ')));
  const isProgress = header.some((cell) => /^\s*(?:epochs?|steps?)\s*$/i.test(cell)) && header.some((cell) => /loss/i.test(cell));
  if (metrics.some((metric, column) => column > 0 && metric !== null) || (metrics[0] !== null && header.length > 1 && metrics.slice(1).some((metric) => metric !== null))) readColumns(list, table, rows, metrics, isProgress);
  else if (header.filter((cell) => benchmarks.has(wordsOf(cell).join(' '))).length >= 2) readBenchmarks(list, table, rows);
  else readRows(list, table, rows, topic);
  readSettings(list, table, rows, topic);
  const counts = header.findIndex((cell) => topicOfLabel(cell) === 'parameters' && /param/i.test(cell));
  if (counts > 0) {
    for (const [at, row] of rows.slice(1).entries()) {
      const match = /^~?(\d[\d.,]{0,16})\s?([kmbt])?\b/i.exec(row[counts]?.trim() ?? '');
      const unit = match?.[2] ?? /\(([mb])\)/i.exec(header[counts] ?? '')?.[1];
      if (match?.[1] !== undefined && (unit !== undefined || match[1].length >= 6)) deferred.push({ attribute: 'parameterCount', value: normaliseCount(match[1], unit), source: 'table', where: `column: ${shortText(header[counts] ?? '', 40)}`, lines: lineOfRow(table, at + 1), confidence: 0.7, detail: detailOf('row', row[0]) });
    }
  }
}

function readColumns(list: ValueList, table: Table, rows: readonly (readonly string[])[], metrics: readonly (string | null)[], isProgress: boolean): void {
  const header = rows[0] ?? [];
  // A table of training's progress ends with the result.
  const body = isProgress ? rows.slice(-1) : rows.slice(1);
  const first = rows.length - body.length;
  for (const [at, row] of body.entries()) {
    const detail: Record<string, string> = {};
    for (const [column, cell] of row.entries()) {
      if ((metrics[column] ?? null) !== null || cell.trim() === '') continue;
      const name = (header[column] ?? '').toLowerCase();
      if (/data ?set|corpus|test ?set|benchmark|testset/.test(name)) detail['dataset'] ??= shortText(cell, 60);
      else if (/split|subset/.test(name)) detail['split'] ??= shortText(cell, 60);
      else if (/\btask\b/.test(name)) detail['task'] ??= shortText(cell, 60);
      else if (isProgress && /epoch|step/.test(name)) detail[name.includes('epoch') ? 'epoch' : 'step'] ??= shortText(cell, 20);
      else if (!isProgress && /\p{L}/u.test(cell)) detail['row'] ??= shortText(cell, 60);
    }
    for (const [column, cell] of row.entries()) {
      const metric = metrics[column] ?? null;
      if (metric === null || /train/i.test(header[column] ?? '')) continue;
      giveMeasure(list, table, first + at, metric, cell, header[column] ?? '', detail);
    }
  }
}

/** Benchmarks side by side without the name of a metric. */
function readBenchmarks(list: ValueList, table: Table, rows: readonly (readonly string[])[]): void {
  const header = rows[0] ?? [];
  for (const [at, row] of rows.entries()) {
    for (const [column, cell] of row.entries()) {
      if (at === 0 || column === 0 || !/\p{L}/u.test(header[column] ?? '')) continue;
      const measure = measureFrom(cell, 'score');
      if (measure !== null) addValue(list, { attribute: 'evaluation', value: measure.value, source: 'table', where: `column: ${shortText(header[column] ?? '', 40)}`, lines: lineOfRow(table, at), standing: 'inferred', confidence: 0.75, detail: { metric: 'score', scale: measure.scale, dataset: shortText(header[column] ?? '', 60), ...detailOf('row', row[0]) } });
    }
  }
}

/** Settings of several models or runs side by side: two columns at least that are hyper-parameters of training. */
function readSettings(list: ValueList, table: Table, rows: readonly (readonly string[])[], topic: Topic | null): void {
  const header = rows[0] ?? [];
  const names = header.map((cell) => hyperParameterOf(cell.replace(/\([^()]{0,40}\)|\bNum of\b/gi, ' ')));
  const known = names.filter((name) => name !== null);
  if (known.length < 2 && !(known.length === 1 && topic === 'training')) return;
  if (!known.some((name) => ['learning_rate', 'batch_size', 'epochs', 'optimizer'].includes(name)) || header.some((cell) => /loss|accuracy|\bf1\b|\bwer\b/i.test(cell))) return;
  for (const [at, row] of rows.entries()) {
    for (const [column, name] of names.entries()) {
      const cell = row[column] ?? '';
      if (at === 0 || name === null || cell.trim() === '') continue;
      const setting = hyperParameterAt(name, `${name}: ${cell}`, 0, name.length);
      if (setting !== null) addValue(list, { attribute: 'hyperParameter', value: setting, source: 'table', where: `column: ${shortText(header[column] ?? '', 40)}`, lines: lineOfRow(table, at), confidence: 0.75, detail: { name, ...detailOf('row', row[0]) } });
    }
  }
}

function readRows(list: ValueList, table: Table, rows: readonly (readonly string[])[], topic: Topic | null): void {
  const header = rows[0] ?? [];
  for (const [at, row] of rows.entries()) {
    const label = row[0] ?? '';
    const value = row[1] ?? '';
    if (label.trim() === '' || row.length < 2) continue;
    const lines = lineOfRow(table, at);
    const parameter = row.length === 2 ? hyperParameterOf(label) : null;
    if (parameter !== null) {
      const text = `${label}: ${value}`;
      const setting = hyperParameterAt(parameter, text, 0, label.length);
      if (setting !== null) addValue(list, { attribute: 'hyperParameter', value: setting, source: 'table', where: `row: ${shortText(label, 40)}`, lines, confidence: 0.9, detail: { name: parameter } });
      continue;
    }
    const metric = metricOf(label.replace(/\([^()]{0,20}\)|[%↑↓]/g, ' '));
    if (metric !== null) {
      for (const [column, cell] of row.entries()) {
        if (column > 0 && at > 0) giveMeasure(list, table, at, metric, cell, label, row.length > 2 ? detailOf('row', header[column]) : {});
      }
      continue;
    }
    const labelled = row.length === 2 ? topicOfLabel(label) : null;
    if (labelled !== null && value !== '') readLabelled(list, { topic: labelled, label, text: value, source: value, lines, from: 'table', isLabel: true });
    else if (topic === 'evaluation' && at > 0) {
      // Benchmarks side by side without the name of a metric: GLUE and its like.
      for (const [column, cell] of row.entries()) {
        const measure = column === 0 || /epoch|step|lines?|size|time|version/i.test(header[column] ?? '') ? null : measureFrom(cell, 'score');
        if (measure !== null && /\p{L}/u.test(header[column] ?? '')) addValue(list, { attribute: 'evaluation', value: measure.value, source: 'table', where: `column: ${shortText(header[column] ?? '', 40)}`, lines, standing: 'inferred', confidence: 0.6, detail: { metric: 'score', scale: measure.scale, dataset: shortText(header[column] ?? '', 60), row: shortText(label, 60) } });
      }
    }
  }
}

function giveMeasure(list: ValueList, table: Table, row: number, metric: string, cell: string, label: string, detail: Readonly<Record<string, string>>): void {
  if (statesNothing(cell)) return;
  const measure = measureFrom(cell, metric, label.includes('%'));
  if (measure === null) return;
  addValue(list, { attribute: 'evaluation', value: measure.value, source: 'table', where: `column: ${shortText(label, 40)}`, lines: lineOfRow(table, row), confidence: 0.85, detail: { ...detail, metric, scale: measure.scale } });
}

function detailOf(name: string, text: string | undefined): Readonly<Record<string, string>> {
  return text === undefined || text.trim() === '' ? {} : { [name]: shortText(text, 60) };
}

/** The line of a row: below the header of a Markdown table stands the line of its rules. Of a table in HTML, whose rows take any lines, the whole. */
function lineOfRow(table: Table, row: number): { from: number; to: number } {
  if (table.lastLine - table.line !== table.rows.length) return { from: table.line, to: table.lastLine };
  const line = Math.min(table.lastLine, table.line + row + (row > 0 ? 1 : 0));
  return { from: line, to: line };
}
