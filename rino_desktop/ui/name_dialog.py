"""Asks for one name."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.dialogs import column
from rino_desktop.ui.forms import Field
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_LONGEST = 200


class NameDialog(Translated, Dialog):
    """``named`` carries what was typed, without blanks around it; never empty, nor the ``name``
    that stands there at first, unless it ``may_stay``."""

    named = Signal(str)

    def __init__(
        self, parent: QWidget | None, title: str, label: str, action: str, name: str = "",
        *, may_stay: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._refused = "" if may_stay else name
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = QLabel(title)
        dress(heading, "title")
        self.edit = QLineEdit()
        self.edit.setMaxLength(_LONGEST)
        self.field = Field(self.edit)
        self.field.name(label)
        self.cancel_button, self.button = QPushButton(), QPushButton(action)
        dress(self.button, "primary")
        self.button.setDefault(True)
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self.button.clicked.connect(self._take)
        self.edit.textChanged.connect(self._allow)
        self.edit.setText(name)
        self.edit.selectAll()
        self._allow()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.button)
        layout = column(self)
        layout.addWidget(heading)
        layout.addWidget(self.field)
        layout.addLayout(row)
        self.retranslate()
        self.edit.setFocus()

    def retranslate(self) -> None:
        self.cancel_button.setText(self.tr("Cancel"))

    def _allow(self) -> None:
        self.button.setEnabled(self.edit.text().strip() not in ("", self._refused))

    def _take(self) -> None:
        self.named.emit(self.edit.text().strip())
        self.accept()
