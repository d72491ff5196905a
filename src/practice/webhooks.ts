import { UsageError } from '../core/errors.js';
import { hashOf } from './initial-commit.js';
import { createRandom } from './random.js';
import type { Change } from './world.js';

export interface WebhookOptions {
  /** Delivers out of order and some twice, by the seed of the world, as a hub may that promises neither. */
  readonly shuffle?: boolean | undefined;
  /** Milliseconds that a receiver has to answer; default 5,000. */
  readonly patienceMs?: number | undefined;
}

/** One attempt to deliver. */
export interface Delivery {
  readonly url: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** HTTP status of the receiver; null where it did not answer. */
  readonly status: number | null;
  /** Why it did not answer; null where it did. */
  readonly failure: string | null;
}

/** Sends what changes to those who subscribed. */
export interface Webhooks {
  /** Sends from now on. Throws UsageError for addresses that are not on this machine. */
  subscribe(url: string, secret: string, options?: WebhookOptions): void;
  /** Sends these changes; `all` also sends what was held back to be shuffled. Resolves when all is delivered or failed. */
  announce(changes: readonly Change[], all: boolean): Promise<void>;
  /** Everything sent so far, in the order in which it was. */
  deliveries(): readonly Delivery[];
  /** Gives up what is under way. */
  close(): void;
}

/** After so many deliveries in a row without an answer a webhook is suspended, as the hub does after an unstated number. */
const failuresUntilSuspended = 5;
/** With fewer than this there is nothing to shuffle. */
const shuffledTogether = 4;

interface Subscription {
  readonly url: string;
  readonly secret: string;
  readonly id: string;
  readonly shuffle: boolean;
  readonly patienceMs: number;
  readonly random: ReturnType<typeof createRandom>;
  held: Change[];
  failuresInRow: number;
  /** Deliveries follow each other, so that the order is the one decided on. */
  last: Promise<void>;
}

/** What the hub posts for a change (webhooks version 3): create, delete, move, or new content on `main`. */
export function describeChange(change: Change, hubUrl: string, webhookId: string): Readonly<Record<string, unknown>> {
  const name = change.from ?? change.id;
  const owner = ownerOf(name);
  const web = change.of === 'dataset' ? `/datasets/${name}` : `/${name}`;
  const action = { created: 'create', returned: 'create', removed: 'delete', renamed: 'move', committed: 'update' }[change.kind];
  return {
    event: { action, scope: change.kind === 'committed' ? 'repo.content' : 'repo' },
    repo: {
      type: change.of, name, id: change._id, private: false, url: { web: hubUrl + web, api: `${hubUrl}/api/${change.of}s/${name}` },
      headSha: change.sha, owner,
    },
    ...(change.kind === 'committed' ? { updatedRefs: [{ ref: 'refs/heads/main', oldSha: change.oldSha ?? null, newSha: change.sha }] } : {}),
    ...(change.kind === 'renamed' ? { movedTo: { name: change.id, owner: ownerOf(change.id) } } : {}),
    webhook: { id: webhookId, version: 3 },
  };
}

function ownerOf(name: string): { id: string } {
  return { id: hashOf('account', name.includes('/') ? name.slice(0, name.indexOf('/')) : systemOwner).slice(0, 24) };
}

/** Names without an owner belong to the hub itself. */
const systemOwner = 'system';

/** Makes the webhooks of a hub at an address. */
export function createWebhooks(seed: number, hubUrl: string): Webhooks {
  const subscriptions: Subscription[] = [];
  const deliveries: Delivery[] = [];
  const closing = new AbortController();

  async function post(subscription: Subscription, change: Change): Promise<void> {
    const { url, secret, id, patienceMs } = subscription;
    const payload = describeChange(change, hubUrl, id);
    if (subscription.failuresInRow >= failuresUntilSuspended) {
      deliveries.push({ url, payload, status: null, failure: 'suspended after repeated failures' });
      return;
    }
    try {
      const response = await fetch(url, {
        method: 'POST', body: JSON.stringify(payload), redirect: 'manual',
        headers: { 'Content-Type': 'application/json', 'X-Webhook-Secret': secret },
        signal: AbortSignal.any([AbortSignal.timeout(patienceMs), closing.signal]),
      });
      await response.arrayBuffer();
      subscription.failuresInRow = 0;
      deliveries.push({ url, payload, status: response.status, failure: null });
    } catch (cause) {
      subscription.failuresInRow += 1;
      deliveries.push({ url, payload, status: null, failure: cause instanceof Error ? cause.message : String(cause) });
    }
  }
  function send(subscription: Subscription, changes: readonly Change[]): void {
    const { random, shuffle } = subscription;
    const batch = shuffle ? shuffled(changes.flatMap((change) => (random.chance(0.25) ? [change, change] : [change])), random) : changes;
    for (const change of batch) {
      subscription.last = subscription.last.then(() => (closing.signal.aborted ? undefined : post(subscription, change)));
    }
  }
  return {
    subscribe(url, secret, { shuffle = false, patienceMs = 5000 } = {}) {
      const { protocol, hostname } = URL.canParse(url) ? new URL(url) : { protocol: '', hostname: '' };
      if (protocol !== 'http:' || !['127.0.0.1', 'localhost', '[::1]'].includes(hostname) || !/^[\x21-\x7e]+$/.test(secret)) {
        throw new UsageError(`practice hub: cannot deliver there (${url}); expected an http address on this machine and a secret of visible ASCII`);
      }
      const number = subscriptions.length;
      subscriptions.push({
        url, secret, shuffle, patienceMs, failuresInRow: 0, id: hashOf('webhook', seed, number).slice(0, 24), random: createRandom(seed, `webhook ${number}`), held: [], last: Promise.resolve(),
      });
    },
    async announce(changes, all) {
      for (const subscription of subscriptions) {
        subscription.held.push(...changes);
        if (!subscription.shuffle || all || subscription.held.length >= shuffledTogether) {
          send(subscription, subscription.held.splice(0));
        }
      }
      await Promise.all(subscriptions.map(({ last }) => last));
    },
    deliveries: () => [...deliveries],
    close() {
      closing.abort();
    },
  };
}

function shuffled(changes: readonly Change[], random: Subscription['random']): Change[] {
  const order = [...changes];
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = random.below(at + 1);
    [order[at], order[other]] = [order[other] as Change, order[at] as Change];
  }
  return order;
}
