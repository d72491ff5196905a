-- The most and the least popular of the popular models, and what is documented of each. One row per model of a group.
-- Relations: record, record_name, record_detail, edge. {{popularity}} ranks; {{attributes}} adds up the tests of what the snapshot can state;
-- {{keep}} is the condition under which a model may be in a group at all.
-- Parameters: $least_downloads (only models with more), $most_models (of these the most downloaded), $size (of a group).
with

chosen as (
  select record.snapshot_key, record.package_key, record_name.name, record.downloads {{likes}}
  from record
  join record_name using (snapshot_key, package_key)
  where record.downloads > $least_downloads
  order by record.downloads desc, record_name.name
  limit $most_models
),

popular as (
  -- Scored here, so that little more than numbers is carried through the rankings.
  select
    chosen.*,
    {{known}} as card_known,
    {{present}} as present,
    {{unread}} as unread,
    {{generator}} as generator,
    {{rules}} as rules,
    {{attributes}} as attributes
  from chosen
  join record_detail using (snapshot_key, package_key)
),

ranked as (
  select
    *,
    {{popularity}} as popularity_value,
    row_number() over (order by {{popularity}} desc, name) as place_from_top,
    row_number() over (order by {{popularity}}, name desc) as place_from_bottom,
    count(*) over () as n_popular,
    count(*) over (partition by {{popularity}}) as n_tied
  from popular
  {{join}}
  where {{popularity}} is not null
    and {{keep}}
)

select
  case when place_from_top <= $size then 'top' else 'bottom' end as "group",
  name,
  popularity_value as value,
  n_popular,
  n_tied,
  card_known,
  present,
  unread,
  generator,
  rules,
  attributes
from ranked
where (place_from_top <= $size or place_from_bottom <= $size)
  -- Fewer models than two groups would put one model in both.
  and n_popular >= 2 * $size
order by 1 desc, popularity_value desc, name
