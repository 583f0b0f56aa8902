"""A shift at the workstation: joins its logic with window, telephone, headset and database."""

import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal

from engine.ports import softphone
from engine.ports.softphone import Account, Softphone
from engine.routing.actions import Wish
from engine.routing.call_orders import TargetKind
from rino_desktop.ui.tasks import Tasks
from rmt.call_desk import Control
from rmt.card_forms import CardForms
from rmt.cards import FormWork
from rmt.commands import (
    Command,
    GiveOrder,
    KeepResult,
    LoadCard,
    MakeWish,
    Ring,
    Telephone,
    Tone,
)
from rmt.desk import (
    AnswerNews,
    DayNews,
    Desk,
    LinkNews,
    News,
    RowNews,
    RulesNews,
    SupervisedNews,
)
from rmt.facts import Day
from rmt.line_contact import LineContact, contact_of
from rmt.presenter import Presenter
from rmt.shift_banners import ShiftBanners
from rmt.shift_dialling import ShiftDialling
from rmt.shift_phone import ShiftPhone
from rmt.shift_sound import Sound
from rmt.surroundings import Options, Target
from rmt.view_state import view_of
from rmt.words import notice_words
from rmt.workstation import Workstation

translate = QCoreApplication.translate
_SHOW_MS = 250


class Shift(QObject):
    """``account`` None: no telephone is set up. ``language``: of the windows now; ``words`` puts an
    error into a sentence; ``failed`` gets what is a bug."""

    #: A LineContact, or None: whom the panels are about from now on.
    contact_changed = Signal(object)
    #: The key of an order, and its answer: {} or particulars, with ``code`` refused.
    order_answered = Signal(str, object)

    def __init__(
        self, window: Workstation, desk: Desk, phone: Softphone, account: Account | None,
        sound: Sound, language: Callable[[], str], words: Callable[[Exception], str],
        failed: Callable[[BaseException], None],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self.window, self.desk = window, desk
        self._account, self._sound, self._language = account, sound, language
        self._tasks = Tasks(failed)
        self.presenter = Presenter(
            desk.operator_id, desk.token, desk.workstation, lambda: uuid.uuid4().hex, Options()
        )
        self.forms = CardForms(desk.forms, self._tasks, language, words, self._form_stands, failed)
        self._day = Day()
        self.contact: LineContact | None = None
        self._remembered: object = None
        self.dialling = ShiftDialling(window, self.presenter, self._go_on, self)
        self.banners = ShiftBanners(window, self.presenter, sound)
        self.telephone = ShiftPhone(
            phone, sound, self.presenter, self.banners, self._on_phone, desk.be_at
        )
        self._due, self._refresh = QTimer(self), QTimer(self)
        self._due.setSingleShot(True)
        self._due.setTimerType(Qt.TimerType.PreciseTimer)
        self._due.timeout.connect(self._on_due)
        self._refresh.setInterval(_SHOW_MS)
        self._refresh.timeout.connect(self._on_due)
        self._connect()

    def _connect(self) -> None:
        window = self.window
        window.wish_wanted.connect(self._on_wish)
        window.sign_in_wanted.connect(self._on_sign_in)
        window.control_wanted.connect(self._on_control)
        window.result_wanted.connect(self._on_result)
        window.result_chosen.connect(self._on_chosen)
        window.note_changed.connect(self._on_note)
        window.stay_wanted.connect(self._on_stay)
        window.card_chosen.connect(self._on_card)
        window.banner_wanted.connect(self._on_banner)
        window.callback_wanted.connect(self._accept_callback)
        window.messages.read.connect(self._on_read)

    # -- beginning and end -----------------------------------------------------------------------

    async def start(self) -> None:
        # Before the row may ask for one of them: they have notes.
        for card in await self.desk.remembered():
            self.presenter.cards.restore(card)
            self._obey([LoadCard(card.attempt_id)])
        self.desk.start(self._on_news)
        await self.telephone.register(self._account)
        self._refresh.start()
        self._go_on()

    async def stop(self) -> None:
        """Calls end with it. What is not saved yet is on this computer."""
        self._due.stop()
        self._refresh.stop()
        async with AsyncExitStack() as rest:  # whatever fails, the session ends
            rest.push_async_callback(self.desk.stop)
            rest.push_async_callback(self._tasks.end)
            rest.callback(self._sound.close)
            await self.telephone.stop()

    @property
    def live_call(self) -> bool:
        return self.presenter.desk.in_call

    def muted_speech(self) -> None:
        if self.presenter.desk.in_call and self.presenter.desk.phone.muted:
            self.banners.show_muted()

    def speak(self, language: str) -> None:
        self.forms.speak(language)
        self.banners.retranslate()
        self.show()

    # -- what happens ----------------------------------------------------------------------------

    def _on_phone(self, event: softphone.Event) -> None:
        if isinstance(event, softphone.RegistrationChanged):
            self.telephone.registered(event)
        self.presenter.told(event, self._now())
        if isinstance(event, softphone.Ended):
            self.desk.look_at_day()
        self.telephone.tell_address()
        self._go_on()

    def _on_news(self, news: News) -> None:
        presenter, now = self.presenter, self._now()
        match news:
            case RowNews():
                presenter.row(news.status, now)
            case AnswerNews():
                self._on_answer(news.key, news.answer)
                presenter.answered(news.key, news.answer, now)
            case LinkNews():
                presenter.linked(
                    database=news.database, engine=news.engine, unsent=news.unsent,
                    unkept=news.unkept, now=now,
                )  # fmt: skip
            case RulesNews():
                presenter.ruled(news.rules)
                self.window.show_rules(news.rules)
            case SupervisedNews():
                self.banners.show_supervised(news.supervisors)
            case DayNews():
                self._day = news.day
                self._show_day()
        self._go_on()

    def _on_answer(self, key: str, answer: Mapping[str, object]) -> None:
        self.order_answered.emit(key, answer)
        self.dialling.answered(key, answer)

    def _on_due(self) -> None:
        now = self._now()
        self.presenter.types(self.window.types, now)
        self.presenter.tick(now)
        self.dialling.tick()
        self.window.preview.tick(time.monotonic(), free=self.dialling.counting)
        self._go_on()

    # -- what the operator does ------------------------------------------------------------------

    def _on_wish(self, wish: Wish) -> None:
        self.presenter.wish(wish, self._now())
        self._go_on()

    def _on_sign_in(self) -> None:
        self.presenter.sign_in(self._now())
        self._go_on()

    def _on_control(self, control: Control, target: Target | str | None) -> None:
        if isinstance(target, str):
            target = Target(TargetKind.NUMBER, target)
        self.presenter.control(control, self._now(), target)
        self._go_on()

    def _accept_callback(self) -> None:
        self.presenter.accept_callback(self._now())
        self._go_on()

    def _on_result(self, attempt_id: int, result: str) -> None:
        self.forms.break_off(attempt_id)
        self.presenter.save(attempt_id, result, self._now())
        self._go_on()

    def _on_chosen(self, attempt_id: int, result: str) -> None:
        self.presenter.choose(attempt_id, result)

    def _on_stay(self) -> None:
        self.presenter.stay_in_wrap_up()
        self._go_on()

    def _on_note(self, attempt_id: int, text: str) -> None:
        self.presenter.note(attempt_id, text)

    def _on_card(self, attempt_id: int) -> None:
        self.presenter.cards.show(attempt_id)
        self._go_on()

    def say(self, text: str, language: str) -> None:
        """To whom is on the line; ``text`` is in words already."""
        self.presenter.say(text, language, self._now())
        self._go_on()

    def remind(self, text: str) -> None:
        """A callback's time: seen until somebody looks, and heard."""
        self.window.banners.show_banner(
            "reminder", text, "banner", translate("rmt", "Callbacks"), closable=True
        )
        self._sound.tone("reminder")

    def _on_banner(self, name: str) -> None:
        match name:
            case "muted":
                self._on_control(Control.MUTE, None)
            case "replaced":
                self._on_sign_in()
            case "devices":
                self.window.check_wanted.emit()
            case "callback":
                self._accept_callback()
            case "reminder":
                self.window.banners.drop("reminder")
                self.window.show_panel("callbacks")
            case "account":
                self.window.account_wanted.emit()
            case "message" if self.window.messages.unread:
                self.desk.read_message(self.window.messages.unread[0].id)
                self.window.banners.drop("message")

    def _on_read(self, message_id: int) -> None:
        self.desk.read_message(message_id)

    def _form_stands(self, attempt_id: int, work: FormWork) -> None:
        self.presenter.form_stands(attempt_id, work)

    # -- what follows ----------------------------------------------------------------------------

    def _go_on(self) -> None:
        self._obey(self.presenter.take())
        for notice in self.presenter.take_notices():
            text = notice_words(notice, self._language())
            self.window.banners.pass_by(self.dialling.without_hidden(text))
        self._remember()
        again, self.presenter.again = self.presenter.again, None
        if again is not None:
            self.window.preview.show_again(again)
        self.show()
        due = self.presenter.next_tick
        if due is not None:
            self._due.start(max(0, round((due - self._now()) * 1000)))

    def _obey(self, commands: list[Command]) -> None:
        for command in commands:
            match command:
                case Telephone(order):
                    self.telephone.order(order)
                    if isinstance(order, softphone.Mute):
                        self._sound.mute(order.on)
                case MakeWish(key, wish):
                    self.desk.wish(key, wish)
                case GiveOrder(key, kind, arguments, node):
                    self.desk.order(key, kind, arguments, node)
                case LoadCard(attempt_id):
                    self._tasks.start(self._load(attempt_id))
                case KeepResult(attempt_id, result, note, finish):
                    self.desk.keep_result(attempt_id, result, note, finish)
                case Ring(on):
                    self._sound.ring(on)
                case Tone(kind):
                    self._sound.tone(kind)

    async def _load(self, attempt_id: int) -> None:
        facts = await self.desk.card(attempt_id)
        self.presenter.card_read(attempt_id, facts, self._now())
        self._go_on()

    def _remember(self) -> None:
        cards = self.presenter.cards.unsaved
        now = [(card.attempt_id, card.note) for card in cards]
        if now != self._remembered:
            self._remembered = now
            self.desk.remember(cards)

    def show(self) -> None:
        window, cards = self.window, self.presenter.cards
        for attempt_id in [n for n in self.forms.begun if n not in cards.open]:
            self.forms.forget(attempt_id)
        window.show_cards(cards)
        for attempt_id, card in cards.open.items():
            view = window.card_view(attempt_id)
            if card.data is not None and view is not None:
                self.forms.begin(card.data.card, view)
        shown = view_of(self.presenter, self._now())
        window.show_view(shown, masked=self.dialling.hides(shown.call.number))
        self.banners.show(shown.call.ends_in_s)
        contact = contact_of(self.presenter)
        if contact is not None and self.dialling.hides(contact.phone):
            contact = replace(contact, masked=True)
        if contact != self.contact:
            self.contact = contact
            self.contact_changed.emit(contact)

    def _show_day(self) -> None:
        masked = self.presenter.rules.masked
        self.window.show_day(self._day, datetime.now(UTC), masked)
        self.banners.show_message()

    @staticmethod
    def _now() -> float:
        return time.time()
