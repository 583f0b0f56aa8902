"""Ring one number with a campaign's scheme before it starts: nothing of it is counted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.ui import state
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.forms import Field
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_KEPT = "campaigns/test-number"


class TestCallDialog(Translated, Dialog):
    """It stays open until it is closed; ``show_result`` may come any number of times."""

    __test__ = False

    #: The number to be rung.
    call_wanted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.campaign = name
        self.title, self.text, self.told = QLabel(), QLabel(), QLabel()
        dress(self.title, "title")
        dress(self.text, "secondary")
        for label in (self.text, self.told):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.number = QLineEdit(str(state.value(_KEPT, "")))
        self.field = Field(self.number)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.close_button, self.call = QPushButton(), QPushButton()
        self.close_button.setAutoDefault(False)
        self.call.setDefault(True)
        dress(self.call, "primary")
        self.close_button.clicked.connect(self.reject)
        self.call.clicked.connect(self._call)
        self.number.textChanged.connect(lambda _text: self._allow())
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.call)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(12)
        for widget in (self.title, self.text, self.field, self.bar, self.told):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addLayout(row)
        self.resize(520, 320)
        self.retranslate()
        self._allow()

    def retranslate(self) -> None:
        title = self.tr("Call a number by “{name}”").format(name=self.campaign)
        self.setWindowTitle(title)
        self.title.setText(title)
        self.text.setText(
            self.tr("An engine rings the number with what is published and set. It is no attempt "
                    "of the campaign: nothing is counted, written out or put on a list.")
        )  # fmt: skip
        self.field.name(self.tr("Number"))
        self.bar.setAccessibleName(self.tr("The call goes on"))
        self.close_button.setText(self.tr("Close"))
        self.call.setText(self.tr("Call"))

    def show_progress(self, text: str) -> None:
        self.bar.show()
        self.told.setText(text)
        dress(self.told, "secondary")
        self.call.setEnabled(False)

    def show_result(self, text: str, *, good: bool) -> None:
        self.bar.hide()
        self.told.setText(text)
        dress(self.told, "" if good else "bad")
        self._allow()

    def _allow(self) -> None:
        self.call.setEnabled(bool(self.number.text().strip()) and self.bar.isHidden())

    def _call(self) -> None:
        number = self.number.text().strip()
        state.set_value(_KEPT, number)
        self.call_wanted.emit(number)
