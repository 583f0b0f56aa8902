"""A workstation with invented people, for the pictures of it."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from PySide6.QtWidgets import QWidget

from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.operator import (
    AVAILABLE,
    BreakUse,
    Hold,
    OfferKind,
    OperatorState,
    OperatorStatus,
    PauseReason,
    WrapUp,
    WrapUpKind,
)
from engine.forms.filling import Circumstances, Filling
from engine.ports import softphone as sp
from engine.ports.operators import (
    CallCard,
    OperatorMessage,
    OrderKind,
    StateSpan,
    Talk,
    TalkOutcome,
)
from rino_desktop.main_window import MainWindow
from rino_desktop.texts import language
from rmt.call_desk import Control
from rmt.commands import GiveOrder
from rmt.facts import CardFacts, Colleague, Day, Rules
from rmt.form_view import FormView
from rmt.presenter import Presenter
from rmt.shift_banners import ShiftBanners
from rmt.surroundings import Target
from rmt.view_state import view_of
from rmt.workstation import Workstation
from tools.screenshots.forms import form
from tools.screenshots.shell import in_russian, window

NOW = 1_795_780_800.0
_AT = datetime.fromtimestamp(NOW, UTC)
_TOKEN = "t"  # noqa: S105 # of nobody


class _NoSound:
    """Devices as they should be."""

    link = None
    ready = True

    def open(self) -> None: ...
    def close(self) -> None: ...
    def mute(self, on: bool) -> None: ...
    def tone(self, kind: str) -> None: ...
    def ring(self, on: bool) -> None: ...
    def missing(self) -> list[object]:
        return []

    def instead(self) -> dict[object, tuple[str, str]]:
        return {}


class Sample:
    """A workstation with invented people, moved by hand; ``window`` is what is shown."""

    def __init__(self) -> None:
        ru = in_russian()
        self.lunch = "Обед" if ru else "Lunch"
        ids = itertools.count(1)
        self.p = Presenter(7, _TOKEN, "pc-1", lambda: f"k{next(ids)}")
        self.revision = 0
        self.now = NOW
        self.window: MainWindow = window("operator", "workstation")
        self.page: Workstation = self.window.workstation
        self.banners = ShiftBanners(self.page, self.p, _NoSound())  # type: ignore[arg-type]
        self.p.ruled(
            Rules(
                (PauseReason(self.lunch, 2, 45), PauseReason("Учёба" if ru else "Training"),
                 PauseReason("Личное" if ru else "Personal", 1, 15)),
                {"sales": WrapUp(WrapUpKind.FORCED, 30)},
                ("Продажи",) if ru else ("Sales",),
                (Colleague(9, "Ольга Белова" if ru else "Olga Belova"),),
                (), frozenset(), _AT - timedelta(hours=5),
            )
        )  # fmt: skip
        self.p.told(sp.RegistrationChanged(sp.RegistrationState.REGISTERED), NOW)
        self.page.show_rules(self.p.rules)
        self.page.show_day(_day(ru), _AT, frozenset())
        self.page.header.show_next_callback(_AT + timedelta(minutes=40))

    def be(self, state: OperatorState, ago: float = 0.0, **changes: object) -> None:
        self.revision += 1
        moment = datetime.fromtimestamp(self.now - ago, UTC)
        status = OperatorStatus(
            7, self.revision, "", state, moment, AVAILABLE, _TOKEN, "pc-1", True,
            breaks=(BreakUse(self.lunch, _AT.date(), 25 * 60.0),),
        )  # fmt: skip
        self.p.row(replace(status, **changes), self.now)  # type: ignore[arg-type] # by name

    def ring(self) -> None:
        hold = Hold("n", "n/1", OfferKind.SUBSCRIBER, "p", 5, "sales")
        self.be(OperatorState.RINGING, hold=hold, queue="sales")
        headers = {"X-Rino-Offer": "n/1", "X-Rino-Token": _TOKEN, "X-Rino-Attempt": "5"}
        caller = "sip:+79125550167@e"
        self.p.told(sp.Incoming("c1", self.now, caller, "", "sip:7@pc", headers), self.now)
        self.p.card_read(5, CardFacts(card(in_russian()), recorded=True), self.now)

    def talk(self, for_s: float = 134.0) -> None:
        self.ring()
        self.p.told(sp.Answered("c1", self.now, {}), self.now)
        status = self.p.status
        assert status is not None
        self.be(OperatorState.TALKING, hold=status.hold, queue="sales", owes_result=5)
        quality = sp.Quality("c1", self.now, 900, 0.001, 4.0, 0.0, 3.0, 20.0, "pcma")
        self.p.told(quality, self.now)
        self.now += for_s
        self.p.tick(self.now)
        self.show()
        view = self.page.card_view(5)
        if view is not None and view.form is None:
            view.put_form(_form_view())

    def do(self, control: Control, target: Target | None = None) -> None:
        """And the engine has done it."""
        self.p.take()
        self.p.control(control, self.now, target)
        for command in self.p.take():
            if isinstance(command, GiveOrder) and command.kind is OrderKind.CALL:
                self.p.answered(command.key, {}, self.now)

    def hang_up(self, owes: int | None = 5, after_s: float = 7.0) -> None:
        self.p.told(
            sp.Ended("c1", self.now, self.now - 134, 200, HangupCause.NORMAL_CLEARING,
                     HangupBy.SUBSCRIBER),
            self.now,
        )  # fmt: skip
        self.be(OperatorState.WRAP_UP, queue="sales", owes_result=owes, wrap_up_s=30.0)
        self.now += after_s

    def show(self) -> QWidget:
        self.page.show_cards(self.p.cards)
        self.page.show_view(view_of(self.p, self.now))
        self.page.header.show_level(-24.0)
        self.banners.show()
        return self.window


def card(ru: bool) -> CallCard:
    fields = (
        {"ФИО": "Иванова Мария Петровна", "Имя": "Мария Петровна", "Сумма долга": "1250,30",
         "Срок": "5 ноября", "Тариф": "Домашний 300", "Адрес": "Пермь, ул. Мира, 14-3"}
        if ru
        else {"Name": "Maria Brown", "Имя": "Maria", "Сумма долга": "1250.30", "Due": "5 November",
              "Tariff": "Home 300", "Address": "14 Station Road, flat 3"}
    )  # fmt: skip
    return CallCard(
        5, 2, "Должники, ноябрь" if ru else "Debtors, November", 11, "+79125550167",
        ("+79125550167",), ("Asia/Yekaterinburg",), fields, {"talks": "да" if ru else "yes"},
        "debtor-reminder", 1, _AT,
    )  # fmt: skip


def _form_view() -> FormView:
    about = Circumstances(
        {"Имя": "Мария Петровна" if in_russian() else "Maria Brown", "Сумма долга": "1250,30"},
        {"today": date(2026, 11, 26)}, {"person": "self"},
    )  # fmt: skip
    filling = Filling(form("debtor-reminder"), about, language())
    filling.forward()
    filling.enter("agrees", "pays")
    filling.enter("promised_sum", "1250,30")
    return FormView(filling)


def _day(ru: bool) -> Day:
    def talk(number: int, minutes: int, length: int, result: str, outcome: TalkOutcome) -> Talk:
        at = _AT - timedelta(minutes=minutes)
        answered = at + timedelta(seconds=3) if length else None
        ended = at + timedelta(seconds=3 + length)
        return Talk(f"n/{number}", 7, number, 2, number, "sales", "subscriber",
                    f"+7912555{number:04}", at, answered, ended, outcome, result)  # fmt: skip

    talks = (
        talk(161, 6, 154, "agreed", TalkOutcome.ENDED), talk(152, 14, 92, "refused",
                                                             TalkOutcome.ENDED),
        talk(143, 21, 0, "", TalkOutcome.MISSED), talk(134, 27, 301, "agreed", TalkOutcome.ENDED),
        talk(125, 41, 47, "wrong_person", TalkOutcome.ENDED),
    )  # fmt: skip
    spans = tuple(
        StateSpan(7, state, "", _AT - timedelta(minutes=begin), _AT - timedelta(minutes=end))
        for state, begin, end in (
            (OperatorState.AVAILABLE, 180, 120), (OperatorState.TALKING, 120, 45),
            (OperatorState.WRAP_UP, 45, 30), (OperatorState.ON_BREAK, 30, 5),
        )
    )  # fmt: skip
    author, text = (
        ("П. Громов", "С 14:00 предлагаем рассрочку на три месяца.") if ru
        else ("P. Gromov", "From 14:00 on we offer three monthly payments.")
    )  # fmt: skip
    message = OperatorMessage(1, author, None, text, _AT - timedelta(minutes=50), _AT)
    return Day(talks, spans, (message,))


def taken(make: Callable[[Sample], None]) -> QWidget:
    sample = Sample()
    make(sample)
    return sample.show()
