-- Licences, datasets, papers and parents, which Hugging Face states as tags with a prefix, for the staged records that
-- have any; a staged record is meant by its rowid. Some tags have stray white space: what they say is trimmed, the tags
-- themselves stay as they are.
with

tidy as (
  select rowid as staged_row, peft_base, list_transform(marked, lambda tag: trim(tag)) as marked
  from staged
  where len(marked) > 0 or peft_base is not null
),

marked_tag as (
  select
    staged_row,
    peft_base,
    list_filter(marked, lambda tag: starts_with(tag, 'license:') and len(tag) > 8) as licences,
    list_filter(marked, lambda tag: starts_with(tag, 'dataset:') and len(tag) > 8) as datasets,
    list_filter(marked, lambda tag: starts_with(tag, 'arxiv:') or starts_with(tag, 'doi:')) as papers,
    list_filter(marked, lambda tag: starts_with(tag, 'base_model:')) as parents
  from tidy
),

parent as (
  -- base_model:<name>, or base_model:<relation>:<name>. One parent may stand in both forms: the relation wins.
  select
    staged_row,
    list_transform(
      list_filter(parents, lambda tag: regexp_matches(tag, '^base_model:(finetune|adapter|quantized|merge):.')),
      lambda tag: {'base': trim(regexp_extract(tag, '^base_model:[a-z]+:(.*)$', 1, 's')), 'relation': split_part(tag, ':', 2)}
    ) as typed,
    list_transform(
      list_filter(parents, lambda tag: not regexp_matches(tag, '^base_model:(finetune|adapter|quantized|merge):') and len(tag) > 11),
      lambda tag: {'base': trim(tag[12:]), 'relation': 'unknown'}
    ) as plain
  from marked_tag
  where len(parents) > 0
),

parents_once as (
  select
    staged_row,
    nullif(list_sort(list_distinct(list_concat(
      typed,
      list_filter(plain, lambda one: not list_contains(list_transform(typed, lambda other: other.base), one.base))
    ))), []) as base_models
  from parent
)

-- Nearly all lists have one element: only longer ones need to be sorted and freed of repetitions.
select
  staged_row,
  case
    when len(licences) = 1 then [trim(licences[1][9:])]
    when len(licences) > 1 then list_sort(list_distinct(list_transform(licences, lambda tag: trim(tag[9:]))))
  end as licences,
  case
    when len(datasets) = 1 then [trim(datasets[1][9:])]
    when len(datasets) > 1 then list_sort(list_distinct(list_transform(datasets, lambda tag: trim(tag[9:]))))
  end as datasets,
  case
    when len(papers) = 1 then papers
    when len(papers) > 1 then list_sort(list_distinct(papers))
  end as papers,
  coalesce(
    parents_once.base_models,
    -- An adapter's configuration names its base even where the card does not.
    case when peft_base is not null then [{'base': peft_base, 'relation': 'adapter'}] end
  ) as base_models
from marked_tag
left join parents_once using (staged_row)
