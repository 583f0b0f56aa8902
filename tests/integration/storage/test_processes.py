"""Several processes on one database: races, kills, and a server that goes away."""

import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.adapters.firebird import FirebirdDatabase, check, create_database
from engine.ports.storage import StorageUnavailable
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.firebird_server import FirebirdServer
from tests.helpers.processes import RunningProcess, wait_until
from tests.helpers.stored_campaign import (
    Dialling,
    again,
    dialling,
    interrupted,
    running_campaign,
)


def _node(case: DatabaseUnderTest, folder: Path, name: str, *flags: str) -> RunningProcess:
    return RunningProcess(
        [sys.executable, "-m", "tests.helpers.claiming_process", case.url, case.password,
         "november", name, *flags],
        folder / f"{name}.log",
    )  # fmt: skip


def _dialled(*nodes: RunningProcess) -> list[int]:
    """Contacts that were dialled, one entry per attempt."""
    return [
        int(line.split()[2])
        for node in nodes
        for line in node.output().splitlines()
        if line.startswith("dialled") and len(line.split()) == 3
    ]


def _prepare(case: DatabaseUnderTest, database: FirebirdDatabase, contacts: int) -> None:
    running_campaign(case, database, contacts)
    database.transact(lambda s: s.schemes.publish("notice", "{}"))


def test_racing_nodes_never_dial_a_contact_twice(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    _prepare(tested_database, database, 300)
    go = tmp_path / "go"
    with (
        _node(tested_database, tmp_path, "north", f"--when={go}") as north,
        _node(tested_database, tmp_path, "south", f"--when={go}") as south,
    ):
        for node in (north, south):
            node.wait_ready(lambda n=node: "begun" in n.output(), 40)
        go.touch()
        assert north.wait(60) == 0, north.output()
        assert south.wait(60) == 0, south.output()
    counts = Counter(_dialled(north, south))
    assert len(counts) == 300
    assert set(counts.values()) == {1}
    assert min(len(_dialled(north)), len(_dialled(south))) > 0
    campaign = database.transact(lambda s: s.campaigns.by_name("november"))
    assert database.transact(lambda s: s.reports.attempt_totals(campaign.id)) == (300, 0, 300)
    assert database.transact(lambda s: s.contacts.counts(campaign.id)).done == 300


def test_a_process_killed_inside_a_transaction_leaves_nothing_half_done(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    _prepare(tested_database, database, 20)
    campaign = database.transact(lambda s: s.campaigns.by_name("november"))
    with _node(tested_database, tmp_path, "north", "--hang-in-transaction") as node:
        node.wait_ready(lambda: "hanging" in node.output(), 30)
        node.stop(grace_s=0.0)  # kill -9
    assert database.transact(lambda s: s.contacts.counts(campaign.id)).new == 20
    assert database.transact(lambda s: s.reports.attempt_totals(campaign.id)) == (0, 0, 0)
    # Its locks are gone with it: others go on at once.
    survivor = dialling(tested_database, database, node="south", campaign=campaign)
    begun = time.monotonic()
    assert len(survivor.claim(20)) == 20
    assert time.monotonic() - begun < 30
    assert [p.code for p in check(tested_database.address, tested_database.password)] == []


def test_what_a_killed_node_left_is_recovered(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase, tmp_path: Path
) -> None:
    _prepare(tested_database, database, 3000)
    campaign = database.transact(lambda s: s.campaigns.by_name("november"))
    with _node(tested_database, tmp_path, "north") as north:
        north.wait_ready(lambda: len(_dialled(north)) > 20, 30)
        north.stop(grace_s=0.0)
    survivor = dialling(tested_database, database, node="south", campaign=campaign)
    late = datetime.now(UTC) + timedelta(seconds=30)
    database.transact(lambda s: s.nodes.renew(survivor.session_id, late, 20))
    orphans = database.transact(lambda s: s.attempts.orphans(late))
    (dead,) = database.transact(lambda s: s.nodes.sessions("north"))
    for orphan in orphans:
        survivor.close(orphan.attempt, interrupted(orphan.attempt), again(orphan.attempt, late))
    database.transact(lambda s: s.nodes.release_claims(dead.id))
    database.transact(lambda s: s.nodes.end(dead.id))
    assert [s.node for s in database.transact(lambda s: s.nodes.sessions())] == ["south"]
    assert check(tested_database.address, tested_database.password) == []
    # Every attempt that was announced has its row, whether closed by the node or by recovery.
    rows = database.transact(lambda s: list(s.reports.attempts(campaign.id)))
    assert set(_dialled(north)) <= {row.contact_id for row in rows}
    assert len(rows) == len({row.contact_id for row in rows})
    counts = database.transact(lambda s: s.contacts.counts(campaign.id))
    assert counts.new == 3000 - len(rows)
    assert counts.in_progress == 0


def _on_server(server: FirebirdServer, contacts: int) -> DatabaseUnderTest:
    address = server.address("rino")
    create_database(address, server.password)
    case = DatabaseUnderTest(address, server.password, Path(address.database), server)
    database = case.open()
    _prepare(case, database, contacts)
    database.close()
    return case


def test_the_server_restarts_in_mid_campaign(own_server: FirebirdServer, tmp_path: Path) -> None:
    case = _on_server(own_server, 2000)
    with _node(case, tmp_path, "north") as north, _node(case, tmp_path, "south") as south:
        for node in (north, south):  # starting without a server is refused, rightly
            node.wait_ready(lambda n=node: "begun" in n.output(), 40)
        for kill in (False, True):
            before = len(_dialled(north, south))
            north.wait_ready(lambda n=before: len(_dialled(north, south)) > n + 40, 40)
            own_server.restart(kill=kill)
        assert north.wait(90) == 0, north.output()
        assert south.wait(90) == 0, south.output()
    database = case.open()
    campaign = database.transact(lambda s: s.campaigns.by_name("november"))
    rows = database.transact(lambda s: list(s.reports.attempts(campaign.id)))
    assert len(rows) == len({row.contact_id for row in rows})
    assert set(_dialled(north, south)) <= {row.contact_id for row in rows}
    counts = database.transact(lambda s: s.contacts.counts(campaign.id))
    # A claim whose commit was answered by nobody may be left over; nothing else.
    assert counts.done == len(rows)
    assert counts.done + counts.new == 2000
    assert counts.new <= 4 * 7
    database.close()
    assert check(case.address, case.password) == []


def test_a_database_object_survives_a_restart(own_server: FirebirdServer) -> None:
    case = _on_server(own_server, 10)
    database = case.open()
    campaign = database.transact(lambda s: s.campaigns.by_name("november"))
    node = Dialling(database, campaign, 0, 1)
    own_server.restart()
    # The connection is dead, nobody has noticed yet: it is opened anew without a word.
    assert len(node.zone_sets()) == 1
    own_server.stop()
    for _ in range(3):
        with pytest.raises(StorageUnavailable, match="cannot be reached"):
            node.zone_sets()
    own_server.start()

    def back() -> bool:
        try:
            return len(node.zone_sets()) == 1
        except StorageUnavailable:
            return False

    wait_until(back, 10)
    database.close()
