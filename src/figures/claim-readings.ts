import type { AbsentReading, EffectTest, JudgedReading, Verdict } from '../core/claim.js';
import { describeSnapshots } from './caption.js';
import { drawReadingRows, type ReadingRow } from './draw-reading-rows.js';
import { formatEffectInterval, formatThreshold, keepTogether } from './format-effect.js';
import { formatNumber, formatSentence } from './format-number.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import type { SvgElement } from './svg-document.js';

function isJudged(reading: JudgedReading | AbsentReading): reading is JudgedReading {
  return 'tests' in reading;
}

/** Whether an estimate lies on the claimed side of its threshold. */
function leans({ estimate, threshold, claimed }: EffectTest): boolean {
  return claimed === 'above' ? estimate > threshold : estimate < threshold;
}

interface EffectRows {
  readonly effect: string;
  readonly main: EffectTest | null;
  readonly rows: ReadingRow[];
}

/**
 * The rows of each effect: those of the main reading in its order, and beside each the same effect of the other readings. An effect that
 * is called otherwise there goes with the one in its place, if their scales are the same; else it gets rows of its own.
 */
function groupRows(main: JudgedReading, others: readonly JudgedReading[]): readonly EffectRows[] {
  const groups: EffectRows[] = main.tests.map((test) => ({ effect: test.effect, main: test, rows: [{ choice: 'Main reading', test, main: true, flips: false }] }));
  for (const reading of others) {
    for (const [index, test] of reading.tests.entries()) {
      const same = groups.find((group) => group.effect === test.effect && (group.main ?? test).scale === test.scale);
      const beside = groups[index]?.main?.scale === test.scale ? groups[index] : undefined;
      const group = same ?? beside;
      const against = group?.main ?? null;
      const row = { choice: keepTogether(reading.choice), test, main: false, flips: reading.flips && against !== null && leans(test) !== leans(against) };
      if (group === undefined) groups.push({ effect: test.effect, main: null, rows: [row] });
      else group.rows.push(row);
    }
  }
  return groups;
}

function panelsOf(verdict: Verdict, options: FigureOptions): readonly Panel[] {
  if (verdict.main === null) {
    const missing = verdict.missing.length === 0 ? '' : ` Missing: ${verdict.missing.join(', ')}.`;
    return [{
      title: 'No reading', notes: [], absent: verdict.verdict === 'error' ? 'Error' : 'Not measurable',
      why: `${formatSentence(verdict.why ?? verdict.sentence)}${missing}`,
    }];
  }
  return groupRows(verdict.main, verdict.sensitivity.filter(isJudged)).map(({ effect, main, rows }) => ({
    title: keepTogether(formatSentence(effect).replace(/\.$/, '')),
    notes: main === null ? ['Only in readings other than the main one.'] : [`${main.scale}; claimed: ${formatThreshold(main)}.`],
    draw: (width) => drawReadingRows(options.document, rows, width),
  }));
}

/**
 * The sensitivity panel of a claim: the main reading on top, each reading with one choice changed below it, with their intervals and the
 * threshold; readings that flip the verdict are marked, and those that the data do not allow are listed with the reason.
 */
export function drawClaimReadings(verdict: Verdict, options: FigureOptions): SvgElement {
  const absent = verdict.sensitivity.filter((reading): reading is AbsentReading => !isJudged(reading));
  const judged = verdict.sensitivity.filter(isJudged);
  const levels = [...new Set([...(verdict.main?.tests ?? []), ...judged.flatMap((reading) => reading.tests)].map(({ level }) => `${formatNumber(level * 100)}\u00a0%`))];
  return composeFigure({
    title: `${verdict.claim}: does the verdict depend on our choices?`,
    subtitle: describeSnapshots(verdict.snapshots),
    description: describeReadings(verdict, judged),
    panels: panelsOf(verdict, options),
    panelWidth: 400,
    footer: [
      ...(verdict.main === null ? [] : [
        `Filled circle: main reading. Ring: one choice is changed. Square: its estimate lies on the other side, so the verdict flips. Lines: intervals (${levels.join(', ')}). Shaded: the side that is claimed.`,
        ...(judged.length === 0 ? ['No other reading was made.'] : []),
      ]),
      ...absent.map(({ choice, why }) => `Not possible on these data: ${choice}. ${formatSentence(why)}`),
      `Claim ${verdict.rule}. ${rulesText(verdict)}`,
    ],
    snapshots: verdict.snapshots,
  }, options);
}

function rulesText({ main }: Verdict): string {
  const rules = [...new Set((main?.tests ?? []).map((test) => test.rule))];
  return rules.length === 0 ? 'Nothing was measured.' : `${rules.length === 1 ? 'Rule' : 'Rules'} ${rules.join('; ')}`;
}

function describeReadings(verdict: Verdict, judged: readonly JudgedReading[]): string {
  if (verdict.main === null) return `${verdict.verdict}: ${formatSentence(verdict.why ?? verdict.sentence)}`;
  const main = verdict.main.tests.map((test) => `${test.effect}: ${formatEffectInterval(test)}, claimed ${formatThreshold(test)}.`).join(' ');
  const flipping = judged.filter((reading) => reading.flips).map((reading) => reading.choice);
  return `Main reading: ${main} ${judged.length} other readings; ${flipping.length === 0 ? 'none flips the verdict.' : `flipped by: ${flipping.join('; ')}.`}`;
}
