"""Choosing another type for a block: what fits of it stays."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from editor.edits import nodes
from editor.node_list import FAMILIES, entries
from editor.palette import family_title, square

if TYPE_CHECKING:
    from editor.editor_widget import EditorWidget


class Retyping(QObject):
    def __init__(self, editor: "EditorWidget") -> None:
        super().__init__(editor)
        self._editor = editor

    def choose(self, node_id: str) -> QMenu:
        """Asks by a menu of all types, by family."""
        editor = self._editor
        menu = QMenu(editor)
        found = entries(editor.document.node_types, editor.scene.language)
        for family in FAMILIES:
            mine = [entry for entry in found if entry.family == family]
            if not mine:
                continue
            inner = menu.addMenu(square(family), family_title(family))
            for entry in mine:
                inner.addAction(entry.title, partial(self.retype, node_id, entry.name))
        button = editor.panels.inspector.node_page
        menu.popup(button.mapToGlobal(button.rect().topLeft()))
        return menu

    def retype(self, node_id: str, name: str) -> None:
        document = self._editor.document
        kind = document.node_types.get(name)
        if kind is None or node_id not in document.content.nodes:
            return
        changes = nodes.retype(document.content, document.facts, node_id, kind)
        document.do(self.tr("Change the type"), changes)
