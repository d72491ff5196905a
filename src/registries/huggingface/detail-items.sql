-- From Hugging Face's answers about single repositories to the items of their aspects. Reads
-- `detail_answer(staged_row, aspect, path, status, headers, body)`, one row per answer, headers and body as JSON; gives one
-- row per item. A discussion is what the list says of it and what its own answer says, in one object.
with

answered as (
  select staged_row, aspect, path, headers, body
  from detail_answer
  where status = 200
),

listed as (
  select staged_row, aspect, path, headers, unnest(from_json(body, '["JSON"]')) as entry, generate_subscripts(from_json(body, '["JSON"]'), 1) as nth
  from answered
  where aspect in ('files', 'commits') and json_type(body) = 'ARRAY'
),

ref_group as (
  select staged_row, unnest(['branches', 'tags', 'converts', 'pullRequests']) as kind, body
  from answered
  where aspect = 'refs'
),

ref as (
  select staged_row, kind, unnest(from_json(body -> kind, '["JSON"]')) as entry
  from ref_group
  where json_type(body -> kind) = 'ARRAY'
),

discussion_entry as (
  select staged_row, unnest(from_json(body -> 'discussions', '["JSON"]')) as entry
  from answered
  where aspect = 'discussions' and json_type(body -> 'discussions') = 'ARRAY'
),

discussion_detail as (
  select staged_row, body as detail
  from answered
  where aspect = 'discussions' and json_type(body -> 'events') = 'ARRAY'
)

select staged_row, aspect, entry ->> '$.path' as name, null::integer as place, entry::varchar as value
from listed
where aspect = 'files' and (entry ->> '$.path') is not null
union all
-- Newest first over all pages: counted from the end, a commit keeps its place for ever.
select
  staged_row,
  aspect,
  entry ->> '$.id',
  try_cast(headers ->> 'x-total-count' as integer)
    - coalesce(try_cast(regexp_extract(path, '[?&]p=(\d+)', 1) as integer), 0) * coalesce(try_cast(regexp_extract(path, '[?&]limit=(\d+)', 1) as integer), 0)
    - nth::integer,
  entry::varchar
from listed
where aspect = 'commits' and (entry ->> '$.id') is not null
union all
select staged_row, 'refs', entry ->> '$.ref', null, json_merge_patch(entry, json_object('kind', kind))::varchar
from ref
where (entry ->> '$.ref') is not null
union all
select discussion_detail.staged_row, 'discussions', detail ->> '$.num', null, coalesce(json_merge_patch(entry, detail), detail)::varchar
from discussion_detail
left join discussion_entry
  on discussion_entry.staged_row = discussion_detail.staged_row and (discussion_entry.entry ->> '$.num') = (detail ->> '$.num')
where (detail ->> '$.num') is not null
union all
select staged_row, aspect, 'scan', null, body::varchar
from answered
where aspect = 'security' and json_type(body) = 'OBJECT'
union all
-- /<owner>/<name>/resolve/<revision>/<file>: the file is one of our own list.
select staged_row, aspect, regexp_extract(path, '/resolve/[^/]+/(.+)$', 1), null, coalesce(body ->> '$', '')
from answered
where aspect = 'config'
