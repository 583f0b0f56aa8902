-- How long recordings are kept, and what is no longer there.

CREATE TABLE voice_retention (
  kind VARCHAR(20) CHARACTER SET ASCII NOT NULL,       -- recordings | messages
  campaign_key VARCHAR(200) NOT NULL,                  -- '': every campaign without a rule of its own
  campaign VARCHAR(200) NOT NULL,
  days INTEGER NOT NULL,
  CONSTRAINT voice_retention_key PRIMARY KEY (kind, campaign_key)
);

-- Of a campaign's folder everything before that day is deleted; reports say so.
CREATE TABLE voice_deletions (
  kind VARCHAR(20) CHARACTER SET ASCII NOT NULL,
  folder VARCHAR(100) NOT NULL,
  deleted_before DATE NOT NULL,
  deleted BIGINT NOT NULL,
  ran_at TIMESTAMP NOT NULL,
  CONSTRAINT voice_deletions_key PRIMARY KEY (kind, folder)
);

-- Single files that somebody has deleted.
CREATE TABLE voice_deleted_files (
  campaign_id INTEGER NOT NULL,
  attempt_id BIGINT NOT NULL,
  name VARCHAR(400) NOT NULL,
  deleted_at TIMESTAMP NOT NULL
);
CREATE INDEX voice_deleted_files_campaign ON voice_deleted_files (campaign_id);

-- The run of today, in a single row: whoever moves it forward does it.
CREATE TABLE voice_retention_runs (
  id SMALLINT NOT NULL PRIMARY KEY,
  ran_at TIMESTAMP NOT NULL,
  deleted BIGINT NOT NULL
);
