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

/**
 * A whole listing over the loopback into committed history, beside a bare loop that fetches and parses the same pages. The hub
 * of recorded pages runs in a process of its own, on the same cores. `program` is sync-tasks.js.
 */
export async function benchSync(program: string, runTask: (...args: string[]) => Promise<SyncResult>, pages: string, folder: string): Promise<BenchLine[]> {
  const hub = spawn(process.execPath, [program, 'serve', pages], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    const url = await new Promise<string>((resolve, reject) => {
      createInterface({ input: hub.stdout }).once('line', resolve);
      hub.once('exit', () => reject(new Error('bench: the hub of recorded pages ended')));
    });
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
  } finally {
    hub.stdin.end();
  }
}
