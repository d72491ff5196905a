import type { DesignColumn } from './selection-columns.js';

/** A model, or several alike, with its family and its other attributes as bits. */
export interface Attributed {
  readonly family: string | null;
  readonly code: number;
}

/** The columns of a regression: families of networks first, then the yes-or-no attributes, those of age last. */
export interface AttributeDesign {
  readonly columns: readonly DesignColumn[];
  /** Which of the columns a model has. */
  readonly placesOf: (one: Attributed) => readonly number[];
}

/** The design for these models: the most frequent families have a column each, the others share one. */
export function designOf(cells: readonly (Attributed & { readonly n: number })[], attributes: readonly DesignColumn[], mostFamilies: number): AttributeDesign {
  const counts = new Map<string, number>();
  for (const { family, n } of cells) if (family !== null) counts.set(family, (counts.get(family) ?? 0) + n);
  const ranked = [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).map(([family]) => family);
  const named = ranked.slice(0, mostFamilies);
  const names = ranked.length > named.length ? [...named, 'another family'] : named;
  const placeOf = new Map(named.map((family, place) => [family, place]));
  const decoded = new Map<number, number[]>();
  function placesOf({ family, code }: Attributed): readonly number[] {
    let places = decoded.get(code);
    if (places === undefined) decoded.set(code, places = bitsOf(code).map((bit) => names.length + bit));
    return family === null ? places : [placeOf.get(family) ?? named.length, ...places];
  }
  return { columns: [...names.map((name): DesignColumn => ({ block: 'architecture', name, test: '' })), ...attributes], placesOf };
}

/** Places of the bits of a code; those beyond the 31st are out of reach of the bitwise operators. */
function bitsOf(code: number): number[] {
  const bits: number[] = [];
  for (let rest = code, bit = 0; rest >= 1; rest = Math.floor(rest / 2), bit += 1) if (rest % 2 === 1) bits.push(bit);
  return bits;
}
