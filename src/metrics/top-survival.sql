-- The tops of all snapshots, most popular first; ties in order of name, so that the same data give the same tops.
-- Relations: record, record_name. {{place}} orders packages, least first: the rank, or the downloads with their sign turned;
-- {{size}} is the size of the top. The cuts are found first: only packages at or above them need their names.
with

placed as (
  select snapshot_key, package_key, identity_key, {{place}} as place
  from record
  where {{place}} is not null
),

cut as (
  select snapshot_key, list_last(min(place, {{size}})) as place
  from placed
  group by snapshot_key
),

within as (
  select placed.*
  from placed
  join cut on cut.snapshot_key = placed.snapshot_key and placed.place <= cut.place
)

select
  within.snapshot_key,
  within.identity_key,
  record_name.name,
  within.place,
  row_number() over (partition by within.snapshot_key order by within.place, record_name.name) as rank
from within
join record_name on record_name.snapshot_key = within.snapshot_key and record_name.package_key = within.package_key
qualify rank <= {{size}}
order by within.snapshot_key, rank
