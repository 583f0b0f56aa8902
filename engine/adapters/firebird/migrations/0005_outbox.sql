-- What has to reach external stores, written in the transaction of what it tells of.

CREATE SEQUENCE outbox_ids;
CREATE TABLE outbox (
  id BIGINT NOT NULL PRIMARY KEY,
  store VARCHAR(200) NOT NULL,
  campaign_id INTEGER NOT NULL,
  contact_id BIGINT NOT NULL,
  attempt_id BIGINT,
  kind VARCHAR(20) CHARACTER SET ASCII NOT NULL,
  delivery_key VARCHAR(100) CHARACTER SET ASCII NOT NULL,
  created_at TIMESTAMP NOT NULL,
  document BLOB SUB_TYPE TEXT NOT NULL   -- JSON
);
