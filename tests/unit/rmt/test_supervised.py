"""What an operator sees of supervisors: who is on his call, and who has changed his state."""

from collections.abc import AsyncIterator

import pytest
from pytestqt.qtbot import QtBot

from engine.domain.hearing import SuperviseMode
from engine.domain.operator import AVAILABLE, LOGGED_OUT, OperatorState, on_break
from rmt.desk import SupervisedNews
from tests.helpers.shift_here import ShiftHere


@pytest.fixture
async def here(qtbot: QtBot) -> AsyncIterator[ShiftHere]:
    made = ShiftHere(qtbot)
    await made.begin()
    yield made
    await made.end()


def _banner(here: ShiftHere, name: str) -> str:
    shown = here.window.banners.shown.get(name)
    return shown.label.text() if shown is not None else ""


async def test_who_is_on_the_call(here: ShiftHere) -> None:
    for mode, told in (
        (SuperviseMode.LISTEN, "Ivan listens to this call."),
        (SuperviseMode.WHISPER, "Ivan speaks to you: the subscriber does not hear it."),
        (SuperviseMode.JOIN, "Ivan has joined: you and the subscriber hear it."),
    ):
        here.desk.tell(SupervisedNews((("Ivan", mode),)))
        assert _banner(here, "supervised") == told
    here.desk.tell(SupervisedNews(()))
    assert _banner(here, "supervised") == ""


async def test_who_has_changed_his_state(here: ShiftHere) -> None:
    S = OperatorState  # noqa: N806 - as in the other tests of the workstation
    here.be(S.TALKING, intent=on_break("Lunch"), by="Ivan")
    assert _banner(here, "by") == "Ivan sends you on a break after this call: Lunch."
    here.be(S.ON_BREAK, intent=on_break("Lunch"), by="Ivan")
    assert _banner(here, "by") == "Ivan has put you on a break: Lunch."
    here.be(S.AVAILABLE, intent=AVAILABLE, by="Ivan")
    assert _banner(here, "by") == "Ivan has made you available."
    here.be(S.AVAILABLE, intent=AVAILABLE)
    assert _banner(here, "by") == ""
    here.be(S.LOGGED_OUT, intent=LOGGED_OUT, by="Ivan")
    assert _banner(here, "by") == "Ivan has signed you out."
