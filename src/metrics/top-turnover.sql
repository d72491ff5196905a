-- The top of one snapshot, most popular first; ties in order of name, so that the same data give the same top.
-- Relations: record, record_name. Parameters: $snapshot_key, $size. {{popularity}} is downloads or rank, {{direction}} its
-- order. The cut is found first: only packages at or above it need their names.
with

cut as (
  select {{popularity}} as value
  from record
  where snapshot_key = $snapshot_key
    and {{popularity}} is not null
  order by {{popularity}} {{direction}}
  limit $size
),

within as (
  select package_key, identity_key, {{popularity}} as value
  from record
  where snapshot_key = $snapshot_key
    and {{popularity}} {{reaches}} (select {{extreme}}(value) from cut)
)

select
  within.package_key,
  within.identity_key,
  record_name.name,
  within.value
from within
join record_name on record_name.package_key = within.package_key and record_name.snapshot_key = $snapshot_key
order by within.value {{direction}}, record_name.name
limit $size
