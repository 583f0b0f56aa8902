"""The steps of the wizard that are no check-list."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from rino_desktop.campaign_field_words import words
from rino_desktop.campaign_fields import fields
from rino_desktop.console.campaign.field_editor import ABSENT
from rino_desktop.console.campaign.variables_editor import editor_of, say_faults, variables_for
from rino_desktop.console.campaign.wizard_words import use_words
from rino_desktop.console.lists.home_field import HomeField
from rino_desktop.scheme_variables import Declared
from rino_desktop.ui.forms import Field
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.tall_enough import NoLess
from rino_desktop.ui.theme import dress

Document = dict[str, Any]
#: Step → the settings that are asked there.
ASKED: Mapping[str, tuple[str, ...]] = {
    "template": ("campaign.scheme", "campaign.form", "variables"),
    "rules": (
        "campaign.preset", "campaign.person", "schedule.timezone", "schedule.weekdays",
        "schedule.weekend", "schedule.holidays", "retry.max_attempts", "retry.no_answer",
        "retry.user_busy", "campaign.record", "campaign.record_consent",
    ),
    "trunks": (
        "campaign.trunk", "campaign.caller_id", "campaign.max_lines",
        "campaign.calls_per_second", "campaign.ring_timeout_s",
    ),
    "operators": (
        "campaign.mode", "campaign.pacing", "campaign.abandon_limit", "operators.skill",
        "operators.minimum_level", "operators.wrap_up", "operators.wrap_up_s",
    ),
}  # fmt: skip


class UsesPage(Translated, QListWidget):
    """Which use of the product."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "flat")
        self.setSpacing(2)
        for use in use_words():
            item = QListWidgetItem()
            item.setData(Qt.ItemDataRole.UserRole, use)
            self.addItem(item)
        self.retranslate()

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Purposes"))
        for row, (title, text) in enumerate(use_words().values()):
            self.item(row).setText(f"{title}\n{text}")

    def use(self) -> str:
        """ "" while none is chosen."""
        item = self.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    def choose(self, use: str) -> None:
        for row in range(self.count()):
            if self.item(row).data(Qt.ItemDataRole.UserRole) == use:
                self.setCurrentRow(row)


class FormPage(Translated, QScrollArea):
    """Some settings of the document, as the form of all settings has them."""

    changed = Signal()

    def __init__(self, places: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        known = {field.place: field for found in fields().values() for field in found}
        self.editors = {place: editor_of(known[place]) for place in places}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        body = QWidget()
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(0, 0, 12, 0)
        self.column.setSpacing(12)
        for editor in self.editors.values():
            editor.changed.connect(self.changed)
            self.column.addWidget(editor)
        self.column.addStretch(1)
        self.setWidget(body)
        self.name_editors()

    def retranslate(self) -> None:
        self.name_editors()

    def name_editors(self) -> None:
        known = words()
        for place, editor in self.editors.items():
            editor.name(*known[place])

    def offer(
        self, names: Mapping[str, Sequence[str]],
        titles: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:  # fmt: skip
        """What can be chosen, and what people call it."""
        for editor in self.editors.values():
            kind = editor.field.names
            if kind in names:
                editor.offer(names[kind], (titles or {}).get(kind))

    def fill(self, document: Document) -> None:
        for place, editor in self.editors.items():
            section, _, key = place.partition(".")
            table = document.get(section) or {}
            editor.set_raw(table.get(key, ABSENT) if key else document.get(section, ABSENT))

    def take(self, document: Document) -> None:
        """Put what is filled in into ``document``. ValueError for text that is no TOML."""
        for place, editor in self.editors.items():
            raw = editor.raw()
            section, _, key = place.partition(".")
            if not key:
                document.pop(section, None)
                if raw is not ABSENT:
                    document[section] = raw
            elif raw is ABSENT:
                document.get(section, {}).pop(key, None)
            else:
                document.setdefault(section, {})[key] = raw
        for section in ("schedule", "retry"):
            if section in document and not document[section]:
                del document[section]

    def say(self, faults: Mapping[str, str], notes: Mapping[str, str]) -> None:
        say_faults(self.editors, faults)
        for place, editor in self.editors.items():
            editor.say_note(notes.get(place, ""))


class TemplatePage(FormPage):
    def __init__(self, parent: QWidget | None = None) -> None:
        self.campaign = QLineEdit()
        self.name_field = Field(self.campaign)
        self.reports, self.missing = QLabel(), QLabel()
        for label, kind in ((self.reports, "secondary"), (self.missing, "warning")):
            label.setWordWrap(True)
            dress(label, kind)
        self._missing: tuple[str, ...] = ()
        self._instead = ""
        self.missing.hide()
        self._kinds: tuple[str, ...] = ()
        self._variables: Mapping[str, tuple[Declared, ...]] = {}
        super().__init__(ASKED["template"], parent)
        self.editors["campaign.scheme"].changed.connect(self._show_variables)
        self.name_field.setMaximumWidth(420)
        self.campaign.setMaxLength(100)
        self.campaign.textChanged.connect(lambda _text: self.changed.emit())
        self.column.insertWidget(0, self.name_field)
        self.column.insertWidget(2, self.missing)
        self.column.insertWidget(self.column.count() - 1, self.reports)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.name_field.name(self.tr("Name of the campaign"))
        kinds = ", ".join(self._kinds)
        self.missing.setText(
            self.tr("There is no data source {names} here, so the scheme {scheme} is used, which "
                    "knows only what is in the list: who has paid since is not known to it.")
            .format(names=", ".join(self._missing), scheme=self._instead)
        )  # fmt: skip
        self.reports.setText(self.tr("Its reports: {kinds}").format(kinds=kinds) if kinds else "")

    def offer_variables(self, known: Mapping[str, tuple[Declared, ...]]) -> None:
        """Case-folded name of a scheme → what it declares."""
        self._variables = known
        self._show_variables()

    def _show_variables(self) -> None:
        variables_for(self.editors, self._variables)

    def show_missing(self, sources: tuple[str, ...], scheme: str) -> None:
        """``scheme`` is used since the office has not these data sources."""
        self._missing, self._instead = sources, scheme
        self.missing.setVisible(bool(sources))
        self.retranslate()

    def show_reports(self, kinds: tuple[str, ...]) -> None:
        """Their titles."""
        self._kinds = kinds
        self.retranslate()

    def fill(self, document: Document) -> None:
        super().fill(document)
        self._show_variables()
        self.campaign.setText(str(document["campaign"].get("name", "")))

    def take(self, document: Document) -> None:
        super().take(document)
        document["campaign"]["name"] = self.campaign.text().strip()

    def say(self, faults: Mapping[str, str], notes: Mapping[str, str]) -> None:
        super().say(faults, notes)
        self.name_field.say_fault(faults.get("campaign.name", ""))


class ListPage(Translated, NoLess):
    """Which file, or none yet."""

    file_wanted = Signal()
    home_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file = ""
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.hint = QLabel()
        dress(self.hint, "secondary")
        self.hint.setWordWrap(True)
        self.home = HomeField()
        self.home.changed.connect(self.home_changed)
        self.choose_button, self.later_button = QPushButton(), QPushButton()
        self.choose_button.clicked.connect(self.file_wanted)
        self.later_button.clicked.connect(lambda: self.show_file(""))
        row = QHBoxLayout()
        row.addWidget(self.choose_button)
        row.addWidget(self.later_button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.text)
        layout.addLayout(row)
        layout.addWidget(self.hint)
        layout.addWidget(self.home)
        layout.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.choose_button.setText(self.tr("Choose a file…"))
        self.later_button.setText(self.tr("Without a list for now"))
        self.hint.setText(
            self.tr("XLSX, XLS, ODS, CSV, DBF. Encoding and columns are found out; rows that "
                    "cannot be used are kept in a file beside it, with the reason.")
        )  # fmt: skip
        self.show_file(self.file)

    def show_file(self, file: str) -> None:
        self.file = file
        none = self.tr("No list yet: the campaign starts when it has one.")
        self.text.setText(file or none)
        self.later_button.setEnabled(bool(file))


class TrunksPage(FormPage):
    connect_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self.known = QLabel()
        self.known.setWordWrap(True)
        dress(self.known, "secondary")
        self.connect_button = QPushButton()
        super().__init__(ASKED["trunks"], parent)
        self.connect_button.clicked.connect(self.connect_wanted)
        row = QHBoxLayout()
        row.addWidget(self.connect_button)
        row.addStretch(1)
        self.column.insertWidget(0, self.known)
        self.column.insertLayout(1, row)
        self._names: tuple[str, ...] = ()
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self.connect_button.setText(self.tr("Connect a trunk…"))
        names = ", ".join(getattr(self, "_names", ()))
        self.known.setText(
            self.tr("Connected: {names}.").format(names=names) if names
            else self.tr("No trunk is connected yet: a SIP account of a telephone operator, or a "
                         "gateway in the office.")
        )  # fmt: skip

    def show_trunks(self, names: Sequence[str]) -> None:
        self._names = tuple(names)
        self.offer({"trunks": names})
        self.retranslate()
