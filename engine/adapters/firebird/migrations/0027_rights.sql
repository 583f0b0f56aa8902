-- Roles of the office's own, and roles that people have for single campaigns.

CREATE SEQUENCE role_ids;
CREATE TABLE roles (
  code VARCHAR(40) CHARACTER SET ASCII NOT NULL PRIMARY KEY,  -- users.user_role names it
  name VARCHAR(100) NOT NULL,
  name_key VARCHAR(100) NOT NULL,
  rights VARCHAR(4000) CHARACTER SET ASCII NOT NULL,  -- their codes, separated by spaces
  takes_calls SMALLINT NOT NULL                       -- who has it is an operator
);
CREATE UNIQUE INDEX roles_name ON roles (name_key);

CREATE TABLE role_grants (
  user_id INTEGER NOT NULL,
  campaign_id INTEGER NOT NULL,
  role_code VARCHAR(40) CHARACTER SET ASCII NOT NULL,
  PRIMARY KEY (user_id, campaign_id, role_code)
);
CREATE INDEX role_grants_campaign ON role_grants (campaign_id);
CREATE INDEX role_grants_role ON role_grants (role_code);

-- Grows with every change of what somebody may do: connections keep what they know till then.
ALTER TABLE users ADD rights_revision INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE users ADD new_password SMALLINT DEFAULT 0 NOT NULL;  -- must choose one when he signs in
CREATE INDEX users_role ON users (user_role);
