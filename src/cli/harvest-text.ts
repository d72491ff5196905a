import type { ArchiveOutcome } from '../app/merge-archive.js';
import type { RequestPlan } from '../app/plan-harvest.js';
import type { SnapshotOutcome } from '../core/snapshot.js';
import { formatCount, formatDuration, formatInstant, formatKinds, formatMany } from './format.js';
import { visible } from './terminal-text.js';

/** What became of one snapshot, as one line. */
export function snapshotLine(snapshot: SnapshotOutcome): string {
  const what = `snapshot ${snapshot.snapshotKey}: ${snapshot.registry} ${formatKinds(snapshot.kind)}, ${snapshot.series}, ${formatInstant(snapshot.takenAt)}`;
  if (snapshot.outcome === 'already there') return `Already there, nothing changed: ${visible(what)} (${formatMany(snapshot.records, 'record')})`;
  const aside = snapshot.setAside === 0 ? '' : `, ${formatCount(snapshot.setAside)} set aside`;
  return `Recorded ${visible(what)}: ${formatMany(snapshot.records, 'record')}${aside}, ${formatMany(snapshot.newPackages, 'new package')}, ${formatMany(snapshot.changedValues, 'changed value')}${notReadText(snapshot)}`;
}

/** How many cards of a snapshot could not be read, and why, as the end of a line; empty where all were. */
function notReadText({ cardsNotRead }: SnapshotOutcome): string {
  if (cardsNotRead === undefined) return '';
  const { count, sample } = cardsNotRead;
  return `; ${formatMany(count, 'card')} could not be read (${visible(sample.name)}: ${visible(sample.problem)})`;
}

/** What a phase of a harvest is about to ask, as one line. */
export function planText({ phase, packages, buckets, requests, budget }: RequestPlan): string {
  const what = Object.entries(packages).map(([name, count]) => (count === null ? `${name}s: nobody knows yet how many` : `${name} ${formatCount(count)}`));
  const where = buckets.map(({ bucket, requests: n, quota, seconds }) => {
    const limit = quota === null ? 'no limit known' : `at ${formatCount(quota.requests)} per ${quota.windowSeconds} s ${seconds === 0 || seconds === null ? 'within one window' : `at least ${formatDuration(seconds)}`}`;
    return `about ${formatMany(n, 'request')} under ${visible(bucket)} (${limit})`;
  });
  const cap = budget === null ? '' : requests !== null && requests > budget ? `; the budget leaves ${formatCount(budget)}, so not all will be asked` : `; the budget leaves ${formatCount(budget)}`;
  return `Plan for ${phase === 'listing' ? 'the listing' : 'single packages'}: ${[what.join(', '), ...where].join('; ')}${cap}`;
}

/** What became of a harvested or replayed archive. */
export function archiveText(outcome: ArchiveOutcome): string {
  const { absences = 0, looks = 0, changedItems = 0 } = outcome.snapshot;
  return [
    snapshotLine(outcome.snapshot),
    `From ${formatMany(outcome.pages, 'page')}${outcome.cards === 0 ? '' : ` and ${formatMany(outcome.cards, 'answer')} about cards`}${outcome.details === 0 ? '' : ` and ${formatMany(outcome.details, 'answer')} about other details`}`,
    ...(outcome.updatedMeanwhile === 0 ? [] : [`${formatMany(outcome.updatedMeanwhile, 'record')} taken in a later form: observed again while the list was read`]),
    ...(looks === 0 ? [] : [`${formatMany(looks, 'look')} at single packages, ${formatMany(changedItems, 'changed item')}`]),
    ...(absences === 0 ? [] : [`${formatMany(absences, 'package')} no longer listed and asked for: see the table absence`]),
    ...(outcome.brokenOff === 0 ? [] : [`${formatMany(outcome.brokenOff, 'look')} broke off and count as none`]),
    ...(outcome.simulated === null ? [] : [`Simulated data (seed ${visible(outcome.simulated)}), not the real registry`]),
    ...(outcome.incompleteWhy === null ? [] : [`Incomplete: ${visible(outcome.incompleteWhy)}`]),
  ].join('\n');
}
