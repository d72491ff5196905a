-- Of each group of owners, in and outside of the top, with and without a card, how many packages there are and how many state what.
-- One row per group, place and card: the populations are sums of these rows.
-- Relations: record, record_name. In braces: the popularity and its order, whether the card is known, whether there is one, whether it was wholly read, the
-- tests of each package, and their counts (of_<i> packages of which test i can be made, met_<i> those that meet it).
-- Parameters: $size (of the top).
with

-- The cut is found first: only packages at or above it need to be put in order of name.
cut as (
  select {{popularity}} as value
  from record
  where {{popularity}} is not null
  order by value {{direction}}
  limit $size
),

top as (
  select snapshot_key, package_key
  from record
  join record_name using (snapshot_key, package_key)
  where {{popularity}} {{reaches}} (select {{extreme}}(value) from cut)
  order by {{popularity}} {{direction}}, name
  limit $size
),

package as (
  select
    top.package_key is not null as in_top,
    {{known}} as card_known,
    {{has_card}} as with_card,
    {{wholly_read}} as wholly_read,
    -- An owner is in one group with all its packages.
    {{owner_group}} as owner_group,
    {{flags}}
  from record
  join record_name using (snapshot_key, package_key)
  left join top using (snapshot_key, package_key)
)

select
  owner_group,
  in_top,
  with_card,
  count(*) as packages,
  count(*) filter (card_known) as known,
  count(*) filter (not wholly_read) as half_read,
  {{counts}}
from package
group by all
order by owner_group, in_top, with_card
