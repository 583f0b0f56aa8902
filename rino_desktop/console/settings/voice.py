"""The voice store: whether it is well, what lies in it, where it is."""

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

from rino_desktop.console.settings.section import Act, ListSection
from rino_desktop.ui.form_dialog import FormDialog
from rino_desktop.ui.forms import Field
from rino_desktop.ui.theme import dress

_HEALTH_PX, _CONTENTS_PX = 206, 204


class StoreHealthList(ListSection):
    ACTS = (Act("place"), Act("repair"), Act("examine", "problems"))
    COLUMNS, WIDTHS = "voice-health", (280, 400)

    def titles(self) -> tuple[str, ...]:
        return (self.tr("What"), self.tr("How it is"), self.tr("What to do"))

    def words(self) -> tuple[str, dict[str, str]]:
        hint = self.tr(
            "Prompts, recordings of calls and messages of subscribers: a folder of this computer, "
            "or an address that all engines of the office share."
        )  # fmt: skip
        return hint, {
            "place": self.tr("Another place…"), "repair": self.tr("Complete them"),
            "examine": self.tr("Look again"),
        }  # fmt: skip


class ContentsList(ListSection):
    ACTS = (
        Act("import", "add"),
        Act("files", chosen=True, enter=True),
        Act("count"),
    )
    COLUMNS, WIDTHS, COLOURED = "voice-contents", (230, 80, 90, 140, 105, 105, 100), 0

    def titles(self) -> tuple[str, ...]:
        return (
            self.tr("What"), self.tr("Files"), self.tr("Size"), self.tr("The oldest"),
            self.tr("Up to 30 days"), self.tr("Up to 90 days"), self.tr("Up to a year"),
            self.tr("Older"),
        )  # fmt: skip

    def words(self) -> tuple[str, dict[str, str]]:
        hint = self.tr("What lies in it, by age. Counting goes through all of it.")
        return hint, {
            "count": self.tr("Count"), "files": self.tr("Files…"),
            "import": self.tr("Import prompts…"),
        }  # fmt: skip


class VoiceSection(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.health, self.contents = StoreHealthList(), ContentsList()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        # All lines of both are seen without scrolling.
        self.health.view.setMinimumHeight(_HEALTH_PX)
        self.contents.view.setMinimumHeight(_CONTENTS_PX)
        column.addWidget(self.health, _HEALTH_PX)
        column.addWidget(self.contents, _CONTENTS_PX)


class PlaceDialog(FormDialog):
    """``fixed``: why it cannot be changed here, "" when it can."""

    #: A folder or an address, "" for the default place.
    wanted = Signal(str)

    def __init__(self, parent: QWidget | None, place: str, usual: str, fixed: str = "") -> None:
        self._fixed = fixed
        self.edit, self.browse_button = QLineEdit(place), QPushButton()
        self.edit.setPlaceholderText(usual)
        self.edit.setReadOnly(bool(fixed))
        self.browse_button.setAutoDefault(False)
        self.browse_button.setEnabled(not fixed)
        self.browse_button.clicked.connect(self._browse)
        self.hint = QLabel()
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        dress(self.hint, "secondary")
        self.field = Field(self.edit)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.browse_button)
        browse = QWidget()
        browse.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        super().__init__(parent, (self.field, browse, self.hint))
        self.retranslate()
        self.edit.textChanged.connect(lambda _: self.field.say_fault(""))
        if fixed:
            self.field.say_fault(fixed)
            self.button.setEnabled(False)
        self.edit.setFocus()

    def retranslate(self) -> None:
        self.entitle(self.tr("Where the voice store is"), self.tr("Try and use it"))
        self.field.name(
            self.tr("Folder, or an address: sftp://USER@HOST/FOLDER, s3://BUCKET/FOLDER")
        )
        self.browse_button.setText(self.tr("Choose a folder…"))
        self.hint.setText(
            self.tr("Files stay where they are: copy them to the new place. An engine in this "
                    "program takes it over when it is started anew. Engines on other computers and "
                    "the command line are told in their configuration file (voice_store). The "
                    "password stands in RINO_VOICE_STORE_PASSWORD, never in the address.")
        )  # fmt: skip

    def say_fault(self, text: str) -> None:
        """At the field."""
        self.refuse("")
        self.field.say_fault(text)
        self.edit.setFocus()

    def _browse(self) -> None:
        asking = QFileDialog(self, self.tr("The folder of the voice store"))
        asking.setFileMode(QFileDialog.FileMode.Directory)
        asking.setOption(QFileDialog.Option.ShowDirsOnly)
        asking.fileSelected.connect(self.edit.setText)
        asking.open()

    def _take(self) -> None:
        self.begin()
        self.field.say_fault("")
        self.wanted.emit(self.edit.text().strip())
