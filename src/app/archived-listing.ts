import { createHash } from 'node:crypto';
import type { HarvestPlan } from '../core/harvest-plan.js';
import type { Kind } from '../core/registry.js';
import { InputError } from '../core/errors.js';
import { instantOf } from '../harvest/answer-instant.js';
import { readAnswers } from '../harvest/archive.js';
import { readManifest, type Manifest } from '../harvest/manifest.js';
import { headFromLine, readAnswerLines } from '../harvest/read-answers.js';
import type { StagedCard } from './stage-cards.js';

/** What an archive of one listing holds. */
export interface ArchivedListing {
  readonly manifest: Manifest;
  /** The instant by which everything in it had been seen: that of its latest answer about records. */
  readonly snapshotAt: string;
  /** Whether the last archived page was the last of the listing. */
  readonly complete: boolean;
  /** Pages of the list, and of what changed while it was read. */
  readonly pages: number;
  readonly changePages: number;
  /** Answers about records of single packages. */
  readonly records: number;
  readonly cards: number;
  readonly details: number;
  /**
   * Hash of the list: what was asked and the bodies of the answers. When they arrived and what the headers said of rate
   * limits does not count, so the same listing harvested twice, or replayed, is the same content.
   */
  readonly listSha256: string;
  /** The same over everything that was answered. */
  readonly contentSha256: string;
}

/**
 * Reads what an archive holds. Errors: InputError where it is damaged, or tells of no package: then there is no snapshot.
 */
export async function readArchivedListing(folder: string, plan: HarvestPlan): Promise<ArchivedListing> {
  const manifest = await readManifest(folder);
  if (manifest === null) throw new InputError(`${folder}: no manifest; expected an archive made by \`hubscope sync\` (manifest.json)`);
  const hash = createHash('sha256');
  let listSha256 = '';
  const counts = { list: 0, changes: 0, record: 0, card: 0, detail: 0 };
  let latest = '';
  let last: ReturnType<typeof headFromLine> | null = null;
  for (const purpose of ['list', 'changes', 'record'] as const) {
    for await (const { line, where } of readAnswerLines(folder, purpose)) {
      const head = headFromLine(line, where);
      hash.update(`${head.path}\n${head.status}\n${bodyOf(line)}\n`);
      counts[purpose] += 1;
      if (purpose === 'list') last = head;
      const at = instantOf(head);
      if (at > latest) latest = at;
    }
    if (purpose === 'list') listSha256 = hash.copy().digest('hex');
  }
  const { scope } = manifest.asked;
  if (latest === '' || (scope === 'list' && last === null)) {
    throw new InputError(`${folder}: no page of a listing; expected at least one, got an archive of a run that ${manifest.reason ?? 'asked nothing'}`);
  }
  const parts: string[] = [];
  // Packages are asked about side by side, so their order says nothing.
  for (const purpose of ['card', 'detail'] as const) {
    for await (const { line, where } of readAnswerLines(folder, purpose)) {
      const { path, status } = headFromLine(line, where);
      parts.push(createHash('sha256').update(`${path}\n${status}\n${bodyOf(line)}`).digest('base64'));
      counts[purpose] += 1;
    }
  }
  hash.update(parts.sort().join('\n'));
  const complete = scope === 'list' && last !== null && plan.nextPage({ ...last, body: null }, manifest.endpoint) === null;
  return {
    manifest, snapshotAt: latest, complete, pages: counts.list, changePages: counts.changes, records: counts.record,
    cards: counts.card, details: counts.detail, listSha256, contentSha256: hash.digest('hex'),
  };
}

function bodyOf(line: string): string {
  return line.slice(line.indexOf(',"body":'));
}

/**
 * The cards of an archive and the packages they are of. 200 is a card, 404 says that there is none; any other answer (401,
 * 403: not for us to see; 404 of a repository or revision that is gone) says nothing, and gives nothing. `listNames` tells
 * the names of the listing: archives of the first format do not say what a card was asked for.
 */
export async function* listArchivedCards(folder: string, plan: HarvestPlan, kind: Kind, listNames: () => Promise<readonly string[]>): AsyncGenerator<StagedCard> {
  let nameOf: Map<string, string> | null = null;
  for await (const answer of readAnswers(folder, 'card')) {
    const { path, status, body, about } = answer;
    if (about === undefined) nameOf ??= await namesByPath(plan, kind, listNames);
    const name = about?.name ?? nameOf?.get(path);
    if (name === undefined) continue;
    const id = about?.id ?? null;
    if (status === 200) yield { id, name, hasCard: true, text: typeof body === 'string' ? body : body === null ? '' : JSON.stringify(body) };
    else if (plan.outcomeOf(answer) === 'none') yield { id, name, hasCard: false, text: null };
  }
}

async function namesByPath(plan: HarvestPlan, kind: Kind, listNames: () => Promise<readonly string[]>): Promise<Map<string, string>> {
  const subject = { id: null, revision: null, knownRevision: null, files: null, knownItems: new Map<string, string>() };
  return new Map((await listNames()).flatMap((name) => plan.details.first(kind, 'cards', { ...subject, name }).map((request): [string, string] => [request.path, name])));
}

/** A package that was asked for because its list no longer shows it, and what the answer said. */
export interface ArchivedAbsence {
  readonly registry_id: string | null;
  readonly name: string;
  readonly verdict: string;
  readonly status: number;
  readonly evidence: string;
}

/** What the answers about single records say of packages that are not there. */
export async function* listArchivedAbsences(folder: string, plan: HarvestPlan, { manifest, complete }: ArchivedListing): AsyncGenerator<ArchivedAbsence> {
  const token = manifest.authenticated ? 'with a token' : 'without a token';
  for await (const answer of readAnswers(folder, 'record')) {
    const { about } = answer;
    if (about === undefined) continue;
    const absence = plan.absence(answer, about.id);
    if (absence === null) continue;
    const evidence = `${complete ? 'absent from the complete listing; ' : ''}GET ${answer.path.split('?')[0] ?? ''} ${token}: ${absence.why}`;
    yield { registry_id: about.id, name: about.name, verdict: absence.verdict, status: answer.status, evidence };
  }
}
