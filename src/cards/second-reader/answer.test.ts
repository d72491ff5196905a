import { describe, expect, it } from 'vitest';
import { parseAnswer } from './answer.js';
import { longestCard, showCard } from './card-text.js';
import { attributeVerdict, readingFromAnswer, sectionVerdict } from './model-reading.js';
import { sampleAnswer, sampleCard } from './sample-answer.test-data.js';

const card = showCard(sampleCard);

/** The reading of the training section where this is its quote. */
function quoting(quote: string, shown = card) {
  const answer = sampleAnswer();
  answer.sections.training = { present: true, quote };
  return readingFromAnswer(answer, shown).sections.training;
}

describe('reading an answer', () => {
  it('takes JSON alone or in one code block', () => {
    const text = JSON.stringify(sampleAnswer());
    for (const form of [text, `\n${text}\n`, `\`\`\`json\n${text}\n\`\`\``, `\`\`\`\n${text}\n\`\`\``, `<think>\n{"a": 1}\n</think>\n\n${text}`]) {
      expect(parseAnswer(form)).toEqual({ usable: true, answer: sampleAnswer() });
    }
    expect(parseAnswer(JSON.stringify({ ...sampleAnswer(), remarks: 'none' }))).toEqual({ usable: true, answer: sampleAnswer() });
  });

  it.each([
    ['', 'it was empty'],
    ['Sure! Here is the JSON: {}', 'it was not valid JSON'],
    ['{"sections": {', 'it was not valid JSON'],
    ['[]', 'it had the wrong shape at the whole: expected object'],
    ['{"sections":{}}', 'it had the wrong shape at sections.modelDescription: expected object'],
    [JSON.stringify(sampleAnswer()).replace('"present":true', '"present":"yes"'), 'it had the wrong shape at sections.modelDescription.present: expected boolean'],
    [JSON.stringify(sampleAnswer()).replace('"licence"', '"colour"'), 'it had the wrong shape at attributes.0.attribute: expected one of the given names'],
    [JSON.stringify(sampleAnswer([], Array(501).fill(sampleAnswer().attributes[0]) as never)), 'it had the wrong shape at attributes: expected at most 500'],
    ['{"__proto__":{"sections":1}}', 'it had the wrong shape at sections: expected object'],
  ])('refuses %s', (text, why) => {
    expect(parseAnswer(text)).toEqual({ usable: false, why });
  });
});

describe('checking quotes', () => {
  it('finds them whatever the white space, and nothing else', () => {
    expect(quoting('Trained  on the\n orchard data set')).toMatchObject({ answer: 'yes' });
    expect(quoting('trained on the orchard data set')).toMatchObject({ answer: 'unsupported', why: 'not in the card' });
    expect(quoting('Trained on a large corpus of fruit.')).toMatchObject({ answer: 'unsupported', why: 'not in the card' });
  });

  it('does not take what stands in any card, or only announces', () => {
    expect(quoting('')).toMatchObject({ answer: 'unsupported', why: 'no quote' });
    expect(quoting(' \n')).toMatchObject({ answer: 'unsupported', why: 'no quote' });
    expect(quoting('the test')).toMatchObject({ answer: 'unsupported', why: 'too short' });
    expect(quoting('## Limitations')).toMatchObject({ answer: 'unsupported', why: 'only a heading' });
    expect(quoting('Limitations')).toMatchObject({ answer: 'unsupported', why: 'only a heading' });
    expect(quoting('## Training\n\nTrained on the orchard data set')).toMatchObject({ answer: 'yes' });
    expect(quoting('# load it\nmodel = AutoModel')).toMatchObject({ answer: 'yes' });
  });

  it('finds a quote with tokens of chat templates, as the card has it or as it was shown', () => {
    const chat = showCard('Prompts are wrapped in <|user|> and </s> marks, always.');
    expect(quoting('wrapped in <|user|> and </s>', chat)).toMatchObject({ answer: 'yes' });
    expect(quoting('wrapped in <| user |> and < /s>', chat)).toMatchObject({ answer: 'yes' });
  });
});

describe('verdicts', () => {
  it('are yes, no, or neither', () => {
    const answer = sampleAnswer(['limitations'], [
      { attribute: 'licence', value: 'mit', quote: 'license: mit' }, { attribute: 'licence', value: 'gpl', quote: 'license: gpl' },
      { attribute: 'grant', value: 'EU', quote: 'funded by the EU' },
    ]);
    answer.sections.training.quote = 'invented from nothing';
    const reading = readingFromAnswer(answer, card);
    expect((['evaluation', 'limitations', 'training'] as const).map((section) => sectionVerdict(reading, section))).toEqual([true, false, null]);
    expect((['licence', 'grant', 'hardware'] as const).map((attribute) => attributeVerdict(reading, attribute))).toEqual([true, null, false]);
  });

  it('are never no for a card that was cut', () => {
    const long = showCard(sampleCard + 'x'.repeat(longestCard));
    const reading = readingFromAnswer(sampleAnswer(['limitations']), long);
    expect(reading.cut).toBe(true);
    expect((['evaluation', 'limitations'] as const).map((section) => sectionVerdict(reading, section))).toEqual([true, null]);
    expect((['licence', 'hardware'] as const).map((attribute) => attributeVerdict(reading, attribute))).toEqual([true, null]);
  });
});
