"""Between the answer and the scheme: persons get through, machines get what the campaign says."""

from typing import Any

import pytest

from engine.domain.answering_machine import AnsweredBy, AnsweringMachines, MachineAction
from engine.domain.disposition import Disposition
from engine.domain.hangup_cause import HangupCause
from engine.ivr.model import Prompt, Spoken
from engine.ports import telephony as port
from engine.service.call_session import CONSENT, MESSAGE
from tests.helpers.call_desk import Desk
from tests.helpers.scheme_builder import SchemeBuilder

MACHINES = AnsweringMachines(detect=True)
LEAVES = AnsweringMachines(detect=True, action=MachineAction.MESSAGE, message="Перезвоните")
GOES_ON = AnsweringMachines(detect=True, action=MachineAction.CONTINUE)


def scheme() -> SchemeBuilder:
    """What it says depends on who has answered."""
    return (
        SchemeBuilder().prompts("hello", "for-machines")
        .node("start", "start", next="who")
        .node("who", "condition", {"expression": 'call.answered_by == "person"'},
              true="say", false="leave")
        .node("say", "play", {"prompts": ["hello"]}, next="end")
        .node("leave", "play", {"prompts": ["for-machines"]}, next="end")
        .node("end", "hang_up")
    )  # fmt: skip


async def answered(settings: AnsweringMachines, **changes: Any) -> Desk:
    desk = Desk(scheme(), answering_machines=settings, **changes)
    await desk.answer()
    assert [verb for verb, *_ in desk.phone.said if verb == "play"] == [], "nobody knows yet"
    return desk


async def detected(desk: Desk, who: AnsweredBy) -> None:
    desk.session.handle(port.AnswerDetected("a1", who, "test", 1.0))
    await desk.settle()


async def test_the_port_is_asked_only_where_the_campaign_says_so() -> None:
    for settings in (AnsweringMachines(), MACHINES, LEAVES):
        desk = Desk(scheme(), answering_machines=settings)
        desk.session.place()
        ((_, request),) = desk.phone.said
        assert request.detect == settings.detection
        await desk.settle()
    assert LEAVES.detection is not None
    assert LEAVES.detection.wait_for_beep
    assert MACHINES.detection is not None
    assert not MACHINES.detection.wait_for_beep


async def test_a_person_hears_the_scheme() -> None:
    desk = await answered(MACHINES)
    await detected(desk, AnsweredBy.PERSON)
    assert desk.phone.said[-1][:2] == ("play", ["hello"])
    await desk.played()
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.COMPLETED
    assert ("machine",) not in desk.sink.learnt


async def test_the_consent_comes_after_the_finding() -> None:
    desk = await answered(MACHINES, record=True, record_consent="Разговор записывается")
    await detected(desk, AnsweredBy.PERSON)
    assert desk.phone.playing[-1] == CONSENT
    await desk.played()
    assert desk.phone.said[-1][:2] == ("play", ["hello"])


@pytest.mark.parametrize("who", [AnsweredBy.MACHINE, AnsweredBy.FAX, AnsweredBy.ANNOUNCEMENT])
async def test_a_machine_is_hung_up(who: AnsweredBy) -> None:
    desk = await answered(MACHINES)
    await detected(desk, who)
    assert desk.phone.said[-1] == ("hang_up", "a1")
    end = desk.over()
    assert end is not None
    assert (end.disposition, end.node) == (Disposition.MACHINE, None)
    assert ("machine",) in desk.sink.learnt


async def test_a_message_after_the_beep() -> None:
    desk = await answered(LEAVES)
    prepared = [item.text for item in desk.voice.prepared if isinstance(item, Spoken)]
    assert prepared == ["Перезвоните"]
    await detected(desk, AnsweredBy.MACHINE)
    assert desk.phone.said[-1][0] != "play", "not before the beep"
    desk.session.handle(port.GreetingEnded("a1", True, 7.0))
    await desk.settle()
    assert desk.phone.said[-1][:2] == ("play", ["Перезвоните"])
    assert desk.phone.playing[-1] == MESSAGE
    await desk.played()
    assert desk.phone.said[-1] == ("hang_up", "a1")
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.MACHINE
    assert ("result", "machine_message", "after_beep") in desk.sink.learnt


async def test_a_message_may_be_a_prompt_of_the_scheme() -> None:
    by_prompt = AnsweringMachines(True, MachineAction.MESSAGE, prompt="for-machines")
    desk = await answered(by_prompt)
    assert "for-machines" in [i.name for i in desk.voice.prepared if isinstance(i, Prompt)]
    await detected(desk, AnsweredBy.MACHINE)
    desk.session.handle(port.GreetingEnded("a1", False, 7.0))
    await desk.settle()
    assert desk.phone.said[-1][:2] == ("play", ["for-machines"])
    await desk.played()
    assert ("result", "machine_message", "without_beep") in desk.sink.learnt


async def test_a_prompt_that_is_gone(caplog: pytest.LogCaptureFixture) -> None:
    desk = await answered(AnsweringMachines(True, MachineAction.MESSAGE, prompt="gone"))
    await detected(desk, AnsweredBy.MACHINE)
    desk.session.handle(port.GreetingEnded("a1", True, 7.0))
    assert desk.phone.said[-1] == ("hang_up", "a1")
    assert "no prompt gone" in caplog.text


async def test_no_message_for_a_fax() -> None:
    desk = await answered(LEAVES)
    await detected(desk, AnsweredBy.FAX)
    assert desk.phone.said[-1] == ("hang_up", "a1")


async def test_the_machine_hangs_up_in_the_message() -> None:
    desk = await answered(LEAVES)
    await detected(desk, AnsweredBy.MACHINE)
    desk.session.handle(port.GreetingEnded("a1", True, 7.0))
    await desk.settle()
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.MACHINE
    assert not [each for each in desk.sink.learnt if each[0] == "result"]


async def test_the_scheme_may_decide() -> None:
    desk = await answered(GOES_ON)
    await detected(desk, AnsweredBy.MACHINE)
    assert desk.phone.said[-1][:2] == ("play", ["for-machines"])
    await desk.played()
    end = desk.over()
    assert end is not None
    assert (end.disposition, end.node) == (Disposition.MACHINE, "end"), "nobody was reached"


async def test_whoever_presses_a_key_is_a_person() -> None:
    desk = await answered(LEAVES)
    desk.session.handle(port.KeyPressed("a1", "1", desk.clock.now()))
    await desk.settle()
    assert desk.phone.said[-1][:2] == ("play", ["hello"])
    await detected(desk, AnsweredBy.MACHINE)  # too late
    await desk.played()
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.COMPLETED


async def test_a_key_while_the_beep_is_waited_for() -> None:
    desk = await answered(LEAVES)
    await detected(desk, AnsweredBy.MACHINE)
    desk.session.handle(port.KeyPressed("a1", "1", desk.clock.now()))
    await desk.settle()
    assert desk.phone.said[-1][:2] == ("play", ["hello"])
    desk.session.handle(port.GreetingEnded("a1", True, 7.0))
    await desk.played()
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.COMPLETED


async def test_hung_up_before_anything_is_known() -> None:
    desk = await answered(MACHINES)
    end = desk.over()
    assert end is not None
    assert end.disposition is Disposition.PARTIAL


async def test_a_stopped_campaign_stays_stopped() -> None:
    desk = await answered(LEAVES)
    await detected(desk, AnsweredBy.MACHINE)
    desk.session.stop(Disposition.CANCELLED, HangupCause.ORIGINATOR_CANCEL)
    desk.session.handle(port.GreetingEnded("a1", True, 7.0))
    await desk.settle()
    end = desk.over(HangupCause.ORIGINATOR_CANCEL)
    assert end is not None
    assert end.disposition is Disposition.CANCELLED
