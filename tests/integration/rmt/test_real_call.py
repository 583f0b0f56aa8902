"""A real INVITE to a workstation: its card, the answer by itself, and who is refused."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any

from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.domain.operator import OperatorState
from engine.ports import softphone as sp
from rino_desktop import bootstrap
from rmt.shift import Shift
from tests.helpers.operator_desk import TOKEN
from tests.helpers.shift_here import ShiftHere


@contextlib.asynccontextmanager
async def caller() -> AsyncIterator[tuple[sp.Softphone, list[sp.Event]]]:
    told: list[sp.Event] = []
    phone = bootstrap.softphone(None)
    await phone.start(told.append)
    phone.order(sp.Register(sp.Account("engine", bind="127.0.0.1")))
    try:
        yield phone, told
    finally:
        await phone.stop()


async def until(condition: Callable[[], Any]) -> Any:
    async with asyncio.timeout(30):
        while not (found := condition()):
            QTest.qWait(5)  # the window's own timers
            await asyncio.sleep(0.01)
        return found


async def test_an_engine_s_call_and_a_stranger_s(qtbot: QtBot) -> None:
    here = ShiftHere(qtbot)
    real = bootstrap.softphone(None)
    shift = Shift(
        here.window, here.desk, real, sp.Account("7", bind="127.0.0.1"), here.sound,
        lambda: "en", str, here.bugs.append,
    )  # fmt: skip
    here.window.show()
    await shift.start()
    try:
        address = await until(lambda: here.desk.address)
        here.shift = shift
        here.be(OperatorState.AVAILABLE)
        async with caller() as (phone, told):
            headers = {"X-Rino-Offer": "n/5", "X-Rino-Token": "another", "X-Rino-Attempt": "5"}
            await until(lambda: any(isinstance(e, sp.RegistrationChanged) for e in told))
            phone.order(sp.Dial("wrong", address, headers))
            ended = await until(lambda: [e for e in told if isinstance(e, sp.Ended)])
            assert ended[0].sip_code == 486
            phone.order(sp.Dial("right", address, {**headers, "X-Rino-Token": TOKEN}))
            await until(lambda: [e for e in told if isinstance(e, sp.Answered)])
            assert here.sound.tones == ["answer"]
            assert here.window.card_view(5) is not None
            assert shift.live_call
            phone.order(sp.HangUp("right"))
            await until(lambda: not shift.live_call)
            assert here.window.card_view(5) is not None
    finally:
        await shift.stop()
    assert here.bugs == []
