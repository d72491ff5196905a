import { UsageError } from '../core/errors.js';
import { generateHub } from './generate-hub.js';
import { serveHub } from './serve-hub.js';
import type { HubOptions } from './serve-hub.js';
import { servePages } from './serve-pages.js';
import type { World } from './world.js';

export interface PracticeHubOptions extends HubOptions {
  /** Seed of the simulated world; default 1. Not together with `from`. */
  readonly seed?: number | undefined;
  /** Models alive at the last snapshot; default 20,000. Not together with `from`. */
  readonly models?: number | undefined;
  /** Port on 127.0.0.1; default 0, any free one. */
  readonly port?: number | undefined;
  /** Folder of recorded list pages to serve instead of a simulated world. */
  readonly from?: string | undefined;
}

/** A practice hub that is up. */
export interface PracticeHub {
  /** Endpoint, without a slash at the end: what HF_ENDPOINT would be set to. */
  readonly url: string;
  /** Instants of the simulated snapshots, each reachable under `/asof/<instant>`; empty for recorded pages. */
  readonly months: readonly string[];
  /** The truth behind the answers; null for recorded pages, which are what they are. */
  readonly world: World | null;
  /** Number of recorded pages; null for a simulated world. */
  readonly pages: number | null;
  readonly close: () => Promise<void>;
}

/**
 * Starts a registry to practise on, over real HTTP on the loopback: a simulated one, or recorded pages (`from`). Throws
 * UsageError for options that are out of range or exclude each other, or a taken port; InputError for a bad recording.
 */
export async function startPracticeHub(options: PracticeHubOptions & { readonly from?: undefined }): Promise<PracticeHub & { readonly world: World }>;
export async function startPracticeHub(options: PracticeHubOptions): Promise<PracticeHub>;
export async function startPracticeHub({ seed, models, port = 0, from, rateLimits, now }: PracticeHubOptions): Promise<PracticeHub> {
  if (from !== undefined) {
    if (seed !== undefined || models !== undefined || rateLimits !== undefined) {
      throw new UsageError('practice hub: recorded pages are not generated; expected from alone, got seed, models or rate limits with it');
    }
    const { url, pages, close } = await servePages(from, port);
    return { url, months: [], world: null, pages, close };
  }
  const world = generateHub({ seed: seed ?? 1, models });
  const { url, close } = await serveHub(world, port, { rateLimits, now });
  return { url, months: world.instants, world, pages: null, close };
}
