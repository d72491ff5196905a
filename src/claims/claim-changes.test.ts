import { describe, expect, it } from 'vitest';
import { claimChanges, sinceWhen, verdictBefore } from './claim-changes.js';
import { verdictThat } from './invented-evidence.test-data.js';

const known = [verdictThat('holds', '2024-01-01'), verdictThat('holds', '2024-02-01'), verdictThat('fails', '2024-02-01', 'T2')];

describe('what changed', () => {
  it('is told against the newest snapshot before, claim by claim', () => {
    const changes = claimChanges([verdictThat('undecided', '2024-03-01'), verdictThat('fails', '2024-03-01', 'T2'), verdictThat('holds', '2024-03-01', 'T3')], known);
    expect(changes).toEqual([{ claim: 'T1', from: 'holds', to: 'undecided', before: '2024-02-01T00:00:00.000Z', after: '2024-03-01T00:00:00.000Z', ruleChanged: false }]);
  });

  it('is not looked for in later snapshots, nor in another registry, kind or world', () => {
    expect(verdictBefore(verdictThat('fails', '2024-01-15'), known)?.snapshot?.takenAt).toBe('2024-01-01T00:00:00.000Z');
    expect(verdictBefore(verdictThat('fails', '2023-12-31'), known)).toBeUndefined();
    for (const other of [{ registry: 'npm' }, { kind: 'dataset' }, { simulated: '1' }]) expect(claimChanges([verdictThat('fails', '2024-03-01', 'T1', other)], known)).toEqual([]);
  });

  it('says where the rule changed as well', () => {
    const [change] = claimChanges([{ ...verdictThat('fails', '2024-03-01'), rule: 'invented@2' }], known);
    expect(change).toMatchObject({ from: 'holds', to: 'fails', ruleChanged: true });
  });
});

describe('since when', () => {
  it('is the first snapshot of the unbroken run at the end', () => {
    const history = (['holds', 'fails', 'holds', 'holds'] as const).map((word, month) => verdictThat(word, `2024-0${month + 1}-01`));
    expect(sinceWhen(history)?.snapshot?.takenAt).toBe('2024-03-01T00:00:00.000Z');
    expect(sinceWhen(history.slice(0, 1))?.snapshot?.takenAt).toBe('2024-01-01T00:00:00.000Z');
    expect(sinceWhen([])).toBeUndefined();
  });

  it('does not reach from a real registry into a simulated one', () => {
    const history = [verdictThat('holds', '2024-01-01', 'T1', { simulated: '7' }), verdictThat('holds', '2024-02-01')];
    expect(sinceWhen(history)?.snapshot?.takenAt).toBe('2024-02-01T00:00:00.000Z');
  });
});
