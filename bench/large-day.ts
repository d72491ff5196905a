import { rmSync } from 'node:fs';
import path from 'node:path';
import type { DayResult } from './day-tasks.js';
import { models } from './synthetic-day.js';
import type { BenchLine } from './bench-line.js';

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/**
 * Days over a registry of 2.5 million models, beside bare change-only tables of the same counters. `runTask` runs a task of
 * day-tasks.js in a process of its own; each day is one, as each run of the program is. `days` are merged after the first.
 */
export async function benchLargeDays(runTask: (...args: string[]) => Promise<DayResult[]>, folder: string, days: number): Promise<BenchLine[]> {
  const store = path.join(folder, 'large.duckdb');
  const results: DayResult[] = [];
  for (let day = 1; day <= days + 1; day += 1) results.push(...(await runTask('merge', store, String(day), String(day))));
  const peers = await runTask('peer', path.join(folder, 'peer.duckdb'), '1', String(days + 1));
  for (const file of ['large.duckdb', 'peer.duckdb']) rmSync(path.join(folder, file), { force: true });
  const later = results.slice(1);
  const peer = peers.slice(1);
  const seconds = median(later.map((one) => one.seconds));
  const whole = median(later.map((one) => one.seconds + one.publishSeconds));
  const cpu = median(later.map((one) => one.cpuSeconds));
  const peerSeconds = median(peer.map((one) => one.seconds));
  const grown = sum(later.map((one) => one.grownBytes)) / days;
  const peerUsed = sum(peer.map((one) => one.usedBytes)) / days;
  const used = sum(later.map((one) => one.usedBytes)) / days;
  const perValue = sum(later.map((one) => one.usedBytes)) / sum(later.map((one) => one.changedValues));
  const peak = Math.max(...later.map((one) => one.peakBytes));
  const [second, last] = [later[0]?.cpuSeconds ?? Number.NaN, later.at(-1)?.cpuSeconds ?? Number.NaN];
  return [
    { figure: 'bare change-only tables of the counters', value: `${peerSeconds.toFixed(2)} s, ${(peerUsed / 1e6).toFixed(1)} MB a day`, ratio: '1', limit: 'the peer', kept: true },
    { figure: `a day over ${models.toLocaleString('en')} models`, value: `${seconds.toFixed(2)} s (${cpu.toFixed(1)} s of work)`, ratio: (seconds / peerSeconds).toFixed(1), limit: '< 5 s', kept: seconds < 5 },
    { figure: '… with the copy that publishes it', value: `${whole.toFixed(2)} s`, ratio: (whole / peerSeconds).toFixed(1), limit: 'none', kept: true },
    { figure: '… growth of the store', value: `${(used / 1e6).toFixed(1)} MB in use, ${perValue.toFixed(1)} bytes a value (the file: ${(grown / 1e6).toFixed(1)} MB)`, ratio: (used / peerUsed).toFixed(1), limit: '< 8 MB, <= 8 bytes a value', kept: used < 8e6 && perValue <= 8 },
    { figure: '… peak memory', value: `${(peak / 1e6).toFixed(0)} MB`, ratio: (peak / Math.max(...peer.map((one) => one.peakBytes))).toFixed(2), limit: '< 1,500 MB', kept: peak < 1.5e9 },
    { figure: `… work of day ${days + 1} beside day 2`, value: `${last.toFixed(1)} s, ${second.toFixed(1)} s`, ratio: (last / second).toFixed(2), limit: 'ratio <= 1.5', kept: last / second <= 1.5 },
  ];
}
