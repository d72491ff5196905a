-- The store: one DuckDB file. Every value that a registry ever showed, with the snapshot that showed it.
--
-- Rows are only ever added: a row of a history table is a true observation ("snapshot s showed value v for package p"),
-- kept where it differs from what the snapshot before showed. That is why an older snapshot can be imported later
-- (it adds rows, and pins the value of the next snapshot where needed), and why the world can be seen both as of an
-- instant (snapshots taken by then) and as known at an instant (snapshots recorded by then).
--
-- Besides the tables below there is one table history_<field> for every field of a record; they have one shape and are
-- made from the declarations in core/field.ts.

create table store_info (
  version integer not null,
  created_at timestamp not null
);
comment on table store_info is 'One row: what kind of file this is.';
comment on column store_info.version is 'Version of this schema; a program refuses a store of another version.';
comment on column store_info.created_at is 'When the store was made, UTC.';

create table registry (
  registry_key utinyint primary key,
  slug varchar not null unique,
  title varchar not null
);
comment on table registry is 'A place that publishes packages. One row per registry of which the store has a snapshot.';
comment on column registry.registry_key is 'Our number for the registry.';
comment on column registry.slug is 'Short name, as in commands and files.';
comment on column registry.title is 'Name for people.';

create table package (
  package_key integer not null,
  registry_key utinyint not null,
  kind varchar not null,
  -- Nearly all differ: measured, zstd takes half the work of the engine's own choice to write them, and a little less room.
  registry_id varchar using compression zstd
);
comment on table package is 'What a registry publishes, whatever it was called over time. One row per package.';
comment on column package.package_key is 'Our number for the package, never used again for another.';
comment on column package.registry_key is 'Registry that publishes it.';
comment on column package.kind is 'model, dataset or library.';
comment on column package.registry_id is 'The registry''s own stable identifier (Hugging Face: _id); null as long as no source stated one.';

create table snapshot (
  snapshot_key integer primary key,
  registry_key utinyint not null,
  kind varchar not null,
  series varchar not null,
  title varchar not null,
  taken_at timestamp not null,
  recorded_at timestamp not null,
  scope varchar not null,
  complete boolean not null,
  incomplete_why varchar,
  simulated varchar,
  popularity varchar,
  rank_by varchar,
  n_records bigint not null,
  n_set_aside bigint not null,
  content_sha256 varchar not null,
  origin varchar not null,
  rule varchar not null,
  unique (registry_key, kind, series, taken_at)
);
comment on table snapshot is 'All records of one list of a registry as of one instant. One row per snapshot.';
comment on column snapshot.snapshot_key is 'Our number for the snapshot, in order of recording, not of time.';
comment on column snapshot.registry_key is 'Registry it is of.';
comment on column snapshot.kind is 'Kind of the packages listed: model, dataset or library.';
comment on column snapshot.series is 'Name of the list: snapshots of one series are the same list at several times, so absence from one means something.';
comment on column snapshot.title is 'Name of the source for people.';
comment on column snapshot.taken_at is 'The instant it shows, UTC.';
comment on column snapshot.recorded_at is 'When it was written into this store, UTC.';
comment on column snapshot.scope is 'list: absence from it means something, within its series. packages: answers about single packages, which say nothing of others.';
comment on column snapshot.complete is 'Whether it lists everything the registry had of this kind.';
comment on column snapshot.incomplete_why is 'Why it does not; null when it does.';
comment on column snapshot.simulated is 'Seed of the simulation; null for real data.';
comment on column snapshot.popularity is 'Field by which its packages can be ranked: downloads or rank; null when it states no popularity.';
comment on column snapshot.rank_by is 'What the rank counts, in words; null when it states no rank.';
comment on column snapshot.n_records is 'Records kept.';
comment on column snapshot.n_set_aside is 'Elements of the source that did not become a record; see set_aside.';
comment on column snapshot.content_sha256 is 'Hash of the source''s bytes: the same content at the same instant is the same snapshot.';
comment on column snapshot.origin is 'File names or endpoint it came from, without credentials.';
comment on column snapshot.rule is 'Name and version of what turned the source into records.';

create table snapshot_field (
  snapshot_key integer not null,
  field varchar not null,
  standing varchar not null,
  why varchar
);
comment on table snapshot_field is 'What each snapshot can say about each field. One row per snapshot and field.';
comment on column snapshot_field.snapshot_key is 'Snapshot.';
comment on column snapshot_field.field is 'Field of a record.';
comment on column snapshot_field.standing is 'stated, derived, not stated or not collected. Only with the first two does a null mean that the package has no such value.';
comment on column snapshot_field.why is 'Where the value comes from, or why there is none.';

create table set_aside (
  snapshot_key integer not null,
  reason varchar not null,
  n_elements bigint not null,
  sample varchar
);
comment on table set_aside is 'Elements of a source that did not become a record. One row per snapshot and reason.';
comment on column set_aside.snapshot_key is 'Snapshot.';
comment on column set_aside.reason is 'Why they were set aside.';
comment on column set_aside.n_elements is 'How many.';
comment on column set_aside.sample is 'One of them, cut to 200 characters.';

create table listing (
  package_key integer not null,
  snapshot_key integer not null,
  listed boolean not null
);
comment on table listing is 'Presence, change-only within a series: a package is listed from the snapshot that first lists it until the next of the same series that does not.';
comment on column listing.package_key is 'Package.';
comment on column listing.snapshot_key is 'Snapshot from which this holds.';
comment on column listing.listed is 'Whether the series lists the package from that snapshot on.';

create table alias (
  package_key integer not null,
  name varchar not null,
  former_package_key integer,
  rule varchar not null,
  evidence varchar not null
);
comment on table alias is 'Names that a package bore though no listing states them with its identifier. Renames that listings show are in history_name.';
comment on column alias.package_key is 'Package.';
comment on column alias.name is 'The name it bore.';
comment on column alias.former_package_key is 'The package that older sources without identifiers know by that name; null when the store has none.';
comment on column alias.rule is 'Name and version of the rule that tells.';
comment on column alias.evidence is 'What the rule saw.';

create table absence (
  package_key integer not null,
  snapshot_key integer not null,
  verdict varchar not null,
  status integer,
  evidence varchar not null
);
comment on table absence is 'What a direct request told of a package that its list no longer shows. One row per package and snapshot that asked. Superseded by any later snapshot that shows the package.';
comment on column absence.package_key is 'Package.';
comment on column absence.snapshot_key is 'Snapshot that asked.';
comment on column absence.verdict is 'removed: confirmed, a tombstone. unreachable: it may be private, gated or gone, the registry does not say which.';
comment on column absence.status is 'HTTP status of the answer.';
comment on column absence.evidence is 'What was seen: the request, the answer, whether a token was sent.';

create table look (
  package_key integer not null,
  snapshot_key integer not null,
  aspect varchar not null,
  revision varchar,
  outcome varchar not null
);
comment on table look is 'Which aspects of which packages were looked at. One row per package, aspect and snapshot that looked. What nobody looked at has no row, and a look that failed has none either.';
comment on column look.package_key is 'Package.';
comment on column look.snapshot_key is 'Snapshot that looked.';
comment on column look.aspect is 'cards, config, files, commits, refs, discussions or security.';
comment on column look.revision is 'Revision of the package that was looked at; null where none was known.';
comment on column look.outcome is 'seen; none: the package has no such thing; gated, disabled, unreachable: not shown, and why.';

create table latest (
  package_key integer not null,
  snapshot_key integer not null,
  downloads bigint,
  likes bigint,
  downloads_all_time bigint,
  trending_score double,
  rank integer,
  digest ubigint not null
);
comment on table latest is 'What the newest snapshot of each large list showed, kept only to find quickly what changed: nothing is lost with it. One row per package that the snapshot lists.';
comment on column latest.package_key is 'Package.';
comment on column latest.snapshot_key is 'The snapshot; the lists before it have no rows here any more.';
comment on column latest.downloads is 'Downloads it showed.';
comment on column latest.likes is 'Likes it showed.';
comment on column latest.downloads_all_time is 'Downloads since the package exists, as it showed.';
comment on column latest.trending_score is 'Score of recent attention it showed.';
comment on column latest.rank is 'Rank it showed.';
comment on column latest.digest is 'Hash of all its other values, but those of aspects that are looked at one package at a time.';

create table look_part (
  package_key integer not null,
  snapshot_key integer not null,
  aspect varchar not null,
  restated varchar[] not null
);
comment on table look_part is 'Looks that saw a part of an aspect: what they do not show is not gone. One row per such look; a look without a row here saw all of it.';
comment on column look_part.package_key is 'Package.';
comment on column look_part.snapshot_key is 'Snapshot that looked.';
comment on column look_part.aspect is 'config, files, commits, refs, discussions or security.';
comment on column look_part.restated is 'Names of the items it showed as they were known already: they have no row of their own.';

create table item (
  package_key integer not null,
  snapshot_key integer not null,
  aspect varchar not null,
  name varchar not null,
  place integer,
  value varchar
);
comment on table item is 'The items of the aspects of packages (a file, a commit, a discussion), change-only: an item holds from the snapshot until the next row of the package, aspect and name.';
comment on column item.package_key is 'Package.';
comment on column item.snapshot_key is 'Snapshot that showed the item so, and the look before did not.';
comment on column item.aspect is 'config, files, commits, refs, discussions or security.';
comment on column item.name is 'What names the item within the aspect: a path, the hash of a commit, a ref, a number.';
comment on column item.place is 'Place of the item where the aspect has an order: for commits 0 is the oldest. Null where it has none.';
comment on column item.value is 'The item as the registry told it, mostly JSON text; null: no longer there.';

create table verdict (
  claim varchar not null,
  snapshot_key integer not null,
  rule varchar not null,
  judged_at timestamp not null,
  verdict varchar not null,
  effect varchar,
  scale varchar,
  estimate double,
  low double,
  high double,
  confidence double,
  n bigint,
  threshold double,
  claimed varchar,
  p_holm double,
  sentence varchar not null,
  detail varchar not null
);
comment on table verdict is 'What claims of the literature came to on a snapshot. One row each time a claim came to something else than before, by the same rule or another; the newest of a claim and snapshot holds.';
comment on column verdict.claim is 'Identifier of the claim: T1 … U1.';
comment on column verdict.snapshot_key is 'Snapshot that was judged.';
comment on column verdict.rule is 'Name and version of the rule of the claim.';
comment on column verdict.judged_at is 'When it was judged, UTC.';
comment on column verdict.verdict is 'holds, fails, undecided, not measurable or error.';
comment on column verdict.effect is 'What was estimated, in words; null where nothing was.';
comment on column verdict.scale is 'Statistic of the estimate: a share, a difference of shares, Cliff''s delta …';
comment on column verdict.estimate is 'The estimate.';
comment on column verdict.low is 'Lower end of its interval.';
comment on column verdict.high is 'Upper end of its interval.';
comment on column verdict.confidence is 'Level of the interval, between 0 and 1.';
comment on column verdict.n is 'Observations that it rests on.';
comment on column verdict.threshold is 'The value on one side of which the claim says the effect lies.';
comment on column verdict.claimed is 'above or below: on which side.';
comment on column verdict.p_holm is 'p value of no effect, adjusted by Holm over the claims judged together; null where nothing was tested.';
comment on column verdict.sentence is 'What was found and what follows, for people.';
comment on column verdict.detail is 'All of it as JSON: the main reading, the other readings, notes, the snapshots it rests on.';
