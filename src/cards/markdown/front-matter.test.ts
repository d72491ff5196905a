import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { aliasLimit, frontMatterLimit, parseFrontMatter, splitCard, stringsOf } from './front-matter.js';

describe('splitCard', () => {
  it.each([
    ['LF', '---\nlicense: mit\n---\nbody', 4],
    ['CRLF', '---\r\nlicense: mit\r\n---\r\nbody', 4],
    ['CR', '---\rlicense: mit\r---\rbody', 4],
    ['byte order mark', '\ufeff---\nlicense: mit\n---\nbody', 4],
    ['blank lines before', '\n\n---\nlicense: mit\n---\nbody', 6],
    ['blanks after the fences', '---  \nlicense: mit\n--- \nbody', 4],
  ])('reads a block with %s', (_name, text, bodyLine) => {
    expect(splitCard(text)).toMatchObject({ frontMatter: { state: 'mapping', data: { license: 'mit' } }, body: 'body', bodyLine });
  });

  it('takes an empty block for a mapping without keys', () => {
    expect(splitCard('---\n---\nbody')).toMatchObject({ frontMatter: { state: 'mapping', data: {}, raw: '' }, body: 'body' });
  });

  it('leaves a text alone whose block is not first', () => {
    const text = 'Hello\n---\nlicense: mit\n---\n';
    expect(splitCard(text)).toMatchObject({ frontMatter: { state: 'absent', raw: null }, body: text, bodyLine: 1 });
  });

  it('tells a block that is never closed from a thematic break', () => {
    expect(splitCard('---\nlicense: mit\nbody').frontMatter).toMatchObject({ state: 'invalid', reason: 'unclosed' });
    expect(splitCard('---\nJust a line above.').frontMatter).toMatchObject({ state: 'absent', reason: null });
  });

  it('neither loses nor invents text: raw and body are parts of the input', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('---', '\n', '\r\n', 'a: b', '- c', ' ', '\ufeff', '{', '"'), { maxLength: 30 }), (parts) => {
      const text = parts.join('');
      const { frontMatter, body } = splitCard(text);
      expect(text.endsWith(body)).toBe(true);
      expect(text.includes(frontMatter.raw ?? '')).toBe(true);
    }), { seed: 20220215, numRuns: 500 });
  });
});

describe('parseFrontMatter', () => {
  it('reads YAML 1.2: `no`, `on` and a date stay strings', () => {
    expect(parseFrontMatter('language: no\nstate: on\nlanguages: [no, yes]\ndate: 2022-02-15').data)
      .toEqual({ language: 'no', state: 'on', languages: ['no', 'yes'], date: '2022-02-15' });
  });

  it.each([
    ['language: no', ['language']],
    ['date: 2022-02-15', ['date']],
    ['value: 1e3', ['value']],
    ['seed: 010', ['seed']],
    ['language: [en, no]\nlicense: mit', ['language']],
    ['language: en\nlicense: apache-2.0\ntags: [a-b, "no", no-op]', []],
    ['<<: foo\nlicense: mit', ['<<', 'license']],
  ])('names the keys of %j that a reader of YAML 1.1 takes otherwise', (raw, keys) => {
    expect(parseFrontMatter(raw).otherInYaml11).toEqual(keys);
  });

  it('keeps numbers that JSON cannot hold as strings', () => {
    expect(parseFrontMatter('a: .nan\nb: [-.inf]').data).toEqual({ a: 'NaN', b: ['-Infinity'] });
  });

  it('gives a repeated key its last value and says so', () => {
    expect(parseFrontMatter('license: mit\nlicense: gpl')).toMatchObject({
      state: 'mapping', data: { license: 'gpl' }, reason: 'duplicate-key', detail: 'license',
    });
  });

  it.each([
    ['a sequence', '- a\n- b', 'not-a-mapping'],
    ['a variable of a template', '{{ card_data }}', 'invalid-yaml'],
    ['a sentence', 'Just words', 'not-a-mapping'],
    ['an open bracket', 'tags: [a', 'invalid-yaml'],
    ['two documents', 'a: 1\n---\nb: 2', 'invalid-yaml'],
    ['an alias of nothing', 'a: *b', 'invalid-yaml'],
    ['too much', `a: ${'x'.repeat(frontMatterLimit)}`, 'too-large'],
    ['deep brackets', `a: ${'['.repeat(100_000)}`, 'too-large'],
    ['deep indicators', '- '.repeat(50_000), 'too-large'],
    ['growth by aliases', `a: &a [${'x,'.repeat(100)}]\nb: &b [${'*a,'.repeat(aliasLimit)}]\nc: [${'*b,'.repeat(aliasLimit)}]`, 'too-many-aliases'],
  ])('keeps but does not use %s', (_name, raw, reason) => {
    expect(parseFrontMatter(raw)).toMatchObject({ state: 'invalid', data: {}, raw, reason });
  });

  it('cannot be made to change the prototype of objects', () => {
    const { data } = parseFrontMatter('__proto__:\n  polluted: yes\nlicense: mit');
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('copes with 20,000 keys', () => {
    const raw = Array.from({ length: 20_000 }, (_value, at) => `key${at}: v`).join('\n');
    expect(Object.keys(parseFrontMatter(raw).data)).toHaveLength(20_000);
  });

  it('never throws, and what it returns survives JSON', () => {
    fc.assert(fc.property(fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(fc.constantFrom('a', ': ', '- ', '\n', '  ', '&x ', '*x', '[', ']', '{', '}', '!!', '"', '\'', '|', '>', '? ', '#', '%', '<<'), { maxLength: 60 })
        .map((parts) => parts.join('')),
    ), (raw) => {
      const result = parseFrontMatter(raw);
      expect(JSON.parse(JSON.stringify(result.data))).toEqual(result.data);
    }), { seed: 20220215, numRuns: 1000 });
  });
});

describe('stringsOf', () => {
  it('takes one or many, leaves out blanks and what is no text', () => {
    expect(stringsOf('mit')).toEqual(['mit']);
    expect(stringsOf(['a', ' ', null, 2, { b: 1 }])).toEqual(['a', '2']);
    expect(stringsOf(undefined)).toEqual([]);
  });
});
