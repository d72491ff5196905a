import { parseInstant } from '../store/instants.js';
import type { MirrorStore } from '../store/mirror-store.js';
import type { MirrorKind, MirrorTimeline } from '../store/mirror-timeline.js';
import { mirrorError } from './mirror-error.js';
import { decodeAll, type AskedTime, type RequestPath } from './request-path.js';

/** What a request looks at: the packages of a kind as of an instant. */
export interface View {
  readonly store: MirrorStore;
  readonly timeline: MirrorTimeline;
  readonly position: number;
  /** The instant asked for, ISO 8601 UTC: nothing later may be seen. */
  readonly instant: string;
  /** The instant of the newest snapshot that counts. */
  readonly takenAt: string;
  /** Whether no newer snapshot can change the answer: the instant lies before the newest one of the kind. */
  readonly closed: boolean;
  readonly prefix: string;
}

/** Finds what a request looks at, or says with an error why there is nothing. */
export function readView(store: MirrorStore, kind: MirrorKind, { prefix, time }: Pick<RequestPath, 'prefix' | 'time'>, now: string): View | Response {
  const timeline = store.timelines.get(kind);
  const newest = timeline?.moments.at(-1);
  if (timeline === undefined || newest === undefined) return mirrorError(404, `This mirror has no snapshot of ${kind}s of the Hugging Face Hub`);
  const asked = readTime(store, timeline, time, now);
  if (asked instanceof Response) return asked;
  const shown = timeline.moments[asked.position - 1];
  if (shown === undefined) {
    const first = timeline.moments[0]?.takenAt ?? '';
    return mirrorError(404, `No snapshot of ${kind}s at or before ${asked.instant}; the first is of ${first}`, 'RepoNotFound');
  }
  return { store, timeline, ...asked, takenAt: shown.takenAt, closed: time.is !== 'now' && asked.instant < newest.takenAt, prefix };
}

function readTime(store: MirrorStore, timeline: MirrorTimeline, time: AskedTime, now: string): { position: number; instant: string } | Response {
  if (time.is === 'now') return { position: timeline.moments.length, instant: now };
  const text = decodeAll([time.text])?.[0] ?? time.text;
  if (time.is === 'asof') {
    const instant = readInstant(text);
    if (instant === null) {
      return mirrorError(400, `Invalid instant ${text}; expected a date (2024-07-11, the end of that day in UTC) or a date-time with zone (2024-07-11T08:00:00Z)`);
    }
    return { instant, position: timeline.moments.findLastIndex((one) => one.takenAt <= instant) + 1 };
  }
  const moments = [...store.timelines.values()].flatMap((one) => one.moments.map((moment) => ({ moment, kind: one.kind })));
  const found = moments.find(({ moment }) => String(moment.snapshotKey) === text);
  if (found === undefined) return mirrorError(404, `No snapshot ${text} of the Hugging Face Hub in this mirror; \`hubscope snapshots\` lists them`);
  const instant = found.moment.takenAt;
  // A snapshot is of one kind; of the other kind it means its instant.
  const position = found.kind === timeline.kind ? found.moment.position : timeline.moments.findLastIndex((one) => one.takenAt <= instant) + 1;
  return { position, instant };
}

/** A date or a date-time with zone as ISO 8601 UTC; null for anything else. */
export function readInstant(text: string): string | null {
  if (/T/.test(text) && !/(?:Z|[+-]\d{2}:\d{2})$/.test(text)) return null;
  try {
    return parseInstant(text);
  } catch {
    return null;
  }
}
