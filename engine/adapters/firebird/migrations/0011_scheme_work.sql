-- Work on schemes: drafts that nobody overwrites, who has published what, who has a scheme open,
-- and what each user's windows remember.

ALTER TABLE schemes ADD draft_revision INTEGER DEFAULT 0 NOT NULL;  -- counts every change of it
ALTER TABLE schemes ADD draft_author VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE schemes ADD draft_saved_at TIMESTAMP;
-- The version with the same document; NULL: the draft holds work that was never published.
ALTER TABLE schemes ADD draft_version_id INTEGER;
-- Attempts name its versions, so a scheme that was published keeps its row.
ALTER TABLE schemes ADD removed SMALLINT DEFAULT 0 NOT NULL;

ALTER TABLE scheme_versions ADD author VARCHAR(200) DEFAULT '' NOT NULL;
ALTER TABLE scheme_versions ADD remark VARCHAR(1000) DEFAULT '' NOT NULL;
ALTER TABLE scheme_versions ADD draft_revision INTEGER;             -- NULL: not published from a draft

CREATE TABLE scheme_editors (
  scheme_id INTEGER NOT NULL,
  user_key VARCHAR(100) NOT NULL,
  computer VARCHAR(100) NOT NULL,
  user_name VARCHAR(100) NOT NULL,
  opened_at TIMESTAMP NOT NULL,
  seen_at TIMESTAMP NOT NULL,
  CONSTRAINT scheme_editors_key PRIMARY KEY (scheme_id, user_key, computer)
);

CREATE TABLE user_state (
  user_key VARCHAR(100) NOT NULL,
  name VARCHAR(100) NOT NULL,
  document BLOB SUB_TYPE TEXT NOT NULL,  -- JSON
  CONSTRAINT user_state_key PRIMARY KEY (user_key, name)
);
