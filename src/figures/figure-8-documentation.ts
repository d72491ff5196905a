import type { DocumentationRow, Measurement, Statistic } from '../core/measurement.js';
import { absentPanel } from './absent-panel.js';
import { describeRules, describeSnapshots, listSnapshots } from './caption.js';
import { groupDocumentation, type DocumentationSet } from './documentation-sets.js';
import { drawBoxes, type Box } from './draw-boxes.js';
import { drawDotRows, type DotRow, type DotShare } from './draw-dot-rows.js';
import { fiveNumbers } from './five-numbers.js';
import { formatCount, formatName, formatSentence, formatShare } from './format-number.js';
import { formatProperty } from './format-property.js';
import { formatStatistic } from './format-statistic.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import { paperDocumentation } from './paper-values.js';
import type { SvgDocument, SvgElement } from './svg-document.js';

type Group = DocumentationRow['group'];
const groups: readonly Group[] = ['top', 'bottom'];

/** Effect sizes by the name of their statistic, the robust one first. */
const effectNames: Readonly<Record<string, string>> = { cliffsDelta: 'Cliff\'s delta', cohensD: 'Cohen\'s d', hedgesG: 'Hedges\' g' };

function listBoxes(rows: readonly DocumentationRow[], popularity: string): readonly Box[] {
  return groups.flatMap((group) => {
    const summary = fiveNumbers(rows.filter((row) => row.popularity === popularity && row.group === group).flatMap((row) => row.quality ?? []));
    return summary === null ? [] : [{ group, ...summary }];
  });
}

function popularitiesOf(rows: readonly DocumentationRow[]): readonly string[] {
  return [...new Set(rows.map((row) => row.popularity))];
}

/** The effect sizes of a name, `<effect>:<name>` among the statistics, in the order Cliff, Cohen, Hedges. */
function listEffects(statistics: readonly Statistic[], name: string): readonly { readonly label: string; readonly statistic: Statistic }[] {
  return Object.entries(effectNames).flatMap(([effect, label]) => {
    const statistic = statistics.find((candidate) => candidate.name === `${effect}:${name}`);
    return statistic === undefined ? [] : [{ label, statistic }];
  });
}

/** The effect size of a popularity that is shown where there is room for one. */
export function findEffect(statistics: readonly Statistic[], popularity: string): { readonly label: string; readonly statistic: Statistic } | null {
  return listEffects(statistics, popularity)[0] ?? null;
}

function effectLines(statistics: readonly Statistic[], popularity: string): readonly string[] {
  const found = listEffects(statistics, popularity);
  // Hedges' g is Cohen's d without its bias: beside it the other says nothing more.
  const told = found.filter(({ label }) => label !== effectNames['cohensD'] || !found.some((other) => other.label === effectNames['hedgesG']));
  const effects = told.map(({ label, statistic }) => `${label} ${formatStatistic(statistic)}`);
  const halves = ['card score', 'metadata score'].flatMap((half) => {
    const effect = findEffect(statistics, `${popularity}:${half}`);
    return effect === null ? [] : [`${formatName(half)} alone: ${effect.label} ${formatStatistic(effect.statistic)}`];
  });
  return effects.length === 0 ? ['No effect size was computed.'] : [...effects, ...halves];
}

function boxPanels(set: DocumentationSet, document: SvgDocument): readonly Panel[] {
  return popularitiesOf(set.rows).map((popularity): Panel => {
    const title = `By ${formatName(popularity).toLowerCase()}${set.suffix}`;
    const boxes = listBoxes(set.rows, popularity);
    if (boxes.length < groups.length) {
      const there = boxes.map((box) => box.group).join(', ');
      return { title, notes: [], absent: 'Not measurable', why: `A comparison needs a top and a bottom group; there is only: ${there}.` };
    }
    return { title, notes: effectLines(set.statistics, popularity), draw: (width) => drawBoxes(document, boxes, width) };
  });
}

function shareOf(statistics: readonly Statistic[], name: string): DotShare | null {
  const found = statistics.find((one) => one.name === name);
  if (found === undefined || found.value === null || found.n === undefined) return null;
  return { numerator: Math.round(found.value * found.n), denominator: found.n, share: found.value, low: found.low ?? null, high: found.high ?? null };
}

/** Each section's shares in both groups, `shareTop:<popularity>:<section>` and `shareBottom:…` among the statistics. */
function sectionLines(statistics: readonly Statistic[], popularity: string): readonly DotRow[] {
  const prefix = `shareTop:${popularity}:`;
  const sections = statistics.flatMap(({ name }) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
  return sections.map((section) => ({
    key: section, label: formatProperty(section),
    dots: [shareOf(statistics, `shareTop:${popularity}:${section}`), shareOf(statistics, `shareBottom:${popularity}:${section}`)],
  }));
}

function sectionPanels(set: DocumentationSet, document: SvgDocument): readonly Panel[] {
  return popularitiesOf(set.rows).flatMap((popularity): readonly Panel[] => {
    const lines = sectionLines(set.statistics, popularity);
    return lines.length === 0 ? [] : [{
      title: `Sections, by ${formatName(popularity).toLowerCase()}${set.suffix}`,
      notes: ['Filled circle: most popular; open diamond: least popular.'],
      draw: (width) => drawDotRows(document, lines, ['top', 'bottom'], width),
    }];
  });
}

/**
 * Figure 8: documentation quality of the most and the least popular models as box plots, one panel per set of groups and kind of
 * popularity, with n, median, and the effect sizes in the panel's header, also of the two halves of the quality; and of the first
 * set, which leaves nothing out, each section of the card apart. Variants with the same groups share their panels.
 */
export function drawDocumentation(measurements: readonly Measurement<DocumentationRow>[], options: FigureOptions): SvgElement {
  const { sets, absent } = groupDocumentation(measurements);
  const panels = [
    ...sets.flatMap((set) => [...boxPanels(set, options.document), ...(set.whole ? sectionPanels(set, options.document) : [])]),
    ...absent.map(({ measurement, title }) => absentPanel(measurement, title)),
  ];
  const snapshots = listSnapshots(measurements);
  return composeFigure({
    title: 'Are popular models better documented?',
    subtitle: describeSnapshots(snapshots),
    description: describeBoxes(measurements),
    panels,
    panelWidth: 270,
    footer: [
      'Box: quartiles, thick line: median, whiskers: outermost values within 1.5 interquartile ranges, circles: values beyond. An effect above 0 means that the popular ones are better documented.',
      `${describeRules(measurements)}. ${formatName(paperDocumentation.source)}: the top is better documented, p < ${paperDocumentation.pBelow}; it gives no effect size.`,
    ],
    snapshots,
  }, options);
}

function describeBoxes(measurements: readonly Measurement<DocumentationRow>[]): string {
  const { sets, absent } = groupDocumentation(measurements);
  const told = sets.map((set) => popularitiesOf(set.rows).map((popularity) => {
    const boxes = listBoxes(set.rows, popularity).map((box) => `${box.group} median ${box.median.toFixed(2)}, n ${formatCount(box.n)}`);
    const sections = set.whole ? sectionLines(set.statistics, popularity).map(({ label, dots }) => `${label.toLowerCase()} ${percent(dots?.[0])} against ${percent(dots?.[1])}`) : [];
    return `By ${popularity}${set.suffix}: ${[...boxes, ...effectLines(set.statistics, popularity), ...sections].join('; ').replace(/\.$/, '')}.`;
  }).join(' '));
  return [...told, ...absent.map(({ measurement, title }) => `${title}: not measurable. ${measurement.measurable ? 'No rows.' : formatSentence(measurement.why)}`)].join(' ');
}

function percent(dot: DotShare | null | undefined): string {
  return dot === null || dot === undefined ? 'not measurable' : formatShare(dot.share);
}
