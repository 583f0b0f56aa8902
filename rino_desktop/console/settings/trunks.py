"""Trunks: their list, the form of one, the test of one."""

from collections.abc import Callable
from dataclasses import asdict

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from engine.domain.trunk import CallerIdIn, Srtp, Transport, TrunkSettings
from rino_desktop.console.settings.section import Act, ListSection
from rino_desktop.secret_keeping import proposed
from rino_desktop.ui.calm_wheel import CalmCombo, CalmDoubleSpin, CalmSpin
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field
from rino_desktop.ui.secret_field import SecretField

translate = QCoreApplication.translate
_MOST_LINES = 10_000
_WIDTH = 720
_LOG_PX = 160


class TrunksSection(ListSection):
    ACTS = (
        Act("test", "call", chosen=True),
        Act("remove", "delete", chosen=True),
        Act("change", chosen=True, enter=True),
        Act("add", "add"),
    )
    COLUMNS, WIDTHS = "trunks/2", (120, 320, 180, 140, 70)

    def titles(self) -> tuple[str, ...]:
        return (self.tr("Trunk"), self.tr("State"), self.tr("Proxy"), self.tr("Account"),
                self.tr("Lines"), self.tr("Calls a second"))  # fmt: skip

    def words(self) -> tuple[str, dict[str, str]]:
        hint = self.tr("Lines to the telephone network, and how engines see them at the moment.")
        return hint, {
            "add": self.tr("New trunk…"), "change": self.tr("Change…"),
            "remove": self.tr("Remove…"), "test": self.tr("Test…"),
        }  # fmt: skip


def setting_words() -> dict[str, str]:
    """The settings of a trunk, as the form calls them."""
    return {
        "name": translate("TrunkDialog", "Name"),
        "proxy": translate("TrunkDialog", "Proxy (sip:HOST:PORT)"),
        "outbound_proxy": translate("TrunkDialog", "Outbound proxy"),
        "user": translate("TrunkDialog", "Account"),
        "password_env": translate("TrunkDialog", "Password"),
        "register": translate("TrunkDialog", "Register at the proxy"),
        "transport": translate("TrunkDialog", "Transport"),
        "srtp": translate("TrunkDialog", "Encryption of speech (SRTP)"),
        "codecs": translate("TrunkDialog", "Codecs in order, by commas"),
        "caller_id": translate("TrunkDialog", "Number that subscribers see"),
        "caller_id_in": translate("TrunkDialog", "Header that carries it"),
        "dial_format": translate(
            "TrunkDialog", "How numbers are dialled: e164, digits, national, 8{national}"
        ),
        "lines": translate("TrunkDialog", "Simultaneous calls"),
        "calls_per_second": translate("TrunkDialog", "Call starts a second"),
        "public_address": translate("TrunkDialog", "Address behind NAT"),
        "ports": translate("TrunkDialog", "Ports for SIP and RTP (20000-20199)"),
    }


class TrunkDialog(FormDialog):
    #: What was written, by the names of the settings; codecs and ports are texts. The password is
    #: still in its field, "password_env" the name that is stored now.
    wanted = Signal(object)

    def __init__(
        self, parent: QWidget | None, trunk: TrunkSettings | None = None, ports: str = ""
    ) -> None:
        """``ports``: of the trunk, as text."""
        self._new = trunk is None
        now = trunk or TrunkSettings("", "")
        texts = {**asdict(now), "codecs": ", ".join(now.codecs), "ports": ports}
        self.edits = {
            name: QLineEdit(str(texts[name]))
            for name in ("name", "proxy", "outbound_proxy", "user", "codecs", "caller_id",
                         "dial_format", "public_address", "ports")
        }  # fmt: skip
        self.edits["name"].setReadOnly(not self._new)
        self.password = SecretField(now.password_env, self.proposal)
        self.register = QCheckBox()
        self.register.setChecked(now.register)
        self.boxes: dict[str, QComboBox] = {}
        for name, chosen in (
            ("transport", now.transport), ("srtp", now.srtp), ("caller_id_in", now.caller_id_in)
        ):  # fmt: skip
            box = self.boxes[name] = CalmCombo()
            for each in type(chosen):
                box.addItem("", each)
            box.setCurrentIndex(list(type(chosen)).index(chosen))
        self.lines, self.rate = CalmSpin(), CalmDoubleSpin()
        self.lines.setRange(1, _MOST_LINES)
        self.lines.setValue(now.lines)
        self.rate.setRange(0.1, 1000.0)
        self.rate.setDecimals(1)
        self.rate.setValue(now.calls_per_second)
        widgets: dict[str, QWidget] = {
            **self.edits, **self.boxes, "lines": self.lines, "calls_per_second": self.rate,
        }  # fmt: skip
        self._fields = {name: Field(widget) for name, widget in widgets.items()}
        super().__init__(parent, (self._grid(),))
        self.setMinimumWidth(_WIDTH)
        self.edits["name"].textChanged.connect(lambda _: self._allow())
        self.edits["name"].textChanged.connect(lambda _: self.password.propose_anew())
        self.retranslate()
        self._allow()
        self.edits["name" if self._new else "proxy"].setFocus()

    def retranslate(self) -> None:
        self.entitle(
            self.tr("A new trunk") if self._new else self.tr("Trunk"),
            self.tr("Add") if self._new else self.tr("Save"),
        )
        words = setting_words()
        for name, field in self._fields.items():
            field.name(words[name])
        self.register.setText(words["register"])
        self.edits["name"].setToolTip(
            "" if self._new else self.tr("Campaigns name their trunk by it: it stays.")
        )
        for kind, texts in _choices().items():
            for place, text in enumerate(texts):
                self.boxes[kind].setItemText(place, text)

    def proposal(self) -> str:
        """The name for its password."""
        return proposed("TRUNK", self.edits["name"].text())

    def _grid(self) -> QWidget:
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, name in enumerate(
            ("name", "proxy", "user", "password_env", "caller_id", "caller_id_in", "dial_format",
             "codecs", "lines", "calls_per_second", "transport", "srtp", "outbound_proxy",
             "public_address", "ports")
        ):  # fmt: skip
            widget = self.password if name == "password_env" else self._fields[name]
            grid.addWidget(widget, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.register, 7, 1)
        return body

    def _allow(self) -> None:
        self.button.setEnabled(bool(self.edits["name"].text().strip()) and not self.tried)

    def _take(self) -> None:
        self.begin()
        self.wanted.emit({
            **{name: edit.text().strip() for name, edit in self.edits.items()},
            "password_env": self.password.stored,
            **{name: box.currentData() for name, box in self.boxes.items()},
            "register": self.register.isChecked(),
            "lines": self.lines.value(),
            "calls_per_second": self.rate.value(),
        })  # fmt: skip


def _choices() -> dict[str, tuple[str, ...]]:
    """The texts of what can be chosen, in the order of the enumerations."""
    words: dict[str, Callable[[str], str]] = {"transport": str.upper, "caller_id_in": _header}
    srtp = {
        Srtp.OFF: translate("TrunkDialog", "off"),
        Srtp.OPTIONAL: translate("TrunkDialog", "if the other end can"),
        Srtp.MANDATORY: translate("TrunkDialog", "always"),
    }
    return {
        "transport": tuple(words["transport"](each.value) for each in Transport),
        "caller_id_in": tuple(words["caller_id_in"](each.value) for each in CallerIdIn),
        "srtp": tuple(srtp[each] for each in Srtp),
    }


def _header(kind: str) -> str:
    return {"from": "From", "pai": "P-Asserted-Identity", "rpid": "Remote-Party-ID"}[kind]


class TrunkTestDialog(FormDialog):
    """What the trunk does is told line by line. Closing it ends the test, the call included."""

    #: The number to be called, "" for none.
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None, trunk: str) -> None:
        self._trunk = trunk
        self.number = QLineEdit()
        self._number = Field(self.number)
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setMinimumHeight(_LOG_PX)
        super().__init__(parent, (self._number, self.log))
        self.retranslate()
        self.number.setFocus()

    def retranslate(self) -> None:
        self.entitle(self.tr("Test of the trunk {name}").format(name=self._trunk), self.tr("Test"))
        self.cancel_button.setText(self.tr("Close"))
        self._number.name(self.tr("Also call this number (empty: only ask the trunk)"))
        self.log.setAccessibleName(self.tr("What the trunk does"))

    def tell(self, line: str) -> None:
        self.log.appendPlainText(line)

    def over(self, verdict: str, *, good: bool) -> None:
        """It may be tried once more."""
        self.tell(verdict)
        self.refuse("")
        self.say(verdict, "good" if good else "bad")

    def _take(self) -> None:
        self.begin()
        self.log.clear()
        self.wanted.emit(self.number.text().strip())
