-- Of each population, how many packages there are and how many state what. One row per population.
-- Relations: record, record_name, record_detail. In braces: the place by popularity, whether the card is known, whether there is one, the
-- tests of each package, and their counts (of_<i> packages of which test i can be made, met_<i> those that meet it).
-- Parameters: $size (of the top).
with

package as (
  select
    {{place}} as place,
    {{known}} as card_known,
    {{has_card}} as with_card,
    {{flags}}
  from record
  join record_name using (snapshot_key, package_key)
  join record_detail using (snapshot_key, package_key)
),

member as (
  select 'all' as population, package.* from package
  union all
  select 'top', package.* from package where place <= $size
  union all
  select 'with a card', package.* from package where with_card
  union all
  select 'without a card', package.* from package where not with_card
)

select
  population,
  count(*) as packages,
  count(*) filter (card_known) as known,
  {{counts}}
from member
group by population
