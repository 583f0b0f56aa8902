-- The directory: subscribers and organisations, and the index by which they are found (ADR 104).

-- One row, made by the first change. Readers see by it what is new.
CREATE TABLE directory_state (
  id SMALLINT NOT NULL PRIMARY KEY,
  generation INTEGER NOT NULL,           -- another one: tokens have got other numbers
  tokens INTEGER NOT NULL,               -- so many there are
  last_entry BIGINT NOT NULL,            -- greatest number of an entry so far
  token_version INTEGER NOT NULL,        -- engine.directory.tokens.VERSION that made the index
  changed_at TIMESTAMP
);

CREATE SEQUENCE directory_source_ids;
CREATE TABLE directory_sources (
  id INTEGER NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  name_key VARCHAR(200) NOT NULL,
  settings BLOB SUB_TYPE TEXT NOT NULL,  -- JSON: how it is refreshed
  refreshed_at TIMESTAMP,
  outcome BLOB SUB_TYPE TEXT NOT NULL    -- JSON
);
CREATE UNIQUE INDEX directory_sources_name ON directory_sources (name_key);

CREATE SEQUENCE directory_entry_ids;
CREATE TABLE directory_entries (
  id BIGINT NOT NULL PRIMARY KEY,
  source_id INTEGER NOT NULL,
  source_key VARCHAR(100) NOT NULL,      -- what it is called where it comes from
  digest VARCHAR(16) CHARACTER SET OCTETS NOT NULL,  -- of all that follows
  kind CHAR(1) CHARACTER SET ASCII NOT NULL,      -- p, o
  name VARCHAR(300) NOT NULL,
  address VARCHAR(500) NOT NULL,
  numbers VARCHAR(500) NOT NULL,         -- one a line
  note VARCHAR(1000) NOT NULL
);
CREATE UNIQUE INDEX directory_entries_key ON directory_entries (source_id, source_key);

-- Tokens in the order of their numbers, one a line; only the last page is ever changed.
CREATE TABLE directory_tokens (
  first_token INTEGER NOT NULL PRIMARY KEY,
  tokens VARCHAR(32000) CHARACTER SET OCTETS NOT NULL  -- UTF-8
);
CREATE DESCENDING INDEX directory_tokens_last ON directory_tokens (first_token);

-- Entries of tokens that have no more than two thousand: four octets each.
CREATE TABLE directory_few (
  token INTEGER NOT NULL PRIMARY KEY,
  entries VARCHAR(8000) CHARACTER SET OCTETS NOT NULL
);

-- Entries of the others by part: numbers div 65536. See engine.directory.postings.
CREATE TABLE directory_many (
  token INTEGER NOT NULL,
  part SMALLINT NOT NULL,
  entries VARCHAR(8192) CHARACTER SET OCTETS NOT NULL,
  PRIMARY KEY (token, part)
);

INSERT INTO locks (name) VALUES ('DIRECTORY');
