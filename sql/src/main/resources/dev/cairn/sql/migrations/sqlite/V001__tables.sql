-- The tables of PostgreSQL, name by name and column by column. There is one lane. Ids are BLOBs of
-- 16 bytes, hashes of 32; JSON is its canonical TEXT.

CREATE TABLE users (
  id BLOB PRIMARY KEY,
  subject TEXT NOT NULL UNIQUE,
  roles TEXT NOT NULL
) STRICT;

-- The text of a key is nowhere kept.
CREATE TABLE api_key (
  id BLOB PRIMARY KEY,
  subject TEXT NOT NULL,
  roles TEXT NOT NULL,
  hash BLOB NOT NULL UNIQUE,
  prefix TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT;

CREATE TABLE definition (
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  availability TEXT NOT NULL,
  PRIMARY KEY (key, version)
) STRICT;

-- The position stays 0 here: the newest is the largest of the revisions.
CREATE TABLE lane (
  lane INTEGER PRIMARY KEY,
  position INTEGER NOT NULL,
  fence INTEGER NOT NULL,
  node TEXT,
  held_until INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE projection (
  lane INTEGER PRIMARY KEY,
  folded INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE node (
  id TEXT PRIMARY KEY,
  seen_at INTEGER NOT NULL
) STRICT;

CREATE TABLE instance (
  lane INTEGER NOT NULL,
  id BLOB NOT NULL,
  definition_id TEXT NOT NULL,
  definition_version INTEGER NOT NULL,
  owner_id BLOB NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL,
  parent_id BLOB,
  forked_from_id BLOB,
  forked_from_version INTEGER,
  version INTEGER NOT NULL,
  snapshot_version INTEGER NOT NULL,
  fence INTEGER NOT NULL,
  status TEXT NOT NULL,
  last_modified_by TEXT NOT NULL,
  delta_bytes INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  checksum BLOB NOT NULL,
  receipt_hash BLOB NOT NULL,
  wake_at INTEGER,
  queue TEXT,
  PRIMARY KEY (lane, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX instance_due ON instance (lane, wake_at, id) WHERE wake_at IS NOT NULL;
CREATE INDEX instance_queue ON instance (queue, lane, id) WHERE queue IS NOT NULL;

-- The position is the row id: the log only grows at its end, and the feed needs no index.
CREATE TABLE revision (
  lane INTEGER NOT NULL,
  instance_id BLOB NOT NULL,
  version INTEGER NOT NULL,
  position INTEGER PRIMARY KEY,
  committed_at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  actor TEXT NOT NULL,
  statuses TEXT NOT NULL,
  reason TEXT,
  mutations TEXT,
  body_hash BLOB,
  checksum BLOB NOT NULL,
  hash BLOB NOT NULL,
  key TEXT,
  key_request BLOB,
  UNIQUE (lane, instance_id, version)
) STRICT;
CREATE UNIQUE INDEX revision_key ON revision (lane, instance_id, key) WHERE key IS NOT NULL;

CREATE TABLE snapshot (
  lane INTEGER NOT NULL,
  instance_id BLOB NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (lane, instance_id, version)
) STRICT;

CREATE TABLE checkpoint (
  lane INTEGER NOT NULL,
  instance_id BLOB NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  origin TEXT NOT NULL,
  actor TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  checksum BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (lane, instance_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  lane INTEGER NOT NULL,
  id BLOB NOT NULL,
  definition_id TEXT NOT NULL,
  definition_key TEXT NOT NULL,
  definition_version INTEGER NOT NULL,
  owner_id BLOB NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL,
  parent_id BLOB,
  forked_from_id BLOB,
  forked_from_version INTEGER,
  version INTEGER NOT NULL,
  status TEXT NOT NULL,
  current_step INTEGER NOT NULL,
  step_count INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  last_modified_by TEXT NOT NULL,
  checksum BLOB NOT NULL,
  receipt_hash BLOB NOT NULL,
  context TEXT,
  step_data TEXT,
  tags TEXT,
  attributes TEXT,
  participants TEXT,
  position TEXT NOT NULL,
  PRIMARY KEY (lane, id)
) STRICT;
CREATE INDEX document_created ON document (created_at, id);
CREATE INDEX document_updated ON document (updated_at, id);
CREATE INDEX document_definition ON document (definition_key, created_at, id);
CREATE INDEX document_owner ON document (owner_id, created_at, id);
CREATE INDEX document_parent ON document (parent_id, created_at, id) WHERE parent_id IS NOT NULL;
CREATE INDEX document_participants ON document (participants) WHERE participants IS NOT NULL;
CREATE INDEX document_live ON document (status, created_at, id)
  WHERE status IN ('Created', 'Running', 'Paused', 'WaitingForInput', 'WaitingForApproval');
CREATE INDEX document_finished ON document (status, created_at, id)
  WHERE status IN ('Completed', 'Failed', 'Cancelled');
