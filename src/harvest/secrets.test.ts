import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../core/errors.js';
import { createPoliteClient } from './polite-fetch.js';
import { createSecretRemover, keepArchivedHeaders, keepRegistryHeaders, removeSecretsFromJson } from './secrets.js';

const secret = 'S3cr-t/With"odd$chars.';
const remove = createSecretRemover([secret]);

describe('removing secrets', () => {
  it('finds the token in use however it is written', () => {
    const escaped = [...secret].map((character) => `\\u00${character.charCodeAt(0).toString(16).toUpperCase()}`).join('');
    const encoded = [...secret].map((character) => `%${character.charCodeAt(0).toString(16)}`).join('');
    const inJson = JSON.stringify(secret).slice(1, -1);
    const slashed = secret.replace('/', '\\/');
    for (const form of [secret, inJson, slashed, encodeURIComponent(secret), escaped, encoded]) {
      expect(remove(`before ${form} after`)).toBe('before [removed] after');
    }
  });

  it.each([
    ['use hf_abcdefghijABCDEFGHIJ0123456789abcd here', 'use [removed] here'],
    ['"x\\nhf_abcdefghijABCDEFGHIJ"', '"x\\n[removed]"'],
    ['hf_transfer and hf_hub_download', 'hf_transfer and hf_hub_download'],
    ['Authorization: Bearer abcdefghij.ABCDEFGHIJ-0123==', 'Authorization: Bearer [removed]'],
    ['\\nBearer\\tabcdefghijABCDEFGHIJ', '\\nBearer\\t[removed]'],
    ['Bearer {API_TOKEN}, the bearer of news', 'Bearer {API_TOKEN}, the bearer of news'],
    ['https://a/b?X-Amz-Signature=ab12&x=1', 'https://a/b?X-Amz-Signature=[removed]&x=1'],
    ['https://a/b?x=1&amp;Expires=17&Signature=a\\/b~c)', 'https://a/b?x=1&amp;Expires=[removed]&Signature=[removed])'],
    ['![badge](https://ci/x.svg?token=ABCDEF)', '![badge](https://ci/x.svg?token=[removed])'],
    ['?sort=downloads&cursor=eyJfaWQiOiI2NCJ9', '?sort=downloads&cursor=eyJfaWQiOiI2NCJ9'],
    ['{"tokenizer_class":"X","token":"<s>"}', '{"tokenizer_class":"X","token":"<s>"}'],
  ])('%s', (before, after) => {
    expect(remove(before)).toBe(after);
    expect(remove(after)).toBe(after);
  });

  it('leaves JSON valid, never shows the secret, and touches nothing else', () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), fc.string(), (json, left, right) => {
        const value = { left: `${left}${secret}${right}`, [`${secret}key`]: JSON.parse(json) as unknown };
        const { text, value: clean } = removeSecretsFromJson(JSON.stringify(value), remove);
        expect(JSON.parse(text)).toEqual(clean);
        expect(JSON.stringify(clean)).not.toContain('S3cr-t');
        expect(removeSecretsFromJson(json, remove).text).toBe(json);
      }),
      { seed: 3, numRuns: 200 },
    );
    const evil = `{"a":"\\\\\\u0053${secret.slice(1).replace('"', '\\"')}"}`;
    expect(removeSecretsFromJson(evil, remove).value).toEqual({ a: '\\[removed]' });
    const text = `{"a":"\\\\u0053${secret.slice(1).replace('"', '\\"')}"}`;
    expect(removeSecretsFromJson(text, remove)).toEqual({ text: '{"a":"[removed]"}', value: { a: '[removed]' } });
    expect(() => removeSecretsFromJson('{', remove)).toThrow(SyntaxError);
  });

  it('refuses secrets that would also be found in ordinary words', () => {
    expect(() => createSecretRemover(['model'])).toThrow(UsageError);
    expect(() => createSecretRemover(['has a space in it'])).toThrow(UsageError);
  });
});

describe('keeping headers', () => {
  it('keeps what says something about the answer only', () => {
    const headers = new Headers({
      ETag: 'W/"1"', 'Set-Cookie': 's=1', Authorization: 'Bearer x', 'X-Repo-Commit': 'abc',
      'X-Hubscope-Failure': 'forged',
      Link: `<http://h/api?secret=${encodeURIComponent(secret)}>; rel="next"`,
    });
    const kept = { etag: 'W/"1"', link: '<http://h/api?secret=[removed]>; rel="next"', 'x-repo-commit': 'abc' };
    expect(keepRegistryHeaders(headers, remove)).toEqual(kept);
    const own = { ...kept, 'x-hubscope-failure': 'why' };
    expect(keepArchivedHeaders({ ...own, cookie: 'c' }, remove)).toEqual(own);
  });
});

describe('a client with a token', () => {
  const token = 'hf_OnlyForThisTest0123456789abcdef';
  const request = { path: '/api/models', accept: 'json' } as const;
  function client(endpoint: string, fetch: typeof globalThis.fetch) {
    return createPoliteClient({ endpoint, token, fetch, retries: 0, userAgent: 'test (mail@example.org)' });
  }

  it('does not show it in errors', async () => {
    const lost = client('http://127.0.0.1:1', () => Promise.reject(new Error(`lost ${token}`)));
    await expect(lost.get(request)).rejects.toThrow(/got lost \[removed\] at the last of 1/);
  });

  it('does not follow from https to http', async () => {
    const moved = new Response(null, { status: 301, headers: { location: 'http://127.0.0.1:1/x' } });
    const careful = client('https://127.0.0.1:1', () => Promise.resolve(moved));
    await expect(careful.get(request)).rejects.toThrow(/redirect refused .* got http:\/\/127\.0\.0\.1:1/);
  });

  it('refuses unusable options without repeating secrets', () => {
    const usable = { endpoint: 'http://127.0.0.1:1', userAgent: 'test (mail@example.org)' };
    expect(() => createPoliteClient({ ...usable, userAgent: 'test' })).toThrow(UsageError);
    expect(() => createPoliteClient({ ...usable, endpoint: 'ftp://127.0.0.1' })).toThrow(UsageError);
    const unusable = [{ endpoint: 'http://user:s3cret@127.0.0.1' }, { token: 's3cret' }, { token: 's3cret\nwith line' }];
    for (const bad of unusable) {
      expect(() => createPoliteClient({ ...usable, ...bad })).toThrow(expect.objectContaining({
        name: 'UsageError', message: expect.not.stringContaining('s3cret') as string,
      }) as Error);
    }
  });
});
