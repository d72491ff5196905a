import path from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { aspectNames, type Aspect } from '../../core/aspect.js';
import type { ListingFilter } from '../../core/harvest-plan.js';
import type { Kind } from '../../core/registry.js';
import type { ChosenArchive } from '../../app/find-archive.js';
import { decideAccess } from '../../app/registry-access.js';
import { syncRegistry } from '../../app/sync-registry.js';
import { systemClock } from '../../harvest/clock.js';
import { readManifest } from '../../harvest/manifest.js';
import { findRegistry } from '../../registries/index.js';
import type { CommandDeclaration } from '../declaration.js';
import { formatBytes, formatMany } from '../format.js';
import { archiveText, planText } from '../harvest-text.js';
import { aspectList, listOf, numberOption, textOption, wholeNumber } from '../option-values.js';
import { visible } from '../terminal-text.js';

/** How many of the most downloaded packages are looked at where nothing else is said. */
const usualTop = 1000;

/** `hubscope sync`: asks a registry for everything it lists, and keeps the answers as a snapshot. */
export const syncCommand: CommandDeclaration = {
  name: 'sync',
  summary: 'take a snapshot of a registry',
  description:
    'Asks a registry for all it lists, then for what changed while it was listed, and with --details for what only single packages tell. Keeps the raw answers in an archive (token and other secrets removed) and makes a snapshot of them in the store. ' +
    'Says before each phase what it will ask and how long that takes at the registry\'s limits, and obeys these. ' +
    'The token is read from the environment only (Hugging Face: HF_TOKEN; HF_HUB_DISABLE_IMPLICIT_TOKEN=1 leaves it out), the address from --endpoint, else from HF_ENDPOINT. ' +
    'Killed or interrupted, it leaves the store as it was; the same command goes on with what is kept, unless that is older than three days. ' +
    'Details are asked for again only where a package has another revision than at the last look. Packages that the list no longer shows are asked for one by one: only then are they recorded as removed. ' +
    'A listing that breaks off, and one with a filter or --limit, is recorded as incomplete, in a series of its own; the command then ends with code 3.',
  examples: [
    { line: 'hubscope sync huggingface --contact you@example.org', does: 'snapshot of all models; tells the registry how to reach you' },
    { line: 'hubscope sync huggingface --details cards,files,commits --top 20000', does: 'also cards, files and commits of the 20,000 most downloaded models and of all that changed since the last snapshot' },
    { line: 'hubscope sync huggingface --details cards --top 1000 --bottom 1000 --only-head', does: 'also the cards of the 1,000 most and the 1,000 least downloaded with more than 50 downloads' },
    { line: 'hubscope sync huggingface --kind dataset --budget 5000', does: 'snapshot of all datasets, with 5,000 requests at most' },
    { line: 'hubscope sync huggingface --author acme --details cards,discussions', does: 'the models of one owner only: a partial snapshot' },
    { line: 'hubscope sync huggingface --endpoint http://127.0.0.1:4100/asof/2026-03-01', does: 'practice, against hubscope practice-hub' },
  ],
  usesStore: true,
  define(command) {
    command
      .argument('<registry>', 'registry to ask: huggingface')
      .addOption(new Option('--kind <kind>', 'what to list').choices(['model', 'dataset']).default('model'))
      .option('--endpoint <url>', 'address to ask instead of the public one')
      .option('--contact <address>', 'e-mail or web address of whoever runs this, sent along (default: $HUBSCOPE_CONTACT)', contactAddress)
      .option('--details <aspects>', `what to ask of single packages, with commas: ${aspectNames.join(', ')}`, aspectList)
      .option('--top <n>', `look at so many of the most downloaded packages (default: ${usualTop} with --details)`, wholeNumber(0, 100_000_000))
      .option('--bottom <n>', 'and at so many of the least downloaded', wholeNumber(0, 100_000_000), 0)
      .option('--above <downloads>', 'least downloaded counts from above so many downloads', wholeNumber(0, 1_000_000_000), 50)
      .option('--only-head', 'not also at every package that is new or changed since the last snapshot')
      .option('--recheck <days>', 'look again after so many days at what changes without a commit (discussions, refs, security)', wholeNumber(0, 3650), 7)
      .option('--expand <properties>', 'ask the list for heavy properties too, in smaller pages: cardData, config, gguf, safetensors, siblings', listOf)
      .option('--author <name>', 'only packages of this owner; the snapshot is then partial')
      .option('--tag <tag>', 'only packages with this tag (repeatable); the snapshot is then partial', listOf)
      .option('--task <task>', 'only packages for this task; the snapshot is then partial')
      .option('--search <text>', 'only packages with this in their name; the snapshot is then partial')
      .option('--limit <pages>', 'stop after so many pages; the snapshot is then partial', wholeNumber(1, 1_000_000))
      .option('--budget <requests>', 'send so many requests at most', wholeNumber(1, 1_000_000_000))
      .option('--concurrency <n>', 'requests under way at once at most; fewer where the registry is slow or refuses', wholeNumber(1, 64), 8)
      .option('--page-size <n>', 'packages per page', wholeNumber(1, 1000), 1000)
      .option('--archive <folder>', 'folder for the raw answers (default: the unfinished one of this harvest, else a new one, in the folder archive beside the store)')
      .option('--fresh', 'begin anew, even where an unfinished harvest could be gone on with');
  },
  async run(context, [word], options) {
    const registry = findRegistry(String(word));
    const access = decideAccess(registry, { endpoint: textOption(options, 'endpoint'), contact: textOption(options, 'contact') }, context.io.env);
    for (const note of access.notes) context.note(note);
    const chosenAspects = (options['details'] as Aspect[] | undefined) ?? [];
    const named = textOption(options, 'archive');
    const { io, progress, storePath } = context;
    let archive: ChosenArchive | null = null;
    try {
      const outcome = await syncRegistry({
        registry, kind: String(options['kind']) as Kind, access, storePath, progress, signal: io.signal, fetch: io.fetch,
        clock: { now: io.now, sleep: (milliseconds, stop) => systemClock.sleep(milliseconds, stop) },
        archive: named === undefined ? undefined : context.resolve(named),
        archives: path.join(path.dirname(storePath), 'archive'),
        fresh: options['fresh'] === true,
        pageSize: numberOption(options, 'pageSize') ?? 1000,
        limitPages: numberOption(options, 'limit'),
        heavyProperties: (options['expand'] as string[] | undefined) ?? [],
        filter: filterOf(options),
        aspects: chosenAspects,
        head: {
          top: numberOption(options, 'top') ?? (chosenAspects.length > 0 ? usualTop : 0),
          bottom: numberOption(options, 'bottom') ?? 0,
          above: numberOption(options, 'above') ?? 50,
          changed: options['onlyHead'] !== true,
        },
        recheckDays: numberOption(options, 'recheck') ?? 7,
        budget: numberOption(options, 'budget'),
        concurrency: numberOption(options, 'concurrency') ?? 8,
        onPlan: (plan) => context.note(planText(plan)),
        onNote: (note) => context.note(note),
        onArchive(chosen) {
          archive = chosen;
          if (chosen.state === 'unfinished') context.note(`Going on with the harvest begun ${chosen.startedAt}: ${chosen.folder}`);
          if (chosen.state === 'finished') context.note(`Harvested already, ${chosen.startedAt}, but not recorded: ${chosen.folder}`);
        },
      });
      const { requests, bytes, retries } = outcome.counts;
      const cost = `${formatMany(requests, 'request')}, ${formatBytes(bytes)} received${retries === 0 ? '' : `, ${formatMany(retries, 'repetition')}`}`;
      return {
        json: { ...outcome, store: storePath },
        text: `${archiveText(outcome)}\nAsked ${visible(access.endpoint)}: ${cost}\nRaw answers: ${visible(outcome.archive)}`,
        incomplete: outcome.missing ?? outcome.incompleteWhy,
      };
    } catch (error) {
      const folder = (archive as ChosenArchive | null)?.folder;
      if (folder === undefined) throw error;
      if (io.signal.aborted) context.note(`The store is as it was. The same command goes on with this harvest: ${folder}`);
      else if (await isHarvested(folder)) context.note(`The raw answers are kept. To make the snapshot once this is settled: hubscope replay ${folder}`);
      throw error;
    }
  },
};

function filterOf(options: Readonly<Record<string, unknown>>): ListingFilter {
  return {
    author: textOption(options, 'author'), tags: options['tag'] as string[] | undefined, task: textOption(options, 'task'), search: textOption(options, 'search'),
  };
}

async function isHarvested(archive: string): Promise<boolean> {
  const manifest = await readManifest(archive).catch(() => null);
  return manifest !== null && manifest.finishedAt !== null && manifest.answers.list > 0;
}

function contactAddress(text: string): string {
  if (!/^[\x21-\x7e]+$/.test(text) || !/@|:\/\//.test(text)) throw new InvalidArgumentError('expected an e-mail or web address.');
  return text;
}
