-- The commits of each model that somebody looked at, with what it is compared by. One row per model; `commits` is a list of title, month and number.
-- Relations: record, record_name, record_detail, looked, item_shown. {{storage}} and {{parameters}} are two sizes; {{known}}, {{present}} and {{unread}} tell of the card's sections; {{attributes}} adds up
-- the tests of what the snapshot can state; {{age}} is the age in months.
with

dated as (
  select
    package_key,
    coalesce(json_extract_string(value, '$.title'), '') as title,
    left(json_extract_string(value, '$.date'), 7) as month
  from item_shown
  where aspect = 'commits'
),

counted as (
  select package_key, title, month, count(*) as n
  from dated
  group by all
),

listed as (
  select package_key, to_json(list({'title': title, 'month': month, 'n': n} order by month, title)) as commits
  from counted
  group by package_key
)

select
  record.package_key,
  record_name.name,
  record.downloads,
  {{storage}} as storage,
  {{parameters}} as parameters,
  {{age}} as age,
  {{known}} as card_known,
  {{present}} as present,
  {{unread}} as unread,
  {{attributes}} as attributes,
  listed.commits
from looked
join record using (snapshot_key, package_key)
join record_detail using (snapshot_key, package_key)
join record_name using (snapshot_key, package_key)
left join listed using (package_key)
where looked.aspect = 'commits' and looked.outcome = 'seen'
order by record.package_key
