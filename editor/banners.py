"""What the supervisor has to know or decide, in a strip above the canvas: recovered work, somebody
else's changes, who else has the scheme open."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from rino_desktop.ui.announcing import announce
from rino_desktop.ui.theme import dress


class Banner(QFrame):
    """A line with buttons. ``kind``: "warning", "bad" or "" for a plain one."""

    def __init__(
        self,
        text: str,
        buttons: Sequence[tuple[str, Callable[[], object]]] = (),
        kind: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "banner")
        self.label = QLabel(text)
        self.label.setWordWrap(True)
        if kind:
            dress(self.label, kind)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(8)
        layout.addWidget(self.label, 1)
        self.buttons: list[QPushButton] = []
        for name, do in buttons:
            button = QPushButton(name)
            button.clicked.connect(lambda _checked=False, do=do: do())
            layout.addWidget(button)
            self.buttons.append(button)


class Banners(QWidget):
    """One banner for each matter; the last word on a matter counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: dict[str, Banner] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(12, 8, 12, 8)
        self._layout.setSpacing(8)
        self.hide()

    def put(self, matter: str, banner: Banner) -> None:
        """A screen reader says it when it is another than before."""
        before, text = self._shown.get(matter), banner.label.text()
        new = before is None or before.label.text() != text
        self.take_away(matter)
        self._shown[matter] = banner
        self._layout.addWidget(banner)
        self.show()
        if new:
            announce(self, text)

    def take_away(self, matter: str) -> None:
        banner = self._shown.pop(matter, None)
        if banner is not None:
            self._layout.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self._shown))

    def shown(self, matter: str) -> Banner | None:
        return self._shown.get(matter)
