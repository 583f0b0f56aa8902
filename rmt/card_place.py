"""The middle of the window: the card in front, tabs of the others; without a card the list of a
manual campaign, or what comes next."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from engine.domain.operator import OperatorState
from rino_desktop.ui.empty_state import EmptyState
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rmt.card_rest import CardRest
from rmt.card_view import CardView
from rmt.cards import Card, Cards
from rmt.contact_view import name_of
from rmt.preview_panel import PreviewPanel
from rmt.view_state import View

#: Letters of a name on the tab of a card.
_LONGEST_TITLE = 24


class CardPlace(Translated, QWidget):
    """One view for each card, which stays as long as the card does."""

    #: Attempt, result.
    result_wanted = Signal(int, str)
    #: Attempt, a result that is not saved yet.
    result_chosen = Signal(int, str)
    #: Attempt, text.
    note_changed = Signal(int, str)
    card_chosen = Signal(int)
    #: The button where there is no card.
    help_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: View | None = None
        self._cards: dict[int, CardView] = {}
        self._front: CardView | None = None
        #: The hand that was at the card before does not write on one that has just come.
        self.rest = CardRest(lambda: self._front, self)
        self.rest.kept_off.connect(self._say_kept_off)
        self._empty_for: OperatorState | None = None
        self.empty, self.preview = EmptyState("workstation"), PreviewPanel()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.stack = QStackedWidget()
        self.stack.addWidget(_panel(self.empty))
        self.stack.addWidget(self.preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        self.tabs.tabBarClicked.connect(self._on_tab)
        self.tabs.currentChanged.connect(self._on_tab)
        self.empty.wanted.connect(self.help_wanted)
        self.retranslate()

    def retranslate(self) -> None:
        self.tabs.setAccessibleName(self.tr("Open cards"))
        self._show_empty(anew=True)
        self._name_tabs()

    @property
    def front(self) -> CardView | None:
        """The card that is looked at."""
        return self._front

    def card_view(self, attempt_id: int) -> CardView | None:
        return self._cards.get(attempt_id)

    # -- what it is given ------------------------------------------------------------------------

    def show_view(self, view: View) -> None:
        self._view = view
        self.show_middle()

    def close_gone(self, cards: Cards) -> None:
        """Views of cards that are there no more."""
        for attempt_id in set(self._cards) - set(cards.open):
            view = self._cards.pop(attempt_id)
            self.stack.removeWidget(view)
            view.deleteLater()
            if view is self._front:
                self._front = None

    def show_cards(self, cards: Cards) -> bool:
        """True: another card has come to the front."""
        before, known = self._front, set(self._cards)
        for attempt_id, card in cards.open.items():
            if attempt_id not in self._cards:
                self._add_card(attempt_id, card)
            self._cards[attempt_id].show_card()
        front = self._cards.get(cards.front) if cards.front is not None else None
        came = front is not self._front and front is not None
        self._front = front
        if came and cards.front in known:
            self.rest.end()  # who has turned to a card by hand knows which it is
        elif came and before is not None and not before.card.saved:
            self.rest.begin()
        self._name_tabs()
        self.show_middle()
        return came

    def show_middle(self) -> None:
        view = self._view
        free = view is not None and view.state.state is OperatorState.AVAILABLE
        shown: QWidget | None = self.empty.parentWidget()
        if self._front is not None:
            shown = self._front
        elif free and self.preview.box.count():
            shown = self.preview
        if shown is not None and self.stack.currentWidget() is not shown:
            self.stack.setCurrentWidget(shown)
        self._show_empty()

    # -- inside ----------------------------------------------------------------------------------

    def _say_kept_off(self) -> None:
        if self._front is not None:
            self._front.say(
                self.tr("A new call has come while you wrote on another card: this key is not "
                        "counted. Ctrl+PgUp: back to that card.")
            )  # fmt: skip

    def _add_card(self, attempt_id: int, card: Card) -> None:
        view = CardView(card)
        view.saved.connect(lambda result: self.result_wanted.emit(attempt_id, result))
        view.chose.connect(lambda result: self.result_chosen.emit(attempt_id, result))
        view.noted.connect(lambda text: self.note_changed.emit(attempt_id, text))
        self._cards[attempt_id] = view
        self.stack.addWidget(view)

    def _name_tabs(self) -> None:
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for attempt_id, view in self._cards.items():
            self.tabs.addTab(self._title_of(view.card))
            self.tabs.setTabData(self.tabs.count() - 1, attempt_id)
            if view is self._front:
                self.tabs.setCurrentIndex(self.tabs.count() - 1)
        self.tabs.setVisible(self.tabs.count() > 1)
        self.tabs.blockSignals(False)

    def _title_of(self, card: Card) -> str:
        who = name_of(card) or _clock(card.opened_at)
        who = who if len(who) <= _LONGEST_TITLE else who[: _LONGEST_TITLE - 1] + "…"
        if card.live and card.stage:
            return self.tr("{who}, being called").format(who=who)
        if card.live:
            return self.tr("{who}, on the line").format(who=who)
        return self.tr("{who}, not saved").format(who=who)

    def _on_tab(self, index: int) -> None:
        attempt_id = self.tabs.tabData(index) if index >= 0 else None
        if attempt_id is not None and self._cards.get(attempt_id) is not self._front:
            self.card_chosen.emit(attempt_id)

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
                self.tr("Nothing is left to be written down. F2: the wrap-up is over."),
            )
        else:
            self.empty.show_text(
                self.tr("Waiting for the next call"),
                self.tr("It is answered by itself after a short tone; its card opens before."),
            )


def _panel(widget: QWidget) -> QFrame:
    frame = QFrame()
    dress(frame, "panel")
    column = QVBoxLayout(frame)
    column.setContentsMargins(1, 4, 1, 4)
    column.addWidget(widget)
    return frame


def _clock(at: float) -> str:
    return datetime.fromtimestamp(at).astimezone().strftime("%H:%M")
