import { UsageError } from '../core/errors.js';
import type { Registry } from '../core/registry.js';
import { toolHomepage, toolVersion } from './tool.js';

/** Where a registry is asked, as whom, and what is told about both. */
export interface RegistryAccess {
  readonly endpoint: string;
  readonly token: string | undefined;
  readonly userAgent: string;
  /** Things a person should know: a token that was not sent, and why. */
  readonly notes: readonly string[];
}

/**
 * Decides where and as whom to ask a registry: the option, else the variables that other tools of the registry read,
 * else the public address. The token is only ever read from the environment, and only sent where nobody on the way can
 * read it. Errors: UsageError where the registry cannot be harvested, or a public one would be asked anonymously.
 */
export function decideAccess(
  registry: Registry,
  given: { readonly endpoint?: string | undefined; readonly contact?: string | undefined },
  env: Readonly<Record<string, string | undefined>>,
): RegistryAccess {
  const plan = registry.harvest;
  if (plan === null) throw new UsageError(`${registry.slug}: cannot be harvested (sync); expected a registry with a listing, got one whose snapshots come from files: use \`hubscope import\``);
  const endpoint = given.endpoint ?? nonEmpty(env[plan.endpointVariable]) ?? plan.endpoint;
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  const isLocal = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const notes: string[] = [];
  let token = nonEmpty(env[plan.tokenVariable]);
  if (token !== undefined && isOn(env['HF_HUB_DISABLE_IMPLICIT_TOKEN'])) {
    token = undefined;
    notes.push(`${plan.tokenVariable} is not used: HF_HUB_DISABLE_IMPLICIT_TOKEN is set`);
  }
  if (token !== undefined && !isLocal && url?.protocol === 'http:') {
    token = undefined;
    notes.push(`${plan.tokenVariable} is not sent: ${url.host} is asked over http, where others could read it`);
  }
  const contact = given.contact ?? nonEmpty(env['HUBSCOPE_CONTACT']) ?? toolHomepage ?? (isLocal ? 'mailto:practice@localhost' : null);
  if (contact === null) {
    throw new UsageError(`${registry.slug}: nobody to write to (${url?.host ?? endpoint}); expected --contact or HUBSCOPE_CONTACT with an e-mail or web address, which is sent along so that the registry can reach whoever asks it thousands of times`);
  }
  return { endpoint, token, userAgent: `hubscope/${toolVersion} (${contact})`, notes };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}

/** As the registry's own Python client reads its switches. */
function isOn(text: string | undefined): boolean {
  return ['1', 'true', 'yes', 'on'].includes((text ?? '').trim().toLowerCase());
}
