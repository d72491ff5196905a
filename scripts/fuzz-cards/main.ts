// npm run fuzz:cards [-- --cards <n>] [-- --seed <n>]: reads mutated cards until n are read, and ends with code 1 when one of them
// threw, broke what every reading promises, or took longer than the limit. Cards of February 2022 are mutated where they lie beside
// the project, else the fixtures.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gunzipSync } from 'node:zlib';
import { seededGenerator } from '../../src/stats/random.js';
import { brokenPromise } from './broken-promise.js';
import { mutateCard } from './mutate-card.js';

/** No card may take longer; the longest parts of a second are the garbage collector's. */
const limitMilliseconds = 2000;
/** What may be kept beside the cards themselves after garbage was collected. */
const limitKeptMegabytes = 100;
/** Cards between two looks at the memory. */
const lookEvery = 10_000;

const { values } = parseArgs({ options: { cards: { type: 'string', default: '100000' }, seed: { type: 'string', default: '20220215' } } });
const count = Number(values.cards);
const seed = Number(values.seed);
if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed)) {
  process.stderr.write('fuzz:cards: --cards and --seed take whole numbers; expected for instance --cards 100000 --seed 1\n');
  process.exit(2);
}

const cards = readCards();
const generator = seededGenerator(seed);
/** From 0 to below 1. */
function random(): number {
  return generator.next() / 2 ** 32;
}
const times: number[] = [];
const problems: string[] = [];
let kept = 0;
const before = keptMegabytes();
for (let at = 0; at < count && problems.length < 10; at += 1) {
  const card = mutateCard(cards[Math.floor(random() * cards.length)] ?? '', cards[Math.floor(random() * cards.length)] ?? '', random);
  const began = performance.now();
  const broken = brokenPromise(card);
  const took = performance.now() - began;
  times.push(took);
  if (broken !== null) problems.push(`card ${at}: ${broken}`);
  if (took > limitMilliseconds) problems.push(`card ${at}: took ${took.toFixed(0)} ms (${card.length} characters)`);
  if (at % lookEvery === lookEvery - 1) {
    kept = Math.max(kept, keptMegabytes() - before);
    process.stderr.write(`${at + 1} of ${count}\n`);
  }
}
kept = Math.max(kept, keptMegabytes() - before);
if (kept > limitKeptMegabytes) problems.push(`${kept.toFixed(0)} MB kept`);
times.sort((a, b) => a - b);
process.stdout.write([
  `${times.length} mutated cards of ${cards.length}, seed ${seed}: ${problems.length} problems`,
  `ms per card, read twice (as a model's and as a dataset's): median ${at(0.5)}, 99th percentile ${at(0.99)}, longest ${at(1)}`,
  `kept after collection ${kept.toFixed(0)} MB, process at most ${(process.resourceUsage().maxRSS / 1000).toFixed(0)} MB, of it the cards ${before.toFixed(0)} MB`,
  ...problems, '',
].join('\n'));
process.exitCode = problems.length === 0 ? 0 : 1;

/** Megabytes of the heap after everything that nobody holds was collected. */
function keptMegabytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 1e6;
}

function at(share: number): string {
  return (times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(2);
}

function readCards(): readonly string[] {
  const real = join('..', 'shared', 'data', 'hf-2022-02-15-full', 'cards.jsonl.gz');
  if (existsSync(real)) {
    const lines = gunzipSync(readFileSync(real)).toString('utf8').trimEnd().split('\n');
    return lines.map((line) => (JSON.parse(line) as { card: string | null }).card).filter((card): card is string => card !== null && card.length > 100);
  }
  const folder = join('src', 'cards', 'fixtures');
  return readdirSync(folder).filter((name) => name.endsWith('.in.md')).map((name) => readFileSync(join(folder, name), 'utf8'));
}
