-- Of each group of owners, in and outside of the top, with and without a card, how many packages there are and how many state what.
-- One row per group, place and card: the populations are sums of these rows.
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
)

select
  owner_group,
  coalesce(place <= $size, false) as in_top,
  with_card,
  count(*) as packages,
  count(*) filter (card_known) as known,
  count(*) filter (not wholly_read) as half_read,
  {{counts}}
from package
group by all
order by owner_group, in_top, with_card
