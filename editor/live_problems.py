"""What is wrong with the document, told again a moment after each change."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from editor.document import SchemeDocument
from engine.scheme.problems import Problem

#: Long enough not to follow each letter, short enough to be felt as at once.
_AFTER_MS = 200


class Judge(Protocol):
    def problems(self) -> Sequence[Problem]: ...


class LiveProblems(QObject):
    """``judge``: who is asked, the document's own when none is given."""

    #: The problems of now, errors first.
    changed = Signal(object)

    def __init__(self, document: SchemeDocument, judge: Judge | None = None) -> None:
        super().__init__(document)
        self._document = document
        self._judge = judge
        self.problems: tuple[Problem, ...] = ()
        self._later = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._later.timeout.connect(self.judge_now)
        document.changed.connect(lambda _told: self._later.start())
        document.replaced.connect(self.judge_now)
        document.called_changed.connect(self._later.start)
        self._later.start(0)

    def judge_now(self) -> None:
        self._later.stop()
        judge = self._judge or self._document.judge
        found = tuple(judge.problems())
        if found != self.problems:
            self.problems = found
            self.changed.emit(found)
