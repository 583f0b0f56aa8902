-- Supervisors who listen to calls, whisper to an operator, or join: one row each time, the meeting point of the supervisor
-- (what is wanted) and the engine that carries the call (what is so). What has ended goes after two days; the audit
-- log keeps it.

CREATE SEQUENCE supervision_ids;
CREATE TABLE supervisions (
  id BIGINT NOT NULL PRIMARY KEY,
  who VARCHAR(100) NOT NULL,             -- the supervisor, as the audit log has him
  user_id INTEGER,
  via VARCHAR(10) CHARACTER SET ASCII NOT NULL,
  place VARCHAR(100) NOT NULL,
  asked_operator_id INTEGER,             -- whose call; NULL: that of asked_key
  asked_key BIGINT,                      -- engine.domain.call_key
  phone VARCHAR(300) NOT NULL,           -- where the supervisor is rung: a SIP address or a number
  token VARCHAR(100) NOT NULL,           -- by which his softphone knows that call
  wanted VARCHAR(10) CHARACTER SET ASCII NOT NULL,
  wish INTEGER NOT NULL,                 -- grows with each change of wanted
  leaving SMALLINT NOT NULL,
  asked_at TIMESTAMP NOT NULL,           -- by the server's clock, in its zone
  -- the engine's:
  open_for VARCHAR(120),                 -- '' any engine, then the one that has it; NULL: ended
  state VARCHAR(10) CHARACTER SET ASCII NOT NULL,
  mode VARCHAR(10) CHARACTER SET ASCII NOT NULL,  -- '' not heard yet
  answered_wish INTEGER NOT NULL,
  why VARCHAR(40) CHARACTER SET ASCII NOT NULL,   -- it ended, or the latest wish was not granted
  operator_id INTEGER,                   -- who is heard
  call_key BIGINT,
  answered_at TIMESTAMP,
  ended_at TIMESTAMP
);
CREATE INDEX supervisions_open ON supervisions (open_for);
CREATE INDEX supervisions_ended ON supervisions (ended_at);

-- One row, or none: as usual.
CREATE TABLE supervision_settings (
  id SMALLINT NOT NULL PRIMARY KEY,
  shown VARCHAR(10) CHARACTER SET ASCII NOT NULL
);

SET TERM ^ ;
CREATE TRIGGER supervisions_asked FOR supervisions AFTER INSERT AS
BEGIN
  POST_EVENT 'rino_operators';
END^
CREATE TRIGGER supervisions_changed FOR supervisions AFTER UPDATE AS
BEGIN
  POST_EVENT 'rino_operators';
  IF (OLD.operator_id IS NOT NULL) THEN POST_EVENT 'rino_operator_' || OLD.operator_id;
  IF (NEW.operator_id IS DISTINCT FROM OLD.operator_id AND NEW.operator_id IS NOT NULL) THEN
    POST_EVENT 'rino_operator_' || NEW.operator_id;
END^
SET TERM ; ^
