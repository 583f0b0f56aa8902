-- Answers to questions, tickets of draws.

CREATE SEQUENCE question_ids;
CREATE TABLE questions (
  id INTEGER NOT NULL PRIMARY KEY,
  campaign_id INTEGER NOT NULL,
  question VARCHAR(60) NOT NULL,         -- its id in the scheme
  version VARCHAR(20) NOT NULL,
  kind VARCHAR(10) CHARACTER SET ASCII NOT NULL,
  wording BLOB SUB_TYPE TEXT NOT NULL    -- JSON: texts and options by language, as they were asked
);
