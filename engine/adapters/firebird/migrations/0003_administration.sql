-- People, and reports that are made by themselves.

INSERT INTO locks (name) VALUES ('LINES');

CREATE SEQUENCE user_ids;
CREATE TABLE users (
  id INTEGER NOT NULL PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  name_key VARCHAR(100) NOT NULL,
  user_role VARCHAR(40) CHARACTER SET ASCII NOT NULL,
  password_hash VARCHAR(300) CHARACTER SET ASCII NOT NULL,
  created_at TIMESTAMP NOT NULL
);
CREATE UNIQUE INDEX users_name ON users (name_key);

CREATE SEQUENCE report_schedule_ids;
CREATE TABLE report_schedules (
  id INTEGER NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  name_key VARCHAR(200) NOT NULL,
  kind VARCHAR(40) CHARACTER SET ASCII NOT NULL,
  campaign VARCHAR(200) NOT NULL,
  format VARCHAR(20) CHARACTER SET ASCII NOT NULL,
  folder VARCHAR(1000) NOT NULL,
  at_time VARCHAR(5) CHARACTER SET ASCII NOT NULL,
  weekdays VARCHAR(7) CHARACTER SET ASCII NOT NULL,
  timezone VARCHAR(60) CHARACTER SET ASCII NOT NULL,
  last_run TIMESTAMP,
  last_result VARCHAR(1000) NOT NULL
);
CREATE UNIQUE INDEX report_schedules_name ON report_schedules (name_key);
