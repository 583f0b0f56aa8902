-- Answers to questions of surveys, tickets of draws.

-- A question as it was asked: another wording is another row.
CREATE SEQUENCE question_ids;
CREATE TABLE questions (
  id INTEGER NOT NULL PRIMARY KEY,
  campaign_id INTEGER NOT NULL,
  question VARCHAR(60) NOT NULL,         -- its id in the scheme
  version VARCHAR(20) NOT NULL,
  digest CHAR(16) CHARACTER SET ASCII NOT NULL,  -- of kind, wording and options
  document BLOB SUB_TYPE TEXT NOT NULL   -- JSON: kind, texts and options by language
);
CREATE UNIQUE INDEX questions_wording ON questions (campaign_id, question, version, digest);

CREATE TABLE answers (
  attempt_id BIGINT NOT NULL,
  question_id INTEGER NOT NULL,          -- questions.id
  campaign_id INTEGER NOT NULL,
  contact_id BIGINT NOT NULL,
  answered_at TIMESTAMP NOT NULL,
  codes VARCHAR(1000) NOT NULL,          -- JSON list of the options' codes
  CONSTRAINT answers_key PRIMARY KEY (attempt_id, question_id)
);
CREATE INDEX answers_campaign ON answers (campaign_id, contact_id, answered_at);

-- The state of a draw: its secret decides the order in which numbers are given out.
CREATE TABLE draws (
  campaign_id INTEGER NOT NULL,
  draw VARCHAR(60) NOT NULL,
  secret VARCHAR(64) CHARACTER SET ASCII NOT NULL,
  issued BIGINT NOT NULL,
  CONSTRAINT draws_key PRIMARY KEY (campaign_id, draw)
);

CREATE TABLE tickets (
  campaign_id INTEGER NOT NULL,
  draw VARCHAR(60) NOT NULL,
  number BIGINT NOT NULL,
  contact_id BIGINT NOT NULL,
  attempt_id BIGINT NOT NULL,
  phone VARCHAR(20) CHARACTER SET ASCII NOT NULL,
  issued_at TIMESTAMP NOT NULL,
  CONSTRAINT tickets_key PRIMARY KEY (campaign_id, draw, number)
);
CREATE UNIQUE INDEX tickets_contact ON tickets (campaign_id, draw, contact_id);

-- Whoever makes the first row of a question or a draw.
INSERT INTO locks (name) VALUES ('ANSWERS');
