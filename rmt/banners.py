"""Lines across the window for what has to be seen: each with its mend, as long as it holds."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rino_desktop.ui.announcing import announce
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_PASSING_MS = 12_000


class Banner(Translated, QFrame):
    wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label, self.button, self.close_button = QLabel(), QPushButton(), QPushButton("×")
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        for button in (self.button, self.close_button):
            button.setAutoDefault(False)
        dress(self.close_button, "quiet")
        self.button.clicked.connect(self.wanted)
        self.close_button.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self.label, 1)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
        self.retranslate()

    def retranslate(self) -> None:
        self.close_button.setAccessibleName(self.tr("Close"))
        self.close_button.setToolTip(self.tr("Close"))

    def say(self, text: str, kind: str, action: str, *, closable: bool) -> None:
        """``kind``: banner, warning-banner or bad-banner."""
        if self.property("kind") != kind:
            dress(self, kind)
        self.label.setText(text)
        self.setAccessibleName(text)
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.close_button.setVisible(closable)


class Banners(QWidget):
    """By name. ``wanted`` carries that of a banner whose button was pressed."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: dict[str, Banner] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 12, 12, 0)
        self._column.setSpacing(8)
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.setInterval(_PASSING_MS)
        self._passing.timeout.connect(lambda: self.drop("notice"))
        self.hide()

    def show_banner(
        self, name: str, text: str, kind: str = "warning-banner", action: str = "", *,
        closable: bool = False,
    ) -> None:  # fmt: skip
        banner = self.shown.get(name)
        if banner is None:
            banner = self.shown[name] = Banner()
            banner.wanted.connect(lambda: self.wanted.emit(name))
            banner.closed.connect(lambda: self.drop(name))
            self._column.addWidget(banner)
        new = text != banner.label.text()
        banner.say(text, kind, action, closable=closable)
        banner.show()
        self.show()
        if new:
            announce(self, text, urgent=kind == "bad-banner")

    def pass_by(self, text: str) -> None:
        """For a while, and until it is closed."""
        self.show_banner("notice", text, "warning-banner", closable=True)
        self._passing.start()

    def drop(self, name: str) -> None:
        banner = self.shown.pop(name, None)
        if banner is not None:
            banner.hide()
            self._column.removeWidget(banner)
            banner.deleteLater()
        self.setVisible(bool(self.shown))
