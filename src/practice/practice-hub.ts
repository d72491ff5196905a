import { UsageError } from '../core/errors.js';
import type { FaultKind } from './fault-kinds.js';
import { generateHub } from './generate-hub.js';
import { createHubApp, serveHub } from './serve-hub.js';
import type { HubOptions } from './serve-hub.js';
import { servePages } from './serve-pages.js';
import type { Truth } from './truth.js';
import { createWebhooks } from './webhooks.js';
import type { Delivery, WebhookOptions, Webhooks } from './webhooks.js';
import type { Change, World } from './world.js';

export interface PracticeHubOptions extends HubOptions {
  /** Seed of the simulated world; default 1. Not together with `from`, as all options but `port`. */
  readonly seed?: number | undefined;
  /** Models alive at the last snapshot; default 20,000. */
  readonly models?: number | undefined;
  /** Datasets alive at the last snapshot; default a tenth of the models. */
  readonly datasets?: number | undefined;
  /** Adds the packages of the owner `odd`: broken cards, hostile file names, thousands of files; default false. */
  readonly awkward?: boolean | undefined;
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
  /** The world behind the answers; null for recorded pages, which are what they are. */
  readonly world: World | null;
  /** The truth of the hub's present, in the shape of the answers; null for recorded pages. */
  readonly truth: Truth | null;
  /** Number of recorded pages; null for a simulated world. */
  readonly pages: number | null;
  readonly close: () => Promise<void>;
}

/** A simulated hub: it knows the truth, and can be made to go wrong, to change and to tell of its changes. */
export interface SimulatedHub extends PracticeHub {
  readonly world: World;
  readonly truth: Truth;
  /** The truth that `/asof/<instant>` answers from. Throws UsageError for what that route refuses. */
  readonly truthAt: (instant: string) => Truth;
  /** How many faults of each kind were served so far. */
  readonly faultsServed: () => Readonly<Record<FaultKind, number>>;
  /** The instant that the hub is at, ISO 8601 UTC. */
  readonly now: () => string;
  /** Lets so many more changes come to pass; resolves with them when all webhooks are delivered. Living hubs only (UsageError). */
  readonly advance: (steps: number) => Promise<readonly Change[]>;
  /** Goes to a later instant; as `advance`. */
  readonly advanceTo: (instant: string) => Promise<readonly Change[]>;
  /** Posts each change from now on to an http address of this machine (UsageError for others), with the secret in X-Webhook-Secret. */
  readonly subscribe: (url: string, secret: string, options?: WebhookOptions) => void;
  /** Sends what shuffling held back; resolves when everything is delivered or has failed. */
  readonly settled: () => Promise<void>;
  /** Every delivery so far, failed ones too. */
  readonly deliveries: () => readonly Delivery[];
}

/**
 * Starts a registry to practise on, over real HTTP on the loopback: a simulated one, or recorded pages (`from`). Throws
 * UsageError for options that are out of range or exclude each other, or a taken port; InputError for a bad recording.
 */
export async function startPracticeHub(options: PracticeHubOptions & { readonly from?: undefined }): Promise<SimulatedHub>;
export async function startPracticeHub(options: PracticeHubOptions): Promise<PracticeHub>;
export async function startPracticeHub({ port = 0, from, ...simulation }: PracticeHubOptions): Promise<PracticeHub> {
  if (from === undefined) {
    return simulate(simulation, port);
  }
  const [surplus] = Object.entries(simulation).filter(([, value]) => value !== undefined);
  if (surplus !== undefined) {
    throw new UsageError(`practice hub: recorded pages are not generated; expected from alone, got ${surplus[0]} with it`);
  }
  const { url, pages, close } = await servePages(from, port);
  return { url, months: [], world: null, truth: null, pages, close };
}

async function simulate({ seed = 1, models, datasets, awkward, ...options }: Omit<PracticeHubOptions, 'from' | 'port'>, port: number): Promise<SimulatedHub> {
  const world = generateHub({ seed, models, datasets, awkward });
  let webhooks: Webhooks | null = null;
  const app = createHubApp(world, options, (changes) => {
    void webhooks?.announce(changes, app.clock.ended());
  });
  const { url, close } = await serveHub(app, port);
  const hooks = createWebhooks(seed, url);
  webhooks = hooks;

  async function announce(changes: readonly Change[]): Promise<readonly Change[]> {
    await hooks.announce(changes, true);
    return changes;
  }
  return {
    url, months: world.instants, world, pages: null, truth: app.truth, truthAt: app.truthAt,
    faultsServed: app.faultsServed,
    now: () => app.clock.now(),
    advance: async (steps) => announce(app.clock.advance(steps)),
    advanceTo: async (instant) => announce(app.clock.advanceTo(instant)),
    subscribe: (to, secret, webhookOptions) => {
      hooks.subscribe(to, secret, webhookOptions);
    },
    settled: () => hooks.announce([], true),
    deliveries: () => hooks.deliveries(),
    async close() {
      hooks.close();
      await close();
    },
  };
}
