"""A database of twenty thousand contacts, made once for all tests that look at pages over many."""

import shutil
from pathlib import Path

import pytest

from engine.adapters.firebird import Address, FirebirdDatabase, create_database
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.domain.campaign import CampaignSettings, Purpose
from engine.ports.storage import NewContact
from tests.helpers.made_once import made_once

COUNT = 20_000
TOWNS = ("Тверь", "Клин", "Орёл", "Псков")


def phone(number: int) -> str:
    return f"+7912{number * 7919 % 10_000_019:07d}"


def fill(folder: Path) -> None:
    address = Address(str(folder / "rino.fdb"))
    create_database(address)
    database = FirebirdDatabase(address)
    settings = CampaignSettings("Debtors", purpose=Purpose.DEBT)
    campaign = database.transact(lambda s: s.campaigns.create(settings))
    for part, begin in enumerate(range(0, COUNT, COUNT // 2)):
        rows = [
            NewContact(
                (phone(n),), ("Europe/Moscow",),
                {"Name": f"Person {n}", "Town": TOWNS[n % 4], "Debt": str(n % 1000)}, n + 1,
            )
            for n in range(begin, begin + COUNT // 2)
        ]  # fmt: skip
        FirebirdBulkLoader(address, "").load(campaign.id, f"list-{part + 1}.csv", iter([rows]))
    database.close()


#: What a year has left beside the contacts: refusals to be called, entries of the audit log, calls.
_YEAR = """
EXECUTE BLOCK (numbers INTEGER = ?, entries INTEGER = ?, calls INTEGER = ?) AS
DECLARE i INTEGER; DECLARE t TIMESTAMP = '2024-01-10 06:00:00'; DECLARE of_contact BIGINT;
BEGIN
  UPDATE imports SET imported_at = '2024-01-01 00:00:00';
  i = 1;
  WHILE (i <= numbers) DO
  BEGIN
    INSERT INTO do_not_call (phone, source, added_at, added_by)
      VALUES ('+7903' || LPAD(:i, 7, '0'), 'register', DATEADD(SECOND, :i, :t), 'anna');
    i = i + 1;
  END
  i = 1;
  WHILE (i <= entries) DO
  BEGIN
    INSERT INTO audit_log (id, done_at, who, who_key, via, place, action, subject, subject_key,
      details)
      VALUES (NEXT VALUE FOR audit_ids, DATEADD(MINUTE, :i, :t), 'Anna', 'anna', 'desktop', 'pc',
      TRIM(IIF(MOD(:i, 500) = 0, 'campaign.start', 'contact.change')), 'Person ' || :i,
      'person ' || :i, '{}');
    i = i + 1;
  END
  i = 1;
  FOR SELECT FIRST (:calls) id FROM contacts ORDER BY id INTO :of_contact DO
  BEGIN
    INSERT INTO attempts (id, campaign_id, contact_id, session_id, engine, attempt_number, phone,
      trunk_id, scheme_version_id, reserved_at, begun_at, started_at, answered_at, ended_at,
      sip_code, hangup_cause, hangup_by, disposition)
      SELECT :i, campaign_id, id, 1, 'server-1', 1, phone, 1, 1, :t, :t, :t, :t,
      DATEADD(MINUTE, 1, :t), 200, 'normal_clearing', 'subscriber', 'completed'
      FROM contacts WHERE id = :of_contact;
    UPDATE contacts SET last_attempt = :i, queue = 2 WHERE id = :of_contact;
    i = i + 1;
  END
END
"""
#: Numbers of the do-not-call list, entries of the audit log, contacts that were called.
LISTED, ENTRIES, CALLED = 5_000, 3_000, 2_000


def lived(folder: Path) -> None:
    """As if the office had worked with it for a year."""
    database = FirebirdDatabase(Address(str(folder / "rino.fdb")))
    database.transact_raw(lambda sql: sql.execute(_YEAR, (LISTED, ENTRIES, CALLED)))
    database.close()


def a_copy(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Path:
    """The folder with ``rino.fdb``, free to be changed."""
    made = made_once(tmp_path_factory, "twenty-thousand-contacts", fill)
    shutil.copyfile(made / "rino.fdb", tmp_path / "rino.fdb")
    return tmp_path
