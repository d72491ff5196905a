-- For each library: pairs of a base model that uses it (and at least one other) and a direct descendant, and in how
-- many of them the descendant supports the library too. One row per library and way of finding the parent.
-- An adapter names its own library; what it runs on is its base's. LoRA adapters of diffusion models are published
-- without peft and known by a tag; on other models that tag often stands for a merged model, so it does not count there.
-- Relations: record, record_detail, edge. {{lora}} tells whether the tags of `detail` name a LoRA adapter.
with

pair as (
  select
    edge.resolved_by,
    edge.child_key,
    edge.base_key,
    base.libraries as base_libraries,
    coalesce(child.libraries, []) as child_libraries,
    bool_or(edge.relation = 'adapter') over (partition by edge.base_key, edge.child_key)
      or list_contains(coalesce(child.libraries, []), 'peft')
      or list_contains(coalesce(child.libraries, []), 'adapter-transformers')
      or (list_contains(base.libraries, 'diffusers') and {{lora}}) as is_adapter
  from edge
  join record as base on base.snapshot_key = edge.snapshot_key and base.package_key = edge.base_key
  join record as child on child.snapshot_key = edge.snapshot_key and child.package_key = edge.child_key
  left join record_detail as detail on detail.snapshot_key = edge.snapshot_key and detail.package_key = edge.child_key
  where edge.base_key <> edge.child_key
    and len(base.libraries) >= 2
  -- One child may name one parent twice: by its old and its new name, or in two relations.
  qualify row_number() over (partition by edge.base_key, edge.child_key order by edge.resolved_by desc) = 1
),

looked_at as (
  select
    unnest(base_libraries) as library,
    resolved_by,
    base_key,
    child_libraries,
    is_adapter
  from pair
)

select
  library,
  resolved_by,
  count(*) as pairs,
  count(*) filter (list_contains(child_libraries, library)) as kept,
  count(*) filter (list_contains(child_libraries, library) or (is_adapter and library in ('transformers', 'diffusers'))) as kept_running,
  count(*) filter (not is_adapter) as pairs_without_adapters,
  count(*) filter (not is_adapter and list_contains(child_libraries, library)) as kept_without_adapters,
  list(distinct base_key) as base_keys,
  coalesce(list(distinct base_key) filter (not is_adapter), []) as base_keys_without_adapters
from looked_at
group by all
order by library, resolved_by
