-- A database of schema 1 as a server left it that was killed.

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

PRAGMA application_id = 0x44477664;
PRAGMA user_version = 1;

INSERT INTO device VALUES ('jb', 'scsi2', '/dev/sg3', 'ACME BOX 1.0', 'S1', 1, '2019-01-02T03:04:05.000Z');
INSERT INTO slot VALUES ('jb', 'slot', 1, 1, 'DG000001'), ('jb', 'slot', 2, 0, NULL), ('jb', 'mail', 1, 0, NULL);
INSERT INTO drive VALUES ('jb', 1, '/dev/sr1', 'D1', 1,
  '{"who":"me","host":"here","pid":7,"pidStarted":8,"since":"2019-01-02T03:04:05.000Z"}');
INSERT INTO content VALUES (1, 'f1', 3), (2, NULL, 0);
INSERT INTO disc VALUES (1, 'Kept name', 'kept', 'Kept name', 'DG000001', 'recorded', NULL, 'BD-R', 'VERBAT-IM', 0,
  'ARCHIVE', 'f1', 1000, 25000000000, 1, 'slot', 'jb', 1, 'slot', 'jb', 1, '2019-01-02T03:04:05.000Z',
  '2019-01-02T03:04:06.000Z', '2019-01-02T03:04:07.000Z', 1, '2019-01-02T03:04:08.000Z', 1, 'good', NULL);
INSERT INTO disc VALUES (2, 'x0000002', 'x0000002', 'x0000002', NULL, 'blank', 'cannot be written', 'BD-R', NULL, 0,
  NULL, NULL, NULL, NULL, NULL, 'shelf', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO move VALUES (1, 'jb', 1, 'slot', 'jb', 1, 'drive', 'jb', 1, '2019-01-02T03:04:09.000Z');
INSERT INTO job VALUES (1, 'produce', 'jb', 'done', '{"copies":1}', 1.0, NULL, 'done', '{"sha256":"00"}', 'me',
  '2019-01-02T03:04:00.000Z', '2019-01-02T03:04:01.000Z', '2019-01-02T03:04:08.000Z');
INSERT INTO job_disc VALUES (1, 1, 1, 1, 'DG000001', 1, 'good', 'good', '{"speed":4}');
INSERT INTO job_line VALUES (1, 0, '2019-01-02T03:04:01.000Z', 5, 'begun');
INSERT INTO block VALUES (1, 1, '["/letters",["one.txt","two.txt"],"",["three"]]',
  '[10,1546398245,20,null,30,null]');
INSERT INTO block VALUES (2, 2, '["",["never finished"]]', '[1,null]');
INSERT INTO grams (rowid, text) VALUES (8, '/letters/one.txt//'), (9, '/letters/two.txt//'), (10, '/three//'),
  (16, '/never finished//');
INSERT INTO parameter VALUES ('loglev', 7);
