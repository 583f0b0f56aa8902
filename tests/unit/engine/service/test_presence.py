"""Workstations that can be offered calls, and those that cannot."""

from datetime import UTC, datetime

from engine.domain.operator import OperatorState, OperatorStatus
from engine.ports.operators import WorkstationSession
from engine.service.routing.presence import ABSENT_S, Presence

AT = datetime(2026, 12, 1, tzinfo=UTC)


def session(beats: int, address: str = "sip:7@127.0.0.1:5070") -> WorkstationSession:
    return WorkstationSession(7, "t", "pc", address, beats, AT)


def row(present: bool) -> OperatorStatus:
    return OperatorStatus(7, 1, token="t", state=OperatorState.AVAILABLE, present=present)


def test_beats_and_their_end() -> None:
    presence = Presence()
    presence.look([session(1)], 0.0)
    assert presence.correction(row(True), 0.0) is None
    presence.look([session(2)], 4.0)
    assert presence.correction(row(False), 4.0) is True
    presence.look([session(2)], 4.0 + ABSENT_S)
    assert presence.correction(row(True), 4.0 + ABSENT_S) is False


def test_who_says_no_address_is_offered_nothing_until_he_does() -> None:
    presence = Presence()
    presence.look([session(1)], 0.0)
    presence.look([session(2, "")], 1.0)
    assert presence.correction(row(True), 1.0) is False
    assert presence.address(7, "t") == ""
    presence.look([session(3)], 5.0)
    assert presence.correction(row(False), 5.0) is True
