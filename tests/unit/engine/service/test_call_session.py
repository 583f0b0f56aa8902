"""The translation of one call: what the port is told, in which order, and what the sink learns.

The telephone is a list of the verbs it was given; the whole engine is tested on the simulated
network and on the real one elsewhere.
"""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from engine.domain.disposition import Disposition
from engine.domain.hangup_cause import HangupCause
from engine.ivr.model import CallFacts, Prompt, Spoken
from engine.ports import telephony as port
from engine.ports.storage import StorageUnavailable
from engine.scheme.model import Variable, VariableType
from engine.service.call_session import CONSENT, MUSIC
from tests.helpers.call_desk import AT, Desk
from tests.helpers.scheme_builder import SchemeBuilder


def message() -> SchemeBuilder:
    return (
        SchemeBuilder().prompts("hello")
        .node("start", "start", next="say")
        .node("say", "play", {"prompts": ["hello"]}, next="end")
        .node("end", "hang_up")
    )  # fmt: skip


def with_transfer(number: str = "+74957000001", default: str = "") -> SchemeBuilder:
    return (
        SchemeBuilder(Variable("other", VariableType.PHONE, default=default))
        .prompts("sorry", "music")
        .node("start", "start", next="operator")
        .node("operator", "transfer",
              {"number": number, "ring_timeout_s": 5, "music": [{"prompt": "music"}]},
              completed="end", failed="sorry")
        .node("sorry", "play", {"prompts": ["sorry"]}, next="end")
        .node("end", "hang_up")
    )  # fmt: skip


async def test_a_message_from_the_invite_to_the_end() -> None:
    desk = Desk(message(), ring_timeout_s=12.0, max_call_s=60.0, rtp_timeout_s=7.0)
    desk.session.place()
    ((verb, request),) = desk.phone.said
    assert verb == "place_call"
    assert request == port.PlaceCall("a1", 1, "+79120000001", "", 12.0, 60.0, 7.0)
    await desk.settle()
    assert [item.name for item in desk.voice.prepared if isinstance(item, Prompt)] == ["hello"]
    desk.session.handle(port.CallProgress("a1", AT, 183, early_media=True))
    await desk.settle()
    assert desk.sink.learnt == [], "early media is no answer"
    desk.session.handle(port.CallAnswered("a1", AT))
    await desk.settle()
    assert desk.phone.said[-1][:2] == ("play", ["hello"])
    await desk.played()
    assert desk.phone.said[-1] == ("hang_up", "a1")
    end = desk.over()
    assert end is not None
    assert (end.disposition, end.node) == (Disposition.COMPLETED, "end")
    assert desk.sink.learnt == [("answered", AT, AT)]


@pytest.mark.parametrize(
    ("cause", "disposition"),
    [
        (HangupCause.USER_BUSY, Disposition.USER_BUSY),
        (HangupCause.NO_ANSWER, Disposition.NO_ANSWER),
        (HangupCause.INTERRUPTED, Disposition.INTERRUPTED),
        (HangupCause.ORIGINATOR_CANCEL, Disposition.CANCELLED),
    ],
)
async def test_never_answered(cause: HangupCause, disposition: Disposition) -> None:
    desk = Desk(message())
    desk.session.place()
    await desk.settle()
    end = desk.over(cause, answered=False)
    assert end is not None
    assert (end.disposition, end.node) == (disposition, None)


async def test_stopped_while_the_phone_was_busy_anyway() -> None:
    """The refusal crosses our CANCEL: busy is what it was."""
    desk = Desk(message())
    desk.session.place()
    desk.session.stop(Disposition.CANCELLED, HangupCause.ORIGINATOR_CANCEL)
    await desk.settle()
    assert desk.phone.said[-1] == ("hang_up", "a1", HangupCause.ORIGINATOR_CANCEL)
    end = desk.over(HangupCause.USER_BUSY, answered=False)
    assert end is not None
    assert end.disposition is Disposition.USER_BUSY


async def test_stopped_after_the_answer() -> None:
    desk = Desk(message())
    await desk.answer()
    desk.session.stop(Disposition.CANCELLED, HangupCause.ORIGINATOR_CANCEL)
    end = desk.over(HangupCause.ORIGINATOR_CANCEL)
    assert end is not None
    assert (end.disposition, end.node) == (Disposition.CANCELLED, "say")


async def test_stopped_when_the_scheme_is_through_changes_nothing() -> None:
    desk = Desk(message())
    await desk.answer()
    await desk.played()
    before = len(desk.phone.said)
    desk.session.stop(Disposition.CANCELLED, HangupCause.ORIGINATOR_CANCEL)
    assert len(desk.phone.said) == before
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.COMPLETED


async def test_the_end_may_be_all_that_tells_of_the_answer() -> None:
    """The worker died between the two: answered calls are never taken for unanswered ones."""
    desk = Desk(message())
    desk.session.place()
    await desk.settle()
    end = desk.over(HangupCause.INTERRUPTED)
    assert end is not None
    assert end.disposition is Disposition.INTERRUPTED


async def test_nothing_is_played_to_a_call_that_is_over() -> None:
    """Synthesis took longer than the call."""
    desk = Desk(message())
    desk.voice.slow.clear()
    await desk.answer()
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.PARTIAL
    desk.voice.slow.set()
    await desk.settle()
    assert "play" not in desk.phone.verbs()


async def test_a_voice_that_fails_lets_the_scheme_go_on() -> None:
    desk = Desk(message())
    desk.voice.fails = True
    await desk.answer()
    assert desk.phone.said[-1] == ("hang_up", "a1")
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.COMPLETED


@pytest.mark.parametrize("packs", [(), ("olga", "john")])
async def test_the_campaigns_voice_packs_speak(packs: tuple[str, ...]) -> None:
    desk = Desk(message(), voice_pack=packs)
    await desk.answer()
    assert set(desk.voice.packs) == {packs}
    assert len(desk.voice.packs) >= 2  # what was prepared while it rang, and what was played


async def test_consent_comes_first_and_the_recording_before_it(tmp_path: Path) -> None:
    desk = Desk(message(), record=True, record_consent="Разговор записывается.")
    await desk.answer()
    assert desk.phone.verbs() == ["place_call", "start_recording", "play"]
    assert desk.phone.playing == [CONSENT]
    assert desk.voice.prepared[0] == Spoken("Разговор записывается.", "ru")
    desk.session.handle(port.KeyPressed("a1", "9", AT))
    await desk.played()
    assert desk.phone.said[-1][:2] == ("play", ["hello"])
    end = desk.over()
    assert end is not None
    assert end.recording == "", "no such file: it is not claimed"


async def test_a_telephone_that_raises_costs_this_call_only(caplog: Any) -> None:
    desk = Desk(message())

    def play(*arguments: Any, **options: Any) -> None:
        raise ValueError("bad file")

    desk.phone.play = play  # type: ignore[method-assign]
    await desk.answer()
    assert desk.phone.said[-1] == ("hang_up", "a1")
    assert "bad file" in caplog.text
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.PARTIAL


# --- transfers -----------------------------------------------------------------------------------


async def test_a_transfer_from_the_music_to_the_bridge() -> None:
    desk = Desk(with_transfer())
    await desk.answer()
    assert desk.phone.playing == [MUSIC]
    leg = next(said[1] for said in desk.phone.said if said[0] == "place_call" and said[1].near)
    assert (leg.number, leg.near, leg.ring_timeout_s) == ("+74957000001", "a1", 5)
    assert desk.legs == [leg.call_id]
    assert desk.lines.free == 0
    desk.session.handle(port.CallAnswered(leg.call_id, AT))
    assert desk.phone.said[-2:] == [("stop_playback", "a1"), ("bridge", "a1", leg.call_id)]
    desk.session.handle(port.KeyPressed("a1", "5", AT))  # for the operator
    desk.over(call_id=leg.call_id)
    await desk.settle()
    assert desk.lines.free == 1
    assert desk.phone.said[-1] == ("hang_up", "a1")
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.TRANSFERRED


class StopList:
    """``answer``: whether the number is on it, an exception raised, None not yet."""

    def __init__(self, answer: bool | Exception | None) -> None:
        self.answer = answer
        self.asked: list[tuple[str, int | None]] = []
        self.said = asyncio.Event()

    async def has(self, number: str, campaign_id: int | None) -> bool:
        self.asked.append((number, campaign_id))
        if self.answer is None:
            await self.said.wait()
        if isinstance(self.answer, Exception):
            raise self.answer
        return bool(self.answer)


def somebodys(stop_list: StopList, **changes: Any) -> Desk:
    """A transfer to the number that stands beside the subscriber."""
    facts = CallFacts(phone="+79120000001", variables={"other": "+79161234567"})
    return Desk(with_transfer("{other}"), listed=stop_list.has, facts=facts, **changes)


async def test_a_number_out_of_the_data_is_dialled_when_it_may_be() -> None:
    stop_list = StopList(answer=False)
    desk = somebodys(stop_list)
    await desk.answer()
    assert stop_list.asked == [("+79161234567", 3)]
    assert len(desk.legs) == 1


@pytest.mark.parametrize("answer", [True, StorageUnavailable("gone"), TimeoutError(), KeyError(1)])
async def test_a_number_out_of_the_data_that_must_not_be_called(answer: bool | Exception) -> None:
    desk = somebodys(StopList(answer))
    await desk.answer()
    assert desk.legs == []
    assert desk.lines.free == 1
    assert desk.phone.said[-1][:2] == ("play", ["sorry"])


async def test_the_subscriber_leaves_while_the_list_is_read() -> None:
    stop_list = StopList(None)
    desk = somebodys(stop_list)
    await desk.answer()
    assert desk.phone.playing == [MUSIC], "he hears that something is done"
    assert desk.over() is not None
    stop_list.said.set()
    await desk.settle()
    assert desk.legs == []
    assert desk.lines.free == 1


@pytest.mark.parametrize(
    ("number", "variables", "default", "given"),
    [
        ("+74957000001", {}, "", "+79161234567"),
        ("{other}", {"other": "8 (916) 123-45-67"}, "", "+79161234567"),
        ("{other}", {}, "8 (495) 700-00-01", ""),
        ("{other}", {}, "", "101"),
    ],
    ids=["in the scheme", "in the campaign", "the scheme's default", "an extension"],
)
async def test_the_offices_own_number_needs_no_list(
    number: str, variables: dict[str, str], default: str, given: str
) -> None:
    stop_list = StopList(StorageUnavailable("gone"))
    known = {"other": given} if given else {}
    facts = CallFacts(phone="+79120000001", variables=known)
    scheme = with_transfer(number, default)
    desk = Desk(scheme, listed=stop_list.has, facts=facts, variables=variables)
    await desk.answer()
    assert (len(desk.legs), stop_list.asked) == (1, [])


async def test_a_transfer_nobody_answers() -> None:
    desk = Desk(with_transfer())
    await desk.answer()
    desk.over(HangupCause.NO_ANSWER, answered=False, call_id=desk.legs[0])
    await desk.settle()
    assert desk.lines.free == 1
    assert desk.phone.said[-1][:2] == ("play", ["sorry"])
    assert "bridge" not in desk.phone.verbs()


async def test_the_subscriber_leaves_while_the_other_is_rung() -> None:
    desk = Desk(with_transfer())
    await desk.answer()
    (leg,) = desk.legs
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.PARTIAL
    assert desk.phone.said[-1] == ("hang_up", leg)
    assert desk.lines.free == 0, "the leg has its line until it has ended"
    desk.session.handle(port.CallAnswered(leg, AT))  # crosses the CANCEL
    assert desk.phone.said[-1] == ("hang_up", leg)
    desk.over(call_id=leg)
    assert desk.lines.free == 1


async def test_a_line_for_the_transfer_is_waited_for() -> None:
    desk = Desk(with_transfer())
    desk.lines.free = 0
    await desk.answer()
    assert desk.legs == []
    desk.lines.free = 1
    await desk.settle(0.6)
    assert len(desk.legs) == 1


async def test_the_subscriber_does_not_wait_for_the_line() -> None:
    desk = Desk(with_transfer())
    desk.lines.free = 0
    await desk.answer()
    assert desk.over() is not None
    desk.lines.free = 1
    await desk.settle(0.6)
    assert desk.legs == []
    assert desk.lines.free == 1
