-- What laws ask for: why a contact was not called at a moment (the ledger), consents, whom limits
-- count together, places in the cells of a survey.

CREATE SEQUENCE refusal_ids;
CREATE TABLE refusals (
  id BIGINT NOT NULL PRIMARY KEY,
  campaign_id INTEGER NOT NULL,
  contact_id BIGINT NOT NULL,
  phone VARCHAR(20) CHARACTER SET ASCII NOT NULL,
  refused_at TIMESTAMP NOT NULL,         -- for the first time
  last_at TIMESTAMP NOT NULL,
  times INTEGER NOT NULL,
  rule_name VARCHAR(60) CHARACTER SET ASCII NOT NULL,
  preset VARCHAR(60) CHARACTER SET ASCII NOT NULL,  -- name@version, '' for the campaign's own rules
  lifts_at TIMESTAMP,                    -- NULL: nobody knows, or never
  inputs BLOB SUB_TYPE TEXT NOT NULL     -- JSON
);
-- The same refusal again; a contact's history.
CREATE INDEX refusals_contact ON refusals (contact_id, id);
-- Who was refused for lack of a consent that he gives now.
CREATE INDEX refusals_phone ON refusals (phone, rule_name);
-- The report.
CREATE INDEX refusals_campaign ON refusals (campaign_id, id);
-- What lifts next.
CREATE INDEX refusals_lifting ON refusals (campaign_id, lifts_at);

-- By what else than the number dialled the person of an attempt is known: his other numbers, and
-- '=' with a digest of the field that tells people apart.
CREATE TABLE attempt_people (
  attempt_id BIGINT NOT NULL,
  identity VARCHAR(40) CHARACTER SET ASCII NOT NULL,
  reserved_at TIMESTAMP NOT NULL,
  CONSTRAINT attempt_people_key PRIMARY KEY (attempt_id, identity)
);
CREATE INDEX attempt_people_identity ON attempt_people (identity, reserved_at);

-- Who opens attempts on a person locks the row of that person's slot first.
INSERT INTO locks (name)
  WITH RECURSIVE slots AS (
    SELECT 0 AS slot FROM RDB$DATABASE UNION ALL SELECT slot + 1 FROM slots WHERE slot < 499
  )
  SELECT 'PERSON ' || slot FROM slots;

CREATE SEQUENCE consent_proof_ids;
CREATE TABLE consent_proofs (
  id INTEGER NOT NULL PRIMARY KEY,
  digest VARCHAR(64) CHARACTER SET ASCII NOT NULL,  -- SHA-256 of the content
  size_bytes INTEGER NOT NULL,
  content BLOB SUB_TYPE BINARY NOT NULL
);
CREATE UNIQUE INDEX consent_proofs_digest ON consent_proofs (digest);
CREATE SEQUENCE consent_ids;
CREATE TABLE consents (
  id BIGINT NOT NULL PRIMARY KEY,
  phone VARCHAR(20) CHARACTER SET ASCII NOT NULL,
  kind VARCHAR(20) CHARACTER SET ASCII NOT NULL,
  obtained_at TIMESTAMP NOT NULL,
  valid_until TIMESTAMP,
  revoked_at TIMESTAMP,
  added_at TIMESTAMP NOT NULL,
  proof VARCHAR(1000) NOT NULL,          -- its text, or the name of its file
  proof_id INTEGER                       -- consent_proofs.id
);
CREATE INDEX consents_phone ON consents (phone, kind);

-- Places in the cells of a survey: reserved while the call is in progress, taken by an interview.
CREATE TABLE quota_places (
  attempt_id BIGINT NOT NULL,
  cell VARCHAR(20) CHARACTER SET ASCII NOT NULL,    -- a digest of the cell
  campaign_id INTEGER NOT NULL,
  done SMALLINT NOT NULL,                -- 0 reserved, 1 taken
  CONSTRAINT quota_places_key PRIMARY KEY (attempt_id, cell)
);
CREATE INDEX quota_places_cell ON quota_places (campaign_id, done, cell);
-- Zone sets that hold the contacts of one group of one campaign only: those whose cells are full
-- are passed over when contacts are claimed, however many they are.
CREATE TABLE quota_zone_sets (
  zone_set_id INTEGER NOT NULL PRIMARY KEY,
  campaign_id INTEGER NOT NULL,
  plain_id INTEGER NOT NULL,             -- the zone set with the same zones that is everybody's
  quota_group VARCHAR(220) CHARACTER SET ASCII NOT NULL
);
CREATE UNIQUE INDEX quota_zone_sets_group ON quota_zone_sets (campaign_id, quota_group, plain_id);
