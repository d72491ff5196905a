import { claims, requireClaims } from '../../claims/index.js';
import { historyOf, streakOf } from '../../claims/verdict-history.js';
import { judgeStore, readVerdicts } from '../../app/judge-store.js';
import { withReader } from '../../app/with-store.js';
import type { Claim } from '../../core/claim.js';
import { UsageError } from '../../core/errors.js';
import { recordOf } from '../../core/verdict-record.js';
import { parseInstant } from '../../store/instants.js';
import { findSnapshotByName, listSnapshots } from '../../store/list-snapshots.js';
import { changeLines, historyText, verdictDetail, verdictTable } from '../claims-text.js';
import type { CommandContext, CommandResult } from '../command-context.js';
import type { CommandDeclaration } from '../declaration.js';
import { formatMany } from '../format.js';
import { textOption } from '../option-values.js';

/** `hubscope claims`: what the literature claims, judged on the store. */
export const claimsCommand: CommandDeclaration = {
  name: 'claims',
  summary: 'judge what the literature claims, on snapshots of the store',
  description:
    'Measures each claim of the review and says whether it holds, fails, is undecided (the interval reaches across the threshold, or another reasonable choice says otherwise) or is not measurable on these data, with the field that lacks. ' +
    'Each row names the effect that decides, its interval, how many observations it rests on and the snapshot. By default a claim is judged on the newest snapshot that states what it needs, whole lists first. ' +
    'Verdicts are kept in the store, so that their history can be told. With claims named, each is told in full: its other readings, stand-ins, threats to validity.',
  examples: [
    { line: 'hubscope claims', does: 'all claims, each on the newest snapshot that can decide it' },
    { line: 'hubscope claims T3 D2', does: 'two of them in full, with their sensitivity to other choices' },
    { line: 'hubscope claims --snapshot huggingface-full-2024-07@latest', does: 'all on one snapshot' },
    { line: 'hubscope claims --every-snapshot', does: 'on every whole list, which makes their history' },
    { line: 'hubscope claims --history', does: 'what was found so far, and since when it stands' },
  ],
  usesStore: true,
  define(command) {
    command
      .argument('[claims...]', `claims by identifier: ${claims.map((one) => one.id).join(', ')} (default: all)`)
      .option('--registry <slug>', 'snapshots of this registry (default: huggingface where the store has it)')
      .option('--as-of <instant>', 'look at nothing that was taken later: a date or a date-time')
      .option('--snapshot <snapshot>', 'judge this one: number, <series>@<date> or <series>@latest')
      .option('--every-snapshot', 'judge on every whole list, oldest first')
      .option('--history', 'judge nothing; tell the verdicts that the store has, through time')
      .option('--no-record', 'do not keep the verdicts in the store');
  },
  async run(context, [words], options) {
    const ids = Array.isArray(words) ? words.map(String) : [];
    const chosen = ids.length === 0 ? claims : requireClaims(ids);
    const [registry, asOf, named] = [textOption(options, 'registry'), textOption(options, 'asOf'), textOption(options, 'snapshot')];
    if (options['history'] === true) {
      const odd = [named === undefined ? '' : '--snapshot', options['everySnapshot'] === true ? '--every-snapshot' : ''].find((one) => one !== '');
      if (odd !== undefined) throw new UsageError(`claims: --history judges nothing (${odd}); expected it without`);
      return tellHistory(context, chosen, registry, asOf === undefined ? undefined : parseInstant(asOf));
    }
    if (named !== undefined && (registry !== undefined || asOf !== undefined || options['everySnapshot'] === true)) {
      throw new UsageError('claims: --snapshot names what is judged; expected it without --registry, --as-of and --every-snapshot');
    }
    const snapshot = named === undefined ? undefined : await findSnapshot(context, named);
    const judged = await judgeStore({
      storePath: context.storePath, everySnapshot: options['everySnapshot'] === true, record: options['record'] !== false, now: context.io.now, signal: context.io.signal, progress: context.progress,
      ...(chosen.length === claims.length ? {} : { claims: chosen.map((one) => one.id) }),
      ...(registry === undefined ? {} : { registry }), ...(asOf === undefined ? {} : { asOf: parseInstant(asOf) }), ...(snapshot === undefined ? {} : { snapshot }),
    });
    if (judged.notRecorded !== null) context.note(`The verdicts were not kept: ${judged.notRecorded}`);
    const errors = judged.verdicts.filter((one) => one.verdict === 'error');
    const inFull = chosen.length < claims.length && options['everySnapshot'] !== true;
    const body = inFull
      ? chosen.map((claim) => judged.verdicts.filter((one) => one.claim === claim.id).map((one) => verdictDetail(claim, one, context)).join('\n\n')).join('\n\n')
      : verdictTable(judged.verdicts, context);
    return {
      json: { verdicts: judged.verdicts, changes: judged.changes, recorded: judged.recorded },
      text: [body, ...(judged.changes.length === 0 ? [] : ['', 'Changed since the snapshot before:', ...changeLines(judged.changes).map((line) => `  ${line}`)])].join('\n'),
      incomplete: errors.length === 0 ? null : `${formatMany(errors.length, 'claim')} could not be computed (${errors.map((one) => `${one.claim}: ${one.why ?? ''}`).join('; ')})`,
    };
  },
};

function findSnapshot(context: CommandContext, word: string): Promise<number> {
  return withReader(context.storePath, context.io.signal, async (connection) => findSnapshotByName(await listSnapshots(connection), word).snapshotKey);
}

/** What is known of a registry through time: of its whole lists, or where a claim was judged on a part only, of the part that was judged last. */
async function tellHistory(context: CommandContext, chosen: readonly Claim[], registry: string | undefined, asOf: string | undefined): Promise<CommandResult> {
  const all = (await readVerdicts(context.storePath, context.io.signal)).filter((one) => asOf === undefined || (one.snapshot?.takenAt ?? '') <= asOf);
  const registries = [...new Set(all.flatMap((one) => one.snapshot?.registry ?? []))];
  const wanted = registry ?? (registries.includes('huggingface') ? 'huggingface' : registries[0]);
  const known = all.filter((one) => one.snapshot?.registry === wanted);
  const records = known.flatMap((one) => recordOf(one) ?? []);
  const history = chosen.flatMap(({ id }) => {
    const own = known.filter((one) => one.claim === id);
    // A list that could not decide the claim is not the one to tell of, as long as another could.
    const said = own.filter((one) => one.verdict !== 'not measurable' && one.verdict !== 'error');
    const last = said.findLast((one) => one.snapshot?.complete === true) ?? said.at(-1) ?? own.at(-1);
    return historyOf(records, id, last?.snapshot ?? null);
  });
  const streaks = Object.fromEntries(chosen.flatMap(({ id }) => {
    const streak = streakOf(history.filter((one) => one.claim === id));
    return streak === null ? [] : [[id, streak]];
  }));
  return {
    json: { history, streaks },
    text: history.length === 0 ? 'The store has no verdicts yet; hubscope claims makes them.' : historyText(history, context),
  };
}
