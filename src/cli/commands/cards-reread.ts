import { rereadCards, type RereadOutcome } from '../../app/reread-cards.js';
import type { CommandDeclaration } from '../declaration.js';
import { formatCount, formatMany } from '../format.js';
import { visible } from '../terminal-text.js';

/** `hubscope cards reread`: one version of the rules for all cards of a store. */
export const cardsRereadCommand: CommandDeclaration = {
  name: 'cards reread',
  summary: 'read the stored cards again, by the rules of this program',
  description:
    'Reads the texts of all cards in the store again and rewrites what was read of them (sections, attributes, values, program, language) at all points of time, ' +
    'so that snapshots taken with older versions can be compared with new ones. Texts and everything else stay. Done again it changes nothing; interrupted, it leaves the store as it was.',
  examples: [
    { line: 'hubscope cards reread', does: 'after an update of the program; hubscope status tells whether it is needed' },
    { line: 'hubscope cards reread --store study.duckdb --json', does: 'of another store, for a program' },
  ],
  usesStore: true,
  define: () => undefined,
  async run(context) {
    const outcome = await rereadCards({ storePath: context.storePath, progress: context.progress, signal: context.io.signal });
    return {
      json: { ...outcome, store: context.storePath },
      text: textOf(outcome),
      incomplete: outcome.notRead === null ? null : `${formatMany(outcome.notRead.count, 'card')} could not be read`,
    };
  },
};

function textOf({ rules, read, changed, noCard, notRead }: RereadOutcome): string {
  if (read === 0) return 'The store has no cards.';
  const fields = Object.entries(changed.byField).filter(([field]) => field !== 'card_rules').map(([field, n]) => `${field} ${formatCount(n)}`);
  return [
    `Read ${formatMany(read, 'card')} by ${visible(rules)}: ${changed.cards === 0 ? 'all answers are as they were' : `the answers of ${formatCount(changed.cards)} changed (${fields.join(', ')})`}`,
    ...(noCard === 0 ? [] : [`${formatMany(noCard, 'text')} no longer taken for a card: without answers now`]),
    ...(notRead === null ? [] : [`${formatMany(notRead.count, 'card')} could not be read (${visible(notRead.problem)})`]),
  ].join('\n');
}
