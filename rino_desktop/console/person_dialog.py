"""A new person: name, role, first password."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from rino_desktop.accounts import ROLES
from rino_desktop.console.roles import role_word
from rino_desktop.ui.dialogs import column
from rino_desktop.ui.forms import Field, PasswordField
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress


class PersonDialog(Translated, QDialog):
    """``wanted`` carries name, role and password. It stays open until its owner calls ``accept``,
    or ``refuse`` with the reason."""

    wanted = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heading, self.fault = QLabel(), QLabel()
        dress(self.heading, "title")
        dress(self.fault, "bad")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.name_edit, self.role_box = QLineEdit(), QComboBox()
        self.name_edit.setMaxLength(100)
        for role in ROLES:
            self.role_box.addItem("", role)
        self.name, self.role, self.password = (
            Field(self.name_edit), Field(self.role_box), PasswordField(),
        )  # fmt: skip
        self.cancel_button, self.button = QPushButton(), QPushButton()
        self.cancel_button.setAutoDefault(False)
        self.button.setDefault(True)
        dress(self.button, "primary")
        self.cancel_button.clicked.connect(self.reject)
        self.button.clicked.connect(self._take)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.button)
        layout = column(self)
        for widget in (self.heading, self.name, self.role, self.password, self.fault):
            layout.addWidget(widget)
        layout.addLayout(row)
        self.retranslate()
        self.name.setFocus()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("New person"))
        self.heading.setText(self.tr("New person"))
        self.name.name(self.tr("Name"))
        self.role.name(self.tr("Role"))
        for index, role in enumerate(ROLES):
            self.role_box.setItemText(index, role_word(role))
        self.password.name(self.tr("First password"))
        self.cancel_button.setText(self.tr("Cancel"))
        self.button.setText(self.tr("Add"))

    def refuse(self, text: str) -> None:
        self.button.setEnabled(True)
        self.fault.setText(text)
        self.fault.setVisible(bool(text))

    def _take(self) -> None:
        name = self.name_edit.text().strip()
        if not name:
            self.refuse(self.tr("A person needs a name."))
            return
        self.refuse("")
        self.button.setEnabled(False)
        self.wanted.emit(name, self.role_box.currentData(), self.password.edit.text())
