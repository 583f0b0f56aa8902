"""Two versions of a scheme: what was added, removed, changed; and back to one of them."""

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from editor.moments import short
from editor.told_tasks import told_tasks
from engine.ports.schemes import Draft, VersionInfo
from engine.scheme.codec import load_scheme
from engine.scheme.diff import SchemeDiff, compare
from engine.scheme.diff_words import describe
from engine.scheme.model import Scheme
from rino_desktop.ui.calm_wheel import CalmCombo
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.dialogs import confirm
from rino_desktop.ui.languages import Translated
from rino_desktop.ui.theme import dress

if TYPE_CHECKING:
    from editor.editor_widget import EditorWidget

#: What is in the window, among version numbers.
HERE = 0


class CompareDialog(Translated, Dialog):
    """``versions``: the newest first. What is in the editor can be compared too."""

    def __init__(self, parent: QWidget, versions: list[VersionInfo]) -> None:
        super().__init__(parent)
        self.versions = versions
        self.old, self.new = CalmCombo(), CalmCombo()
        self.from_label, self.to_label, self.count = QLabel(), QLabel(), QLabel()
        dress(self.count, "secondary")
        for box in (self.old, self.new):
            # A long comment must not make the window wider than the screen.
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(24)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.rollback, self.as_draft, self.close_button = (
            QPushButton(), QPushButton(), QPushButton(),
        )  # fmt: skip
        self.close_button.clicked.connect(self.close)
        choice = QGridLayout()
        choice.setSpacing(8)
        choice.setColumnStretch(1, 1)
        for row, (label, box) in enumerate(
            ((self.from_label, self.old), (self.to_label, self.new))
        ):
            choice.addWidget(label, row, 0)
            choice.addWidget(box, row, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.count, 1)
        for button in (self.as_draft, self.rollback, self.close_button):
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(choice)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        self.resize(760, 520)
        self.retranslate()

    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Compare versions"))
        self.from_label.setText(self.tr("From"))
        self.to_label.setText(self.tr("to"))
        self.old.setAccessibleName(self.tr("Older version"))
        self.new.setAccessibleName(self.tr("Newer version"))
        self.list.setAccessibleName(self.tr("Differences"))
        self.rollback.setText(self.tr("Calls use the older one again"))
        self.as_draft.setText(self.tr("Go on from the older one"))
        self.close_button.setText(self.tr("Close"))
        for box in (self.old, self.new):
            chosen = box.currentData()
            box.blockSignals(True)
            box.clear()
            for version in self.versions:
                box.addItem(self._name(version), version.version)
            box.addItem(self.tr("What is in the window"), HERE)
            box.setCurrentIndex(max(0, box.findData(chosen)) if chosen is not None else 0)
            box.blockSignals(False)

    def _name(self, version: VersionInfo) -> str:
        parts = [
            self.tr("version {number}").format(number=version.version),
            short(version.published_at),
        ]
        parts += [part for part in (version.author, version.comment) if part]
        if version.current:
            parts.append(self.tr("in use"))
        return " · ".join(parts)

    def show_differences(self, lines: list[str]) -> None:
        self.list.clear()
        for line in lines:
            self.list.addItem(QListWidgetItem(line))
        if lines:
            self.count.setText(self.tr("%n difference(s)", "", len(lines)))
        else:
            self.count.setText(self.tr("No differences: where blocks stand does not count."))


class Comparing(QObject):
    """``begin`` opens the dialog on what calls use and what is in the window."""

    def __init__(self, editor: "EditorWidget") -> None:
        super().__init__(editor)
        self._editor = editor
        self._tasks = told_tasks(self, editor.desk, editor.said.emit)
        self._theirs: Draft | None = None
        self.dialog: CompareDialog | None = None

    def begin(self) -> None:
        self._theirs = None
        self._tasks.start(self._open())

    def with_draft(self, theirs: Draft) -> None:
        """What somebody else has saved, against what is in the window."""
        self._theirs = theirs
        self._tasks.start(self._show_theirs(theirs))

    async def _open(self) -> None:
        editor = self._editor
        versions = await editor.desk.versions(editor.name)
        if not versions:
            editor.said.emit(self.tr("This scheme has no published version to compare with."))
            return
        dialog = self._made(versions)
        used = next((v.version for v in versions if v.current), versions[0].version)
        dialog.old.setCurrentIndex(dialog.old.findData(used))
        dialog.new.setCurrentIndex(dialog.new.findData(HERE))
        for box in (dialog.old, dialog.new):
            box.currentIndexChanged.connect(lambda _index: self._tasks.start(self._compare()))
        dialog.rollback.clicked.connect(lambda: self._tasks.start(self._roll_back()))
        dialog.as_draft.clicked.connect(lambda: self._tasks.start(self._go_on_from_older()))
        await self._compare()
        dialog.open()

    def _made(self, versions: list[VersionInfo]) -> CompareDialog:
        self.dialog = CompareDialog(self._editor, versions)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.destroyed.connect(self._forget)
        return self.dialog

    def _forget(self) -> None:
        self.dialog = None

    async def _show_theirs(self, theirs: Draft) -> None:
        scheme = await asyncio.to_thread(load_scheme, theirs.document, theirs.name)
        dialog = self._made([])
        for widget in (dialog.old, dialog.from_label, dialog.rollback, dialog.as_draft):
            widget.hide()
        dialog.to_label.setText(self.tr("From what {author} has saved to").format(
            author=theirs.author))  # fmt: skip
        dialog.show_differences(await self._lines(scheme, self._editor.document.scheme()))
        dialog.open()

    async def _scheme(self, version: int) -> Scheme:
        editor = self._editor
        if version == HERE:
            return editor.document.scheme()
        found = await editor.desk.numbered(editor.name, version)
        return await asyncio.to_thread(load_scheme, found.document, f"{found.name}@{version}")

    async def _compare(self) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        old, new = dialog.old.currentData(), dialog.new.currentData()
        lines = await self._lines(await self._scheme(old), await self._scheme(new))
        if self.dialog is not dialog:
            return  # closed meanwhile
        if (old, new) == (dialog.old.currentData(), dialog.new.currentData()):
            dialog.show_differences(lines)
        is_version = old != HERE
        used = any(v.version == old and v.current for v in dialog.versions)
        dialog.rollback.setEnabled(is_version and not used)
        dialog.as_draft.setEnabled(is_version)

    async def _lines(self, old: Scheme, new: Scheme) -> list[str]:
        node_types, language = self._editor.document.node_types, self._editor.scene.language

        def work() -> list[str]:
            found: SchemeDiff = compare(old, new, node_types)
            return describe(found, language, node_types) if found else []

        return await asyncio.to_thread(work)

    async def _roll_back(self) -> None:
        dialog, editor = self.dialog, self._editor
        assert dialog is not None
        version = dialog.old.currentData()
        found = await editor.desk.numbered(editor.name, version)
        text = self.tr("New calls will follow it. The draft in this window stays as it is.")
        lines = await editor.desk.consequences(editor.name, found.document)
        if self.dialog is not dialog:
            return  # closed meanwhile: thought better of it
        sure = await confirm(
            dialog,
            self.tr("Calls use version {number} again").format(number=version),
            "\n\n".join([text, *lines]),
            self.tr("Use this version"),
        )
        if sure:
            await editor.desk.rollback(editor.name, version)
            editor.said.emit(self.tr("Calls use version {number} again").format(number=version))
            dialog.close()

    async def _go_on_from_older(self) -> None:
        """As an edit: it can be undone."""
        dialog, editor = self.dialog, self._editor
        assert dialog is not None
        scheme = await self._scheme(dialog.old.currentData())
        if self.dialog is not dialog:
            return
        editor.document.turn_into(self.tr("Go on from an older version"), scheme)
        dialog.close()
