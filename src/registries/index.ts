import { UsageError } from '../core/errors.js';
import type { Registry } from '../core/registry.js';
import { huggingface } from './huggingface/index.js';
import { npm } from './npm/index.js';
import { pypi } from './pypi/index.js';

/** All registries. One folder and one line here make a registry known to the whole program. */
export const registries: readonly Registry[] = [huggingface, npm, pypi];

/** The registry with a slug. Errors: UsageError that lists the known ones. */
export function findRegistry(slug: string): Registry {
  const found = registries.find((one) => one.slug === slug);
  if (found === undefined) {
    throw new UsageError(`registry: unknown (${slug}); expected one of: ${registries.map((one) => one.slug).join(', ')}`);
  }
  return found;
}
