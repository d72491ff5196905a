-- Names that packages bore before the hub gave identifiers or moved them, which no listing states any more.
--
-- On 2 March 2022 the hub gave identifiers to all models it had, in order of listing: the 68 models without owner
-- (bert-base-uncased, gpt2, …) got the 68 consecutive ones below, in alphabetical order of their names. Early in 2024
-- each of them was moved to an owner (google-bert/bert-base-uncased, openai-community/gpt2, …) and kept its
-- identifier. Seen in the listing of 11 July 2024: the 68 names behind the owners of exactly these identifiers are
-- exactly the 68 names without owner of the listings of 2021 and 2022.
-- Parameters: $registry_key, $kind.
with numbered as (
  select package_key, registry_id
  from package
  where registry_key = $registry_key
    and kind = $kind
    and kind = 'model'
    and registry_id between '621ffdc036468d709f174328' and '621ffdc036468d709f17436b'
)

select
  package_key,
  split_part(arg_max(history_name.value, timeline.position), '/', 2) as name,
  'huggingface-ownerless@1' as rule,
  'identifier ' || any_value(registry_id) || ' is one of the 68 given to models without owner' as evidence
from numbered
join history_name using (package_key)
join timeline using (snapshot_key)
group by package_key
having contains(arg_max(history_name.value, timeline.position), '/')
