import { describeCardFile, describeStoredCard } from '../../app/describe-card.js';
import { withReader } from '../../app/with-store.js';
import { UsageError } from '../../core/errors.js';
import { parseInstant } from '../../store/instants.js';
import { cardText } from '../card-text.js';
import type { CommandDeclaration } from '../declaration.js';
import { textOption } from '../option-values.js';

/** `hubscope card`: what one card says, with evidence. */
export const cardCommand: CommandDeclaration = {
  name: 'card',
  summary: 'what a card says: sections, metadata, reuse attributes, and what its name says, each with its evidence',
  description:
    'Reads one card by the present rules: which of the five sections have content (with lines, rule and confidence), every value of the metadata with its source, what sources disagree on, how provenance, ' +
    'reproducibility and portability are met, and what the name of the package says beside its record. A section in a language whose headings are not read is not judged, which is not absent. ' +
    'The card is that of a package in the store, now or as of an instant, or a file.',
  examples: [
    { line: 'hubscope card google-bert/bert-base-uncased', does: 'the newest card the store has of it' },
    { line: 'hubscope card google-bert/bert-base-uncased --as-of 2022-03-01', does: 'as it was then' },
    { line: 'hubscope card --file README.md', does: 'a card before it is published' },
    { line: 'hubscope card --file README.md --kind dataset --json', does: 'the card of a dataset, for a program' },
  ],
  usesStore: true,
  define(command) {
    command
      .argument('[package]', 'name, former name or identifier')
      .option('--file <path>', 'a card from a file instead')
      .option('--as-of <instant>', 'date or date-time (UTC) to look at; a date means its end')
      .option('--registry <slug>', 'registry it is of, where several have the name')
      .option('--kind <kind>', 'kind it is of: model or dataset');
  },
  async run(context, [word], options) {
    const file = textOption(options, 'file');
    const kind = textOption(options, 'kind');
    const asOf = textOption(options, 'asOf');
    if (kind !== undefined && kind !== 'model' && kind !== 'dataset') throw new UsageError(`--kind: unknown (${kind}); expected model or dataset`);
    if ((file === undefined) === (word === undefined)) throw new UsageError('card: expected the name of a package, or --file with a path, one of them');
    if (file !== undefined) {
      if (textOption(options, 'registry') !== undefined) throw new UsageError('--registry: a file is of no registry; expected it with the name of a package');
      if (asOf !== undefined) throw new UsageError('--as-of: a file has no history; expected it with the name of a package');
      const description = describeCardFile(context.resolve(file), kind ?? 'model');
      return { json: description, text: cardText(description, context) };
    }
    const question = { name: String(word), registry: textOption(options, 'registry'), kind, asOf: asOf === undefined ? null : parseInstant(asOf) };
    return withReader(context.storePath, context.io.signal, async (connection) => {
      const description = await describeStoredCard(connection, question);
      return { json: description, text: cardText(description, context) };
    });
  },
};
