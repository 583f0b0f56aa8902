-- Callbacks that operators have promised: their own, and the team's.

CREATE SEQUENCE callback_ids;
CREATE TABLE callbacks (
  id BIGINT NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  write_id VARCHAR(40) CHARACTER SET ASCII NOT NULL,   -- of whoever wrote this revision
  created_at TIMESTAMP NOT NULL,
  author VARCHAR(100) NOT NULL,
  phone VARCHAR(20) CHARACTER SET ASCII NOT NULL,
  zones VARCHAR(1000) CHARACTER SET ASCII NOT NULL,    -- names of time zones, a line each
  caller VARCHAR(300) NOT NULL,
  contact_id BIGINT,
  campaign_id INTEGER,
  queue_name VARCHAR(100) NOT NULL,
  note VARCHAR(2000) NOT NULL,
  owner VARCHAR(100) NOT NULL,                         -- '': the team's
  owner_key VARCHAR(100) NOT NULL,
  missed_by VARCHAR(100) NOT NULL,                     -- whose it was before it was the team's
  state VARCHAR(12) CHARACTER SET ASCII NOT NULL,
  is_open SMALLINT NOT NULL,
  due_at TIMESTAMP NOT NULL,
  next_at TIMESTAMP,                                   -- reminder, or passing to the team
  taken_by VARCHAR(100) NOT NULL,
  taken_key VARCHAR(100) NOT NULL,
  taken_at TIMESTAMP,
  ended_at TIMESTAMP
);
CREATE INDEX callbacks_due ON callbacks (is_open, due_at);
CREATE INDEX callbacks_owner ON callbacks (is_open, owner_key, due_at);
CREATE INDEX callbacks_taken ON callbacks (is_open, taken_key, due_at);
CREATE INDEX callbacks_next ON callbacks (next_at);
CREATE INDEX callbacks_phone ON callbacks (phone);
CREATE UNIQUE INDEX callbacks_write ON callbacks (write_id);

-- How much a request matters: -1 low, 0 normal, 1 high.
ALTER TABLE requests ADD priority SMALLINT DEFAULT 0 NOT NULL;
