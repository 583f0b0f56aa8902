"""The process that stands for a trunk towards its registrar: one, however many line workers.

It registers (or asks with OPTIONS) when told to and is where calls come in: it is a line worker
itself, and carries them where the trunk does (``Trunk.accepts``). It is restarted when it dies, and
told the trunk's settings again before every try where they could not be used before.
"""

import asyncio
from collections.abc import Callable

from engine.adapters.pjsip import messages
from engine.adapters.pjsip.call_record import TrunkUse
from engine.adapters.pjsip.pool import Pool
from engine.adapters.pjsip.worker_process import WorkerProcess
from engine.domain.hangup_cause import HangupCause

#: A registration or OPTIONS that got no answer at all.
_ANSWER_WAIT_S = 4.0
_LONGEST_RESTART_S = 30.0
#: A port that is taken may be free later.
_TEACH_AGAIN_S = 5.0
_DEATHS_THAT_COUNT = 3


class TrunkFront:
    """``answered(answer)`` for each ``ask``, None when nothing came back; ``broken(why)`` when it
    cannot work here; ``refused(report)`` for a call that came in and is not carried; ``full(so)``
    when the process can carry no more calls, and when it can again."""

    def __init__(
        self,
        use: TrunkUse,
        pool: Pool,
        *,
        register: bool,
        answered: Callable[[messages.TrunkAnswer | None], None],
        broken: Callable[[str], None],
        refused: Callable[[messages.Refused], None],
        full: Callable[[bool], None],
    ) -> None:
        self._use = use
        self._pool = pool
        self._register = register
        self._answered = answered
        self._broken = broken
        self._refused = refused
        self._full = full
        self._is_full = False
        self._closed = False
        self._asked = False
        self._usable = False
        self._deaths = 0
        #: Told anew as soon as no call is left in it.
        self._changed = False
        self._empty = asyncio.Event()
        self._timer: asyncio.TimerHandle | None = None
        self._process = self._start()

    def _start(self) -> WorkerProcess:
        name = f"trunk-{self._use.trunk.name}"
        return self._pool.new_process(name, on_report=self._on_report, on_exit=self._on_exit)

    @property
    def live_calls(self) -> int:
        line = self._pool.fronts.get(self._process)
        return 0 if line is None else len(line.calls)

    def ask(self) -> None:
        """Register or send OPTIONS, now or as soon as the process is there."""
        self._asked = True
        if self._process.ready:
            self._ask_now()

    def _ask_now(self) -> None:
        if not self._usable:
            self._teach()
        self._process.send(messages.ProbeTrunk(self._use.trunk.id))
        self._later(_ANSWER_WAIT_S, lambda: self._tell(None))

    def _teach(self) -> None:
        self._usable = True
        use, line = self._use, self._pool.fronts[self._process]
        carries = use.trunk.accepts is not None
        line.give_ports_back()
        block = use.plan.front_with_lines(self._process.capacity) if carries else use.plan.front
        line.adopt(use, block)
        self._process.send(use.order(block, register=self._register, front=True))

    def teach_again(self) -> None:
        """The trunk takes calls from others now: at once, or when those that live are over. By a
        new process: the library does not let go of a port before its last transaction is over."""
        self._changed = True
        if not self.live_calls:
            self._process.quit()

    def _tell(self, answer: messages.TrunkAnswer | None) -> None:
        self._cancel_timer()
        self._asked = False
        self._answered(answer)

    def _later(self, delay_s: float, action: Callable[[], None]) -> None:
        self._cancel_timer()
        self._timer = self._pool.loop.call_later(delay_s, action)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _on_report(self, process: WorkerProcess, report: messages.Report) -> None:
        match report:
            case messages.TrunkBroken() if report.trunk_id != self._use.trunk.id:
                # Of a call that was to be placed beside another.
                self._pool.on_report(self._pool.fronts[process], report)
            case messages.Hello() | messages.TrunkAnswer() | messages.TrunkBroken():
                if not self._closed:
                    self._on_trunk_report(report)
            case messages.Refused():
                if not self._closed:
                    self._refused(report)
            case messages.Incoming() if self._closed:
                cause = HangupCause.NORMAL_TEMPORARY_FAILURE
                process.send(messages.HangUp(report.call_id, cause.value))
            case _:
                self._pool.on_report(self._pool.fronts[process], report)
                self._look_whether_full()
                if isinstance(report, messages.Released) and not self.live_calls:
                    self._on_empty()

    def _look_whether_full(self) -> None:
        line = self._pool.fronts[self._process]
        full = line.free <= 0
        if full is not self._is_full:
            self._is_full = full
            if not self._closed:
                self._full(full)

    def _on_trunk_report(
        self, report: messages.Hello | messages.TrunkAnswer | messages.TrunkBroken
    ) -> None:
        match report:
            case messages.Hello():
                self._deaths = 0
                self._teach()
                if self._asked:
                    self._ask_now()
            case messages.TrunkAnswer():
                # The library also tells of its own refreshes.
                self._tell(report)
            case messages.TrunkBroken():
                self._usable = False
                self._asked = False
                self._cancel_timer()
                self._broken(report.detail)
                if not self._register:  # nobody asks again: but somebody may call
                    self._later(_TEACH_AGAIN_S, self._teach)

    def _on_empty(self) -> None:
        if self._closed:
            self._empty.set()
            self._process.quit()
        elif self._changed:
            self.teach_again()

    def _on_exit(self, process: WorkerProcess, why: str) -> None:
        self._pool.front_gone(process, why)
        self._empty.set()
        if self._closed:
            return
        self._empty.clear()
        self._usable = self._is_full = False
        if self._changed:
            self._changed = False
            self._cancel_timer()
            self._asked = self._register
            self._restart()
            return
        self._deaths += 1
        if self._register or self._deaths >= _DEATHS_THAT_COUNT:
            self._asked = self._register
            self._broken(f"its process has died: {why}")
        self._later(min(0.25 * 2**self._deaths, _LONGEST_RESTART_S), self._restart)

    def _restart(self) -> None:
        self._timer = None
        self._process = self._start()

    def close(self, *, at_once: bool = True) -> None:
        """Unregister and leave; ``wait_closed`` waits for it. Not ``at_once``: when the calls
        that live in it are over; no new ones are taken meanwhile."""
        self._closed = True
        self._cancel_timer()
        if at_once or not self.live_calls:
            self._empty.set()
            self._process.quit()

    async def wait_closed(self) -> None:
        await self._empty.wait()
        waiting = asyncio.ensure_future(self._process.wait())
        _done, late = await asyncio.wait([waiting], timeout=4.0)
        if late:
            self._process.kill("did not leave when asked to")
            await waiting
