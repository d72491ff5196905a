import { UsageError } from '../core/errors.js';
import { toolVersion } from './tool.js';

/** Where a language model is asked, and as whom. */
export interface ModelAccess {
  readonly endpoint: string;
  readonly apiKey: string | undefined;
  readonly userAgent: string;
  /** Things a person should know: a key that was not sent, and why. */
  readonly notes: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The model to ask: the option, else OPENAI_MODEL. Errors: UsageError where neither names one. */
export function decideModel(given: string | undefined, env: Environment): string {
  const model = nonEmpty(given) ?? nonEmpty(env['OPENAI_MODEL']);
  if (model === undefined) throw new UsageError('second-reader: no model; expected --model or OPENAI_MODEL with the name that the endpoint knows it by');
  if (!/^[\x21-\x7e]{1,200}$/.test(model)) throw new UsageError('second-reader: not the name of a model; expected up to 200 printable ASCII characters without spaces');
  return model;
}

/**
 * Where to ask. There is no address that is asked unless it is named: cards would go to somebody nobody chose. The key is read
 * from the environment only, and sent only where nobody on the way can read it. Errors: UsageError where address or key are missing.
 */
export function decideModelAccess(env: Environment): ModelAccess {
  const endpoint = nonEmpty(env['OPENAI_BASE_URL']);
  if (endpoint === undefined) {
    throw new UsageError('second-reader: no endpoint; expected OPENAI_BASE_URL with the address before /chat/completions, such as https://models.example/v1 or http://127.0.0.1:8080/v1');
  }
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  const isLocal = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const notes: string[] = [];
  let apiKey = nonEmpty(env['OPENAI_API_KEY']);
  if (apiKey !== undefined && !isLocal && url?.protocol === 'http:') {
    apiKey = undefined;
    notes.push(`OPENAI_API_KEY is not sent: ${url.host} is asked over http, where others could read it`);
  }
  if (apiKey === undefined && url?.protocol === 'https:' && !isLocal) throw new UsageError(`second-reader: no key (${url.host}); expected OPENAI_API_KEY`);
  if (apiKey !== undefined && apiKey.length < 8 && !isLocal) {
    throw new UsageError(`second-reader: not a key (OPENAI_API_KEY, ${url?.host ?? 'endpoint'}); expected at least 8 characters, got ${apiKey.length}`);
  }
  return { endpoint, apiKey, userAgent: `hubscope/${toolVersion}`, notes };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}
