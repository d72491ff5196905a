import { existsSync } from 'node:fs';
import { readHolder, readStoreStatus, type StoreStatus } from '../../store/store-status.js';
import { presentReader } from '../../app/card-reader.js';
import { withReader } from '../../app/with-store.js';
import { UsageError } from '../../core/errors.js';
import type { CommandDeclaration } from '../declaration.js';
import { formatBytes, formatCount, formatInstant } from '../format.js';
import { renderPairs, renderTable } from '../table.js';
import { visible } from '../terminal-text.js';

/** Gaps shown to people. */
const shownGaps = 12;

/** `hubscope status`: what the store is and holds. */
export const statusCommand: CommandDeclaration = {
  name: 'status',
  summary: 'what the store is and holds',
  description: 'Tells where the store is, how large, of which version and who writes to it, and by which rules its cards were read; the registries in it with packages and snapshots; and where a list has no snapshots for longer than its rhythm.',
  examples: [{ line: 'hubscope status', does: 'of the usual store' }, { line: 'hubscope status --json', does: 'for a program, such as a monitor' }],
  usesStore: true,
  define: () => undefined,
  run(context) {
    const { storePath } = context;
    if (!existsSync(storePath)) {
      const holder = readHolder(storePath);
      const more = holder === null ? 'made by `hubscope import` or `hubscope sync`' : `; process ${holder.pid} (${holder.command}) is making it`;
      throw new UsageError(`store: there is none (${storePath}); expected a file ${more}`);
    }
    return withReader(storePath, context.io.signal, async (connection) => {
      const status = await readStoreStatus(connection, storePath);
      const holder = status.holder === null ? 'nobody' : `process ${status.holder.pid} on ${status.holder.host} (${status.holder.command}, since ${status.holder.since})`;
      const facts = renderPairs([
        ['store', status.path], ['size', formatBytes(status.bytes)], ['version', String(status.version ?? 'unknown')], ['written by', holder],
        ['snapshots', formatCount(status.snapshots)], ...(status.cards.length === 0 ? [] : [['cards', cardsText(status.cards)] as const]),
      ], context.width);
      const columns = [
        { title: 'registry' }, { title: 'kind' }, { title: 'packages', align: 'right' }, { title: 'snapshots', align: 'right' },
        { title: 'from' }, { title: 'to' }, { title: 'incomplete', align: 'right' }, { title: 'simulated', align: 'right' },
      ] as const;
      const rows = status.registries.map((one) => [
        one.registry, one.kind, formatCount(one.packages), formatCount(one.snapshots), formatInstant(one.firstAt), formatInstant(one.lastAt),
        formatCount(one.incomplete), formatCount(one.simulated),
      ]);
      const gapColumns = [{ title: 'gap in', flexible: true }, { title: 'from' }, { title: 'until' }, { title: 'days', align: 'right' }, { title: 'usual', align: 'right' }] as const;
      const longest = [...status.gaps].sort((left, right) => right.days - left.days).slice(0, shownGaps);
      const gaps = longest.map((one) => [one.series, formatInstant(one.from), formatInstant(one.until), String(one.days), String(one.usualDays)]);
      return {
        json: status,
        text: [
          facts,
          ...(rows.length === 0 ? [] : ['', renderTable(columns, rows, context.width, context.bold)]),
          ...(gaps.length === 0 ? [] : ['', renderTable(gapColumns, gaps, context.width, context.bold)]),
          ...(status.gaps.length > gaps.length ? [`(the ${gaps.length} longest of ${formatCount(status.gaps.length)} gaps; --json has all)`] : []),
        ].join('\n'),
      };
    });
  },
};

/** By which rules cards were read, and what to do where that is not one and the present one. */
function cardsText(cards: StoreStatus['cards']): string {
  const told = cards.map(({ rules, cards: n }) => (rules === null ? `${formatCount(n)} not read` : `${formatCount(n)} read by ${visible(rules)}`)).join(', ');
  if (cards.every(({ rules }) => rules === presentReader.rules)) return told;
  const why = cards.length > 1 ? 'not all by the same rules' : `this program has ${presentReader.rules}`;
  return `${told}; ${why}: \`hubscope cards reread\` reads all again`;
}
