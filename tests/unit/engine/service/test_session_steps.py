"""What a call waits for beside its sound: answers from outside, messages, promises.

The world outside answers when it is told to; the telephone only listens.
"""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.domain.disposition import Disposition
from engine.errors import KnownError
from engine.ivr.compile import compile_scheme
from engine.ivr.model import CallFacts
from engine.ivr.requests import OutsideRequest, Rows
from engine.ports import telephony as port
from engine.scheme.model import Scheme, Variable
from engine.scheme.node_types import default_node_types
from engine.service.outside_steps import StepOwner
from tests.helpers.call_desk import AT, OWNER, Desk
from tests.helpers.scheme_builder import SchemeBuilder


class World:
    """``answer``: what it says, an exception raised; nothing before ``said`` is set."""

    def __init__(self, answer: object = None, *, at_once: bool = True) -> None:
        self.answer = answer
        self.said = asyncio.Event()
        if at_once:
            self.said.set()
        self.asked: list[tuple[OutsideRequest, float, StepOwner]] = []
        self.cancelled = 0

    async def carry_out(
        self, request: OutsideRequest, timeout_s: float, owner: StepOwner, now: datetime
    ) -> object:
        assert now == AT
        self.asked.append((request, timeout_s, owner))
        try:
            await self.said.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer


BALANCE = Rows(("BALANCE",), (("250",),))


def asking(**changes: Any) -> SchemeBuilder:
    """Tells by a result which way the call went."""
    parameters = {
        "source": "billing", "statement": "select balance from accounts where phone = :phone",
        "parameters": {"phone": "call.phone"}, "columns": {"balance": "balance"},
        "timeout_s": 0.2, **changes,
    }  # fmt: skip
    scheme = SchemeBuilder(Variable("balance")).prompts("music", "hello")
    scheme.node("start", "start", next="ask")
    scheme.node("ask", "query", parameters, found="f", empty="e", error="x")
    for key, way in (("f", "found {balance}"), ("e", "empty"), ("x", "error")):
        scheme.node(key, "save_result", {"results": [{"name": "way", "value": way}]}, next="hello")
    scheme.node("hello", "play", {"prompts": ["hello"]}, next="end")
    return scheme.node("end", "hang_up")


def ways(desk: Desk) -> list[str]:
    return [value for verb, _, value in desk.sink.learnt[1:] if verb == "result"]


# --- answers from outside ---


async def test_an_answer_leads_on() -> None:
    world = World(BALANCE)
    desk = Desk(asking(), outside=world)
    await desk.answer()
    assert ways(desk) == ["found 250"]
    ((request, timeout_s, owner),) = world.asked
    assert (request.source, request.parameters) == ("billing", {"phone": "+79120000001"})  # type: ignore[union-attr]
    assert (timeout_s, owner) == (0.2, OWNER)


@pytest.mark.parametrize(
    "failure", [KnownError("it is down"), ZeroDivisionError("a plug-in"), TimeoutError()]
)
async def test_whatever_fails_leaves_by_error(failure: Exception, caplog: Any) -> None:
    desk = Desk(asking(), outside=World(failure))
    await desk.answer()
    assert ways(desk) == ["error"]
    assert "node ask" in caplog.text
    await desk.played()
    assert desk.phone.verbs()[-1] == "hang_up"


async def test_without_a_world_outside_too() -> None:
    desk = Desk(asking())
    await desk.answer()
    assert ways(desk) == ["error"]


async def test_an_answer_that_comes_too_late_changes_nothing() -> None:
    world = World(BALANCE, at_once=False)
    desk = Desk(asking(), outside=world)
    await desk.answer()
    await desk.settle(0.25)
    assert ways(desk) == ["error"]
    assert world.cancelled == 1
    world.said.set()
    await desk.settle()
    assert ways(desk) == ["error"]


async def test_who_hangs_up_does_not_wait() -> None:
    world = World(BALANCE, at_once=False)
    desk = Desk(asking(timeout_s=30), outside=world)
    await desk.answer()
    end = desk.over()
    await desk.settle()
    assert world.cancelled == 1
    assert end is not None
    assert (end.disposition, end.node) == (Disposition.PARTIAL, "ask")
    learnt, verbs = list(desk.sink.learnt), desk.phone.verbs()
    world.said.set()
    await desk.settle()
    assert (desk.sink.learnt, desk.phone.verbs()) == (learnt, verbs), "nothing is fed any more"


async def test_music_until_the_answer_is_there() -> None:
    world = World(BALANCE, at_once=False)
    desk = Desk(
        asking(timeout_s=30, waiting=[{"prompt": "music"}], waiting_after_s=0.05), outside=world
    )
    await desk.answer()
    assert "play" not in desk.phone.verbs(), "a quick answer needs no music"
    await desk.settle(0.1)
    assert desk.phone.said[-1] == ("play", ["music"], False, True), "again and again"
    world.said.set()
    await desk.settle()
    assert ways(desk) == ["found 250"]
    assert desk.phone.verbs()[-2:] == ["stop_playback", "play"]
    assert desk.phone.said[-1][1] == ["hello"]


async def test_a_telephone_that_raises_ends_the_call_and_not_the_engine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = World(BALANCE, at_once=False)
    desk = Desk(
        asking(timeout_s=30, waiting=[{"prompt": "music"}], waiting_after_s=0.0), outside=world
    )
    await desk.answer()

    def broken(call_id: str) -> None:
        raise OSError("broken pipe")

    monkeypatch.setattr(desk.phone, "stop_playback", broken, raising=False)
    world.said.set()
    await desk.settle()
    assert desk.phone.verbs()[-1] == "hang_up"
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.PARTIAL


# --- messages ---


def message(**changes: Any) -> SchemeBuilder:
    scheme = SchemeBuilder().prompts("ok", "no", "review")
    scheme.node("start", "start", next="rec")
    scheme.node("rec", "record", {"min_s": 0.5, **changes}, recorded="ok", silence="no", error="no")
    scheme.node("ok", "play", {"prompts": ["ok"]}, next="end")
    scheme.node("no", "play", {"prompts": ["no"]}, next="end")
    return scheme.node("end", "hang_up")


class Shelf:
    """Where messages go."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.full = False
        self.gate: Any = None

    def __call__(self, number: int) -> tuple[Path, str]:
        if self.gate is not None:
            self.gate.wait()
        if self.full:
            raise OSError("no space left on device")
        return self.folder / f"message{number}.wav", f"recordings/message{number}.wav"

    def leave(self, number: int, seconds: float) -> None:
        from engine.audio.normalise import save_whole

        save_whole(self.folder / f"message{number}.wav", bytes(round(8000 * seconds) * 2))


async def until(desk: Desk, verb: str) -> None:
    async with asyncio.timeout(5):
        while verb not in desk.phone.verbs():
            await asyncio.sleep(0.01)


async def test_a_message_is_kept_under_its_name(tmp_path: Path) -> None:
    desk = Desk(message(), message=Shelf(tmp_path))
    await desk.answer()
    await until(desk, "record_message")
    assert desk.phone.said[-1] == ("record_message", "a1", 1, tmp_path / "message1.wav")
    desk.session.handle(port.MessageRecorded("a1", 1, 4.2, "silence", ""))
    await desk.settle()
    assert ("result", "message", "recordings/message1.wav") in desk.sink.learnt
    assert desk.phone.said[-1][1] == ["ok"]


async def test_the_second_message_has_a_name_of_its_own(tmp_path: Path) -> None:
    desk = Desk(
        message(review_message=[{"prompt": "review"}], play_back=False), message=Shelf(tmp_path)
    )
    await desk.answer()
    await until(desk, "record_message")
    desk.session.handle(port.MessageRecorded("a1", 1, 4.2, "key", ""))
    await desk.settle()
    await desk.played()
    desk.phone.said.clear()
    desk.session.handle(port.KeyPressed("a1", "2", AT))
    await until(desk, "record_message")
    desk.session.handle(port.MessageRecorded("a1", 2, 2.0, "silence", ""))
    await desk.settle()
    saved = [row for row in desk.sink.learnt if row[:2] == ("result", "message")]
    assert saved[-1][2] == "recordings/message2.wav"
    assert desk.forgotten == [], "it may still be being played"
    desk.over()
    async with asyncio.timeout(5):
        while not desk.forgotten:
            await asyncio.sleep(0.01)
    assert desk.forgotten == ["recordings/message1.wav"]


@pytest.mark.parametrize(("left_s", "kept"), [(2.0, True), (0.0, False), (0.2, False)])
async def test_who_hangs_up_in_the_middle_has_left_it(
    tmp_path: Path, left_s: float, kept: bool
) -> None:
    shelf = Shelf(tmp_path)
    desk = Desk(message(), message=shelf)
    await desk.answer()
    await until(desk, "record_message")
    if left_s:
        shelf.leave(1, left_s)
    end = desk.over()
    assert end is not None
    assert end.node == "rec"
    assert (("result", "message", "recordings/message1.wav") in desk.sink.learnt) is kept


async def test_a_full_disk_leaves_by_error(tmp_path: Path, caplog: Any) -> None:
    shelf = Shelf(tmp_path)
    shelf.full = True
    desk = Desk(message(), message=shelf)
    await desk.answer()
    async with asyncio.timeout(5):
        while "play" not in desk.phone.verbs():
            await asyncio.sleep(0.01)
    assert desk.phone.said[-1][1] == ["no"]
    assert "no space left" in caplog.text


async def test_a_telephone_that_cannot_record_leaves_by_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(message(), message=Shelf(tmp_path))

    def broken(*_: object, **__: object) -> None:
        raise OSError("broken pipe")

    monkeypatch.setattr(desk.phone, "record_message", broken, raising=False)
    await desk.answer()
    await until(desk, "play")
    assert desk.phone.said[-1][1] == ["no"]
    await desk.settle()


async def test_a_recording_that_failed_is_no_message(tmp_path: Path) -> None:
    desk = Desk(message(), message=Shelf(tmp_path))
    await desk.answer()
    await until(desk, "record_message")
    desk.session.handle(port.MessageRecorded("a1", 1, 0.0, "failed", "disk full"))
    await desk.settle()
    assert desk.phone.said[-1][1] == ["no"]
    assert not [row for row in desk.sink.learnt if row[0] == "result" and row[2]]


async def test_the_call_ends_before_its_file_is_ready(tmp_path: Path) -> None:
    import threading

    shelf = Shelf(tmp_path)
    shelf.gate = threading.Event()
    desk = Desk(message(), message=shelf)
    await desk.answer()
    assert desk.over() is not None
    shelf.gate.set()
    await desk.settle(0.1)
    assert "record_message" not in desk.phone.verbs(), "there is nobody to record"


# --- what the sink learns ---


async def test_answers_promises_and_rows_for_others() -> None:
    scheme = (
        SchemeBuilder().prompts("ask", "when")
        .node("start", "start", next="q")
        .node("q", "question", {"question": "age", "kind": "scale", "scale_max": 9,
                                "message": [{"prompt": "ask"}]},
              answered="write", no_input="end", no_match="end")
        .node("write", "write_external", {"store": "crm", "values": {"phone": "{call.phone}"}},
              next="later")
        .node("later", "callback",
              {"choice_message": [{"prompt": "when"}],
               "choices": [{"key": "1", "days": 1, "time": "10:00"}]},
              promised="end", declined="end", no_input="end")
        .node("end", "hang_up")
    )  # fmt: skip
    facts = CallFacts(phone="+79120000001", at=AT, today=AT.date(), zones=("Europe/Moscow",))
    desk = Desk(scheme, facts=facts)
    await desk.answer()
    for key in "41":
        await desk.played()
        desk.session.handle(port.KeyPressed("a1", key, AT))
        await desk.settle()
    learnt = {row[0]: row[1:] for row in desk.sink.learnt}
    assert learnt["answer"] == ("age", ("4",))
    assert learnt["write_external"] == ("crm", {"phone": "+79120000001"})
    tomorrow = (AT + timedelta(days=1)).replace(hour=7)  # 10:00 in Moscow
    assert learnt["callback"] == (tomorrow,)
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.CALLBACK


# --- schemes that are called ---


async def test_trouble_names_the_node_of_the_called_scheme(caplog: Any) -> None:
    part: Scheme = replace(asking().build(), name="part")
    main = (
        SchemeBuilder()
        .node("start", "start", next="call")
        .node("call", "subscheme", {"scheme": "part"}, next="end", error="end")
        .node("end", "hang_up")
    ).build()
    called = replace(
        part, nodes=tuple(replace(n, name="Баланс") if n.id == "ask" else n for n in part.nodes)
    )
    compiled = compile_scheme(main, default_node_types(), {"part": called}.get)
    desk = Desk(compiled, outside=World(KnownError("it is down")))
    await desk.answer()
    assert "node Баланс" in caplog.text
    assert "it is down" in caplog.text
    await desk.played()
    end = desk.over()
    assert end is not None
    assert (end.disposition, end.node) == (Disposition.COMPLETED, "call"), "the calling node counts"
