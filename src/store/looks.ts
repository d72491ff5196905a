import type { DuckDBConnection } from '@duckdb/node-api';
import type { Aspect, LookOutcome } from '../core/aspect.js';
import type { TimelinePlace } from './as-of.js';
import { quoted } from './history-tables.js';
import { selectRows } from './rows.js';

/** An item of an aspect of a package, as it was at a place in time. */
export interface Item {
  readonly name: string;
  readonly place: number | null;
  readonly value: string;
}

/** A look at an aspect of a package. */
export interface Look {
  readonly snapshotKey: number;
  /** ISO 8601 UTC. */
  readonly takenAt: string;
  readonly revision: string | null;
  readonly outcome: LookOutcome;
  /** Whether it saw all of the aspect, so that what it did not show is not there. */
  readonly whole: boolean;
}

/** The items of an aspect of a package at a place in time, by place where they have one, else by name. */
export function itemsAsOf(connection: DuckDBConnection, place: TimelinePlace, packageKey: number, aspect: Aspect): Promise<Item[]> {
  return selectRows<Item>(
    connection,
    `with newest as (
       select item.name, item.place, item.value
       from item
       join (${moments(place)}) as moments using (snapshot_key)
       where package_key = $package_key and aspect = $aspect
       qualify row_number() over (partition by item.name order by moments.position desc) = 1
     )
     select name, place, value from newest where value is not null order by place nulls last, name`,
    { package_key: packageKey, aspect },
  );
}

/** The newest look at an aspect of a package up to a place in time; null where nobody looked. */
export async function lookAsOf(connection: DuckDBConnection, place: TimelinePlace, packageKey: number, aspect: Aspect): Promise<Look | null> {
  const [look] = await selectRows<Look>(
    connection,
    `select look.snapshot_key as "snapshotKey", moments.taken_at as "takenAt", look.revision, look.outcome, look_part.package_key is null as whole
     from look
     join (${moments(place)}) as moments using (snapshot_key)
     left join look_part using (package_key, snapshot_key, aspect)
     where look.package_key = $package_key and look.aspect = $aspect
     order by moments.position desc
     limit 1`,
    { package_key: packageKey, aspect },
  );
  return look ?? null;
}

function moments({ registryKey, kind, position }: TimelinePlace): string {
  return `select snapshot_key, position, taken_at from timeline where registry_key = ${registryKey} and kind = ${quoted(kind)} and position <= ${position}`;
}
