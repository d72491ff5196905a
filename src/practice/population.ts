import { UsageError } from '../core/errors.js';
import type { Popularity } from './evolve-popularity.js';
import { initialRecord, initialSha } from './initial-commit.js';
import { isPresent, nameAt } from './member.js';
import type { Member, Version } from './member.js';
import { snapshotInstants } from './plan-population.js';
import type { Change, PackageKind, SimulatedModel, WorldEvent, WorldState } from './world.js';

/** All packages of one kind through time. */
export interface Population {
  readonly events: readonly WorldEvent[];
  /** Events and commits between the first and the last snapshot, in order of time. */
  readonly changes: readonly Change[];
  snapshotAt(month: number): readonly SimulatedModel[];
  revisionsAt(month: number, _id: string): readonly SimulatedModel[];
  formerNamesAt(month: number): ReadonlyMap<string, string>;
  stateAt(instant: string): WorldState;
}

/** A member as seen at a moment: under which name, with which month's popularity, with which commits. */
interface View {
  readonly member: Member;
  readonly id: string;
  readonly popularityMonth: number;
  readonly versions: readonly Version[];
}

/** What the events since the last snapshot changed about a package. */
interface Since {
  present?: boolean;
  renamed?: boolean;
  created?: boolean;
}

/** Puts the members of a kind, in order of creation, behind views by month and by instant. */
export function createPopulation(
  kind: PackageKind, members: readonly Member[], popularity: Popularity, events: readonly WorldEvent[],
): Population {
  const byId = new Map(members.map((member) => [member._id, member]));
  const snapshots: (readonly SimulatedModel[])[] = [];
  const records: ReadonlyMap<string, SimulatedModel>[] = [];
  const lastMonth = snapshotInstants.length - 1;

  function recordOf({ member, id, popularityMonth }: View, version: Version): SimulatedModel {
    const slash = id.indexOf('/');
    const at = member.position * popularity.months + popularityMonth;
    return {
      ...version.content,
      kind, _id: member._id, id, author: slash < 0 ? null : id.slice(0, slash),
      // One month back: a commit of the month of the rename may have come before it.
      sha: version.sha, writtenAs: nameAt(member, Math.max(member.life.bornMonth, version.month - 1)), createdAt: member.createdAtText, lastModified: version.lastModified,
      gated: member.gated, disabled: member.disabled,
      downloads: popularity.downloads[at] as number,
      downloadsAllTime: popularity.downloadsAllTime[at] as number,
      likes: popularity.likes[at] as number,
      likes30d: popularity.likes30d[at] as number,
      trendingScore: popularity.trendingScore[at] as number,
    };
  }

  function headOf(view: View): SimulatedModel {
    const newest = view.versions.at(-1);
    if (newest !== undefined) {
      return recordOf(view, newest);
    }
    const first = view.member.versions[0] as Version;
    return initialRecord(recordOf(view, first), first.lastModified);
  }

  function monthView(member: Member, month: number): View | null {
    return isPresent(member, month)
      ? { member, id: nameAt(member, month), popularityMonth: month, versions: member.versions.filter((version) => version.month <= month) }
      : null;
  }

  /** `now` is written as `lastModified` is, so that the two compare as texts. */
  function viewAt(member: Member, month: number, now: string, since: Since | undefined): View | null {
    if (!(since?.present ?? isPresent(member, month))) {
      return null;
    }
    return {
      member,
      id: nameAt(member, since?.renamed === true || since?.created === true ? month + 1 : month),
      popularityMonth: since?.created === true ? month + 1 : month,
      versions: member.versions.filter((version) => version.month <= month || (version.month === month + 1 && version.lastModified <= now)),
    };
  }

  /** Former names of those for whom `renamed` holds, unless another has taken the name. */
  function formerNames(renamed: (member: Member) => boolean, current: ReadonlySet<string>): Map<string, string> {
    return new Map(members
      .filter((member) => member.life.renamedMonth !== null && renamed(member))
      .map((member): [string, string] => [(member.names[0] as { id: string }).id, member._id])
      .filter(([name]) => !current.has(name)));
  }

  function formerNamesAt(month: number): Map<string, string> {
    const current = new Set(members.filter((member) => isPresent(member, month)).map((member) => nameAt(member, month)));
    return formerNames(({ life }) => (life.renamedMonth as number) <= month, current);
  }

  function snapshotAt(month: number): readonly SimulatedModel[] {
    snapshots[month] ??= members.flatMap((member) => {
      const view = monthView(member, month);
      return view === null ? [] : [headOf(view)];
    });
    return snapshots[month];
  }

  function revisionsAt(month: number, _id: string): SimulatedModel[] {
    const member = byId.get(_id);
    const view = member === undefined ? null : monthView(member, month);
    return view === null ? [] : view.versions.map((version) => recordOf(view, version));
  }

  function stateAt(instant: string): WorldState {
    const ms = Date.parse(instant);
    const month = snapshotInstants.findLastIndex((known) => known <= ms);
    if (month < 0) {
      throw new UsageError(`practice hub: no state of the world (${instant}); expected an instant from its first snapshot on`);
    }
    const now = new Date(ms).toISOString();
    if (month === lastMonth || snapshotInstants[month] === ms) {
      return {
        kind, instant: now, packages: snapshotAt(month), formerNames: formerNamesAt(month), revisionsOf: (_id) => revisionsAt(month, _id),
      };
    }
    const changed = changesSince(month, now);
    const known = recordsOf(month);
    // Nearly all are as they were at the snapshot: their records are taken over without looking further.
    const packages = members.flatMap((member) => {
      const since = changed.get(member._id);
      const before = known.get(member._id);
      if (since === undefined && (before === undefined || !member.versions.some((version) => version.month === month + 1 && version.lastModified <= now))) {
        return before ?? [];
      }
      const view = viewAt(member, month, now, since);
      return view === null ? [] : headOf(view);
    });
    return {
      kind, instant: now, packages,
      formerNames: formerNames(
        ({ _id, life }) => (life.renamedMonth as number) <= month || changed.get(_id)?.renamed === true,
        new Set(packages.map(({ id }) => id)),
      ),
      revisionsOf(_id) {
        const member = byId.get(_id);
        const view = member === undefined ? null : viewAt(member, month, now, changed.get(_id));
        return view === null ? [] : view.versions.map((version) => recordOf(view, version));
      },
    };
  }

  function recordsOf(month: number): ReadonlyMap<string, SimulatedModel> {
    records[month] ??= new Map(snapshotAt(month).map((record) => [record._id, record]));
    return records[month];
  }

  function changesSince(month: number, now: string): Map<string, Since> {
    const changed = new Map<string, Since>();
    for (const event of events) {
      if (event.month === month + 1 && event.at <= now) {
        const since = changed.get(event._id) ?? {};
        if (event.kind === 'renamed') {
          since.renamed = true;
        } else {
          since.present = event.kind !== 'removed';
          since.created = event.kind === 'created';
        }
        changed.set(event._id, since);
      }
    }
    return changed;
  }

  return { events, changes: listChanges(kind, members, events), snapshotAt, revisionsAt, formerNamesAt, stateAt };
}

/** Events and commits as one list; a package that is created with its first upload has no commit of its own for that. */
function listChanges(kind: PackageKind, members: readonly Member[], events: readonly WorldEvent[]): Change[] {
  const renames = new Map(events.filter((event) => event.kind === 'renamed').map((event) => [event._id, event]));
  const byId = new Map(members.map((member) => [member._id, member]));
  const commits = members.flatMap((member) => member.versions
    .map((version, at): Change => {
      const rename = renames.get(member._id);
      const id = rename !== undefined && rename.at <= version.lastModified ? rename.id : (member.names[0] as { id: string }).id;
      const oldSha = member.versions[at - 1]?.sha ?? initialSha(member._id);
      return { kind: 'committed', of: kind, at: version.lastModified, _id: member._id, id, sha: version.sha, oldSha };
    })
    .filter((_, at) => (member.versions[at] as Version).month > 0 && (member.versions[at] as Version).lastModified > member.createdAtText));
  const others = events.map(({ month: _, ...event }): Change => {
    const head = byId.get(event._id)?.versions.findLast(({ lastModified }) => lastModified <= event.at);
    return { ...event, of: kind, sha: head?.sha ?? initialSha(event._id) };
  });
  return [...others, ...commits].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}
