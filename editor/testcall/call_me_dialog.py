"""Whom a real call of the draft goes to: one's own telephone, or a number over a trunk."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QWidget,
)

from editor.testcall.real_calls import LocalTime, Remembered
from rino_desktop.ui import dialogs, icons
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress


class CallMeDialog(Translated, Dialog):
    """``wanted`` carries whom; who hears it answers by ``say``, ``ask_about_night`` or
    ``accept``."""

    #: Remembered, and whether it may be night there.
    wanted = Signal(object, bool)

    def __init__(
        self, trunks: list[str], before: Remembered, contact: str, parent: QWidget | None = None
    ) -> None:
        """``contact``: who the scheme will believe is called, in words."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.own, self.other = QRadioButton(), QRadioButton()
        group = QButtonGroup(self)
        for button in (self.own, self.other):
            group.addButton(button)
        self.address, self.number = QLineEdit(before.address), QLineEdit(before.number)
        self.address.setPlaceholderText("sip:anna@192.168.1.20:5060")
        self.number.setPlaceholderText("+79161234567")
        self.trunk = CalmCombo()
        self.trunk.addItems(trunks)
        self.trunk.setCurrentIndex(max(0, self.trunk.findText(before.trunk)))
        self._names = {"address": QLabel(), "number": QLabel(), "trunk": QLabel()}
        self.contact, self.message = QLabel(contact), QLabel()
        self.call_button, self.close_button = QPushButton(), QPushButton()
        icons.set_on(self.call_button, "call", "on_accent")
        #: It has been asked whether to call by night, for this number.
        self._night_asked = ""
        self._busy = False
        self._lay_out()
        self.own.toggled.connect(self._show_way)
        self.number.textEdited.connect(lambda _text: self._be_ready())
        self.address.textEdited.connect(lambda _text: self._be_ready())
        self.call_button.clicked.connect(self._call)
        self.close_button.clicked.connect(self.reject)
        self.retranslate()
        (self.own if before.own or not trunks else self.other).setChecked(True)
        self.other.setEnabled(bool(trunks))
        self._show_way()

    def _lay_out(self) -> None:
        for label in (self.contact, self.message):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        dress(self.contact, "secondary")
        self.message.hide()
        layout = dialogs.column(self)
        for button, names in ((self.own, ("address",)), (self.other, ("number", "trunk"))):
            layout.addWidget(button)
            form = QFormLayout()
            form.setContentsMargins(24, 0, 0, 8)
            form.setHorizontalSpacing(12)
            form.setVerticalSpacing(8)
            for name in names:
                field = getattr(self, name)
                self._names[name].setBuddy(field)
                form.addRow(self._names[name], field)
            layout.addLayout(form)
        layout.addWidget(self.contact)
        layout.addWidget(self.message)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.call_button)
        layout.addLayout(foot)
        dress(self.call_button, "primary")
        self.call_button.setDefault(True)
        self.close_button.setAutoDefault(False)

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Call me"))
        self.own.setText(self.tr("My telephone"))
        self.other.setText(self.tr("A phone number"))
        self._names["address"].setText(self.tr("SIP address"))
        self._names["number"].setText(self.tr("Number"))
        self._names["trunk"].setText(self.tr("Trunk"))
        self.close_button.setText(self.tr("Cancel"))
        self.other.setToolTip("" if self.trunk.count() else self.tr("There is no trunk yet."))
        self._name_button()

    @property
    def chosen(self) -> Remembered:
        return Remembered(
            self.own.isChecked(), self.address.text().strip(), self.number.text().strip(),
            self.trunk.currentText(),
        )  # fmt: skip

    def say(self, text: str, kind: str = "bad") -> None:
        """Why nobody has been called; the dialog is ready for another try."""
        self._busy = False
        self.message.setText(text)
        dress(self.message, kind)
        self.message.setVisible(bool(text))
        self._name_button()
        self._allow()

    def ask_about_night(self, there: LocalTime) -> None:
        self._night_asked = self.chosen.number
        if there.zone:
            text = self.tr("It is {time} there now ({zone}). Call all the same?")
        else:
            text = self.tr("It is {time} now. Call all the same?")
        self.say(text.format(time=there.time, zone=there.zone), "warning")

    def _show_way(self) -> None:
        own = self.own.isChecked()
        self.address.setEnabled(own)
        self.number.setEnabled(not own)
        # Transfers go over the trunk, whoever is called.
        self.trunk.setEnabled(not own)
        (self.address if own else self.number).setFocus()
        self._be_ready()

    def _be_ready(self) -> None:
        if self.chosen.number != self._night_asked:
            self._night_asked = ""
        self.message.hide()
        self._name_button()
        self._allow()

    def _allow(self) -> None:
        chosen = self.chosen
        given = chosen.address if chosen.own else chosen.number
        self.call_button.setEnabled(bool(given) and not self._busy)

    def _name_button(self) -> None:
        asked = self._night_asked and not self.own.isChecked()
        text = self.tr("Call all the same") if asked else self.tr("Call")
        self.call_button.setText(self.tr("Calling…") if self._busy else text)

    def _call(self) -> None:
        self._busy = True
        self.message.hide()
        self._allow()
        self._name_button()
        self.wanted.emit(self.chosen, bool(self._night_asked) and not self.own.isChecked())
