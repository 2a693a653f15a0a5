/**
 * Records as JSON beside the columns that they are looked up by; a run without `ended_ms` is live. `events` is the journal; `workers`, `runs`,
 * `transcript` and `diagnostics` are what its fold has come to, up to the newest event. `base_workers` and `base_runs`
 * are the same as of the event `base`: from there on the rest can be folded again when older events are gone.
 * `removed` holds runs that retention took while events of theirs are still in the journal, or their transcript is not
 * swept yet.
 */
export const version1 = `
  create table meta (key text primary key, value text not null) strict, without rowid;

  create table events (
    id integer primary key,
    time_ms real not null,
    kind text not null,
    worker text,
    run text,
    actor text not null,
    message text not null,
    data text not null
  ) strict;
  create index events_of_worker on events (worker, id) where worker is not null;
  create index events_of_run on events (run, id) where run is not null;

  create table workers (
    seq integer primary key,
    id text not null unique,
    run text,
    record text not null
  ) strict;
  create table base_workers (
    seq integer primary key,
    id text not null unique,
    run text,
    record text not null
  ) strict;

  create table runs (
    seq integer primary key,
    id text not null unique,
    worker text not null,
    word text not null,
    queued_ms real not null,
    ended_ms real,
    record text not null
  ) strict;
  create index runs_by_time on runs (queued_ms, seq, word);
  create index runs_by_word on runs (word, queued_ms, seq);
  create index runs_of_worker on runs (worker, queued_ms, seq, word, ended_ms);
  create index runs_by_end on runs (ended_ms) where ended_ms is not null;
  create table base_runs (
    seq integer primary key,
    id text not null unique,
    worker text not null,
    word text not null,
    queued_ms real not null,
    ended_ms real,
    record text not null
  ) strict;

  create table transcript (
    run text not null,
    sequence integer not null,
    event integer not null,
    record text not null,
    primary key (run, sequence)
  ) strict, without rowid;
  create table diagnostics (
    event integer primary key,
    worker text,
    record text not null
  ) strict;

  create table reserved (run text primary key, time_ms real not null) strict, without rowid;
  create table removed (run text primary key, event integer not null, swept integer not null) strict, without rowid;
  create index removed_unswept on removed (run) where swept = 0;
  create index removed_by_event on removed (event) where swept = 1;
`
