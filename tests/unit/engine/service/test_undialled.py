"""What becomes of contacts that may not be dialled now."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

from engine.adapters.simulated.clock import VirtualClock
from engine.dialer.model import Dial
from engine.domain.attempt import ContactVerdict
from engine.domain.refusal import IN_CALL, Refusal
from engine.service.journal import Journal
from engine.service.undialled import TURN, Undialled
from tests.helpers.dialing_world import make_contact

MINUTE = timedelta(minutes=1)
NOW = datetime.fromisoformat("2026-11-30T10:00:00+00:00")


class Rows:
    """Settles at once."""

    def __init__(self) -> None:
        self.contacts = self
        self.next_at: dict[int, datetime] = {}

    def write(self, what: str, work: Callable[[Any], None]) -> None:
        work(self)

    def settle(self, session_id: int, contact_id: int, verdict: ContactVerdict) -> None:
        self.next_at[contact_id] = verdict.next_at


def refused(rows: Rows, undialled: Undialled, contact_id: int, next_at: datetime) -> datetime:
    contact = replace(make_contact(contact_id), next_at=next_at)
    dial = Dial(1, 1, contact, contact.phones[0], 0, 1, 1)
    undialled.refused(1, dial, IN_CALL, Refusal(IN_CALL, lifts_at=NOW + MINUTE))
    return rows.next_at[contact_id]


def test_those_behind_one_switchboard_are_looked_at_one_by_one() -> None:
    """They are due before all fresh contacts: at once they would take all turns of the campaign."""
    rows = Rows()
    undialled = Undialled(cast(Journal, rows), VirtualClock(NOW), lambda: None)
    turns = [refused(rows, undialled, contact_id, NOW) for contact_id in range(1, 101)]
    assert turns == [NOW + MINUTE + n * TURN for n in range(100)]


def test_who_is_dialled_by_hand_before_his_time_is_not_called_sooner_for_it() -> None:
    rows = Rows()
    undialled = Undialled(cast(Journal, rows), VirtualClock(NOW), lambda: None)
    tomorrow = NOW + timedelta(days=1)
    assert refused(rows, undialled, 1, tomorrow) == tomorrow
