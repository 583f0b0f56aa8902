-- What happened on each answered call, and where calls went in their schemes.

CREATE TABLE attempt_traces (
  attempt_id BIGINT NOT NULL PRIMARY KEY,
  document VARCHAR(2000) CHARACTER SET OCTETS NOT NULL,  -- deflated; '' when too long
  long_document BLOB SUB_TYPE BINARY
);

-- How often calls left a node by each of its ways. Kept in the transaction of the attempt's end, by
-- each connection in rows of its own (shard), as attempt_tallies are.
CREATE TABLE flow_tallies (
  root_version_id INTEGER NOT NULL,      -- of the scheme that the calls began with
  campaign_id INTEGER NOT NULL,
  shard BIGINT NOT NULL,
  hour_at TIMESTAMP NOT NULL,            -- of the answer
  version_id INTEGER NOT NULL,           -- of the scheme that the node stands in; 0: not known
  called SMALLINT NOT NULL,              -- 1: another scheme had called it
  way BIGINT NOT NULL,                   -- hash of node and port
  calls INTEGER NOT NULL,
  CONSTRAINT flow_tallies_key
    PRIMARY KEY (campaign_id, root_version_id, shard, hour_at, version_id, called, way)
);
-- Of all campaigns.
CREATE INDEX flow_tallies_root ON flow_tallies (root_version_id);
-- A scheme as others call it.
CREATE INDEX flow_tallies_version ON flow_tallies (version_id, called);

-- Procedures, because a statement for each row would cost more than the row.
-- ``traces``: one after the other: number of the attempt (20 characters), length (4), document.
-- ``ways``: one after the other, 39 characters each: called, version, hash, number of times.
SET TERM ^ ;
CREATE PROCEDURE keep_traces (traces VARCHAR(30000) CHARACTER SET OCTETS) AS
DECLARE place INTEGER = 1;
DECLARE attempt_id BIGINT;
DECLARE size INTEGER;
BEGIN
  WHILE (place < OCTET_LENGTH(traces)) DO
  BEGIN
    attempt_id = CAST(SUBSTRING(traces FROM place FOR 20) AS BIGINT);
    size = CAST(SUBSTRING(traces FROM place + 20 FOR 4) AS INTEGER);
    INSERT INTO attempt_traces (attempt_id, document)
      VALUES (:attempt_id, SUBSTRING(:traces FROM :place + 24 FOR :size));
    place = place + 24 + size;
  END
END^

CREATE PROCEDURE keep_flow (
  root_version_id INTEGER, campaign_id INTEGER, hour_at TIMESTAMP,
  ways VARCHAR(8000) CHARACTER SET ASCII) AS
DECLARE place INTEGER = 1;
DECLARE called SMALLINT;
DECLARE version_id INTEGER;
DECLARE way BIGINT;
DECLARE calls INTEGER;
BEGIN
  WHILE (place < CHAR_LENGTH(ways)) DO
  BEGIN
    called = CAST(SUBSTRING(ways FROM place FOR 1) AS SMALLINT);
    version_id = CAST(SUBSTRING(ways FROM place + 1 FOR 10) AS INTEGER);
    way = CAST(SUBSTRING(ways FROM place + 11 FOR 20) AS BIGINT);
    calls = CAST(SUBSTRING(ways FROM place + 31 FOR 8) AS INTEGER);
    place = place + 39;
    UPDATE flow_tallies t SET t.calls = t.calls + :calls
      WHERE t.root_version_id = :root_version_id AND t.campaign_id = :campaign_id
      AND t.shard = CURRENT_CONNECTION AND t.hour_at = :hour_at AND t.version_id = :version_id
      AND t.called = :called AND t.way = :way;
    IF (ROW_COUNT = 0) THEN
      INSERT INTO flow_tallies (root_version_id, campaign_id, shard, hour_at, version_id, called,
        way, calls)
        VALUES (:root_version_id, :campaign_id, CURRENT_CONNECTION, :hour_at, :version_id, :called,
        :way, :calls);
  END
END^
SET TERM ; ^
