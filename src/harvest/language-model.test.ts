import { afterEach, describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { closeModels, cutOff, fails, hangs, says, serveModel } from './language-model-server.test-data.js';
import { createLanguageModelClient } from './language-model.js';
import type { LanguageModelOptions } from './language-model.js';
import { fakeClock } from './loopback-server.test-data.js';

afterEach(closeModels);

const apiKey = 'sk-OnlyForThisTest/0123456789';
const question = {
  model: 'm', maxTokens: 50, schema: { name: 's', schema: { type: 'object' } },
  messages: [{ role: 'system', content: 'read' }, { role: 'user', content: 'card' }],
} as const;

function clientOf(endpoint: string, options: Partial<LanguageModelOptions> = {}) {
  const clock = fakeClock();
  return { clock, client: createLanguageModelClient({ endpoint, apiKey, userAgent: 'test', clock, random: () => 0.5, ...options }) };
}

describe('asking', () => {
  it('posts model, messages and strict schema to the path of the protocol, with the key', async () => {
    const { endpoint, asked } = await serveModel(says('{}'));
    const { client } = clientOf(endpoint);
    expect(await client.ask(question)).toEqual({ kind: 'text', text: '{}', model: 'm-2026-01', usage: { in: 1000, out: 100 }, form: { format: 'json_schema', limit: 'max_tokens', temperature: true } });
    expect(asked[0]).toMatchObject({ path: '/v1/chat/completions', headers: { authorization: `Bearer ${apiKey}` } });
    expect(asked[0]?.body).toEqual({
      model: 'm', messages: question.messages, temperature: 0, max_tokens: 50,
      response_format: { type: 'json_schema', json_schema: { name: 's', strict: true, schema: { type: 'object' } } },
    });
  });

  it('goes over to weaker forms where one is refused, and keeps the one that was answered', async () => {
    const { endpoint, asked } = await serveModel(
      fails(400, "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."),
      fails(422, 'response_format: unknown'),
      says('{}'),
    );
    const { client } = clientOf(endpoint);
    expect(await client.ask(question)).toMatchObject({ kind: 'text', form: { format: 'plain' } });
    await client.ask(question);
    expect(asked.map(({ body }) => body.response_format?.type ?? 'plain')).toEqual(['json_schema', 'json_object', 'plain', 'plain']);
  });

  it('leaves out the temperature and renames the limit where a model wants that', async () => {
    const { endpoint, asked } = await serveModel(
      fails(400, "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."),
      fails(400, "Unsupported value: 'temperature' does not support 0 with this model."),
      says('{}'),
    );
    expect(await clientOf(endpoint).client.ask(question)).toMatchObject({ kind: 'text', form: { format: 'json_schema' } });
    expect(asked[2]?.body).toMatchObject({ max_completion_tokens: 50, response_format: { type: 'json_schema' } });
    expect(asked[2]?.body).not.toHaveProperty('temperature');
    expect(asked[2]?.body).not.toHaveProperty('max_tokens');
  });

  it('does not ask otherwise where the card is the reason, and remembers no form that was not answered', async () => {
    const { endpoint, asked } = await serveModel(
      fails(400, "This model's maximum context length is 4096 tokens, however you requested 9000"),
      fails(400, 'flagged', {}, 'content_filter'),
      fails(400, 'no'), fails(400, 'no'), fails(400, 'no'),
      says('{}'),
    );
    const { client } = clientOf(endpoint);
    expect(await client.ask(question)).toMatchObject({ kind: 'failed', status: 400, ends: false, why: expect.stringContaining('maximum context length') as string });
    expect(await client.ask(question)).toMatchObject({ kind: 'failed', ends: false });
    expect(await client.ask(question)).toMatchObject({ kind: 'failed', ends: false, why: 'status 400 (no)' });
    expect(await client.ask(question)).toMatchObject({ kind: 'text', form: { format: 'json_schema' } });
    expect(asked).toHaveLength(6);
  });
});

describe('what may pass', () => {
  it('obeys Retry-After and backs off otherwise', async () => {
    const { endpoint, asked } = await serveModel(fails(429, 'slow down', { 'retry-after': '17' }), fails(500, 'oh'), fails(503, 'down'), says('{}'));
    const { client, clock } = clientOf(endpoint);
    expect(await client.ask(question)).toMatchObject({ kind: 'text' });
    expect(asked).toHaveLength(4);
    expect(client.counts()).toEqual({ requests: 4, retries: 3 });
    // Seconds stated, then doubling with half of it random.
    expect(clock.sleeps).toEqual([17_000, 1_500, 3_000]);
  });

  it('repeats bodies that break off and answers that take too long', async () => {
    const { endpoint, asked } = await serveModel(cutOff(true), cutOff(false), hangs, (_asked, response) => void response.writeHead(200).end('<html>'), says('{}'));
    const { client } = clientOf(endpoint, { timeoutMs: 80 });
    expect(await client.ask(question)).toMatchObject({ kind: 'text' });
    expect(asked).toHaveLength(5);
  });

  it('gives up in the end, and says why', async () => {
    const { endpoint, asked } = await serveModel(fails(500, 'broken'));
    const { client } = clientOf(endpoint, { retries: 2 });
    expect(await client.ask(question)).toEqual({ kind: 'failed', status: 500, ends: false, why: 'status 500 (broken) at the last of 3 attempts' });
    expect(asked).toHaveLength(3);
    const slow = await serveModel(hangs);
    expect(await clientOf(slow.endpoint, { retries: 0, timeoutMs: 40 }).client.ask(question)).toMatchObject({ why: 'no complete answer within 40 ms at the last of 1 attempts' });
    const gone = await serveModel(hangs);
    closeModels();
    expect(await clientOf(gone.endpoint, { retries: 0 }).client.ask(question)).toMatchObject({ status: null, why: expect.stringContaining('ECONNREFUSED') as string });
  });

  it('does not wait for hours', async () => {
    const { endpoint, asked } = await serveModel(fails(429, 'tomorrow', { 'retry-after': '86400' }));
    expect(await clientOf(endpoint).client.ask(question)).toMatchObject({ kind: 'failed', ends: true, why: expect.stringContaining('at most 600 s') as string });
    expect(asked).toHaveLength(1);
  });
});

describe('what does not pass', () => {
  it.each([
    [401, 'Incorrect API key provided', null], [402, 'pay', null], [404, 'The model `m` does not exist', 'model_not_found'], [429, 'You exceeded your current quota', 'insufficient_quota'],
  ])('%i ends it without repetition', async (status, message, code) => {
    const { endpoint, asked } = await serveModel(fails(status, message, {}, code));
    expect(await clientOf(endpoint).client.ask(question)).toEqual({ kind: 'failed', status, ends: true, why: `status ${status} (${message})` });
    expect(asked).toHaveLength(1);
  });

  it('follows no redirect: card and key would go to somebody nobody chose', async () => {
    const other = await serveModel(says('{}'));
    const { endpoint } = await serveModel((_asked, response) => void response.writeHead(307, { location: `${other.endpoint}/chat/completions` }).end());
    expect(await clientOf(endpoint).client.ask(question)).toMatchObject({ ends: true, why: expect.stringContaining('redirect') as string });
    expect(other.asked).toEqual([]);
  });

  it('tells answers without use apart', async () => {
    const refusal = { message: { content: null, refusal: 'I cannot help with that.' } };
    const { endpoint } = await serveModel(says(null, refusal), says('{"a', { finish_reason: 'length' }), says('', { finish_reason: 'content_filter' }), says(null), says('{}', {}, null), says('{}', {}, { prompt_tokens: -1 }));
    const { client } = clientOf(endpoint);
    const replies = [];
    for (let at = 0; at < 6; at += 1) replies.push(await client.ask(question));
    expect(replies.map((one) => ('why' in one ? one.why : one.usage))).toEqual([
      'the model refused', 'it was longer than allowed and was cut off', 'a content filter stopped it', 'it had no content', null, null,
    ]);
  });
});

describe('bounds and secrets', () => {
  it('reads no more than allowed', async () => {
    let sent = 0;
    const { endpoint } = await serveModel((_asked, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      function more(): void {
        sent += 65_536;
        if (!response.destroyed) response.write(Buffer.alloc(65_536, ' '), more);
      }
      more();
    });
    expect(await clientOf(endpoint, { maxBytes: 1_000_000, retries: 0 }).client.ask(question)).toMatchObject({ kind: 'failed', why: expect.stringContaining('more than 1000000 bytes') as string });
    expect(sent).toBeLessThan(20_000_000);
  });

  it('shows the key to nobody, though the endpoint repeats it', async () => {
    const { endpoint } = await serveModel(fails(401, `Incorrect API key provided: ${apiKey}`), says(`{"a":"${apiKey}"}`));
    const { client } = clientOf(endpoint);
    expect(JSON.stringify([await client.ask(question), await client.ask(question)])).not.toContain('OnlyForThisTest');
    expect(() => clientOf(endpoint, { apiKey: 'two words and more' })).toThrow(UsageError);
    expect(() => clientOf('ftp://x')).toThrow(UsageError);
    const local = clientOf(endpoint, { apiKey: 'none' });
    expect(await local.client.ask(question)).toMatchObject({ kind: 'text' });
  });

  it('stops at once when interrupted, under way and while waiting', async () => {
    const { endpoint } = await serveModel(hangs);
    const controller = new AbortController();
    const pending = clientOf(endpoint).client.ask(question, controller.signal);
    setTimeout(() => controller.abort(new Error('Ctrl-C')), 20);
    await expect(pending).rejects.toThrow('Ctrl-C');
    await expect(clientOf(endpoint).client.ask(question, controller.signal)).rejects.toThrow('Ctrl-C');
  });
});
