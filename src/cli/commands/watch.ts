import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import { claimsAbout } from '../../app/judge-every.js';
import { judgeStore, type JudgedStore } from '../../app/judge-store.js';
import { listen } from '../../app/listen.js';
import type { PackagesSync } from '../../app/sync-packages.js';
import type { SyncOutcome } from '../../app/sync-registry.js';
import { watchRegistry } from '../../app/watch-registry.js';
import { aspectNames, type Aspect } from '../../core/aspect.js';
import { verdictWords } from '../../core/claim.js';
import { UsageError } from '../../core/errors.js';
import type { Kind } from '../../core/registry.js';
import { createWebhookReceiver } from '../../api/webhook.js';
import { decideAccess } from '../../app/registry-access.js';
import { systemClock } from '../../harvest/clock.js';
import { findRegistry } from '../../registries/index.js';
import { changeLines } from '../claims-text.js';
import type { CommandDeclaration } from '../declaration.js';
import { formatMany } from '../format.js';
import { archiveText } from '../harvest-text.js';
import { aspectList, numberOption, textOption, wholeNumber } from '../option-values.js';

/** Where the secret of webhooks is read from: options can be seen by everybody on the machine. */
const secretVariable = 'HUBSCOPE_WEBHOOK_SECRET';
const shortestSecret = 16;

/** `hubscope watch`: syncs every so often, and follows the registry's own messages in between. */
export const watchCommand: CommandDeclaration = {
  name: 'watch',
  summary: 'sync every so often, and follow webhooks in between',
  description:
    'Takes a snapshot every so often until Ctrl-C, as hubscope sync does. With --listen it also takes the registry\'s webhooks (POST /webhook): each is a hint that a package may have changed, which is then asked for and recorded within seconds; nothing of the message itself is believed. ' +
    `The shared secret is read from ${secretVariable}. The hub only posts to https: put a server that speaks it in front. ` +
    'A sync that fails is told and tried again at the next time; the time in between stays a gap. ' +
    'After each new whole list the claims of the literature are judged on it, and told where one comes to something else than before (--no-claims leaves that out).',
  examples: [
    { line: 'hubscope watch huggingface --every 6h --contact you@example.org', does: 'a snapshot of all models four times a day' },
    { line: 'hubscope watch huggingface --every 24h --details cards,files --listen 4300', does: `also what webhooks are about, at once (with ${secretVariable} set)` },
    { line: 'hubscope watch huggingface --kind dataset --every 1h --wait', does: 'datasets, first time in an hour' },
  ],
  usesStore: true,
  define(command) {
    command
      .argument('<registry>', 'registry to watch: huggingface')
      .requiredOption('--every <time>', 'from one sync to the next: 30m, 6h, 1d', duration)
      .option('--kind <kinds>', 'model, dataset or both with a comma', kindList, ['model'])
      .option('--wait', 'do not begin with a sync')
      .option('--endpoint <url>', 'address to ask instead of the public one')
      .option('--contact <address>', 'e-mail or web address of whoever runs this, sent along (default: $HUBSCOPE_CONTACT)')
      .option('--details <aspects>', `what to ask of single packages, with commas: ${aspectNames.join(', ')}`, aspectList)
      .option('--top <n>', 'look at so many of the most downloaded packages in each sync', wholeNumber(0, 100_000_000), 0)
      .option('--budget <requests>', 'requests of one sync at most', wholeNumber(1, 1_000_000_000))
      .option('--no-claims', 'do not judge the claims on each new list')
      .option('--listen <port>', 'take webhooks on this port; 0 takes any free one', wholeNumber(0, 65_535))
      .option('--host <host>', 'address to listen on', '127.0.0.1');
  },
  async run(context, [word], options) {
    const { io, storePath } = context;
    const registry = findRegistry(String(word));
    const access = decideAccess(registry, { endpoint: textOption(options, 'endpoint'), contact: textOption(options, 'contact') }, io.env);
    for (const note of access.notes) context.note(note);
    const port = numberOption(options, 'listen');
    const secret = port === undefined ? null : requireSecret(io.env[secretVariable]);
    const webhooks = registry.harvest?.webhooks ?? null;
    if (port !== undefined && webhooks === null) throw new UsageError(`${registry.slug}: has no webhooks (--listen); expected a registry that tells of changes`);
    const kinds = options['kind'] as Kind[];
    const aspects = (options['details'] as Aspect[] | undefined) ?? [];
    const shared = {
      registry, access, storePath, archives: path.join(path.dirname(storePath), 'archive'), aspects, concurrency: 8, fetch: io.fetch, progress: context.progress,
      clock: { now: io.now, sleep: (milliseconds: number, stop?: AbortSignal) => systemClock.sleep(milliseconds, stop) },
    };
    const watch = watchRegistry({
      kinds, everyMs: Number(options['every']), syncAtOnce: options['wait'] !== true, now: io.now, signal: io.signal,
      syncOf: () => ({
        ...shared, fresh: false, pageSize: 1000, heavyProperties: [], filter: {}, recheckDays: 7, budget: numberOption(options, 'budget'),
        head: { top: numberOption(options, 'top') ?? 0, bottom: 0, above: 0, changed: true },
        onNote: (note) => context.note(note),
      }),
      packagesOf: () => ({ ...shared, secrets: secret === null ? [] : [secret] }),
      onSync: (kind, outcome) => context.print({ json: { event: 'sync', kind, ...outcome }, text: syncText(outcome) }),
      judgeOf: options['claims'] === false
        ? undefined
        : (snapshot, kind) => judgeStore({ storePath, snapshot, claims: claimsAbout(kind), record: true, now: io.now, signal: io.signal, progress: context.progress }),
      onJudged: (kind, judged) => context.print({ json: { event: 'claims', kind, changes: judged.changes, verdicts: judged.verdicts }, text: claimsText(judged) }),
      onPackages: (kind, outcome) => context.print({ json: { event: 'packages', kind, ...outcome }, text: packagesText(outcome) }),
      onError: (kind, error) => context.note(`watch: ${kind}s: ${error instanceof Error ? error.message : String(error)}`),
    });
    const receiver = secret === null || webhooks === null ? null : createWebhookReceiver({ plan: webhooks, secret, onHint: (hint) => watch.hint(hint) });
    const server = port === undefined || receiver === null ? null
      : await listen((request) => receiver.fetch(request), { who: 'watch', host: textOption(options, 'host') ?? '127.0.0.1', port });
    context.note(`Watching ${registry.title} until Ctrl-C${server === null ? '' : `; webhooks: POST ${server.url}/webhook`}`);
    await watch.ended;
    await server?.close();
    // Ctrl-C is how this command is meant to end.
    return null;
  },
};

function syncText(outcome: SyncOutcome): string {
  return `${archiveText(outcome)}${outcome.missing === null ? '' : `\nMissing: ${outcome.missing}`}`;
}

function claimsText({ verdicts, changes, notRecorded }: JudgedStore): string {
  const counts = verdictWords.map((word) => [word, verdicts.filter((one) => one.verdict === word).length] as const).filter(([, count]) => count > 0);
  return [
    `Claims: ${counts.map(([word, count]) => `${count} ${word}`).join(', ')}${changes.length === 0 ? '; none came to something else than before' : ''}`,
    ...changeLines(changes),
    ...(notRecorded === null ? [] : [`The verdicts were not kept: ${notRecorded}`]),
  ].join('\n');
}

function packagesText({ recorded, asked, known, missing }: PackagesSync): string {
  const passed = known === 0 ? '' : `, ${formatMany(known, 'hint')} about what is known`;
  if (recorded === null) return `Nothing new${passed}${missing === null ? '' : `; missing: ${missing}`}`;
  return `${archiveText(recorded)}\nAsked because of webhooks: ${formatMany(asked, 'package')}${passed}${missing === null ? '' : `\nMissing: ${missing}`}`;
}

function requireSecret(secret: string | undefined): string {
  if (secret !== undefined && /^[\x21-\x7e]+$/.test(secret) && secret.length >= shortestSecret) return secret;
  throw new UsageError(`watch: no secret for webhooks (${secretVariable}); expected at least ${shortestSecret} printable ASCII characters without spaces, got ${secret === undefined ? 'none' : `${secret.length} characters`}`);
}

/** Seconds to days, in milliseconds. */
function duration(text: string): number {
  const [, count, unit] = /^(\d{1,6})(s|m|h|d)$/.exec(text) ?? [];
  const each = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit ?? ''];
  if (count === undefined || each === undefined || Number(count) === 0) throw new InvalidArgumentError('expected a time such as 30m, 6h or 1d.');
  return Number(count) * each;
}

function kindList(text: string): Kind[] {
  const words = text.split(',').map((one) => one.trim());
  if (!words.every((one): one is 'model' | 'dataset' => one === 'model' || one === 'dataset')) throw new InvalidArgumentError('expected model, dataset or both with a comma.');
  return [...new Set(words)];
}
