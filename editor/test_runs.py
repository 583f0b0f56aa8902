"""When the dialogues of a scheme are run, and of which state of it they speak."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from editor.background import Background
from editor.content import Change, Kind
from editor.document import Changed, SchemeDocument
from editor.scheme_test_run import State, TestsRun, run_tests
from engine.ivr.model import Utterance
from engine.scheme.dialogues import estimated_duration
from engine.scheme.library import Library
from engine.scheme.model import Scheme


class TestRuns(QObject):
    """One run at a time, in a thread. What is wanted meanwhile is run after it: of what was saved
    the latest, and of what is in the window once."""

    __test__ = False  # they are no test of pytest's

    #: A run has begun or ended, or ``stale`` is another.
    changed = Signal()
    #: TestsRun
    ran = Signal(object)
    #: The exception that ended a run.
    failed = Signal(object)

    def __init__(
        self, document: SchemeDocument, library: Library | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._library = library
        self.durations: Callable[[Utterance], float] = estimated_duration
        self._background = Background(parent=self)
        self.last: TestsRun | None = None
        self.running = False
        #: The scheme in the window is not the one that was run last.
        self.stale = False
        #: What is being run, and what is to be: by whether it has been saved.
        self._now: tuple[Scheme, State] | None = None
        self._next: dict[bool, tuple[Scheme, State] | None] = {}
        document.changed.connect(self._on_changed)
        document.modified_changed.connect(self._on_modified)

    def run(self) -> None:
        """The scheme as it is when its turn comes."""
        self._want(None, saved=False)

    def run_saved(self, scheme: Scheme, at: datetime | None, version: int | None) -> None:
        """What has been saved, whatever has been drawn since; ``at``: when, ``version``: as which
        version it is published."""
        self._want((scheme, State(True, at or datetime.now(UTC), version)), saved=True)

    def again(self) -> None:
        """The same as last time: something else that counts is another now."""
        if self._now is not None and not self.stale:
            scheme, state = self._now
            self._want((scheme, state), saved=state.saved)

    def forget(self) -> None:
        """Another scheme is here; nothing that is under way is wanted any more."""
        self.running = self.stale = False
        self.last = self._now = None
        self._next.clear()
        self._background.forget()
        self.changed.emit()

    def _want(self, what: tuple[Scheme, State] | None, *, saved: bool) -> None:
        if self.running:
            self._next[saved] = what
        else:
            self._begin(what)

    def _begin(self, what: tuple[Scheme, State] | None) -> None:
        document = self._document
        scheme, state = what or (document.scheme(), State(False, datetime.now(UTC)))
        self._now = scheme, state
        self.running, self.stale = True, state.saved and document.modified
        node_types, library, durations = document.node_types, self._library, self.durations
        self._background.call(
            lambda: replace(run_tests(scheme, node_types, library, durations), state=state),
            self._on_ran,
            self._on_failed,
        )
        self.changed.emit()

    def _on_ran(self, run: TestsRun) -> None:
        self.last = run
        self._over()
        self.ran.emit(run)
        self._go_on()

    def _on_failed(self, error: BaseException) -> None:
        self.last = None
        self._over()
        self.failed.emit(error)
        self._go_on()

    def _over(self) -> None:
        self.running = False
        self.changed.emit()

    def _go_on(self) -> None:
        for saved in (True, False):
            if saved in self._next and not self.running:
                self._begin(self._next.pop(saved))

    def _on_changed(self, told: Changed) -> None:
        if not self.stale and self._now is not None and any(map(_counts, told.changes)):
            self._set_stale(True)

    def _on_modified(self, modified: bool) -> None:
        """What was saved is in the window again."""
        if not modified and self.stale and self._now is not None and self._now[1].saved:
            self._set_stale(False)

    def _set_stale(self, stale: bool) -> None:
        self.stale = stale
        self.changed.emit()


def _counts(change: Change) -> bool:
    """Where things stand makes no difference to a call."""
    if change.kind is Kind.NODE and change.old is not None and change.new is not None:
        return bool(change.old != replace(change.new, x=change.old.x, y=change.old.y))
    return change.kind is not Kind.NOTE and change.key not in ("pinned", "editor", "title")
