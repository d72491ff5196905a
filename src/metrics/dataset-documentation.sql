-- The datasets whose downloads are known and which have a card or are known to have none, most downloaded first, ties in order of name. One row per dataset.
-- Relations: record, record_name, record_detail. In braces: whether the card is known, its sections, those that could not be judged.
select
  record_name.name,
  record.downloads,
  has_card as with_card,
  {{present}} as present,
  {{unread}} as unread,
  {{known}} as card_known
from record
join record_name using (snapshot_key, package_key)
join record_detail using (snapshot_key, package_key)
where record.downloads is not null
  and has_card is not null
order by record.downloads desc, record_name.name
