-- Of each population and each group of owners, how many packages there are and how many state what. One row per population and group.
-- Relations: record, record_name, record_detail. In braces: the place by popularity, whether the card is known, whether there is one, whether it was wholly read, the
-- tests of each package, and their counts (of_<i> packages of which test i can be made, met_<i> those that meet it).
-- Parameters: $size (of the top).
with

package as (
  select
    {{place}} as place,
    {{known}} as card_known,
    {{has_card}} as with_card,
    {{wholly_read}} as wholly_read,
    -- An owner is in one group with all its packages.
    hash(split_part(name, '/', 1)) % 100 as owner_group,
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
  count(*) filter (not wholly_read) as half_read,
  {{counts}}
from member
group by population, owner_group
order by population, owner_group
