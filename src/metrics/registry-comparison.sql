-- How many packages of each snapshot state a popularity. Relation: record. {{place}} orders packages; null where there is none.
select snapshot_key, count({{place}}) as packages
from record
group by snapshot_key
order by snapshot_key
