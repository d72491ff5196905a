import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { UsageError } from '../core/errors.js';
import { generateHub } from './generate-hub.js';
import type { SimulatedModel, WorldEvent } from './world.js';
import { declareCard, writeCard } from './write-card.js';
import { textOf } from './write-files.js';

const world = generateHub({ seed: 42, models: 3000 });
const months = world.instants.map((_, month) => month);
const last = world.snapshotAt(5);

function namesOf(models: readonly SimulatedModel[]): Map<string, string> {
  return new Map(models.map(({ _id, id }) => [_id, id]));
}

function topOf(month: number, count: number): Set<string> {
  const order = [...world.snapshotAt(month)].sort((one, other) => other.downloads - one.downloads);
  return new Set(order.slice(0, count).map(({ _id }) => _id));
}

function identitiesOf(events: readonly WorldEvent[], ...kinds: readonly string[]): string[] {
  return events.filter(({ kind }) => kinds.includes(kind)).map(({ _id }) => _id).sort();
}

function shareFull(models: readonly SimulatedModel[]): number {
  return models.filter(({ cardLevel }) => cardLevel === 'full').length / models.length;
}

describe('generateHub', () => {
  it('makes the same world from the same seed, another from another', () => {
    const again = generateHub({ seed: 42, models: 3000 });
    expect(again.events).toEqual(world.events);
    expect(again.snapshotAt(3)).toEqual(world.snapshotAt(3));
    expect(generateHub({ seed: 43, models: 3000 }).snapshotAt(3)).not.toEqual(world.snapshotAt(3));
  });

  it('has exactly the wanted number alive at the last of six monthly snapshots', () => {
    expect(world.instants).toEqual(months.map((month) => `2026-0${month + 1}-01T00:00:00.000Z`));
    for (const models of [100, 101, 777]) {
      expect(generateHub({ seed: 1, models }).snapshotAt(5)).toHaveLength(models);
    }
    expect(last).toHaveLength(3000);
  });

  it('generates 20,000 models in seconds (about one on two idle cores)', () => {
    const start = performance.now();
    const large = generateHub({ seed: 1 });
    expect(performance.now() - start).toBeLessThan(6000);
    expect(large.snapshotAt(5)).toHaveLength(20_000);
  });

  it('refuses options out of range', () => {
    expect(() => generateHub({ seed: 1.5 })).toThrow(UsageError);
    expect(() => generateHub({ seed: 1, models: 99 })).toThrow(UsageError);
    expect(() => world.snapshotAt(6)).toThrow(UsageError);
  });

  it('gives unique identities and names of the hub\'s grammar', () => {
    for (const month of months) {
      const models = world.snapshotAt(month);
      expect(new Set(models.map(({ _id }) => _id)).size).toBe(models.length);
      expect(new Set(models.map(({ id }) => id)).size).toBe(models.length);
      expect(models.filter(({ _id, sha }) => !/^[0-9a-f]{24}$/.test(_id) || !/^[0-9a-f]{40}$/.test(sha))).toEqual([]);
      expect(models.filter(({ id }) => !/^(?!.*(--|\.\.))[\w][\w.-]*(\/[\w][\w.-]{0,95})?$/.test(id))).toEqual([]);
      expect(models.filter(({ id, author }) => author !== (id.includes('/') ? id.split('/')[0] : null))).toEqual([]);
    }
  });

  it('tells no snapshot anything from its future', () => {
    months.forEach((month) => {
      const instant = world.instants[month] as string;
      expect(world.snapshotAt(month).filter(({ createdAt, lastModified }) => createdAt > instant || lastModified > instant)).toEqual([]);
    });
  });
});

describe('events', () => {
  it('explain every difference between two snapshots, and nothing else', () => {
    for (const month of months.slice(1)) {
      const before = namesOf(world.snapshotAt(month - 1));
      const after = namesOf(world.snapshotAt(month));
      const events = world.events.filter((event) => event.month === month);
      expect(identitiesOf(events, 'removed')).toEqual([...before.keys()].filter((_id) => !after.has(_id)).sort());
      expect(identitiesOf(events, 'created', 'returned')).toEqual([...after.keys()].filter((_id) => !before.has(_id)).sort());
      const renamed = [...after].filter(([_id, id]) => before.has(_id) && before.get(_id) !== id).map(([_id]) => _id);
      expect(identitiesOf(events, 'renamed').filter((_id) => after.has(_id) && before.has(_id))).toEqual(renamed.sort());
      for (const event of events) {
        expect(event.at > (world.instants[month - 1] as string) && event.at < (world.instants[month] as string)).toBe(true);
      }
    }
  });

  it('are of all kinds, and some names without owner move to an owner', () => {
    expect(new Set(world.events.map(({ kind }) => kind))).toEqual(new Set(['created', 'removed', 'renamed', 'returned']));
    expect(world.events.some((event) => event.kind === 'renamed' && !event.from.includes('/') && event.id.includes('/'))).toBe(true);
  });

  it('let a newcomer take a name that was given up: another identity, and no redirect any more', () => {
    const current = new Map(last.map((model) => [model.id, model._id]));
    const retaken = world.events.filter((event) => event.kind === 'renamed' && current.has(event.from) && current.get(event.from) !== event._id);
    expect(retaken.length).toBeGreaterThan(0);
    expect(retaken.some((event) => event.kind === 'renamed' && world.formerNamesAt(5).has(event.from))).toBe(false);
  });

  it('bring back only what was there before', () => {
    const seen = new Set(world.snapshotAt(0).map(({ _id }) => _id));
    for (const event of world.events) {
      expect(seen.has(event._id)).toBe(event.kind !== 'created');
      seen.add(event._id);
    }
  });
});

describe('popularity', () => {
  it('is heavy-tailed: one in a hundred holds more than half of the downloads, and owners are unequal', () => {
    const sorted = last.map(({ downloads }) => downloads).sort((one, other) => other - one);
    const total = sorted.reduce((sum, count) => sum + count, 0);
    expect(sorted.slice(0, 30).reduce((sum, count) => sum + count, 0) / total).toBeGreaterThan(0.5);
    expect(sorted.filter((count) => count === 0).length).toBeGreaterThan(100);
    const owners = new Map<string, number>();
    last.forEach(({ author }) => owners.set(author ?? '', (owners.get(author ?? '') ?? 0) + 1));
    expect(Math.max(...owners.values())).toBeGreaterThan(20 * (last.length / owners.size));
  });

  it('changes from month to month: most of the top stay, some are new, some come back', () => {
    const seen = new Set<string>();
    let returning = 0;
    months.forEach((month) => {
      const top = topOf(month, 300);
      if (month > 0) {
        const before = topOf(month - 1, 300);
        const remained = [...top].filter((_id) => before.has(_id)).length;
        expect(remained).toBeGreaterThan(200);
        expect([...top].filter((_id) => !seen.has(_id)).length).toBeGreaterThan(0);
        returning += [...top].filter((_id) => seen.has(_id) && !before.has(_id)).length;
      }
      top.forEach((_id) => seen.add(_id));
    });
    expect(returning).toBeGreaterThan(0);
  });

  it('never counts fewer downloads of all time than over the last month', () => {
    expect(last.every((model) => model.downloadsAllTime >= model.downloads && model.likes >= 0)).toBe(true);
  });
});

describe('lineage', () => {
  const children = last.filter(({ parents }) => parents.length > 0);

  it('tags every parent plain and with its relation', () => {
    for (const { tags, parents } of children) {
      for (const { base, relation } of parents) {
        expect(tags).toContain(`base_model:${base}`);
        expect(tags).toContain(`base_model:${relation}:${base}`);
      }
    }
    expect(new Set(children.flatMap(({ parents }) => parents.map(({ relation }) => relation))).size).toBe(4);
  });

  it('holds the hub\'s traps: never existed, local path, itself, renamed, removed, several', () => {
    const now = new Set(last.map(({ id }) => id));
    const byId = namesOf(last);
    const parents = children.flatMap((model) => model.parents.map((parent) => ({ model, parent })));
    expect(parents.some(({ parent }) => parent.truth === null && parent.base.includes('/unreleased-'))).toBe(true);
    expect(parents.some(({ parent }) => parent.base.startsWith('./'))).toBe(true);
    expect(parents.some(({ parent, model }) => parent.base === model.id)).toBe(true);
    expect(parents.some(({ parent }) => parent.truth !== null && byId.has(parent.truth) && !now.has(parent.base))).toBe(true);
    expect(parents.some(({ parent }) => parent.truth !== null && !byId.has(parent.truth))).toBe(true);
    expect(children.some((model) => model.parents.length > 1)).toBe(true);
  });

  it('lets adapters name peft, or the library of their base where that has its own', () => {
    const adapters = children.filter(({ parents }) => parents[0]?.relation === 'adapter');
    expect(adapters.length).toBeGreaterThan(100);
    expect(adapters.every(({ libraryName }) => libraryName === 'peft' || libraryName === 'diffusers')).toBe(true);
    expect(adapters.filter(({ libraryName }) => libraryName === 'peft').length).toBeGreaterThan(adapters.length / 2);
  });
});

describe('cards and files', () => {
  it('covers all levels of documentation, better ones more often among the popular', () => {
    expect(new Set(last.map(({ cardLevel }) => cardLevel)).size).toBe(7);
    const order = [...last].sort((one, other) => other.downloads - one.downloads);
    expect(shareFull(order.slice(0, 500))).toBeGreaterThan(shareFull(order.slice(-500)));
  });

  it('writes front matter that reads back as what the hub states, and the papers as links', () => {
    for (const model of last.slice(0, 800)) {
      const text = writeCard(model);
      const block = /^---\n([\s\S]*?)\n---\n/.exec(text)?.[1];
      expect(block === undefined ? null : parse(block)).toEqual(declareCard(model));
      model.papers.forEach((paper) => {
        expect(text).toContain(`arxiv.org/abs/${paper}`);
      });
      expect(model.files.includes('README.md')).toBe(model.cardLevel !== 'absent');
    }
  });

  it('writes a text for each file that is no weights, JSON where the name says so', () => {
    for (const model of last.slice(0, 800)) {
      for (const file of model.files) {
        const text = textOf(model, file);
        if (file.endsWith('.json')) {
          expect(() => JSON.parse(text ?? 'missing') as unknown).not.toThrow();
        }
      }
    }
  });

  it('writes the same text at the same commit, whatever the model is called since', () => {
    const texts = new Map<string, string>();
    for (const month of months) {
      for (const model of world.snapshotAt(month)) {
        const text = `${writeCard(model)}${JSON.stringify(declareCard(model))}`;
        expect(texts.get(model.sha) ?? text).toBe(text);
        texts.set(model.sha, text);
      }
    }
    expect(texts.size).toBeGreaterThan(3000);
  });

  it('keeps the commits of a model apart', () => {
    const changed = last.map(({ _id }) => world.revisionsAt(5, _id)).filter((revisions) => revisions.length > 1);
    expect(changed.length).toBeGreaterThan(100);
    for (const revisions of changed) {
      expect(new Set(revisions.map(({ sha }) => sha)).size).toBe(revisions.length);
      expect(revisions.map(({ lastModified }) => lastModified)).toEqual(revisions.map(({ lastModified }) => lastModified).sort());
    }
    expect(changed.some((revisions) => revisions[0]?.licence !== revisions.at(-1)?.licence)).toBe(true);
  });
});
