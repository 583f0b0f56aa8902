-- Reports: clients' own forms, delivery by mail, and counts that need no counting.

CREATE SEQUENCE report_form_ids;
CREATE TABLE report_forms (
  id INTEGER NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  name_key VARCHAR(200) NOT NULL,
  stored_at TIMESTAMP NOT NULL,
  form BLOB SUB_TYPE TEXT NOT NULL       -- JSON: every file of the form by its name
);
CREATE UNIQUE INDEX report_forms_name ON report_forms (name_key);

-- A schedule: what a report is asked for beside its kind, and where it goes by mail.
ALTER TABLE report_schedules ALTER kind TYPE VARCHAR(220) CHARACTER SET UTF8;
ALTER TABLE report_schedules ALTER at_time TYPE VARCHAR(200) CHARACTER SET ASCII;
ALTER TABLE report_schedules ADD options BLOB SUB_TYPE TEXT;   -- JSON
ALTER TABLE report_schedules ADD mail BLOB SUB_TYPE TEXT;      -- JSON; NULL: to the folder only
ALTER TABLE report_schedules ADD due_at TIMESTAMP;             -- of the run that is being delivered
ALTER TABLE report_schedules ADD failures SMALLINT DEFAULT 0 NOT NULL;
ALTER TABLE report_schedules ADD retry_at TIMESTAMP;

-- Counts of attempts, kept by triggers in the transaction of what they count: a rollback or a kill
-- takes both or neither, and a true outcome that replaces "interrupted" moves from one row to the
-- other. Each connection counts in rows of its own (shard), so nobody waits for anybody; whoever
-- reads adds them up. A quarter of an hour is the finest step between the world's time zones.
CREATE TABLE attempt_tallies (
  campaign_id INTEGER NOT NULL,
  shard BIGINT NOT NULL,
  quarter_at TIMESTAMP NOT NULL,
  disposition VARCHAR(20) CHARACTER SET ASCII NOT NULL,   -- '': not ended yet
  hangup_cause VARCHAR(40) CHARACTER SET ASCII NOT NULL,
  attempts INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  talk_ms BIGINT NOT NULL,
  minutes INTEGER NOT NULL,              -- of talk, each call's rounded up
  CONSTRAINT attempt_tallies_key
    PRIMARY KEY (campaign_id, shard, quarter_at, disposition, hangup_cause)
);

-- How many of a contact's attempts there are, were answered, were heard to the end.
CREATE TABLE contact_reach (
  contact_id BIGINT NOT NULL PRIMARY KEY,
  dialled SMALLINT NOT NULL,
  answered SMALLINT NOT NULL,
  heard SMALLINT NOT NULL
);
-- Contacts with at least one of each.
CREATE TABLE reach_tallies (
  campaign_id INTEGER NOT NULL,
  shard BIGINT NOT NULL,
  dialled INTEGER NOT NULL,
  answered INTEGER NOT NULL,
  heard INTEGER NOT NULL,
  CONSTRAINT reach_tallies_key PRIMARY KEY (campaign_id, shard)
);

-- Contacts by the last value of each result. A text is too long for a key, its hash is not.
CREATE TABLE result_tallies (
  campaign_id INTEGER NOT NULL,
  shard BIGINT NOT NULL,
  name VARCHAR(100) NOT NULL,
  text_hash BIGINT NOT NULL,
  text VARCHAR(1000) NOT NULL,
  contacts INTEGER NOT NULL
);
CREATE INDEX result_tallies_key ON result_tallies (campaign_id, shard, name, text_hash);
-- The other values of a contact's result.
CREATE INDEX attempt_results_contact ON attempt_results (contact_id, name);

SET TERM ^ ;
CREATE PROCEDURE tally_attempt (
  campaign_id INTEGER, begun_at TIMESTAMP, answered_at TIMESTAMP, ended_at TIMESTAMP,
  disposition VARCHAR(20) CHARACTER SET ASCII, hangup_cause VARCHAR(40) CHARACTER SET ASCII,
  step INTEGER) AS
DECLARE quarter_at TIMESTAMP;
DECLARE answered INTEGER;
DECLARE talk_ms BIGINT = 0;
DECLARE minutes INTEGER = 0;
BEGIN
  quarter_at = DATEADD(
    MINUTE, EXTRACT(HOUR FROM begun_at) * 60 + (EXTRACT(MINUTE FROM begun_at) / 15) * 15,
    CAST(CAST(begun_at AS DATE) AS TIMESTAMP));
  answered = IIF(answered_at IS NULL, 0, step);
  IF (answered_at IS NOT NULL AND ended_at > answered_at) THEN
  BEGIN
    talk_ms = DATEDIFF(MILLISECOND FROM answered_at TO ended_at);
    minutes = step * ((talk_ms + 59999) / 60000);
    talk_ms = step * talk_ms;
  END
  disposition = IIF(ended_at IS NULL, '', COALESCE(disposition, ''));
  hangup_cause = IIF(ended_at IS NULL, '', COALESCE(hangup_cause, ''));
  UPDATE attempt_tallies t SET t.attempts = t.attempts + :step, t.answered = t.answered + :answered,
    t.talk_ms = t.talk_ms + :talk_ms, t.minutes = t.minutes + :minutes
    WHERE t.campaign_id = :campaign_id AND t.shard = CURRENT_CONNECTION
    AND t.quarter_at = :quarter_at AND t.disposition = :disposition
    AND t.hangup_cause = :hangup_cause;
  IF (ROW_COUNT = 0) THEN
    INSERT INTO attempt_tallies (campaign_id, shard, quarter_at, disposition, hangup_cause,
      attempts, answered, talk_ms, minutes)
      VALUES (:campaign_id, CURRENT_CONNECTION, :quarter_at, :disposition, :hangup_cause, :step,
      :answered, :talk_ms, :minutes);
END^

CREATE PROCEDURE tally_contact (
  campaign_id INTEGER, contact_id BIGINT, dialled INTEGER, answered INTEGER, heard INTEGER) AS
DECLARE was_dialled INTEGER = 0;
DECLARE was_answered INTEGER = 0;
DECLARE was_heard INTEGER = 0;
BEGIN
  IF (dialled = 0 AND answered = 0 AND heard = 0) THEN
    EXIT;
  -- The update locks the row, so that what it says about the row before is true.
  UPDATE contact_reach r SET r.dialled = r.dialled + :dialled,
    r.answered = r.answered + :answered, r.heard = r.heard + :heard
    WHERE r.contact_id = :contact_id
    RETURNING OLD.dialled, OLD.answered, OLD.heard INTO :was_dialled, :was_answered, :was_heard;
  IF (ROW_COUNT = 0) THEN
  BEGIN
    was_dialled = 0;
    was_answered = 0;
    was_heard = 0;
    INSERT INTO contact_reach (contact_id, dialled, answered, heard)
      VALUES (:contact_id, :dialled, :answered, :heard);
  END
  dialled = SIGN(was_dialled + dialled) - SIGN(was_dialled);
  answered = SIGN(was_answered + answered) - SIGN(was_answered);
  heard = SIGN(was_heard + heard) - SIGN(was_heard);
  IF (dialled = 0 AND answered = 0 AND heard = 0) THEN
    EXIT;
  UPDATE reach_tallies t SET t.dialled = t.dialled + :dialled,
    t.answered = t.answered + :answered, t.heard = t.heard + :heard
    WHERE t.campaign_id = :campaign_id AND t.shard = CURRENT_CONNECTION;
  IF (ROW_COUNT = 0) THEN
    INSERT INTO reach_tallies (campaign_id, shard, dialled, answered, heard)
      VALUES (:campaign_id, CURRENT_CONNECTION, :dialled, :answered, :heard);
END^

CREATE PROCEDURE tally_result (
  campaign_id INTEGER, name VARCHAR(100), text VARCHAR(1000), step INTEGER) AS
BEGIN
  UPDATE result_tallies t SET t.contacts = t.contacts + :step
    WHERE t.campaign_id = :campaign_id AND t.shard = CURRENT_CONNECTION AND t.name = :name
    AND t.text_hash = HASH(:text) AND t.text = :text;
  IF (ROW_COUNT = 0) THEN
    INSERT INTO result_tallies (campaign_id, shard, name, text_hash, text, contacts)
      VALUES (:campaign_id, CURRENT_CONNECTION, :name, HASH(:text), :text, :step);
END^

CREATE TRIGGER attempts_tally FOR attempts AFTER INSERT OR UPDATE OR DELETE AS
BEGIN
  IF (UPDATING) THEN
    IF (OLD.begun_at = NEW.begun_at AND OLD.answered_at IS NOT DISTINCT FROM NEW.answered_at
      AND OLD.ended_at IS NOT DISTINCT FROM NEW.ended_at
      AND OLD.disposition IS NOT DISTINCT FROM NEW.disposition
      AND OLD.hangup_cause IS NOT DISTINCT FROM NEW.hangup_cause) THEN
      EXIT;
  IF (NOT INSERTING) THEN
    EXECUTE PROCEDURE tally_attempt (OLD.campaign_id, OLD.begun_at, OLD.answered_at, OLD.ended_at,
      OLD.disposition, OLD.hangup_cause, -1);
  IF (NOT DELETING) THEN
    EXECUTE PROCEDURE tally_attempt (NEW.campaign_id, NEW.begun_at, NEW.answered_at, NEW.ended_at,
      NEW.disposition, NEW.hangup_cause, 1);
  IF (INSERTING) THEN
    EXECUTE PROCEDURE tally_contact (NEW.campaign_id, NEW.contact_id, 1,
      IIF(NEW.answered_at IS NULL, 0, 1), IIF(NEW.disposition = 'completed', 1, 0));
  ELSE IF (DELETING) THEN
    EXECUTE PROCEDURE tally_contact (OLD.campaign_id, OLD.contact_id, -1,
      IIF(OLD.answered_at IS NULL, 0, -1), IIF(OLD.disposition = 'completed', -1, 0));
  ELSE
    EXECUTE PROCEDURE tally_contact (NEW.campaign_id, NEW.contact_id, 0,
      IIF(NEW.answered_at IS NULL, 0, 1) - IIF(OLD.answered_at IS NULL, 0, 1),
      IIF(NEW.disposition = 'completed', 1, 0) - IIF(OLD.disposition = 'completed', 1, 0));
END^

-- Only the last value of a contact's result is counted: which one that is may change with each row.
CREATE TRIGGER attempt_results_tally FOR attempt_results AFTER INSERT OR UPDATE OR DELETE AS
DECLARE other_text VARCHAR(1000);
DECLARE other_at TIMESTAMP;
DECLARE other_id BIGINT;
DECLARE before VARCHAR(1000);
DECLARE behind VARCHAR(1000);
BEGIN
  IF (UPDATING) THEN
    IF (OLD.text = NEW.text AND OLD.saved_at = NEW.saved_at) THEN
      EXIT;
  SELECT FIRST 1 r.text, r.saved_at, r.attempt_id FROM attempt_results r
    WHERE r.contact_id = COALESCE(NEW.contact_id, OLD.contact_id)
    AND r.name = COALESCE(NEW.name, OLD.name)
    AND r.attempt_id <> COALESCE(NEW.attempt_id, OLD.attempt_id)
    ORDER BY r.saved_at DESC, r.attempt_id DESC
    INTO :other_text, :other_at, :other_id;
  before = other_text;
  behind = other_text;
  IF (NOT INSERTING) THEN
    IF (other_at IS NULL OR OLD.saved_at > other_at
      OR (OLD.saved_at = other_at AND OLD.attempt_id > other_id)) THEN
      before = OLD.text;
  IF (NOT DELETING) THEN
    IF (other_at IS NULL OR NEW.saved_at > other_at
      OR (NEW.saved_at = other_at AND NEW.attempt_id > other_id)) THEN
      behind = NEW.text;
  IF (before IS NOT DISTINCT FROM behind) THEN
    EXIT;
  IF (before IS NOT NULL) THEN
    EXECUTE PROCEDURE tally_result (COALESCE(NEW.campaign_id, OLD.campaign_id),
      COALESCE(NEW.name, OLD.name), before, -1);
  IF (behind IS NOT NULL) THEN
    EXECUTE PROCEDURE tally_result (COALESCE(NEW.campaign_id, OLD.campaign_id),
      COALESCE(NEW.name, OLD.name), behind, 1);
END^

-- Counts everything anew. Nobody may dial meanwhile.
CREATE PROCEDURE rebuild_tallies AS
DECLARE campaign_id INTEGER;
DECLARE name VARCHAR(100);
DECLARE text VARCHAR(1000);
BEGIN
  DELETE FROM attempt_tallies;
  DELETE FROM contact_reach;
  DELETE FROM reach_tallies;
  DELETE FROM result_tallies;
  INSERT INTO attempt_tallies (campaign_id, shard, quarter_at, disposition, hangup_cause, attempts,
    answered, talk_ms, minutes)
    SELECT q.campaign_id, 0, q.quarter_at, q.disposition, q.hangup_cause, COUNT(*),
      COUNT(q.talk_ms), SUM(COALESCE(q.talk_ms, 0)), SUM((COALESCE(q.talk_ms, 0) + 59999) / 60000)
    FROM (SELECT a.campaign_id,
        DATEADD(MINUTE,
          EXTRACT(HOUR FROM a.begun_at) * 60 + (EXTRACT(MINUTE FROM a.begun_at) / 15) * 15,
          CAST(CAST(a.begun_at AS DATE) AS TIMESTAMP)) AS quarter_at,
        IIF(a.ended_at IS NULL, '', COALESCE(a.disposition, '')) AS disposition,
        IIF(a.ended_at IS NULL, '', COALESCE(a.hangup_cause, '')) AS hangup_cause,
        IIF(a.answered_at IS NULL, NULL, MAXVALUE(0, COALESCE(CAST(
          DATEDIFF(MILLISECOND FROM a.answered_at TO a.ended_at) AS BIGINT), 0))) AS talk_ms
      FROM attempts a) q
    GROUP BY 1, 3, 4, 5;
  INSERT INTO contact_reach (contact_id, dialled, answered, heard)
    SELECT a.contact_id, COUNT(*), COUNT(a.answered_at),
      SUM(IIF(a.disposition = 'completed', 1, 0))
    FROM attempts a GROUP BY a.contact_id;
  INSERT INTO reach_tallies (campaign_id, shard, dialled, answered, heard)
    SELECT c.campaign_id, 0, COUNT(*), SUM(SIGN(r.answered)), SUM(SIGN(r.heard))
    FROM contact_reach r JOIN contacts c ON c.id = r.contact_id GROUP BY c.campaign_id;
  -- Row by row: sorting texts of that length would take a gigabyte of disk for a long list.
  FOR SELECT r.campaign_id, r.name, r.text FROM attempt_results r
    WHERE NOT EXISTS (SELECT 1 FROM attempt_results o WHERE o.contact_id = r.contact_id
      AND o.name = r.name AND o.attempt_id <> r.attempt_id AND (o.saved_at > r.saved_at
      OR (o.saved_at = r.saved_at AND o.attempt_id > r.attempt_id)))
    INTO :campaign_id, :name, :text DO
    EXECUTE PROCEDURE tally_result (:campaign_id, :name, :text, 1);
END^
SET TERM ; ^
