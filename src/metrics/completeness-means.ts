import { cardAttributes } from '../cards/metadata/card-attributes.js';
import type { CompletenessPopulation, Statistic } from '../core/measurement.js';
import { groupSpread } from '../stats/group-jackknife.js';
import type { PopulationCounts, PropertyCount } from './count-properties.js';

const level = 0.95;

/** Which counts a mean is of. */
interface MeanOf {
  readonly name: string;
  readonly takes: (test: string) => boolean;
}

const studied: ReadonlySet<string> = new Set(cardAttributes);

function isAttribute(test: string, source: string, among: (attribute: string) => boolean): boolean {
  const [from, attribute] = test.split(':');
  return from === source && attribute !== undefined && among(attribute);
}

const means: readonly MeanOf[] = [
  { name: 'attributes', takes: (test) => isAttribute(test, 'anywhere', (one) => studied.has(one) && one !== 'author') },
  { name: 'attributes with the author', takes: (test) => isAttribute(test, 'anywhere', (one) => studied.has(one)) },
  { name: 'all attributes', takes: (test) => isAttribute(test, 'anywhere', (one) => one !== 'author') },
  { name: 'attributes in the record', takes: (test) => isAttribute(test, 'record', (one) => studied.has(one) && one !== 'author') },
  { name: 'attributes in the card', takes: (test) => isAttribute(test, 'card', (one) => studied.has(one) && one !== 'author') },
  { name: 'sections', takes: (test) => test.startsWith('section:') },
];

const populations: readonly CompletenessPopulation[] = ['all', 'top', 'with a card'];

/**
 * Mean over properties of the share of packages that state them, `meanShare:<properties>:<population>`, which is the mean share of the
 * properties that a package states where all are judged. The interval is that of the delete-a-group jackknife over groups of owners
 * (`groupSpread`, by the groups' packages): packages of one owner are alike. n is the number of packages;
 * `propertiesTold:…` beside it is the number of properties that the mean is over.
 */
export function completenessMeans(found: ReadonlyMap<CompletenessPopulation, PopulationCounts>): Statistic[] {
  return populations.flatMap((population) => {
    const counts = found.get(population);
    return counts === undefined ? [] : means.flatMap((mean) => meanShare(population, counts, mean));
  });
}

function meanShare(population: CompletenessPopulation, { counts, groups }: PopulationCounts, { name, takes }: MeanOf): Statistic[] {
  const told = [...counts].filter(([test, { denominator }]) => takes(test) && denominator > 0);
  if (told.length === 0) return [];
  const value = meanOf(told.map(([, count]) => count));
  const n = Math.max(...told.map(([, { denominator }]) => denominator));
  const statistic: Statistic = { name: `meanShare:${name}:${population}`, value, n };
  const used = groups.filter((group) => told.some(([test]) => (group.get(test)?.denominator ?? 0) > 0));
  const without = used.map((group) => told.map(([test, all]): PropertyCount => {
    const left = group.get(test) ?? { numerator: 0, denominator: 0 };
    return { numerator: all.numerator - left.numerator, denominator: all.denominator - left.denominator };
  }));
  const size: Statistic = { name: `propertiesTold:${name}:${population}`, value: told.length, n };
  // Where one group holds all of which a property is known, nothing can be said without it.
  if (used.length < 2 || without.some((rest) => rest.some(({ denominator }) => denominator === 0))) return [statistic, size];
  const sizes = used.map((group) => Math.max(...told.map(([test]) => group.get(test)?.denominator ?? 0)));
  const spread = groupSpread(sizes, value, without.map(meanOf), { level, range: [0, 1] });
  return spread.computable ? [{ ...statistic, ...spread.value.interval }, size] : [statistic, size];
}

function meanOf(shares: readonly PropertyCount[]): number {
  return shares.reduce((sum, { numerator, denominator }) => sum + numerator / denominator, 0) / shares.length;
}
