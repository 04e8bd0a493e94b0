CREATE TABLE admission (
  hash BLOB PRIMARY KEY,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  roles TEXT NOT NULL,
  key_id BLOB,
  used_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX admission_subject ON admission (subject, kind, used_at);
CREATE INDEX admission_expires ON admission (expires_at);
