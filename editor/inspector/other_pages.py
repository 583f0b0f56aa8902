"""Notes, links, and several things at once."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QToolButton

from editor import texts
from editor.content import Draft
from editor.document import Changed, SchemeDocument
from editor.edits import arrange, links, nodes
from editor.forms.text_widgets import Combo, Text
from editor.inspector.node_page import square
from editor.inspector.page import Page
from editor.items.style import CanvasStyle
from editor.notes import TINTS, Note
from editor.selection import Selection
from rino_desktop.ui import theme
from rino_desktop.ui.theme import dress


class NotePage(Page):
    """A note or frame: its text and tint."""

    def __init__(self, document: SchemeDocument) -> None:
        super().__init__(document)
        self.text = Text(least=4, most=20)
        self.text.edited.connect(self._write)
        self.text_label = self.labelled(self.text)
        self.tint_label = QLabel()
        dress(self.tint_label, "secondary")
        self.column.addWidget(self.tint_label)
        row = QHBoxLayout()
        row.setSpacing(4)
        self.tints: dict[str, QToolButton] = {}
        for tint in TINTS:
            button = QToolButton()
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(lambda _checked=False, tint=tint: self._put(tint=tint))
            self.tints[tint] = button
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        self.frame = QCheckBox()
        self.frame.clicked.connect(lambda checked: self._put(frame=checked))
        self.column.addWidget(self.frame)
        self.column.addStretch(1)
        theme.changes.changed.connect(self._colour)
        self._colour()
        self.retranslate()

    def retranslate(self) -> None:
        self.text_label.setText(self.tr("Text"))
        self.text.setAccessibleName(self.tr("Text of the note"))
        self.tint_label.setText(self.tr("Colour"))
        self.frame.setText(self.tr("Frame around blocks"))
        names = {
            "yellow": self.tr("Yellow"), "blue": self.tr("Blue"), "green": self.tr("Green"),
            "violet": self.tr("Violet"), "red": self.tr("Red"), "grey": self.tr("Grey"),
        }  # fmt: skip
        for tint, button in self.tints.items():
            button.setAccessibleName(names[tint])
            button.setToolTip(names[tint])

    def concerns(self, told: Changed) -> bool:
        return self.key in told.notes

    def refresh(self) -> None:
        note = self._note()
        if note is not None:
            self.text.show_text(note.text)
            self.frame.setChecked(note.frame)
            for tint, button in self.tints.items():
                button.setChecked(tint == note.tint)

    def _note(self) -> Note | None:
        return self.document.content.notes.get(self.key)

    def _write(self) -> None:
        self._put(merge=f"note {self.key}", text=self.text.toPlainText())

    def _put(self, merge: str = "", **values: Any) -> None:
        note = self._note()
        if note is None:
            return
        draft = Draft(self.document.content)
        draft.note(replace(note, **values))
        self.do(self.tr("Change note"), draft.changes(), merge)
        self.refresh()

    def _colour(self) -> None:
        style = CanvasStyle(theme.current())
        for tint, button in self.tints.items():
            button.setIcon(square(style.tint[tint].color().name(), theme.current().secondary))


class LinkPage(Page):
    """A link: from which way out of which block, into which."""

    #: A block is to be shown and selected.
    wanted = Signal(str)

    def __init__(self, document: SchemeDocument) -> None:
        super().__init__(document)
        self.title = QLabel()
        dress(self.title, "title")
        self.column.addWidget(self.title)
        self.source = QPushButton()
        self.source.clicked.connect(lambda: self._show("source"))
        self.source_label = self.labelled(self.source)
        self.port = Combo()
        self.port.activated.connect(self._turn)
        self.port_label = self.labelled(self.port)
        self.target = QPushButton()
        self.target.clicked.connect(lambda: self._show("target"))
        self.target_label = self.labelled(self.target)
        self.column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self.tr("Link"))
        self.source_label.setText(self.tr("From"))
        self.port_label.setText(self.tr("By the way out"))
        self.port.setAccessibleName(self.tr("The way out that it leaves by"))
        self.target_label.setText(self.tr("Into"))

    def refresh(self) -> None:
        content = self.document.content
        link = content.links.get(self.key)
        if link is None:
            return
        for button, node_id in ((self.source, link.source), (self.target, link.target)):
            node = content.nodes.get(node_id)
            button.setText(node.name if node is not None else self.tr("a block that is not there"))
            button.setEnabled(node is not None)
            button.setAccessibleName(self.tr("Show the block “{0}”").replace("{0}", button.text()))
        self.port.clear()
        if link.source in content.nodes:
            for port in self.document.facts.ports(link.source):
                self.port.addItem(texts.said(port.title), port.name)
        self.port.setCurrentIndex(self.port.findData(link.port))

    def _turn(self, index: int) -> None:
        link = self.document.content.links[self.key]
        self.do(
            self.tr("Move link"),
            links.move_source(
                self.document.content, self.key, link.source, self.port.itemData(index)
            ),
        )

    def _show(self, end: str) -> None:
        self.wanted.emit(getattr(self.document.content.links[self.key], end))


class SeveralPage(Page):
    """How many, and what can be done to all of them."""

    #: ``copy`` | ``duplicate`` | ``tidy`` | ``frame``: for the canvas, which knows sizes.
    action_wanted = Signal(str)

    def __init__(self, document: SchemeDocument, selection: Selection) -> None:
        super().__init__(document)
        self.selection = selection
        self.title = QLabel()
        dress(self.title, "title")
        self.column.addWidget(self.title)
        self.buttons: dict[str, QPushButton] = {}
        for name in ("copy", "tidy", "frame", "pin", "delete"):
            button = QPushButton()
            button.clicked.connect(lambda _checked=False, name=name: self._act(name))
            self.buttons[name] = button
            self.column.addWidget(button)
        self.column.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        said = {
            "copy": self.tr("Copy"), "tidy": self.tr("Tidy"),
            "frame": self.tr("Put a frame around them"), "pin": self.tr("Pin"),
            "delete": self.tr("Delete"),
        }  # fmt: skip
        for name, text in said.items():
            self.buttons[name].setText(text)

    def refresh(self) -> None:
        chosen = self.selection
        counts = [
            self.tr("%n block(s)", "", len(chosen.nodes)) if chosen.nodes else "",
            self.tr("%n link(s)", "", len(chosen.links)) if chosen.links else "",
            self.tr("%n note(s)", "", len(chosen.notes)) if chosen.notes else "",
        ]
        self.title.setText(", ".join(filter(None, counts)))
        pinned = self.document.content.pinned
        all_pinned = bool(chosen.nodes) and chosen.nodes <= pinned
        self.buttons["pin"].setText(self.tr("Unpin") if all_pinned else self.tr("Pin"))
        for name in ("tidy", "frame", "pin"):
            self.buttons[name].setVisible(bool(chosen.nodes))

    def _act(self, name: str) -> None:
        content, chosen = self.document.content, self.selection
        if name == "delete":
            keys = (*chosen.nodes, *chosen.links, *chosen.notes)
            self.do(self.tr("Delete"), nodes.remove(content, keys))
        elif name == "pin":
            on = not chosen.nodes <= content.pinned
            text = self.tr("Pin") if on else self.tr("Unpin")
            self.do(text, arrange.pin(content, chosen.nodes, on=on))
        else:
            self.action_wanted.emit(name)
