-- Views over the store that people and metrics read. Positions, not instants, order the snapshots: two lists of one
-- registry may have been taken at the same instant.

create view timeline as
select
  snapshot_key,
  registry_key,
  kind,
  series,
  scope,
  taken_at,
  row_number() over (partition by registry_key, kind order by taken_at, series)::integer as position
from snapshot;
comment on view timeline is 'The snapshots of a registry and kind in order of time. One row per snapshot.';
comment on column timeline.snapshot_key is 'Snapshot.';
comment on column timeline.registry_key is 'Registry.';
comment on column timeline.kind is 'model, dataset or library.';
comment on column timeline.series is 'Name of the list.';
comment on column timeline.scope is 'list or packages; only absence from a list means something.';
comment on column timeline.taken_at is 'The instant it shows, UTC.';
comment on column timeline.position is 'Place in time among the snapshots of the registry and kind, 1 is the oldest.';

create view package_name as
select
  package_key,
  arg_max(value, position) as name
from history_name
join timeline using (snapshot_key)
where value is not null
group by package_key;
comment on view package_name is 'The newest known name of each package. One row per package.';
comment on column package_name.package_key is 'Package.';
comment on column package_name.name is 'Name in the newest snapshot that lists it.';

create view package_identity as
select
  package.package_key,
  coalesce(alias.package_key, package.package_key) as identity_key
from package
left join alias on alias.former_package_key = package.package_key;
comment on view package_identity is 'Which packages of the store are one: a package known by name only, and the package that bore that name. One row per package.';
comment on column package_identity.package_key is 'Package.';
comment on column package_identity.identity_key is 'The package it is; itself where nothing tells otherwise.';

create view presence as
with

change as (
  -- A snapshot that was imported after a later one leaves that one's row saying the same again.
  select listing.package_key, timeline.series, listing.listed, timeline.position, timeline.taken_at
  from listing
  join timeline using (snapshot_key)
  -- Answers about single packages say nothing of when a list showed them.
  where timeline.scope = 'list'
  qualify listing.listed is distinct from
    lag(listing.listed) over (partition by listing.package_key, timeline.series order by timeline.position)
),

turn as (
  select *, lead(taken_at) over (partition by package_key, series order by position) as turned_at
  from change
)

select package_key, series, taken_at as first_seen_at, turned_at as missing_at
from turn
where listed;
comment on view presence is 'When each list showed each package. One row per package, list and unbroken run of snapshots.';
comment on column presence.package_key is 'Package.';
comment on column presence.series is 'Name of the list.';
comment on column presence.first_seen_at is 'First snapshot of the run that lists it, UTC.';
comment on column presence.missing_at is 'First snapshot afterwards that does not list it; null as long as the list shows it. It went between the snapshot before and this one.';

create view lineage_edge as
with latest as (
  select
    package_key,
    -- Not arg_max, which passes over nulls: a parent that is no longer declared is gone.
    arg_max_null(value, position) as parents
  from history_base_models
  join timeline using (snapshot_key)
  group by package_key
)
select
  package_key,
  unnest(parents).base as base,
  unnest(parents).relation as relation
from latest;
comment on view lineage_edge is 'Declared parents of each package by its newest record. One row per package and parent.';
comment on column lineage_edge.package_key is 'The derived package.';
comment on column lineage_edge.base is 'Name of the parent as declared.';
comment on column lineage_edge.relation is 'finetune, adapter, quantized, merge, distilled or unknown.';

create view claim_verdict as
select
  verdict.claim,
  verdict.snapshot_key,
  snapshot.taken_at,
  verdict.verdict,
  verdict.estimate,
  verdict.low,
  verdict.high,
  verdict.sentence,
  verdict.rule,
  verdict.judged_at
from verdict
join snapshot using (snapshot_key)
qualify row_number() over (partition by verdict.claim, verdict.snapshot_key order by verdict.judged_at desc, verdict.rule desc) = 1;
comment on view claim_verdict is 'The newest verdict of each claim on each snapshot. One row per claim and snapshot.';
comment on column claim_verdict.claim is 'Identifier of the claim: T1 … U1.';
comment on column claim_verdict.snapshot_key is 'Snapshot that was judged.';
comment on column claim_verdict.taken_at is 'The instant it shows, UTC.';
comment on column claim_verdict.verdict is 'holds, fails, undecided, not measurable or error.';
comment on column claim_verdict.estimate is 'The estimate; the table verdict says of what, and from where on it counts.';
comment on column claim_verdict.low is 'Lower end of its interval.';
comment on column claim_verdict.high is 'Upper end of its interval.';
comment on column claim_verdict.sentence is 'What was found and what follows, for people.';
comment on column claim_verdict.rule is 'Name and version of the rule of the claim.';
comment on column claim_verdict.judged_at is 'When it was judged, UTC.';
