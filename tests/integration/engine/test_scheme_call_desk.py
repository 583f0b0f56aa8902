"""Ordering and following a call of a scheme: what the editor and the command line do."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from editor.testcall.real_calls import LocalTime, Remembered
from engine.errors import KnownError
from engine.ports.scheme_calls import CALL, END, CallReport, SchemeCallWish, State, to_text
from engine.ports.storage import Database, Stores
from engine.scheme.dialogue_model import Dialogue
from rino_desktop import scheme_calls
from rino_desktop.scheme_calls import SchemeCallDesk

#: 02:30 in Moscow, 05:30 in Omsk… and 23:30 in London.
NOW = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)
OMSK = "Asia/Omsk"
WISH = SchemeCallWish(
    "drawn", "{}", number="8 495 123-45-67", trunk="city",
    setup=Dialogue("", phone="+79161234567", fields={"имя": "Анна"}, zone=OMSK, seed=4),
)  # fmt: skip


@pytest.fixture
def desk(database: Database, monkeypatch: pytest.MonkeyPatch) -> SchemeCallDesk:
    monkeypatch.setattr(scheme_calls, "PICK_UP_S", 0.3)
    monkeypatch.setattr(scheme_calls, "SILENCE_S", 0.5)
    return SchemeCallDesk(database, "Котова", now=lambda: NOW)


def engine(database: Database) -> int:
    """A node that lives but does nothing; the number of its session."""
    session = database.transact(lambda s: s.nodes.begin("node", "host", 1, 0.0, NOW, 60.0))
    return session.id


def commands(database: Database, session: int) -> list[tuple[str, Any]]:
    found = database.transact(lambda s: s.nodes.pending_commands(session))
    return [(command.kind, dict(command.arguments)) for command in found]


@pytest.mark.parametrize(("number", "zone", "there"), [
    ("+74951234567", "", LocalTime("02:30", "Europe/Moscow")),
    ("+442071234567", "", LocalTime("23:30", "Europe/London")),
    ("+61212345678", "", None),
    ("+442071234567", OMSK, LocalTime("05:30", OMSK)),
    ("+442071234567", "Asia/Vladivostok", None),
])  # fmt: skip
def test_night(desk: SchemeCallDesk, number: str, zone: str, there: LocalTime | None) -> None:
    assert asyncio.run(desk.night(number, zone)) == there


def test_no_number(desk: SchemeCallDesk) -> None:
    with pytest.raises(KnownError, match="no telephone number"):
        asyncio.run(desk.night("anna", ""))


def test_the_wish_as_the_engine_reads_it(database: Database, desk: SchemeCallDesk) -> None:
    session = engine(database)
    asyncio.run(desk.begin(WISH))
    ((kind, arguments),) = commands(database, session)
    read = SchemeCallWish.from_json(arguments)
    assert (kind, read.number, read.user) == (CALL, "+74951234567", "Котова")
    assert read.setup == WISH.setup


def test_each_user_has_his_own_telephone(database: Database, desk: SchemeCallDesk) -> None:
    engine(database)
    assert asyncio.run(desk.remembered()) == Remembered()
    asyncio.run(desk.begin(SchemeCallWish("drawn", "{}", address="anna@10.0.0.7")))
    asyncio.run(desk.begin(WISH))
    wanted = Remembered(False, "sip:anna@10.0.0.7", "+74951234567", "city")
    assert asyncio.run(desk.remembered()) == wanted
    assert asyncio.run(SchemeCallDesk(database, "Other").remembered()) == Remembered()
    quiet = SchemeCallDesk(database, "root", now=lambda: NOW, remember=False)
    asyncio.run(quiet.begin(WISH))
    assert asyncio.run(quiet.remembered()) == Remembered()


def test_without_an_engine_nothing_is_asked(database: Database, desk: SchemeCallDesk) -> None:
    with pytest.raises(KnownError, match="No engine answers"):
        asyncio.run(desk.begin(WISH))
    later = database.transact(
        lambda s: s.nodes.begin("node", "host", 1, 0.0, NOW + timedelta(seconds=1), 60.0)
    )
    assert commands(database, later.id) == []


async def reports(desk: SchemeCallDesk, call: int) -> list[CallReport]:
    return [report async for report in desk.follow(call)]


def test_what_no_engine_takes_is_withdrawn(database: Database, desk: SchemeCallDesk) -> None:
    session = engine(database)
    call = asyncio.run(desk.begin(WISH))
    with pytest.raises(KnownError, match="No engine answers"):
        asyncio.run(reports(desk, call))

    def taken(stores: Stores) -> bool:
        return stores.nodes.acknowledge(session, call, "{}", NOW)

    assert not database.transact(taken), "nobody rings now that nobody waits"


def test_an_engine_that_falls_silent(database: Database, desk: SchemeCallDesk) -> None:
    session = engine(database)
    call = asyncio.run(desk.begin(WISH))
    first = to_text({"state": State.PREPARING})
    database.transact(lambda s: s.nodes.acknowledge(session, call, first, NOW))
    seen: list[CallReport] = []

    def report_again(text: str, stores: Stores) -> None:
        stores.nodes.report(session, call, text)

    async def follow() -> None:
        async for report in desk.follow(call):
            seen.append(report)
            if report.beat < 3:  # it lives as long as its beat grows
                text = to_text({"state": State.RINGING, "beat": report.beat + 1})
                await asyncio.sleep(0.3)
                await database.run(partial(report_again, text))

    with pytest.raises(KnownError, match="has not answered for"):
        asyncio.run(follow())
    assert [report.beat for report in seen] == [0, 1, 2, 3]
    # Should it be there after all, it is told to hang up.
    assert (END, {"call": call}) in commands(database, session)


@pytest.mark.parametrize("who", ["who follows", "who looks"])
def test_a_program_that_stood_still_hangs_nobody_up(
    database: Database, desk: SchemeCallDesk, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    session = engine(database)
    call = asyncio.run(desk.begin(WISH))

    def tell(beat: int, stores: Stores) -> None:
        text = to_text({"state": State.ANSWERED if beat < 2 else State.ENDED, "beat": beat})
        if beat:
            stores.nodes.report(session, call, text)
        else:
            stores.nodes.acknowledge(session, call, text, NOW)

    run, looks = database.run, 0

    async def slow_run(work: Callable[[Stores], Any]) -> Any:
        """Its second look comes to an end long after it has seen the same as the first."""
        nonlocal looks
        looks += 1
        seen = await run(work)
        if looks == 2 and who == "who looks":
            await run(partial(tell, 1))
            time.sleep(scheme_calls.SILENCE_S + 0.1)
            await run(partial(tell, 2))
        return seen

    async def follow() -> list[int]:
        await run(partial(tell, 0))
        monkeypatch.setattr(database, "run", slow_run)
        beats = []
        async for report in desk.follow(call):
            beats.append(report.beat)
            if report.beat == 0 and who == "who follows":
                await run(partial(tell, 1))
                time.sleep(scheme_calls.SILENCE_S + 0.1)
            elif report.beat == 1:
                await run(partial(tell, 2))
        return beats

    assert asyncio.run(follow())[-1] == 2
    assert (END, {"call": call}) not in commands(database, session)


def test_to_the_end(database: Database, desk: SchemeCallDesk) -> None:
    session = engine(database)
    call = asyncio.run(desk.begin(WISH))
    for report in ({"state": State.PREPARING}, {"state": State.REFUSED, "reason": "Busy."}):
        text = to_text(report)
        database.transact(lambda s, text=text: s.nodes.acknowledge(session, call, text, NOW))  # type: ignore[misc]
    (last,) = asyncio.run(reports(desk, call))
    assert (last.state, last.reason, last.over) == (State.REFUSED, "Busy.", True)


def test_over_a_trunk_only(desk: SchemeCallDesk) -> None:
    with pytest.raises(KnownError, match="no trunk to call over"):
        asyncio.run(desk.begin(SchemeCallWish("drawn", "{}", number="+74951234567")))
    with pytest.raises(KnownError, match="no address"):
        asyncio.run(desk.begin(SchemeCallWish("drawn", "{}", address="anna")))
