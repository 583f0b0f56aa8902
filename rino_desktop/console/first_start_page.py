"""Where there is no database yet: the demo, a database of one's own, or that of a server."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.console.card import Card
from rino_desktop.ui import icons
from rino_desktop.ui.calm_wheel import CalmSpin
from rino_desktop.ui.forms import Field, PasswordField
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.lines import ToldLine
from rino_desktop.ui.theme import dress

_WIDTH = 520
DEFAULT_PORT = 3050


class FirstStartPage(Translated, Card):
    demo_wanted = Signal()
    #: The demo in which the user is one of the operators.
    operators_demo_wanted = Signal()
    #: A database of this machine is to be made where the settings say.
    create_wanted = Signal()
    #: (address, password, keep the password)
    server_wanted = Signal(str, str, bool)
    #: The present database after all.
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_WIDTH, parent)
        self._place = ""
        self._way_back = False
        self._server_shown = False
        self.offers = {
            "demo": _Offer("play-circle"),
            "operators": _Offer("workstation"),
            "create": _Offer("database"),
            "server": _Offer("hard-drives"),
        }
        self.offers["demo"].button.clicked.connect(self.demo_wanted)
        self.offers["operators"].button.clicked.connect(self.operators_demo_wanted)
        self.offers["create"].button.clicked.connect(self.create_wanted)
        self.offers["server"].button.clicked.connect(self._show_server)
        self.server = ServerForm()
        self.server.wanted.connect(self.server_wanted)
        self.server.hide()
        self.fault = ToldLine()
        self.fault.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for offer in self.offers.values():
            self.column.addWidget(offer)
        self.back_button = QPushButton()
        dress(self.back_button, "quiet")
        icons.set_on(self.back_button, "back")
        self.back_button.clicked.connect(self.back_wanted)
        self.back_button.hide()
        self.column.addWidget(self.server)
        self.column.addWidget(self.fault)
        self.column.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.offers["demo"].button.setFocus()  # else the keyboard begins at the foot of the window

    def retranslate(self) -> None:
        if self._way_back:
            self.say(self.tr("Another database"), "")
        else:
            self.say(
                self.tr("Welcome to RINO Desktop"),
                self.tr("Campaigns, contacts and schemes live in a database. There is none yet."),
            )
        self.back_button.setText(self.tr("Keep the present database"))
        self.offers["demo"].say(
            self.tr("Try the demo"),
            self.tr("A campaign with built-in subscribers, on this computer. It needs no telephone "
                    "line."),
            self.tr("Try"),
        )  # fmt: skip
        self.offers["operators"].say(
            self.tr("Be an operator"),
            self.tr("Three virtual operators and you talk with built-in subscribers. A headset is "
                    "good to have, not needed."),
            self.tr("Try"),
        )  # fmt: skip
        self.offers["create"].say(
            self.tr("Create a database on this computer"),
            self.tr("It will be here: {path}").format(path=self._place),
            self.tr("Create"),
        )
        self.offers["server"].say(
            self.tr("Connect to a server"),
            self.tr("Several workplaces share one database on a Firebird server."),
            self.tr("Connect…"),
        )

    def show_place(self, place: str) -> None:
        """Where a database of this machine would be."""
        self._place = place
        self.retranslate()

    def offer_way_back(self, on: bool) -> None:
        """There is a database already, and the user looks for another one."""
        self._way_back = on
        self.back_button.setVisible(on)
        self.say_fault("")
        self.retranslate()

    def say_fault(self, text: str) -> None:
        self.fault.say(text)

    def _show_server(self) -> None:
        self._server_shown = not self._server_shown
        self.server.setVisible(self._server_shown)
        if self._server_shown:
            self.server.host.setFocus()


class _Offer(QFrame):
    """One way to begin."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        picture = QToolButton()
        picture.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        picture.setIconSize(QSize(28, 28))
        icons.set_on(picture, icon, "accent")
        self.title, self.text, self.button = QLabel(), QLabel(), QPushButton()
        self.title.setWordWrap(True)
        self.text.setWordWrap(True)
        dress(self.text, "secondary")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(12)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def say(self, title: str, text: str, action: str) -> None:
        self.title.setText(title)
        self.text.setText(text)
        self.button.setText(action)
        self.button.setAccessibleName(f"{action}: {title}")


class ServerForm(Translated, QFrame):
    """The parts of a firebird:// address. ``wanted`` carries address, password, keep it."""

    wanted = Signal(str, str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "panel")
        self.host_edit, self.database_edit, self.user_edit = QLineEdit(), QLineEdit(), QLineEdit()
        self.user_edit.setText("SYSDBA")
        self.port_edit = CalmSpin()
        self.port_edit.setRange(1, 65535)
        self.port_edit.setValue(DEFAULT_PORT)
        self.port_edit.setGroupSeparatorShown(False)
        self.host, self.port = Field(self.host_edit), Field(self.port_edit)
        self.database, self.user = Field(self.database_edit), Field(self.user_edit)
        self.password = PasswordField()
        self.keep = QCheckBox()
        self.button = QPushButton()
        dress(self.button, "primary")
        self.button.clicked.connect(self._take)
        for edit in (self.host_edit, self.database_edit, self.user_edit, self.password.edit):
            edit.returnPressed.connect(self._take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        for pair, shares in (((self.host, self.port), (3, 1)), ((self.database,), (1,)),
                             ((self.user, self.password), (1, 1))):  # fmt: skip
            row = QHBoxLayout()
            row.setSpacing(12)
            for field, share in zip(pair, shares, strict=True):
                row.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
            layout.addLayout(row)
        layout.addWidget(self.keep)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        self.retranslate()

    def retranslate(self) -> None:
        self.host.name(self.tr("Server"))
        self.port.name(self.tr("Port"))
        self.database.name(self.tr("Database: its alias or its path on the server"))
        self.user.name(self.tr("User of the database"))
        self.password.name(self.tr("Password"))
        self.keep.setText(self.tr("Remember the password on this computer"))
        self.button.setText(self.tr("Connect"))

    def _take(self) -> None:
        host, database = self.host_edit.text().strip(), self.database_edit.text().strip()
        missing = self.tr("This is needed.")
        self.host.say_fault("" if host else missing)
        self.database.say_fault("" if database else missing)
        if not host or not database:
            (self.database if host else self.host).setFocus()
            return
        user = self.user_edit.text().strip() or "SYSDBA"
        named = f"[{host}]" if ":" in host else host
        port = "" if self.port_edit.value() == DEFAULT_PORT else f":{self.port_edit.value()}"
        address = f"firebird://{_escaped(user)}@{named}{port}/{_escaped(database, '/:')}"
        self.wanted.emit(address, self.password.edit.text(), self.keep.isChecked())


def _escaped(text: str, safe: str = "") -> str:
    from urllib.parse import quote

    return quote(text, safe=safe)
