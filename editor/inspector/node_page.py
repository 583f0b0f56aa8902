"""A block: its name, its type, what is wrong with it, its parameters."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from editor import texts
from editor.document import Changed, SchemeDocument
from editor.edits import nodes
from editor.edits.mending import mended
from editor.forms.node_form import NodeForm
from editor.forms.text_widgets import Line
from editor.inspector.page import Page
from editor.items.style import FAMILY
from editor.problem_row import ProblemRow
from editor.scheme_names import KnownNames
from engine.scheme.problems import Problem
from rino_desktop.ui import theme
from rino_desktop.ui.theme import dress


class NodePage(Page):
    #: Another type is to be chosen for this block.
    retype_wanted = Signal(str)
    hinted = Signal(str)

    def __init__(self, document: SchemeDocument, outside: KnownNames | None = None) -> None:
        super().__init__(document)
        self.name = Line()
        self.name.textEdited.connect(self._rename)
        self.name.setMaxLength(200)
        self.name_label = self.labelled(self.name)
        self.square = QLabel()
        self.type_title = QLabel()
        self.type_title.setWordWrap(True)
        self.retype = QPushButton()
        self.retype.clicked.connect(lambda: self.retype_wanted.emit(self.key))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.square)
        row.addWidget(self.type_title, 1)
        row.addWidget(self.retype)
        self.column.addLayout(row)
        self.summary = QLabel()
        self.summary.setWordWrap(True)
        dress(self.summary, "secondary")
        self.column.addWidget(self.summary)
        self.form = NodeForm(document, outside)
        self.form.hinted.connect(self.hinted)
        self.column.addWidget(self.form)
        # Below the fields: they must not jump while one of them is being filled in.
        self.problems = QVBoxLayout()
        self.column.addLayout(self.problems)
        self.column.addStretch(1)
        theme.changes.changed.connect(self._paint_square)
        self._shown: tuple[Problem, ...] = ()
        self.retranslate()

    def retranslate(self) -> None:
        self.name_label.setText(self.tr("Name"))
        self.name.setAccessibleName(self.tr("Name of the block"))
        self._shown = ()
        self.retype.setText(self.tr("Change …"))
        self.retype.setAccessibleName(self.tr("Change the type of the block"))

    def show_key(self, key: str) -> None:
        if self.form.node_id != key:
            self.form.show_node(key)
        super().show_key(key)

    def concerns(self, told: Changed) -> bool:
        return self.key in told.nodes

    def refresh(self) -> None:
        node = self.document.content.nodes.get(self.key)
        if node is None:
            return
        self.name.show_text(node.name)
        kind = self.document.node_types.get(node.type)
        self.type_title.setText(texts.said(kind.title) if kind is not None else node.type)
        self.summary.setText(texts.said(kind.summary) if kind is not None else "")
        self.summary.setVisible(kind is not None)
        self._paint_square()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        own = tuple(problem for problem in problems if problem.node_id == self.key)
        self.form.show_problems(own)
        whole = tuple(p for p in own if not p.place or p.code == "unknown_node_type")
        if whole == self._shown:
            return
        self._shown = whole
        while (item := self.problems.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for problem in whole:
            row = ProblemRow(problem, placed=True)
            row.mend_wanted.connect(self._mend)
            self.problems.addWidget(row)

    def _mend(self, problem: Problem) -> None:
        assert problem.fix is not None
        words = problem.fix.words(texts.language())
        self.do(words, mended(self.document.content, problem.fix))

    def _rename(self, name: str) -> None:
        self.do(
            self.tr("Rename block"),
            nodes.rename(self.document.content, self.key, name),
            f"name {self.key}",
        )

    def _paint_square(self) -> None:
        node = self.document.content.nodes.get(self.key)
        kind = self.document.node_types.get(node.type) if node is not None else None
        family = FAMILY.get(kind.group, "") if kind is not None else ""
        colours = theme.current()
        colour = theme.family(family) if family else colours.secondary
        self.square.setPixmap(square(colour).pixmap(QSize(12, 12)))


def square(colour: str, edge: str = "") -> QIcon:
    """The coloured square of a family of blocks. ``edge``: for a colour that is hardly seen on what
    is behind it."""
    picture = QPixmap(24, 24)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(edge) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(1, 1, 22, 22, 6, 6)
    painter.end()
    return QIcon(picture)
