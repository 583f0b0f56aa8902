-- Requests: what somebody asked for, who does it, by when, and all that has happened to it.

CREATE SEQUENCE request_ids;
CREATE TABLE requests (
  id BIGINT NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  created_at TIMESTAMP NOT NULL,
  author VARCHAR(100) NOT NULL,
  category VARCHAR(200) NOT NULL,
  category_key VARCHAR(200) NOT NULL,
  subject VARCHAR(300) NOT NULL,
  details BLOB SUB_TYPE TEXT NOT NULL,
  caller VARCHAR(300) NOT NULL,
  phone VARCHAR(20) NOT NULL,
  contact_id BIGINT,
  attempt_id BIGINT,
  entry_id BIGINT,
  state VARCHAR(12) CHARACTER SET ASCII NOT NULL,
  is_open SMALLINT NOT NULL,
  person VARCHAR(100) NOT NULL,
  person_key VARCHAR(100) NOT NULL,
  group_name VARCHAR(100) NOT NULL,
  group_key VARCHAR(100) NOT NULL,
  due_at TIMESTAMP NOT NULL,             -- the end of the calendar where there is no deadline
  waiting_since TIMESTAMP,
  escalated SMALLINT NOT NULL,
  escalate_at TIMESTAMP,
  ended_at TIMESTAMP
);
CREATE INDEX requests_due ON requests (is_open, due_at);
CREATE INDEX requests_person ON requests (is_open, person_key, due_at);
CREATE INDEX requests_group ON requests (is_open, group_key, due_at);
CREATE INDEX requests_category ON requests (category_key, is_open);
CREATE INDEX requests_escalation ON requests (escalate_at);
CREATE INDEX requests_contact ON requests (contact_id);
CREATE INDEX requests_attempt ON requests (attempt_id);
CREATE INDEX requests_entry ON requests (entry_id);
CREATE INDEX requests_phone ON requests (phone);
CREATE DESCENDING INDEX requests_newest ON requests (id);

CREATE SEQUENCE request_change_ids;
CREATE TABLE request_changes (
  id BIGINT NOT NULL PRIMARY KEY,
  request_id BIGINT NOT NULL,
  changed_at TIMESTAMP NOT NULL,
  who VARCHAR(100) NOT NULL,
  kind VARCHAR(12) CHARACTER SET ASCII NOT NULL,
  before_it VARCHAR(300) NOT NULL,
  after_it VARCHAR(300) NOT NULL,
  remark BLOB SUB_TYPE TEXT NOT NULL
);
CREATE INDEX request_changes_request ON request_changes (request_id, id);

-- By what a request is found: its words, and endings of its number.
CREATE TABLE request_words (
  request_id BIGINT NOT NULL,
  word VARCHAR(40) NOT NULL,
  PRIMARY KEY (request_id, word)
);
CREATE INDEX request_words_word ON request_words (word);

CREATE TABLE request_categories (
  name_key VARCHAR(200) NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  settings BLOB SUB_TYPE TEXT NOT NULL   -- JSON
);

CREATE TABLE request_groups (
  name_key VARCHAR(100) NOT NULL PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  people BLOB SUB_TYPE TEXT NOT NULL     -- JSON
);
