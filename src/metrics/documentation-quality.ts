import type { DocumentationRow, Measured, Measurement } from '../core/measurement.js';
import type { Metric, MetricContext } from '../core/metric.js';
import { cardAttributes } from '../cards/metadata/card-attributes.js';
import { halvesOf, population, readDocumentationGroups, type DocumentationGroups } from './documentation-groups.js';
import { generatedNotes, isGenerated, keptNotes, ruleNotes, unreadNotes } from './documentation-notes.js';
import { effectStatistics, paperGroupStatistics } from './documentation-statistics.js';
import { notMeasurable } from './not-measurable.js';

/** The study's groups. */
const defaultSize = 1000;

/** What stands beside the two first readings is their sensitivity to cards that programs wrote. */
const variants = ['paper', 'effect sizes', 'without generated cards', 'without generated cards, groups anew', 'half the groups'] as const;
type Variant = (typeof variants)[number];

const methods: Readonly<Record<Variant, string>> = {
  'paper': 'Welch\'s t, one-sided at 99 %, Holm over the popularities, Cohen\'s d.',
  'effect sizes': 'Cliff\'s delta and Hedges\' g with intervals, of models and of whole owners, Mann–Whitney; the card score, the metadata score and each section also apart.',
  'without generated cards': 'The same groups without the models whose card a program wrote; effect sizes as before.',
  'without generated cards, groups anew': 'Models whose card a program wrote are left out first, and the groups are formed of the others; effect sizes as before.',
  'half the groups': 'The more extreme half of each group: half as many models, the most and the least popular; effect sizes as before.',
};

/** Metric 4 of the study: whether the most popular models are better documented than the least popular. */
export const documentationQuality: Metric<DocumentationRow> = {
  slug: 'documentation-quality',
  title: 'Documentation quality',
  question: 'Are the most popular models better documented than the least popular of the popular ones?',
  figure: 'figure-8',
  version: 3,
  needs: ['downloads'],
  uses: ['likes', 'base_models'],
  details: {
    fields: [
      'card_sections', 'card_unread', 'card_attributes', 'card_generator', 'card_rules', 'has_card', 'architectures', 'model_type', 'datasets', 'libraries', 'licences', 'papers',
      'library', 'tags', 'task',
    ],
    where: `downloads > ${population.leastDownloads}`,
  },
  over: 'one snapshot',
  variants,
  measure,
};

async function measure(context: MetricContext): Promise<Measurement<DocumentationRow>[]> {
  const blocked = notMeasurable(documentationQuality, context, variants);
  if (blocked !== null) return blocked;
  const size = context.parameters.k ?? defaultSize;
  const groups = await readDocumentationGroups(context, { size });
  if (groups === null) {
    return variants.map((variant) => absent(context, variant, 'the snapshot states neither cards nor the attributes of the metadata score', ['card', 'tags', 'licences', 'datasets']));
  }
  if (groups.rows.length === 0) return variants.map((variant) => absent(context, variant, groups.notes.join(' '), []));
  const notes = [...groups.notes, ...scoreNotes(groups, context), ...unreadNotes(groups.rows, context.covered), ...ruleNotes(groups.rules)];
  const { rows } = groups;
  return [
    present(context, 'paper', groups, { rows, notes, statistics: paperGroupStatistics(rows, groups.untold) }, size),
    present(context, 'effect sizes', groups, { rows, notes, statistics: effectStatistics(rows, groups.untold) }, size),
    ...(await measureWithoutGenerated(context, groups, notes, size)),
    measureHalves(context, groups, notes, size),
  ];
}

/** How much of the difference the cards make that training scripts and other programs wrote. */
async function measureWithoutGenerated(context: MetricContext, groups: DocumentationGroups, notes: readonly string[], size: number): Promise<Measurement<DocumentationRow>[]> {
  const [, , less, anew] = variants;
  const why = whyGeneratedUnknown(groups, context);
  if (why !== null) return [less, anew].map((variant) => absent(context, variant, why, context.covered.has('card_generator') ? [] : ['card_generator']));
  const rows = groups.rows.filter((row) => !isGenerated(row));
  const others = await readDocumentationGroups(context, { size, withoutGenerated: true });
  const lessNotes = [...generatedNotes(groups.rows), ...notes];
  return [
    rows.length === 0
      ? absent(context, less, 'a program wrote the card of each model of the groups', [])
      : present(context, less, groups, { rows, notes: lessNotes, statistics: effectStatistics(rows, groups.untold) }, size),
    others === null || !others.withCards
      ? absent(context, anew, others === null || others.rows.length > 0 ? 'cards of some models of the groups were not collected' : others.notes.join(' '), [])
      : present(context, anew, others, {
        rows: others.rows,
        notes: [...keptNotes(groups.rows, others.rows), ...others.notes, ...scoreNotes(others, context), ...unreadNotes(others.rows, context.covered), ...ruleNotes(others.rules)],
        statistics: effectStatistics(others.rows, others.untold),
      }, size),
  ];
}

/** Groups are nested: what half the size would give is in them already. */
function measureHalves(context: MetricContext, groups: DocumentationGroups, notes: readonly string[], size: number): Measurement<DocumentationRow> {
  const half = Math.floor(size / 2);
  if (half < 1) return absent(context, 'half the groups', 'a group of one has no half', []);
  const rows = halvesOf(groups.rows, half);
  return present(context, 'half the groups', groups, { rows, notes: [`The numbers of models in other notes are of the whole groups of ${size}.`, ...notes], statistics: effectStatistics(rows, groups.untold) }, half);
}

function whyGeneratedUnknown(groups: DocumentationGroups, context: MetricContext): string | null {
  if (!context.covered.has('card_sections')) return 'the snapshot has no cards';
  if (!context.covered.has('card_generator')) return 'the snapshot does not tell which cards a program wrote';
  return groups.withCards ? null : 'cards of some models of the groups were not collected, so nobody knows which of them a program wrote';
}

function ruleOf(variant: Variant): string {
  return `${documentationQuality.slug}/${variant}@${documentationQuality.version ?? 1}`;
}

function absent(context: MetricContext, variant: Variant, why: string, missing: Metric<unknown>['needs']): Measurement<DocumentationRow> {
  return { measurable: false, metric: documentationQuality.slug, variant, rule: ruleOf(variant), snapshots: context.snapshots, why, missing };
}

function present(
  context: MetricContext,
  variant: Variant,
  groups: DocumentationGroups,
  found: Pick<Measured<DocumentationRow>, 'rows' | 'notes' | 'statistics'>,
  size: number,
): Measurement<DocumentationRow> {
  const scores = groups.withCards
    ? 'Mean of the card score (sections of five, read by structure) and the metadata score; the bottom group is the least popular of the population.'
    : 'Metadata score only, because cards were not collected; the bottom group is the least popular of the population.';
  const generated = variant === 'without generated cards' ? 'left out of the groups' : variant === 'without generated cards, groups anew' ? 'left out of the population' : 'kept';
  return {
    measurable: true,
    metric: documentationQuality.slug,
    variant,
    reading: `${scores} ${methods[variant]}`,
    rule: ruleOf(variant),
    snapshots: context.snapshots,
    parameters: { k: size, ...population, generatedCards: generated },
    ...found,
  };
}

function scoreNotes(groups: DocumentationGroups, context: MetricContext): string[] {
  const impossible = cardAttributes.filter((attribute) => !groups.attributes.includes(attribute));
  const notes = [
    'Downstream repositories, the study\'s third popularity, are in no listing; direct descendants stand beside downloads and likes.',
    'The study cut its bottom group in two ways, the most popular of the lower part and the least popular of all; here it is the least popular of all.',
  ];
  if (impossible.length > 0) notes.push(`Metadata score of ${groups.attributes.length} attributes; this snapshot cannot state: ${impossible.join(', ')}.`);
  if (!groups.withCards) {
    notes.push(context.covered.has('card_sections') ? 'Card score not measurable: cards of some models of the groups were not collected.' : 'Card score not measurable: the snapshot has no cards.');
  }
  return notes;
}
