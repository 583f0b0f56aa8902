"""The sample ``interview`` through the whole engine on virtual time; a test is the operators."""

import asyncio
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.service import runner
from engine.service.operator_room import SubscriberSeat, WaitRequest
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall, contacts, settings
from tests.helpers.office import numbers

RATES, LEAVES, LATE, STOPS = numbers(4)


class Shift:
    """A room in which each subscriber meets what is written down for his number: after so many
    seconds he is connected, or leaves for a reason; who talks is sent on to "Оценка"."""

    def __init__(self, answers: dict[str, str]) -> None:
        self._answers = answers
        self.requests: dict[str, WaitRequest] = {}
        self.left: list[str] = []
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def enter(self, request: WaitRequest, seat: SubscriberSeat) -> None:
        self.requests[request.phone] = request
        self._tasks[request.call_id] = asyncio.ensure_future(self._serve(request, seat))

    def leave(self, call_id: str) -> None:
        self.left.append(call_id)
        self._tasks.pop(call_id).cancel()

    async def _serve(self, request: WaitRequest, seat: SubscriberSeat) -> None:
        await asyncio.sleep(1.0)
        why = self._answers.get(request.phone)
        if why is not None:
            await asyncio.sleep(1.0)
            self._tasks.pop(request.call_id)
            seat.left(why)
            return
        seat.connected(1, "Иванова")
        await asyncio.sleep(20.0)
        self._tasks.pop(request.call_id)
        seat.talk_over("Оценка")


@pytest.fixture
def shift(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shift]:
    made = Shift(dict.fromkeys((LATE, STOPS), "no_operator_in_time"))
    services = runner.CallServices

    def with_operators(**parts: Any) -> Any:
        return services(**{**parts, "operators": made})

    monkeypatch.setattr(runner, "CallServices", with_operators)
    yield made
    assert made._tasks == {}, "who has hung up has left the room"


def test_the_sample_with_operators(
    tested_database: DatabaseUnderTest, tmp_path: Path, shift: Shift
) -> None:
    hall = Hall.build(tested_database, tmp_path)
    hall.trunk()
    hall.publish("opt-out")
    hall.publish("interview")
    heard = partial(behave.Press, after="heard")
    hall.subscribers.numbers = {
        RATES: behave.Subscriber(presses=(behave.Press("5", 24.0, "answer"),)),
        LEAVES: behave.hangs_up(9.0),
        LATE: behave.listens(quiet_s=60),
        STOPS: behave.Subscriber(presses=(heard("9", 14.0),)),
    }
    campaign = hall.campaign(
        settings("interviews", scheme="interview"), contacts([RATES, LEAVES, LATE, STOPS])
    )
    hall.start(campaign)
    hall.run_until_done()
    rows = {row.phone: row for row in hall.attempts(campaign)}
    assert {phone: row.disposition.value for phone, row in rows.items()} == {
        RATES: "transferred", LEAVES: "transferred", LATE: "abandoned", STOPS: "opted_out",
    }  # fmt: skip
    assert dict(rows[RATES].results) == {"operator": "Иванова", "talk_rating": "5"}
    assert dict(rows[LEAVES].results) == {"operator": "Иванова"}
    assert rows[LEAVES].hangup_by.value == "subscriber"
    request = shift.requests[RATES]
    assert request.campaign_id == campaign
    assert request.attempt_id > 0
    assert request.returns == ("Оценка",)
    answered = rows[RATES].answered_at
    assert answered is not None
    assert abs((request.since - answered).total_seconds()) < 0.1
    assert len(shift.left) == 1, "the three others were let go"
    assert all(call.reserve_leg for call in hall.telephony.placed)
