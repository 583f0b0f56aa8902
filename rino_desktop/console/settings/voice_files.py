"""Files of the voice store: found by name, heard, copied, deleted."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from rino_desktop.console.settings.section import Act, ListSection
from rino_desktop.ui import icons
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.dialogs import column
from rino_desktop.ui.forms import Field
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.loudspeaker import Loudspeaker
from rino_desktop.ui.theme import dress

_WIDTH, _HEIGHT = 900, 560


class FilesList(ListSection):
    ACTS = (
        Act("delete", "delete", chosen=True),
        Act("copy", "export", chosen=True),
        Act("play", "play", chosen=True, enter=True),
    )
    COLUMNS, WIDTHS, COLOURED = "voice-files", (480, 100, 150), 3

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def titles(self) -> tuple[str, ...]:
        return (self.tr("Name"), self.tr("Size"), self.tr("Changed"), self.tr("Where"))

    def words(self) -> tuple[str, dict[str, str]]:
        hint = self.tr("Ctrl and Shift choose several, to delete them together.")
        return hint, {
            "play": self.tr("Hear it"), "copy": self.tr("Save a copy…"),
            "delete": self.tr("Delete…"),
        }  # fmt: skip

    def may(self, act: str, key: object) -> bool:
        del key
        return act == "delete" or len(self.chosen_all()) == 1

    def chosen_all(self) -> list[str]:
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [str(self.table.at(row).key) for row in rows if row < len(self.table.all())]


class FilesDialog(Translated, Dialog):
    """``pattern``: what is looked for first."""

    search_wanted = Signal(str)

    def __init__(self, parent: QWidget | None, pattern: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.speaker = Loudspeaker(parent=self)
        self.heading = QLabel()
        dress(self.heading, "title")
        self.pattern = QLineEdit(pattern)
        self.field = Field(self.pattern)
        self.search_button, self.close_button = QPushButton(), QPushButton()
        icons.set_on(self.search_button, "search")
        self.files = FilesList()
        self.search_button.clicked.connect(self._search)
        self.pattern.returnPressed.connect(self._search)
        self.close_button.clicked.connect(self.reject)
        for button in (self.search_button, self.close_button):
            button.setAutoDefault(False)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.field, 1)
        top.addWidget(self.search_button, 0, Qt.AlignmentFlag.AlignBottom)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.close_button)
        layout = column(self)
        layout.addWidget(self.heading)
        layout.addLayout(top)
        layout.addWidget(self.files, 1)
        layout.addLayout(row)
        self.resize(_WIDTH, _HEIGHT)
        self.retranslate()
        self.pattern.setFocus()
        self.finished.connect(lambda _: self.speaker.stop())

    def retranslate(self) -> None:
        title = self.tr("Files of the voice store")
        self.setWindowTitle(title)
        self.heading.setText(title)
        self.field.name(self.tr("Name, with * for anything: recordings/2026/11/*"))
        self.search_button.setText(self.tr("Search"))
        self.close_button.setText(self.tr("Close"))

    def play(self, sound: bytes) -> bool:
        """16 bit, mono, 8 kHz. False: there is no device to hear it on."""
        self.speaker.look_for_devices()
        return self.speaker.play(sound)

    def _search(self) -> None:
        self.search_wanted.emit(self.pattern.text().strip())
