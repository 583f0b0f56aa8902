"""Whether a trunk works, and when to try it again when it does not.

A trunk that registers has one process of its own for that, however many line workers there are;
it also answers what comes in. A trunk without registration is judged by its calls; nothing is
sent to it unasked but an empty keep-alive when it is set up (see ``knock``), because some peers
count or bill every request. ``UNKNOWN`` may dial where nothing registers, ``FAILED`` may not.

A failed trunk is tried again after 2, 4, 8 … 60 s: registration, or a knock and then (when the
failure was silence, not a refusal) OPTIONS, to which any answer will do. Where even that stays
unanswered one call at a time may try: some proxies answer nothing but INVITE.
"""

import asyncio
from collections.abc import Callable

from engine.adapters.pjsip import knock, messages
from engine.adapters.pjsip.addressing import SipAddress
from engine.adapters.pjsip.call_record import TrunkUse
from engine.adapters.pjsip.pool import Pool
from engine.adapters.pjsip.worker_process import WorkerProcess
from engine.domain.trunk import TrunkStatus

FIRST_RETRY_S = 2.0
LONGEST_RETRY_S = 60.0
#: Consecutive 503 answers (nothing else between them) that mean the proxy itself is in trouble;
#: a single one may concern one destination.
_REFUSALS_THAT_COUNT = 3
#: A registration or OPTIONS that got no answer at all.
_ANSWER_WAIT_S = 4.0
_UNAUTHORISED = frozenset({401, 407})
#: One INVITE without any response may have been lost on the way with all its repetitions.
_SILENT_CALLS_THAT_COUNT = 2


class TrunkWatch:
    """``changed(watch, retry_in_s)`` at every change of status."""

    def __init__(
        self,
        use: TrunkUse,
        pool: Pool,
        *,
        changed: Callable[["TrunkWatch", float | None], None],
        deliver: Callable[[messages.Report], None],
        silent_calls: Callable[[int, str], None],
    ) -> None:
        self.use = use
        self.status = TrunkStatus.UNKNOWN
        self.detail = ""
        self._pool = pool
        self._changed = changed
        self._deliver = deliver
        self._end_silent_calls = silent_calls
        self._retry_s = FIRST_RETRY_S
        self._refused = False
        self._busy_answers = 0
        self._silent_calls = 0
        self._half_open = False
        self._trial: str | None = None
        self._last_heard = -1.0
        self._closed = False
        self._process: WorkerProcess | None = None
        self._process_deaths = 0
        self._timers: set[asyncio.TimerHandle] = set()
        self._answer_timer: asyncio.TimerHandle | None = None
        self._knocking: asyncio.Task[None] | None = None

    @property
    def registers(self) -> bool:
        return self.use.trunk.settings.register

    def may_dial(self, call_id: str) -> bool | None:
        """None: not yet, ask again when the status changes."""
        if self.status is TrunkStatus.FAILED:
            return False
        if self.registers and self.status is TrunkStatus.UNKNOWN:
            return None
        if self._half_open:
            if self._trial not in (None, call_id):
                return None
            self._trial = call_id
        return True

    # -- life ----------------------------------------------------------------------------------

    def open(self) -> None:
        settings = self.use.trunk.settings
        if settings.password_env and not self.use.password:
            text = f"environment variable {settings.password_env} with the password is not set"
            self.status, self.detail = TrunkStatus.FAILED, text
            self._changed(self, None)
            return
        if self.registers or settings.ports is not None:
            self._start_process()
        if not self.registers and settings.transport.value == "udp":
            self.suspect()

    def close(self) -> None:
        self._closed = True
        for handle in self._timers:
            handle.cancel()
        self._timers.clear()
        if self._answer_timer is not None:
            self._answer_timer.cancel()
        if self._knocking is not None:
            self._knocking.cancel()
        if self._process is not None:
            self._process.quit()

    async def wait_closed(self) -> None:
        process = self._process
        if process is None:
            return
        waiting = asyncio.ensure_future(process.wait())
        _done, late = await asyncio.wait([waiting], timeout=4.0)
        if late:
            process.kill("did not leave when asked to")
            await waiting

    def _after(self, delay_s: float, action: Callable[[], None]) -> asyncio.TimerHandle:
        def run() -> None:
            self._timers.discard(handle)
            if not self._closed:
                action()

        handle = self._pool.loop.call_later(delay_s, run)
        self._timers.add(handle)
        return handle

    # -- status --------------------------------------------------------------------------------

    def _set(self, status: TrunkStatus, detail: str, retry_in_s: float | None = None) -> None:
        if self._closed:
            return
        if status is TrunkStatus.READY:
            self._retry_s, self._refused, self._busy_answers = FIRST_RETRY_S, False, 0
        self._silent_calls = 0
        self._half_open, self._trial = status is TrunkStatus.UNKNOWN, None
        if status is self.status and status is not TrunkStatus.FAILED:
            return
        self.status, self.detail = status, detail
        self._changed(self, retry_in_s)

    def _fail(self, detail: str) -> None:
        if self._closed:
            return
        delay = self._retry_s
        self._retry_s = min(2 * self._retry_s, LONGEST_RETRY_S)
        self._busy_answers = 0
        self._set(TrunkStatus.FAILED, detail, delay)
        self._after(delay, self._retry)

    def _retry(self) -> None:
        if self.status is not TrunkStatus.FAILED:
            return
        if self.registers:
            self._register()
        elif self._knocking is None:
            self._knocking = asyncio.ensure_future(self._look_whether_back())

    # -- what calls tell -----------------------------------------------------------------------

    def heard(self) -> None:
        """The proxy has answered something to a call."""
        self._last_heard = self._pool.loop.time()
        self._silent_calls = 0
        if not self.registers and self.status is TrunkStatus.UNKNOWN:
            self._set(TrunkStatus.READY, "answers")

    def call_ended(self, report: messages.Ended, placed: float) -> None:
        """``placed``: event loop time; what was heard after it outweighs one silent call."""
        if self.status is TrunkStatus.FAILED:
            return
        code = report.sip_code
        if not report.heard and report.by == "network" and report.started_at is not None:
            if self._last_heard >= placed:
                return
            self._silent_calls += 1
            # A transport that fails at once is no lost packet.
            certain = self._half_open or report.cause == "network_out_of_order"
            if certain or self._silent_calls >= _SILENT_CALLS_THAT_COUNT:
                self._fail(report.detail)
        elif code == 503:
            self._busy_answers += 1
            if self._busy_answers >= _REFUSALS_THAT_COUNT:
                self._fail("the proxy answers 503 Service Unavailable")
        elif code in _UNAUTHORISED:
            self._fail(f"the proxy does not accept user and password ({code})")
        elif code is not None:
            self._busy_answers = 0
        if self._trial == report.call_id:
            self._let_another_try()

    def call_gone(self, call_id: str) -> None:
        """A call that was allowed to try ended without telling anything."""
        if self._trial == call_id:
            self._let_another_try()

    def _let_another_try(self) -> None:
        self._trial = None
        if not self._closed:
            self._changed(self, None)

    def broken(self, detail: str) -> None:
        """A worker cannot use the trunk as it is set up."""
        if self.status is not TrunkStatus.FAILED:
            self._fail(detail)

    # -- knocking ------------------------------------------------------------------------------

    def suspect(self) -> None:
        """Somebody has been waiting for the proxy unusually long: is it there at all?"""
        if self._knocking is None and not self._closed and self.status is not TrunkStatus.FAILED:
            self._knocking = asyncio.ensure_future(self._knock())

    @property
    def _nearest(self) -> SipAddress:
        settings = self.use.trunk.settings
        return SipAddress.parse(settings.outbound_proxy or settings.proxy)

    async def _refusal(self) -> str | None:
        try:
            return await knock.refusal(self._nearest, self.use.trunk.settings.transport.value)
        except ValueError as error:
            return str(error)
        finally:
            self._knocking = None

    async def _knock(self) -> None:
        refusal = await self._refusal()
        if self._closed or self.status is TrunkStatus.FAILED:
            return
        if refusal:
            self._refused = True
            detail = f"{self._nearest.host_port}: {refusal}"
            self._end_silent_calls(self.use.trunk.id, detail)
            self._fail(detail)
        elif self.status is TrunkStatus.UNKNOWN and not self.registers and self._is_here():
            self._set(TrunkStatus.READY, "somebody listens there")

    def _is_here(self) -> bool:
        """On this machine the kernel refuses for certain what nobody listens to; from elsewhere
        no refusal means nothing."""
        host = self._nearest.host
        return host == "localhost" or host.startswith("127.")

    async def _look_whether_back(self) -> None:
        refusal = await self._refusal()
        if self._closed or self.status is not TrunkStatus.FAILED:
            return
        if refusal:
            self._refused = True
            self._fail(f"{self._nearest.host_port}: {refusal}")
        elif self._refused and self._is_here():
            self._set(TrunkStatus.READY, "somebody listens there again")
        elif self._refused:
            self._refused = False
            self._set(TrunkStatus.UNKNOWN, "does not refuse any more; a call will show")
        else:
            self._ask()

    # -- the trunk's own process ---------------------------------------------------------------

    def _start_process(self) -> None:
        name = f"trunk-{self.use.trunk.name}"
        self._process = self._pool.new_process(
            name, on_report=self._on_report, on_exit=self._on_exit
        )

    def _register(self) -> None:
        if self._process is None:
            self._start_process()
        elif self._process.ready:
            self._ask()

    def _ask(self) -> None:
        """Registration or OPTIONS; its answer comes as TrunkAnswer."""
        if self._process is None:
            self._start_process()
            return
        if not self._process.ready:
            return
        self._process.send(messages.ProbeTrunk(self.use.trunk.id))
        if self._answer_timer is not None:
            self._answer_timer.cancel()
        self._answer_timer = self._after(_ANSWER_WAIT_S, self._no_answer)

    def _no_answer(self) -> None:
        self._answer_timer = None
        if self.registers:
            self._fail(f"no answer from {self._nearest.host_port}")
        elif self.status is TrunkStatus.FAILED:
            self._set(TrunkStatus.UNKNOWN, "does not answer OPTIONS; a call will show")

    def _on_report(self, process: WorkerProcess, report: messages.Report) -> None:
        if self._closed:
            return
        match report:
            case messages.Hello():
                self._process_deaths = 0
                process.send(self.use.order(self.use.plan.front, register=self.registers))
                if self.registers or self.status is TrunkStatus.FAILED:
                    self._ask()
            case messages.TrunkAnswer():
                self._answered(report)
            case messages.TrunkBroken():
                self._fail(report.detail)
                process.kill("cannot use its trunk")
            case messages.Refused():
                self._deliver(report)
            case _:
                pass

    def _answered(self, answer: messages.TrunkAnswer) -> None:
        if self._answer_timer is not None:
            self._answer_timer.cancel()
            self._timers.discard(self._answer_timer)
            self._answer_timer = None
        if answer.good:
            self._set(TrunkStatus.READY, "registered" if self.registers else answer.detail)
        elif self.registers:
            self._fail(f"registration: {answer.detail}")
        elif self.status is TrunkStatus.FAILED:
            if answer.sip_code == 0:
                self._no_answer()
            else:
                self._fail(answer.detail)

    def _on_exit(self, process: WorkerProcess, why: str) -> None:
        if process is not self._process:
            return
        self._process = None
        if self._closed:
            return
        self._process_deaths += 1
        wait = min(0.25 * 2**self._process_deaths, LONGEST_RETRY_S)
        if self.status is TrunkStatus.FAILED:
            return  # its retry starts another one
        if self._process_deaths >= 3:
            self._fail(f"its process does not start: {why}")
        else:
            self._after(wait, self._restart)

    def _restart(self) -> None:
        if self._process is None:
            self._start_process()
