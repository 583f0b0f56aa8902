"""Statements of the directory that take and give many rows at once (see ``bulk_sql``)."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from engine.adapters.firebird.bulk_sql import CAPACITY

R = TypeVar("R")

_PACKED = f"""
EXECUTE BLOCK (
  packed VARCHAR({CAPACITY}) CHARACTER SET OCTETS = ?"""
_LOOP = """
AS
  DECLARE p INTEGER = 1;
  DECLARE n INTEGER;"""

#: Entries of one source that are new; ``pack_entry``.
INSERT_ENTRIES = f"""{_PACKED},
  source INTEGER = ?){_LOOP}
  DECLARE own_id BIGINT;
  DECLARE key_size INTEGER;
  DECLARE name_size INTEGER;
  DECLARE address_size INTEGER;
  DECLARE numbers_size INTEGER;
  DECLARE note_size INTEGER;
  DECLARE own_kind CHAR(1) CHARACTER SET ASCII;
  DECLARE own_digest VARCHAR(16) CHARACTER SET OCTETS;
  DECLARE own_key VARCHAR(100) CHARACTER SET UTF8;
  DECLARE own_name VARCHAR(300) CHARACTER SET UTF8;
  DECLARE own_address VARCHAR(500) CHARACTER SET UTF8;
  DECLARE own_numbers VARCHAR(500) CHARACTER SET UTF8;
  DECLARE own_note VARCHAR(1000) CHARACTER SET UTF8;
BEGIN
  n = OCTET_LENGTH(packed);
  WHILE (p <= n) DO
  BEGIN
    own_id = CAST(SUBSTRING(packed FROM p FOR 18) AS BIGINT);
    key_size = CAST(SUBSTRING(packed FROM p + 18 FOR 4) AS INTEGER);
    name_size = CAST(SUBSTRING(packed FROM p + 22 FOR 4) AS INTEGER);
    address_size = CAST(SUBSTRING(packed FROM p + 26 FOR 4) AS INTEGER);
    numbers_size = CAST(SUBSTRING(packed FROM p + 30 FOR 4) AS INTEGER);
    note_size = CAST(SUBSTRING(packed FROM p + 34 FOR 4) AS INTEGER);
    own_kind = SUBSTRING(packed FROM p + 38 FOR 1);
    own_digest = SUBSTRING(packed FROM p + 39 FOR 16);
    p = p + 55;
    own_key = SUBSTRING(packed FROM p FOR key_size);
    p = p + key_size;
    own_name = SUBSTRING(packed FROM p FOR name_size);
    p = p + name_size;
    own_address = SUBSTRING(packed FROM p FOR address_size);
    p = p + address_size;
    own_numbers = SUBSTRING(packed FROM p FOR numbers_size);
    p = p + numbers_size;
    own_note = SUBSTRING(packed FROM p FOR note_size);
    p = p + note_size;
    INSERT INTO directory_entries (id, source_id, source_key, digest, kind, name, address, numbers,
        note)
      VALUES (:own_id, :source, :own_key, :own_digest, :own_kind, :own_name, :own_address,
        :own_numbers, :own_note);
  END
END
"""  # noqa: S608 - built from constants of our own

#: Keys of one source, ``pack_keys`` → those it has.
KNOWN_KEYS = f"""{_PACKED},
  source INTEGER = ?)
RETURNS (
  id BIGINT,
  source_key VARCHAR(100) CHARACTER SET UTF8,
  digest VARCHAR(16) CHARACTER SET OCTETS){_LOOP}
  DECLARE size INTEGER;
BEGIN
  n = OCTET_LENGTH(packed);
  WHILE (p <= n) DO
  BEGIN
    size = CAST(SUBSTRING(packed FROM p FOR 3) AS INTEGER);
    source_key = SUBSTRING(packed FROM p + 3 FOR size);
    p = p + 3 + size;
    id = NULL;
    SELECT e.id, e.digest FROM directory_entries e
      WHERE e.source_id = :source AND e.source_key = :source_key INTO :id, :digest;
    IF (id IS NOT NULL) THEN
      SUSPEND;
  END
END
"""  # noqa: S608

#: Numbers of entries, ``pack_numbers`` → the entries.
ENTRIES = f"""{_PACKED})
RETURNS (
  id BIGINT,
  source VARCHAR(200) CHARACTER SET UTF8,
  source_key VARCHAR(100) CHARACTER SET UTF8,
  kind VARCHAR(1) CHARACTER SET ASCII,
  name VARCHAR(300) CHARACTER SET UTF8,
  address VARCHAR(500) CHARACTER SET UTF8,
  numbers VARCHAR(500) CHARACTER SET UTF8,
  note VARCHAR(1000) CHARACTER SET UTF8){_LOOP}
  DECLARE wanted BIGINT;
BEGIN
  n = OCTET_LENGTH(packed);
  WHILE (p <= n) DO
  BEGIN
    wanted = CAST(SUBSTRING(packed FROM p FOR 18) AS BIGINT);
    p = p + 18;
    id = NULL;
    SELECT e.id, s.name, e.source_key, e.kind, e.name, e.address, e.numbers, e.note
      FROM directory_entries e JOIN directory_sources s ON s.id = e.source_id
      WHERE e.id = :wanted
      INTO :id, :source, :source_key, :kind, :name, :address, :numbers, :note;
    IF (id IS NOT NULL) THEN
      SUSPEND;
  END
END
"""  # noqa: S608

DELETE_ENTRIES = f"""{_PACKED}){_LOOP}
  DECLARE wanted BIGINT;
BEGIN
  n = OCTET_LENGTH(packed);
  WHILE (p <= n) DO
  BEGIN
    wanted = CAST(SUBSTRING(packed FROM p FOR 18) AS BIGINT);
    p = p + 18;
    DELETE FROM directory_entries WHERE id = :wanted;
  END
END
"""  # noqa: S608

#: Tokens, ``pack_numbers`` → those that have few entries.
READ_FEW = f"""{_PACKED})
RETURNS (
  token INTEGER,
  entries VARCHAR(8000) CHARACTER SET OCTETS){_LOOP}
  DECLARE wanted INTEGER;
BEGIN
  n = OCTET_LENGTH(packed);
  WHILE (p <= n) DO
  BEGIN
    wanted = CAST(SUBSTRING(packed FROM p FOR 18) AS INTEGER);
    p = p + 18;
    token = NULL;
    SELECT f.token, f.entries FROM directory_few f WHERE f.token = :wanted
      INTO :token, :entries;
    IF (token IS NOT NULL) THEN
      SUSPEND;
  END
END
"""  # noqa: S608

#: Tokens → their sets from one part to another; part -1 for a token that only has other ones.
READ_MANY = f"""{_PACKED},
  first_part INTEGER = ?,
  last_part INTEGER = ?)
RETURNS (
  token INTEGER,
  part SMALLINT,
  entries VARCHAR(8192) CHARACTER SET OCTETS){_LOOP}
BEGIN
  n = OCTET_LENGTH(packed);
  WHILE (p <= n) DO
  BEGIN
    token = CAST(SUBSTRING(packed FROM p FOR 18) AS INTEGER);
    p = p + 18;
    part = -1;
    FOR SELECT m.part, m.entries FROM directory_many m
      WHERE m.token = :token AND m.part BETWEEN :first_part AND :last_part
      INTO :part, :entries DO
      SUSPEND;
    IF (part = -1) THEN
      IF (EXISTS(SELECT 1 FROM directory_many m WHERE m.token = :token)) THEN
      BEGIN
        entries = NULL;
        SUSPEND;
      END
  END
END
"""  # noqa: S608

#: (token, entries), no entries: the row goes; ``pack_few_row``.
WRITE_FEW = f"""{_PACKED}){_LOOP}
  DECLARE own_token INTEGER;
  DECLARE size INTEGER;
  DECLARE own_entries VARCHAR(8000) CHARACTER SET OCTETS;
BEGIN
  n = OCTET_LENGTH(packed);
  WHILE (p <= n) DO
  BEGIN
    own_token = CAST(SUBSTRING(packed FROM p FOR 9) AS INTEGER);
    size = CAST(SUBSTRING(packed FROM p + 9 FOR 4) AS INTEGER);
    IF (size = 0) THEN
      DELETE FROM directory_few WHERE token = :own_token;
    ELSE
    BEGIN
      own_entries = SUBSTRING(packed FROM p + 13 FOR size);
      UPDATE OR INSERT INTO directory_few (token, entries) VALUES (:own_token, :own_entries)
        MATCHING (token);
    END
    p = p + 13 + size;
  END
END
"""  # noqa: S608

#: (token, part, entries); ``pack_many_row``.
WRITE_MANY = f"""{_PACKED}){_LOOP}
  DECLARE own_token INTEGER;
  DECLARE own_part INTEGER;
  DECLARE size INTEGER;
  DECLARE own_entries VARCHAR(8192) CHARACTER SET OCTETS;
BEGIN
  n = OCTET_LENGTH(packed);
  WHILE (p <= n) DO
  BEGIN
    own_token = CAST(SUBSTRING(packed FROM p FOR 9) AS INTEGER);
    own_part = CAST(SUBSTRING(packed FROM p + 9 FOR 5) AS INTEGER);
    size = CAST(SUBSTRING(packed FROM p + 14 FOR 4) AS INTEGER);
    IF (size = 0) THEN
      DELETE FROM directory_many WHERE token = :own_token AND part = :own_part;
    ELSE
    BEGIN
      own_entries = SUBSTRING(packed FROM p + 18 FOR size);
      UPDATE OR INSERT INTO directory_many (token, part, entries)
        VALUES (:own_token, :own_part, :own_entries) MATCHING (token, part);
    END
    p = p + 18 + size;
  END
END
"""  # noqa: S608


def pack_entry(entry_id: int, kind: str, digest: bytes, *texts: str) -> bytes:
    """``texts``: key, name, address, numbers, note."""
    encoded = [text.encode() for text in texts]
    sizes = "".join(f"{len(text):04d}" for text in encoded)
    return b"%018d%b%b%b%b" % (entry_id, sizes.encode(), kind.encode(), digest, b"".join(encoded))


def pack_key(key: str) -> bytes:
    encoded = key.encode()
    return b"%03d%b" % (len(encoded), encoded)


def pack_numbers(numbers: Iterable[int]) -> Iterator[bytes]:
    return packs(numbers, lambda number: b"%018d" % number)


def pack_few_row(row: tuple[int, bytes]) -> bytes:
    return b"%09d%04d%b" % (row[0], len(row[1]), row[1])


def pack_many_row(row: tuple[int, int, bytes]) -> bytes:
    return b"%09d%05d%04d%b" % (row[0], row[1], len(row[2]), row[2])


def packs(rows: Iterable[R], pack: Callable[[R], bytes]) -> Iterator[bytes]:
    """Rows in portions that fit into one statement."""
    waiting: list[bytes] = []
    size = 0
    for row in rows:
        packed = pack(row)
        if size + len(packed) > CAPACITY:
            yield b"".join(waiting)
            waiting, size = [], 0
        waiting.append(packed)
        size += len(packed)
    if waiting:
        yield b"".join(waiting)
