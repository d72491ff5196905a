import { momentsOf, type MirrorTimeline } from './mirror-timeline.js';

/** The newest whole list at or before a position: what it does not show is not there. 0 where there is none. */
export function newestWholeList(timeline: MirrorTimeline, position: number): number {
  return timeline.moments.findLast((one) => one.position <= position && one.scope === 'list' && one.complete)?.position ?? 0;
}

/**
 * SQL of when each package was last seen as of a position: package_key, seen_at and popular_at, positions of the newest
 * snapshot that shows it, and of the newest that shows it and states downloads (null where none does).
 *
 * `listing` is change-only within a series: a package that a row lists is in every list of the series until the row that
 * says otherwise. A snapshot of single packages only tells of those it names, so it is a sighting of its own and nothing
 * runs on from it but to the next list. A look at a package that was there is a sighting too.
 */
export function sightingsSql(timeline: MirrorTimeline, position: number, only?: number): string {
  const moments = momentsOf(timeline.kind);
  const among = only === undefined ? '' : `where package_key = ${only}`;
  return `
    select package_key, max(seen_at) as seen_at, max(popular_at) as popular_at
    from (
      select
        state.package_key,
        greatest(state.shown_at, coalesce(last_list.position, 0)) as seen_at,
        greatest(state.popular_shown_at, case when last_popular.position >= state.shown_at then last_popular.position end) as popular_at
      from (
        select
          package_key, series,
          max(position) filter (listed) as shown_at,
          max(position) filter (listed and popular) as popular_shown_at,
          case when arg_max(listed, position) then ${position} else max(position) - 1 end as until
        from (from listing ${among}) as listing
        join ${moments} as moment using (snapshot_key)
        where position <= ${position}
        group by package_key, series
      ) as state
      asof left join (select series, position from ${moments} where is_list) as last_list
        on last_list.series = state.series and state.until >= last_list.position
      asof left join (select series, position from ${moments} where is_list and popular) as last_popular
        on last_popular.series = state.series and state.until >= last_popular.position
      where state.shown_at is not null
      union all
      select package_key, position, null
      from (from look ${among}) as look
      join ${moments} as moment using (snapshot_key)
      where position <= ${position} and outcome <> 'unreachable'
    )
    group by package_key`;
}

/** SQL of the packages whose removal was confirmed as of a position: package_key, removed_at (a position). */
export function removalsSql(timeline: MirrorTimeline, position: number): string {
  return `
    select package_key, max(position) as removed_at
    from absence
    join ${momentsOf(timeline.kind)} as moment using (snapshot_key)
    where position <= ${position} and verdict = 'removed'
    group by package_key`;
}
