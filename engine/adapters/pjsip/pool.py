"""The pool of line workers: which worker carries which call, how many there are, who replaces whom.

Nothing here waits: a call that no worker can take yet is queued, and every change that could help
it (a worker ready, a line free) looks at the queue again.
"""

import asyncio
import contextlib
import os
import tempfile
from collections import deque
from collections.abc import Callable, Sequence

from engine.adapters.pjsip import messages
from engine.adapters.pjsip.call_record import CallRecord
from engine.adapters.pjsip.fronts import Fronts
from engine.adapters.pjsip.line import Line
from engine.adapters.pjsip.worker_process import WorkerProcess

#: More processes starting at once only slow each other down.
_STARTING_AT_ONCE = 2 * (os.cpu_count() or 2)
_IDLE_WORKER_S = 60.0
_SHRINK_EVERY_S = 5.0
#: Workers that do not even start are tried again after 0.5 … 30 s; one that dies young (it may
#: have met something that kills every one of them) is replaced after at most 2 s.
_LONGEST_BACK_OFF_S = 30.0
_YOUNG_S = 5.0
_LONGEST_YOUNG_BACK_OFF_S = 2.0
_STILLBIRTHS_THAT_COUNT = 3
_SPARE_LINES = 2


class Pool(Fronts):
    """``deliver(line, report)`` for what workers say, ``lost(line, calls, why)`` for a dead one,
    ``refuse(call, why)`` for a call that cannot be placed at all."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        log_level: int,
        deliver: Callable[[Line, messages.Report], None],
        lost: Callable[[Line, list[CallRecord], str], None],
        refuse: Callable[[CallRecord, str], None],
    ) -> None:
        super().__init__()
        self._command = tuple(command)
        self._log_level = log_level
        self._deliver = deliver
        self._lost = lost
        self._refuse = refuse
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self.lines: dict[WorkerProcess, Line] = {}
        self._waiting: deque[CallRecord] = deque()
        self._capacity = 0
        self._prepared = 0
        self.started = 0
        self._stillbirths = 0
        self._young_deaths = 0
        self._not_before = 0.0
        self._last_death = ""
        self._stopping = False
        self._timers: set[asyncio.TimerHandle] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def capacity(self) -> int:
        """Lines of one worker; the usual four until the first worker has told."""
        return self._capacity or 4

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        assert self._loop is not None, "the pool is not started"
        return self._loop

    # -- life ----------------------------------------------------------------------------------

    def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._scratch = tempfile.TemporaryDirectory(
            prefix="rino-lines-", ignore_cleanup_errors=True
        )
        self._grow()
        self._after(_SHRINK_EVERY_S, self._shrink)

    async def stop(self) -> None:
        """Workers hang up and leave; those that do not are killed."""
        self._stopping = True
        for handle in self._timers:
            handle.cancel()
        lines = list(self.lines.values())
        for line in lines:
            line.process.quit()
        everyone = [asyncio.ensure_future(line.process.wait()) for line in lines]
        if everyone:
            _done, late = await asyncio.wait(everyone, timeout=6.0)
            for line in lines:
                line.process.kill("did not leave when asked to")
            if late:
                await asyncio.wait(late)
        if self._scratch is not None:
            with contextlib.suppress(OSError):
                self._scratch.cleanup()

    def _arguments(self, capacity: int) -> list[str]:
        level = ["--log-level", str(self._log_level)]
        assert self._scratch is not None, "the pool is not started"
        return ["--scratch", self._scratch.name, "--capacity", str(capacity), *level]

    def _after(self, delay_s: float, action: Callable[[], None]) -> None:
        def run() -> None:
            self._timers.discard(handle)
            action()

        handle = self.loop.call_later(delay_s, run)
        self._timers.add(handle)

    # -- size ----------------------------------------------------------------------------------

    def prepare(self, lines: int) -> None:
        self._prepared = lines
        self._grow()

    @property
    def waiting(self) -> int:
        """Calls that no worker can take yet."""
        return len(self._waiting)

    def _wanted(self) -> int:
        """How many workers there should be."""
        needed = sum(len(line.calls) + line.kept for line in self.lines.values())
        waiting = sum(2 if call.request.reserve_leg else 1 for call in self._waiting)
        lines = max(self._prepared, needed + waiting + self._spare())
        wanted = max(-(-lines // self.capacity), 1)
        # Room may be scattered in pieces too small for what waits.
        starting = any(not line.process.ready for line in self.lines.values())
        if not starting and any(self._would_serve(call) for call in self._waiting):
            wanted = max(wanted, len(self.lines) + 1)
        return wanted

    def _spare(self) -> int:
        """Lines to be free ahead, for a new worker takes longer to start than an operator may
        wait: where there are talks with operators, for a consult and for one who listens."""
        every = (call for line in self.lines.values() for call in line.calls.values())
        return _SPARE_LINES if any(call.trunk.direct for call in every) else 0

    def _would_serve(self, call: CallRecord) -> bool:
        """Whether one more worker could take the call."""
        return call.trunk.plan.has_room(self.capacity)

    def _grow(self) -> None:
        if self._stopping or self._loop is None:
            return
        alive = sum(1 for line in self.lines.values() if not line.process.quitting)
        starting = sum(1 for line in self.lines.values() if line.process.capacity == 0)
        # The first one finds out how many calls a worker can carry.
        at_once = _STARTING_AT_ONCE if self._capacity else 1
        missing = min(self._wanted() - alive, at_once - starting)
        if missing <= 0:
            return
        wait = self._not_before - self.loop.time()
        if wait > 0:
            self._after(wait + 0.01, self._grow)
            return
        for _ in range(missing):
            self.started += 1
            process = WorkerProcess(f"line-{self.started}", self._on_report, self._on_exit)
            self.lines[process] = Line(process)
            process.start(self._command, self._arguments(self._capacity))

    def _shrink(self) -> None:
        """One idle worker less at a time: an idle one costs 0.6 % of a core."""
        self._after(_SHRINK_EVERY_S, self._shrink)
        now = self.loop.time()
        ready = [line for line in self.lines.values() if line.process.ready]
        if len(ready) <= self._wanted():
            return
        for line in reversed(ready):
            if not line.calls and now - line.idle_since > _IDLE_WORKER_S:
                line.process.quit()
                return

    # -- calls ---------------------------------------------------------------------------------

    def place(self, call: CallRecord) -> None:
        call.placed = self.loop.time()
        if not self._assign(call):
            self._waiting.append(call)
        if call in self._waiting or call.trunk.direct:
            self._grow()

    def forget_waiting(self, call: CallRecord) -> bool:
        """Take a call back that has not been dialled; False when it is too late for that."""
        if call in self._waiting:
            self._waiting.remove(call)
            return True
        if call.line is not None and not call.dialled:
            self._free_line(call.line, call.call_id)
            call.line = None
            return True
        return False

    def has_waiting(self, call: CallRecord) -> bool:
        return call in self._waiting

    def look_again(self) -> None:
        """Something has changed: see whether waiting calls can be placed."""
        for _ in range(len(self._waiting)):
            call = self._waiting.popleft()
            if not self._assign(call):
                self._waiting.append(call)
        self._grow()

    def _assign(self, call: CallRecord) -> bool:
        line = self._choose(call)
        if line is None and not call.trunk.plan.has_room(self.capacity):
            line = self._yielding(call)
        if line is None:
            return False
        line.add(call)
        now = self.loop.time()
        begin = max(now, line.next_start)
        line.next_start = begin + messages.CALL_SPACING_S
        if begin <= now:
            self._dial(call, line)
        else:
            self._after(begin - now, lambda: self._dial(call, line))
        return True

    def _choose(self, call: CallRecord) -> Line | None:
        """The worker that may start it soonest; of equal ones the one that knows the trunk, then
        the fullest, so that others can become idle and leave."""
        beside = self._beside(call)
        if beside is not None:
            return beside
        room = 2 if call.request.reserve_leg and self.capacity > 1 else 1
        now, use = self.loop.time(), call.trunk

        def rank(line: Line) -> tuple[float, bool, int]:
            return max(line.next_start - now, 0.0), not line.uses(use.trunk.id), line.free

        able = [line for line in self.lines.values() if line.process.ready and line.free >= room]
        best = min((line for line in able if line.may_learn(use)), key=rank, default=None)
        if best is None or best.teach(use):
            return best
        # The port range is exhausted: only workers that have a part of it can take the call.
        return min((line for line in able if line.knows(use)), key=rank, default=None)

    def _yielding(self, call: CallRecord) -> Line | None:
        """A worker whose kept room must be given up, for the call could not be placed at all."""
        lines = [line for line in self.lines.values() if line.process.ready and line.unused]
        return next((line for line in lines if line.knows(call.trunk)), None)

    def _beside(self, call: CallRecord) -> Line | None:
        """The worker of the call that it is to be near; None: there is no room, or no such call."""
        near = call.request.near
        if near is None:
            return None
        for line in (*self.lines.values(), *self.fronts.values()):
            other = line.calls.get(near)
            if other is not None and line.process.ready:
                if line.free + (1 if other.keeps_room else 0) < 1:
                    return None
                use = call.trunk
                return line if line.may_learn(use) and line.teach(use) else None
        return None

    def hopeless(self, call: CallRecord) -> str:
        """Why waiting will not help this call; "" when it may."""
        settings, plan = call.trunk.trunk.settings, call.trunk.plan
        if settings.ports is not None and not plan.has_room(self.capacity):
            knowing = [line for line in self.lines.values() if line.knows(call.trunk)]
            if all(line.unused < 1 for line in knowing):
                first, last = settings.ports
                most = plan.blocks(self.capacity) * self.capacity
                return (
                    f"ports {first}-{last} of trunk {settings.name} are all in use "
                    f"(enough for {most} calls)"
                )
        if self._stillbirths >= _STILLBIRTHS_THAT_COUNT:
            return f"line workers do not start: {self._last_death}"
        return ""

    def _dial(self, call: CallRecord, line: Line) -> None:
        if line.calls.get(call.call_id) is not call or self._stopping:
            return  # taken back meanwhile
        call.dialled = True
        line.process.send(call.order())

    def _free_line(self, line: Line, call_id: str) -> None:
        line.remove(call_id)
        if not line.calls:
            line.idle_since = self.loop.time()
        if self._waiting:
            self.look_again()

    # -- what workers say ----------------------------------------------------------------------

    def _on_report(self, process: WorkerProcess, report: messages.Report) -> None:
        self.on_report(self.lines[process], report)

    def on_report(self, line: Line, report: messages.Report) -> None:
        """What a worker, or a trunk's own process, says of calls."""
        match report:
            case messages.Hello():
                self._capacity, line.voice_port = report.capacity, report.voice_port
                self._stillbirths = 0
                line.born = line.idle_since = self.loop.time()
                self.look_again()
            case messages.Released():
                self._free_line(line, report.call_id)
            case messages.Full():
                self._elsewhere(line, report.call_id)
            case messages.TrunkBroken():
                line.trunk_broken(report.trunk_id, report.detail)
                self._deliver(line, report)
            case messages.Ended():
                if not report.heard and report.started_at is not None:
                    line.haunting.add(report.call_id)
                self._deliver(line, report)
            case _:
                self._deliver(line, report)
        if line.haunting and len(line.haunting) == len(line.calls) and line.process in self.lines:
            self._exorcise(line)

    def _exorcise(self, line: Line) -> None:
        """All its calls are over and unanswered. The library cannot be told to stop repeating an
        INVITE, which would ring a subscriber as soon as the proxy is back; ending the worker
        stops it."""
        line.calls.clear()
        line.haunting.clear()
        line.process.dismiss()
        self._grow()

    def _elsewhere(self, line: Line, call_id: str) -> None:
        """An incoming call had taken the line."""
        call = line.calls.get(call_id)
        self._free_line(line, call_id)
        if call is not None:
            call.line, call.dialled = None, False
            self.place(call)

    def _on_exit(self, process: WorkerProcess, why: str) -> None:
        line = self.lines.pop(process)
        line.give_ports_back()
        calls = list(line.calls.values())
        if not process.quitting:
            self._mourn(line, why)
        undialled = [call for call in calls if not call.dialled]
        self._lost(line, [call for call in calls if call.dialled], "" if process.quitting else why)
        for call in undialled:
            call.line = None
            if self._stopping:
                self._refuse(call, "the engine stops")
            else:
                self._waiting.append(call)
        for call in list(self._waiting):
            if hopeless := self.hopeless(call):
                self._waiting.remove(call)
                self._refuse(call, hopeless)
        self._grow()

    def _mourn(self, line: Line, why: str) -> None:
        """How long to wait before the next worker is started in its place."""
        self._last_death = why
        now, back_off = self.loop.time(), 0.0
        if not line.process.capacity:
            self._stillbirths += 1
            back_off = min(0.25 * 2**self._stillbirths, _LONGEST_BACK_OFF_S)
        elif now - line.born < _YOUNG_S:
            self._young_deaths += 1
            if self._young_deaths > 1:
                back_off = min(0.125 * 2**self._young_deaths, _LONGEST_YOUNG_BACK_OFF_S)
        else:
            self._young_deaths = 0
        self._not_before = now + back_off
