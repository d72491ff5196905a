-- For each library: pairs of a base model that uses it (and at least one other) and a direct descendant, and in how
-- many of them the descendant supports the library too. One row per library; `by_name` leaves out parents
-- that are known under a former name only.
-- An adapter names its own library; what it runs on is its base's. LoRA adapters of diffusion models are published
-- without peft and known by a tag; on other models that tag often stands for a merged model, so it does not count there.
-- Relations: record, record_detail, edge. {{lora}} tells whether the tags name a LoRA adapter.
with

parent as (
  -- One child may name one parent twice: by its old and its new name, or in two relations.
  select
    snapshot_key,
    base_key,
    child_key,
    max(resolved_by) as resolved_by,
    bool_or(relation = 'adapter') as is_adapter
  from edge
  where base_key <> child_key
  group by all
),

lora as (
  select snapshot_key, package_key
  from record_detail
  where {{lora}}
),

pair as (
  select
    parent.resolved_by,
    parent.base_key,
    base.libraries as base_libraries,
    coalesce(child.libraries, []) as child_libraries,
    parent.is_adapter
      or list_contains(coalesce(child.libraries, []), 'peft')
      or list_contains(coalesce(child.libraries, []), 'adapter-transformers')
      or (list_contains(base.libraries, 'diffusers') and lora.package_key is not null) as is_adapter
  from parent
  join record as base on base.snapshot_key = parent.snapshot_key and base.package_key = parent.base_key
  join record as child on child.snapshot_key = parent.snapshot_key and child.package_key = parent.child_key
  left join lora on lora.snapshot_key = parent.snapshot_key and lora.package_key = parent.child_key
  where len(base.libraries) >= 2
),

-- Children of one base mostly support the same libraries, so they are counted before the libraries are looked at.
alike as (
  select base_key, any_value(base_libraries) as base_libraries, child_libraries, is_adapter, resolved_by, count(*) as pairs
  from pair
  group by base_key, child_libraries, is_adapter, resolved_by
),

looked_at as (
  select
    library,
    base_key,
    pairs,
    is_adapter,
    resolved_by = 'name' as by_name,
    list_contains(child_libraries, library) as is_kept,
    is_adapter and library in ('transformers', 'diffusers') as is_run_on
  from (select unnest(base_libraries) as library, base_key, child_libraries, is_adapter, resolved_by, pairs from alike)
)

select
  library,
  coalesce(sum(pairs) filter (by_name), 0)::bigint as pairs_by_name,
  coalesce(sum(pairs) filter (by_name and is_kept), 0)::bigint as kept_by_name,
  coalesce(sum(pairs) filter (by_name and (is_kept or is_run_on)), 0)::bigint as kept_or_run_on_by_name,
  count(distinct base_key) filter (by_name) as bases_by_name,
  sum(pairs)::bigint as pairs,
  coalesce(sum(pairs) filter (is_kept), 0)::bigint as kept,
  coalesce(sum(pairs) filter (is_kept or is_run_on), 0)::bigint as kept_or_run_on,
  count(distinct base_key) as bases,
  coalesce(sum(pairs) filter (not is_adapter), 0)::bigint as pairs_without_adapters,
  coalesce(sum(pairs) filter (not is_adapter and is_kept), 0)::bigint as kept_without_adapters,
  count(distinct base_key) filter (not is_adapter) as bases_without_adapters
from looked_at
group by library
