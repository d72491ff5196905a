-- Models by the group of their owner and the yes-or-no attributes that they have, with the sums of three outcomes and of their squares.
-- One row per group and set of attributes. Outcomes are whole thousandths, so that the sums are the same in any order.
-- Relations: record, record_detail. {{columns}} are the attributes, first in bit 0; {{owner_group}}, {{likes}} and {{listed}} are expressions.
with

design as (
  select
    {{owner_group}} as owner_group,
    {{columns}} as code,
    record.downloads,
    round(1000 * log10(1 + record.downloads))::bigint as downloads_log,
    round(1000 * log10(1 + {{likes}}))::bigint as likes_log
  from record_detail
  join record using (snapshot_key, package_key)
  where record.downloads >= 0
    and {{listed}}
),

place as (
  -- Middle of the places that models of equal downloads share, from 0 to 10,000.
  select downloads, round(10000.0 * (sum(n) over (order by downloads) - n / 2.0) / sum(n) over ())::bigint as place
  from (select downloads, count(*) as n from design group by downloads)
)

select
  owner_group,
  code,
  case when downloads > {{cut}} then 2 when downloads > 0 then 1 else 0 end as stratum,
  count(*) as n,
  sum(downloads_log) as downloads_sum,
  sum(downloads_log * downloads_log) as downloads_squares,
  sum(likes_log) as likes_sum,
  sum(likes_log * likes_log) as likes_squares,
  sum(place) as place_sum,
  sum(place * place) as place_squares
from design
join place using (downloads)
group by all
