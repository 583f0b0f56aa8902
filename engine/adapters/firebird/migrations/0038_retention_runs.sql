-- Runs of retention are booked for each place: the database, and each voice store by itself.
-- voice_retention_runs is used no more and stays: a table that a connection has once read cannot be
-- dropped while that is open, and programs may be.

CREATE TABLE retention_runs (
  place VARCHAR(250) NOT NULL,       -- '': the database; else a voice store: its address, or computer and folder
  next_at TIMESTAMP NOT NULL,        -- from when on it is to be looked through again
  ran_at TIMESTAMP,                  -- when it last was, to the end
  deleted BIGINT DEFAULT 0 NOT NULL, -- files, that time
  marked SMALLINT DEFAULT 0 NOT NULL, -- 1: the store bears the mark by which it is known again
  CONSTRAINT retention_runs_key PRIMARY KEY (place)
);

-- What is known of the time, in a single row: a clock that has jumped ahead deletes nothing yet.
CREATE TABLE retention_clock (
  id SMALLINT NOT NULL PRIMARY KEY,
  seen_at TIMESTAMP NOT NULL,        -- the latest moment that an engine or a person went by
  jumped_from TIMESTAMP,             -- NULL: nothing is doubted
  jumped_at TIMESTAMP
);

-- When a rule has erased what lists had told of a contact. Who has nothing again is not called; NULL: never.
ALTER TABLE contacts ADD erased_at TIMESTAMP;
