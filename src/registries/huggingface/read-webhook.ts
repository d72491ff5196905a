import { z } from 'zod';
import type { Aspect } from '../../core/aspect.js';
import { InputError } from '../../core/errors.js';
import type { ChangeHint } from '../../core/harvest-plan.js';

/** The parts of a message (webhooks version 3) that say of what it speaks; the rest is left to the hub's own answers. */
const Message = z.looseObject({
  event: z.looseObject({ action: z.string(), scope: z.string() }),
  repo: z.looseObject({ type: z.string(), name: z.string().min(1).max(500), id: z.string().min(1).max(100), headSha: z.string().max(100).optional() }),
  movedTo: z.looseObject({ name: z.string().min(1).max(500) }).optional(),
});

const contentAspects: readonly Aspect[] = ['files', 'cards', 'config', 'commits', 'refs', 'security'];

/**
 * The hint in a message. A scope that is narrower than those known is an update of the broader one, as the hub's
 * documentation says. Null for what is neither a model nor a dataset.
 */
export function hintFrom(message: unknown): ChangeHint | null {
  const read = Message.safeParse(message);
  if (!read.success) {
    const places = read.error.issues.map((issue) => `${issue.path.join('.') || 'whole'}: ${issue.message}`).join('; ');
    throw new InputError(`huggingface: no message of a webhook (${places}); expected event and repo`);
  }
  const { event, repo, movedTo } = read.data;
  if (repo.type !== 'model' && repo.type !== 'dataset') return null;
  return {
    kind: repo.type, id: repo.id, name: movedTo?.name ?? repo.name, revision: repo.headSha ?? null,
    aspects: aspectsOf(event),
  };
}

function aspectsOf({ action, scope }: { readonly action: string; readonly scope: string }): readonly Aspect[] {
  if (scope === 'discussion' || scope.startsWith('discussion.')) return ['discussions', 'refs'];
  if (scope === 'repo.config' || scope.startsWith('repo.config.') || action === 'delete' || action === 'move') return [];
  return action === 'create' ? [...contentAspects, 'discussions'] : contentAspects;
}
