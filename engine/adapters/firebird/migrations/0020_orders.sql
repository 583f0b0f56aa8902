-- Orders: services of a catalogue, what is done for one, what it costs, and all that has happened.

CREATE TABLE order_services (
  name_key VARCHAR(200) NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  active SMALLINT NOT NULL,
  settings BLOB SUB_TYPE TEXT NOT NULL   -- JSON
);

-- How the office takes orders: one row.
CREATE TABLE order_settings (
  id SMALLINT NOT NULL PRIMARY KEY,
  settings BLOB SUB_TYPE TEXT NOT NULL   -- JSON
);

CREATE SEQUENCE order_ids;
CREATE TABLE orders (
  id BIGINT NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  created_at TIMESTAMP NOT NULL,
  author VARCHAR(100) NOT NULL,
  service VARCHAR(200) NOT NULL,
  service_key VARCHAR(200) NOT NULL,
  service_settings BLOB SUB_TYPE TEXT NOT NULL,  -- JSON: the service as it was ordered
  phone VARCHAR(20) NOT NULL,
  subscriber VARCHAR(300) NOT NULL,
  contact_id BIGINT,
  attempt_id BIGINT,
  quantity NUMERIC(18, 4) NOT NULL,
  answers BLOB SUB_TYPE TEXT NOT NULL,   -- JSON
  form_version_id BIGINT,
  remark BLOB SUB_TYPE TEXT NOT NULL,
  state VARCHAR(12) CHARACTER SET ASCII NOT NULL,
  is_open SMALLINT NOT NULL,
  person VARCHAR(100) NOT NULL,
  person_key VARCHAR(100) NOT NULL,
  price NUMERIC(18, 6),
  price_source VARCHAR(200) NOT NULL,
  charge_quantity NUMERIC(18, 4),
  charge NUMERIC(18, 2),
  reason VARCHAR(1000) NOT NULL,
  ended_at TIMESTAMP
);
CREATE DESCENDING INDEX orders_newest ON orders (id);
CREATE DESCENDING INDEX orders_open ON orders (is_open, id);
CREATE DESCENDING INDEX orders_state ON orders (state, id);
CREATE DESCENDING INDEX orders_person ON orders (person_key, is_open, id);
CREATE INDEX orders_service ON orders (service_key);
CREATE INDEX orders_contact ON orders (contact_id);
CREATE INDEX orders_attempt ON orders (attempt_id);
CREATE INDEX orders_phone ON orders (phone);

CREATE TABLE order_steps (
  order_id BIGINT NOT NULL,
  step SMALLINT NOT NULL,
  -- When an engine is to call: NULL unless the step is planned.
  due_at TIMESTAMP,
  -- 1 while an engine calls, else NULL: few are at any moment.
  is_running SMALLINT,
  owner_session_id BIGINT,
  is_withdrawn SMALLINT NOT NULL,
  settings BLOB SUB_TYPE TEXT NOT NULL,  -- JSON
  PRIMARY KEY (order_id, step)
);
CREATE INDEX order_steps_due ON order_steps (due_at);
CREATE INDEX order_steps_running ON order_steps (is_running);

CREATE SEQUENCE order_change_ids;
CREATE TABLE order_changes (
  id BIGINT NOT NULL PRIMARY KEY,
  order_id BIGINT NOT NULL,
  changed_at TIMESTAMP NOT NULL,
  who VARCHAR(100) NOT NULL,
  kind VARCHAR(12) CHARACTER SET ASCII NOT NULL,
  step SMALLINT NOT NULL,
  before_it VARCHAR(300) NOT NULL,
  after_it VARCHAR(300) NOT NULL,
  remark BLOB SUB_TYPE TEXT NOT NULL
);
CREATE INDEX order_changes_order ON order_changes (order_id, id);

-- By what an order is found: its words, and endings of its numbers.
CREATE TABLE order_words (
  order_id BIGINT NOT NULL,
  word VARCHAR(40) NOT NULL,
  PRIMARY KEY (order_id, word)
);
CREATE INDEX order_words_word ON order_words (word);
