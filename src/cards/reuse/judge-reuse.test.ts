import { describe, expect, it } from 'vitest';

import { readBlocks } from '../markdown/markdown-blocks.js';
import { readMetadata } from '../metadata/read-metadata.js';
import { judgeReuse } from './judge-reuse.js';
import { reuseAttributes, reuseRules } from './reuse-rules.js';

function judge(body: string, frontMatter: Record<string, unknown> = {}, hasCard = true) {
  return judgeReuse(readMetadata({ frontMatter, blocks: readBlocks(body).blocks }).values, hasCard);
}

describe('judgeReuse', () => {
  it('has rules for each attribute, each named once', () => {
    expect(new Set(reuseRules.map(({ id }) => id)).size).toBe(reuseRules.length);
    expect(new Set(reuseRules.map(({ attribute }) => attribute))).toEqual(new Set(Object.keys(reuseAttributes)));
    expect(reuseRules.every(({ weight, asks, reason }) => weight > 0 && asks.endsWith('?') && reason.endsWith('.'))).toBe(true);
  });

  it('weighs what is met against what could be judged, with evidence', () => {
    const { provenance } = judge('', { license: 'mit', datasets: ['squad'] });
    // Met: licence 2, data 2. Not met: author 2, paper 1, funder 1. A base that is not told may not exist.
    expect([provenance.numerator, provenance.denominator]).toEqual([4, 8]);
    expect(provenance.findings.find(({ rule }) => rule.id === 'licence-told')).toMatchObject({ answer: 'met', evidence: { value: 'mit', where: 'license' } });
    expect(provenance.findings.find(({ rule }) => rule.id === 'base-told')).toMatchObject({ answer: 'unknown', evidence: null });
  });

  it('asks of hyper-parameters and results what makes them repeatable', () => {
    const { reproducibility } = judge('- dropout: 0.1\n- Accuracy: 0.9\n');
    expect(reproducibility.numerator).toBe(0);
    const told = judge('- learning_rate: 1e-4\n- seed: 42\n', { 'model-index': [{ results: [{ dataset: { type: 'squad' }, metrics: [{ type: 'f1', value: 0.9 }] }] }] });
    expect(told.reproducibility.findings.filter(({ answer }) => answer === 'met').map(({ rule }) => rule.id)).toEqual(['learning-told', 'data-can-be-had', 'result-told', 'seed-told']);
  });

  it('takes a card that nobody read for unknown', () => {
    expect(judge('', {}, false).portability).toMatchObject({ numerator: 0, denominator: 0 });
  });
});
