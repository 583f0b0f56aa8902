"""What is begun for the subscriber in front: a request, an order, a callback."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from rino_desktop.ui import icons
from rino_desktop.ui.languages import Translated

#: By these keys, too.
NEW_KEYS = {"request": "F11", "order": "F12", "callback": "Shift+F9"}
_ICONS = {"request": "forms", "order": "shopping-cart", "callback": "recent"}


class ContactActions(Translated, QWidget):
    """``wanted``: one of the keys of ``NEW_KEYS``. Only what somebody can do is offered."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.buttons: dict[str, QPushButton] = {}
        for kind, icon in _ICONS.items():
            button = self.buttons[kind] = QPushButton()
            button.setAutoDefault(False)
            button.setProperty("compact", True)
            button.hide()
            icons.set_on(button, icon, "secondary")
            button.clicked.connect(lambda _checked=False, kind=kind: self.wanted.emit(kind))
            row.addWidget(button, 1)
        self.hide()
        self.retranslate()

    def retranslate(self) -> None:
        texts = {
            "request": (self.tr("Request"), self.tr("New request")),
            "order": (self.tr("Order"), self.tr("New order")),
            "callback": (self.tr("Call back"), self.tr("Promise to call back")),
        }
        for kind, button in self.buttons.items():
            text, meaning = texts[kind]
            button.setText(text)
            button.setAccessibleName(meaning)
            button.setToolTip(f"{meaning} ({NEW_KEYS[kind]})")

    def offer(self, *kinds: str) -> None:
        for kind, button in self.buttons.items():
            button.setVisible(kind in kinds)
        self.setVisible(bool(kinds))
