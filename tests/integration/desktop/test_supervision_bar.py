"""The supervision bar and what stands behind it: a real database, a telephone of the test's."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from engine.adapters.firebird import Address, FirebirdDatabase
from engine.domain.hearing import SuperviseMode
from engine.domain.operator import AVAILABLE, OperatorState, OperatorStatus
from engine.domain.supervision import SupervisionState
from engine.ports import softphone
from engine.ports.audit import Actor, Via
from engine.ports.softphone import Account, RegistrationState
from engine.ports.storage import Stores
from engine.ports.supervision import Supervision, SupervisionProgress
from rino_desktop import accounts
from rino_desktop.console.monitor.supervision_bar import SupervisionBar, SupervisionView
from rino_desktop.desktop.connection import Connection
from rino_desktop.desktop.listening import Listening
from rino_desktop.desktop.tasks import Tasks
from tests.helpers.program import Program

LISTEN, WHISPER, JOIN = SuperviseMode
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


def test_the_bar_shows_what_is_in_force_and_asks_for_the_rest(qtbot: QtBot) -> None:
    bar = SupervisionBar()
    qtbot.addWidget(bar)
    wanted: list[SuperviseMode] = []
    left: list[str] = []
    bar.mode_wanted.connect(wanted.append)
    bar.leave_wanted.connect(lambda: left.append("leave"))
    bar.closed.connect(lambda: left.append("close"))
    assert bar.isHidden()

    bar.show_state(SupervisionView("Anna", rings=True))
    assert not bar.isHidden()
    assert "rings" in bar.how.text()
    assert not any(button.isEnabled() for button in bar.buttons.values())

    may = frozenset({LISTEN, WHISPER})
    bar.show_state(SupervisionView("Anna", LISTEN, began=0.0, may=may))
    assert [mode for mode, each in bar.buttons.items() if each.isEnabled()] == [LISTEN, WHISPER]
    assert bar.buttons[LISTEN].isChecked()
    qtbot.mouseClick(bar.buttons[WHISPER], Qt.MouseButton.LeftButton)
    assert wanted == [WHISPER]
    assert bar.buttons[LISTEN].isChecked(), "until the engine has granted it"
    bar.show_state(SupervisionView("Anna", LISTEN, WHISPER, may=may))
    assert not bar.buttons[WHISPER].isEnabled()
    bar.show_state(SupervisionView("Anna", WHISPER, note="Refused.", may=may))
    assert bar.buttons[WHISPER].isChecked()
    assert (bar.note.text(), bar.note.isVisibleTo(bar)) == ("Refused.", True)

    qtbot.keyClick(bar.leave_button, Qt.Key.Key_Space)
    bar.show_state(SupervisionView("Anna", over=True, note="The call is over."))
    assert not bar.buttons[LISTEN].isVisibleTo(bar)
    qtbot.mouseClick(bar.leave_button, Qt.MouseButton.LeftButton)
    assert left == ["leave", "close"]
    bar.show_state(None)
    assert bar.isHidden()


class Phone:
    """A softphone without a network. ``silent``: it never gets ready."""

    def __init__(self) -> None:
        self.orders: list[softphone.Order] = []
        self.silent = self.stopped = False
        self.tell: Callable[[softphone.Event], None] = lambda _event: None

    async def start(self, on_event: Callable[[softphone.Event], None]) -> None:
        self.tell = on_event

    async def stop(self) -> None:
        self.stopped = True

    def order(self, order: softphone.Order) -> None:
        self.orders.append(order)
        if isinstance(order, softphone.Register) and not self.silent:
            told = softphone.RegistrationChanged(RegistrationState.LISTENING, "sip:i@10.0.0.7")
            asyncio.get_running_loop().call_soon(self.tell, told)

    def rings(self, call_id: str, token: str) -> None:
        headers = {"X-RINO-Token": token}
        self.tell(softphone.Incoming(call_id, 0.0, "rino", "", "i", headers))


class Ears:
    def __init__(self) -> None:
        self.sound = (1, "s")
        self.muted: list[bool] = []
        self.closed = False

    def open(self) -> bool:
        return True

    def close(self) -> None:
        self.closed = True

    def mute(self, on: bool) -> None:
        self.muted.append(on)


class Link:
    """The part of a Connection that is used."""

    def __init__(self, database: FirebirdDatabase, actor: Actor) -> None:
        self.database, self.actor = database, actor

    async def run(self, work: Callable[[Stores], Any]) -> Any:
        return await self.database.run(work)


class Here:
    def __init__(self, database: FirebirdDatabase, actor: Actor, anna: int) -> None:
        self.database, self.anna = database, anna
        self.bar = SupervisionBar()
        self.phones: list[Phone] = []
        self.ears: list[Ears] = []
        self.said: list[str] = []
        self.bugs: list[BaseException] = []
        self.account: Account | None = Account("i")
        self.tasks = Tasks(self.said.append, self.bugs.append)
        connection = cast(Connection, Link(database, actor))
        self.listening = Listening(
            self.bar, connection, self.tasks, lambda: self.account, self._ears, self._phone
        )

    def _ears(self) -> Ears:
        self.ears.append(Ears())
        return self.ears[-1]

    def _phone(self, _sound: tuple[int, str]) -> Phone:
        self.phones.append(Phone())
        return self.phones[-1]

    def row(self) -> Supervision | None:
        live = self.database.transact(lambda s: s.supervisions.live())
        return live[-1] if live else None

    def engine(self, state: SupervisionState, mode: SuperviseMode | None, wish: int,
               why: str = "") -> None:  # fmt: skip
        row = self.row()
        assert row is not None
        said = SupervisionProgress(row.id, state, mode, wish, why, self.anna, 12, NOW)
        self.database.transact(lambda s: s.supervisions.save(said, "n", NOW))

    async def until(self, found: Callable[[], object]) -> None:
        async with asyncio.timeout(60):
            while not found():
                await asyncio.sleep(0.02)


@pytest.fixture
async def here(program: Program, qtbot: QtBot) -> AsyncIterator[Here]:
    database = FirebirdDatabase(Address(str(program.folder / "rino.fdb")))

    def fill(stores: Stores) -> tuple[Actor, int]:
        anna = accounts.add(stores, "Anna", "operator", "hash", NOW)
        ivan = accounts.add(stores, "Ivan", "supervisor", "hash", NOW)
        status = OperatorStatus(anna.id, 1, "w", OperatorState.TALKING, NOW, AVAILABLE, token="t")
        stores.operators.save_status(status, None, None, NOW)
        return Actor("Ivan", Via.DESKTOP, "pc", ivan.id), anna.id

    made = Here(database, *database.transact(fill))
    qtbot.addWidget(made.bar)
    yield made
    await made.listening.end()
    await made.tasks.end()
    database.close()
    assert made.bugs == []
    assert all(phone.stopped for phone in made.phones)
    assert all(ears.closed for ears in made.ears)


async def test_from_the_wallboard_to_the_end(here: Here) -> None:
    on = SupervisionState.ON
    assert here.phones == []
    here.listening.listen_to_operator(here.anna, "Anna")
    await here.until(here.row)
    row, phone = here.row(), here.phones[0]
    assert row is not None
    assert (row.asked.phone, row.asked.operator_id) == ("sip:i@10.0.0.7", here.anna)
    # A stranger is not let in; the engine's call, which bears the token, is.
    phone.rings("x", "guess")
    phone.rings("y", row.asked.token)
    answers = [o for o in phone.orders if isinstance(o, softphone.Answer | softphone.Reject)]
    assert answers == [softphone.Reject("x"), softphone.Answer("y")]

    here.engine(on, LISTEN, 1)
    await here.until(here.bar.buttons[WHISPER].isEnabled)
    assert here.bar.whom.text() == "Anna"
    assert set(here.ears[0].muted) == {True}, "what he says stays in his room"
    here.bar.buttons[WHISPER].click()
    await here.until(lambda: (row := here.row()) is not None and row.wish == 2)
    here.engine(on, WHISPER, 2)
    await here.until(here.bar.buttons[WHISPER].isChecked)
    assert here.ears[0].muted[-1] is False
    here.engine(on, LISTEN, 2, "operator_left")
    await here.until(here.bar.note.text)
    assert here.ears[0].muted[-1] is True

    here.engine(SupervisionState.ENDED, None, 2, "call_over")
    await here.until(lambda: here.bar.leave_button.text() == "Close")
    assert here.bar.note.text() == "The call is over."
    assert phone.stopped
    here.bar.leave_button.click()
    assert here.bar.isHidden()


async def test_leaving_hangs_up_at_once(here: Here) -> None:
    here.listening.listen_to_call(12, "attempt 12")
    await here.until(here.row)
    row = here.row()
    assert row is not None
    here.phones[0].rings("y", row.asked.token)
    here.engine(SupervisionState.ON, LISTEN, 1)
    await here.until(here.bar.buttons[JOIN].isEnabled)
    here.bar.leave_button.click()
    await here.until(lambda: softphone.HangUp("y") in here.phones[0].orders)
    await here.until(lambda: (found := here.row()) is not None and found.leaving)
    # Another one is listened to from here on: the first is left and its telephone ended.
    here.listening.listen_to_operator(here.anna, "Anna")
    here.engine(SupervisionState.ENDED, None, 1, "left")
    await here.until(lambda: here.row() is not None)
    assert here.phones[0].stopped
    assert len(here.phones) == 2
    here.engine(SupervisionState.ENDED, None, 1, "call_over")
    await here.until(lambda: not here.listening.busy)


async def test_without_a_telephone_or_a_call_it_says_so(here: Here) -> None:
    here.account = None
    here.listening.listen_to_operator(here.anna, "Anna")
    await here.until(lambda: here.said)
    assert "not set up" in here.said[0]
    assert here.bar.isHidden()
    here.account = Account("i")
    here.listening.listen_to_operator(999, "Nobody")
    await here.until(lambda: len(here.said) == 2)
    assert "talks with nobody" in here.said[1]
    assert here.row() is None
    assert not here.listening.busy
