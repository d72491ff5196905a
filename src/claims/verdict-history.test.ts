import { describe, expect, it } from 'vitest';
import { sampleSnapshot } from '../figures/sample-measurements.test-data.js';
import { sampleHistory, sampleRecord, sampleTimes, sampleVerdicts } from '../figures/sample-verdicts.test-data.js';
import { changesOf, historyOf, mergeHistory, presentChanges, streakOf } from './verdict-history.js';

const npm = { ...sampleTimes[1], registry: 'npm', kind: 'library' } as (typeof sampleTimes)[number];

describe('the history of verdicts', () => {
  it('takes the present verdicts in, each once, in the order of claims and time', () => {
    const merged = mergeHistory(sampleHistory, sampleVerdicts);
    expect(merged.filter((one) => one.claim === 'T1').map((one) => one.verdict)).toEqual(['fails', 'undecided', 'holds', 'holds']);
    expect(mergeHistory(merged, sampleVerdicts)).toEqual(merged);
    expect(mergeHistory([...sampleHistory].reverse(), sampleVerdicts)).toEqual(merged);
    expect(merged.find((one) => one.claim === 'T1' && one.takenAt.startsWith('2024'))).toMatchObject({ estimate: 0.821, low: 0.792, high: 0.846, threshold: 0.5, scale: 'share' });
  });

  it('lets a present verdict take the place of the one kept about the same snapshot', () => {
    const merged = mergeHistory([sampleRecord('T1', 3, 'fails')], sampleVerdicts);
    expect(merged.filter((one) => one.claim === 'T1').map((one) => one.verdict)).toEqual(['holds']);
  });

  it('leaves out a verdict that judged no snapshot', () => {
    expect(mergeHistory([], sampleVerdicts.map((one) => ({ ...one, snapshot: null })))).toEqual([]);
  });

  it('tells other registries, and simulated from real, apart', () => {
    const records = [...sampleHistory, sampleRecord('T1', 1, 'holds', { snapshot: npm }), sampleRecord('T1', 1, 'not measurable', { snapshot: sampleSnapshot({ simulated: '7' }) })];
    expect(historyOf(records, 'T1', sampleTimes[3] ?? null)).toHaveLength(3);
    expect(historyOf(records, 'T1', null)).toHaveLength(5);
    expect(changesOf(records).filter((one) => one.claim === 'T1').map(({ from, to }) => `${from.verdict} ${to.verdict}`)).toEqual(['fails undecided', 'undecided holds']);
  });
});

describe('a part of a registry', () => {
  it('is compared with the same part only, and whole lists with whole lists', () => {
    const part = sampleSnapshot({ complete: false, incompleteWhy: 'the top only', series: 'top' });
    const other = { ...part, series: 'trending' };
    const records = [sampleRecord('T1', 1, 'holds'), sampleRecord('T1', 2, 'fails', { snapshot: part }), sampleRecord('T1', 3, 'undecided', { snapshot: other })];
    expect(changesOf(records)).toEqual([]);
    expect(historyOf(records, 'T1', part).map((one) => one.verdict)).toEqual(['fails']);
  });
});

describe('changes of a verdict', () => {
  it('are those against the snapshot before, and say whether the rule changed too', () => {
    const changes = presentChanges(sampleHistory, sampleVerdicts);
    expect(changes.map(({ claim, from, to, ruleChanged }) => [claim, from.verdict, to.verdict, ruleChanged])).toEqual([
      ['T3', 'holds', 'fails', true],
    ]);
  });

  it('are none without a history', () => {
    expect(presentChanges([], sampleVerdicts)).toEqual([]);
    expect(changesOf([])).toEqual([]);
  });
});

describe('a list that cannot decide a claim', () => {
  it('is no change, and does not end the run of a verdict', () => {
    const records = [sampleRecord('T1', 0, 'holds'), sampleRecord('T1', 1, 'not measurable'), sampleRecord('T1', 2, 'error'), sampleRecord('T1', 3, 'holds')];
    expect(changesOf(records)).toEqual([]);
    expect(streakOf(records)).toEqual({ verdict: 'holds', since: records[0]?.takenAt, snapshots: 2, of: 2 });
    expect(streakOf([sampleRecord('T1', 1, 'not measurable')])).toMatchObject({ verdict: 'not measurable', snapshots: 1, of: 1 });
  });
});

describe('since when a verdict stands', () => {
  it('counts the run at the end', () => {
    const records = mergeHistory(sampleHistory, sampleVerdicts).filter((one) => one.claim === 'T1');
    expect(streakOf(records)).toEqual({ verdict: 'holds', since: '2022-10-01T00:00:00.000Z', snapshots: 2, of: 4 });
    expect(streakOf(records.slice(0, 1))).toEqual({ verdict: 'fails', since: '2021-06-19T00:00:00.000Z', snapshots: 1, of: 1 });
    expect(streakOf([])).toBeNull();
  });
});
