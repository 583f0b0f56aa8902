-- Whose rights a scheduled report is delivered with. NULL: of nobody who signs in: it was made at
-- the command line, or before there were owners.

ALTER TABLE report_schedules ADD owner_id INTEGER;
ALTER TABLE report_schedules ADD owner_name VARCHAR(100) DEFAULT '' NOT NULL;
