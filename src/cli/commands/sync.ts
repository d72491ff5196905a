import { existsSync } from 'node:fs';
import path from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import type { Kind } from '../../core/registry.js';
import { decideAccess } from '../../app/registry-access.js';
import { syncRegistry } from '../../app/sync-registry.js';
import { systemClock } from '../../harvest/clock.js';
import { readManifest } from '../../harvest/manifest.js';
import { findRegistry } from '../../registries/index.js';
import type { CommandDeclaration } from '../declaration.js';
import { formatBytes, formatMany } from '../format.js';
import { archiveText } from '../harvest-text.js';
import { numberOption, textOption, wholeNumber } from '../option-values.js';
import { visible } from '../terminal-text.js';

/** `hubscope sync`: asks a registry for everything it lists, and keeps the answers as a snapshot. */
export const syncCommand: CommandDeclaration = {
  name: 'sync',
  summary: 'take a snapshot of a registry',
  description:
    'Asks a registry for all it lists, keeps the raw answers in an archive (token and other secrets removed) and makes a snapshot of them in the store. ' +
    'The token is read from the environment only (Hugging Face: HF_TOKEN; HF_HUB_DISABLE_IMPLICIT_TOKEN=1 leaves it out), the address from --endpoint, else from HF_ENDPOINT. ' +
    'A listing that breaks off is recorded as incomplete, in a series of its own, and the command ends with code 3; an interrupted one is not recorded and can be gone on with (--archive).',
  examples: [
    { line: 'hubscope sync huggingface --contact you@example.org', does: 'snapshot of all models; tells the registry how to reach you' },
    { line: 'hubscope sync huggingface --cards 1000', does: 'also the cards of the 1,000 most and the 1,000 least downloaded models with more than 50 downloads' },
    { line: 'hubscope sync huggingface --kind dataset', does: 'snapshot of all datasets' },
    { line: 'hubscope sync huggingface --endpoint http://127.0.0.1:4100/asof/2026-03-01', does: 'practice, against hubscope practice-hub' },
    { line: 'hubscope sync huggingface --archive .hubscope/archive/huggingface-model-20260301T000000Z', does: 'go on with an interrupted harvest' },
  ],
  usesStore: true,
  define(command) {
    command
      .argument('<registry>', 'registry to ask: huggingface')
      .addOption(new Option('--kind <kind>', 'what to list').choices(['model', 'dataset']).default('model'))
      .option('--endpoint <url>', 'address to ask instead of the public one')
      .option('--contact <address>', 'e-mail or web address of whoever runs this, sent along (default: $HUBSCOPE_CONTACT)', contactAddress)
      .option('--cards <n>', 'fetch the cards of the n most and the n least downloaded packages; 0 for none', wholeNumber(0, 1_000_000), 0)
      .option('--cards-top <n>', 'of how many of the most downloaded (default: --cards)', wholeNumber(0, 10_000_000))
      .option('--cards-bottom <n>', 'of how many of the least downloaded (default: --cards)', wholeNumber(0, 10_000_000))
      .option('--cards-above <downloads>', 'least downloaded counts from above so many downloads', wholeNumber(0, 1_000_000_000), 50)
      .option('--archive <folder>', 'folder for the raw answers (default: a new one in the folder archive beside the store)')
      .option('--page-size <n>', 'packages per page', wholeNumber(1, 1000), 1000)
      .option('--limit <pages>', 'stop after so many pages; the snapshot is then incomplete', wholeNumber(1, 1_000_000));
  },
  async run(context, [word], options) {
    const registry = findRegistry(String(word));
    const access = decideAccess(registry, { endpoint: textOption(options, 'endpoint'), contact: textOption(options, 'contact') }, context.io.env);
    for (const note of access.notes) context.note(note);
    const kind = String(options['kind']) as Kind;
    const cards = numberOption(options, 'cards') ?? 0;
    const named = textOption(options, 'archive');
    const archive = named === undefined ? newArchive(context.storePath, `${registry.slug}-${kind}`, context.io.now()) : context.resolve(named);
    const { io, progress, storePath } = context;
    try {
      const outcome = await syncRegistry({
        registry, kind, access, storePath, archive, progress, signal: io.signal, fetch: io.fetch, clock: { now: io.now, sleep: (milliseconds, stop) => systemClock.sleep(milliseconds, stop) },
        pageSize: numberOption(options, 'pageSize') ?? 1000,
        limitPages: numberOption(options, 'limit'),
        cardsTop: numberOption(options, 'cardsTop') ?? cards,
        cardsBottom: numberOption(options, 'cardsBottom') ?? cards,
        cardsAbove: numberOption(options, 'cardsAbove') ?? 50,
      });
      const { requests, bytes, retries } = outcome.counts;
      const cost = `${formatMany(requests, 'request')}, ${formatBytes(bytes)} received${retries === 0 ? '' : `, ${formatMany(retries, 'repetition')}`}`;
      return {
        json: { ...outcome, store: storePath },
        text: `${archiveText(outcome)}\nAsked ${visible(access.endpoint)}: ${cost}\nRaw answers: ${visible(archive)}`,
        incomplete: outcome.missing ?? outcome.incompleteWhy,
      };
    } catch (error) {
      if (io.signal.aborted) context.note(`The store is as it was. To go on with this harvest: hubscope sync ${registry.slug} --archive ${archive}`);
      else if (await isHarvested(archive)) context.note(`The raw answers are kept. To make the snapshot once this is settled: hubscope replay ${archive}`);
      throw error;
    }
  },
};

/** A folder that is not there yet: two harvests, even of one second, never share an archive by accident. */
function newArchive(storePath: string, name: string, now: Date): string {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const folder = path.join(path.dirname(storePath), 'archive', `${name}-${stamp}`);
  if (!existsSync(folder)) return folder;
  let number = 2;
  while (existsSync(`${folder}-${number}`)) number += 1;
  return `${folder}-${number}`;
}

async function isHarvested(archive: string): Promise<boolean> {
  const manifest = await readManifest(archive).catch(() => null);
  return manifest !== null && manifest.finishedAt !== null && manifest.answers.list > 0;
}

function contactAddress(text: string): string {
  if (!/^[\x21-\x7e]+$/.test(text) || !/@|:\/\//.test(text)) throw new InvalidArgumentError('expected an e-mail or web address.');
  return text;
}
