"""Words that wrap where a form is narrow, and lines that tell what has come of something."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from rino_desktop.ui.announcing import announce
from rino_desktop.ui.theme import dress

#: Of who types: what is wrong meanwhile comes and goes with each key.
PAUSE_MS = 800


class Words(QLabel):
    """Words that wrap within its ``maximumWidth``: a layout asks for their height at the width of
    the whole form, at which they need fewer lines than they get."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        return super().heightForWidth(min(width, self.maximumWidth()))


class ToldLine(Words):
    """What is wrong, or has been done; not there while there is nothing to tell. A screen reader
    says it once, when it comes or becomes another; while somebody types in ``typed_in``, only what
    has stood for ``PAUSE_MS``. ``loud``: what is bad interrupts the reader."""

    def __init__(
        self, parent: QWidget | None = None, *, typed_in: QWidget | None = None, loud: bool = True
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.typed_in, self._loud = typed_in, loud
        self._kind = self._spoken = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._announce)
        self.hide()

    def say(self, text: str, kind: str = "bad", *, spoken: str = "", aloud: bool = True) -> None:
        """``kind``: its colour; ``spoken``: what is said aloud instead of ``text``. Not ``aloud``:
        it is there for who looks."""
        new = (text, kind) != (self.text(), self._kind)
        if kind != self._kind:
            dress(self, kind)
        self._kind, self._spoken = kind, spoken or text
        self.setText(text)
        self.setVisible(bool(text))
        if not new:
            return
        self._pause.stop()
        if text and aloud:
            if self._is_typed():
                self._pause.start(PAUSE_MS)
            else:
                self._announce()

    def _is_typed(self) -> bool:
        there = QApplication.focusWidget()
        return there is not None and self.typed_in is not None and self.typed_in.isAncestorOf(there)

    def _announce(self) -> None:
        announce(self, self._spoken, urgent=self._loud and self._kind == "bad")
