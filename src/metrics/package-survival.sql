-- For each pair of snapshots: how many packages of the earlier one the later one still lists. One row per pair.
-- Relations: record, record_name. {{relation}} and {{key}} say what is compared, {{snapshots}} which ones.
with

member as (
  select distinct snapshot_key, {{key}} as member
  from {{relation}}
  where snapshot_key in ({{snapshots}})
),

size as (
  select snapshot_key, count(*) as n
  from member
  group by snapshot_key
),

kept as (
  select cohort.snapshot_key as cohort_key, later.snapshot_key as seen_key, count(*) as n
  from member as cohort
  join member as later on later.member = cohort.member and later.snapshot_key <> cohort.snapshot_key
  group by all
)

select
  cohort.snapshot_key as cohort_key,
  later.snapshot_key as seen_key,
  cohort.n as listed,
  later.n as listed_later,
  coalesce(kept.n, 0)::bigint as kept
from size as cohort
join size as later on later.snapshot_key <> cohort.snapshot_key
left join kept on kept.cohort_key = cohort.snapshot_key and kept.seen_key = later.snapshot_key
order by cohort_key, seen_key
