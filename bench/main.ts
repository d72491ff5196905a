// npm run bench: how close the hot paths stay to what the engine itself needs, on the real pages of July 2024 where
// they are at hand (--pages <folder>), else on pages of the practice hub. Every figure is a median over rounds in which
// we and the bare engine take turns, because machines are shared and noisy; read the ratios, not the seconds. Days over a
// synthetic registry of 2.5 million models come after that (--days <n> of them). --only pages, claims,
// mirror, sync, days or cards runs one part; cards are those of February 2022, where they are at hand (--cards <folder>).
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CardResult } from './card-tasks.js';
import { benchCards } from './cards.js';
import type { DayResult } from './day-tasks.js';
import { benchLargeDays } from './large-day.js';
import { benchMirror } from './mirror.js';
import { writePracticePages } from './practice-pages.js';
import { benchSync } from './sync.js';
import type { SyncResult } from './sync-tasks.js';
import type { TaskResult } from './tasks.js';
import type { BenchLine } from './bench-line.js';

const rounds = 3;
const metrics = ['library-preservation', 'top-turnover', 'direct-descendants', 'documentation-quality'];
/** Seconds that all claims may take on 759,926 models and two cores. */
const mostSecondsOfClaims = 10;
const tasks = fileURLToPath(new URL('./tasks.js', import.meta.url));
const syncTasks = fileURLToPath(new URL('./sync-tasks.js', import.meta.url));
const cardTasks = fileURLToPath(new URL('./card-tasks.js', import.meta.url));
const dayTasks = fileURLToPath(new URL('./day-tasks.js', import.meta.url));

/** Runs one task in a process of its own, so that its memory is its own. */
function runTask(...args: string[]): Promise<TaskResult> {
  return runProgram<TaskResult>(tasks, args);
}

function runProgram<Result>(program: string, args: readonly string[]): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(output) as Result);
      else reject(new Error(`bench: ${args[0] ?? 'task'} ended with code ${code ?? 'none'}`));
    });
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function optionOf(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hubscope-bench-'));
  try {
    const real = optionOf('--pages') ?? path.join('..', 'shared', 'data', 'hf-2024-07-11-pages');
    const pages = existsSync(real) ? real : await writePracticePages(folder);
    console.log(`${cpus().length} cores, node ${process.version}, ${existsSync(real) ? `pages of ${real}` : `no pages in ${real}: pages of the practice hub (simulated)`}, ${rounds} rounds`);
    const only = optionOf('--only');
    function wanted(part: string): boolean {
      return only === undefined || only === part;
    }
    const lines = [
      ...(['pages', 'mirror', 'claims'].some(wanted) ? await benchImport(pages, folder) : []),
      ...(wanted('pages') ? await benchMetrics(folder) : []),
      ...(wanted('pages') || wanted('claims') ? [await benchClaims(folder)] : []),
      ...(wanted('mirror') ? await benchMirror(path.join(folder, 'store.duckdb'), path.join(folder, 'bare.duckdb')) : []),
      ...(wanted('sync') ? await benchSync(syncTasks, (...args) => runProgram<SyncResult>(syncTasks, args), pages, folder) : []),
      ...(wanted('days') ? await benchLargeDays((...args) => runProgram<DayResult[]>(dayTasks, args), folder, Number(optionOf('--days') ?? 4)) : []),
      ...(wanted('cards') ? await benchCards((...args) => runProgram<CardResult>(cardTasks, args), optionOf('--cards') ?? path.join('..', 'shared', 'data', 'hf-2022-02-15-full'), folder) : []),
    ];
    if (process.argv.includes('--json')) console.log(JSON.stringify(lines, null, 2));
    else console.table(Object.fromEntries(lines.map(({ figure, ...rest }) => [figure, rest])));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Raw compressed pages to committed history, beside the bare engine making one typed table of the same files. */
async function benchImport(pages: string, folder: string): Promise<BenchLine[]> {
  const bare: TaskResult[] = [];
  const ours: TaskResult[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await runTask('bare', pages, path.join(folder, 'bare.duckdb')));
    ours.push(await runTask('import', pages, path.join(folder, 'store.duckdb')));
  }
  const seconds = median(ours.map((one) => one.seconds));
  const bareSeconds = median(bare.map((one) => one.seconds));
  const ratio = median(ours.map((one, index) => one.seconds / (bare[index]?.seconds ?? Number.NaN)));
  const records = ours[0]?.records ?? 0;
  const rate = records / seconds;
  const peak = Math.max(...ours.map((one) => one.peakBytes));
  return [
    { figure: 'bare engine: one typed table', value: `${bareSeconds.toFixed(2)} s`, ratio: '1', limit: 'the peer', kept: true },
    { figure: 'pages to committed history', value: `${seconds.toFixed(2)} s, ${Math.round(rate).toLocaleString('en')} records/s`, ratio: ratio.toFixed(2), limit: 'ratio <= 2, >= 150,000 records/s', kept: ratio <= 2 && rate >= 150_000 },
    { figure: 'peak memory of the import', value: `${(peak / 1e6).toFixed(0)} MB`, ratio: (peak / median(bare.map((one) => one.peakBytes))).toFixed(2), limit: '< 2,000 MB', kept: peak < 2e9 },
    { figure: 'size of the store', value: `${((ours[0]?.fileBytes ?? 0) / 1e6).toFixed(0)} MB`, ratio: ((ours[0]?.fileBytes ?? 0) / (bare[0]?.fileBytes ?? Number.NaN)).toFixed(2), limit: 'none', kept: true },
  ];
}

/** Each metric on that store, beside the bare engine reading the columns it needs from its own table. */
async function benchMetrics(folder: string): Promise<BenchLine[]> {
  const lines: BenchLine[] = [];
  for (const metric of metrics) {
    const ours: TaskResult[] = [];
    const bare: TaskResult[] = [];
    for (let round = 0; round < rounds; round += 1) {
      bare.push(await runTask('scan', metric, path.join(folder, 'bare.duckdb')));
      ours.push(await runTask('measure', metric, path.join(folder, 'store.duckdb')));
    }
    const seconds = median(ours.map((one) => one.seconds));
    const ratio = median(ours.map((one, index) => one.seconds / (bare[index]?.seconds ?? Number.NaN)));
    lines.push({ figure: metric, value: `${seconds.toFixed(2)} s`, ratio: ratio.toFixed(1), limit: '< 1 s; ratio to reading its columns', kept: seconds < 1 });
  }
  return lines;
}

/** All claims judged on that store, beside the bare engine reading all columns of its own table. */
async function benchClaims(folder: string): Promise<BenchLine> {
  const ours: TaskResult[] = [];
  const bare: TaskResult[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bare.push(await runTask('scan', '*', path.join(folder, 'bare.duckdb')));
    ours.push(await runTask('judge', 'all', path.join(folder, 'store.duckdb')));
  }
  const seconds = median(ours.map((one) => one.seconds));
  const ratio = median(ours.map((one, index) => one.seconds / (bare[index]?.seconds ?? Number.NaN)));
  const peak = Math.max(...ours.map((one) => one.peakBytes));
  return {
    figure: 'all claims judged', value: `${seconds.toFixed(2)} s, ${ours[0]?.records ?? 0} decidable, peak ${(peak / 1e6).toFixed(0)} MB`, ratio: ratio.toFixed(1),
    limit: `< ${mostSecondsOfClaims} s; ratio to reading all columns`, kept: seconds < mostSecondsOfClaims,
  };
}

await main();
