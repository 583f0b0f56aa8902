-- Forms: what operators fill in. One draft each, published versions that never change, answers.

CREATE SEQUENCE form_ids;
CREATE TABLE forms (
  id INTEGER NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  name_key VARCHAR(200) NOT NULL,        -- ' id' of a deleted one
  published_id INTEGER,                  -- form_versions.id
  draft BLOB SUB_TYPE TEXT NOT NULL,
  draft_revision INTEGER NOT NULL,       -- counts every change of it
  draft_author VARCHAR(200) NOT NULL,
  draft_saved_at TIMESTAMP NOT NULL,
  draft_version_id INTEGER,              -- the version with the same document; NULL: not published
  removed SMALLINT DEFAULT 0 NOT NULL    -- answers name its versions, so it keeps its row
);
CREATE UNIQUE INDEX forms_name ON forms (name_key);

CREATE SEQUENCE form_version_ids;
CREATE TABLE form_versions (
  id INTEGER NOT NULL PRIMARY KEY,
  form_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  document BLOB SUB_TYPE TEXT NOT NULL,
  published_at TIMESTAMP NOT NULL,
  author VARCHAR(200) NOT NULL
);
CREATE UNIQUE INDEX form_versions_number ON form_versions (form_id, version);

-- A form filled in on one call; saved again on the same call it is the same row.
CREATE TABLE form_answers (
  call_key VARCHAR(100) NOT NULL,        -- attempt:17, or what the telephone calls it
  form_id INTEGER NOT NULL,
  version_id INTEGER NOT NULL,
  attempt_id BIGINT,                     -- NULL: dialled by hand, or an incoming call
  campaign_id INTEGER,
  contact_id BIGINT,
  phone VARCHAR(20) CHARACTER SET ASCII NOT NULL,
  operator_name VARCHAR(200) NOT NULL,
  began_at TIMESTAMP NOT NULL,
  saved_at TIMESTAMP NOT NULL,
  complete SMALLINT NOT NULL,
  answers BLOB SUB_TYPE TEXT NOT NULL,   -- JSON: field → answer
  CONSTRAINT form_answers_key PRIMARY KEY (call_key, form_id)
);
CREATE INDEX form_answers_form ON form_answers (form_id, saved_at);
CREATE INDEX form_answers_contact ON form_answers (contact_id, saved_at);

-- What an operator has entered and not saved yet.
CREATE TABLE form_drafts (
  user_key VARCHAR(100) NOT NULL,
  call_key VARCHAR(100) NOT NULL,
  form_id INTEGER NOT NULL,
  version_id INTEGER NOT NULL,
  saved_at TIMESTAMP NOT NULL,
  document BLOB SUB_TYPE TEXT NOT NULL,  -- JSON
  CONSTRAINT form_drafts_key PRIMARY KEY (user_key, call_key, form_id)
);
