import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { SyncResult } from './sync-tasks.js';
import type { BenchLine } from './bench-line.js';

const rounds = 3;
const leastPerSecond = 20_000;
const mostBytes = 1.5e9;

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Sizes of the made-up hub, so that memory can be seen to be flat: the largest is that of the synthetic days. */
const sizes = [250_000, 760_000, 2_500_000] as const;

/** Starts a hub in a process of its own, on the same cores, for the time of `work`. */
async function withHub<Result>(program: string, args: readonly string[], work: (url: string) => Promise<Result>): Promise<Result> {
  const hub = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      createInterface({ input: hub.stdout }).once('line', resolve);
      hub.once('exit', () => reject(new Error('bench: the hub ended')));
    });
    return await work(url);
  } finally {
    hub.stdin.end();
  }
}

type RunTask = (...args: string[]) => Promise<SyncResult>;

/**
 * A whole listing over the loopback into committed history, beside a bare loop that fetches and parses the same pages; then
 * the memory of whole syncs of made-up hubs of several sizes. `program` is sync-tasks.js.
 */
export async function benchSync(program: string, runTask: RunTask, pages: string, folder: string): Promise<BenchLine[]> {
  const recorded = await withHub(program, ['serve', pages], (url) => benchListing(url, runTask, folder));
  return [...recorded, ...(await withHub(program, ['serve-light'], (url) => benchSizes(url, runTask, folder)))];
}

async function benchListing(url: string, runTask: RunTask, folder: string): Promise<BenchLine[]> {
  const bare: SyncResult[] = [];
  const ours: SyncResult[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const place = path.join(folder, 'sync');
    mkdirSync(place, { recursive: true });
    bare.push(await runTask('bare', url));
    ours.push(await runTask('sync', url, place));
    rmSync(place, { recursive: true, force: true });
  }
  const records = ours[0]?.records ?? 0;
  const rate = records / median(ours.map((one) => one.seconds));
  const bareRate = records / median(bare.map((one) => one.seconds));
  const peak = Math.max(...ours.map((one) => one.peakBytes));
  return [
    { figure: 'bare loop: pages fetched and parsed', value: `${Math.round(bareRate).toLocaleString('en')} records/s`, ratio: '1', limit: 'the peer', kept: true },
    {
      figure: 'sync: listing to committed history', value: `${Math.round(rate).toLocaleString('en')} records/s of ${records.toLocaleString('en')}`,
      ratio: (bareRate / rate).toFixed(1), limit: `>= ${leastPerSecond.toLocaleString('en')} records/s`, kept: rate >= leastPerSecond,
    },
    {
      figure: 'peak memory of the sync', value: `${(peak / 1e6).toFixed(0)} MB`, ratio: (peak / median(bare.map((one) => one.peakBytes))).toFixed(1),
      limit: '< 1,500 MB', kept: peak < mostBytes,
    },
  ];
}

/** Each size is synced into a new store, the largest a second time a day later, when the list is also planned with. */
async function benchSizes(url: string, runTask: RunTask, folder: string): Promise<BenchLine[]> {
  const lines: BenchLine[] = [];
  let smallest: number | undefined;
  for (const models of sizes) {
    const place = path.join(folder, 'sync');
    mkdirSync(place, { recursive: true });
    for (const day of models === sizes.at(-1) ? [1, 2] : [1]) {
      const { seconds, records, peakBytes } = await runTask('sync', `${url}/${models}/${day}`, place);
      smallest ??= peakBytes;
      lines.push({
        figure: `peak memory, made-up hub of ${models.toLocaleString('en')}${day > 1 ? ', a day later' : ''}`,
        value: `${(peakBytes / 1e6).toFixed(0)} MB (${Math.round(records / seconds).toLocaleString('en')} records/s)`,
        ratio: (peakBytes / smallest).toFixed(2), limit: '< 1,500 MB', kept: records === models && peakBytes < mostBytes,
      });
    }
    rmSync(place, { recursive: true, force: true });
  }
  return lines;
}
