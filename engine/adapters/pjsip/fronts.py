"""The pool's part for the processes that stand for trunks: they carry what comes in, and what is to
be placed beside it."""

from collections.abc import Callable

from engine.adapters.pjsip.call_record import CallRecord
from engine.adapters.pjsip.line import Line
from engine.adapters.pjsip.worker_process import WorkerProcess


class Fronts:
    """Such a process is started and restarted by its trunk (``trunk_front``)."""

    _command: tuple[str, ...]
    _lost: Callable[[Line, list[CallRecord], str], None]
    _refuse: Callable[[CallRecord, str], None]

    def __init__(self) -> None:
        self.fronts: dict[WorkerProcess, Line] = {}

    @property
    def capacity(self) -> int:
        raise NotImplementedError

    def _arguments(self, capacity: int) -> list[str]:
        raise NotImplementedError

    def new_process(self, name: str, *, on_report: object, on_exit: object) -> WorkerProcess:
        """A process of the same program outside the pool."""
        process = WorkerProcess(name, on_report, on_exit)  # type: ignore[arg-type]
        process.start(self._command, self._arguments(capacity=self.capacity))
        self.fronts[process] = Line(process)
        return process

    def front_gone(self, process: WorkerProcess, why: str) -> None:
        """A process of ``new_process`` has ended, and its calls with it."""
        line = self.fronts.pop(process)
        line.give_ports_back()
        calls = list(line.calls.values())
        self._lost(line, [call for call in calls if call.dialled], "" if process.quitting else why)
        for call in calls:
            if not call.dialled:
                self._refuse(call, why)
