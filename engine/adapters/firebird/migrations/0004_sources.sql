-- External databases and services: what schemes ask, what lists are built from, where results go.

CREATE SEQUENCE source_ids;
CREATE TABLE sources (
  id INTEGER NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  name_key VARCHAR(200) NOT NULL,
  settings BLOB SUB_TYPE TEXT NOT NULL   -- JSON
);
CREATE UNIQUE INDEX sources_name ON sources (name_key);

-- How a campaign's list was built, so that it can be brought up to date.
CREATE TABLE list_builds (
  campaign_id INTEGER NOT NULL PRIMARY KEY,
  settings BLOB SUB_TYPE TEXT NOT NULL,  -- JSON: source, query or criterion, mapping
  built_at TIMESTAMP NOT NULL,
  outcome VARCHAR(1000) NOT NULL         -- JSON: counts of the last time, or its error
);

-- Imports that were builds: only their contacts are withdrawn when they no longer match.
ALTER TABLE imports ADD built SMALLINT;

-- Contacts that no longer match, with what they were: those who come back are taken up again.
CREATE TABLE withdrawn_contacts (
  contact_id BIGINT NOT NULL PRIMARY KEY,
  campaign_id INTEGER NOT NULL,
  withdrawn_at TIMESTAMP NOT NULL,
  reason VARCHAR(40) CHARACTER SET ASCII NOT NULL,
  state_before SMALLINT NOT NULL,
  next_at_before TIMESTAMP NOT NULL
);
CREATE INDEX withdrawn_contacts_campaign ON withdrawn_contacts (campaign_id);

SET TERM ^ ;
CREATE TRIGGER sources_wake FOR sources AFTER INSERT OR UPDATE OR DELETE AS
BEGIN
  POST_EVENT 'rino_changed';
END^
SET TERM ; ^
