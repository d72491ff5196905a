import { sizeOf } from './write-files.js';
import type { PackageKind, Relation, SimulatedModel, WorldState } from './world.js';

/** Sort keys of the list that the practice hub knows, by the hub's names. */
export const sortKeys = ['createdAt', 'lastModified', 'downloads', 'likes', 'likes30d', 'trendingScore', 'num_parameters', 'mainSize', 'id'] as const;
export type SortKey = (typeof sortKeys)[number];

/** Keys for which the hub refuses ascending order. */
export const descendingOnly: ReadonlySet<SortKey> = new Set(['downloads', 'likes', 'likes30d', 'trendingScore', 'lastModified']);

export type ChildrenCount = Readonly<Record<Relation, number>>;

/** The packages of one kind at one instant, with what the server looks things up by. */
export interface SnapshotIndex {
  readonly kind: PackageKind;
  readonly instant: string;
  readonly models: readonly SimulatedModel[];
  /** Its commits after the initial one, oldest first. */
  revisionsOf(_id: string): readonly SimulatedModel[];
  /** The package with this identity, or null. */
  byId(_id: string): SimulatedModel | null;
  /** The model of this name now, or the one that had it and is still there under another. */
  find(name: string): { readonly model: SimulatedModel; readonly renamed: boolean } | null;
  /** Models in the order of a key; ties by `_id` ascending in both directions. */
  inOrder(key: SortKey, descending: boolean): readonly SimulatedModel[];
  /** Direct children by relation, by name of the parent as written or as it was once called. */
  childrenOf(model: SimulatedModel): ChildrenCount;
}

/** Value of a model under a sort key; models without parameters come last in descending order. */
export function sortValue(model: SimulatedModel, key: SortKey): string | number {
  switch (key) {
    case 'num_parameters':
      return model.parameters ?? -1;
    case 'mainSize':
      return model.files.reduce((sum, file) => sum + sizeOf(model, file), 0);
    default:
      return model[key];
  }
}

/** Compares two positions in an order: by value, then by `_id` ascending. */
export function compareInOrder(
  one: { readonly value: string | number; readonly _id: string },
  other: { readonly value: string | number; readonly _id: string },
  descending: boolean,
): number {
  if (one.value !== other.value) {
    return (one.value < other.value) === descending ? 1 : -1;
  }
  return one._id < other._id ? -1 : one._id > other._id ? 1 : 0;
}

/** Indexes a state of the world; orders and counts are made when first asked for. */
export function indexSnapshot(state: WorldState): SnapshotIndex {
  const { kind, instant, packages: models, formerNames } = state;
  const byName = new Map(models.map((model) => [model.id, model]));
  const byId = new Map(models.map((model) => [model._id, model]));
  const orders = new Map<string, readonly SimulatedModel[]>();
  let children: Map<string, Record<Relation, number>> | null = null;

  function countChildren(): Map<string, Record<Relation, number>> {
    const counts = new Map<string, Record<Relation, number>>();
    for (const child of models) {
      for (const { base, relation } of child.parents) {
        const _id = byName.get(base)?._id ?? formerNames.get(base);
        if (_id !== undefined) {
          const count = counts.get(_id) ?? { finetune: 0, adapter: 0, quantized: 0, merge: 0 };
          count[relation] += 1;
          counts.set(_id, count);
        }
      }
    }
    return counts;
  }

  return {
    kind,
    instant,
    models,
    revisionsOf: (_id) => state.revisionsOf(_id),
    byId: (_id) => byId.get(_id) ?? null,
    find(name) {
      const current = byName.get(name);
      if (current !== undefined) {
        return { model: current, renamed: false };
      }
      const moved = byId.get(formerNames.get(name) ?? '');
      return moved === undefined ? null : { model: moved, renamed: true };
    },
    inOrder(key, descending) {
      const name = `${key} ${descending}`;
      let order = orders.get(name);
      if (order === undefined) {
        order = models
          .map((model) => ({ value: sortValue(model, key), _id: model._id, model }))
          .sort((one, other) => compareInOrder(one, other, descending))
          .map(({ model }) => model);
        orders.set(name, order);
      }
      return order;
    },
    childrenOf(model) {
      children ??= countChildren();
      return children.get(model._id) ?? { finetune: 0, adapter: 0, quantized: 0, merge: 0 };
    },
  };
}
