"""``scheme_call``: a scheme as it is being drawn, on a real telephone."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.adapters.simulated import subscribers as behave
from engine.domain.trunk import TrunkStatus
from engine.ivr import trace as traced
from engine.ports.scheme_calls import CALL, END, CallReport, EndedBy, State
from engine.scheme.codec import dump_scheme
from engine.scheme.model import Link, Node, Scheme, Variable
from tests.helpers.databases import DatabaseUnderTest
from tests.helpers.hall import Hall, contacts, settings
from tests.helpers.office import numbers

OFFICE, LISTED = numbers(2)
DAY = timedelta(days=1)
PHONE = "sip:anna@127.0.0.1:5099"


@pytest.fixture
def hall(tested_database: DatabaseUnderTest, tmp_path: Path) -> Hall:
    return Hall.build(tested_database, tmp_path)


def draft(**menu: Any) -> str:
    """Asks for one key, and says what was pressed."""
    said = {"say": {"ru": "Здравствуйте, {name}. Нажмите один."}}
    ask = {"message": [said], "keys": [{"key": "1"}], **menu}
    result = {"results": [{"name": "answer", "value": "yes"}]}
    scheme = Scheme(
        "drawn",
        variables=(Variable("name", fields=("name",)),),
        nodes=(
            Node("start", "start"),
            Node("menu", "menu", parameters=ask),
            Node("yes", "save_result", parameters=result),
            Node("stop", "do_not_call"),
            Node("end", "hang_up"),
        ),
        links=(
            Link("a", "start", "next", "menu"),
            Link("b", "menu", "1", "yes"),
            Link("c", "yes", "next", "stop"),
            Link("d", "stop", "next", "end"),
            Link("e", "menu", "no_input", "end"),
        ),
    )
    return dump_scheme(scheme)


def wish(**changes: Any) -> dict[str, Any]:
    return {"scheme": "drawn", "document": draft(), "number": OFFICE, "trunk": "city",
            "user": "anna", "setup": {"fields": {"name": "Анна"}}, **changes}  # fmt: skip


def ask(hall: Hall, arguments: dict[str, Any], kind: str = CALL, age_s: float = 0.0) -> int:
    at = hall.clock.now() - timedelta(seconds=age_s)
    command: int = hall.transact(lambda s: s.nodes.post_command(kind, None, arguments, at))
    return command


def look(hall: Hall, command: int) -> CallReport | None:
    return CallReport.from_text(hall.transact(lambda s: s.nodes.command(command)).result)


async def until(
    hall: Hall, command: int, wanted: Callable[[CallReport], object], within_s: float = 90.0
) -> CallReport:
    async with asyncio.timeout(within_s):
        while True:
            report = look(hall, command)
            if report is not None and wanted(report):
                return report
            await asyncio.sleep(0.1)


async def trunk_failed(hall: Hall) -> None:
    async with asyncio.timeout(20):
        while TrunkStatus.FAILED not in [
            row[2] for row in hall.transact(lambda s: s.nodes.trunk_status(hall.clock.now()))
        ]:
            await asyncio.sleep(0.1)


async def end_of(hall: Hall, command: int) -> CallReport:
    return await until(hall, command, lambda report: report.over)


def run(hall: Hall, arguments: dict[str, Any], **engine: Any) -> CallReport:
    async def main() -> CallReport:
        async with hall.engine(**engine):
            return await end_of(hall, ask(hall, arguments))

    return hall.run(main)


def ways(report: CallReport) -> list[tuple[str, str]]:
    return [(e.node, e.port) for e in traced.decode_trace(report.trace).events
            if isinstance(e, traced.Left)]  # fmt: skip


def test_the_draft_is_called_and_nothing_is_kept(hall: Hall) -> None:
    """Two engines, one call; the draft is nowhere in the database afterwards."""
    hall.trunk()
    hall.publish("notice")
    campaign = hall.campaign(settings(), contacts([OFFICE]))
    hall.subscribers.numbers = {OFFICE: behave.presses("1", heard_s=2.0)}
    seen: list[CallReport] = []

    async def main() -> int:
        async with hall.engine("north"), hall.engine("south"):
            command = ask(hall, wish())
            async with asyncio.timeout(90):
                while not seen or not seen[-1].over:
                    report = look(hall, command)
                    if report is not None and (not seen or report != seen[-1]):
                        seen.append(report)
                    await asyncio.sleep(0.1)
            return command

    command = hall.run(main)
    states = list(dict.fromkeys(report.state for report in seen))
    assert [s for s in states if s is not State.CALLING] == [
        State.PREPARING, State.RINGING, State.ANSWERED, State.ENDED,
    ]  # fmt: skip
    beats = [report.beat for report in seen]
    assert beats == sorted(set(beats)), "it grows as long as the engine lives"
    live = [report for report in seen if report.state is State.ANSWERED and report.trace]
    assert ways(live[0]) == [("start", "next")], "told while the call goes on"
    last = seen[-1]
    assert ways(last)[:2] == [("start", "next"), ("menu", "1")]
    pressed = [e.key for e in traced.decode_trace(last.trace).events
               if isinstance(e, traced.Pressed)]  # fmt: skip
    assert pressed == ["1"]
    assert last.document["results"] == {"answer": "yes"}
    assert last.document["asked_not_to_be_called"] is True
    assert (last.ended_by, last.sip_code, last.hangup_cause) == (None, 200, "normal_clearing")
    assert hall.dialled == [OFFICE], "one of them, once"
    # It is no attempt: not in the journal, the limits, the list or the contact's history.
    assert hall.attempts(campaign) == []
    assert hall.transact(lambda s: s.attempts.calls_since(OFFICE, hall.clock.now() - DAY)) == 0
    assert hall.transact(lambda s: s.traces.recent_calls("drawn", "", 9)) == []
    assert not hall.transact(lambda s: s.do_not_call.contains(OFFICE))
    counts = hall.counts(campaign)
    assert (counts.total, counts.new) == (1, 1)
    kept = hall.transact(lambda s: s.nodes.command(command))
    assert (kept.arguments, kept.done_at is not None) == ({}, True)
    assert "drawn" not in [scheme.name for scheme in hall.transact(lambda s: s.schemes.all())]


def test_a_telephone_by_its_address(hall: Hall) -> None:
    """No trunk at all; the next call of it goes as well."""
    hall.subscribers.numbers = {PHONE: behave.presses("1", heard_s=2.0)}

    async def main() -> list[CallReport]:
        async with hall.engine():
            return [
                await end_of(hall, ask(hall, wish(number="", trunk="", address=PHONE)))
                for _ in range(2)
            ]

    for report in hall.run(main):
        assert ways(report)[:2] == [("start", "next"), ("menu", "1")]
    assert [(c.user_part, c.trunk_id) for c in hall.telephony.placed] == [("anna", -1)] * 2
    assert hall.transact(lambda s: s.nodes.trunk_status(hall.clock.now())) == []


def test_called_schemes_are_the_published_ones(hall: Hall) -> None:
    part = replace(Scheme("part"), nodes=(Node("s", "start"), Node("e", "hang_up")),
                   links=(Link("l", "s", "next", "e"),))  # fmt: skip
    hall.transact(lambda s: s.schemes.publish("part", dump_scheme(part)))
    caller = Scheme("drawn", nodes=(Node("s", "start"),
                                    Node("j", "jump", parameters={"scheme": "part"})),
                    links=(Link("l", "s", "next", "j"),))  # fmt: skip
    hall.trunk()
    hall.subscribers.numbers = {OFFICE: behave.presses("1")}
    report = run(hall, wish(document=dump_scheme(caller)))
    entered = [(e.scheme, e.node) for e in traced.decode_trace(report.trace).events
               if isinstance(e, traced.Entered)]  # fmt: skip
    assert ("part", "e") in entered


def test_busy(hall: Hall) -> None:
    hall.trunk()
    hall.subscribers.numbers = {OFFICE: behave.busy()}
    report = run(hall, wish())
    assert (report.state, report.disposition, report.sip_code) == (State.ENDED, "user_busy", 486)
    assert report.trace == ""


@pytest.mark.parametrize(("when", "cause"), [
    (State.RINGING, "originator_cancel"), (State.ANSWERED, "originator_cancel"),
])  # fmt: skip
def test_whoever_asked_hangs_up(hall: Hall, when: State, cause: str) -> None:
    hall.trunk()
    person = behave.no_answer() if when is State.RINGING else behave.presses("5", heard_s=50.0)
    hall.subscribers.numbers = {OFFICE: person}

    async def main() -> CallReport:
        async with hall.engine("north"), hall.engine("south"):
            command = ask(hall, wish())
            await until(hall, command, lambda report: report.state is when)
            ask(hall, {"call": command}, END)
            return await end_of(hall, command)

    report = hall.run(main)
    assert (report.ended_by, report.hangup_cause) == (EndedBy.ASKER, cause)


def test_before_it_rings(hall: Hall) -> None:
    """While it waits for a line."""
    hall.trunk(lines=0)

    async def main() -> CallReport:
        async with hall.engine():
            command = ask(hall, wish())
            await until(hall, command, lambda report: report.beat > 0)
            ask(hall, {"call": command}, END)
            return await end_of(hall, command)

    report = hall.run(main)
    assert (report.state, report.ended_by) == (State.ENDED, EndedBy.ASKER)
    assert hall.dialled == []


def test_before_the_engine_has_taken_it(hall: Hall) -> None:
    """While it leaves the call to engines whose trunk works."""
    hall.trunk()

    async def main() -> CallReport:
        async with hall.engine("north"):
            trunk_id = hall.transact(lambda s: s.trunks.all())[0].id
            hall.lines_of("north").fail_trunk(trunk_id, retry_s=600.0)
            await trunk_failed(hall)
            command = ask(hall, wish())
            ask(hall, {"call": command}, END)
            return await end_of(hall, command)

    report = hall.run(main)
    assert (report.state, report.ended_by) == (State.ENDED, EndedBy.ASKER)


def test_the_end_of_the_engine(hall: Hall) -> None:
    hall.trunk()
    hall.subscribers.numbers = {OFFICE: behave.no_answer()}

    async def main() -> int:
        async with hall.engine(grace_s=2.0):
            command = ask(hall, wish())
            await until(hall, command, lambda report: report.state is State.RINGING)
        return command

    report = look(hall, hall.run(main))
    assert report is not None
    assert (report.state, report.ended_by) == (State.ENDED, EndedBy.ENGINE)


@pytest.mark.parametrize(("changes", "words"), [
    ({"number": LISTED}, "do-not-call list"),
    ({"trunk": "none"}, "no trunk none"),
    ({"trunk": "full"}, "no free line on the trunk full"),
    ({"number": "", "address": "anna"}, "no address of a SIP telephone"),
    ({"document": "{}"}, "cannot be called by"),
    ({"setup": {"zone": "Nowhere"}}, "Nowhere"),
    ({"setup": 5}, "setup"),
])  # fmt: skip
def test_what_stands_in_the_way_is_told(hall: Hall, changes: dict[str, Any], words: str) -> None:
    hall.trunk()
    hall.trunk("full", lines=0)
    hall.transact(lambda s: s.do_not_call.add([LISTED], "a test", hall.clock.now()))
    report = run(hall, wish(**changes))
    assert report.state is State.REFUSED
    assert words in report.reason
    assert hall.dialled == []


def test_what_nobody_waits_for_is_not_called(hall: Hall) -> None:
    hall.trunk()

    async def main() -> tuple[CallReport, bool]:
        async with hall.engine():
            late = await end_of(hall, ask(hall, wish(), age_s=90.0))
        withdrawn = ask(hall, wish())
        untaken = hall.transact(lambda s: s.nodes.withdraw(withdrawn, hall.clock.now()))
        kept = hall.transact(lambda s: s.nodes.command(withdrawn))
        assert (kept.arguments, kept.done_at is not None) == ({}, True)
        return late, untaken

    late, untaken = hall.run(main)
    assert "nobody waits" in late.reason
    assert untaken
    assert hall.dialled == []


def test_a_command_withdrawn_is_taken_by_no_engine(hall: Hall) -> None:
    """It was withdrawn between the look and the taking of it."""
    hall.trunk()

    def withdrawn_then_taken(stores: Any) -> tuple[bool, bool]:
        now = hall.clock.now()
        session = stores.nodes.begin("late", "host", 2, 0.0, now, 60.0)
        command = stores.nodes.post_command(CALL, None, wish(), now)
        return (stores.nodes.withdraw(command, now),
                stores.nodes.acknowledge(session.id, command, "{}", now))  # fmt: skip

    assert hall.transact(withdrawn_then_taken) == (True, False)


def test_a_node_whose_trunk_does_not_work_leaves_it_to_others(hall: Hall) -> None:
    hall.trunk()
    hall.subscribers.numbers = {OFFICE: behave.busy()}

    async def main() -> CallReport:
        async with hall.engine("north"), hall.engine("south"):
            trunk_id = hall.transact(lambda s: s.trunks.all())[0].id
            hall.lines_of("north").fail_trunk(trunk_id, retry_s=600.0)
            await trunk_failed(hall)
            return await end_of(hall, ask(hall, wish()))

    assert hall.run(main).disposition == "user_busy"
    assert len(hall.lines_of("south").placed) == 1


def test_the_trunks_lines_are_respected(hall: Hall) -> None:
    """A second call waits for the only line, and gets it."""
    hall.trunk(lines=1)
    hall.subscribers.numbers = {OFFICE: behave.presses("1", heard_s=2.0), LISTED: behave.busy()}

    async def main() -> None:
        async with hall.engine():
            first, second = ask(hall, wish()), ask(hall, wish(number=LISTED))
            await end_of(hall, first)
            await end_of(hall, second)

    hall.run(main)
    assert hall.telephony.most_at_once == 1


def test_a_message_can_be_left(hall: Hall) -> None:
    record = {"message": [{"say": {"ru": "Говорите."}}], "result": "message"}
    scheme = Scheme("drawn", nodes=(Node("s", "start"), Node("r", "record", parameters=record),
                                    Node("e", "hang_up")),
                    links=(Link("a", "s", "next", "r"), Link("b", "r", "recorded", "e"),
                           Link("c", "r", "silence", "e")))  # fmt: skip
    hall.trunk()
    hall.subscribers.numbers = {OFFICE: behave.presses("#", heard_s=6.0)}
    report = run(hall, wish(document=dump_scheme(scheme)))
    assert report.state is State.ENDED
    happened = [e.what for e in traced.decode_trace(report.trace).events
                if isinstance(e, traced.Happened)]  # fmt: skip
    assert happened == ["record", "recorded"]
    assert [path.suffix for path in hall.folder.rglob("*scheme*/**/*.wav")] == [".wav"]
