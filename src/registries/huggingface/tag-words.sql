-- Libraries and languages, which Hugging Face states as bare tags (for datasets as language:xx). Reads `fact_source`, the
-- different combinations of tags and library; one is meant by its rowid. `tag_word` is the vocabulary.
with

word as (
  select rowid as fact_row, unnest(tags) as tag
  from fact_source
),

known_word as (
  select
    fact_row,
    list(value) filter (meaning = 'library') as libraries,
    list(value) filter (meaning = 'language') as languages
  from word
  join tag_word using (tag)
  group by fact_row
),

-- Few lists have more than one element: only these need to be sorted and freed of repetitions.
sorted_word as (
  select
    known_word.fact_row,
    fact_source.library,
    case when len(libraries) > 1 then list_sort(list_distinct(libraries)) else libraries end as libraries,
    case when len(languages) > 1 then list_sort(list_distinct(languages)) else languages end as languages
  from known_word
  join fact_source on fact_source.rowid = known_word.fact_row
),

named_only as (
  -- The library is named, but no tag says so.
  select rowid as fact_row, library
  from fact_source
  anti join known_word on known_word.fact_row = fact_source.rowid
  where library is not null
)

select
  fact_row,
  case
    when library is null or list_contains(libraries, library) then libraries
    else list_sort(list_append(libraries, library))
  end as libraries,
  languages
from sorted_word
union all
select fact_row, [library], null
from named_only
