"""Sessions, shared lines, commands and what nodes report of themselves."""

from datetime import timedelta

import pytest

from engine.adapters.firebird import FirebirdDatabase
from engine.domain.trunk import TrunkStatus
from engine.errors import KnownError
from engine.service.command_retention import delete_old
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.stored_campaign import LEASE_S, NOW, begin_session, dialling


def test_a_lease_lives_while_it_is_renewed(database: FirebirdDatabase) -> None:
    session_id = begin_session(database)
    (session,) = database.transact(lambda s: s.nodes.sessions("north"))
    assert (session.node, session.host, session.pid, session.process_started) == (
        "north", "host", 4711, 1.5,
    )  # fmt: skip
    assert session.lease_until == NOW + timedelta(seconds=LEASE_S)
    later = NOW + timedelta(seconds=15)
    assert database.transact(lambda s: s.nodes.renew(session_id, later, LEASE_S))
    (session,) = database.transact(lambda s: s.nodes.sessions())
    assert session.lease_until == later + timedelta(seconds=LEASE_S)
    database.transact(lambda s: s.nodes.give_up(session_id))
    assert not database.transact(lambda s: s.nodes.renew(session_id, later, LEASE_S))
    (session,) = database.transact(lambda s: s.nodes.sessions())
    assert session.lease_until < NOW
    database.transact(lambda s: s.nodes.end(session_id))
    assert not database.transact(lambda s: s.nodes.renew(session_id, later, LEASE_S))
    assert database.transact(lambda s: s.nodes.sessions("north")) == []


def test_claims_are_released_but_for_open_attempts(
    tested_database: DatabaseUnderTest, database: FirebirdDatabase
) -> None:
    node = dialling(tested_database, database, 6)
    node.dial(2)
    node.claim(3)
    assert database.transact(lambda s: s.nodes.release_claims(node.session_id)) == 3
    assert database.transact(lambda s: s.nodes.release_claims(node.session_id)) == 0
    assert len(node.claim(9)) == 4


class _Lines:
    def __init__(self, database: FirebirdDatabase, session_id: int, limit: int) -> None:
        self.database, self.session_id, self.limit = database, session_id, limit

    def ask(self, wanted: int, in_use: int = 0, now=NOW) -> int:  # type: ignore[no-untyped-def]
        return self.database.transact(
            lambda s: s.nodes.request_lines(
                self.session_id, {"trunk:1": wanted}, {"trunk:1": in_use},
                {"trunk:1": self.limit}, now,
            )
        )["trunk:1"]  # fmt: skip


def test_lines_are_shared_fairly(database: FirebirdDatabase) -> None:
    north, south = (_Lines(database, begin_session(database, n), 10) for n in ("north", "south"))
    assert north.ask(20) == 10
    assert south.ask(4) == 0  # nothing is free yet
    assert north.ask(20, in_use=8) == 6  # its share; two of its calls hold more until they end
    assert south.ask(4) == 2
    assert north.ask(20, in_use=5) == 6
    assert south.ask(4) == 4
    assert north.ask(20, in_use=6) == 6
    assert south.ask(0) == 0
    assert north.ask(20, in_use=6) == 10


def test_quotas_of_dead_nodes_return(database: FirebirdDatabase) -> None:
    north, south = (_Lines(database, begin_session(database, n), 10) for n in ("north", "south"))
    assert north.ask(10, in_use=10) == 10
    assert south.ask(10) == 0
    late = NOW + timedelta(seconds=LEASE_S + 1)
    assert database.transact(lambda s: s.nodes.renew(south.session_id, late, LEASE_S))
    assert south.ask(10, now=late) == 10


def test_a_node_that_comes_late_gets_its_share_from_one_that_is_always_busy(
    database: FirebirdDatabase,
) -> None:
    north, south = (_Lines(database, begin_session(database, n), 10) for n in ("north", "south"))
    assert north.ask(10, in_use=0) == 10
    busy, late = 10, 0
    for _ in range(12):
        grant = north.ask(10, in_use=busy)
        busy = max(grant, busy - 1)  # a call ends; a new one only within the quota
        late = south.ask(10, in_use=late)
        assert busy + late <= 10
    assert (busy, late) == (5, 5)


def test_a_lowered_limit_takes_no_call_away(database: FirebirdDatabase) -> None:
    north = _Lines(database, begin_session(database), 10)
    assert north.ask(10, in_use=7) == 10
    north.limit = 4
    assert north.ask(10, in_use=7) == 4  # nothing new until three have ended
    south = _Lines(database, begin_session(database, "south"), 4)
    assert south.ask(10) == 0
    assert north.ask(10, in_use=3) == 2  # its share, now that two want lines


def test_resources_no_longer_asked_for_are_given_up(database: FirebirdDatabase) -> None:
    north, south = (_Lines(database, begin_session(database, n), 10) for n in ("north", "south"))
    assert north.ask(10) == 10
    assert database.transact(lambda s: s.nodes.request_lines(north.session_id, {}, {}, {}, NOW)) == {}  # fmt: skip  # noqa: E501
    assert south.ask(10) == 10


def test_every_node_gets_a_command_once(database: FirebirdDatabase) -> None:
    database.transact(lambda s: s.nodes.post_command("start", 1, {}, NOW))
    north, south = begin_session(database, "north"), begin_session(database, "south")

    def pending(session_id: int) -> list[int]:
        return [c.id for c in database.transact(lambda s: s.nodes.pending_commands(session_id))]

    assert pending(north) == []  # it was there before
    pause = database.transact(lambda s: s.nodes.post_command("pause", 7, {"by": "супервизор"}, NOW))
    (command,) = database.transact(lambda s: s.nodes.pending_commands(north))
    assert (command.id, command.kind, command.campaign_id, command.arguments) == (
        pause, "pause", 7, {"by": "супервизор"},
    )  # fmt: skip
    assert command.done_at is None
    assert database.transact(lambda s: s.nodes.acknowledge(north, pause, "", NOW))
    assert pending(north) == []
    assert pending(south) == [pause]
    assert database.transact(lambda s: s.nodes.command(pause)).done_at == NOW
    assert database.transact(lambda s: s.nodes.acknowledge(south, pause, "", NOW))


def test_a_test_call_is_made_by_one_node(database: FirebirdDatabase) -> None:
    north, south = begin_session(database, "north"), begin_session(database, "south")
    call = database.transact(lambda s: s.nodes.post_command("test_call", 1, {}, NOW))
    for _ in range(2):  # repeated after a lost connection
        assert database.transact(lambda s: s.nodes.acknowledge(south, call, "calling", NOW))
    assert not database.transact(lambda s: s.nodes.acknowledge(north, call, "calling", NOW))
    assert database.transact(lambda s: s.nodes.command(call)).done_at is None
    assert database.transact(lambda s: s.nodes.acknowledge(south, call, '{"ok": 1}', NOW))
    done = database.transact(lambda s: s.nodes.command(call))
    assert (done.done_at, done.result) == (NOW, '{"ok": 1}')
    assert database.transact(lambda s: s.nodes.pending_commands(north)) == []


def test_commands_are_kept_for_a_month(database: FirebirdDatabase) -> None:
    north = begin_session(database, "north")

    def post(age: timedelta) -> int:
        return database.transact(lambda s: s.nodes.post_command("pause", 7, {}, NOW - age))

    old, also_old, recent = (post(timedelta(days=days)) for days in (40, 31, 29))
    for command in (old, recent):
        database.transact(lambda s, c=command: s.nodes.acknowledge(north, c, "", NOW))
    assert delete_old(database, NOW) == 2
    for command in (old, also_old):
        with pytest.raises(KnownError):
            database.transact(lambda s, c=command: s.nodes.command(c))
    assert database.transact(lambda s: s.nodes.command(recent)).kind == "pause"
    assert database.transact(lambda s: s.nodes.pending_commands(north)) == []
    assert delete_old(database, NOW) == 0


def test_nodes_tell_what_they_do(database: FirebirdDatabase) -> None:
    north, south = begin_session(database, "north"), begin_session(database, "south")

    def work(s):  # type: ignore[no-untyped-def]
        s.nodes.set_activity(north, 1, "", 3, NOW)
        s.nodes.set_activity(north, 1, '{"code": "retry_later"}', 0, NOW)
        s.nodes.set_activity(south, 1, "", 5, NOW)
        s.nodes.set_activity(south, 2, "", 5, NOW)
        s.nodes.set_trunk_status(north, 1, TrunkStatus.FAILED, "503", NOW)
        s.nodes.set_trunk_status(north, 1, TrunkStatus.READY, "", NOW)

    database.transact(work)
    assert database.transact(lambda s: s.nodes.activity(1, NOW)) == [
        ("north", '{"code": "retry_later"}', 0), ("south", "", 5),
    ]  # fmt: skip
    assert database.transact(lambda s: s.nodes.trunk_status(NOW)) == [
        ("north", 1, TrunkStatus.READY, "", NOW)
    ]
    late = NOW + timedelta(seconds=LEASE_S + 1)
    assert database.transact(lambda s: s.nodes.activity(1, late)) == []
    assert database.transact(lambda s: s.nodes.trunk_status(late)) == []


@pytest.mark.parametrize("missing", [4711])
def test_commands_that_are_not_there(database: FirebirdDatabase, missing: int) -> None:
    from engine.errors import KnownError

    with pytest.raises(KnownError, match="no command"):
        database.transact(lambda s: s.nodes.command(missing))
