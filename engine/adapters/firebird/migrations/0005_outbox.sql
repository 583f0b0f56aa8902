-- What has to reach external stores, written in the transaction of what it tells of.

CREATE SEQUENCE outbox_ids;
CREATE TABLE outbox (
  id BIGINT NOT NULL,
  campaign_id INTEGER NOT NULL,
  store VARCHAR(60) NOT NULL,            -- name of the [[outbox]]
  set_aside SMALLINT NOT NULL,           -- 0 waits, 1 refused too often
  contact_id BIGINT NOT NULL,
  attempt_id BIGINT NOT NULL,
  kind VARCHAR(10) CHARACTER SET ASCII NOT NULL,
  delivery_key VARCHAR(100) CHARACTER SET ASCII NOT NULL,
  created_at TIMESTAMP NOT NULL,
  tries SMALLINT NOT NULL,
  reason VARCHAR(1000) NOT NULL,
  document VARCHAR(1000) NOT NULL,       -- JSON object, '' when too long
  long_document BLOB SUB_TYPE TEXT,      -- the JSON object that was too long
  -- Delivery walks along it. There is no index on id alone: Firebird 3 would take it, and sort.
  CONSTRAINT outbox_order PRIMARY KEY (campaign_id, store, set_aside, id)
);

-- One row for each store that ever had something to get: who delivers, and how it goes.
CREATE TABLE outbox_stores (
  campaign_id INTEGER NOT NULL,
  store VARCHAR(60) NOT NULL,
  owner BIGINT NOT NULL,                 -- of the process that delivers; 0 nobody
  node VARCHAR(100) NOT NULL,
  lease_until TIMESTAMP NOT NULL,
  delivered BIGINT NOT NULL,
  last_delivered_at TIMESTAMP,
  down_since TIMESTAMP,
  last_error VARCHAR(1000) NOT NULL,
  last_error_at TIMESTAMP,
  CONSTRAINT outbox_stores_key PRIMARY KEY (campaign_id, store)
);
