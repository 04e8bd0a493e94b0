-- Every table but users, api_key and definition carries the lane, and every unique key begins with
-- it: on a distributed PostgreSQL it is the distribution column.

CREATE TABLE users (
  id uuid PRIMARY KEY,
  subject text COLLATE "C" NOT NULL UNIQUE,
  roles text NOT NULL
);

-- The text of a key is nowhere kept.
CREATE TABLE api_key (
  id uuid PRIMARY KEY,
  subject text NOT NULL,
  roles text NOT NULL,
  hash bytea NOT NULL UNIQUE,
  prefix text NOT NULL,
  created_at bigint NOT NULL,
  created_by text NOT NULL,
  expires_at bigint,
  revoked_at bigint
);

CREATE TABLE definition (
  key text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  id text NOT NULL,
  body text NOT NULL,
  availability text NOT NULL,
  PRIMARY KEY (key, version)
);

CREATE TABLE lane (
  lane integer PRIMARY KEY,
  position bigint NOT NULL,
  fence bigint NOT NULL,
  node text,
  held_until bigint
) WITH (fillfactor = 10);

-- Apart from lane, so that folding never waits for a commit, nor a commit for folding.
CREATE TABLE projection (
  lane integer PRIMARY KEY,
  folded bigint NOT NULL
) WITH (fillfactor = 10);

-- Nodes that run the engine, and when each was last seen.
CREATE TABLE node (
  id text PRIMARY KEY,
  seen_at bigint NOT NULL
);

-- What never changes comes first: the log of PostgreSQL leaves out the part two rows share at
-- their start. What changes has no index, and pages have room: updates stay inside their page.
CREATE TABLE instance (
  lane integer NOT NULL,
  id uuid NOT NULL,
  definition_id text NOT NULL,
  definition_version integer NOT NULL,
  owner_id uuid NOT NULL REFERENCES users (id),
  created_at bigint NOT NULL,
  parent_id uuid,
  forked_from_id uuid,
  forked_from_version bigint,
  version bigint NOT NULL,
  snapshot_version bigint NOT NULL,
  fence bigint NOT NULL,
  status text NOT NULL,
  last_modified_by text NOT NULL,
  delta_bytes bigint NOT NULL,
  updated_at bigint NOT NULL,
  checksum bytea NOT NULL,
  receipt_hash bytea NOT NULL,
  wake_at bigint,
  queue text,
  PRIMARY KEY (lane, id)
) WITH (fillfactor = 70);
-- From step to step wake_at stays 0: most updates change nothing that is indexed.
CREATE INDEX instance_due ON instance (lane, wake_at, id) WHERE wake_at IS NOT NULL;
CREATE INDEX instance_queue ON instance (queue, lane, id) WHERE queue IS NOT NULL;

CREATE TABLE revision (
  lane integer NOT NULL,
  instance_id uuid NOT NULL,
  version bigint NOT NULL,
  position bigint NOT NULL,
  committed_at bigint NOT NULL,
  kind text NOT NULL,
  actor text NOT NULL,
  statuses text NOT NULL,
  reason text,
  mutations text,
  body_hash bytea,
  checksum bytea NOT NULL,
  hash bytea NOT NULL,
  key text,
  key_request bytea,
  PRIMARY KEY (lane, instance_id, version)
);
CREATE INDEX revision_position ON revision (lane, position);
CREATE UNIQUE INDEX revision_key ON revision (lane, instance_id, key) WHERE key IS NOT NULL;

CREATE TABLE snapshot (
  lane integer NOT NULL,
  instance_id uuid NOT NULL,
  version bigint NOT NULL,
  state text NOT NULL,
  PRIMARY KEY (lane, instance_id, version)
);

CREATE TABLE checkpoint (
  lane integer NOT NULL,
  instance_id uuid NOT NULL,
  name text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  origin text NOT NULL,
  actor text NOT NULL,
  created_at bigint NOT NULL,
  checksum bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (lane, instance_id, name)
);

CREATE TABLE document (
  lane integer NOT NULL,
  id uuid NOT NULL,
  definition_id text NOT NULL,
  definition_key text NOT NULL,
  definition_version integer NOT NULL,
  owner_id uuid NOT NULL REFERENCES users (id),
  created_at bigint NOT NULL,
  parent_id uuid,
  forked_from_id uuid,
  forked_from_version bigint,
  version bigint NOT NULL,
  status text NOT NULL,
  current_step integer NOT NULL,
  step_count bigint NOT NULL,
  updated_at bigint NOT NULL,
  started_at bigint,
  ended_at bigint,
  last_modified_by text NOT NULL,
  checksum bytea NOT NULL,
  receipt_hash bytea NOT NULL,
  context jsonb,
  step_data jsonb,
  tags jsonb,
  attributes jsonb,
  participants jsonb,
  position text NOT NULL,
  PRIMARY KEY (lane, id)
);
CREATE INDEX document_created ON document (created_at, id);
CREATE INDEX document_updated ON document (updated_at, id);
CREATE INDEX document_definition ON document (definition_key, created_at, id);
CREATE INDEX document_owner ON document (owner_id, created_at, id);
CREATE INDEX document_parent ON document (parent_id, created_at, id) WHERE parent_id IS NOT NULL;
CREATE INDEX document_live ON document (status, created_at, id)
  WHERE status IN ('Created', 'Running', 'Paused', 'WaitingForInput', 'WaitingForApproval');
CREATE INDEX document_finished ON document (status, created_at, id)
  WHERE status IN ('Completed', 'Failed', 'Cancelled');
-- Every search reads what is pending, so little is: in kilobytes.
CREATE INDEX document_context ON document USING gin (context jsonb_path_ops)
  WITH (gin_pending_list_limit = 128);
CREATE INDEX document_step_data ON document USING gin (step_data jsonb_path_ops)
  WITH (gin_pending_list_limit = 128);
CREATE INDEX document_tags ON document USING gin (tags jsonb_path_ops)
  WITH (gin_pending_list_limit = 128);
CREATE INDEX document_attributes ON document USING gin (attributes jsonb_path_ops)
  WITH (gin_pending_list_limit = 128);
CREATE INDEX document_participants ON document USING gin (participants jsonb_path_ops)
  WITH (gin_pending_list_limit = 128);
