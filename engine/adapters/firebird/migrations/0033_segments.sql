-- Segments: criteria kept under a name, and what imports changed, so that they can be undone.

CREATE SEQUENCE segment_ids;
CREATE TABLE segments (
  id INTEGER NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  name_key VARCHAR(200) NOT NULL,
  owner_name VARCHAR(200) NOT NULL,
  revision INTEGER NOT NULL,
  changed_at TIMESTAMP NOT NULL,
  document BLOB SUB_TYPE TEXT CHARACTER SET UTF8 NOT NULL  -- JSON: engine.lists.criteria_codec
);
CREATE UNIQUE INDEX segments_name ON segments (name_key);

-- The segment that is a campaign's list, and what its last refresh changed.
CREATE TABLE campaign_segments (
  campaign_id INTEGER NOT NULL PRIMARY KEY,
  segment_id INTEGER NOT NULL,
  built_at TIMESTAMP NOT NULL,
  outcome VARCHAR(1000) CHARACTER SET UTF8 NOT NULL   -- JSON: counts, or {"error": ...}
);
CREATE INDEX campaign_segments_segment ON campaign_segments (segment_id);

CREATE TABLE import_templates (
  name_key VARCHAR(200) NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL,
  header VARCHAR(64) CHARACTER SET ASCII NOT NULL,    -- digest of the header it was made for
  document BLOB SUB_TYPE TEXT CHARACTER SET UTF8 NOT NULL  -- JSON: field and column pairs
);
CREATE INDEX import_templates_header ON import_templates (header);

-- What an import found in contacts that it changed.
CREATE TABLE import_changes (
  contact_id BIGINT NOT NULL,
  import_id INTEGER NOT NULL,
  other_phones VARCHAR(1000) CHARACTER SET ASCII NOT NULL,
  zone_set_id INTEGER NOT NULL,
  document BLOB SUB_TYPE TEXT CHARACTER SET UTF8 NOT NULL, -- the fields, JSON
  CONSTRAINT import_changes_key PRIMARY KEY (contact_id, import_id)
);
CREATE INDEX import_changes_import ON import_changes (import_id);

ALTER TABLE imports ADD undone_at TIMESTAMP;

-- People that a criterion is asked about while it is being answered; nobody else sees them.
CREATE GLOBAL TEMPORARY TABLE list_people (
  slot INTEGER NOT NULL,
  phone VARCHAR(20) CHARACTER SET ASCII NOT NULL,
  other_phones VARCHAR(1000) CHARACTER SET ASCII NOT NULL,
  zone_set_id INTEGER NOT NULL,
  fields VARCHAR(2000) CHARACTER SET UTF8 NOT NULL,
  long_fields BLOB SUB_TYPE TEXT CHARACTER SET UTF8
) ON COMMIT DELETE ROWS;
CREATE INDEX list_people_phone ON list_people (slot, phone);

-- Calls of a contact to whichever of its numbers.
CREATE INDEX attempts_contact ON attempts (contact_id);

SET TERM ^ ;
-- A field's text out of the JSON object of a contact; NULL where there is none. Name: as JSON
-- writes it, in quotation marks.
CREATE FUNCTION contact_field (document VARCHAR(2000) CHARACTER SET UTF8,
    field_name VARCHAR(500) CHARACTER SET UTF8)
RETURNS VARCHAR(2000) CHARACTER SET UTF8
AS
  DECLARE p INTEGER;
  DECLARE q INTEGER;
  DECLARE back INTEGER;
  DECLARE found VARCHAR(2000) CHARACTER SET UTF8;
BEGIN
  IF (document STARTING WITH '{' || field_name || ':"') THEN
    p = 1;
  ELSE
    p = POSITION(',' || field_name || ':"', document);
  IF (p = 0) THEN
    RETURN NULL;
  p = p + CHAR_LENGTH(field_name) + 3;
  q = p;
  WHILE (1 = 1) DO
  BEGIN
    q = POSITION('"', document, q);
    IF (q = 0) THEN
      RETURN NULL;
    back = q - 1;
    WHILE (back >= p AND SUBSTRING(document FROM back FOR 1) = '\') DO
      back = back - 1;
    IF (MOD(q - 1 - back, 2) = 0) THEN
      LEAVE;
    q = q + 1;
  END
  found = SUBSTRING(document FROM p FOR q - p);
  IF (POSITION('\', found) > 0) THEN
  BEGIN
    found = REPLACE(found, '\\', ASCII_CHAR(1));
    found = REPLACE(found, '\"', '"');
    found = REPLACE(found, '\n', ASCII_CHAR(10));
    found = REPLACE(found, '\r', ASCII_CHAR(13));
    found = REPLACE(found, '\t', ASCII_CHAR(9));
    found = REPLACE(found, ASCII_CHAR(1), '\');
  END
  RETURN found;
END^

-- The same of a long list of fields.
CREATE FUNCTION contact_long_field (document BLOB SUB_TYPE TEXT CHARACTER SET UTF8,
    field_name VARCHAR(500) CHARACTER SET UTF8)
RETURNS VARCHAR(2000) CHARACTER SET UTF8
AS
  DECLARE p INTEGER;
BEGIN
  IF (document STARTING WITH '{' || field_name || ':"') THEN
    p = 1;
  ELSE
    p = POSITION(',' || field_name || ':"', document);
  IF (p = 0) THEN
    RETURN NULL;
  RETURN contact_field(
    '{' || SUBSTRING(document FROM IIF(p = 1, 2, p + 1) FOR 1900) || '"', field_name);
END^

-- A number as lists write it: 1 234,50; NULL where it is none.
CREATE FUNCTION contact_number (text VARCHAR(2000) CHARACTER SET UTF8) RETURNS NUMERIC(18, 4)
AS
BEGIN
  text = REPLACE(REPLACE(REPLACE(text, ' ', ''), _UTF8 x'C2A0', ''), ',', '.');
  IF (text = '' OR CHAR_LENGTH(text) > 20) THEN
    RETURN NULL;
  RETURN CAST(text AS NUMERIC(18, 4));
  WHEN ANY DO
    RETURN NULL;
END^

-- A date as lists write it: 31.12.2026 or 2026-12-31; NULL where it is none.
CREATE FUNCTION contact_date (text VARCHAR(2000) CHARACTER SET UTF8) RETURNS DATE
AS
BEGIN
  text = SUBSTRING(TRIM(text) FROM 1 FOR 10);
  IF (CHAR_LENGTH(text) < 8) THEN
    RETURN NULL;
  RETURN CAST(text AS DATE);
  WHEN ANY DO
    RETURN NULL;
END^
SET TERM ; ^
