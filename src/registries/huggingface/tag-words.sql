-- Libraries and languages, which Hugging Face states as bare tags (for datasets as language:xx), for the staged
-- records that have any; a staged record is meant by its rowid. `tag_word` is the vocabulary.
with

word as (
  select rowid as staged_row, unnest(tags) as tag
  from staged
),

known_word as (
  select
    staged_row,
    list(value) filter (meaning = 'library') as libraries,
    list(value) filter (meaning = 'language') as languages
  from word
  join tag_word using (tag)
  group by staged_row
),

-- Few lists have more than one element: only these need to be sorted and freed of repetitions.
sorted_word as (
  select
    known_word.staged_row,
    staged.library,
    case when len(libraries) > 1 then list_sort(list_distinct(libraries)) else libraries end as libraries,
    case when len(languages) > 1 then list_sort(list_distinct(languages)) else languages end as languages
  from known_word
  join staged on staged.rowid = known_word.staged_row
),

named_only as (
  -- The library is named, but no tag says so.
  select rowid as staged_row, library
  from staged
  anti join known_word on known_word.staged_row = staged.rowid
  where library is not null
)

select
  staged_row,
  case
    when library is null or list_contains(libraries, library) then libraries
    else list_sort(list_append(libraries, library))
  end as libraries,
  languages
from sorted_word
union all
select staged_row, [library], null
from named_only
