-- Direct descendants per base model, the base's own downloads and the sum of its children's. One row per base.
-- Relations: record, record_name, edge. {{base}} names what makes a base one: the name as written, or the package it was found to be.
with

child_edge as (
  select distinct
    edge.snapshot_key,
    {{base}} as base_id,
    {{own}} as own_key,
    edge.child_key
  from edge
  where {{base}} is not null
    and edge.base_key is distinct from edge.child_key
),

counted as (
  select
    child_edge.snapshot_key,
    child_edge.base_id,
    child_edge.own_key,
    count(*) as descendants,
    sum(child.downloads)::bigint as children_downloads
  from child_edge
  join record as child on child.snapshot_key = child_edge.snapshot_key and child.package_key = child_edge.child_key
  group by all
)

select
  {{name}} as base,
  counted.descendants,
  own.downloads,
  counted.children_downloads
from counted
left join record_name on record_name.snapshot_key = counted.snapshot_key and record_name.package_key = counted.own_key
left join record as own on own.snapshot_key = counted.snapshot_key and own.package_key = counted.own_key
order by counted.descendants desc, base
