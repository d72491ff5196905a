import { describe, expect, it } from 'vitest';

import { indexPhrases, lowerCase, scanPhrases, wordsOf } from './phrase-matcher.js';

const index = indexPhrases([['apache 2 0', 'apache-2.0'], ['apache license 2 0', 'apache-2.0'], ['resnet', 'resnet'], ['=CLIP', 'clip'], ['text', 'text'], ['text classification', 'task']]);

function found(text: string): [string, string, number][] {
  const all: [string, string, number][] = [];
  scanPhrases(text, lowerCase(text), index, ({ meaning, from, to, line }) => all.push([meaning, text.slice(from, to), line]));
  return all;
}

describe('scanPhrases', () => {
  it.each([
    ['Apache-2.0', [['apache-2.0', 'Apache-2.0', 0]]],
    ['the Apache License, 2.0', [['apache-2.0', 'Apache License, 2.0', 0]]],
    ['Apache 2.05', []],
    ['a\nb\nresnet50', [['resnet', 'resnet50', 2]]],
    ['a resnetty', []],
    ['clip CLIP', [['clip', 'CLIP', 0]]],
    ['text classification of text', [['task', 'text classification', 0], ['text', 'text', 0]]],
    ['A text. Classification is hard.', [['text', 'text', 0]]],
    ['text\nclassification\ntext', [['task', 'text\nclassification', 0], ['text', 'text', 2]]],
    ['İ text', [['text', 'text', 0]]],
  ])('reads %j', (text, expected) => expect(found(text)).toEqual(expected));

  it('parts words at everything that is no letter or digit', () => expect(wordsOf('ROUGE-L_sum (é) 2.0')).toEqual(['rouge', 'l', 'sum', 'é', '2', '0']));
});
