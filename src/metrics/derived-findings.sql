-- Pairs of a base and a derived model whose files are both known, counted by base, relation and what is found in either. One row per
-- base, relation, way the base was found, and pair of masks; a mask adds 1 for unsafe weights, 2 for code, 4 for keras, 8 for what training left behind.
-- Relations: record, edge. {{tagged}} tells whether the tags of a model name code of its own.
with

pair as (
  -- One child may name one parent twice: by its old and its new name, or in two relations.
  select
    snapshot_key,
    base_key,
    child_key,
    min(relation) as relation,
    -- 'name' comes after 'former name': known by its present name, where by both.
    max(resolved_by) as resolved_by
  from edge
  where base_key <> child_key
  group by all
),

member as (
  select snapshot_key, base_key as package_key from pair
  union
  select snapshot_key, child_key from pair
),

file as (
  select snapshot_key, package_key, lower(unnest(files)) as path
  from record
  semi join member using (snapshot_key, package_key)
  where files is not null
),

seen as (
  select
    snapshot_key,
    package_key,
    regexp_matches(path, '\.(safetensors|gguf|onnx)$') as is_safe,
    regexp_matches(path, '(^|/)[^/]*(pytorch_model|pytorch_lora|pytorch_diff|adapter_model|pytorch_adapter|learned_embeds)[^/]*\.bin$|\.(pt|pth|ckpt|pkl|pickle|joblib|dill)$') as is_pickle,
    regexp_matches(path, '(^|/)[^/]*(training_args|optimizer|scheduler|rng_state|scaler|optim_states)[^/]*\.(bin|pt|pth|pkl|ckpt)$') as is_leftover,
    regexp_matches(path, '\.(h5|hdf5|keras)$') as is_keras,
    regexp_matches(path, '\.py$') as is_code
  from file
),

found as (
  select
    snapshot_key,
    package_key,
    bool_or(is_pickle and not is_leftover) and not bool_or(is_safe) as has_weights,
    bool_or(is_code) as has_code,
    bool_or(is_keras) as has_keras,
    bool_or(is_leftover) as has_leftover
  from seen
  group by all
),

-- A repository without a file is known too: it has nothing.
masked as (
  select
    record.snapshot_key,
    record.package_key,
    case when found.has_weights then 1 else 0 end
      + case when coalesce(found.has_code, false) or {{tagged}} then 2 else 0 end
      + case when found.has_keras then 4 else 0 end
      + case when found.has_leftover then 8 else 0 end as mask
  from record
  semi join member using (snapshot_key, package_key)
  left join found using (snapshot_key, package_key)
  where record.files is not null
)

select
  pair.base_key as cluster,
  coalesce(pair.relation, 'unknown') as relation,
  pair.resolved_by = 'name' as by_name,
  base.mask as base_mask,
  child.mask as child_mask,
  count(*) as pairs
from pair
join masked as base on base.snapshot_key = pair.snapshot_key and base.package_key = pair.base_key
join masked as child on child.snapshot_key = pair.snapshot_key and child.package_key = pair.child_key
group by all
order by all
