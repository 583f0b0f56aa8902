-- What was forecast of campaigns, to be compared with what has become of them.
CREATE SEQUENCE forecast_ids;
CREATE TABLE forecasts (
  id BIGINT NOT NULL PRIMARY KEY,
  campaign_id INTEGER NOT NULL,
  made_at TIMESTAMP NOT NULL,
  made_by VARCHAR(100) NOT NULL,         -- the user's name, '' for a script
  occasion VARCHAR(10) CHARACTER SET ASCII NOT NULL,   -- start, asked
  document BLOB SUB_TYPE TEXT NOT NULL   -- JSON: what was given, figures and hours with their bands
);
-- The newest first.
CREATE DESCENDING INDEX forecasts_campaign ON forecasts (campaign_id, id);
