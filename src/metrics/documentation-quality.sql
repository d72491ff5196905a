-- The most and the least popular of the popular models, and what is documented of each. One row per model of a group.
-- Relations: record, record_name, record_detail, edge. {{popularity}} ranks; {{attributes}} adds up the tests of what the snapshot can state.
-- Parameters: $least_downloads (only models with more), $most_models (of these the most downloaded), $size (of a group).
with

popular as (
  select record_detail.*, record_name.name, record.downloads {{likes}}
  from record_detail
  join record using (snapshot_key, package_key)
  join record_name using (snapshot_key, package_key)
  where record.downloads > $least_downloads
  order by record.downloads desc, record_name.name
  limit $most_models
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
)

select
  case when place_from_top <= $size then 'top' else 'bottom' end as "group",
  name,
  popularity_value as value,
  n_popular,
  n_tied,
  {{sections}} as sections,
  {{attributes}} as attributes
from ranked
where (place_from_top <= $size or place_from_bottom <= $size)
  -- Fewer models than two groups would put one model in both.
  and n_popular >= 2 * $size
order by 1 desc, popularity_value desc, name
