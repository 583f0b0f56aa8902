"""How long the wrap-up lasts, to be seen from the corner of an eye; and its end, when nothing is
left to be done in it."""

import math

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from engine.domain.operator import WrapUpKind
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rmt.enter_button import EnterButton
from rmt.spoken_times import clock
from rmt.view_state import WrapUpView
from rmt.wrap_up_end import NOTICE_S

_SOON_S = 10.0


class WrapUpBar(Translated, QFrame):
    """``finish_wanted``: all is done. ``stay_wanted``: it is not to end by itself."""

    finish_wanted = Signal()
    stay_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: WrapUpView | None = None
        self.label, self.bar = QLabel(), QProgressBar()
        self.bar.setTextVisible(False)
        self.stay_button, self.finish_button = QPushButton(), EnterButton()
        dress(self.finish_button, "primary")
        self.finish_button.clicked.connect(self.finish)
        self.stay_button.clicked.connect(self.stay_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 6, 5)
        row.setSpacing(12)
        row.addWidget(self.label)
        row.addWidget(self.bar, 1)
        row.addStretch()
        for button in (self.stay_button, self.finish_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        dress(self, "banner")
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.bar.setAccessibleName(self.tr("Time left for the wrap-up"))
        self.finish_button.setText(self.tr("Finish now (F2)"))
        self.stay_button.setText(self.tr("Stay (Esc)"))
        self.stay_button.setShortcut(QKeySequence("Esc"))  # after the text, which takes it away
        self.show_wrap_up(self._view)

    @property
    def done(self) -> bool:
        return self._view is not None and self._view.done

    def finish(self) -> None:
        if self.done:
            self.finish_wanted.emit()

    def show_wrap_up(self, view: WrapUpView | None) -> None:
        self._view = view
        self.setVisible(view is not None)
        if view is None:
            return
        ending = view.ends_in_s is not None
        left, whole = (view.ends_in_s, NOTICE_S) if ending else (view.left_s, view.whole_s)
        self.bar.setVisible(left is not None)
        self.finish_button.setVisible(view.done)
        self.stay_button.setVisible(ending)
        if left is not None:
            self.bar.setRange(0, max(1, round(whole * 10)))
            self.bar.setValue(round(left * 10))
        self.label.setText(self._words(view))
        soon = ending or (left is not None and left <= _SOON_S and not view.done)
        kind = "warning-banner" if soon else "banner"
        if self.property("kind") != kind:
            dress(self, kind)

    def _words(self, view: WrapUpView) -> str:
        if view.ends_in_s is not None:
            left = max(1, math.ceil(view.ends_in_s))
            return self.tr("All is saved: the wrap-up ends in {n} s").format(n=left)
        words = self.tr("Wrap-up")
        if view.left_s is not None:
            words = self.tr("Wrap-up: {time} left").format(time=clock(view.left_s))
        if view.owed and view.kind is WrapUpKind.FORCED:
            words += " · " + self.tr("a result is required")
        elif view.done:
            words += " · " + self.tr("nothing is left to be written down")
        return words
