-- What the next snapshot says of each package that is in the top of one: one row per member of a top and record of it there.
-- Relations: record, record_name. {{moments}} are the snapshots with their positions in time, {{place}} orders packages, least first,
-- {{size}} is the size of the top, {{removed}} whether the source says that a package is gone (null where it does not tell).
with

moment (snapshot_key, position) as (values {{moments}}),

placed as (
  select snapshot_key, package_key, identity_key, {{removed}} as removed, {{place}} as place
  from record
),

cut as (
  select snapshot_key, list_last(min(place, {{size}})) as place
  from placed
  where place is not null
  group by snapshot_key
),

-- Ties at the cut are let in: whether a package is in the top was decided before.
member as (
  select distinct moment.position, placed.identity_key
  from placed
  join cut on cut.snapshot_key = placed.snapshot_key and placed.place <= cut.place
  join moment on moment.snapshot_key = placed.snapshot_key
),

followed as (
  select moment.position, placed.*
  from member
  join moment on moment.position = member.position + 1
  join placed on placed.snapshot_key = moment.snapshot_key and placed.identity_key = member.identity_key
),

rank as (
  select snapshot_key, place, count(*) as packages, sum(packages) over (partition by snapshot_key order by place) - packages + 1 as rank
  from placed
  where place is not null
  group by snapshot_key, place
)

select followed.position, followed.identity_key, min(record_name.name) as name, bool_or(followed.removed) as removed, min(rank.rank)::integer as rank
from followed
join record_name on record_name.snapshot_key = followed.snapshot_key and record_name.package_key = followed.package_key
left join rank on rank.snapshot_key = followed.snapshot_key and rank.place = followed.place
group by followed.position, followed.identity_key
order by followed.position, followed.identity_key
