-- Models with the group of their owner, the family of their network, the yes-or-no attributes that they have, and three outcomes in whole
-- thousandths (so that sums are the same in any order). One row per model, of which a select of the caller makes what it needs.
-- Relations: record, record_detail. The family comes from a relation, the attributes are one number, the first in bit 0.
with

model as (
  select record_detail.*, record.downloads
  from record_detail
  join record using (snapshot_key, package_key)
  where record.downloads >= {{least_downloads}}
    and {{listed}}
),

told as (
  {{family}}
),

place as (
  -- Middle of the places that models of equal downloads share, from 0 to 10,000.
  select downloads, round(10000.0 * (sum(n) over (order by downloads) - n / 2.0) / sum(n) over ())::bigint as place
  from (select downloads, count(*) as n from model group by downloads)
),

design as (
  select
    package_key,
    name,
    {{owner_group}} as owner_group,
    family,
    {{columns}} as code,
    downloads,
    round(1000 * log10(1 + downloads))::bigint as downloads_log,
    round(1000 * log10(1 + {{likes}}))::bigint as likes_log,
    place
  from model
  join place using (downloads)
  left join told using (package_key)
)

{{select}}
