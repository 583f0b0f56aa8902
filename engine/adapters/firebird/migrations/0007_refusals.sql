-- The ledger: why a contact was not called at a moment.

CREATE SEQUENCE refusal_ids;
CREATE TABLE refusals (
  id BIGINT NOT NULL PRIMARY KEY,
  campaign_id INTEGER NOT NULL,
  contact_id BIGINT NOT NULL,
  phone VARCHAR(20) CHARACTER SET ASCII NOT NULL,
  refused_at TIMESTAMP NOT NULL,
  rule_name VARCHAR(60) CHARACTER SET ASCII NOT NULL,
  inputs BLOB SUB_TYPE TEXT NOT NULL     -- JSON
);
