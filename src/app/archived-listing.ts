import { createHash } from 'node:crypto';
import type { HarvestPlan, Kind } from '../core/registry.js';
import { InputError } from '../core/errors.js';
import { readAnswers } from '../harvest/archive.js';
import { readManifest, type Manifest } from '../harvest/manifest.js';
import { headFromLine, readAnswerLines } from '../harvest/read-answers.js';
import type { StagedCard } from './stage-cards.js';

/** What an archive of one listing holds. */
export interface ArchivedListing {
  readonly manifest: Manifest;
  readonly snapshotAt: string;
  /** Whether the last archived page was the last of the listing. */
  readonly complete: boolean;
  readonly pages: number;
  readonly cards: number;
  /**
   * Hash of what was asked and the bodies of the answers. When they arrived and what the headers said of rate limits
   * does not count, so the same listing harvested twice, or replayed, is the same content.
   */
  readonly contentSha256: string;
}

/** Reads what an archive holds. Errors: InputError where it is damaged, or has no page: then there is no snapshot. */
export async function readArchivedListing(folder: string, plan: HarvestPlan): Promise<ArchivedListing> {
  const manifest = await readManifest(folder);
  if (manifest === null) throw new InputError(`${folder}: no manifest; expected an archive made by \`hubscope sync\` (manifest.json)`);
  const hash = createHash('sha256');
  let pages = 0;
  let last: ReturnType<typeof headFromLine> | null = null;
  for await (const { line, where } of readAnswerLines(folder, 'list')) {
    last = headFromLine(line, where);
    hash.update(`${last.path}\n${last.status}\n${bodyOf(line)}\n`);
    pages += 1;
  }
  if (last === null || manifest.snapshotAt === null) {
    throw new InputError(`${folder}: no page of a listing; expected at least one, got an archive of a run that ${manifest.reason ?? 'asked nothing'}`);
  }
  const cards: string[] = [];
  // Cards are asked for side by side, so their order says nothing.
  for await (const { line, where } of readAnswerLines(folder, 'card')) {
    const { path, status } = headFromLine(line, where);
    cards.push(createHash('sha256').update(`${path}\n${status}\n${bodyOf(line)}`).digest('hex'));
  }
  hash.update(cards.sort().join('\n'));
  const complete = plan.nextPage({ ...last, body: null }, manifest.endpoint) === null;
  return { manifest, snapshotAt: manifest.snapshotAt, complete, pages, cards: cards.length, contentSha256: hash.digest('hex') };
}

function bodyOf(line: string): string {
  return line.slice(line.indexOf(',"body":'));
}

/**
 * The cards of an archive, with the names of the packages they are of. 200 is a card and 404 says that there is none;
 * any other answer (401, 403: not for us to see) says nothing, and gives nothing.
 */
export async function* listArchivedCards(folder: string, plan: HarvestPlan, kind: Kind, names: Iterable<string>): AsyncGenerator<StagedCard> {
  const paths = new Set<string>();
  for await (const { line, where } of readAnswerLines(folder, 'card')) paths.add(headFromLine(line, where).path);
  const nameOf = new Map<string, string>();
  for (const name of names) {
    const path = plan.card(kind, name)?.path;
    if (path !== undefined && paths.has(path)) nameOf.set(path, name);
  }
  for await (const { path, status, body } of readAnswers(folder, 'card')) {
    const name = nameOf.get(path);
    if (name === undefined) continue;
    if (status === 200) yield { name, hasCard: true, text: typeof body === 'string' ? body : body === null ? '' : JSON.stringify(body) };
    else if (status === 404) yield { name, hasCard: false, text: null };
  }
}
