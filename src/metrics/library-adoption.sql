-- How many models name which set of libraries, by quarter of creation (null: older than the registry tells, or unknown), by whether they were created
-- in the last twelve months, and by whether they declare a parent. One row per different combination.
-- Relations: record, record_detail. {{parents}}: the parents that a model declares. Parameters: $from, $until, $floor.
select
  case when record.created_at > $floor::timestamp then strftime(date_trunc('quarter', record.created_at), '%Y-%m-%d') end as quarter,
  coalesce(record.created_at > $floor::timestamp and record.created_at >= $from::timestamp and record.created_at < $until::timestamp, false) as recent,
  {{parents}} is not null as derived,
  record.libraries,
  count(*) as models
from record
join record_detail using (snapshot_key, package_key)
group by all
