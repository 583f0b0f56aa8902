-- Whose rights a scheduled report is delivered with. NULL: of nobody who signs in: it was made at
-- the command line, or before there were owners.

ALTER TABLE report_schedules ADD owner_id INTEGER;
ALTER TABLE report_schedules ADD owner_name VARCHAR(100) DEFAULT '' NOT NULL;

-- What the card of a contact shows of the audit log, for accounts that may not read the log.
CREATE VIEW contact_audit (id, done_at, who, via, place, user_id, action, subject, subject_id,
  campaign_id, details) AS
  SELECT id, done_at, who, via, place, user_id, action, subject, subject_id, campaign_id, details
  FROM audit_log WHERE action STARTING WITH 'contact.';
