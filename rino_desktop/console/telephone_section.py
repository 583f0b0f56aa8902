"""Settings of this computer's telephone: with a registrar, or rung by the engine directly."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.telephone_account import (
    DIRECT,
    MODES,
    NONE,
    REGISTRAR,
    SHORTEST_LIMIT_S,
    SILENT_LIMIT_S,
    SPEECH,
    TRANSPORTS,
    USUAL,
    account_of,
)
from rino_desktop.ui.calm_wheel import CalmCombo, CalmSpin
from rino_desktop.ui.forms import Field, PasswordField
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

#: More is no file of certificates.
_MOST_BYTES = 1 << 20


class TelephoneSection(Translated, QWidget):
    """``saved``: what is to be kept, as rino_desktop.telephone_account reads it."""

    saved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mode_box, self.transport_box = CalmCombo(), CalmCombo()
        for mode in MODES:
            self.mode_box.addItem("", mode)
        for transport in TRANSPORTS:
            self.transport_box.addItem(transport.upper(), transport)
        self.speech_box = CalmCombo()
        for speech in SPEECH:
            self.speech_box.addItem("", speech)
        self.trusted_edit, self.trusted_button = QLineEdit(), QPushButton()
        self.limit_box = CalmSpin()
        self.limit_box.setRange(0, 600)
        self.limit_box.setSingleStep(SHORTEST_LIMIT_S)
        self.user_edit, self.registrar_edit, self.bind_edit = QLineEdit(), QLineEdit(), QLineEdit()
        self.port_box = CalmSpin()
        self.port_box.setRange(0, 65535)
        self.mode, self.user = Field(self.mode_box), Field(self.user_edit)
        self.registrar, self.transport = Field(self.registrar_edit), Field(self.transport_box)
        self.bind, self.port = Field(self.bind_edit), Field(self.port_box)
        self.speech, self.trusted = Field(self.speech_box), Field(self.trusted_edit)
        self.limit = Field(self.limit_box)
        self.password = PasswordField()
        self.text, self.state, self.save_button = QLabel(), QLabel(), QPushButton()
        self.secure_text = QLabel()
        for label in (self.text, self.secure_text, self.state):
            dress(label, "secondary")
            label.setWordWrap(True)
        self._kept: Mapping[str, str] = {}
        for box in (self.mode_box, self.transport_box):
            box.currentIndexChanged.connect(lambda _index: self._show())
        self.trusted_button.clicked.connect(self._choose_trusted)
        self.save_button.clicked.connect(self._save)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for parts in (
            (self.mode, self.user), (self.registrar, self.password),
            (self.bind, self.transport, self.port), (self.speech, self.trusted),
            (self.limit,),
        ):  # fmt: skip
            row = QHBoxLayout()
            row.setSpacing(12)
            for part in parts:
                row.addWidget(part, 1)
                row.setAlignment(part, Qt.AlignmentFlag.AlignTop)
            if self.trusted in parts:
                row.addWidget(self.trusted_button, alignment=Qt.AlignmentFlag.AlignBottom)
            column.addLayout(row)
        row.addStretch(1)
        column.addWidget(self.secure_text)
        last = QHBoxLayout()
        last.addWidget(self.state, 1)
        last.addWidget(self.save_button)
        column.insertWidget(1, self.text)
        column.addLayout(last)

    def retranslate(self) -> None:
        names = {
            NONE: self.tr("None"),
            REGISTRAR: self.tr("With a registrar (telephone exchange)"),
            DIRECT: self.tr("Without one: the engine rings this computer"),
        }
        for mode, name in names.items():
            self.mode_box.setItemText(self.mode_box.findData(mode), name)
        self.mode.name(self.tr("Telephone"))
        self.user.name(self.tr("Number or user"))
        self.registrar.name(self.tr("Registrar"))
        self.registrar_edit.setPlaceholderText("sip:pbx.office")
        self.password.name(self.tr("Password"))
        self.transport.name(self.tr("Transport"))
        self.speech.name(self.tr("Speech"))
        speeches = (
            self.tr("encrypted where the other side can do it"),
            self.tr("only encrypted, or no call (SRTP)"),
        )
        for speech, name in zip(SPEECH, speeches, strict=True):
            self.speech_box.setItemText(self.speech_box.findData(speech), name)
        self.trusted.name(self.tr("Trusted certificates (PEM file)"))
        self.trusted_edit.setPlaceholderText(self.tr("none: whoever answers is believed"))
        self.trusted_button.setText(self.tr("Choose a file…"))
        self.limit.name(self.tr("A call ends by itself when nothing has come for"))
        self.limit_box.setSuffix(self.tr(" s"))
        self.limit_box.setSpecialValueText(self.tr("never"))
        self.bind.name(self.tr("Own address"))
        self.bind_edit.setPlaceholderText(self.tr("any"))
        self.port.name(self.tr("SIP port"))
        self.port_box.setSpecialValueText(self.tr("any free one"))
        self.save_button.setText(self.tr("Save the telephone"))
        self._show()

    def show_kept(self, kept: Mapping[str, str]) -> None:
        kept = kept or USUAL
        self._kept = kept
        self.mode_box.setCurrentIndex(max(0, self.mode_box.findData(kept.get("mode", NONE))))
        self.user_edit.setText(kept.get("user", ""))
        self.registrar_edit.setText(kept.get("registrar", ""))
        self.password.edit.setText(kept.get("password", ""))
        transport = self.transport_box.findData(kept.get("transport", "udp"))
        self.transport_box.setCurrentIndex(max(0, transport))
        speech = self.speech_box.findData(kept.get("srtp", SPEECH[0]))
        self.speech_box.setCurrentIndex(max(0, speech))
        self.trusted_edit.setText(kept.get("trusted", ""))
        limit = kept.get("silent_limit", "")
        self.limit_box.setValue(
            int(limit) if limit.isascii() and limit.isdecimal() else SILENT_LIMIT_S
        )
        self.bind_edit.setText(kept.get("bind", ""))
        port = kept.get("sip_port", "0")
        self.port_box.setValue(int(port) if port.isascii() and port.isdecimal() else 0)
        self._show()

    def _show(self) -> None:
        mode = self.mode_box.currentData()
        texts = {
            NONE: self.tr("Calls cannot reach an operator at this computer."),
            REGISTRAR: self.tr("Engine and colleagues call this number at the registrar."),
            DIRECT: self.tr("For networks without an exchange: the engine finds the address by "
                            "itself when the shift begins."),
        }  # fmt: skip
        self.text.setText(texts.get(mode, ""))
        self.user.setVisible(mode != NONE)
        for field in (self.registrar, self.password):
            field.setVisible(mode == REGISTRAR)
        self.bind.setVisible(mode == DIRECT)
        for field in (self.transport, self.port, self.limit):
            field.setVisible(mode != NONE)
        secure = mode != NONE and self.transport_box.currentData() == "tls"
        self.speech.setVisible(secure)
        for widget in (self.trusted, self.trusted_button):
            widget.setVisible(secure and mode == REGISTRAR)
        self.secure_text.setVisible(secure)
        self.secure_text.setText(
            self.tr("The engine rings this computer over TLS and talks with it only encrypted. "
                    "The telephone makes its certificate by itself: who listens on the network "
                    "hears nothing, but whose computer it is that answers is not verified.")
        )  # fmt: skip

    def _choose_trusted(self) -> None:
        folder = str(Path(self.trusted_edit.text()).parent) if self.trusted_edit.text() else ""
        kinds = self.tr("Certificates (*.pem *.crt *.cer);;All files (*)")
        dialog = QFileDialog(self, self.tr("Trusted certificates"), folder, kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.trusted_edit.setText)
        dialog.open()

    def _save(self) -> None:
        kept = {
            "mode": str(self.mode_box.currentData()), "user": self.user_edit.text().strip(),
            "registrar": self.registrar_edit.text().strip(), "password": self.password.edit.text(),
            "transport": str(self.transport_box.currentData()),
            "bind": self.bind_edit.text().strip(), "sip_port": str(self.port_box.value()),
            "srtp": str(self.speech_box.currentData()),
            "trusted": self.trusted_edit.text().strip(),
            "silent_limit": str(self.limit_box.value()),
        }  # fmt: skip
        needs = kept["mode"] != NONE
        self.user.say_fault(
            self.tr("Give a number or a user") if needs and not kept["user"] else ""
        )
        lacks = kept["mode"] == REGISTRAR and not kept["registrar"]
        self.registrar.say_fault(self.tr("Give the registrar's address") if lacks else "")
        wrong = self._wrong_file(kept["trusted"]) if self.trusted.isVisible() else ""
        self.trusted.say_fault(wrong)
        if wrong or (needs and account_of(kept) is None):
            return
        self._kept = kept
        self.state.setText(self.tr("Saved on this computer"))
        self.saved.emit(kept)

    def _wrong_file(self, path: str) -> str:
        if not path:
            return ""
        try:
            with Path(path).open("rb") as file:
                text = file.read(_MOST_BYTES)
        except OSError:
            return self.tr("This file cannot be read")
        if b"-----BEGIN CERTIFICATE-----" not in text:
            return self.tr("This file holds no certificate (PEM)")
        return ""
