-- Calls that come in: where they lead, and what became of each. They are no attempts: what is
-- counted of attempts (reports, limits, pacing) knows nothing of them.

CREATE SEQUENCE incoming_route_ids;
CREATE TABLE incoming_routes (
  id INTEGER NOT NULL PRIMARY KEY,
  order_number INTEGER NOT NULL,         -- the first that matches counts
  trunk_id INTEGER NOT NULL,
  settings BLOB SUB_TYPE TEXT NOT NULL   -- JSON
);

-- A trunk without a row: as usual.
CREATE TABLE incoming_trunks (
  trunk_id INTEGER NOT NULL PRIMARY KEY,
  most_calls INTEGER NOT NULL,           -- at once
  sources VARCHAR(1000) NOT NULL         -- hosts, joined by commas
);

-- A call that was refused before there were routes has none of these.
ALTER TABLE incoming_calls
  ADD open_session BIGINT,               -- node_sessions.id; NULL once it is over
  ADD engine VARCHAR(100),
  ADD phone VARCHAR(20) CHARACTER SET ASCII,         -- of the caller in E.164; '' hidden, unreadable
  ADD route_number VARCHAR(60) CHARACTER SET ASCII,  -- the route's pattern; '' for no route
  ADD kind VARCHAR(10) CHARACTER SET ASCII,
  ADD target VARCHAR(200),
  ADD after_hours SMALLINT,
  ADD scheme_version_id INTEGER,
  ADD campaign_id INTEGER,               -- what he rang back for
  ADD contact_id BIGINT,
  ADD attempt_id BIGINT,
  ADD answered_at TIMESTAMP,
  ADD ended_at TIMESTAMP,
  ADD sip_code SMALLINT,
  ADD hangup_cause VARCHAR(40) CHARACTER SET ASCII,
  ADD hangup_by VARCHAR(10) CHARACTER SET ASCII,
  ADD disposition VARCHAR(20) CHARACTER SET ASCII,
  ADD node VARCHAR(100),
  ADD recording VARCHAR(400),
  ADD callback_at TIMESTAMP,
  ADD detail VARCHAR(500),
  ADD trace BLOB SUB_TYPE TEXT;          -- engine.ivr.trace
-- Numbers are given out ahead, to each engine its own: they do not tell which call came first.
CREATE DESCENDING INDEX incoming_calls_latest ON incoming_calls (received_at);
-- The calls of a session that died; whether somebody who is to be dialled is on the line.
CREATE INDEX incoming_calls_open ON incoming_calls (open_session);
CREATE INDEX incoming_calls_contact ON incoming_calls (contact_id);

CREATE TABLE incoming_results (
  call_id BIGINT NOT NULL,
  name VARCHAR(100) NOT NULL,
  saved_at TIMESTAMP NOT NULL,
  text VARCHAR(1000) NOT NULL,           -- the value, or the beginning of a long one
  long_text BLOB SUB_TYPE TEXT,
  CONSTRAINT incoming_results_key PRIMARY KEY (call_id, name)
);

SET TERM ^ ;
CREATE TRIGGER incoming_routes_wake FOR incoming_routes AFTER INSERT OR UPDATE OR DELETE AS
BEGIN
  POST_EVENT 'rino_changed';
END^
CREATE TRIGGER incoming_trunks_wake FOR incoming_trunks AFTER INSERT OR UPDATE OR DELETE AS
BEGIN
  POST_EVENT 'rino_changed';
END^
SET TERM ; ^
