-- Calls of a callback in vain, in a row: past some of them it rings no more by itself.
ALTER TABLE callbacks ADD tries SMALLINT DEFAULT 0 NOT NULL;
