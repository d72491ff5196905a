-- The top of one snapshot, most popular first; ties in order of name, so that the same data give the same top.
-- Relation: record. Parameters: $snapshot_key, $size. {{popularity}} is downloads or rank, {{direction}} its order.
select
  package_key,
  identity_key,
  name,
  {{popularity}} as value
from record
where snapshot_key = $snapshot_key
  and {{popularity}} is not null
order by {{popularity}} {{direction}}, name
limit $size
