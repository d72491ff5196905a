import type { Random } from '../random.js';
import type { KnownCommit } from './known-hub.js';
import { effects, knobs } from './process.js';
import type { Truths } from './truths.js';

const titles = {
  perfective: ['Update README.md', 'Improve the description of the training data', 'Add usage example', 'Add license', 'Refactor the preprocessing'],
  corrective: ['Fix bug in the tokenizer', 'Correct wrong label names', 'Fix typo'],
  adaptive: ['Add support for ONNX', 'Convert weights to safetensors', 'Bump transformers'],
} as const;

/** The commits of one model between two instants, oldest first: as many as its activity says, of the kinds that L1 says. */
export function drawCommits(random: Random, truths: Truths, activity: number, from: number, to: number): KnownCommit[] {
  const count = Math.max(1, Math.round(Math.exp(knobs.commits + knobs.commitSpread * activity)));
  const instants = Array.from({ length: count }, () => from + random.next() * (to - from)).sort((a, b) => a - b);
  return instants.map((instant) => {
    const kind = random.chance(effects.perfective[truths.L1]) ? 'perfective' : random.chance(0.5) ? 'corrective' : 'adaptive';
    return { id: random.hex(40), title: random.pick<string>(titles[kind]), date: new Date(instant).toISOString() };
  });
}
