-- Libraries and languages, which Hugging Face states as bare tags (for datasets as language:xx), for the staged
-- records that have any; a staged record is meant by its rowid. `tag_word` is the vocabulary.
with

word as (
  -- Some tags have stray white space.
  select rowid as staged_row, library, trim(unnest(tags)) as tag
  from staged
),

known_word as (
  select
    staged_row,
    any_value(library) as library,
    list(distinct value order by value) filter (meaning = 'library') as libraries,
    list(distinct value order by value) filter (meaning = 'language') as languages
  from word
  join tag_word using (tag)
  group by staged_row
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
from known_word
union all
select staged_row, [library], null
from named_only
