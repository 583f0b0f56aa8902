"""Publishing from the editor: nothing with errors goes out, and what goes out is told."""

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from editor import texts
from editor.told_tasks import told_tasks
from engine.scheme.codec import dump_scheme
from engine.scheme.problems import Problem
from rino_desktop.ui.dialog import Dialog
from rino_desktop.ui.theme import dress

if TYPE_CHECKING:
    from editor.editor_widget import EditorWidget

_SHOWN = 8


class PublishDialog(Dialog):
    """Asks for a word on what is new. ``warnings``: what may be published all the same."""

    def __init__(self, parent: QWidget, warnings: list[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Publish"))
        self.setModal(True)
        self.comment = QLineEdit()
        self.comment.setPlaceholderText(self.tr("What is new? (for the list of versions)"))
        self.comment.setAccessibleName(self.tr("What is new"))
        about = QLabel(
            self.tr("New calls will follow this version. Calls under way finish on theirs.")
        )
        about.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(about)
        layout.addWidget(self.comment)
        if warnings:
            heading = QLabel(self.tr("%n warning(s)", "", len(warnings)))
            dress(heading, "warning")
            layout.addWidget(heading)
            for text in warnings[:_SHOWN]:
                line = QLabel(text)
                line.setWordWrap(True)
                dress(line, "secondary")
                layout.addWidget(line)
            if len(warnings) > _SHOWN:
                layout.addWidget(QLabel(self.tr("… and %n more", "", len(warnings) - _SHOWN)))
        cancel, publish = QPushButton(self.tr("Cancel")), QPushButton(self.tr("Publish"))
        dress(publish, "primary")
        publish.setDefault(True)
        publish.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(publish)
        layout.addLayout(row)
        self.setMinimumWidth(440)


class Publishing(QObject):
    """``begin`` looks for errors first; ``refused`` shows where they are."""

    #: Errors keep it from being published: the first of them.
    refused = Signal(object)

    def __init__(self, editor: "EditorWidget") -> None:
        super().__init__(editor)
        self._editor = editor
        self._tasks = told_tasks(self, editor.desk, editor.said.emit)
        self.dialog: PublishDialog | None = None
        self._beginning = False

    def begin(self) -> None:
        """What is known to be wrong is told at once; then what the called schemes are by now is
        looked at, and what publishing would mean for others."""
        if not self._beginning and not self._refused():
            self._beginning = self._tasks.start(self._begin()) is not None

    async def _begin(self) -> None:
        editor = self._editor
        try:
            await editor.panels.library.refresh()
            if self._refused():
                return
            document = await asyncio.to_thread(dump_scheme, editor.keeper.scheme())
            consequences = await editor.desk.consequences(editor.name, document)
        finally:
            self._beginning = False
        warnings = [self._words(problem) for problem in editor.document.judge.problems()]
        self.dialog = PublishDialog(editor, [*consequences, *warnings])
        self.dialog.accepted.connect(self._publish)
        self.dialog.open()

    def _refused(self) -> bool:
        errors = [problem for problem in self._editor.document.judge.problems() if problem.is_error]
        if errors:
            self._refuse(errors)
        return bool(errors)

    def _words(self, problem: Problem) -> str:
        """As the list of problems has it."""
        document = self._editor.document
        node = document.content.nodes.get(problem.node_id)
        return texts.placed(problem, document.node_types.get(node.type) if node else None)

    def _refuse(self, errors: list[Problem]) -> None:
        editor, first = self._editor, errors[0]
        more = f" (+{len(errors) - 1})" if len(errors) > 1 else ""
        said = self.tr("Cannot be published yet: {problem}")
        editor.said.emit(said.format(problem=self._words(first)) + more)
        key = first.node_id or first.link_id
        if key:
            nodes = [first.node_id] if first.node_id else []
            editor.selection.set(nodes, [] if nodes else [first.link_id])
            editor.view.show_key(key)
        self.refused.emit(first)

    def _publish(self) -> None:
        assert self.dialog is not None
        self._tasks.start(self._publish_now(self.dialog.comment.text().strip()))

    async def _publish_now(self, comment: str) -> None:
        version = await self._editor.keeper.publish(comment)
        if version is not None:
            self._editor.said.emit(self.tr("Published: version {number}").format(number=version))
