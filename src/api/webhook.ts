import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { InputError } from '../core/errors.js';
import type { ChangeHint, WebhookPlan } from '../core/harvest-plan.js';

export interface WebhookOptions {
  readonly plan: WebhookPlan;
  /** What the registry was told to send along; compared in constant time. */
  readonly secret: string;
  /** Takes the hint of a message; what follows from it happens elsewhere, later. */
  readonly onHint: (hint: ChangeHint) => void;
}

/** Messages are a few kilobytes; a comment in one may be longer. */
const largestMessage = 1024 * 1024;

/**
 * A receiver of webhooks: `POST /webhook` with the secret in the registry's header. It answers 202 at once and only notes
 * that something may have changed: nothing of a message is recorded, since whoever knows the secret could have sent it.
 */
export function createWebhookReceiver({ plan, secret, onHint }: WebhookOptions): Hono {
  const app = new Hono();
  const expected = digest(secret);
  const limit = bodyLimit({
    maxSize: largestMessage,
    // The rest of the message is not read, so the connection ends with the answer.
    onError: (context) => context.json({ error: `message too long; expected at most ${largestMessage} bytes` }, 413, { Connection: 'close' }),
  });
  app.post('/webhook', limit, async (context) => {
    const given = context.req.header(plan.secretHeader);
    if (given === undefined || !timingSafeEqual(digest(given), expected)) {
      return context.json({ error: `the secret is missing or wrong; expected it in ${plan.secretHeader}` }, 401);
    }
    let hint: ChangeHint | null;
    try {
      hint = plan.hintFrom(JSON.parse(await context.req.text()));
    } catch (error) {
      if (!(error instanceof InputError) && !(error instanceof SyntaxError)) throw error;
      return context.json({ error: error instanceof InputError ? error.message : 'the message is not JSON' }, 400);
    }
    if (hint === null) return context.json({ taken: false, why: 'about something that is not collected' }, 202);
    onHint(hint);
    return context.json({ taken: true }, 202);
  });
  app.all('*', (context) => context.json({ error: 'expected POST /webhook' }, context.req.path === '/webhook' ? 405 : 404));
  return app;
}

/** Digests have one length, so comparing them tells nothing of the secret, not even how long it is. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
