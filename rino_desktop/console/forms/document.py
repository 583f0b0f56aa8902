"""The form that is being designed, with the way back."""

from PySide6.QtCore import QObject, Signal

from engine.forms.model import Form

_DEEPEST = 200


class FormDocument(QObject):
    """Forms never change, so undo is to take the one before. ``changed``: it is another form now.
    Changes with the same ``step`` in a row are taken back together (a text as it is typed)."""

    changed = Signal()

    def __init__(self, form: Form, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self._undo: list[Form] = []
        self._redo: list[Form] = []
        self._step = ""

    def change(self, form: Form, step: str = "") -> None:
        if form == self.form:
            return
        if not (step and step == self._step and self._undo):
            self._undo.append(self.form)
            del self._undo[:-_DEEPEST]
        self._redo.clear()
        self._step = step
        self.form = form
        self.changed.emit()

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    def undo(self) -> None:
        self._take(self._undo, self._redo)

    def redo(self) -> None:
        self._take(self._redo, self._undo)

    def _take(self, source: list[Form], target: list[Form]) -> None:
        if source:
            target.append(self.form)
            self.form = source.pop()
            self._step = ""
            self.changed.emit()
