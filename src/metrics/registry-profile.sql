-- How many owners have so many packages and downloads: one row per number of packages and sum of downloads.
-- Relations: record. {{owner}} is what stands before the
-- slash; packages without one are the registry's own, which counts as one owner. {{downloads}} is null where there are none.
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

select packages::integer as packages, downloads, count(*)::integer as owners
from owner
group by packages, downloads
order by packages, downloads
