// How long cards take: reading alone beside the bare parser, and on their way into a store.
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { BenchLine } from './bench-line.js';
import type { CardResult } from './card-tasks.js';

const rounds = 3;
/** Seconds that the import of February 2022 may take on two cores, and milliseconds of one card. */
const mostSeconds = 30;
const mostMs = 250;
const mostBytes = 1.5e9;

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Value below which a share of the measurements lie (nearest rank). */
function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** The smallest of several times of each card: what a card takes, and not what else ran at that moment. */
function leastOfEach(results: readonly CardResult[]): number[] {
  return (results[0]?.times ?? []).map((_, at) => Math.min(...results.map(({ times }) => times[at] ?? Infinity)));
}

/** Measures the cards of a folder with `cards.jsonl.gz` and `models.jsonl.gz`; nothing where it is missing, which is told. */
export async function benchCards(runTask: (...args: string[]) => Promise<CardResult>, data: string, folder: string): Promise<BenchLine[]> {
  if (!existsSync(data)) {
    console.log(`cards are left out: there is no ${data}`);
    return [];
  }
  const store = path.join(folder, 'cards.duckdb');
  const [bare, read, imported, reread]: [CardResult[], CardResult[], CardResult[], CardResult[]] = [[], [], [], []];
  for (let round = 0; round < rounds; round += 1) {
    rmSync(store, { force: true });
    bare.push(await runTask('blocks', data));
    read.push(await runTask('read', data));
    imported.push(await runTask('import', data, store));
    reread.push(await runTask('reread', data, store));
  }
  const cards = read[0]?.cards ?? 0;
  const bareSeconds = median(bare.map((one) => one.seconds));
  const readSeconds = median(read.map((one) => one.seconds));
  const times = leastOfEach(read);
  const longest = Math.max(...times);
  function line(figure: string, results: readonly CardResult[], slots: number): BenchLine {
    const seconds = median(results.map((one) => one.seconds));
    const work = median(results.map((one) => one.workSeconds));
    return {
      figure, value: `${seconds.toFixed(1)} s, ${work.toFixed(1)} s of work; ${slots.toLocaleString('en')} cards, ${Math.round(cards / seconds).toLocaleString('en')} real ones/s`,
      ratio: (seconds / bareSeconds).toFixed(1), limit: `< ${mostSeconds} s`, kept: seconds < mostSeconds,
    };
  }
  const peak = Math.max(...imported.map((one) => one.peakBytes));
  return [
    { figure: 'bare parser: blocks of the cards', value: `${bareSeconds.toFixed(2)} s, ${Math.round(cards / bareSeconds).toLocaleString('en')} cards/s`, ratio: '1', limit: 'the peer', kept: true },
    { figure: 'cards: read in one thread', value: `${readSeconds.toFixed(1)} s, ${Math.round(cards / readSeconds).toLocaleString('en')} cards/s`, ratio: (readSeconds / bareSeconds).toFixed(1), limit: 'none', kept: true },
    {
      figure: 'cards: one card', value: `p50 ${percentile(times, 0.5).toFixed(2)}, p99 ${percentile(times, 0.99).toFixed(1)}, max ${longest.toFixed(0)} ms over ${cards.toLocaleString('en')}`,
      ratio: '', limit: `max < ${mostMs} ms`, kept: longest < mostMs,
    },
    line('cards: import of a listing with them', imported, imported[0]?.cards ?? 0),
    line('cards: read again in the store', reread, reread[0]?.cards ?? 0),
    { figure: 'peak memory of the import with cards', value: `${(peak / 1e6).toFixed(0)} MB`, ratio: (peak / median(bare.map((one) => one.peakBytes))).toFixed(2), limit: '< 1,500 MB', kept: peak < mostBytes },
  ];
}
