"""The little that a new trunk needs; the rest is in Settings and at the command line."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from engine.domain.trunk import TrunkSettings
from engine.errors import KnownError
from rino_desktop.secret_keeping import proposed
from rino_desktop.texts.errors import said
from rino_desktop.trunk_address import sip_uri
from rino_desktop.ui.calm_wheel import CalmSpin
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field
from rino_desktop.ui.secret_field import SecretField

_MOST_LINES = 10_000


class TrunkDialog(FormDialog):
    #: The password is still in its field.
    made = Signal(TrunkSettings)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.name_edit, self.proxy = QLineEdit(), QLineEdit()
        self.user, self.caller_id = QLineEdit(), QLineEdit()
        self.password = SecretField("", self.proposal)
        self.lines = CalmSpin()
        self.lines.setRange(1, _MOST_LINES)
        self.lines.setValue(TrunkSettings("", "").lines)
        self.register = QCheckBox()
        self.fields = {
            "name": Field(self.name_edit), "proxy": Field(self.proxy),
            "user": Field(self.user), "lines": Field(self.lines),
            "caller_id": Field(self.caller_id),
        }  # fmt: skip
        name, proxy, user, *others = self.fields.values()
        super().__init__(parent, [name, proxy, user, self.password, *others, self.register])
        self.name_edit.textChanged.connect(lambda _: self.password.propose_anew())
        self.proxy.setPlaceholderText("sip:10.0.0.5")
        self.retranslate()

    def retranslate(self) -> None:
        self.entitle(self.tr("Connect a trunk"), self.tr("Connect"))
        names = {
            "name": self.tr("Name"),
            "proxy": self.tr("SIP address of the operator or gateway"),
            "user": self.tr("Account"),
            "lines": self.tr("Lines"),
            "caller_id": self.tr("Number that is shown"),
        }
        for key, text in names.items():
            self.fields[key].name(text)
        self.register.setText(self.tr("Sign in there with the account (register)"))

    def proposal(self) -> str:
        """The name for its password."""
        return proposed("TRUNK", self.name_edit.text())

    def _take(self) -> None:
        try:
            proxy = self.proxy.text().strip()
            if proxy and ":" not in proxy.partition(".")[0]:
                proxy = f"sip:{proxy}"
            settings = TrunkSettings(
                name=self.name_edit.text().strip(),
                proxy=sip_uri(proxy, self.tr("Address")),
                user=self.user.text().strip(),
                register=self.register.isChecked(),
                lines=self.lines.value(),
                caller_id=self.caller_id.text().strip(),
            )
        except KnownError as error:
            self.refuse(said(error))
            return
        if not settings.name or not settings.proxy:
            self.refuse(self.tr("A trunk needs a name and an address."))
        elif settings.register and not settings.user:
            self.refuse(self.tr("To sign in there, it needs an account."))
        else:
            self.begin()
            self.made.emit(settings)
