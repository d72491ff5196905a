-- The models whose names are read, with what their records state. One row per model of the sample.
-- Relations: record, record_detail (the sample). In braces: the downloads, and the fields that the snapshot states.
select
  record.name,
  {{downloads}} as downloads
  {{fields}}
from record_detail
join record using (snapshot_key, package_key)
order by record.name, package_key
