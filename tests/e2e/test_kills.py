"""Death in mid-campaign: of the engine, of a line worker, of one of two nodes, of the database.

The subscribers' own account (the farm's) is the witness: nothing is dialled twice, every call
they answered has its row, and the campaign is finished by those who live on.
"""

import signal
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from rino_desktop.demo.sip.controller import Farm
from tests.helpers.firebird_server import FirebirdServer
from tests.helpers.office import Office, numbers, wait_for
from tests.helpers.processes import command_line

#: Everybody answers, listens for a moment and hangs up.
BEHAVIOURS = {
    "mix": [
        {
            "weight": 1,
            "behaviour": {"kind": "hang_up_early", "ring_s": 0.3, "hang_up_after_s": 1.5},
        }
    ]
}
CONTACTS = 60
CAMPAIGN = "city-notice"

pytestmark = pytest.mark.timeout(240)


@dataclass
class OfficeDatabase:
    #: What ``--db`` takes; nothing exists there yet.
    address: str
    password: str
    #: A server of the test's own; None for the embedded engine.
    server: FirebirdServer | None


@pytest.fixture(params=["embedded", "server"])
def office_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OfficeDatabase]:
    if request.param == "embedded":
        yield OfficeDatabase(str(tmp_path / "office.fdb"), "", None)
        return
    with FirebirdServer(tmp_path / "firebird") as server:
        yield OfficeDatabase(str(server.address("office")), server.password, server)


@pytest.fixture
def farm(tmp_path: Path):
    with Farm(tmp_path / "farm", behaviours=BEHAVIOURS) as farm:
        yield farm


@pytest.fixture
def office(tmp_path: Path, farm: Farm, office_database):
    office = Office(tmp_path / "office", office_database.address, office_database.password)
    office.open(farm.port, lines=12, cps=15)
    assert office.contacts(CAMPAIGN, numbers(CONTACTS))["contacts"] == CONTACTS
    office.run("campaign", "start", CAMPAIGN)
    yield office
    office.close()


def settle_accounts(office: Office, farm: Farm, *, most_interrupted: int) -> None:
    """The campaign is finished and its journal agrees with what the subscribers saw."""
    status = office.status(CAMPAIGN)
    assert status["state"] == "finished", status
    assert status["attempts"]["live"] == 0
    rows = office.attempts(CAMPAIGN)
    calls = farm.calls()
    rows_of = Counter(row["phone"] for row in rows)
    calls_of = Counter(call.number for call in calls)
    # An attempt may have died before its INVITE, an INVITE never without its attempt.
    assert all(n <= rows_of[number] for number, n in calls_of.items()), "dialled without a row"
    answered_of = Counter(call.number for call in calls if call.answered_at is not None)
    journalled = Counter(
        row["phone"] for row in rows if row["answered_at"] or row["disposition"] == "interrupted"
    )
    assert all(n <= journalled[number] for number, n in answered_of.items()), "answer lost"
    # Nobody who was served is rung again; nobody is rung again without an interruption.
    for number, n in rows_of.items():
        ends = [row["disposition"] for row in rows if row["phone"] == number]
        assert ends[:-1] == ["interrupted"] * (n - 1), (number, ends)
    assert set(rows_of) == set(numbers(CONTACTS))
    interrupted = [row for row in rows if row["disposition"] == "interrupted"]
    assert len(interrupted) <= most_interrupted


def test_engine_killed_and_started_again(office: Office, farm: Farm) -> None:
    engine = office.engine("node")
    wait_for(lambda: len(farm.calls()) >= 20, "the first twenty calls")
    engine.send_signal(signal.SIGKILL)
    engine.wait()
    # Its line workers notice and hang up: nobody is left with a dead line.
    wait_for(lambda: all(c.ended_at for c in farm.calls()), "the orphaned calls to end", 30)
    before = len(farm.calls())
    again = office.engine("node")
    assert again.wait(90) == 0, office.log()
    assert len(farm.calls()) > before
    settle_accounts(office, farm, most_interrupted=12)


def test_a_killed_line_worker_costs_its_own_calls_only(office: Office, farm: Farm) -> None:
    engine = office.engine("node")
    wait_for(lambda: len(farm.calls()) >= 15, "the first calls")
    workers = [
        child
        for child in psutil.Process(engine.pid).children(recursive=True)
        if "worker" in " ".join(command_line(child))
        and "agent" not in " ".join(command_line(child))
    ]
    assert workers
    workers[0].kill()
    assert engine.wait(90) == 0, office.log()
    settle_accounts(office, farm, most_interrupted=4)


def test_two_nodes_race_and_one_is_killed(office: Office, farm: Farm) -> None:
    first, second = office.engine("first"), office.engine("second")
    wait_for(lambda: len(farm.calls()) >= 20, "the first twenty calls")
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert second.wait(120) == 0, office.log("second")
    settle_accounts(office, farm, most_interrupted=12)


def test_the_database_server_restarts(office: Office, farm: Farm, office_database) -> None:
    if office_database.server is None:
        # The embedded engine lives in the processes themselves: there is no server to restart.
        # What stands for it is the second kill test above.
        engine = office.engine("node")
        assert engine.wait(90) == 0, office.log()
        settle_accounts(office, farm, most_interrupted=0)
        return
    engine = office.engine("node")
    wait_for(lambda: len(farm.calls()) >= 15, "the first calls")
    office_database.server.restart()
    assert engine.wait(90) == 0, office.log()
    settle_accounts(office, farm, most_interrupted=12)


@pytest.mark.parametrize("office_database", ["server"], indirect=True)
def test_the_engine_is_killed_while_the_database_is_away(
    office: Office, farm: Farm, office_database: OfficeDatabase
) -> None:
    """Whatever ended meanwhile is written by the engine that is started in its place."""
    server = office_database.server
    assert server is not None
    engine = office.engine("node")
    wait_for(lambda: len(farm.calls()) >= 15, "the first calls")
    server.stop()
    wait_for(lambda: all(c.ended_at for c in farm.calls()), "the calls to end", 30)
    (folder,) = office.folder.glob("data/*/unwritten")
    (file,) = folder.glob("node-*.jsonl")
    wait_for(lambda: stands_still(file), "the last of them to be kept", 30)
    kept = file.read_text("utf-8").count('"kind": "Closed"')
    engine.send_signal(signal.SIGKILL)
    engine.wait()
    server.start()
    again = office.engine("node")
    assert again.wait(90) == 0, office.log()
    assert kept >= 5, "nobody has talked while it was away"
    assert "are caught up" in office.log()
    assert list(folder.iterdir()) == []
    settle_accounts(office, farm, most_interrupted=0)


def stands_still(file: Path) -> bool:
    before = file.stat().st_size
    time.sleep(1.0)
    return file.stat().st_size == before > 0
