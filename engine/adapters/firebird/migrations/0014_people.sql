-- People who may not sign in, and wrong passwords in a row.

-- Whoever changes people holds it: there is an administrator left afterwards.
INSERT INTO locks (name) VALUES ('PEOPLE');

ALTER TABLE users ADD blocked SMALLINT DEFAULT 0 NOT NULL;

-- Of every name that was tried, also of those that nobody has.
CREATE TABLE sign_in_tries (
  login CHAR(32) CHARACTER SET ASCII NOT NULL PRIMARY KEY,  -- hash: passwords get typed as names, too
  failures INTEGER NOT NULL,
  last_at TIMESTAMP NOT NULL
);
CREATE INDEX sign_in_tries_last ON sign_in_tries (last_at);
