-- For each library: pairs of a base model that uses it (and at least one other) and a direct descendant, and in how
-- many of them the descendant supports the library too. One row per reading and library; `by_name` leaves out parents
-- that are known under a former name only. Beside the counts stand sums over the bases of products of their pairs n and kept
-- pairs k, alone and with those of the library {{focus}} on the same base, from which intervals follow that do not take the
-- descendants of one base for independent.
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
),

per_base as materialized (
  select
    library,
    base_key,
    coalesce(sum(pairs) filter (by_name), 0)::bigint as pairs_by_name,
    coalesce(sum(pairs) filter (by_name and is_kept), 0)::bigint as kept_by_name,
    coalesce(sum(pairs) filter (by_name and (is_kept or is_run_on)), 0)::bigint as kept_or_run_on_by_name,
    sum(pairs)::bigint as pairs,
    coalesce(sum(pairs) filter (is_kept), 0)::bigint as kept,
    coalesce(sum(pairs) filter (is_kept or is_run_on), 0)::bigint as kept_or_run_on,
    coalesce(sum(pairs) filter (not is_adapter), 0)::bigint as pairs_without_adapters,
    coalesce(sum(pairs) filter (not is_adapter and is_kept), 0)::bigint as kept_without_adapters
  from looked_at
  group by library, base_key
),

counted as (
  {{readings}}
),

focus as (
  select variant, base_key, n, k
  from counted
  where library = '{{focus}}'
)

select
  counted.variant,
  counted.library,
  sum(counted.n)::bigint as n,
  sum(counted.k)::bigint as k,
  count(*) as clusters,
  sum(counted.n * counted.n)::bigint as nn,
  sum(counted.n * counted.k)::bigint as nk,
  sum(counted.k * counted.k)::bigint as kk,
  coalesce(sum(focus.n), 0)::bigint as focus_n,
  coalesce(sum(focus.n * counted.n), 0)::bigint as focus_nn,
  coalesce(sum(focus.n * counted.k), 0)::bigint as focus_nk,
  coalesce(sum(focus.k * counted.n), 0)::bigint as focus_kn,
  coalesce(sum(focus.k * counted.k), 0)::bigint as focus_kk
from counted
left join focus using (variant, base_key)
group by counted.variant, counted.library
