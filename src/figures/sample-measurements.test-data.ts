/** Small invented measurements for the tests of figures and reports. */
import { parseHTML } from 'linkedom';
import type {
  CompletenessRow, DatasetDocumentationRow, DescendantsRow, DocumentationRow, Measured, NotMeasurable, PreservationRow, SnapshotReference, Statistic, TurnoverRow,
} from '../core/measurement.js';
import type { SvgDocument } from './svg-document.js';

/** A document to draw into. */
export function sampleDocument(): SvgDocument {
  const window: unknown = parseHTML('<!doctype html><html><body></body></html>');
  return (window as { readonly document: SvgDocument }).document;
}

/** Numbers in [0, 1) that look random and are always the same (Park and Miller's generator). */
export function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** A snapshot reference; the given parts replace the invented ones. */
export function sampleSnapshot(over: Partial<SnapshotReference> = {}): SnapshotReference {
  return {
    key: 4, registry: 'huggingface', kind: 'model', series: 'all', title: 'Hugging Face, all models', takenAt: '2024-04-15T00:00:00.000Z',
    complete: true, incompleteWhy: null, simulated: null, records: 600_000, ...over,
  };
}

/** A measurement with these rows. */
export function measured<Row>(metric: string, variant: string, rows: readonly Row[], over: Partial<Measured<Row>> = {}): Measured<Row> {
  return {
    measurable: true, metric, variant, reading: `Reading ${variant}, for the tests.`, rule: `${metric}/${variant}@1`,
    snapshots: [sampleSnapshot()], parameters: {}, rows, statistics: [], notes: [], ...over,
  };
}

/** A measurement that could not be made. */
export function notMeasurable(metric: string, variant = 'paper'): NotMeasurable {
  return {
    measurable: false, metric, variant, rule: `${metric}/${variant}@1`, snapshots: [sampleSnapshot({ registry: 'pytorch-hub', key: 9 })],
    why: 'This registry does not state the base of a model.', missing: ['base_models', 'libraries'],
  };
}

function wilson(numerator: number, denominator: number): readonly [number, number] {
  const z = 1.959963984540054;
  const p = numerator / denominator;
  const centre = (p + (z * z) / (2 * denominator)) / (1 + (z * z) / denominator);
  const half = (z / (1 + (z * z) / denominator)) * Math.sqrt((p * (1 - p)) / denominator + (z * z) / (4 * denominator ** 2));
  return [centre - half, centre + half];
}

/** A bar of Figure 5. */
export function preservationRow(library: string, numerator: number, denominator: number, users: number): PreservationRow {
  if (denominator === 0) return { library, numerator, denominator, share: null, low: null, high: null, clusteredLow: null, clusteredHigh: null, bases: 0, users };
  const [low, high] = wilson(numerator, denominator);
  const [clusteredLow, clusteredHigh] = wilson(numerator / 9, denominator / 9);
  return { library, numerator, denominator, share: numerator / denominator, low, high, clusteredLow, clusteredHigh, bases: Math.ceil(denominator / 9), users };
}

export const preservationRows: readonly PreservationRow[] = [
  preservationRow('transformers', 30_112, 41_310, 310_000),
  preservationRow('safetensors', 25_410, 40_020, 250_100),
  preservationRow('pytorch', 6_200, 36_900, 200_000),
  preservationRow('tensorboard', 3_120, 12_400, 80_000),
  preservationRow('peft', 2_800, 2_950, 60_000),
  preservationRow('diffusers', 1_204, 1_310, 40_000),
  preservationRow('gguf', 310, 4_020, 30_000),
  preservationRow('stable-baselines3', 0, 12, 20_000),
  preservationRow('onnx', 41, 900, 9_000),
  preservationRow('sample-factory', 0, 0, 4_000),
  preservationRow('jax', 3, 800, 3_000),
];

/** A bar of Figure 6. */
export function turnoverRow(registry: string, takenAt: string, counts: readonly [number, number, number], over: Partial<TurnoverRow> = {}): TurnoverRow {
  const [remained, returning, newcomers] = counts;
  const size = remained + returning + newcomers;
  const first = remained === 0 && returning === 0;
  return {
    registry, takenAt, snapshotKey: 1, size, remained, returning, newcomers, left: first ? 0 : size - remained, union: size, months: first ? null : 5.5,
    shareRemained: first ? null : remained / size, monthlyTurnover: first ? null : 1 - (remained / size) ** (1 / 5.5),
    jaccard: first ? null : remained / (2 * size - remained), cut: 1200, tiedOutside: 2, population: 400_000, ...over,
  };
}

export const huggingFaceTurnover: readonly TurnoverRow[] = [
  turnoverRow('huggingface', '2021-06-19T00:00:00.000Z', [0, 0, 1000]),
  turnoverRow('huggingface', '2023-05-10T00:00:00.000Z', [418, 0, 582], { union: 1582, months: 22.67 }),
  turnoverRow('huggingface', '2023-10-08T00:00:00.000Z', [531, 22, 447], { union: 2029 }),
  turnoverRow('huggingface', '2024-04-15T00:00:00.000Z', [440, 61, 499], { union: 2528, months: 6.2 }),
];

export const npmTurnover: readonly TurnoverRow[] = [
  turnoverRow('npm', '2022-11-12T00:00:00.000Z', [0, 0, 1000]),
  turnoverRow('npm', '2023-08-02T00:00:00.000Z', [945, 0, 55], { union: 1055 }),
  turnoverRow('npm', '2023-10-11T00:00:00.000Z', [968, 2, 30], { union: 1085 }),
  turnoverRow('npm', '2024-03-20T00:00:00.000Z', [955, 3, 42], { union: 1127 }),
];

/** 147 weekly snapshots, as a registry that is followed for three years gives. */
export function weeklyTurnover(): readonly TurnoverRow[] {
  const random = pseudoRandom(11);
  let union = 1000;
  return Array.from({ length: 147 }, (_, week) => {
    const takenAt = new Date(Date.UTC(2022, 0, 3) + week * 7 * 86_400_000).toISOString();
    if (week === 0) return turnoverRow('huggingface', takenAt, [0, 0, 1000], { snapshotKey: 1 });
    const newcomers = Math.round(20 + 60 * random() + (week % 26 === 0 ? 120 : 0));
    const returning = Math.round(10 + 40 * random());
    union += newcomers;
    return turnoverRow('huggingface', takenAt, [1000 - newcomers - returning, returning, newcomers], { snapshotKey: week + 1, union, months: 0.23 });
  });
}

/** Invented dots of Figure 7. */
export function descendantsRows(count: number): readonly DescendantsRow[] {
  const random = pseudoRandom(5);
  return Array.from({ length: count }, (_, index) => {
    const popularity = random() * random() * 8;
    const descendants = Math.max(1, Math.round(10 ** (popularity * 0.2 + random() * random() * 1.5 - 0.2)));
    return {
      base: `owner/base-${index}`, descendants,
      downloads: index % 9 === 0 ? null : index % 13 === 0 ? 0 : Math.round(10 ** popularity),
      childrenDownloads: index % 17 === 0 ? 0 : Math.round(10 ** (popularity * 0.7 + random() * 2)),
    };
  });
}

export const descendantsStatistics: readonly Statistic[] = [
  { name: 'slope', value: 0.1512, low: 0.1373, high: 0.1651, level: 0.95, n: 1200 },
  { name: 'intercept', value: 0.0214, n: 1200 },
  { name: 'spearman', value: 0.419, low: 0.39, high: 0.4472, level: 0.95, n: 1200 },
  { name: 'pValue:slope', value: 3.2e-12, n: 1200 },
];

/** Invented models of Figure 8. */
export function documentationRows(each: number): readonly DocumentationRow[] {
  const random = pseudoRandom(3);
  return ['downloads', 'likes', 'descendants'].flatMap((popularity) => (['top', 'bottom'] as const).flatMap((group) =>
    Array.from({ length: each }, (_, index) => {
      const sections = Math.min(5, Math.floor(random() * (group === 'top' ? 7 : 4.5)));
      const attributes = Math.min(14, Math.floor(random() * (group === 'top' ? 13 : 9)) + 1);
      return {
        popularity, group, name: `owner/${group}-${index}`, value: group === 'top' ? 1_000_000 - index : 60 + index, sections,
        present: ['evaluation', 'howToUse', 'limitations', 'modelDescription', 'training'].slice(5 - sections), unread: [], generator: null, attributes,
        attributesPossible: 14, quality: (sections / 5 + attributes / 14) / 2,
      };
    })));
}

export const documentationStatistics: readonly Statistic[] = ['downloads', 'likes', 'descendants'].flatMap((popularity, index) => [
  { name: `cliffsDelta:${popularity}`, value: 0.31 + index / 20, low: 0.26 + index / 20, high: 0.36 + index / 20, level: 0.95, n: 400 },
  { name: `pValue:${popularity}`, value: 1.5e-9, n: 400 },
]);

/** Statistics of the sections as they stand beside the effect sizes. */
export const sectionStatistics: readonly Statistic[] = ['downloads', 'likes', 'descendants'].flatMap((popularity) =>
  ['modelDescription', 'limitations', 'howToUse', 'training', 'evaluation'].flatMap((section, index) => [
    { name: `shareTop:${popularity}:${section}`, value: 0.8 - index / 8, low: 0.74 - index / 8, high: 0.85 - index / 8, level: 0.95, n: 200 },
    { name: `shareBottom:${popularity}:${section}`, value: 0.6 - index / 8, low: 0.53 - index / 8, high: 0.67 - index / 8, level: 0.95, n: 200 },
  ]));

/** The line of one property among all packages or among the top; a share that cannot be told where the numerator is null. */
export function completenessRow(kind: CompletenessRow['kind'], property: string, population: CompletenessRow['population'], numerator: number | null, denominator: number): CompletenessRow {
  if (numerator === null) return { population, property, kind, source: 'anywhere', numerator, denominator: null, share: null, low: null, high: null, why: 'cards were not collected' };
  const [low, high] = wilson(numerator, denominator);
  return { population, property, kind, source: 'anywhere', numerator, denominator, share: numerator / denominator, low, high, why: null };
}

/** Invented shares of properties; `withCards` false: nothing that only a card tells. */
export function completenessRows(withCards: boolean): readonly CompletenessRow[] {
  const told: readonly (readonly [CompletenessRow['kind'], string, number, number, boolean])[] = [
    ['attribute', 'tag', 28_000, 1000, false], ['attribute', 'licence', 9_400, 712, false], ['attribute', 'gitHubRepository', 4_100, 402, true],
    ['attribute', 'hardware', 610, 88, true], ['attribute', 'grant', 0, 3, true], ['section', 'howToUse', 8_200, 633, true], ['section', 'limitations', 1_230, 190, true],
  ];
  return [
    ...told.flatMap(([kind, property, all, top, card]) => [
      completenessRow(kind, property, 'all', card && !withCards ? null : all, 29_432), completenessRow(kind, property, 'top', card && !withCards ? null : top, 1000),
    ]),
    completenessRow('attribute', 'emissions', 'all', null, 0),
  ];
}

/** Invented tenths of datasets. */
export function datasetRows(): readonly DatasetDocumentationRow[] {
  return Array.from({ length: 10 }, (_, index) => index).flatMap((index) => {
    const group = { decile: index + 1, datasets: 400, leastDownloads: 10 ** (5 - index / 2), mostDownloads: 10 ** (5.5 - index / 2) };
    return [null, 'datasetDescription', 'considerations'].map((section): DatasetDocumentationRow => {
      const denominator = section === null ? 2000 : 400;
      const numerator = Math.round(denominator * (0.7 - index / 20));
      const [low, high] = wilson(numerator, denominator);
      return { ...group, section, numerator, denominator, share: numerator / denominator, low, high };
    });
  });
}

export const datasetStatistics: readonly Statistic[] = [
  { name: 'spearman', value: 0.312, low: 0.284, high: 0.339, level: 0.95, n: 4000 },
  { name: 'cliffsDelta', value: 0.41, low: 0.34, high: 0.47, level: 0.95, n: 800 },
  { name: 'meanTop', value: 0.7, n: 400 },
  { name: 'meanBottom', value: 0.25, n: 400 },
  ...['datasetDescription', 'considerations'].flatMap((section) => [
    { name: `shareTop:${section}`, value: 0.7, low: 0.65, high: 0.74, level: 0.95, n: 400 },
    { name: `shareBottom:${section}`, value: 0.25, low: 0.21, high: 0.29, level: 0.95, n: 400 },
  ]),
];

export const samples = {
  preservation: [
    measured('preservation', 'paper', preservationRows, { reading: 'Libraries as each model declares them.' }),
    measured('preservation', 'adapters-on-base', preservationRows.map((row) => preservationRow(
      row.library, Math.min(row.denominator, Math.round(row.numerator * 1.2)), row.denominator, row.users)), { reading: 'An adapter also runs on the library of its base.' }),
    measured('preservation', 'without-adapters', preservationRows.map((row) => preservationRow(
      row.library, Math.round(row.numerator * 0.8), Math.round(row.denominator * 0.85), row.users)), { reading: 'Adapters are left out of the descendants.' }),
  ],
  turnover: [
    measured('turnover', 'paper', huggingFaceTurnover, { reading: 'Top 1,000 by downloads, compared by name.', parameters: { k: 1000 } }),
    measured('turnover', 'paper', npmTurnover, {
      reading: 'Top 1,000 by downloads, compared by name.', parameters: { k: 1000 }, snapshots: [sampleSnapshot({ registry: 'npm', key: 12, kind: 'library' })],
    }),
  ],
  descendants: [
    measured('descendants', 'paper', descendantsRows(1200), { statistics: descendantsStatistics, reading: 'x is the sum of the children\'s downloads; duplicate pairs are dropped first.' }),
    measured('descendants', 'own-downloads', descendantsRows(1200), {
      statistics: [{ name: 'slope', value: 0.2104, low: 0.19, high: 0.2301, level: 0.95 }, { name: 'intercept', value: 0.05 }], reading: 'x is the base model\'s own downloads.',
    }),
  ],
  documentation: [measured('documentation', 'paper', documentationRows(200), { statistics: documentationStatistics })],
  completeness: [
    measured('completeness', 'paper', completenessRows(true), { parameters: { k: 1000 } }),
    measured('completeness', 'paper', completenessRows(false), { parameters: { k: 1000 }, snapshots: [sampleSnapshot({ key: 5, takenAt: '2024-07-11T00:00:00.000Z' })] }),
  ],
  datasets: [measured('datasets', 'paper', datasetRows(), { statistics: datasetStatistics, parameters: { k: 400 } })],
} as const;
