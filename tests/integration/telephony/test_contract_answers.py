"""The contract of the telephony port: who has answered, on every adapter."""

from pathlib import Path

import pytest

from engine.domain.answering_machine import AnswerDetection, AnsweredBy, DetectionLimits
from engine.ports.telephony import AnswerDetected, GreetingEnded
from tests.helpers import every_adapter as people
from tests.helpers.every_adapter import ContractNetwork, every_adapter

WAITING = AnswerDetection(wait_for_beep=True)


@every_adapter
async def test_who_says_nothing_is_a_person(net: ContractNetwork, folder: Path) -> None:
    limits = DetectionLimits(initial_silence_s=1.2)
    line = net.place(people.PRESSES_ONE.number, detect=AnswerDetection(limits=limits))
    found = await line.wait(AnswerDetected)
    assert found.answered_by is AnsweredBy.PERSON
    assert found.after_s == pytest.approx(1.2, abs=0.1)
    await net.clock.sleep(0.5)
    assert not line.of(GreetingEnded)
    line.hang_up()
    await line.ended()


@every_adapter
async def test_a_machine_and_the_end_of_its_greeting(net: ContractNetwork, folder: Path) -> None:
    answered = await net.answered(people.SPEAKS.number, detect=WAITING)
    began = net.clock.monotonic()
    found = await answered.wait(AnswerDetected)
    assert found.answered_by is AnsweredBy.MACHINE
    over = await answered.wait(GreetingEnded)
    assert over.beep
    assert 2.0 < over.after_s < 2.6
    # Told as soon as it has been heard.
    assert net.clock.monotonic() - began < over.after_s + 0.5
    answered.hang_up()
    await answered.ended()


@every_adapter
async def test_only_what_was_asked_for_is_told(net: ContractNetwork, folder: Path) -> None:
    lines = [
        net.place(people.SPEAKS.number, detect=AnswerDetection()),
        net.place(people.SPEAKS.number),
        net.place(people.HANGS_UP.number, detect=WAITING),
        net.place(people.BUSY.number, detect=WAITING),
    ]
    await lines[0].wait(AnswerDetected, answered_by=AnsweredBy.MACHINE)
    await net.clock.sleep(0.5)
    assert not lines[0].of(GreetingEnded)
    for line in lines[:2]:
        line.hang_up()
    for line in lines:
        await line.ended()
    assert not any(line.of(AnswerDetected) for line in lines[1:])


@every_adapter
async def test_a_detector_that_is_not_there(net: ContractNetwork, folder: Path) -> None:
    """A plug-in was removed: whoever answers is a person, and the call goes on."""
    line = net.place(people.PRESSES_ONE.number, detect=AnswerDetection("removed"))
    found = await line.wait(AnswerDetected)
    assert found.answered_by is AnsweredBy.PERSON
    await line.keys_pressed("1")
    line.hang_up()
    await line.ended()
