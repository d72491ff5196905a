-- Sums and sums of products of the columns over the listed models, by the group of their owner, whether a model has a descendant, and
-- whether a program wrote its card. One row per such class. Columns are whole numbers (logarithms in thousandths), so that the sums are
-- the same in any order. Relations: record, record_name, edge, record_detail. {{columns}}, {{sums}} and {{products}} are lists,
-- {{owner_group}}, {{generated}} and {{listed}} expressions.
with

child as (
  select distinct snapshot_key, base_key as package_key, child_key, coalesce(relation in ('quantized', 'adapter'), false) as copied
  from edge
  where base_key is not null
    and base_key <> child_key
),

reused as (
  -- A child may declare one parent under two relations; it is one child.
  select
    snapshot_key,
    package_key,
    count(distinct child_key) as descendants,
    count(distinct case when not copied then child_key end) as changed
  from child
  group by all
),

model as (
  select
    {{owner_group}} as owner_group,
    coalesce(descendants, 0) > 0 as selected,
    {{generated}} as generated,
    {{columns}}
  from record
  join record_name using (snapshot_key, package_key)
  join record_detail using (snapshot_key, package_key)
  left join reused using (snapshot_key, package_key)
  where record.downloads >= 0
    and record.modified_at is not null
    and {{listed}}
)

select
  owner_group,
  selected,
  generated,
  count(*) as n,
  [{{sums}}] as sums,
  [{{products}}] as products
from model
group by owner_group, selected, generated
order by owner_group, selected, generated
