import { UsageError } from '../core/errors.js';
import type { Answer } from '../core/harvest-plan.js';

const replacement = '[removed]';

/** A secret shorter than this would also occur in ordinary words, and its removal would damage the data. */
const shortestSecret = 8;

/**
 * Hugging Face user access tokens. None of the 759,926 names of the hub of July 2024 has this shape, so nothing that
 * is not a secret is lost.
 */
const hubTokens = /hf_[A-Za-z0-9]{20,}/g;

/** RFC 6750 credentials; 20 characters spare prose such as "Bearer authentication". */
const bearerTokens = /(Bearer(?:\s|%20|\+|\\[tnr])+)[A-Za-z0-9._~+/-]{20,}=*/gi;

/** Query parameters that grant access: S3, CloudFront, Google and Azure signatures, and plain tokens. */
const grantingParameters = new RegExp(
  String.raw`([?&]|&amp;|\\u0026|%3F|%26)` +
    '((?:X-(?:Amz|Goog)-(?:Signature|Credential|Security-Token)|Signature|Expires|Policy|Key-Pair-Id|sig|token|' +
    'access_token|auth_token|api_key)(?:=|%3D))' +
    String.raw`(?:[^&\s"'<>()\\]|\\/)+`,
  'gi',
);

/** Response headers that say something about the answer; every other one is dropped. */
const registryHeaders = [
  'content-type', 'date', 'etag', 'last-modified', 'link', 'location', 'ratelimit', 'ratelimit-policy', 'retry-after',
  'x-error-code', 'x-error-message', 'x-hf-warning', 'x-hubscope-as-of', 'x-hubscope-simulated', 'x-linked-etag', 'x-linked-size',
  'x-observed-at', 'x-pypi-last-serial', 'x-repo-commit', 'x-request-id', 'x-total-count',
];

/** The final path after redirects; a full address where it left the endpoint. Only the harvester sets it. */
export const redirectHeader = 'x-hubscope-redirect';

/** Why there was no answer; on lines of failures only. Only the harvester sets it. */
export const failureHeader = 'x-hubscope-failure';

/** Replaces what must not be published by `[removed]`; applying it twice changes nothing more. */
export type SecretRemover = (text: string) => string;

/**
 * Makes a remover of the given secrets, wherever they stand and whether written plainly, as JSON escapes or
 * percent-encoded, and of everything that has the shape of a token, a bearer credential or a signed URL.
 * Throws a UsageError, which does not repeat the secret, for one that is too short or not printable ASCII.
 */
export function createSecretRemover(secrets: readonly string[]): SecretRemover {
  const patterns = secrets.map(patternOfSecret);
  return (text) => {
    let clean = text;
    for (const pattern of patterns) clean = clean.replace(pattern, replacement);
    return clean
      .replace(hubTokens, replacement)
      .replace(bearerTokens, `$1${replacement}`)
      .replace(grantingParameters, `$1$2${replacement}`);
  };
}

/**
 * Removes secrets from JSON text. The text is left as it is but for the removed parts; only where that would break the
 * JSON (a backslash before something that looks like an escape) is it serialised anew. Where the text was parsed already,
 * `parsed` has what came of it: pages are large, and most have no secret. Throws a SyntaxError for what is not JSON.
 */
export function removeSecretsFromJson(text: string, remove: SecretRemover, parsed?: { readonly value: unknown }): { text: string; value: unknown } {
  const clean = remove(text);
  if (parsed !== undefined && clean === text) return { text, value: parsed.value };
  try {
    return { text: clean, value: JSON.parse(clean) as unknown };
  } catch (error) {
    if (clean === text) throw error;
    const value = removeFromValue(JSON.parse(text), remove);
    return { text: JSON.stringify(value), value };
  }
}

function removeFromValue(value: unknown, remove: SecretRemover): unknown {
  if (typeof value === 'string') return remove(value);
  if (Array.isArray(value)) return value.map((each) => removeFromValue(each, remove));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [remove(key), removeFromValue(each, remove)]));
}

/**
 * The headers of a registry's answer that are worth keeping: names in lower case and in a stable order, values without
 * secrets. What only the harvester may say is dropped too.
 */
export function keepRegistryHeaders(headers: Headers, remove: SecretRemover): Record<string, string> {
  return keep(registryHeaders, headers, remove);
}

/** The headers that may stand in an archive: the registry's and the harvester's own. */
export function keepArchivedHeaders(headers: Answer['headers'], remove: SecretRemover): Record<string, string> {
  return keep([...registryHeaders, redirectHeader, failureHeader], new Headers(headers), remove);
}

function keep(names: readonly string[], headers: Headers, remove: SecretRemover): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of names) {
    const value = headers.get(name);
    if (value !== null) kept[name] = remove(value);
  }
  return kept;
}

function patternOfSecret(secret: string): RegExp {
  if (secret.length < shortestSecret || !/^[\x21-\x7e]+$/.test(secret)) {
    throw new UsageError(
      `token: cannot be used; expected at least ${shortestSecret} printable ASCII characters without spaces, ` +
        `got ${secret.length} characters`,
    );
  }
  const characters = [...secret].map((character) => {
    const hex = character.charCodeAt(0).toString(16).padStart(2, '0');
    const anyCase = hex.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
    const plain = character.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    const escaped = character === '"' || character === '\\' || character === '/' ? `|\\\\\\${character}` : '';
    return `(?:\\\\u00${anyCase}|%${anyCase}${escaped}|${plain})`;
  });
  return new RegExp(characters.join(''), 'g');
}
