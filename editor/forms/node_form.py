"""The property form of one block, under undo."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from editor import texts
from editor.document import Changed, SchemeDocument
from editor.edits import nodes
from editor.forms.arranging import arrange
from editor.forms.field_grid import Fold
from editor.forms.groups import FieldsEditor
from editor.forms.making import make_editor
from editor.forms.named import JsonEditor
from editor.forms.shapes import JSON, Shape
from editor.forms.text_widgets import undo_by_key
from editor.forms.value import FormContext, ValueEditor
from editor.packages import missing_types
from editor.scheme_names import KnownNames, NoNames
from engine.scheme.problems import Problem
from rino_desktop.ui.theme import dress

#: Forms of so many types are kept.
_KEPT = 6


class NodeForm(QWidget):
    """``outside``: names that are known beyond the scheme."""

    #: What the field under the keyboard means; "" for none.
    hinted = Signal(str)
    #: The keyboard has come to a field.
    came_to = Signal(QWidget)

    def __init__(
        self,
        document: SchemeDocument,
        outside: KnownNames | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.context = FormContext(document, outside or NoNames(), make_editor)
        self.node_id = ""
        self.editor: ValueEditor | None = None
        self._type = ""
        self._made: dict[str, ValueEditor] = {}
        self._judged: tuple[Problem, ...] = ()
        #: Typing in a field is one edit until the keyboard goes elsewhere.
        self._visit = 0
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self.note = QLabel()
        self.note.setWordWrap(True)
        dress(self.note, "secondary")
        self.column.addWidget(self.note)
        document.changed.connect(self._follow)
        document.replaced.connect(lambda: self.show_node(self.node_id))
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_changed)

    def show_node(self, node_id: str) -> None:
        """ "" for none, as for one that is gone."""
        node = self.document.content.nodes.get(node_id)
        self.node_id = node_id if node is not None else ""
        self._show()

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Those of the judgement on the whole scheme, each beside the field it is about. What is
        wrong with the block as such is not shown here."""
        self._judged = tuple(p for p in problems if p.node_id == self.node_id and p.place)
        self._tell(self._judged)

    def _tell_now(self) -> None:
        """What the block itself says is known at once; what else was wrong still is, until the next
        judgement."""
        own = self.document.facts.of(self.node_id).problems
        still = (p for p in self._judged if p.code != "bad_parameter" and p not in own)
        self._tell((*own, *still))

    def _tell(self, problems: Iterable[Problem]) -> None:
        if self.editor is None:
            return
        found: dict[ValueEditor, list[tuple[str, bool]]] = defaultdict(list)
        for problem in problems:
            if problem.place:
                found[self.editor.editor_at(problem.place)].append(
                    (texts.bare(problem), problem.is_error)
                )
        for editor in self.editor.all_editors():
            editor.tell(found.get(editor, ()))
        for editor in found:
            Fold.bring_out(editor)

    def focus_place(self, place: str) -> None:
        """The keyboard goes to a field, as problems call its place."""
        if self.editor is not None:
            self.editor.reveal(place)
            field = self.editor.editor_at(place).field()
            if field is not None:
                field.setFocus()

    def _show(self) -> None:
        node = self.document.content.nodes.get(self.node_id)
        shown = None
        if node is not None:
            self._type = node.type
            self.context.parameters = node.parameters
            shown = self._editor_of(node.type)
        if self.editor is not None and self.editor is not shown:
            self.editor.hide()
        self.editor = shown
        self.note.setText("" if node is None else self._said_of(node.type))
        self.note.setVisible(bool(self.note.text()))
        if shown is not None and node is not None:
            shown.forget()
            shown.show_value(_plain(node.parameters))
            shown.show()
            arrange(self)
            self._judged = ()
            self._tell_now()

    def _editor_of(self, type_name: str) -> ValueEditor:
        """Made once for a type: another block of it is shown at once."""
        found = self._made.pop(type_name, None)
        if found is None:
            found = self._make(type_name)
            found.set_place("")
            self.column.addWidget(found)
            if len(self._made) >= _KEPT:
                self._throw_away(next(iter(self._made)))
        self._made[type_name] = found
        return found

    def _make(self, type_name: str) -> ValueEditor:
        kind = self.document.node_types.get(type_name)
        if kind is None:
            shown = JsonEditor(self.context, JSON)
            shown.set_read_only()
            shown.name(self.tr("Parameters"))
            return shown
        model = kind.parameters
        editor = FieldsEditor(self.context, Shape("group", model, models=(model,)))
        editor.edited.connect(self._changed)
        return editor

    def _said_of(self, type_name: str) -> str:
        kind = self.document.node_types.get(type_name)
        if kind is None:
            package = missing_types(self.document.content, self.document.node_types)[type_name]
            if package:
                return self.tr(
                    "This block comes from the plug-in {0}, which is not installed here; its "
                    "parameters are kept as they are."
                ).replace("{0}", package)
            return self.tr(
                "This type of block is not installed; its parameters are kept as they are."
            )
        return "" if kind.parameters.model_fields else self.tr("Nothing to set here.")

    def _throw_away(self, type_name: str) -> None:
        editor = self._made.pop(type_name)
        self.column.removeWidget(editor)
        editor.hide()
        editor.deleteLater()

    def _rebuild(self) -> None:
        """In another language."""
        self.editor = None
        for type_name in list(self._made):
            self._throw_away(type_name)
        self._show()

    def _changed(self, path: tuple[Any, ...], typing: bool) -> None:
        assert self.editor is not None
        document = self.document
        merge = f"form {self.node_id} {self._visit} {path!r}" if typing else ""
        field = self.editor.fields[path[0]] if isinstance(self.editor, FieldsEditor) else None
        title = texts.said(field.words.title) if field is not None else ""
        document.do(
            self.tr("Change “{0}”").replace("{0}", title),
            nodes.set_parameters(document.content, document.facts, self.node_id, self.editor.value),
            merge,
        )

    def _follow(self, told: Changed) -> None:
        if not self.node_id or (self.node_id not in told.nodes and not told.header):
            return
        node = self.document.content.nodes.get(self.node_id)
        if node is None or node.type != self._type:
            self.show_node(self.node_id)
            return
        self.context.parameters = node.parameters
        if self.editor is not None:
            self.editor.show_value(_plain(node.parameters))
            arrange(self)
            if self.node_id in told.nodes:
                self._tell_now()

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        self._visit += 1
        if new is not None and self.isAncestorOf(new):
            self.hinted.emit(new.accessibleDescription() or new.toolTip())
            self.came_to.emit(new)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._rebuild()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if not undo_by_key(self.document, event):
            super().keyPressEvent(event)


def _plain(value: Any) -> Any:
    """JSON as lists and dictionaries, whatever the file's reader has made of it."""
    if isinstance(value, dict) or hasattr(value, "items"):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
