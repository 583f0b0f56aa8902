"""The telephonist's window: everything for a day with a headset, by keyboard alone if one likes."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from engine.domain.operator import OperatorState
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.first_focus import FirstFocus
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rmt.banners import Banners
from rmt.call_panel import CallPanel
from rmt.card_view import CardView
from rmt.cards import Card, Cards
from rmt.contact_actions import ContactActions
from rmt.contact_view import ContactView, name_of
from rmt.day_panel import CallLog, DayPanel
from rmt.facts import Day, Rules
from rmt.header_line import HeaderLine
from rmt.messages_panel import MessagesPanel
from rmt.panel_place import PanelPlace
from rmt.preview_panel import PreviewPanel
from rmt.view_state import NOTHING, View
from rmt.workstation_keys import WorkstationKeys
from rmt.wrap_up_bar import WrapUpBar

#: Letters of a name on the tab of a card.
_LONGEST_TITLE = 24


class Workstation(Translated, FirstFocus):
    """Shows what it is given and says what is wanted; it knows neither telephone nor database."""

    #: A wish of engine.routing.actions.
    wish_wanted = Signal(object)
    sign_in_wanted = Signal()
    #: A Control, and its Target, a key of the keypad, or None.
    control_wanted = Signal(object, object)
    #: Attempt, result.
    result_wanted = Signal(int, str)
    #: Attempt, text.
    note_changed = Signal(int, str)
    card_chosen = Signal(int)
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
        self._view: View | None = None
        self._cards: dict[int, CardView] = {}
        self._typing_in: QWidget = self
        self._front: CardView | None = None
        self._empty_for: OperatorState | None = None
        self.header, self.banners, self.wrap_up = HeaderLine(), Banners(), WrapUpBar()
        self.contact, self.call = ContactView(), CallPanel()
        self.contact_actions = ContactActions()
        self.empty, self.preview = EmptyState("workstation"), PreviewPanel()
        self.card_tabs = QTabBar()
        self.card_tabs.setExpanding(False)
        self.card_tabs.setDrawBase(False)
        self.middle = QStackedWidget()
        self.middle.addWidget(_panel(self.empty))
        self.middle.addWidget(self.preview)
        self.day, self.log, self.messages = DayPanel(), CallLog(), MessagesPanel()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.show_view(NOTHING)

    def _lay_out(self) -> None:
        left, middle = QWidget(), QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.contact, 1)
        column.addWidget(self.contact_actions)
        column.addWidget(self.call)
        centre = QVBoxLayout(middle)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.setSpacing(8)
        centre.addWidget(self.card_tabs)
        centre.addWidget(self.middle, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(12)
        dress(self.splitter, "gap")
        # The left one is as wide as its buttons need.
        middle.setMinimumWidth(300)
        self.side = PanelPlace(self.splitter, middle)
        for part in (left, middle, self.side):
            self.splitter.addWidget(part)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([300, 640, 320])
        self.side.begin()
        for key, icon, panel in (
            ("day", "monitor", self.day), ("calls", "recent", self.log),
            ("messages", "dialogue", self.messages),
        ):  # fmt: skip
            self.side.add(key, "", icon, panel)
        parts = QWidget()
        inside = QVBoxLayout(parts)
        inside.setContentsMargins(12, 12, 12, 12)
        inside.setSpacing(8)
        inside.addWidget(self.wrap_up)
        inside.addWidget(self.splitter, 1)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(0)
        body.addWidget(parts, 1)
        body.addWidget(self.side.bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self.banners)
        layout.addLayout(body, 1)

    def _connect(self) -> None:
        self.header.states.wanted.connect(self.wish_wanted)
        self.header.states.sign_in_wanted.connect(self.sign_in_wanted)
        self.call.wanted.connect(self.control_wanted)
        self.banners.wanted.connect(self.banner_wanted)
        self.empty.wanted.connect(self.check_wanted)
        self.contact_actions.wanted.connect(self.new_wanted)
        self.side.left.connect(self._on_panel_left)
        self.card_tabs.tabBarClicked.connect(self._on_tab)
        self.card_tabs.currentChanged.connect(self._on_tab)
        self.keys = WorkstationKeys(self)

    def retranslate(self) -> None:
        titles = {
            "day": self.tr("Day"), "calls": self.tr("Calls"), "messages": self.tr("Messages"),
        }  # fmt: skip
        for key, title in titles.items():
            self.side.rename(key, title)
        self.card_tabs.setAccessibleName(self.tr("Open cards"))
        self._show_empty(anew=True)
        self._name_cards()

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
        (self._front or self.first_field()).setFocus()

    # -- what it is given ------------------------------------------------------------------------

    def show_view(self, view: View, *, masked: bool = False) -> None:
        """``masked``: the number of the call is not to be seen, card or not."""
        self._view = view
        self.header.show_view(view)
        self.wrap_up.show_wrap_up(view.wrap_up)
        card = self._front.card if self._front is not None else None
        facts = card.data if card is not None else None
        masked = masked or (facts is not None and facts.card.mask_numbers)
        self.call.show_call(view.call, masked=masked)
        signed_in = view.state.state is not OperatorState.LOGGED_OUT and not view.state.replaced
        self.call.dial.show_reachable(view.database and view.engine and signed_in)
        self._show_middle()

    def show_rules(self, rules: Rules) -> None:
        self.call.show_rules(rules)
        self.preview.show_campaigns(rules.manual)
        self._show_middle()

    def show_day(self, day: Day, now: datetime, masked: frozenset[int]) -> None:
        self.day.show_day(day, now)
        self.log.show_talks(day.talks, masked)
        self.messages.show_messages(day.messages)
        self.show_badge("messages", len(self.messages.unread))

    def show_cards(self, cards: Cards) -> CardView | None:
        """One view for each card, which stays as long as the card does; the one in front."""
        for attempt_id in set(self._cards) - set(cards.open):
            view = self._cards.pop(attempt_id)
            self.middle.removeWidget(view)
            view.deleteLater()
            if view is self._front:
                self._front = None
        for attempt_id, card in cards.open.items():
            if attempt_id not in self._cards:
                self._add_card(attempt_id, card)
            self._cards[attempt_id].show_card()
        typing = self._typing()
        front = self._cards.get(cards.front) if cards.front is not None else None
        came = front is not self._front and front is not None
        self._front = front
        self._name_cards()
        self.contact.show_card(cards.shown)
        self._show_middle()
        if came and front is not None:
            if not typing:
                if self.side.covers:
                    self.side.leave()
                front.take_focus()
            elif not self._typing_in.isVisible():
                self.card_tabs.setFocus()  # the rest of a word must not go onto another card
        return front

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
        return self._front

    def card_view(self, attempt_id: int) -> CardView | None:
        return self._cards.get(attempt_id)

    # -- inside ----------------------------------------------------------------------------------

    def _add_card(self, attempt_id: int, card: Card) -> None:
        view = CardView(card)
        view.saved.connect(lambda result: self.result_wanted.emit(attempt_id, result))
        view.noted.connect(lambda text: self.note_changed.emit(attempt_id, text))
        self._cards[attempt_id] = view
        self.middle.addWidget(view)

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

    def _name_cards(self) -> None:
        self.card_tabs.blockSignals(True)
        while self.card_tabs.count():
            self.card_tabs.removeTab(0)
        for attempt_id, view in self._cards.items():
            self.card_tabs.addTab(self._title_of(view.card))
            self.card_tabs.setTabData(self.card_tabs.count() - 1, attempt_id)
            if view is self._front:
                self.card_tabs.setCurrentIndex(self.card_tabs.count() - 1)
        self.card_tabs.setVisible(self.card_tabs.count() > 1)
        self.card_tabs.blockSignals(False)

    def _title_of(self, card: Card) -> str:
        who = name_of(card) or _clock(card.opened_at)
        who = who if len(who) <= _LONGEST_TITLE else who[: _LONGEST_TITLE - 1] + "…"
        if card.live:
            return self.tr("{who}, on the line").format(who=who)
        return self.tr("{who}, not saved").format(who=who)

    def _on_tab(self, index: int) -> None:
        attempt_id = self.card_tabs.tabData(index) if index >= 0 else None
        if attempt_id is not None and self._cards.get(attempt_id) is not self._front:
            self.card_chosen.emit(attempt_id)

    def _show_middle(self) -> None:
        """The card; else the list of a manual campaign; else what comes next."""
        view = self._view
        free = view is not None and view.state.state is OperatorState.AVAILABLE
        shown: QWidget | None = self.empty.parentWidget()
        if self._front is not None:
            shown = self._front
        elif free and self.preview.box.count():
            shown = self.preview
        if shown is not None and self.middle.currentWidget() is not shown:
            self.middle.setCurrentWidget(shown)
        self._show_empty()

    def _show_empty(self, *, anew: bool = False) -> None:
        state_ = self._view.state.state if self._view is not None else OperatorState.LOGGED_OUT
        if state_ is self._empty_for and not anew:
            return
        self._empty_for = state_
        if state_ is OperatorState.LOGGED_OUT:
            self.empty.show_text(
                self.tr("The shift has not begun"),
                self.tr("Try your headset first, then begin the shift (Shift+F2)."),
                self.tr("Try the headset"),
            )
        elif state_ is OperatorState.ON_BREAK:
            self.empty.show_text(
                self.tr("Break"), self.tr("No calls are offered to you. Shift+F2: back to work.")
            )
        elif state_ is OperatorState.WRAP_UP:
            self.empty.show_text(
                self.tr("Wrap-up"),
                self.tr("Nothing is left to be written down. Shift+F4: to the next call."),
            )
        else:
            self.empty.show_text(
                self.tr("Waiting for the next call"),
                self.tr("It is answered by itself after a short tone; its card opens before."),
            )

    def first_field(self) -> QWidget:
        if self._front is not None:
            return self._front.first_field()
        return self.header.first_field()


def _panel(widget: QWidget) -> QFrame:
    frame = QFrame()
    dress(frame, "panel")
    column = QVBoxLayout(frame)
    column.setContentsMargins(1, 4, 1, 4)
    column.addWidget(widget)
    return frame


def _clock(at: float) -> str:
    return datetime.fromtimestamp(at).astimezone().strftime("%H:%M")
