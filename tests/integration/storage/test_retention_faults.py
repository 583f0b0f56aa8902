"""Retention when something is wrong: the folder is not mounted, the program is killed, the database
goes, the clock is ahead; and several computers with a folder of their own each."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.adapters.firebird.voice_files import FirebirdVoiceFileStore
from engine.adapters.voice_store import open_folder
from engine.domain.campaign import CampaignState
from engine.domain.refusal_words import refusal_words
from engine.errors import KnownError
from engine.ports.contact_book import Written
from engine.ports.storage import NewContact, StorageUnavailable, Stores
from engine.ports.voice_files import RetentionRule
from engine.service import retention, voice_retention
from engine.service.expired import digest_of
from engine.service.recordings import recording_name
from engine.service.retention_places import MARK, place_of
from engine.service.voice_store import VoiceStore
from rino_desktop import preflight_list, retention_protocol
from rino_desktop.contacts import editing
from tests.helpers import stored_campaign
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import dialling

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def fixed_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """The days of these tests are not those of the database's server."""
    monkeypatch.setattr(FirebirdVoiceFileStore, "server_time", lambda _: None)


@pytest.fixture
def store(tmp_path: Path) -> VoiceStore:
    return VoiceStore(tmp_path / "voice", open_folder)


def keep(store: VoiceStore, number: int, days: int = 10) -> str:
    name = recording_name("Debts", number, NOW - days * DAY)
    path = store.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"sound")
    return name


def rule(database: FirebirdDatabase, days: int = 3, kind: str = "recordings") -> None:
    database.transact(lambda s: s.voice_files.set_rule(RetentionRule(kind, "", days)))


def once(database: FirebirdDatabase, store: VoiceStore, now: datetime) -> int | None:
    """Files deleted; None: it was not time."""
    outcome = retention.run_once_a_day(database, store, now)
    return None if outcome is None else outcome.files


def test_a_folder_that_is_not_mounted_is_not_an_empty_one(
    database: FirebirdDatabase, store: VoiceStore, tmp_path: Path
) -> None:
    rule(database)
    keep(store, 1, 1)
    assert once(database, store, NOW) == 0
    assert (store.folder / MARK).exists()
    assert [each.file.name for each in store.listing()] == [keep(store, 1, 1)], "it is hidden"
    away = tmp_path / "away"
    store.folder.rename(away)
    store.folder.mkdir()
    tomorrow = NOW + DAY
    outcome = retention.run_once_a_day(database, store, tomorrow)
    assert outcome is not None
    assert "may not be mounted" in str(outcome.trouble)
    assert (outcome.rows_whole, outcome.files_whole) == (True, False)
    assert database.transact(retention_protocol.read)[0].what == "failed"
    with pytest.raises(KnownError, match="may not be mounted"):
        retention.due(database, store, [RetentionRule("recordings", "", 3)], tomorrow)
    # What was recorded there meanwhile does not make it the right one.
    keep(store, 2)
    assert once(database, store, tomorrow + HOUR / 2) is None
    assert once(database, store, tomorrow + HOUR) == 0
    shutil.rmtree(store.folder)
    away.rename(store.folder)
    keep(store, 3)
    assert once(database, store, tomorrow + 2 * HOUR) == 1
    # Emptied on purpose: nothing but its mark.
    shutil.rmtree(store.folder / "recordings", ignore_errors=True)
    assert once(database, store, tomorrow + 2 * DAY) == 0
    assert database.transact(retention_protocol.read)[0].what == "run"


def test_each_engine_goes_through_its_own_folder(
    database: FirebirdDatabase, store: VoiceStore, tmp_path: Path
) -> None:
    other = VoiceStore(tmp_path / "other", open_folder)
    desk = VoiceStore(tmp_path / "desk", open_folder)
    rule(database)
    for each in (store, other, desk):
        keep(each, 1)
    assert once(database, store, NOW) == 1
    assert once(database, other, NOW) == 1, "it has one of its own"
    assert once(database, other, NOW + HOUR) is None
    for each in (store, other):
        keep(each, 2)
    # Somebody at a workstation: his folder and the database now, the others by their engines.
    later = NOW + 2 * HOUR
    outcome = retention.run_stored(database, desk, later)
    assert outcome.files == 1
    assert sorted(outcome.asked) == sorted(map(place_of, (store, other)))
    for each in (store, other):
        assert once(database, each, later + HOUR / 6) == 1
        assert once(database, each, later + HOUR) is None
    # Nobody goes through the folder of a workstation by himself, and it is not asked for.
    assert place_of(desk) not in retention.run_stored(database, store, later + 2 * HOUR).asked


class _Killed(BaseException):
    pass


def test_what_went_before_a_kill_is_in_a_digest(
    database: FirebirdDatabase, store: VoiceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice_retention, "_PORTION", 2)
    rule(database)
    files = sorted(keep(store, number) for number in range(1, 6))
    real = VoiceStore.delete
    gone: list[str] = []

    def delete(of: VoiceStore, names: list[str]) -> list[str]:
        if len(gone) == 3:
            raise _Killed
        gone.extend(names)
        return real(of, names)

    with monkeypatch.context() as patch:
        patch.setattr(VoiceStore, "delete", delete)
        with pytest.raises(_Killed):
            once(database, store, NOW)
    (begun,) = database.transact(retention_protocol.read)
    assert (begun.what, begun.left) == ("unfinished", 0)
    assert [(item.count, item.left, item.sha256) for item in begun.items] == [
        (2, retention_protocol.UNKNOWN, digest_of((name, 5) for name in files[:2])),
        (2, retention_protocol.UNKNOWN, digest_of((name, 5) for name in files[2:4])),
    ]
    # It is begun anew in an hour, not in a day.
    assert once(database, store, NOW + HOUR / 2) is None
    assert once(database, store, NOW + HOUR) == 2
    assert [each.what for each in database.transact(retention_protocol.read)] == [
        "run", "unfinished"
    ]  # fmt: skip


def test_when_the_database_goes_it_is_tried_again_in_an_hour(
    database: FirebirdDatabase, store: VoiceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule(database)
    keep(store, 1)

    def gone(*_: object) -> None:
        raise StorageUnavailable("gone")

    with monkeypatch.context() as patch:
        patch.setattr(voice_retention, "note_expired", gone)
        with pytest.raises(StorageUnavailable):
            once(database, store, NOW)
    keep(store, 2)
    assert once(database, store, NOW + HOUR / 2) is None
    assert once(database, store, NOW + HOUR) == 1


def test_a_clock_that_leaps_deletes_nothing_and_the_protocol_says_so(
    database: FirebirdDatabase, store: VoiceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule(database, 90)
    young = store.folder / keep(store, 1)
    assert once(database, store, NOW) == 0
    ahead = NOW + 365 * DAY
    for hours in range(3):
        assert once(database, store, ahead + hours * HOUR) is None
    told, *_ = database.transact(retention_protocol.read)
    assert (told.what, told.count) == ("clock", 0)
    assert "365 days later" in told.text
    assert [each.what for each in database.transact(retention_protocol.read)] == ["clock", "run"]
    with pytest.raises(KnownError, match="365 days later"):
        retention.run(database, store, [RetentionRule("recordings", "", 90)], ahead + 3 * HOUR)
    assert young.exists()
    # The real question to the server: this year's clock is not a thousand years ahead.
    monkeypatch.undo()
    server = database.transact(lambda s: s.voice_files.server_time())
    assert server is not None
    assert abs(server - datetime.now(UTC)) < DAY
    with pytest.raises(KnownError, match="ahead of that of the database's server"):
        retention.run_stored(database, store, server + 60 * DAY, sure=True)
    assert young.exists()


def test_whose_data_are_erased_is_not_called_until_a_list_brings_them_anew(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, store: VoiceStore
) -> None:
    case = dialling(tested_database, database, 3)
    number = case.campaign.id
    rule(database, 10, "contacts")

    def state(wanted: CampaignState) -> None:
        database.transact(lambda s: s.campaigns.set_state(number, wanted))

    def found(stores: Stores) -> list[str]:
        campaign = stores.campaigns.get(number)
        return [
            each.words for each in preflight_list.of_list(stores, campaign, None, NOW)
            if each.code == "erased"
        ]  # fmt: skip

    assert database.transact(found) == []
    state(CampaignState.ARCHIVED)
    age = datetime.now(UTC) + 12 * DAY  # from the import on
    retention.run_stored(database, store, age, sure=True)
    state(CampaignState.RUNNING)  # out of the archive, and started
    assert case.claim(10, age) == []
    (told,) = database.transact(found)
    assert told.startswith("Of 3 who were still to be called")
    entries = database.transact(lambda s: list(s.ledger.entries(number)))
    assert {entry.refusal.rule for entry in entries} == {"erased"}
    assert len(entries) == 3
    assert "загрузите список заново" in refusal_words(entries[0].refusal, "ru")
    with pytest.raises(KnownError, match="deleted by retention"):
        database.transact(lambda s: editing.put_back(s, [entries[0].contact_id], age))

    # Two come again, one of them with nothing but his number.
    rows = [
        NewContact((stored_campaign.phone_of(1),), (), {"Имя": "Анна"}, 1),
        NewContact((stored_campaign.phone_of(2),), (), {}, 2),
    ]
    loader = FirebirdBulkLoader(tested_database.address, tested_database.password)
    loader.load(number, "again.csv", iter([rows]))
    (anna,) = case.claim(10, age)
    assert anna.fields == {"Имя": "Анна"}
    (told,) = database.transact(found)
    assert told.startswith("Of 2 who")
    lifted = database.transact(lambda s: list(s.ledger.entries(number, anna.id)))
    assert lifted[0].refusal.lifts_at is not None
    database.transact(lambda s: s.contacts.release(case.session_id, [anna.id]))
    # That import is taken back: he has nothing again.
    (newest, *_) = database.transact(lambda s: s.imports.of_campaign(number))
    database.transact(lambda s: s.imports.undo(newest.id, age))
    assert case.claim(10, age) == []

    def write(stores: Stores) -> None:  # somebody by hand
        held = stores.contact_changes.hold(anna.id)
        contact = held.contact
        fields = {"Имя": "Анна"}
        stores.contact_changes.save(
            held, Written(contact.phones, contact.zones, fields, contact.progress)
        )

    database.transact(write)
    assert [contact.id for contact in case.claim(10, age)] == [anna.id]
