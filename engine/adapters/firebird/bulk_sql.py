"""Many contacts in one statement.

fdb spends about 8 µs of Python on every parameter, so a row of thirteen columns costs 100 µs
before Firebird sees it. Here a batch of rows travels as one packed octet string of up to 32 765
bytes (the longest VARCHAR), and a block of PSQL takes it apart: 32 µs a row, Firebird's own work
included. Everything in it is known to Firebird 3.

A packed row is a head of decimal numbers of fixed width, then the texts in UTF-8.
"""

from collections.abc import Iterator, Sequence

from engine.adapters.firebird.codes import LONG_AGO, STATE_CODES, WAITING
from engine.domain.contact import ContactState

#: Longest packed batch in bytes.
CAPACITY = 32765
#: Longest texts that a packed row may hold: characters of ``contacts.fields`` and
#: ``contacts.other_phones``.
LONGEST_OTHERS = 1000

_UNPACK = """
  n = OCTET_LENGTH(packed);
  WHILE (p <= n) DO
  BEGIN
    key_id = CAST(SUBSTRING(packed FROM p FOR 18) AS BIGINT);
    zones = CAST(SUBSTRING(packed FROM p + 18 FOR 9) AS INTEGER);
    phone_length = CAST(SUBSTRING(packed FROM p + 27 FOR 2) AS INTEGER);
    others_length = CAST(SUBSTRING(packed FROM p + 29 FOR 4) AS INTEGER);
    fields_length = CAST(SUBSTRING(packed FROM p + 33 FOR 5) AS INTEGER);
    p = p + 38;
    new_phone = SUBSTRING(packed FROM p FOR phone_length);
    p = p + phone_length;
    new_others = SUBSTRING(packed FROM p FOR others_length);
    p = p + others_length;
    new_fields = SUBSTRING(packed FROM p FOR fields_length);
    p = p + fields_length;
"""
_DECLARE = """
  DECLARE p INTEGER = 1;
  DECLARE n INTEGER;
  DECLARE key_id BIGINT;
  DECLARE zones INTEGER;
  DECLARE phone_length INTEGER;
  DECLARE others_length INTEGER;
  DECLARE fields_length INTEGER;
  DECLARE new_phone VARCHAR(20) CHARACTER SET ASCII;
  DECLARE new_others VARCHAR(1000) CHARACTER SET ASCII;
  DECLARE new_fields VARCHAR(2000) CHARACTER SET UTF8;
"""

#: Packed rows keyed by the row number in the file. Inserts those whose phone the campaign does
#: not have; returns those that differ from what it has; last comes a row with ``list_row`` -1
#: and the number of inserted ones in ``contact_id``.
MERGE = f"""
EXECUTE BLOCK (
  packed VARCHAR({CAPACITY}) CHARACTER SET OCTETS = ?,
  campaign INTEGER = ?,
  import_number INTEGER = ?)
RETURNS (
  list_row BIGINT,
  contact_id BIGINT,
  phone VARCHAR(20) CHARACTER SET ASCII,
  others VARCHAR(1000) CHARACTER SET ASCII,
  zone_set INTEGER,
  fields VARCHAR(2000) CHARACTER SET UTF8,
  long_fields BLOB SUB_TYPE TEXT CHARACTER SET UTF8)
AS{_DECLARE}
  DECLARE inserted INTEGER = 0;
BEGIN{_UNPACK}
    contact_id = NULL;
    SELECT c.id, c.other_phones, c.zone_set_id, c.fields, c.long_fields FROM contacts c
      WHERE c.campaign_id = :campaign AND c.phone = :new_phone
      INTO :contact_id, :others, :zone_set, :fields, :long_fields;
    IF (contact_id IS NOT NULL AND zone_set <> zones) THEN
      -- Of a survey's group: what matters are its zones. No row: it stays as it is.
      SELECT q.plain_id FROM quota_zone_sets q WHERE q.zone_set_id = :zone_set INTO :zone_set;
    IF (contact_id IS NULL) THEN
    BEGIN
      INSERT INTO contacts (id, campaign_id, import_id, list_row, queue, state, in_attempt,
          zone_set_id, next_at, phone, other_phones, progress, fields)
        VALUES (NEXT VALUE FOR contact_ids, :campaign, :import_number, :key_id,
          {WAITING}, {STATE_CODES[ContactState.NEW]}, 0,
          :zones, TIMESTAMP '{LONG_AGO:%Y-%m-%d %H:%M:%S}', :new_phone, :new_others, '',
          :new_fields);
      inserted = inserted + 1;
    END
    ELSE IF (others <> new_others OR zone_set <> zones OR fields <> new_fields) THEN
    BEGIN
      list_row = key_id;
      phone = new_phone;
      SUSPEND;
    END
  END
  list_row = -1;
  contact_id = inserted;
  phone = NULL;
  others = NULL;
  fields = NULL;
  long_fields = NULL;
  SUSPEND;
END
"""  # noqa: S608 - built from constants of our own

#: Packed rows keyed by the contact's id; the phone stays as it is.
UPDATE = f"""
EXECUTE BLOCK (packed VARCHAR({CAPACITY}) CHARACTER SET OCTETS = ?)
AS{_DECLARE}
BEGIN{_UNPACK}
    UPDATE contacts SET other_phones = :new_others, zone_set_id = :zones, fields = :new_fields,
        long_fields = NULL
      WHERE id = :key_id;
  END
END
"""  # noqa: S608

#: Phones of 20 characters each, padded with blanks; returns those that are some contact's first.
FIRST_PHONES = f"""
EXECUTE BLOCK (
  packed VARCHAR({CAPACITY}) CHARACTER SET OCTETS = ?,
  campaign INTEGER = ?)
RETURNS (
  phone VARCHAR(20) CHARACTER SET ASCII,
  contact_id BIGINT)
AS
  DECLARE p INTEGER = 1;
  DECLARE n INTEGER;
BEGIN
  n = OCTET_LENGTH(packed);
  WHILE (p <= n) DO
  BEGIN
    phone = SUBSTRING(packed FROM p FOR 20);
    phone = TRIM(phone);  -- not at once: of octets TRIM takes zero bytes away, no blanks
    p = p + 20;
    contact_id = NULL;
    SELECT c.id FROM contacts c WHERE c.campaign_id = :campaign AND c.phone = :phone
      INTO :contact_id;
    IF (contact_id IS NOT NULL) THEN
      SUSPEND;
  END
END
"""  # noqa: S608
PHONES_PER_LOOKUP = CAPACITY // 20


def pack_row(key: int, zone_set: int, phone: str, others: str, fields: str) -> bytes:
    """One row; ``key`` is the row number or the contact's id."""
    text = fields.encode()
    return b"%018d%09d%02d%04d%05d%b%b%b" % (
        key, zone_set, len(phone), len(others), len(text),
        phone.encode("ascii"), others.encode("ascii"), text,
    )  # fmt: skip


def pack_phones(phones: Sequence[str]) -> Iterator[bytes]:
    """E.164 numbers in portions for FIRST_PHONES."""
    for start in range(0, len(phones), PHONES_PER_LOOKUP):
        yield "".join(p.ljust(20) for p in phones[start : start + PHONES_PER_LOOKUP]).encode()
