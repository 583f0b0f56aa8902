-- Talks of a campaign's operators, counted for its reports.
CREATE INDEX operator_talks_campaign ON operator_talks (campaign_id);
