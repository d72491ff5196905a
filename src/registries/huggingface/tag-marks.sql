-- Licences, datasets, papers and parents, which Hugging Face states as tags with a prefix. Reads `fact_source`, the
-- different combinations of tags and library; one is meant by its rowid. Some tags have stray white space: what they say
-- is trimmed, the tags themselves stay as they are.
with

prefixed as (
  -- Nearly every package has the region it is stored in, which is no fact about it.
  select
    rowid as fact_row,
    peft_base,
    list_filter(tags, lambda tag: contains(tag, ':') and not starts_with(tag, 'region:')) as tags
  from fact_source
),

tidy as (
  select fact_row, peft_base, list_transform(tags, lambda tag: trim(tag)) as marked
  from prefixed
  where len(tags) > 0 or peft_base is not null
),

marked_tag as (
  select
    fact_row,
    peft_base,
    list_filter(marked, lambda tag: starts_with(tag, 'license:') and len(tag) > 8) as licences,
    list_filter(marked, lambda tag: starts_with(tag, 'dataset:') and len(tag) > 8) as datasets,
    list_filter(marked, lambda tag: starts_with(tag, 'arxiv:') or starts_with(tag, 'doi:')) as papers,
    list_filter(marked, lambda tag: starts_with(tag, 'base_model:')) as parents
  from tidy
),

parent as (
  select
    fact_row,
    parents,
    len(parents) = 1 and not regexp_matches(parents[1], '^base_model:(finetune|adapter|quantized|merge):') as is_one_plain
  from marked_tag
  where len(parents) > 0
),

-- base_model:<name>, or base_model:<relation>:<name>.
one_plain_parent as (
  select fact_row, trim(parents[1][12:]) as base
  from parent
  where is_one_plain
),

-- One parent may stand in both forms: the relation wins.
other_parents as (
  select
    fact_row,
    list_transform(
      list_filter(parents, lambda tag: regexp_matches(tag, '^base_model:(finetune|adapter|quantized|merge):.')),
      lambda tag: {'base': trim(regexp_extract(tag, '^base_model:[a-z]+:(.*)$', 1, 's')), 'relation': split_part(tag, ':', 2)}
    ) as typed,
    list_transform(
      list_filter(parents, lambda tag: not regexp_matches(tag, '^base_model:(finetune|adapter|quantized|merge):') and len(tag) > 11),
      lambda tag: {'base': trim(tag[12:]), 'relation': 'unknown'}
    ) as plain
  from parent
  where not is_one_plain
),

parents_once as (
  select
    fact_row,
    nullif(list_sort(list_distinct(list_concat(
      typed,
      list_filter(plain, lambda one: not list_contains(list_transform(typed, lambda other: other.base), one.base))
    ))), []) as base_models
  from other_parents
  union all
  select fact_row, [{'base': base, 'relation': 'unknown'}]
  from one_plain_parent
  where base <> ''
)

-- Nearly all lists have one element: only longer ones need to be sorted and freed of repetitions.
select
  fact_row,
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
left join parents_once using (fact_row)
