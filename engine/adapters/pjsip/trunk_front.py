"""The process that stands for a trunk towards its registrar: one, however many line workers.

It registers (or asks with OPTIONS) when told to and answers what comes in. It is restarted when it
dies, and told the trunk's settings again before every try where they could not be used before.
"""

import asyncio
from collections.abc import Callable

from engine.adapters.pjsip import messages
from engine.adapters.pjsip.call_record import TrunkUse
from engine.adapters.pjsip.pool import Pool
from engine.adapters.pjsip.worker_process import WorkerProcess

#: A registration or OPTIONS that got no answer at all.
_ANSWER_WAIT_S = 4.0
_LONGEST_RESTART_S = 30.0
_DEATHS_THAT_COUNT = 3


class TrunkFront:
    """``answered(answer)`` for each ``ask``, None when nothing came back; ``broken(why)`` when it
    cannot work here; ``refused(report)`` for a call that came in."""

    def __init__(
        self,
        use: TrunkUse,
        pool: Pool,
        *,
        register: bool,
        answered: Callable[[messages.TrunkAnswer | None], None],
        broken: Callable[[str], None],
        refused: Callable[[messages.Refused], None],
    ) -> None:
        self._use = use
        self._pool = pool
        self._register = register
        self._answered = answered
        self._broken = broken
        self._refused = refused
        self._closed = False
        self._asked = False
        self._usable = False
        self._deaths = 0
        self._timer: asyncio.TimerHandle | None = None
        self._process = self._start()

    def _start(self) -> WorkerProcess:
        name = f"trunk-{self._use.trunk.name}"
        return self._pool.new_process(name, on_report=self._on_report, on_exit=self._on_exit)

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
        self._process.send(self._use.order(self._use.plan.front, register=self._register))

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
        if self._closed:
            return
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
            case messages.Refused():
                self._refused(report)
            case _:
                pass

    def _on_exit(self, process: WorkerProcess, why: str) -> None:
        if self._closed:
            return
        self._deaths += 1
        self._usable = False
        if self._register or self._deaths >= _DEATHS_THAT_COUNT:
            self._asked = self._register
            self._broken(f"its process has died: {why}")
        self._later(min(0.25 * 2**self._deaths, _LONGEST_RESTART_S), self._restart)

    def _restart(self) -> None:
        self._timer = None
        self._process = self._start()

    def close(self) -> None:
        """Unregister and leave; ``wait_closed`` waits for it."""
        self._closed = True
        self._cancel_timer()
        self._process.quit()

    async def wait_closed(self) -> None:
        waiting = asyncio.ensure_future(self._process.wait())
        _done, late = await asyncio.wait([waiting], timeout=4.0)
        if late:
            self._process.kill("did not leave when asked to")
            await waiting
