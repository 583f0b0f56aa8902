-- Engine nodes, what they share, and what they are told.

INSERT INTO zone_sets (id, zones) VALUES (0, '');

CREATE SEQUENCE node_session_ids;
CREATE TABLE node_sessions (
  id BIGINT NOT NULL PRIMARY KEY,
  node VARCHAR(100) NOT NULL,
  host VARCHAR(255) NOT NULL,
  pid INTEGER NOT NULL,
  process_started DOUBLE PRECISION NOT NULL,
  begun_at TIMESTAMP NOT NULL,
  lease_until TIMESTAMP NOT NULL,        -- 2000-01-01: given up by another node
  last_command_id BIGINT NOT NULL        -- the newest command when it began; older ones are not its
);

-- Rows that serialise; LINES: whoever changes quotas.
CREATE TABLE locks (
  name VARCHAR(20) CHARACTER SET ASCII NOT NULL PRIMARY KEY
);

CREATE TABLE line_quotas (
  session_id BIGINT NOT NULL,
  resource VARCHAR(40) CHARACTER SET ASCII NOT NULL,
  wanted INTEGER NOT NULL,
  in_use INTEGER NOT NULL,
  quota INTEGER NOT NULL,
  CONSTRAINT line_quotas_key PRIMARY KEY (session_id, resource)
);

CREATE TABLE node_activity (
  session_id BIGINT NOT NULL,
  campaign_id INTEGER NOT NULL,
  idle VARCHAR(2000) NOT NULL,           -- JSON, '' while it dials
  live INTEGER NOT NULL,
  seen_at TIMESTAMP NOT NULL,
  CONSTRAINT node_activity_key PRIMARY KEY (session_id, campaign_id)
);

CREATE TABLE trunk_statuses (
  session_id BIGINT NOT NULL,
  trunk_id INTEGER NOT NULL,
  status VARCHAR(20) CHARACTER SET ASCII NOT NULL,
  detail VARCHAR(500) NOT NULL,
  since TIMESTAMP NOT NULL,
  CONSTRAINT trunk_statuses_key PRIMARY KEY (session_id, trunk_id)
);

CREATE SEQUENCE command_ids;
CREATE TABLE commands (
  id BIGINT NOT NULL PRIMARY KEY,
  kind VARCHAR(40) CHARACTER SET ASCII NOT NULL,
  campaign_id INTEGER,
  arguments BLOB SUB_TYPE TEXT NOT NULL, -- JSON
  created_at TIMESTAMP NOT NULL,
  done_at TIMESTAMP,
  owner_session_id BIGINT,               -- of a command that only one node may do
  outcome BLOB SUB_TYPE TEXT
);
CREATE TABLE command_receipts (
  session_id BIGINT NOT NULL,
  command_id BIGINT NOT NULL,
  received_at TIMESTAMP NOT NULL,
  CONSTRAINT command_receipts_key PRIMARY KEY (session_id, command_id)
);

CREATE SEQUENCE incoming_call_ids;
CREATE TABLE incoming_calls (
  id BIGINT NOT NULL PRIMARY KEY,
  trunk_id INTEGER NOT NULL,
  received_at TIMESTAMP NOT NULL,
  caller VARCHAR(200) NOT NULL,
  called VARCHAR(200) NOT NULL
);
CREATE DESCENDING INDEX incoming_calls_newest ON incoming_calls (id);

-- What engines wait for wakes them, whoever writes it.
SET TERM ^ ;
CREATE TRIGGER campaigns_wake FOR campaigns AFTER INSERT OR UPDATE OR DELETE AS
BEGIN
  POST_EVENT 'rino_changed';
END^
CREATE TRIGGER trunks_wake FOR trunks AFTER INSERT OR UPDATE OR DELETE AS
BEGIN
  POST_EVENT 'rino_changed';
END^
CREATE TRIGGER schemes_wake FOR schemes AFTER INSERT OR UPDATE OR DELETE AS
BEGIN
  POST_EVENT 'rino_changed';
END^
CREATE TRIGGER commands_wake FOR commands AFTER INSERT AS
BEGIN
  POST_EVENT 'rino_changed';
END^
CREATE TRIGGER imports_wake FOR imports AFTER INSERT OR UPDATE AS
BEGIN
  POST_EVENT 'rino_changed';
END^

-- Of each zone set with waiting contacts the earliest next_at. Hops through contacts_queue from
-- one zone set to the next: the cost is one look-up per zone set, however long the list is.
CREATE PROCEDURE waiting_zones (campaign_id INTEGER)
RETURNS (zone_set_id INTEGER, earliest TIMESTAMP) AS
DECLARE next_id INTEGER = 0;
BEGIN
  WHILE (1 = 1) DO
  BEGIN
    zone_set_id = NULL;
    SELECT FIRST 1 c.zone_set_id, c.next_at FROM contacts c
      WHERE c.campaign_id = :campaign_id AND c.queue = 0 AND c.zone_set_id >= :next_id
      ORDER BY c.campaign_id, c.queue, c.zone_set_id, c.next_at
      INTO :zone_set_id, :earliest;
    IF (zone_set_id IS NULL) THEN
      LEAVE;
    next_id = zone_set_id + 1;   -- not ">": Firebird walks through all that are equal first
    SUSPEND;
  END
END^

-- All claimed contacts. A join of campaigns and contacts would say the same, but Firebird may
-- choose to read all contacts for it; this asks contacts_queue once per campaign.
CREATE PROCEDURE claimed_contacts
RETURNS (contact_id BIGINT, claimed_by BIGINT, in_attempt SMALLINT, last_attempt BIGINT) AS
DECLARE campaign_id INTEGER;
BEGIN
  FOR SELECT k.id FROM campaigns k INTO :campaign_id DO
    FOR SELECT c.id, c.claimed_by, c.in_attempt, c.last_attempt FROM contacts c
      WHERE c.campaign_id = :campaign_id AND c.queue = 1
      INTO :contact_id, :claimed_by, :in_attempt, :last_attempt DO
      SUSPEND;
END^
SET TERM ; ^
