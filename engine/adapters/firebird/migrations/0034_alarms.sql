-- Alarms: one row from the first sight on, and what is to be told of each by mail and as a webhook.

CREATE SEQUENCE alarm_ids;
CREATE TABLE alarms (
  id BIGINT NOT NULL PRIMARY KEY,
  kind VARCHAR(30) CHARACTER SET ASCII NOT NULL,
  subject VARCHAR(260) NOT NULL,         -- lasting: numbers rather than names
  campaign_id INTEGER,
  worse SMALLINT NOT NULL,
  details VARCHAR(6000) NOT NULL,        -- JSON: what the words need
  since TIMESTAMP NOT NULL,              -- first seen
  raised_at TIMESTAMP,                   -- NULL: it has not lasted long enough yet
  gone_since TIMESTAMP,                  -- not seen any more, and not over yet
  ended_at TIMESTAMP,
  acknowledged_at TIMESTAMP,
  acknowledged_by VARCHAR(100) NOT NULL,
  open_key VARCHAR(300)                  -- kind and subject; NULL: over
);
CREATE UNIQUE INDEX alarms_open ON alarms (open_key);
CREATE DESCENDING INDEX alarms_ended ON alarms (ended_at);

CREATE SEQUENCE alarm_telling_ids;
CREATE TABLE alarm_tellings (
  id BIGINT NOT NULL PRIMARY KEY,
  alarm_id BIGINT,                       -- NULL: a test
  event VARCHAR(10) CHARACTER SET ASCII NOT NULL,
  way VARCHAR(10) CHARACTER SET ASCII NOT NULL,
  created_at TIMESTAMP NOT NULL,
  next_at TIMESTAMP,                     -- nobody tells it before; NULL: done
  told_at TIMESTAMP,
  failures INTEGER NOT NULL,
  last_error VARCHAR(1000) NOT NULL
);
CREATE INDEX alarm_tellings_next ON alarm_tellings (next_at);
CREATE INDEX alarm_tellings_alarm ON alarm_tellings (alarm_id);

-- One row, or none: as usual, and nobody has looked yet.
CREATE TABLE alarm_settings (
  id SMALLINT NOT NULL PRIMARY KEY,
  settings VARCHAR(7000) NOT NULL,       -- JSON
  looked_at TIMESTAMP                    -- by an engine, when it looked last
);
