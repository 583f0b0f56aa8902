"""What a screen reader hears of the canvas, whose blocks are no objects of their own to it: that
which is selected, in the outline's words."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from editor.outline_model import OutlineModel
from editor.selection import Selection
from rino_desktop.ui.announcing import announce

if TYPE_CHECKING:
    from editor.view import SchemeView


class CanvasWords(QObject):
    """Said while the keyboard is in the canvas; otherwise it is there to be asked for."""

    def __init__(self, view: "SchemeView", selection: Selection, outline: OutlineModel) -> None:
        super().__init__(view)
        self._view, self._selection, self._outline = view, selection, outline
        selection.changed.connect(self._tell)

    def _tell(self) -> None:
        text = self._words()
        self._view.setAccessibleDescription(text)
        if self._view.hasFocus():
            announce(self._view, text)

    def _words(self) -> str:
        if len(self._selection) > 1:
            return self.tr("%n selected", "", len(self._selection))
        item = self._outline.items.get(self._selection.current)
        return "" if item is None else self._outline.spoken(item)
