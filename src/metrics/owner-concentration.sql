-- Owners by what their packages were downloaded and liked: one row per measure and amount, with the number of owners that have just that
-- amount; beside them the largest owners by name. An unknown amount is not zero: an owner of whose packages none states it is not counted.
-- Relations: record, record_name. {{owner}} tells the owner of a package, empty where it has none; {{likes}} its likes. Parameters: $top.
with

owned as (
  select {{owner}} as owner, downloads, {{likes}} as likes, name
  from record
  join record_name using (snapshot_key, package_key)
),

owner as materialized (
  select owner, sum(downloads)::bigint as downloads, sum(likes)::bigint as likes, count(*) as packages
  from owned
  group by owner
),

popular as (
  select owner, downloads
  from owned
  where downloads is not null
  order by downloads desc, name
  limit $top
),

popular_owner as (
  select owner, sum(downloads)::bigint as downloads
  from popular
  group by owner
),

largest as (
  select owner, downloads
  from owner
  where downloads is not null
  order by downloads desc, owner
  limit 5
)

select 'downloads' as measure, null as owner, downloads as amount, count(*) as owners from owner where downloads is not null group by downloads
union all
select 'likes', null, likes, count(*) from owner where likes is not null group by likes
union all
select 'popular', null, downloads, count(*) from popular_owner group by downloads
union all
select 'largest', owner, downloads, 1 from largest
union all
select 'ownerless', null, downloads, packages from owner where owner = ''
union all
select 'packages', null, count(*), count(downloads) from owned
order by measure, amount desc, owner
