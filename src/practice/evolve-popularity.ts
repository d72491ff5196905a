import type { Life } from './plan-population.js';
import { snapshotInstants } from './plan-population.js';
import { createRandom } from './random.js';

/** Popularity of every model at every snapshot; position = model × months + month. Zero before birth. */
export interface Popularity {
  readonly months: number;
  readonly downloads: Float64Array;
  readonly downloadsAllTime: Float64Array;
  readonly likes: Float64Array;
  readonly likes30d: Float64Array;
  readonly trendingScore: Float64Array;
}

// Downloads are log-normal. With a standard deviation s of the logarithm, the largest share p of the models holds
// Φ(s + Φ⁻¹(p)) of all downloads (Lorenz curve of the log-normal): 65 % for the top 1 % at s = 2.7.
const logMean = 2.8;
const logDeviation = 2.7;
/** Month-to-month correlation of the latent popularity. */
const persistence = 0.995;

/**
 * Lets popularity evolve from each model's latent start (standard deviations): an autoregressive walk with rare surges
 * and fades, from which downloads over 30 days, downloads of all time, likes and the trending score follow.
 */
export function evolvePopularity(seed: number, lives: readonly Life[], latentStarts: readonly number[], stream = ''): Popularity {
  const random = createRandom(seed, `${stream}popularity`);
  const months = snapshotInstants.length;
  const size = lives.length * months;
  const downloads = new Float64Array(size);
  const downloadsAllTime = new Float64Array(size);
  const likes = new Float64Array(size);
  const likes30d = new Float64Array(size);
  const trendingScore = new Float64Array(size);
  const noise = Math.sqrt(1 - persistence ** 2);
  lives.forEach((life, model) => {
    let latent = latentStarts[model] as number;
    const charm = random.normal();
    for (let month = life.bornMonth; month < months; month += 1) {
      const at = model * months + month;
      const first = month === life.bornMonth;
      if (!first) {
        latent = persistence * latent + noise * random.normal();
        const fate = random.next();
        // The most popular cannot surge: one model would soon hold all downloads.
        latent += fate < 0.003 && latent < 2 ? 1 + Math.abs(random.normal()) : fate > 0.995 ? -0.8 - Math.abs(random.normal()) / 2 : 0;
      }
      const windowed = Math.floor(Math.exp(logMean + logDeviation * latent + 0.12 * random.normal()));
      const age = ((snapshotInstants[month] as number) - life.createdAt) / 86_400_000;
      downloads[at] = windowed;
      downloadsAllTime[at] = first
        ? Math.floor(windowed * Math.max(1, age / 45))
        : (downloadsAllTime[at - 1] as number) + windowed;
      const appeal = Math.exp(-2.2 + 0.42 * Math.log1p(windowed) + 0.9 * charm);
      if (first) {
        likes[at] = Math.floor(appeal);
        likes30d[at] = Math.floor(appeal / Math.max(1, age / 30));
      } else {
        const before = likes[at - 1] as number;
        // Likes are taken back now and then: the count can fall.
        const gained = Math.floor(appeal * 0.06 + random.next()) - (before > 0 && random.chance(0.03) ? 1 : 0);
        const added = appeal > 0.5 || gained < 0 ? gained : 0;
        likes[at] = before + added;
        likes30d[at] = Math.max(0, added);
      }
      trendingScore[at] = Math.floor((likes30d[at]) * (0.4 + 0.6 * random.next()) * Math.exp(-age / 400));
    }
  });
  return { months, downloads, downloadsAllTime, likes, likes30d, trendingScore };
}
