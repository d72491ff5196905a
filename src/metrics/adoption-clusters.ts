import type { ClusterSums, JointSums } from '../stats/clustered-shares.js';

/** Sums over clusters of models for the library in focus (f) and another (o): n models, k that name it. */
type ClusterCount = Readonly<Record<'clusters' | 'n' | 'f' | 'o' | 'nn' | 'nf' | 'no' | 'ff' | 'fo' | 'oo', number>>;

/** Which clusters to add up: of all models or of those that name a library, and against which other library. */
export interface ClusterAsk {
  readonly named: boolean;
  readonly other: string;
}

export interface CountedClusters extends ClusterCount {
  /** Place of the ask in the list of asks. */
  readonly ask: number;
}

/** Models in clusters: SQL of the cluster of a model, of the relations it is read from, and of a condition with its parameters. */
export interface ClusteredModels {
  readonly cluster: string;
  readonly from: string;
  readonly where: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * SQL of the sums over clusters of models, one row per ask: the models are read once, and no cluster leaves the engine. Parameters:
 * $focus, $other_<place of the ask>, and those of the condition.
 */
export function clusterSql({ cluster, from, where }: ClusteredModels, asks: readonly ClusterAsk[]): string {
  const sums = asks.map(({ named }, ask) => {
    const [n, o] = [named ? 'naming' : 'n', `o_${ask}`];
    const products = ([['n', n], ['f', 'f'], ['o', o]] as const).flatMap(([one, first], at, all) => all.slice(at).map(([other, second]) => `coalesce(sum(${first} * ${second}), 0)::bigint as ${one}${other}`));
    return `
    select
      ${ask} as ask, count(*) filter (${n} > 0) as clusters,
      coalesce(sum(${n}), 0)::bigint as n, coalesce(sum(f), 0)::bigint as f, coalesce(sum(${o}), 0)::bigint as o,
      ${products.join(', ')}
    from cluster`;
  });
  return `
    with cluster as materialized (
      select
        ${cluster} as cluster,
        count(*) as n,
        count(*) filter (len(libraries) > 0) as naming,
        count(*) filter (list_contains(libraries, $focus)) as f,
        ${asks.map((_, ask) => `count(*) filter (list_contains(libraries, $other_${ask})) as o_${ask}`).join(', ')}
      from ${from}
      where ${where}
      group by cluster
    )
    ${sums.join('\n    union all')}
    order by ask`;
}

/** What a difference of two shares of the same models is made of. */
export function sumsOfClusters({ clusters, n, f, o, nn, nf, no, ff, fo, oo }: ClusterCount): { readonly first: ClusterSums; readonly second: ClusterSums; readonly joint: JointSums } {
  return { first: { clusters, n, k: f, nn, nk: nf, kk: ff }, second: { clusters, n, k: o, nn, nk: no, kk: oo }, joint: { nn, nk: no, kn: nf, kk: fo } };
}
