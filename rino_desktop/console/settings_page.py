"""Settings: a list of sections at the left, the one that is chosen at the right."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from engine.domain.rights import NO_POWERS, Powers, Right
from rino_desktop.console.audit_section import AuditSection
from rino_desktop.console.page_head import PageHead
from rino_desktop.console.people_section import PeopleSection
from rino_desktop.console.settings.backup import BackupSection
from rino_desktop.console.settings.health import HealthSection
from rino_desktop.console.settings.incoming import IncomingSection
from rino_desktop.console.settings.presets import PresetsSection
from rino_desktop.console.settings.retention import RetentionSection
from rino_desktop.console.settings.sources import SourcesSection
from rino_desktop.console.settings.stores import StoresSection
from rino_desktop.console.settings.supervision import SupervisionSection
from rino_desktop.console.settings.trunks import TrunksSection
from rino_desktop.console.settings.voice import VoiceSection
from rino_desktop.console.status_line import State
from rino_desktop.console.telephone_section import TelephoneSection
from rino_desktop.console.user_menu import LANGUAGE_NAMES, theme_names
from rino_desktop.preferences import BESIDE, INSIDE
from rino_desktop.ui import icons
from rino_desktop.ui.audio_devices import Use
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.device_chooser import DeviceChooser
from rino_desktop.ui.first_focus import FirstFocus
from rino_desktop.ui.forms import Field
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

_WIDTH = 840
_LIST_WIDTH = 216
#: In the order in which they stand.
SECTIONS = (
    "appearance", "sound", "telephone", "engine", "database", "people", "audit",
    "trunks", "incoming", "presets",
    "health", "backup", "sources", "stores",
    "supervision",
    "voice", "retention",
)  # fmt: skip
#: What concerns everybody who works with the system.
_OF_ALL = ("appearance", "sound")
_OF = {
    "administrator": SECTIONS, "operator": (*_OF_ALL, "telephone"),
    "supervisor": (*_OF_ALL, "people", "incoming", "presets"),
}  # fmt: skip
#: Section → the right that opens it to people with a role of the office's own; people, beside
#: theirs, to those who set operators' skills.
_RIGHT_OF = {
    "telephone": Right.CALLS_TAKE, "engine": Right.SETTINGS_EDIT, "database": Right.SETTINGS_EDIT,
    "people": Right.PEOPLE_EDIT, "audit": Right.AUDIT_VIEW, "trunks": Right.TRUNKS_EDIT,
    "health": Right.SETTINGS_EDIT, "backup": Right.BACKUP, "sources": Right.SOURCES_EDIT,
    "stores": Right.SETTINGS_EDIT, "supervision": Right.SETTINGS_EDIT, "voice": Right.SETTINGS_EDIT,
    "retention": Right.SETTINGS_EDIT,
    "incoming": Right.INCOMING_EDIT,
    "presets": Right.SETTINGS_EDIT,
}  # fmt: skip


class SettingsPage(Translated, FirstFocus):
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    #: INSIDE or BESIDE.
    place_chosen = Signal(str)
    starts_chosen = Signal(bool)
    engine_start_wanted = Signal()
    engine_stop_wanted = Signal()
    other_database_wanted = Signal()
    section_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # What holds others is made first (MainWindow says why).
        self.head, self.stack = PageHead(self), QStackedWidget(self)
        self.sections = {name: _Section() for name in SECTIONS}
        self._make_appearance(self.sections["appearance"].column)
        self.sound = {use: DeviceChooser(use) for use in Use}
        for chooser in self.sound.values():
            self.sections["sound"].column.addWidget(chooser)
        self.telephone = TelephoneSection()
        self.sections["telephone"].column.addWidget(self.telephone)
        self._make_engine(self.sections["engine"].column)
        self._make_database(self.sections["database"].column)
        self.people = PeopleSection()
        self.sections["people"].column.addWidget(self.people)
        self.audit = AuditSection()
        self.sections["audit"].column.addWidget(self.audit)
        self.shown: tuple[str, ...] = SECTIONS
        self.trunks = TrunksSection()
        self.health, self.backup = HealthSection(), BackupSection()
        self.sources, self.stores = SourcesSection(), StoresSection()
        self.supervision = SupervisionSection()
        self.sections["supervision"].column.addWidget(self.supervision)
        self.voice, self.retention = VoiceSection(), RetentionSection()
        self.incoming, self.presets = IncomingSection(), PresetsSection()
        self._lists: dict[str, QWidget] = {
            "trunks": self.trunks, "health": self.health, "backup": self.backup,
            "sources": self.sources, "stores": self.stores, "incoming": self.incoming,
            "presets": self.presets, "voice": self.voice, "retention": self.retention,
        }  # fmt: skip
        for name, widget in self._lists.items():
            self.sections[name].column.addWidget(widget, 1)
        self.list = QListWidget(self)
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        for name in SECTIONS:
            item = QListWidgetItem(self.list)
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.stack.addWidget(self._shelf(name))
        self.list.currentRowChanged.connect(self._on_chosen)
        self.list.setCurrentRow(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addLayout(row, 1)
        self.retranslate()

    def retranslate(self) -> None:
        self.head.title.setText(self.tr("Settings"))
        self.list.setAccessibleName(self.tr("Settings"))
        for name, title in self.titles().items():
            self.sections[name].title.setText(title)
            self.list.item(SECTIONS.index(name)).setText(title)
        self.language.name(self.tr("Language"))
        self.theme.name(self.tr("Theme"))
        for mode, text in theme_names().items():
            self.theme_box.setItemText(self.theme_box.findData(str(mode)), text)
        self.place[INSIDE].setText(self.tr("In this program"))
        self.place[BESIDE].setText(self.tr("Beside it, as a service"))
        self.place_text[INSIDE].setText(
            self.tr("Calls are made while the program is open. For one workplace.")
        )
        self.place_text[BESIDE].setText(
            self.tr("Calls go on when the program is closed. Start it on the server:")
            + " rino-desktop --engine"
        )
        self.starts.setText(self.tr("Start it together with the program"))
        self.start_button.setText(self.tr("Start the engine"))
        self.stop_button.setText(self.tr("Stop the engine"))
        self.other_button.setText(self.tr("Another database…"))

    def show_for(self, role: str, powers: Powers = NO_POWERS) -> None:
        """The sections that concern somebody of that role; of one of the office's own those that
        ``powers`` open."""
        self.shown = _OF.get(role) or tuple(
            name for name in SECTIONS
            if name in _OF_ALL or (name in _RIGHT_OF and powers.allows(_RIGHT_OF[name]))
            or (name == "people" and powers.allows(Right.OPERATORS_EDIT))
        )  # fmt: skip
        for place, name in enumerate(SECTIONS):
            self.list.item(place).setHidden(name not in self.shown)
        if self.chosen not in self.shown:
            self.list.setCurrentRow(SECTIONS.index(self.shown[0]))

    def titles(self) -> Mapping[str, str]:
        """Section → its title, for the search too."""
        return {
            "appearance": self.tr("Appearance"),
            "sound": self.tr("Sound"),
            "telephone": self.tr("Telephone of this computer"),
            "engine": self.tr("Engine"),
            "database": self.tr("Database"),
            "people": self.tr("People"),
            "audit": self.tr("Audit log"),
            "trunks": self.tr("Trunks"),
            "incoming": self.tr("Numbers and calling hours"),
            "presets": self.tr("Legal presets"),
            "health": self.tr("Engines and health"),
            "backup": self.tr("Backup and restore"),
            "sources": self.tr("Data sources"),
            "stores": self.tr("External stores"),
            "supervision": self.tr("Listening to calls"),
            "voice": self.tr("Voice store"),
            "retention": self.tr("Retention"),
        }

    def first_field(self) -> QWidget:
        return self.list

    @property
    def chosen(self) -> str:
        """The section that is looked at."""
        return SECTIONS[max(0, self.list.currentRow())]

    def go(self, section: str) -> None:
        self.list.setCurrentRow(SECTIONS.index(section))
        self.list.setFocus()

    # --- what it is given -------------------------------------------------------------------------

    def show_choices(self, language: str, mode: str, place: str, *, starts: bool) -> None:
        for box, key in ((self.language_box, language), (self.theme_box, mode)):
            box.setCurrentIndex(box.findData(key))
        self.place[place].setChecked(True)
        self.starts.setChecked(starts)
        self.starts.setEnabled(place == INSIDE)

    def show_engine(self, state: State, *, may_start: bool, may_stop: bool) -> None:
        self.engine_state.setText(state.text)
        self.engine_state.setToolTip(state.details)
        dress(self.engine_dot, state.kind)
        self.start_button.setVisible(may_start)
        self.stop_button.setVisible(may_stop)

    def show_database(self, address: str) -> None:
        self.address.setText(address)

    # --- parts ------------------------------------------------------------------------------------

    def _shelf(self, name: str) -> QWidget:
        """A section with its margins; those that are no lists stand at the top and scroll."""
        area = QScrollArea(self.stack)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(12, 12, 12, 12)
        area.setWidget(body)
        section = self.sections[name]
        if name in self._lists:
            column.addWidget(section, 1)
        else:
            section.setMaximumWidth(_WIDTH)
            column.addWidget(section)
            column.addStretch(1)
        return area

    def _on_chosen(self, row: int) -> None:
        if row >= 0:
            self.stack.setCurrentIndex(row)
            self.section_chosen.emit(SECTIONS[row])

    def _make_appearance(self, column: QVBoxLayout) -> None:
        self.language_box, self.theme_box = CalmCombo(), CalmCombo()
        for code, name in LANGUAGE_NAMES.items():
            self.language_box.addItem(name, code)
        for mode in theme_names():
            self.theme_box.addItem("", str(mode))
        self.language, self.theme = Field(self.language_box), Field(self.theme_box)
        self.language_box.activated.connect(
            lambda _index: self.language_chosen.emit(self.language_box.currentData())
        )
        self.theme_box.activated.connect(
            lambda _index: self.theme_chosen.emit(self.theme_box.currentData())
        )
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.language, 1)
        row.addWidget(self.theme, 1)
        column.addLayout(row)

    def _make_engine(self, column: QVBoxLayout) -> None:
        self.place = {INSIDE: QRadioButton(), BESIDE: QRadioButton()}
        self.place_text = {INSIDE: QLabel(), BESIDE: QLabel()}
        for place, button in self.place.items():
            text = self.place_text[place]
            dress(text, "secondary")
            text.setWordWrap(True)
            text.setContentsMargins(22, 0, 0, 0)
            button.clicked.connect(lambda _checked=False, place=place: self._choose(place))
            column.addWidget(button)
            column.addWidget(text)
        self.starts = QCheckBox()
        self.starts.clicked.connect(self.starts_chosen)
        column.addWidget(self.starts)
        self.engine_dot, self.engine_state = QLabel("●"), QLabel()
        self.start_button, self.stop_button = QPushButton(), QPushButton()
        icons.set_on(self.start_button, "play")
        icons.set_on(self.stop_button, "stop")
        self.start_button.clicked.connect(self.engine_start_wanted)
        self.stop_button.clicked.connect(self.engine_stop_wanted)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.engine_dot)
        row.addWidget(self.engine_state, 1)
        row.addWidget(self.start_button)
        row.addWidget(self.stop_button)
        column.addLayout(row)

    def _choose(self, place: str) -> None:
        self.starts.setEnabled(place == INSIDE)
        self.place_chosen.emit(place)

    def _make_database(self, column: QVBoxLayout) -> None:
        self.address, self.other_button = QLabel(), QPushButton()
        self.address.setWordWrap(True)
        self.other_button.clicked.connect(self.other_database_wanted)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.address, 1)
        row.addWidget(self.other_button)
        column.addLayout(row)


class _Section(QFrame):
    def __init__(self) -> None:
        super().__init__()
        dress(self, "panel")
        self.title = QLabel()
        dress(self.title, "heading")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 16, 16, 16)
        self.column.setSpacing(8)
        self.column.addWidget(self.title)
