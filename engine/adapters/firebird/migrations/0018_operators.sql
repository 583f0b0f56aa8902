-- Operators: what they can do, where they wait for calls, what each does now, what they ask of the
-- engines, and what they have done.

CREATE TABLE operator_skills (
  user_id INTEGER NOT NULL,
  skill VARCHAR(100) NOT NULL,
  level SMALLINT NOT NULL,
  PRIMARY KEY (user_id, skill)
);
CREATE TABLE queues (
  name_key VARCHAR(200) NOT NULL PRIMARY KEY,
  campaign_id INTEGER NOT NULL,
  document VARCHAR(4000) NOT NULL
);
CREATE TABLE pause_reasons (
  name_key VARCHAR(100) NOT NULL PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  at_once SMALLINT,
  minutes_per_day SMALLINT
);
-- One row, or none yet: grows with every change of what is above, and of the people.
CREATE TABLE operator_settings (
  id SMALLINT NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL
);

-- One row for each operator, changed by comparing its revision. write_no orders the writes.
CREATE SEQUENCE operator_write_numbers;
CREATE TABLE operator_status (
  operator_id INTEGER NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  write_id VARCHAR(150) NOT NULL,
  write_no BIGINT NOT NULL,
  state VARCHAR(12) CHARACTER SET ASCII NOT NULL,
  intended_break VARCHAR(100) NOT NULL,
  document VARCHAR(6000) NOT NULL
);
CREATE INDEX operator_status_written ON operator_status (write_no);
CREATE INDEX operator_status_break ON operator_status (intended_break);

-- Time in states; the last one of an operator has no end.
CREATE SEQUENCE operator_span_ids;
CREATE TABLE operator_spans (
  id BIGINT NOT NULL PRIMARY KEY,
  operator_id INTEGER NOT NULL,
  state VARCHAR(12) CHARACTER SET ASCII NOT NULL,
  reason VARCHAR(100) NOT NULL,
  since TIMESTAMP NOT NULL,
  until TIMESTAMP NOT NULL                -- the end of the calendar while it lasts
);
CREATE INDEX operator_spans_operator ON operator_spans (operator_id, until);

-- The newest session of an operator at a workstation.
CREATE TABLE operator_sessions (
  operator_id INTEGER NOT NULL PRIMARY KEY,
  token VARCHAR(100) NOT NULL,
  workstation VARCHAR(200) NOT NULL,
  address VARCHAR(300) NOT NULL,
  beats INTEGER NOT NULL,
  began_at TIMESTAMP NOT NULL
);

-- open_for: the node that may take it, '' any; NULL when it is taken or answered.
CREATE SEQUENCE operator_order_ids;
CREATE TABLE operator_orders (
  id BIGINT NOT NULL PRIMARY KEY,
  operator_id INTEGER NOT NULL,
  token VARCHAR(100) NOT NULL,
  kind VARCHAR(10) CHARACTER SET ASCII NOT NULL,
  node VARCHAR(120) NOT NULL,
  arguments VARCHAR(4000) NOT NULL,
  created_at TIMESTAMP NOT NULL,
  open_for VARCHAR(120),
  taken_by VARCHAR(120),
  answered_at TIMESTAMP,
  answer VARCHAR(4000) NOT NULL
);
CREATE INDEX operator_orders_open ON operator_orders (open_for);
CREATE INDEX operator_orders_operator ON operator_orders (operator_id, created_at);

-- The call log: each offer to an operator and what came of it.
CREATE TABLE operator_talks (
  offer_id VARCHAR(150) NOT NULL PRIMARY KEY,
  operator_id INTEGER NOT NULL,
  attempt_id BIGINT,
  campaign_id INTEGER,
  contact_id BIGINT,
  queue VARCHAR(200) NOT NULL,
  kind VARCHAR(12) CHARACTER SET ASCII NOT NULL,
  phone VARCHAR(20) CHARACTER SET ASCII NOT NULL,
  offered_at TIMESTAMP NOT NULL,
  answered_at TIMESTAMP,
  ended_at TIMESTAMP,
  outcome VARCHAR(12) CHARACTER SET ASCII NOT NULL,
  result VARCHAR(200) NOT NULL
);
CREATE INDEX operator_talks_operator ON operator_talks (operator_id, offered_at);
CREATE INDEX operator_talks_attempt ON operator_talks (attempt_id);

CREATE SEQUENCE operator_message_ids;
CREATE TABLE operator_messages (
  id BIGINT NOT NULL PRIMARY KEY,
  author VARCHAR(100) NOT NULL,
  operator_id INTEGER NOT NULL,          -- 0: to all
  text VARCHAR(2000) NOT NULL,
  sent_at TIMESTAMP NOT NULL
);
CREATE DESCENDING INDEX operator_messages_operator ON operator_messages (operator_id, id);
CREATE TABLE operator_message_reads (
  message_id BIGINT NOT NULL,
  operator_id INTEGER NOT NULL,
  read_at TIMESTAMP NOT NULL,
  PRIMARY KEY (message_id, operator_id)
);

-- Engines hear of every operator, a workstation only of its own.
SET TERM ^ ;
CREATE TRIGGER operator_skills_wake FOR operator_skills AFTER INSERT OR UPDATE OR DELETE AS
BEGIN
  UPDATE OR INSERT INTO operator_settings (id, revision) VALUES (1,
    COALESCE((SELECT revision FROM operator_settings WHERE id = 1), 0) + 1) MATCHING (id);
END^
CREATE TRIGGER queues_wake FOR queues AFTER INSERT OR UPDATE OR DELETE AS
BEGIN
  UPDATE OR INSERT INTO operator_settings (id, revision) VALUES (1,
    COALESCE((SELECT revision FROM operator_settings WHERE id = 1), 0) + 1) MATCHING (id);
END^
CREATE TRIGGER pause_reasons_wake FOR pause_reasons AFTER INSERT OR UPDATE OR DELETE AS
BEGIN
  UPDATE OR INSERT INTO operator_settings (id, revision) VALUES (1,
    COALESCE((SELECT revision FROM operator_settings WHERE id = 1), 0) + 1) MATCHING (id);
END^
CREATE TRIGGER users_are_operators FOR users AFTER INSERT OR UPDATE OR DELETE AS
BEGIN
  UPDATE OR INSERT INTO operator_settings (id, revision) VALUES (1,
    COALESCE((SELECT revision FROM operator_settings WHERE id = 1), 0) + 1) MATCHING (id);
END^
CREATE TRIGGER operator_settings_wake FOR operator_settings AFTER INSERT OR UPDATE AS
BEGIN
  POST_EVENT 'rino_operators';
END^
CREATE TRIGGER operator_status_wake FOR operator_status AFTER INSERT OR UPDATE AS
BEGIN
  POST_EVENT 'rino_operators';
  POST_EVENT 'rino_operator_' || NEW.operator_id;
END^
CREATE TRIGGER operator_sessions_wake FOR operator_sessions AFTER INSERT OR DELETE AS
BEGIN
  POST_EVENT 'rino_operators';
END^
CREATE TRIGGER operator_orders_wake FOR operator_orders AFTER INSERT AS
BEGIN
  POST_EVENT 'rino_operators';
END^
CREATE TRIGGER operator_orders_answered FOR operator_orders AFTER UPDATE AS
BEGIN
  IF (OLD.answered_at IS NULL AND NEW.answered_at IS NOT NULL) THEN
    POST_EVENT 'rino_operator_' || NEW.operator_id;
END^
CREATE TRIGGER operator_messages_wake FOR operator_messages AFTER INSERT AS
BEGIN
  POST_EVENT 'rino_operator_' || NEW.operator_id;
END^
SET TERM ; ^
