"""The keys of the workstation; docs/workstation.md lists them."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton

from engine.routing.actions import FinishWrapUp, GoAvailable, SignOut, Wish
from rmt.call_desk import Control
from rmt.contact_actions import NEW_KEYS
from rmt.facts import MOST_RESULTS
from rmt.panel_bar import MOST_KEYS

if TYPE_CHECKING:
    from rmt.workstation import Workstation

_CONTROLS = {
    "F2": Control.ANSWER, "F3": Control.HANG_UP, "F4": Control.MUTE, "F5": Control.KEYS,
    "F6": Control.HOLD, "F7": Control.TRANSFER, "F8": Control.CONFER,
}  # fmt: skip
#: Something is typed then, in the window.
_TYPED = frozenset({Control.KEYS, Control.TRANSFER, Control.CONFER})


class WorkstationKeys(QObject):
    """They work wherever the keyboard is in the window, while the workstation is in sight; those of
    the call also where a dialog is in front, of a new request, say: the subscriber waits for no
    dialog."""

    def __init__(self, window: "Workstation") -> None:
        super().__init__(window)
        self._window = window
        states = window.header.states
        for keys, control in _CONTROLS.items():
            self._on(keys, partial(self._do, control), Qt.ShortcutContext.ApplicationShortcut)
        for number in range(1, MOST_RESULTS + 1):
            self._on(f"Alt+{number}", partial(self._choose_result, number))
        self._on("Ctrl+S", self._save)
        self._on("F9", self._dial)
        self._on("F10", self._to_card)
        self._on("Shift+F2", self._to_work)
        self._on("Shift+F3", states.open_breaks)
        self._on("Shift+F4", self._finish_wrap_up)
        self._on("Shift+F12", lambda: self._press(states.sign_out_button, SignOut()))
        for kind, keys in NEW_KEYS.items():
            self._on(keys, partial(window.new_wanted.emit, kind))
        for number in range(1, MOST_KEYS + 1):
            self._on(f"Ctrl+{number}", partial(self._open_panel, number))
        self._on("Ctrl+Tab", lambda: window.side.turn(1))
        self._on("Ctrl+Shift+Tab", lambda: window.side.turn(-1))
        self._on("Ctrl+PgDown", lambda: self._turn_card(1))
        self._on("Ctrl+PgUp", lambda: self._turn_card(-1))

    def _on(
        self, keys: str, act: Callable[[], None],
        where: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
    ) -> None:  # fmt: skip
        shortcut = QShortcut(QKeySequence(keys), self._window)
        shortcut.setContext(where)
        shortcut.activated.connect(act)

    def _do(self, control: Control) -> None:
        if control is Control.ANSWER and "callback" in self._window.banners.shown:
            self._window.callback_wanted.emit()
        elif control is Control.ANSWER and not self._window.call.offers(control):
            self._window.wrap_up.finish()
        else:
            if control in _TYPED:
                self._window.activateWindow()
            self._window.call.do(control)

    def _choose_result(self, number: int) -> None:
        if self._window.front is not None and not self._window.middle.rest.keeps_off():
            self._window.front.choose(number)

    def _save(self) -> None:
        if self._window.front is not None and not self._window.middle.rest.keeps_off():
            self._window.front.save()

    def _dial(self) -> None:
        preview, dial = self._window.preview, self._window.call.dial
        idle = dial.isVisible()
        if (preview.isVisible() and preview.dial_button.isVisible()) or (idle and preview.again):
            preview.dial()
        elif dial.isVisible():
            dial.edit.setFocus()

    def _to_card(self) -> None:
        self._window.side.leave()
        if self._window.front is not None:
            self._window.front.take_focus()

    def _to_work(self) -> None:
        states = self._window.header.states
        if states.sign_in_button.isVisible():
            if states.sign_in_button.isEnabled():
                self._window.sign_in_wanted.emit()
        else:
            self._press(states.available_button, GoAvailable())

    def _press(self, button: QAbstractButton, wish: Wish) -> None:
        if button.isVisible() and button.isEnabled():
            self._window.wish_wanted.emit(wish)

    def _finish_wrap_up(self) -> None:
        if self._window.wrap_up.done:
            self._window.wrap_up.finish()
        else:
            self._press(self._window.header.states.done_button, FinishWrapUp())

    def _open_panel(self, number: int) -> None:
        """With the keyboard in it; a wide one goes where that is already so."""
        side = self._window.side
        if number > len(side.keys):
            return
        key = side.keys[number - 1]
        widget, focus = side.widget(key), self._window.focusWidget()
        if widget is None:
            return
        inside = focus is not None and (widget is focus or widget.isAncestorOf(focus))
        if key == side.key and side.wide and inside:
            side.leave()
            return
        side.show_panel(key)
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)  # a search is selected by it

    def _turn_card(self, by: int) -> None:
        tabs = self._window.card_tabs
        if tabs.count() > 1:
            index = (tabs.currentIndex() + by) % tabs.count()
            self._window.card_chosen.emit(tabs.tabData(index))
