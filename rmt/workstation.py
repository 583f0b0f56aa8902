"""The telephonist's window: everything for a day with a headset, by keyboard alone if one likes."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from engine.domain.operator import OperatorState
from engine.routing.actions import FinishWrapUp
from rino_desktop.ui.first_focus import FirstFocus
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.tall_enough import NoLess
from rino_desktop.ui.theme import dress
from rmt.banners import Banners
from rmt.call_panel import CallPanel
from rmt.card_place import CardPlace
from rmt.card_view import CardView
from rmt.cards import Cards
from rmt.contact_actions import ContactActions
from rmt.contact_view import ContactView
from rmt.day_panel import CallLog, DayPanel
from rmt.facts import Day, Rules
from rmt.header_line import HeaderLine
from rmt.messages_panel import MessagesPanel
from rmt.panel_place import PanelPlace
from rmt.view_state import NOTHING, View
from rmt.workstation_keys import WorkstationKeys
from rmt.wrap_up_bar import WrapUpBar


class Workstation(Translated, FirstFocus):
    """Shows what it is given and says what is wanted; it knows neither telephone nor database."""

    #: A wish of engine.routing.actions.
    wish_wanted = Signal(object)
    sign_in_wanted = Signal()
    #: A Control, and its Target, a key of the keypad, or None.
    control_wanted = Signal(object, object)
    #: Attempt, result.
    result_wanted = Signal(int, str)
    #: Attempt, a result that is not saved yet.
    result_chosen = Signal(int, str)
    #: Attempt, text.
    note_changed = Signal(int, str)
    card_chosen = Signal(int)
    #: The wrap-up is not to end by itself.
    stay_wanted = Signal()
    #: The headset is to be tried.
    check_wanted = Signal()
    #: The telephone is to be set up on this computer.
    account_wanted = Signal()
    #: A callback that rings is accepted.
    callback_wanted = Signal()
    #: The button of a banner.
    banner_wanted = Signal(str)
    #: A key of NEW_KEYS (rmt.contact_actions), about the subscriber in front.
    new_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typing_in: QWidget = self
        #: The keyboard was in a card that is closed by now: it is wherever Qt has put it.
        self._left_card = False
        self.header, self.banners, self.wrap_up = HeaderLine(), Banners(), WrapUpBar()
        self.contact, self.call = ContactView(), CallPanel()
        self.contact_actions = ContactActions()
        self.middle = CardPlace()
        self.empty, self.preview = self.middle.empty, self.middle.preview
        self.card_tabs = self.middle.tabs
        self.day, self.log, self.messages = DayPanel(), CallLog(), MessagesPanel()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.show_view(NOTHING)

    def _lay_out(self) -> None:
        # What holds others is made first (MainWindow says why).
        parts = QWidget(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, parts)
        left = NoLess(self.splitter)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.contact, 1)
        column.addWidget(self.contact_actions)
        column.addWidget(self.call)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        dress(self.splitter, "gap")
        # The left one is as wide as its buttons need.
        self.side = PanelPlace(self.splitter, self.middle)
        for part in (self.middle, self.side):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([300, 640, 320])
        self.side.begin()
        for key, icon, panel in (
            ("day", "monitor", self.day), ("calls", "recent", self.log),
            ("messages", "dialogue", self.messages),
        ):  # fmt: skip
            self.side.add(key, "", icon, panel)
        inside = QVBoxLayout(parts)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.setSpacing(8)
        inside.addWidget(self.wrap_up)
        inside.addWidget(self.splitter, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.banners)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        layout.addLayout(body, 1)
        body.addWidget(parts, 1)
        body.addWidget(self.side.bar)

    def _connect(self) -> None:
        self.header.states.wanted.connect(self.wish_wanted)
        self.header.states.sign_in_wanted.connect(self.sign_in_wanted)
        self.call.wanted.connect(self.control_wanted)
        self.banners.wanted.connect(self.banner_wanted)
        self.wrap_up.finish_wanted.connect(lambda: self.wish_wanted.emit(FinishWrapUp()))
        self.wrap_up.stay_wanted.connect(self.stay_wanted)
        self.middle.help_wanted.connect(self.check_wanted)
        self.middle.result_wanted.connect(self.result_wanted)
        self.middle.result_chosen.connect(self.result_chosen)
        self.middle.note_changed.connect(self.note_changed)
        self.middle.card_chosen.connect(self.card_chosen)
        self.contact_actions.wanted.connect(self.new_wanted)
        self.side.left.connect(self._on_panel_left)
        self.keys = WorkstationKeys(self)

    def retranslate(self) -> None:
        titles = {
            "day": self.tr("Day"), "calls": self.tr("Calls"), "messages": self.tr("Messages"),
        }  # fmt: skip
        for key, title in titles.items():
            self.side.rename(key, title)

    # -- panels of others ------------------------------------------------------------------------

    def add_panel(self, key: str, title: str, icon: str, widget: QWidget, width: int = 0) -> None:
        """One more beside the others. ``width``: what a wide one needs, pixels. With the same
        ``key`` again it gets another title (whoever owns the panel says it anew when the language
        changes)."""
        if key in self.side.keys:
            self.side.rename(key, title)
        else:
            self.side.add(key, title, icon, widget, width)

    def remove_panel(self, key: str) -> None:
        """The widget is whoever's it was."""
        self.side.remove(key)

    def show_panel(self, key: str) -> None:
        self.side.show_panel(key)

    def show_badge(self, key: str, count: int, *, urgent: bool = False) -> None:
        self.side.bar.show_badge(key, count, urgent=urgent)

    def _on_panel_left(self) -> None:
        (self.front or self.first_field()).setFocus()

    # -- what it is given ------------------------------------------------------------------------

    def show_view(self, view: View, *, masked: bool = False) -> None:
        """``masked``: the number of the call is not to be seen, card or not."""
        self.header.show_view(view)
        self.wrap_up.show_wrap_up(view.wrap_up)
        card = self.front.card if self.front is not None else None
        facts = card.data if card is not None else None
        masked = masked or (facts is not None and facts.card.mask_numbers)
        self.call.show_call(view.call, masked=masked)
        signed_in = view.state.state is not OperatorState.LOGGED_OUT and not view.state.replaced
        self.call.dial.show_reachable(view.database and view.engine and signed_in)
        self.middle.show_view(view)
        if self.wrap_up.done and self._left_card:
            if not self._typing():
                self.wrap_up.finish_button.setFocus()
            self._left_card = False

    def show_rules(self, rules: Rules) -> None:
        self.call.show_rules(rules)
        self.preview.show_campaigns(rules.manual)
        self.middle.show_middle()

    def show_day(self, day: Day, now: datetime, masked: frozenset[int]) -> None:
        self.day.show_day(day, now)
        self.log.show_talks(day.talks, masked)
        self.messages.show_messages(day.messages)
        self.show_badge("messages", len(self.messages.unread))

    def show_cards(self, cards: Cards) -> None:
        focus, front = self.focusWidget(), self.front
        inside = front is not None and focus is not None and front.isAncestorOf(focus)
        self.middle.close_gone(cards)
        self._left_card = self._left_card or (inside and self.front is None)
        typing = self._typing()
        came = self.middle.show_cards(cards)
        self.contact.show_card(cards.shown)
        if not came or self.front is None:
            return
        self._left_card = False
        if not typing:
            if self.side.covers:
                self.side.leave()
            self.front.take_focus()
        elif not self._typing_in.isVisible():
            self.card_tabs.setFocus()  # the rest of a word must not go onto another card

    def forget(self) -> None:
        """Whoever sat here is gone, and so is everything of him."""
        self.show_cards(Cards())
        self.show_day(Day(), datetime.now().astimezone(), frozenset())
        for name in list(self.banners.shown):
            self.banners.drop(name)
        self.preview.show_campaigns(())
        self.preview.show_contact(None, 0.0, masked=False)
        self.header.show_next_callback(None)
        self.show_view(NOTHING)

    @property
    def front(self) -> CardView | None:
        """The card that is looked at."""
        return self.middle.front

    def card_view(self, attempt_id: int) -> CardView | None:
        return self.middle.card_view(attempt_id)

    # -- inside ----------------------------------------------------------------------------------

    @property
    def types(self) -> bool:
        """Something is being written, here or in another window: nothing may come in between."""
        away = not self.isActiveWindow() or QApplication.activeModalWidget() is not None
        return away or self._typing()

    def _typing(self) -> bool:
        """What is being typed belongs where it is; an empty field waits for nothing."""
        field = self.focusWidget()
        if isinstance(field, QPlainTextEdit):
            text = field.toPlainText()
        elif isinstance(field, QLineEdit):
            text = field.text()
        elif isinstance(field, QComboBox):
            text = field.currentText()
        else:
            return False
        self._typing_in = field
        return bool(text)

    def first_field(self) -> QWidget:
        if self.front is not None:
            return self.front.first_field()
        return self.header.first_field()
