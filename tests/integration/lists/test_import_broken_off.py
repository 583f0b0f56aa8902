"""An import that breaks off leaves nothing half-imported."""

import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.adapters.lists import open_list
from engine.domain.campaign import Campaign, CampaignSettings
from engine.errors import KnownError
from engine.ports.storage import NewContact, StorageUnavailable
from engine.service.contact_import import import_contacts
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.firebird_server import FirebirdServer
from tests.helpers.processes import RunningProcess, wait_until

ROWS = 20_000
CHECKOUT = Path(__file__).parents[3]

IMPORTER = """
import sys, time
from pathlib import Path
from engine.adapters.firebird import parse_address
from engine.adapters.firebird.bulk_load import FirebirdBulkLoader
from engine.adapters.lists import open_list
from engine.domain.campaign import Campaign, CampaignSettings, CampaignState
from engine.service.contact_import import import_contacts

database, password, path, rejects, campaign_id = sys.argv[1:]
campaign = Campaign(int(campaign_id), CampaignSettings(name="x"), CampaignState.DRAFT, 1)

def progress(done, total):
    print("rows", done, flush=True)
    if done >= 8000:
        time.sleep(100)  # until it is broken off

try:
    import_contacts(Path(path), campaign, FirebirdBulkLoader(parse_address(database), password),
                    read=open_list, rejects=Path(rejects), progress=progress)
except KeyboardInterrupt:
    sys.exit(3)
"""


def write(path: Path, rows: int = ROWS) -> Path:
    lines = [f"Анна;8912{n:07};{n}" for n in range(rows)]
    path.write_text("\n".join(["Имя;Телефон;Долг", *lines, "Пётр;;5"]), encoding="cp1251")
    return path


def new_campaign(database: FirebirdDatabase, name: str = "c") -> Campaign:
    return database.transact(lambda s: s.campaigns.create(CampaignSettings(name=name)))


def total(database: FirebirdDatabase, campaign: Campaign) -> int:
    return database.transact(lambda s: s.contacts.counts(campaign.id)).total


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_an_import_killed_in_the_middle(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path,
    number: signal.Signals,
) -> None:  # fmt: skip
    campaign = new_campaign(database)
    path, rejects = write(tmp_path / "list.csv"), tmp_path / "rejects.csv"
    command = [sys.executable, "-c", IMPORTER, tested_database.url, tested_database.password,
               path, rejects, str(campaign.id)]  # fmt: skip
    with RunningProcess(
        command, tmp_path / "import.log", environment={"PYTHONPATH": str(CHECKOUT)}
    ) as process:
        process.wait_ready(lambda: "rows 8000" in process.output(), timeout_s=60)
        process.process.send_signal(number)
        assert process.wait(60) == (-9 if number is signal.SIGKILL else 3), process.output()
    assert total(database, campaign) == 0
    assert not rejects.exists()

    loader = FirebirdBulkLoader(tested_database.address, tested_database.password)
    report = import_contacts(path, campaign, loader, read=open_list, rejects=rejects)
    assert (report.rows, report.contacts) == (ROWS + 1, ROWS)
    assert total(database, campaign) == ROWS


def contacts(rows: range) -> Iterator[Sequence[NewContact]]:
    for start in range(rows.start, rows.stop, 500):
        yield [
            NewContact((f"+7912{n:07}",), ("Europe/Moscow",), {"n": str(n)}, n)
            for n in range(start, min(start + 500, rows.stop))
        ]


def test_an_error_in_the_file_rolls_all_of_it_back(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    campaign = new_campaign(database)
    loader = FirebirdBulkLoader(tested_database.address, tested_database.password)

    def breaking() -> Iterator[Sequence[NewContact]]:
        yield from contacts(range(2000))
        raise KnownError("row 2001 of list.csv is broken.")

    with pytest.raises(KnownError, match="row 2001"):
        loader.load(campaign.id, "list.csv", breaking())
    assert total(database, campaign) == 0
    assert loader.load(campaign.id, "list.csv", contacts(range(2000))).contacts == 2000


def test_two_imports_at_once_never_double_a_contact(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    campaign = new_campaign(database)
    loader = FirebirdBulkLoader(tested_database.address, tested_database.password)

    def with_another_one_in_the_middle() -> Iterator[Sequence[NewContact]]:
        yield from contacts(range(1000))
        other = FirebirdBulkLoader(tested_database.address, tested_database.password)
        other.load(campaign.id, "other.csv", contacts(range(5000, 6000)))
        yield from contacts(range(1000, 6000))

    outcome = loader.load(campaign.id, "list.csv", with_another_one_in_the_middle())
    # What the other one has committed meanwhile is found, not inserted again.
    assert (outcome.contacts, outcome.unchanged) == (5000, 1000)
    assert total(database, campaign) == 6000


def test_two_imports_of_the_same_numbers_at_once(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    campaign = new_campaign(database)
    loader = FirebirdBulkLoader(tested_database.address, tested_database.password)
    refusals: list[KnownError] = []

    def with_the_same_one_in_the_middle() -> Iterator[Sequence[NewContact]]:
        yield from contacts(range(2000))
        other = FirebirdBulkLoader(tested_database.address, tested_database.password)
        started = time.monotonic()
        try:
            other.load(campaign.id, "same.csv", contacts(range(2000)))
        except KnownError as refusal:
            refusals.append(refusal)
        assert time.monotonic() - started < 30

    assert loader.load(campaign.id, "l", with_the_same_one_in_the_middle()).contacts == 2000
    assert [str(r) for r in refusals] == [
        "another import into this campaign is under way; nothing has been imported. "
        "Import the file again when it has ended."
    ]
    assert total(database, campaign) == 2000


def test_the_server_dies_in_the_middle(own_server: FirebirdServer) -> None:
    from engine.adapters.firebird import create_database

    address = own_server.address("office")
    create_database(address, own_server.password)
    database = FirebirdDatabase(address, own_server.password)
    campaign = new_campaign(database)
    loader = FirebirdBulkLoader(address, own_server.password)

    def dying() -> Iterator[Sequence[NewContact]]:
        yield from contacts(range(3000))
        own_server.kill()
        yield from contacts(range(3000, 6000))

    with pytest.raises(StorageUnavailable):
        loader.load(campaign.id, "list.csv", dying())
    own_server.start()
    wait_until(lambda: _answers(database, campaign))
    assert total(database, campaign) == 0
    database.close()


def _answers(database: FirebirdDatabase, campaign: Campaign) -> bool:
    try:
        total(database, campaign)
    except StorageUnavailable:
        return False
    return True
