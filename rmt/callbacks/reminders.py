"""What time it is for one's own callbacks: reminders, and the next one."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from engine.domain.callbacks import CallbackRules, CallbackState
from rmt.callbacks import words as texts
from rmt.callbacks.desk import Shown

#: The computer may sleep, and its clock be set: it is looked at this often at least.
_LONGEST_S = 3600.0


class Reminders(QObject):
    """Works from what is known, also while the database is away. Of each callback it tells once
    before its time, and once when it has come."""

    reminded = Signal(object)
    next_changed = Signal(object, str)
    #: Something is due now: times are shown anew.
    ticked = Signal(object)

    def __init__(self, parent: QObject, user: str, rules: CallbackRules) -> None:
        super().__init__(parent)
        self._user, self._rules = user, rules
        self._mine: Sequence[Shown] = ()
        self._told: set[tuple[int, datetime, bool]] = set()
        self._next: tuple[datetime | None, str] = (None, "")
        self.masked = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    def show(self, mine: Sequence[Shown]) -> None:
        self._mine = mine
        self.look()

    def stop(self) -> None:
        self._timer.stop()

    def look(self) -> None:
        now = datetime.now(UTC)
        self.ticked.emit(now)
        before = timedelta(seconds=self._rules.remind_before_s)
        ahead: list[datetime] = []
        for shown in self._mine:
            callback = shown.callback
            taken = callback.state is CallbackState.TAKEN
            for is_due, at in ((False, callback.due_at - before), (True, callback.due_at)):
                key = (callback.id, callback.due_at, is_due)
                if taken or not callback.belongs_to(self._user) or key in self._told:
                    continue
                if at > now:
                    ahead.append(at)
                elif is_due or callback.due_at > now:
                    self._told.add(key)
                    self.reminded.emit(callback)
        if ahead:
            wait_s = min((min(ahead) - now).total_seconds(), _LONGEST_S)
            self._timer.start(int(wait_s * 1000) + 20)
        self.tell_next()

    def tell_next(self) -> None:
        found: tuple[datetime | None, str] = (None, "")
        waiting = [e for e in self._mine if e.callback.state is not CallbackState.TAKEN]
        if waiting:
            first = min(waiting, key=lambda each: each.callback.due_at)
            at = first.callback.due_at
            who = texts.name(first, masked=self.masked)
            found = (at, f"{texts.moment(at, datetime.now(UTC))} {who}")
        if found != self._next:
            self._next = found
            self.next_changed.emit(*found)
