-- How many owners have so many packages and downloads: one row per group of owners, number of packages and sum of downloads.
-- Relations: record. Groups are made by a hash of the owner, for the jackknife; packages whose name has none are the registry's own,
-- which counts as one owner. {{downloads}} is null where there are none.
with

owner as (
  select
    {{owner}} as owner,
    count(*) as packages,
    count({{downloads}}) as counted,
    coalesce(sum({{downloads}}), 0)::bigint as downloads
  from record
  group by owner
)

select {{part}} as part, packages::integer as packages, downloads, count(*)::integer as owners
from owner
group by part, packages, downloads
order by part, packages, downloads
