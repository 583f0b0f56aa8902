"""What an operator wants to be: available, on a break, away; at once or after the call."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from engine.domain.operator import OperatorState
from engine.routing.actions import AskWrapUp, FinishWrapUp, GoAvailable, GoOnBreak, SignOut
from rino_desktop.ui import icons
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rmt.spoken_times import clock
from rmt.view_state import BreakChoice, View

_HELD = (OperatorState.RINGING, OperatorState.TALKING, OperatorState.WRAP_UP)


class StateButtons(Translated, QWidget):
    """``wanted``: a wish of engine.routing.actions; ``sign_in_wanted``: with this session."""

    wanted = Signal(object)
    sign_in_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: View | None = None
        self._breaks: tuple[BreakChoice, ...] = ()
        self.sign_in_button, self.available_button = QPushButton(), QPushButton()
        self.wrap_up_button, self.done_button = QPushButton(), QPushButton()
        self.break_button, self.sign_out_button = QPushButton(), QPushButton()
        dress(self.sign_in_button, "primary")
        self.break_menu = QMenu(self)
        self.break_button.setMenu(self.break_menu)
        icons.set_on(self.sign_out_button, "sign-out")
        self.sign_in_button.clicked.connect(self.sign_in_wanted)
        self.available_button.clicked.connect(lambda: self.wanted.emit(GoAvailable()))
        self.done_button.clicked.connect(lambda: self.wanted.emit(FinishWrapUp()))
        self.wrap_up_button.setCheckable(True)
        self.wrap_up_button.clicked.connect(lambda on: self.wanted.emit(AskWrapUp(on)))
        self.sign_out_button.clicked.connect(lambda: self.wanted.emit(SignOut()))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.buttons = (
            self.sign_in_button, self.available_button, self.done_button, self.wrap_up_button,
            self.break_button, self.sign_out_button,
        )  # fmt: skip
        for button in self.buttons:
            button.setAutoDefault(False)
            row.addWidget(button)
        self.retranslate()

    def retranslate(self) -> None:
        self.sign_in_button.setText(self.tr("Begin the shift"))
        self.sign_in_button.setToolTip(f"{self.sign_in_button.text()} (Shift+F2)")
        self.done_button.setText(self.tr("Finish the wrap-up"))
        self.done_button.setToolTip(f"{self.done_button.text()} (Shift+F4)")
        self.wrap_up_button.setText(self.tr("Wrap-up after the call"))
        self._show()

    def show_view(self, view: View) -> None:
        if self._view is None or self._key(view) != self._key(self._view):
            self._view = view
            self._show()
        self._view = view

    @staticmethod
    def _key(view: View) -> object:
        """What the buttons depend on: they are not made anew at each tick of a clock."""
        state, minute = view.state, 60
        left = [b.left_s is not None and b.left_s // minute for b in state.breaks]
        kind = (view.wrap_up.kind, view.wrap_up.done) if view.wrap_up is not None else None
        return (
            state.state, state.after, state.after_reason, state.replaced, state.pending,
            state.deferred, [b.reason for b in state.breaks], left, kind,
        )  # fmt: skip

    def open_breaks(self) -> None:
        if self.break_button.isVisible() and self.break_button.isEnabled():
            self.break_button.showMenu()

    def _show(self) -> None:
        view = self._view
        if view is None:
            return
        state = view.state.state
        held = state in _HELD
        signed_in = state is not OperatorState.LOGGED_OUT and not view.state.replaced
        after = view.state.after
        self.sign_in_button.setVisible(not signed_in)
        self.available_button.setVisible(
            signed_in and (state is OperatorState.ON_BREAK or bool(after))
        )
        self.available_button.setText(
            self.tr("Stay available") if held else self.tr("Back to work")
        )
        self.available_button.setToolTip(f"{self.available_button.text()} (Shift+F2)")
        # Where all is done the bar below has the button.
        done = view.wrap_up is not None and view.wrap_up.done
        self.done_button.setVisible(signed_in and state is OperatorState.WRAP_UP and not done)
        optional = view.wrap_up is None and state is OperatorState.TALKING
        self.wrap_up_button.setVisible(signed_in and optional)
        self.break_button.setVisible(signed_in and after != "on_break" and (
            state is not OperatorState.ON_BREAK or len(view.state.breaks) > 1))  # fmt: skip
        later = self.tr("Break after this call")
        if state is OperatorState.WRAP_UP:
            later = self.tr("Break after the wrap-up")
        self.break_button.setText(later if held else self.tr("Break"))
        self.break_button.setToolTip(f"{self.break_button.text()} (Shift+F3)")
        self.sign_out_button.setVisible(signed_in and after != "logged_out")
        words = self.tr("End the shift after this call") if held else self.tr("End the shift")
        self.sign_out_button.setText("" if held else words)
        self.sign_out_button.setToolTip(f"{words} (Shift+F12)")
        self.sign_out_button.setAccessibleName(words)
        waits = view.state.pending is not None and not view.state.deferred
        for button in self.buttons:
            button.setEnabled(not waits)
        self._fill_menu(view.state.breaks)

    def _fill_menu(self, breaks: tuple[BreakChoice, ...]) -> None:
        if breaks == self._breaks and self.break_menu.actions():
            return
        self._breaks = breaks
        self.break_menu.clear()
        for choice in breaks:
            name = choice.reason.name
            text = name
            if choice.left_s is not None:
                left = max(0.0, choice.left_s)
                text += "  –  " + self.tr("{time} left today").format(time=clock(left))
            action = QAction(text, self.break_menu)
            action.setEnabled(choice.left_s is None or choice.left_s > 0)
            action.triggered.connect(
                lambda _checked=False, name=name: self.wanted.emit(GoOnBreak(name))
            )
            self.break_menu.addAction(action)
        if not breaks:
            action = QAction(self.tr("The supervisor has set no reasons yet"), self.break_menu)
            action.setEnabled(False)
            self.break_menu.addAction(action)
