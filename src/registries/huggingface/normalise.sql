-- From the elements of Hugging Face's answers (all generations, see answer-shapes.ts) to staged records.
-- Reads `element`: one row per element, keys as columns, text where the answer has scalars; `is_object` tells whether
-- it was an object at all. A row with a `problem` is set aside.
-- The facts behind the tags are taken apart in tag-words.sql and tag-marks.sql.
--
-- The longest id ever seen has 257 characters (February 2022, before the hub limited names to 96); 500 leaves room and
-- still refuses what is no name.
select
  _id as registry_id,
  coalesce(id, modelId) as name,
  author,
  sha as revision,
  try_cast(createdAt as timestamp) as created_at,
  try_cast(lastModified as timestamp) as modified_at,
  try_cast(downloads as bigint) as downloads,
  try_cast(downloadsAllTime as bigint) as downloads_all_time,
  try_cast(likes as bigint) as likes,
  try_cast(trendingScore as double) as trending_score,
  pipeline_tag as task,
  library_name as library,
  tags,
  config.architectures as architectures,
  config.model_type as model_type,
  list_sort(list_transform(siblings, lambda file: file.rfilename)) as files,
  coalesce(try_cast(safetensors.total as bigint), try_cast(gguf.total as bigint)) as parameters,
  try_cast(usedStorage as bigint) as storage_bytes,
  gated,
  try_cast(private as boolean) as private,
  try_cast(disabled as boolean) as disabled,
  case when siblings is not null then list_contains(list_transform(siblings, lambda file: file.rfilename), 'README.md') end as has_card,
  try_cast(coalesce(cardData ->> '$.co2_eq_emissions.emissions', cardData ->> '$.co2_eq_emissions') as double) as co2_grams,
  config.peft.base_model_name_or_path as peft_base,
  case
    when not is_object then 'not an object'
    when coalesce(id, modelId) is null then 'has no id'
    when length(coalesce(id, modelId)) not between 1 and 500 then 'id is empty or longer than 500 characters'
    when regexp_matches(coalesce(id, modelId), '[\x00-\x1f\x7f]') then 'id has control characters'
    when downloads is not null and coalesce(try_cast(downloads as bigint), -1) < 0 then 'downloads is not a whole number of 0 or more'
    when likes is not null and coalesce(try_cast(likes as bigint), -1) < 0 then 'likes is not a whole number of 0 or more'
    when createdAt is not null and try_cast(createdAt as timestamp) is null then 'createdAt is not a date'
    when lastModified is not null and try_cast(lastModified as timestamp) is null then 'lastModified is not a date'
    when tags is null then 'has no list of tags'
  end as problem,
  page,
  observed
from element
