import type { ArchiveOutcome } from '../app/merge-archive.js';
import type { SnapshotOutcome } from '../core/snapshot.js';
import { formatCount, formatInstant, formatKinds, formatMany } from './format.js';
import { visible } from './terminal-text.js';

/** What became of one snapshot, as one line. */
export function snapshotLine(snapshot: SnapshotOutcome): string {
  const what = `snapshot ${snapshot.snapshotKey}: ${snapshot.registry} ${formatKinds(snapshot.kind)}, ${snapshot.series}, ${formatInstant(snapshot.takenAt)}`;
  if (snapshot.outcome === 'already there') return `Already there, nothing changed: ${visible(what)} (${formatMany(snapshot.records, 'record')})`;
  const aside = snapshot.setAside === 0 ? '' : `, ${formatCount(snapshot.setAside)} set aside`;
  return `Recorded ${visible(what)}: ${formatMany(snapshot.records, 'record')}${aside}, ${formatMany(snapshot.newPackages, 'new package')}, ${formatMany(snapshot.changedValues, 'changed value')}`;
}

/** What became of a harvested or replayed archive. */
export function archiveText(outcome: ArchiveOutcome): string {
  return [
    snapshotLine(outcome.snapshot),
    `From ${formatMany(outcome.pages, 'page')}${outcome.cards === 0 ? '' : ` and ${formatMany(outcome.cards, 'answer')} about cards`}`,
    ...(outcome.simulated === null ? [] : [`Simulated data (seed ${visible(outcome.simulated)}), not the real registry`]),
    ...(outcome.incompleteWhy === null ? [] : [`Incomplete: ${visible(outcome.incompleteWhy)}`]),
  ].join('\n');
}
