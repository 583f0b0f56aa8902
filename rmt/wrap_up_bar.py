"""How long the wrap-up lasts, to be seen from the corner of an eye."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QWidget

from engine.domain.operator import WrapUpKind
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress
from rmt.spoken_times import clock
from rmt.view_state import WrapUpView

_SOON_S = 10.0


class WrapUpBar(Translated, QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: WrapUpView | None = None
        self.label, self.bar = QLabel(), QProgressBar()
        self.bar.setTextVisible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(12)
        row.addWidget(self.label)
        row.addWidget(self.bar, 1)
        dress(self, "banner")
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        self.bar.setAccessibleName(self.tr("Time left for the wrap-up"))
        self.show_wrap_up(self._view)

    def show_wrap_up(self, view: WrapUpView | None) -> None:
        self._view = view
        self.setVisible(view is not None)
        if view is None:
            return
        self.bar.setVisible(view.left_s is not None)
        words = self.tr("Wrap-up")
        if view.left_s is not None:
            self.bar.setRange(0, max(1, round(view.whole_s * 10)))
            self.bar.setValue(round(view.left_s * 10))
            words = self.tr("Wrap-up: {time} left").format(time=clock(view.left_s))
        if view.owed and view.kind is WrapUpKind.FORCED:
            words += " · " + self.tr("a result is required")
        self.label.setText(words)
        soon = view.left_s is not None and view.left_s <= _SOON_S
        kind = "warning-banner" if soon else "banner"
        if self.property("kind") != kind:
            dress(self, kind)
