-- Clients: for whom an office that calls for others does it. Without a client a campaign is the office's own.
CREATE SEQUENCE client_ids;
CREATE TABLE clients (
  id INTEGER NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  name_key VARCHAR(200) NOT NULL,        -- case-folded: names are unique without regard to case
  details VARCHAR(1000) NOT NULL,
  own_refusals SMALLINT NOT NULL,        -- who refuses in a call is put on this client's list only
  archived SMALLINT NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX clients_name ON clients (name_key);
ALTER TABLE campaigns ADD client_id INTEGER;
CREATE INDEX campaigns_client ON campaigns (client_id);
ALTER TABLE report_forms ADD client_id INTEGER;
-- Who sees the campaigns of one client only.
ALTER TABLE users ADD client_id INTEGER;

-- The do-not-call list: who put a number there, when its subscriber asked for it, and what proves it.
ALTER TABLE do_not_call ADD added_by VARCHAR(100) DEFAULT '' NOT NULL;
ALTER TABLE do_not_call ADD asked_at TIMESTAMP;
ALTER TABLE do_not_call ADD proof VARCHAR(1000) DEFAULT '' NOT NULL;
ALTER TABLE do_not_call ADD proof_id INTEGER;
CREATE DESCENDING INDEX do_not_call_added ON do_not_call (added_at);

-- The same of one client: numbers that are not called for him.
CREATE TABLE client_do_not_call (
  client_id INTEGER NOT NULL,
  phone VARCHAR(20) CHARACTER SET ASCII NOT NULL,
  source VARCHAR(200) NOT NULL,
  added_at TIMESTAMP NOT NULL,
  added_by VARCHAR(100) NOT NULL,
  asked_at TIMESTAMP,
  proof VARCHAR(1000) NOT NULL,
  proof_id INTEGER,
  PRIMARY KEY (client_id, phone)
);
CREATE INDEX client_do_not_call_phone ON client_do_not_call (phone);
CREATE DESCENDING INDEX client_do_not_call_added ON client_do_not_call (client_id, added_at);
