-- Campaigns, trunks, schemes, contacts and their attempts.
--
-- Rules for all migrations: one file is one transaction, so a file that creates a column cannot
-- fill it (the next file can); nothing that Firebird 3 does not know; times are UTC.
-- Hot tables have no foreign keys: each would cost an index; `db check` looks for orphans.

CREATE SEQUENCE campaign_ids;
CREATE TABLE campaigns (
  id INTEGER NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  name_key VARCHAR(200) NOT NULL,        -- case-folded: names are unique without regard to case
  state VARCHAR(10) CHARACTER SET ASCII NOT NULL,
  revision INTEGER NOT NULL,
  settings BLOB SUB_TYPE TEXT NOT NULL   -- JSON
);
CREATE UNIQUE INDEX campaigns_name ON campaigns (name_key);

-- Whoever claims contacts of a campaign locks its row here first (Firebird 3 has no SKIP LOCKED).
CREATE TABLE campaign_locks (
  campaign_id INTEGER NOT NULL PRIMARY KEY
);

CREATE SEQUENCE trunk_ids;
CREATE TABLE trunks (
  id INTEGER NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  name_key VARCHAR(200) NOT NULL,
  revision INTEGER NOT NULL,
  removed SMALLINT DEFAULT 0 NOT NULL,   -- attempts still name it
  settings BLOB SUB_TYPE TEXT NOT NULL
);
CREATE INDEX trunks_name ON trunks (name_key);

CREATE SEQUENCE scheme_ids;
CREATE TABLE schemes (
  id INTEGER NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  name_key VARCHAR(200) NOT NULL,
  published_id INTEGER,                  -- scheme_versions.id that new calls use
  draft BLOB SUB_TYPE TEXT
);
CREATE UNIQUE INDEX schemes_name ON schemes (name_key);

CREATE SEQUENCE scheme_version_ids;
CREATE TABLE scheme_versions (
  id INTEGER NOT NULL PRIMARY KEY,
  scheme_id INTEGER NOT NULL REFERENCES schemes (id),
  version INTEGER NOT NULL,
  document BLOB SUB_TYPE TEXT NOT NULL,
  published_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX scheme_versions_number ON scheme_versions (scheme_id, version);

CREATE SEQUENCE import_ids;
CREATE TABLE imports (
  id INTEGER NOT NULL PRIMARY KEY,
  campaign_id INTEGER NOT NULL,
  file_name VARCHAR(500) NOT NULL,
  imported_at TIMESTAMP NOT NULL,
  contacts INTEGER DEFAULT 0 NOT NULL,
  unchanged INTEGER DEFAULT 0 NOT NULL,
  updated INTEGER DEFAULT 0 NOT NULL
);
CREATE INDEX imports_campaign ON imports (campaign_id);

-- The possible time zones of a contact: sorted IANA names joined by commas. 0: the campaign's own.
CREATE SEQUENCE zone_set_ids;
CREATE TABLE zone_sets (
  id INTEGER NOT NULL PRIMARY KEY,
  zones VARCHAR(1900) CHARACTER SET ASCII NOT NULL
);
CREATE UNIQUE INDEX zone_sets_zones ON zone_sets (zones);

CREATE SEQUENCE contact_ids;
CREATE TABLE contacts (
  id BIGINT NOT NULL PRIMARY KEY,
  campaign_id INTEGER NOT NULL,
  import_id INTEGER NOT NULL,
  list_row INTEGER NOT NULL,             -- row number in the imported file
  queue SMALLINT NOT NULL,               -- 0 waiting, 1 claimed, 2 settled for good
  state SMALLINT NOT NULL,               -- 0 new, 1 waiting for a retry, 3 done, 4 excluded
  in_attempt SMALLINT NOT NULL,          -- 1: the attempt last_attempt is open
  zone_set_id INTEGER NOT NULL,
  next_at TIMESTAMP NOT NULL,            -- 2000-01-01 until the first attempt: retries sort behind
  claimed_by BIGINT,                     -- node_sessions.id
  last_attempt BIGINT,
  phone VARCHAR(20) CHARACTER SET ASCII NOT NULL,
  other_phones VARCHAR(1000) CHARACTER SET ASCII NOT NULL,  -- alternates, joined by commas
  progress VARCHAR(500) CHARACTER SET ASCII NOT NULL,       -- JSON, '' before the first attempt
  fields VARCHAR(2000) CHARACTER SET UTF8 NOT NULL,         -- JSON object, '' when too long
  long_fields BLOB SUB_TYPE TEXT CHARACTER SET UTF8         -- the JSON object that was too long
);
-- Claims, the outlook per zone set, open attempts: everything that is asked while dialling.
CREATE INDEX contacts_queue ON contacts (campaign_id, queue, zone_set_id, next_at);
-- What an import finds again.
CREATE UNIQUE INDEX contacts_phone ON contacts (campaign_id, phone);

CREATE SEQUENCE attempt_ids;
CREATE TABLE attempts (
  id BIGINT NOT NULL PRIMARY KEY,
  campaign_id INTEGER NOT NULL,
  contact_id BIGINT NOT NULL,
  session_id BIGINT NOT NULL,
  engine VARCHAR(100) NOT NULL,
  attempt_number SMALLINT NOT NULL,
  phone VARCHAR(20) CHARACTER SET ASCII NOT NULL,
  trunk_id INTEGER NOT NULL,
  scheme_version_id INTEGER NOT NULL,
  reserved_at TIMESTAMP NOT NULL,
  begun_at TIMESTAMP NOT NULL,           -- started_at, or reserved_at while there is none
  started_at TIMESTAMP,
  answered_at TIMESTAMP,
  ended_at TIMESTAMP,
  sip_code SMALLINT,
  hangup_cause VARCHAR(40) CHARACTER SET ASCII,
  hangup_by VARCHAR(10) CHARACTER SET ASCII,
  disposition VARCHAR(20) CHARACTER SET ASCII,
  operator_name VARCHAR(100),
  node VARCHAR(100),
  recording VARCHAR(400)
);
-- Reports read a campaign's attempts in the order they began.
CREATE INDEX attempts_campaign ON attempts (campaign_id, begun_at, id);
-- Legal limits count calls to a number.
CREATE INDEX attempts_phone ON attempts (phone, reserved_at);

CREATE TABLE attempt_results (
  attempt_id BIGINT NOT NULL,
  name VARCHAR(100) NOT NULL,
  saved_at TIMESTAMP NOT NULL,
  campaign_id INTEGER NOT NULL,
  contact_id BIGINT NOT NULL,
  text VARCHAR(1000) NOT NULL,           -- the value, or the beginning of a long one
  long_text BLOB SUB_TYPE TEXT,
  CONSTRAINT attempt_results_key PRIMARY KEY (attempt_id, name)
);
CREATE INDEX attempt_results_campaign ON attempt_results (campaign_id);

CREATE TABLE do_not_call (
  phone VARCHAR(20) CHARACTER SET ASCII NOT NULL PRIMARY KEY,
  source VARCHAR(200) NOT NULL,
  added_at TIMESTAMP NOT NULL
);
