import { streakOf } from '../claims/verdict-history.js';
import type { ClaimId } from '../core/claim.js';
import type { VerdictRecord } from '../core/verdict-record.js';
import { describeSnapshots } from './caption.js';
import { drawVerdictTime } from './draw-verdict-time.js';
import { formatEffect } from './format-effect.js';
import { formatCount, formatDay } from './format-number.js';
import { composeFigure } from './frame.js';
import type { FigureOptions, Panel } from './frame.js';
import type { SvgElement } from './svg-document.js';

/** Records of one registry and kind, real or of one simulation, whose verdicts make one history. */
interface Line {
  readonly name: string;
  readonly records: readonly VerdictRecord[];
}

function linesOf(records: readonly VerdictRecord[]): readonly Line[] {
  const lines = new Map<string, VerdictRecord[]>();
  for (const record of [...records].sort((a, b) => (a.takenAt < b.takenAt ? -1 : a.takenAt > b.takenAt ? 1 : a.snapshot.key - b.snapshot.key))) {
    const { registry, kind, simulated } = record.snapshot;
    const name = `${registry}, ${kind}s${simulated === null ? '' : `, simulated (seed ${simulated})`}`;
    lines.set(name, [...(lines.get(name) ?? []), record]);
  }
  return [...lines].map(([name, members]) => ({ name, records: members }));
}

/** Since when the last verdict stands, in words: `Holds since 2022-10-01, on 2 of 4 snapshots in a row.` */
export function describeStreak(records: readonly VerdictRecord[]): string {
  const streak = streakOf(records);
  if (streak === null) return 'It was never judged.';
  const { verdict, since, snapshots, of } = streak;
  const words = verdict.charAt(0).toUpperCase() + verdict.slice(1);
  if (of === 1) return `${words} on the only snapshot that was judged, ${formatDay(since)}.`;
  return snapshots === of
    ? `${words} on all ${formatCount(of)} snapshots, since ${formatDay(since)}.`
    : `${words} since ${formatDay(since)}: the last ${snapshots === 1 ? '' : `${formatCount(snapshots)} `}of ${formatCount(of)} snapshots.`;
}

/** One panel for each effect that decided at some time, since effects share no axis; one without effect where none was estimated. */
function panelsOf({ name, records }: Line, options: FigureOptions): readonly Panel[] {
  const effects = [...new Set(records.map((one) => (one.estimate === null ? null : one.effect)).filter((effect) => effect !== null))];
  const shown = effects.length === 0 ? [null] : effects;
  return shown.map((effect) => ({
    title: name,
    notes: [describeStreak(records), effect === null ? 'No effect could be estimated on any of them.' : `Effect that decided: ${effect}${effects.length === 1 ? '' : ' (where it was this one)'}.`],
    draw: (width) => drawVerdictTime(options.document, records, effect, width),
  }));
}

/** Since when a claim holds: its verdict on each snapshot along time, and the effect with its interval below. */
export function drawVerdictHistory(claim: ClaimId, history: readonly VerdictRecord[], options: FigureOptions): SvgElement {
  const records = history.filter((one) => one.claim === claim);
  const lines = linesOf(records);
  const snapshots = records.map((one) => one.snapshot);
  const rules = [...new Set(records.map((one) => one.rule))];
  return composeFigure({
    title: `${claim}: since when?`,
    subtitle: describeSnapshots([...snapshots].sort((a, b) => (a.takenAt < b.takenAt ? -1 : 1))),
    description: lines.map(({ name, records: members }) => `${name}: ${members.map((one) =>
      `${formatDay(one.takenAt)} ${one.verdict}${one.estimate === null ? '' : ` (${formatEffect(one.scale, one.estimate)})`}`).join(', ')}.`).join(' '),
    panels: lines.length === 0
      ? [{ title: 'No history', notes: [], absent: 'Never judged', why: 'No verdict about this claim was kept for any snapshot.' }]
      : lines.flatMap((line) => panelsOf(line, options)),
    panelWidth: 400,
    footer: [
      'Each mark is the verdict on one snapshot, at the time it was taken; populations differ, so a change can be one of the list. Of many snapshots only those are marked where the verdict changes, and the last. Vertical lines: intervals of the effect.',
      rules.length === 0 ? '' : `${rules.length === 1 ? 'Claim' : 'The rule of the claim changed between snapshots:'} ${rules.join('; ')}`,
    ].filter((line) => line !== ''),
    snapshots,
  }, options);
}
