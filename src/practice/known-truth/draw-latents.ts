import type { Random } from '../random.js';
import { knobs } from './process.js';
import { signOf, type Truths } from './truths.js';

/** Popularity, documentation, size, recency and activity of one model, each of variance 1. */
export interface Latents {
  readonly popularity: number;
  readonly documentation: number;
  readonly size: number;
  readonly recency: number;
  readonly activity: number;
}

/** What is settled of a model before its latents are drawn, each standardised to mean 0 and variance 1. */
export interface Settled {
  readonly architecture: number;
  readonly carbon: number;
  /** Whether it is a base. */
  readonly base: number;
}

/** Draws the latents of one model with the correlations that the truths ask for. */
export function drawLatents(random: Random, truths: Truths, { architecture, carbon, base }: Settled): Latents {
  const own = [random.normal(), random.normal(), random.normal(), random.normal(), random.normal()] as const;
  const a = signOf(truths.S1) * knobs.architectureLoading;
  const b = signOf(truths.S1) * knobs.carbonLoading;
  const c = truths.S2 === 'present' ? knobs.baseLoading : 0;
  const popularity = a * architecture + b * carbon + c * base + Math.sqrt(1 - a * a - b * b - c * c) * own[0];
  const loading = signOf(truths.D2) * knobs.documentationLoading;
  const g = truths.S2 === 'present' ? 0 : signOf(truths.D2) * knobs.baseLoading;
  const documentation = loading * popularity + g * base + Math.sqrt(1 - loading * loading - g * g) * own[1];
  const size = own[2];
  const changed = truths.S2 === 'reversed' ? knobs.baseLoading : 0;
  const recency = changed * base + Math.sqrt(1 - changed * changed) * own[3];
  // Of two predictors with correlation ρ each has to have the weight r/(1 + ρ) for the correlation r with both.
  const r = signOf(truths.L1) * knobs.activityCorrelation;
  const weight = r / (1 + loading);
  const rest = 1 - (2 * r * r) / (1 + loading) - r * r;
  const activity = weight * (popularity + documentation) + r * size + Math.sqrt(rest) * own[4];
  return { popularity, documentation, size, recency, activity };
}
