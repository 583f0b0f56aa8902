"""Contacts of a built list that no longer match are withdrawn; those who come back are taken up.

Both in the transaction that loads the list, many contacts per statement (see ``bulk_sql``).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from engine.adapters.firebird.bulk_sql import CAPACITY
from engine.adapters.firebird.codec import split_phones
from engine.adapters.firebird.codes import CLAIMED, SETTLED, STATE_CODES, WAITING
from engine.adapters.firebird.connection import Connection, to_db
from engine.domain.contact import ContactState

NO_MATCH = "no_match"
_EXCLUDED = STATE_CODES[ContactState.EXCLUDED]
_IDS = CAPACITY // 18

_EACH = """
  n = OCTET_LENGTH(packed);
  WHILE (p <= n) DO
  BEGIN
    contact = CAST(SUBSTRING(packed FROM p FOR 18) AS BIGINT);
    p = p + 18;
"""
_DECLARE = """
  DECLARE p INTEGER = 1;
  DECLARE n INTEGER;
  DECLARE contact BIGINT;
  DECLARE old_state SMALLINT;
  DECLARE old_next TIMESTAMP;
"""

#: A contact that is claimed loses its claim: whoever wants to open an attempt is refused. One
#: with an open attempt stays as it is.
WITHDRAW = f"""
EXECUTE BLOCK (
  packed VARCHAR({CAPACITY}) CHARACTER SET OCTETS = ?,
  campaign INTEGER = ?,
  moment TIMESTAMP = ?)
RETURNS (done INTEGER)
AS{_DECLARE}
BEGIN
  done = 0;{_EACH}
    UPDATE contacts c SET c.queue = {SETTLED}, c.state = {_EXCLUDED}, c.claimed_by = NULL
      WHERE c.id = :contact AND c.queue IN ({WAITING}, {CLAIMED}) AND c.in_attempt = 0
      RETURNING OLD.state, OLD.next_at INTO :old_state, :old_next;
    IF (ROW_COUNT > 0) THEN
    BEGIN
      INSERT INTO withdrawn_contacts (contact_id, campaign_id, withdrawn_at, reason,
          state_before, next_at_before)
        VALUES (:contact, :campaign, :moment, '{NO_MATCH}', :old_state, :old_next);
      done = done + 1;
    END
  END
  SUSPEND;
END
"""  # noqa: S608 - built from constants of our own

RESTORE = f"""
EXECUTE BLOCK (packed VARCHAR({CAPACITY}) CHARACTER SET OCTETS = ?)
RETURNS (done INTEGER)
AS{_DECLARE}
BEGIN
  done = 0;{_EACH}
    DELETE FROM withdrawn_contacts w WHERE w.contact_id = :contact
      RETURNING w.state_before, w.next_at_before INTO :old_state, :old_next;
    IF (ROW_COUNT > 0) THEN
    BEGIN
      UPDATE contacts c SET c.queue = {WAITING}, c.state = :old_state, c.next_at = :old_next
        WHERE c.id = :contact AND c.queue = {SETTLED} AND c.state = {_EXCLUDED};
      done = done + ROW_COUNT;
    END
  END
  SUSPEND;
END
"""  # noqa: S608

#: Contacts that a build brought and that may still be dialled. (+ 0: from the campaign's contacts
#: to their imports, however few imports there are.)
MEMBERS = (
    "SELECT c.id, c.phone, c.other_phones FROM contacts c"  # noqa: S608
    " JOIN imports i ON i.id = c.import_id + 0"
    f" WHERE c.campaign_id = ? AND c.queue IN ({WAITING}, {CLAIMED}) AND c.in_attempt = 0"
    " AND i.built = 1"
)
_GONE = (
    "SELECT c.id, c.phone, c.other_phones FROM withdrawn_contacts w"
    " JOIN contacts c ON c.id = w.contact_id WHERE w.campaign_id = ?"
)


def mark_built(connection: Connection, import_id: int) -> None:
    connection.execute("UPDATE imports SET built = 1 WHERE id = ?", (import_id,))


def take_up_again(connection: Connection, campaign_id: int, matching: set[str]) -> int:
    """Withdrawn contacts one of whose phones is in ``matching`` are what they were before."""
    found = [
        contact_id
        for contact_id, phone, others in connection.rows(_GONE, (campaign_id,))
        if not matching.isdisjoint(split_phones(phone, others))
    ]
    return restore(connection, found)


def restore(connection: Connection, contact_ids: Iterable[int]) -> int:
    """Withdrawn contacts are what they were before; how many."""
    return sum(connection.value(RESTORE, (packed,)) for packed in _packed(contact_ids))


def withdraw(
    connection: Connection,
    campaign_id: int,
    matching: set[str],
    spared: set[str],
    moment: datetime,
) -> int:
    """Built contacts none of whose phones is in ``matching`` are excluded. Those all of whose
    phones are in ``spared`` (the do-not-call list) are left to what excludes them anyway."""
    gone = []
    for contact_id, phone, others in connection.stream(MEMBERS, (campaign_id,)):
        phones = split_phones(phone, others)
        if matching.isdisjoint(phones) and not spared.issuperset(phones):
            gone.append(contact_id)
    return sum(
        connection.value(WITHDRAW, (packed, campaign_id, to_db(moment))) for packed in _packed(gone)
    )


def _packed(ids: Iterable[int]) -> Iterator[bytes]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), _IDS):
        yield b"".join(b"%018d" % contact_id for contact_id in ordered[start : start + _IDS])
