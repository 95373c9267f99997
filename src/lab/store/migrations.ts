/**
 * The schema, step by step: migration n takes a store from version n to n + 1. A released migration is never changed;
 * a change of the schema is a new one at the end.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE corpora (
    id TEXT PRIMARY KEY,
    created_at REAL NOT NULL,
    -- Id of the built-in sample it was imported from, or null.
    sample TEXT,
    -- CorpusRecord as JSON.
    record TEXT NOT NULL
  ) STRICT;

  CREATE TABLE runs (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    corpus TEXT NOT NULL REFERENCES corpora (id),
    config TEXT NOT NULL,
    state TEXT NOT NULL,
    message TEXT,
    created_at REAL NOT NULL,
    started_at REAL,
    ended_at REAL,
    epoch INTEGER NOT NULL DEFAULT 0,
    step INTEGER NOT NULL DEFAULT 0,
    best_epoch INTEGER,
    latest TEXT NOT NULL DEFAULT '{}',
    engine_note TEXT,
    -- Threads of its first start: kept on resume, so that sums are taken in the same order.
    threads INTEGER,
    -- The process that queues or trains it, as written by process-identity.
    owner TEXT
  ) STRICT;
  CREATE INDEX runs_by_corpus ON runs (corpus);

  CREATE TABLE points (
    run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    series TEXT NOT NULL,
    step REAL NOT NULL,
    epoch REAL NOT NULL,
    seconds REAL NOT NULL,
    -- Metric values as JSON by metric id.
    metrics TEXT NOT NULL,
    PRIMARY KEY (run, series, step)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE evaluations (
    run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    split TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    sentences INTEGER NOT NULL,
    created_at REAL NOT NULL,
    seconds REAL NOT NULL,
    metrics TEXT NOT NULL,
    PRIMARY KEY (run, split)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- 95 % intervals by metric id, as JSON; and the metrics of decoded sentences, or null.
  ALTER TABLE evaluations ADD COLUMN intervals TEXT NOT NULL DEFAULT '{}';
  ALTER TABLE evaluations ADD COLUMN decoded TEXT;
  `,
  `
  CREATE TABLE alarms (
    run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    rule TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    step INTEGER NOT NULL,
    seconds REAL NOT NULL,
    title TEXT NOT NULL,
    cause TEXT NOT NULL,
    remedy TEXT NOT NULL,
    -- Finished epochs when the condition had ended, or null while it holds.
    cleared_epoch INTEGER,
    paused INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX alarms_by_run ON alarms (run);

  -- What a user sets for the whole lab, as JSON by name.
  CREATE TABLE preferences (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- Order of the queue: waiting runs start by ascending place, those of each owner by themselves.
  ALTER TABLE runs ADD COLUMN place INTEGER;
  UPDATE runs SET place = number;
  CREATE INDEX runs_queued ON runs (owner, place) WHERE state = 'queued';
  -- A JSON array of words.
  ALTER TABLE runs ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
  -- When the run was put into the bin, ms since 1970.
  ALTER TABLE runs ADD COLUMN deleted_at REAL;
  -- Facts about the store, such as the version of Plenum that wrote it last.
  CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  -- Points of a finished stretch, packed as store/columns.ts says; the rows of points of a series lie behind its chunks.
  CREATE TABLE chunks (
    run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    series TEXT NOT NULL,
    first_step REAL NOT NULL,
    last_step REAL NOT NULL,
    metrics TEXT NOT NULL,
    columns BLOB NOT NULL,
    UNIQUE (run, series, first_step)
  ) STRICT;
  `,
  `
  -- What runs take on this machine, as measured for estimates: a cost as JSON by what was measured.
  CREATE TABLE probes (key TEXT PRIMARY KEY, measured_at REAL NOT NULL, cost TEXT NOT NULL) STRICT, WITHOUT ROWID;
  `,
  `
  -- What one process asks another to do with a run of its: pause, resume or stop.
  CREATE TABLE wishes (
    run INTEGER NOT NULL REFERENCES runs (number) ON DELETE CASCADE,
    wish TEXT NOT NULL,
    left_at REAL NOT NULL
  ) STRICT;
  `,
  `
  -- How far a run in training is, as JSON, for other processes that look at it; null in every other state.
  ALTER TABLE runs ADD COLUMN progress TEXT;
  `,
]
