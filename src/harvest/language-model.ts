import { RegistryError, UsageError } from '../core/errors.js';
import { systemClock } from './clock.js';
import type { Clock } from './clock.js';
import { parseEndpoint } from './endpoint.js';
import { choiceFromAnswer, complaintFromAnswer } from './language-model-answer.js';
import type { ModelChoice } from './language-model-answer.js';
import { bodyOf, firstForm, otherForm } from './language-model-form.js';
import type { ModelForm, ModelQuestion } from './language-model-form.js';
import { createPacer } from './pacer.js';
import { readBounded } from './read-body.js';
import { backOffDelay, isWorthRetrying, statedDelay } from './retry-delay.js';
import { createSecretRemover } from './secrets.js';

export interface LanguageModelOptions {
  /** Address before `/chat/completions`, such as `https://models.example/v1`. */
  readonly endpoint: string;
  /** Sent in the Authorization header, to this address only; redirects are refused. */
  readonly apiKey: string | undefined;
  readonly userAgent: string;
  readonly fetch?: typeof globalThis.fetch;
  readonly clock?: Clock;
  /** In [0, 1); jitter only. */
  readonly random?: () => number;
  /** Largest body of an answer; 4 MiB if not given. */
  readonly maxBytes?: number;
  /** For one attempt from the request to the last byte; 120 s if not given. */
  readonly timeoutMs?: number;
  /** Repetitions after a first failure; 4 if not given. */
  readonly retries?: number;
  /** Longest single wait that the endpoint may ask for; 600 s if not given. */
  readonly maxWaitSeconds?: number;
  readonly onWait?: (seconds: number, why: string) => void;
}

/** What came of a question. `ends`: no other question to this endpoint would fare better. */
export type ModelReply =
  | (ModelChoice & { readonly form: ModelForm })
  | { readonly kind: 'failed'; readonly why: string; readonly status: number | null; readonly ends: boolean };

export interface LanguageModelClient {
  /** Address that is asked, without trailing slash. */
  readonly endpoint: string;
  /** Rejects with the signal's reason when it is aborted; everything else is a reply. */
  ask(question: ModelQuestion, signal?: AbortSignal): Promise<ModelReply>;
  /** Requests sent so far, and how many of them were repetitions. */
  counts(): { readonly requests: number; readonly retries: number };
}

/** One exchange over HTTP. */
type Exchange =
  | { readonly outcome: 'answered'; readonly status: number; readonly headers: Headers; readonly text: string }
  | { readonly outcome: 'lost'; readonly why: string };

const path = '/chat/completions';

/**
 * Makes a client of an endpoint that speaks the chat-completions protocol. It repeats what may pass (408, 425, 429, 5xx,
 * lost connections, time-outs, bodies cut off) with growing delays and obeys `Retry-After`, for all questions that wait
 * side by side. Where an endpoint does not know a way of asking (`response_format`, `max_tokens`, `temperature`) it goes
 * over to the next one. No body is read beyond `maxBytes`, no attempt lasts longer than `timeoutMs`, and the key is
 * removed from all that comes back. Throws a UsageError for unusable options.
 */
export function createLanguageModelClient(options: LanguageModelOptions): LanguageModelClient {
  const { clock = systemClock, random = Math.random, fetch = globalThis.fetch, apiKey } = options;
  const { maxBytes = 4 * 1024 * 1024, timeoutMs = 120_000, retries = 4, maxWaitSeconds = 600 } = options;
  const onWait = options.onWait ?? (() => undefined);
  const endpoint = parseEndpoint(options.endpoint);
  const url = endpoint.resolve(path);
  if (apiKey !== undefined && !/^[\x21-\x7e]+$/.test(apiKey)) throw new UsageError('key of the language model: cannot be sent; expected printable ASCII characters without spaces');
  // Local endpoints take any word (`none`, `EMPTY`); a short word is no secret, and removing it would damage the data.
  const remove = createSecretRemover(apiKey !== undefined && apiKey.length >= 8 ? [apiKey] : []);
  const pacer = createPacer(endpoint.source, clock, maxWaitSeconds, onWait);
  const counts = { requests: 0, retries: 0 };
  let known: ModelForm = firstForm;

  async function exchange(body: string, signal: AbortSignal | undefined): Promise<Exchange> {
    await pacer.start(path, signal);
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new Error('time-out')), timeoutMs);
    function stop(): void {
      controller.abort(signal?.reason);
    }
    signal?.addEventListener('abort', stop, { once: true });
    let headers: Headers | null = null;
    try {
      const sent: Record<string, string> = { 'accept': 'application/json', 'content-type': 'application/json', 'user-agent': options.userAgent };
      if (apiKey !== undefined) sent['authorization'] = `Bearer ${apiKey}`;
      counts.requests += 1;
      const response = await fetch(url, { method: 'POST', headers: sent, body, redirect: 'manual', signal: controller.signal });
      headers = response.headers;
      const bytes = await readBounded(response, maxBytes, () => undefined);
      if (bytes === null) return { outcome: 'lost', why: `more than ${maxBytes} bytes` };
      return { outcome: 'answered', status: response.status, headers, text: remove(bytes.toString('utf8')) };
    } catch (cause) {
      signal?.throwIfAborted();
      return { outcome: 'lost', why: controller.signal.aborted ? `no complete answer within ${timeoutMs} ms` : remove(reasonOf(cause)) };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      pacer.finish(path, headers);
    }
  }

  /** Asks in one form, with repetitions; a complaint about the form is for the caller to act on. */
  async function askIn(form: ModelForm, question: ModelQuestion, signal: AbortSignal | undefined): Promise<ModelReply | { readonly kind: 'complaint'; readonly about: string; readonly status: number }> {
    const body = JSON.stringify(bodyOf(form, question));
    for (let repetition = 0; ; repetition += 1) {
      signal?.throwIfAborted();
      const result = await exchange(body, signal);
      let why: string;
      let status: number | null = null;
      let stated: number | null = null;
      if (result.outcome === 'lost') why = result.why;
      else {
        status = result.status;
        if (status === 200) {
          const choice = choiceFromAnswer(result.text);
          if (choice !== null) return { ...choice, form };
          why = 'an answer that is no chat completion, or breaks off';
        } else {
          const { text, code } = complaintFromAnswer(result.text);
          why = `status ${status}${text === '' ? '' : ` (${text})`}`;
          if (code === 'insufficient_quota') return { kind: 'failed', why, status, ends: true };
          if (status === 400 || status === 422 || status === 501) return { kind: 'complaint', about: `${code} ${text}`.trim(), status };
          if (!isWorthRetrying(status)) return { kind: 'failed', why: status >= 300 && status < 400 ? `a redirect (status ${status}), which is not followed` : why, status, ends: endsAll(status) };
          stated = statedDelay(result.headers, clock.now());
        }
      }
      if (repetition >= retries) return { kind: 'failed', why: `${why} at the last of ${repetition + 1} attempts`, status, ends: false };
      if (stated !== null && stated > maxWaitSeconds * 1_000) {
        return { kind: 'failed', why: `${why}, to be asked again in ${Math.ceil(stated / 1_000)} s; expected at most ${maxWaitSeconds} s to wait`, status, ends: true };
      }
      const wait = Math.max(backOffDelay(repetition, random), stated ?? 0);
      if (status === 429 || stated !== null) pacer.hold(path, wait);
      onWait(wait / 1_000, why);
      counts.retries += 1;
      await clock.sleep(wait, signal);
    }
  }

  return {
    endpoint: endpoint.address,
    counts: () => ({ ...counts }),
    async ask(question, signal) {
      let form = known;
      const tried: string[] = [];
      for (;;) {
        let reply: Awaited<ReturnType<typeof askIn>>;
        try {
          reply = await askIn(form, question, signal);
        } catch (error) {
          // The pacer refuses waits that are too long.
          if (!(error instanceof RegistryError)) throw error;
          return { kind: 'failed', why: error.message, status: error.status ?? null, ends: true };
        }
        if (reply.kind !== 'complaint') {
          // Only a form that was answered is kept: a card can be refused for its own sake.
          if (reply.kind !== 'failed') known = form;
          return reply;
        }
        tried.push(JSON.stringify(form));
        const next = otherForm(form, reply.about);
        if (next === null || tried.includes(JSON.stringify(next))) {
          return { kind: 'failed', why: `status ${reply.status} (${reply.about})`, status: reply.status, ends: false };
        }
        form = next;
      }
    },
  };
}

/** Key, money, address or model are wrong: that is so for every card. A 403 can be about one card that a filter does not like. */
function endsAll(status: number): boolean {
  return [401, 402, 404, 405].includes(status) || (status >= 300 && status < 400);
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message;
}
