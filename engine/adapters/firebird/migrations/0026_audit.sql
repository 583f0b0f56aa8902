-- The audit log: who changed what, from where, when. Rows are only ever added; retention removes the old ones.
CREATE SEQUENCE audit_ids;
CREATE TABLE audit_log (
  id BIGINT NOT NULL PRIMARY KEY,
  done_at TIMESTAMP NOT NULL,
  who VARCHAR(100) NOT NULL,             -- as he was called then
  who_key VARCHAR(100) NOT NULL,
  user_id INTEGER,                       -- nobody for the command line and the engines
  via VARCHAR(10) CHARACTER SET ASCII NOT NULL,
  place VARCHAR(100) NOT NULL,           -- the computer
  action VARCHAR(40) CHARACTER SET ASCII NOT NULL,
  subject VARCHAR(300) NOT NULL,
  subject_key VARCHAR(300) NOT NULL,
  subject_id BIGINT,
  campaign_id INTEGER,
  details BLOB SUB_TYPE TEXT NOT NULL
);
CREATE DESCENDING INDEX audit_newest ON audit_log (id);
CREATE DESCENDING INDEX audit_at ON audit_log (done_at);
CREATE INDEX audit_who ON audit_log (who_key, done_at);
CREATE INDEX audit_action ON audit_log (action, done_at);
CREATE INDEX audit_subject ON audit_log (subject_key, done_at);
CREATE INDEX audit_campaign ON audit_log (campaign_id, done_at);
