-- Sessions of browsers and what opens them: every server of the store knows them. The text of a
-- token is nowhere kept.
CREATE TABLE admission (
  hash bytea PRIMARY KEY,
  kind text NOT NULL,
  subject text NOT NULL,
  roles text NOT NULL,
  key_id uuid,
  used_at bigint NOT NULL,
  expires_at bigint NOT NULL
);
CREATE INDEX admission_subject ON admission (subject, kind, used_at);
CREATE INDEX admission_expires ON admission (expires_at);
