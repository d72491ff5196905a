-- Packages of a snapshot by the month of their creation. One row per month; `at_floor` are those whose instant stands for everything older.
-- Relations: record. {{gone}} tells whether the source itself calls a package gone.
-- Parameters: $floor (the first of the sixty seconds that stand for everything older).
select
  strftime(date_trunc('month', created_at), '%Y-%m-%d') as month,
  count(*) as created,
  count(*) filter (created_at >= $floor::timestamp and created_at < $floor::timestamp + interval 1 minute) as at_floor,
  -- Those at the floor are left out already.
  count(*) filter (({{gone}}) and not coalesce(created_at >= $floor::timestamp and created_at < $floor::timestamp + interval 1 minute, false)) as gone
from record
group by 1
order by 1
