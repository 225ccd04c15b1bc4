/**
 * The first schema.
 *
 * A content is the list of files of one disc and of all its copies. It is kept in blocks of a few files; `grams`
 * knows for each file the groups of three characters that occur in its path. Its lists are put in order by whoever
 * fills it, a little at a time: left to itself FTS5 blocks for a good part of a second now and then.
 *
 * @module
 */

/** Makes all tables. */
export const VOLUMES_1 = `
CREATE TABLE device (
  name TEXT PRIMARY KEY,
  type TEXT NOT NULL,
  robot TEXT,
  model TEXT,
  serial TEXT,
  attached INTEGER NOT NULL CHECK (attached IN (0, 1)),
  seen_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE slot (
  device TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('slot', 'mail')),
  number INTEGER NOT NULL CHECK (number > 0),
  "full" INTEGER NOT NULL CHECK ("full" IN (0, 1)),
  barcode TEXT,
  PRIMARY KEY (device, kind, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE drive (
  device TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number > 0),
  path TEXT,
  serial TEXT,
  recorder INTEGER NOT NULL DEFAULT 0 CHECK (recorder IN (0, 1)),
  holder TEXT,
  PRIMARY KEY (device, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE content (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  fingerprint TEXT,
  files INTEGER NOT NULL DEFAULT 0 CHECK (files >= 0)
) STRICT;

CREATE INDEX content_fingerprint ON content (fingerprint) WHERE fingerprint IS NOT NULL;

CREATE TABLE disc (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  rr_name TEXT NOT NULL,
  pc_name TEXT NOT NULL,
  hs_name TEXT NOT NULL,
  barcode TEXT,
  state TEXT NOT NULL CHECK (state IN ('unknown', 'blank', 'bad', 'foreign', 'recorded')),
  set_aside TEXT,
  medium TEXT,
  media_id TEXT,
  erasable INTEGER NOT NULL DEFAULT 0 CHECK (erasable IN (0, 1)),
  volume TEXT,
  fingerprint TEXT,
  bytes INTEGER,
  capacity INTEGER,
  content INTEGER REFERENCES content (id) ON DELETE SET NULL,
  place_kind TEXT NOT NULL CHECK (place_kind IN ('slot', 'drive', 'mail', 'gripper', 'shelf')),
  place_device TEXT,
  place_number INTEGER NOT NULL,
  home_kind TEXT,
  home_device TEXT,
  home_number INTEGER,
  seen_at TEXT,
  tested_at TEXT,
  recorded_at TEXT,
  recorded_job INTEGER,
  verified_at TEXT,
  verified_job INTEGER,
  verified TEXT CHECK (verified IN ('good', 'different', 'failed')),
  remark TEXT
) STRICT;

CREATE UNIQUE INDEX disc_place ON disc (place_device, place_kind, place_number) WHERE place_kind <> 'shelf';
CREATE INDEX disc_rr_name ON disc (rr_name COLLATE NOCASE);
CREATE INDEX disc_pc_name ON disc (pc_name COLLATE NOCASE);
CREATE INDEX disc_hs_name ON disc (hs_name COLLATE NOCASE);
CREATE INDEX disc_barcode ON disc (barcode) WHERE barcode IS NOT NULL;
CREATE INDEX disc_fingerprint ON disc (fingerprint) WHERE fingerprint IS NOT NULL;
CREATE INDEX disc_content ON disc (content) WHERE content IS NOT NULL;

CREATE TABLE move (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  device TEXT NOT NULL,
  disc INTEGER REFERENCES disc (id) ON DELETE SET NULL,
  from_kind TEXT NOT NULL,
  from_device TEXT,
  from_number INTEGER NOT NULL,
  to_kind TEXT NOT NULL,
  to_device TEXT,
  to_number INTEGER NOT NULL,
  started_at TEXT NOT NULL
) STRICT;

CREATE INDEX move_disc ON move (disc) WHERE disc IS NOT NULL;

CREATE TABLE job (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  device TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'interrupted', 'done', 'failed', 'stopped')),
  request TEXT NOT NULL,
  progress REAL,
  activity TEXT,
  words TEXT,
  report TEXT,
  client TEXT NOT NULL,
  created_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT
) STRICT;

CREATE INDEX job_state ON job (state);

CREATE TABLE job_disc (
  job INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL CHECK (ordinal > 0),
  slot INTEGER NOT NULL,
  disc INTEGER REFERENCES disc (id) ON DELETE SET NULL,
  barcode TEXT,
  drive INTEGER,
  step TEXT NOT NULL,
  words TEXT,
  protocol TEXT,
  PRIMARY KEY (job, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_disc_disc ON job_disc (disc) WHERE disc IS NOT NULL;

CREATE TABLE job_line (
  job INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  line INTEGER NOT NULL,
  time TEXT NOT NULL,
  level INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (job, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE block (
  id INTEGER PRIMARY KEY,
  content INTEGER NOT NULL REFERENCES content (id) ON DELETE CASCADE,
  paths TEXT NOT NULL,
  facts TEXT NOT NULL
) STRICT;

CREATE INDEX block_content ON block (content);

CREATE VIRTUAL TABLE grams USING fts5 (
  text,
  content = '',
  contentless_delete = 1,
  detail = none,
  tokenize = "trigram case_sensitive 1"
);

INSERT INTO grams (grams, rank) VALUES ('automerge', 0), ('crisismerge', 500);

CREATE TABLE parameter (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;
