"""A whole workstation with window and logic; telephone, devices and database are played."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engine.domain.operator import AVAILABLE, Hold, OfferKind, OperatorState, OperatorStatus
from engine.forms.filling import Circumstances, Filled, Filling
from engine.ports import softphone as sp
from engine.ports.operators import CallCard, OrderKind
from engine.ports.storage import StorageUnavailable
from engine.routing.actions import Wish
from rino_desktop.ui.audio_devices import Use
from rmt.cards import Card
from rmt.desk import AnswerNews, LinkNews, News, RowNews
from rmt.facts import CardFacts
from rmt.shift import Shift
from rmt.workstation import Workstation
from tests.helpers.operator_desk import TOKEN, card_of
from tests.unit.engine.forms.making import small


@dataclass
class Opened:
    filling: Filling
    lost: Sequence[str] = ()


@dataclass
class PlayedForms:
    away: bool = False
    #: What saving answers meets.
    refusal: Exception | None = None
    drafts: list[dict[str, Any]] = field(default_factory=list)
    saved: list[Filled] = field(default_factory=list)

    async def open(self, card: CallCard, language: str) -> Opened:
        self._there()
        return Opened(Filling(small(), Circumstances(card.fields, {}, card.results), language))

    async def save_draft(self, _form: Any, snapshot: dict[str, Any]) -> None:
        self._there()
        self.drafts.append(snapshot)

    async def save(self, _form: Any, filled: Filled) -> None:
        self._there()
        if self.refusal is not None:
            raise self.refusal
        self.saved.append(filled)

    def _there(self) -> None:
        if self.away:
            raise StorageUnavailable("the cable is out")


class PlayedDesk:
    operator_id, token, workstation = 7, TOKEN, "pc-1"

    def __init__(self) -> None:
        self.forms = PlayedForms()
        self.tell: Callable[[News], None] = lambda _news: None
        self.wishes: list[tuple[str, Wish]] = []
        self.orders: list[tuple[str, OrderKind, Mapping[str, object], str]] = []
        self.results: list[tuple[int, str, str, bool]] = []
        self.open_cards: list[Card] = []
        self.left_open: list[Card] = []
        self.address = ""
        self.read: list[int] = []
        self.form = ""
        self.stopped = False

    def start(self, on_news: Callable[[News], None]) -> None:
        self.tell = on_news
        on_news(LinkNews(True, True, 0))

    async def stop(self) -> None:
        self.stopped = True

    def be_at(self, address: str) -> None:
        self.address = address

    def wish(self, key: str, wish: Wish) -> None:
        self.wishes.append((key, wish))

    def order(self, key: str, kind: OrderKind, arguments: Mapping[str, object], node: str) -> None:
        self.orders.append((key, kind, arguments, node))

    async def card(self, attempt_id: int) -> CardFacts | None:
        return CardFacts(card_of(attempt_id, form=self.form), recorded=True)

    def keep_result(self, attempt_id: int, result: str, note: str, finish: bool) -> None:
        self.results.append((attempt_id, result, note, finish))

    def remember(self, cards: list[Card]) -> None:
        self.open_cards = list(cards)

    async def remembered(self) -> list[Card]:
        return self.left_open

    def read_message(self, message_id: int) -> None:
        self.read.append(message_id)

    def look_at_day(self) -> None: ...


class PlayedPhone:
    def __init__(self) -> None:
        self.orders: list[sp.Order] = []
        self.tell: Callable[[sp.Event], None] = lambda _event: None

    async def start(self, on_event: Callable[[sp.Event], None]) -> None:
        self.tell = on_event

    async def stop(self) -> None: ...

    def order(self, order: sp.Order) -> None:
        self.orders.append(order)


class PlayedSound(QObject):
    changed = Signal()
    link = None

    def __init__(self) -> None:
        super().__init__()
        self.lacks: list[Use] = []
        self.other: dict[Use, tuple[str, str]] = {}
        self.tones: list[str] = []
        self.rings: list[bool] = []
        self.muted = False

    @property
    def ready(self) -> bool:
        return not self.lacks

    def open(self) -> None: ...
    def close(self) -> None: ...
    def mute(self, on: bool) -> None:
        self.muted = on

    def tone(self, kind: str) -> None:
        self.tones.append(kind)

    def ring(self, on: bool) -> None:
        self.rings.append(on)

    def missing(self) -> list[Use]:
        return self.lacks

    def instead(self) -> dict[Use, tuple[str, str]]:
        return self.other


class ShiftHere:
    """What the operator does (``key``), and what becomes of it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = Workstation()
        qtbot.addWidget(self.window)
        self.window.resize(1278, 700)
        self.desk, self.phone, self.sound = PlayedDesk(), PlayedPhone(), PlayedSound()
        self.bugs: list[BaseException] = []
        self.language = "en"
        self.shift = Shift(
            self.window, self.desk, self.phone, sp.Account("7"), self.sound,
            lambda: self.language, str, self.bugs.append,
        )  # fmt: skip
        self._qtbot = qtbot
        self._revision = 0

    async def begin(self) -> None:
        self.window.show()
        self.window.activateWindow()
        await self.shift.start()
        self.phone.tell(sp.RegistrationChanged(sp.RegistrationState.REGISTERED, "sip:7@pc"))
        self.window.header.first_field().setFocus()

    async def end(self) -> None:
        await self.shift.stop()
        assert self.bugs == []

    def be(self, state: OperatorState, **changes: object) -> None:
        self._revision += 1
        values = {"intent": AVAILABLE, "token": TOKEN, "present": True, **changes}
        status = OperatorStatus(7, self._revision).changed(
            state=state, since=datetime.now(UTC), **values
        )
        self.desk.tell(RowNews(status))

    async def ring(self, attempt: int = 5, call_id: str = "c1") -> None:
        hold = Hold("node-1", f"n/{attempt}", OfferKind.SUBSCRIBER, "p", attempt, "sales")
        self.be(OperatorState.RINGING, hold=hold, queue="sales")
        headers = {"X-Rino-Offer": f"n/{attempt}", "X-Rino-Token": TOKEN,
                   "X-Rino-Attempt": str(attempt)}  # fmt: skip
        self.phone.tell(sp.Incoming(call_id, 0.0, "sip:+79120000001@e", "", "sip:7@pc", headers))

    async def talk(self, attempt: int = 5, call_id: str = "c1") -> None:
        await self.ring(attempt, call_id)
        await self.until(lambda: sp.Answer(call_id) in self.phone.orders)
        self.phone.tell(sp.Answered(call_id, datetime.now(UTC).timestamp(), {}))
        hold = Hold("node-1", f"n/{attempt}", OfferKind.SUBSCRIBER, "p", attempt, "sales")
        self.be(OperatorState.TALKING, hold=hold, queue="sales", owes_result=attempt)

    def hang_up(self, call_id: str = "c1", *, attempt: int | None = 5) -> None:
        from engine.domain.disposition import HangupBy
        from engine.domain.hangup_cause import HangupCause

        now = datetime.now(UTC).timestamp()
        cause, by = HangupCause.NORMAL_CLEARING, HangupBy.SUBSCRIBER
        self.phone.tell(sp.Ended(call_id, now, now - 5, 200, cause, by))
        self.be(OperatorState.WRAP_UP, queue="sales", owes_result=attempt, wrap_up_s=30.0)

    def answer_order(self, **answer: object) -> Mapping[str, object]:
        """The engine has done the latest one, or refuses it."""
        key, _, arguments, _ = self.desk.orders[-1]
        self.desk.tell(AnswerNews(key, answer))
        return arguments

    async def until(self, condition: Callable[[], Any]) -> None:
        async with asyncio.timeout(60):
            while not condition():
                QTest.qWait(5)
                await asyncio.sleep(0.005)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
            ) -> None:  # fmt: skip
        target = QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, modifier)

    def type(self, text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                code = ord(letter.upper()) if letter.isascii() else 0
                event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, letter)
                focus = QApplication.focusWidget()
                assert focus is not None
                QApplication.sendEvent(focus, event)
