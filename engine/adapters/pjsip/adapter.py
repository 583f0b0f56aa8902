"""The telephony port on pjsip: calls in worker processes, trunks watched, reports made events."""

import asyncio
import contextlib
import os
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from engine.adapters.pjsip import messages
from engine.adapters.pjsip.call_record import CallRecord, TrunkUse, wrong_address
from engine.adapters.pjsip.events import event_of, maybe_moment
from engine.adapters.pjsip.incoming_orders import IncomingCalls
from engine.adapters.pjsip.line import Line, line_figures
from engine.adapters.pjsip.passwords import Passwords
from engine.adapters.pjsip.pool import Pool
from engine.adapters.pjsip.ports import PortPlan
from engine.adapters.pjsip.sound_orders import SoundOrders
from engine.adapters.pjsip.trunk_watch import Failure, TrunkWatch
from engine.adapters.pjsip.worker_process import default_command
from engine.audio.recorded import complete
from engine.domain.dial_format import format_number
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.trunk import Trunk, TrunkSettings
from engine.errors import KnownError
from engine.ports.telephony import (
    DIRECT,
    CallEnded,
    CallId,
    LineFigures,
    PlaceCall,
    TelephonyEvent,
    TrunkStatusChanged,
    WorkerLost,
)

#: A call that no line could take within this time will not be dialled any more.
_LONGEST_WAIT_S = 15.0


def _now() -> datetime:
    return datetime.now(UTC)


class PjsipTelephony(IncomingCalls, SoundOrders):
    """``engine.ports.telephony.Telephony`` by pjsua2.

    ``worker_command``: what starts a line worker (the default runs this interpreter; in the
    Windows installer it is the program itself with ``--line-worker``). ``passwords`` gives the
    password for the name in ``TrunkSettings.password_env``, "" or None where there is none, and a
    KnownError where it cannot be asked now; it may block, and is called on a thread.
    """

    def __init__(
        self,
        worker_command: Sequence[str] | None = None,
        passwords: Callable[[str], str | None] = os.environ.get,
        *,
        log_level: int = 1,
    ) -> None:
        self._passwords = Passwords(passwords)
        self._pool = Pool(
            worker_command or default_command(),
            log_level=log_level,
            deliver=self._on_report,
            lost=self._on_lost,
            refuse=self._on_unplaceable,
        )
        super().__init__()
        self._trunks: dict[int, TrunkWatch] = {}
        #: What calls over no trunk use.
        self._direct = TrunkUse(Trunk(DIRECT, TrunkSettings("", ""), 0), "", PortPlan(None), 0)
        self._on_event: Callable[[TelephonyEvent], None] | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing: set[TrunkWatch] = set()
        self._revision = 0
        self._stopping = False
        self._setting_trunks = False
        self._waiting_check: asyncio.TimerHandle | None = None

    # -- life ----------------------------------------------------------------------------------

    async def start(self, on_event: Callable[[TelephonyEvent], None]) -> None:
        self._on_event = on_event
        self._pool.start()
        for watch in self._trunks.values():
            watch.open()
        self._look_at_waiting()

    async def stop(self) -> None:
        self._stopping = True
        if self._waiting_check is not None:
            self._waiting_check.cancel()
        for call in [c for c in self._calls.values() if not c.dialled]:
            self._refuse(call, HangupCause.INTERRUPTED, "the engine stops", HangupBy.SYSTEM)
        watches = [*self._trunks.values(), *self._closing]
        for watch in watches:
            watch.close()
        self._passwords.close()
        await asyncio.gather(self._pool.stop(), *(watch.wait_closed() for watch in watches))
        while self._tasks:
            await asyncio.wait(set(self._tasks))
        for call in list(self._calls.values()):  # belt and braces: nothing may be left untold
            self._refuse(call, HangupCause.INTERRUPTED, "the engine stops", HangupBy.SYSTEM)

    def _tell(self, event: TelephonyEvent) -> None:
        if self._on_event is None:
            return
        try:
            self._on_event(event)
        except Exception as error:
            # The listener's fault must not end the worker whose report it was about.
            text = f"the listener of telephony events failed at {event}"
            context = {"message": text, "exception": error}
            self._pool.loop.call_exception_handler(context)

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -- trunks --------------------------------------------------------------------------------

    def set_trunks(self, trunks: Sequence[Trunk]) -> None:
        wanted = {trunk.id: trunk for trunk in trunks}
        for trunk_id in list(self._trunks):
            old, new = self._trunks[trunk_id].use.trunk, wanted.get(trunk_id)
            if new is not None and old != new and old == replace(new, accepts=old.accepts):
                self._trunks[trunk_id].accept(new)
            elif old != new:
                self._retire(self._trunks.pop(trunk_id))
        for trunk in trunks:
            if trunk.id in self._trunks:
                continue
            self._revision += 1
            watch = TrunkWatch(
                TrunkUse(trunk, "", PortPlan(trunk.settings.ports), self._revision),
                self._pool,
                passwords=self._passwords,
                changed=self._trunk_changed,
                dialling_changed=self._dialling_changed,
                refused=self._on_unwanted,
                silent_calls=self._end_silent_calls,
            )
            self._trunks[trunk.id] = watch
            if self._on_event is not None:
                self._setting_trunks = True
                watch.open()
                self._setting_trunks = False

    def _retire(self, watch: TrunkWatch) -> None:
        watch.close(at_once=False)
        self._closing.add(watch)
        for call in [c for c in self._calls.values() if c.trunk is watch.use and not c.dialled]:
            self._pool.forget_waiting(call)
            text = f"trunk {watch.use.trunk.name} was changed or removed"
            self._soon(call, HangupCause.NETWORK_OUT_OF_ORDER, text, HangupBy.SYSTEM)

        async def wait() -> None:
            await watch.wait_closed()
            self._closing.discard(watch)

        if self._on_event is not None:
            self._spawn(wait())

    def _trunk_changed(self, watch: TrunkWatch, retry_in_s: float | None) -> None:
        retry_at = None if retry_in_s is None else _now() + timedelta(seconds=retry_in_s)
        event = TrunkStatusChanged(watch.use.trunk.id, watch.status, _now(), watch.detail, retry_at)
        if self._setting_trunks:
            # Who gives us trunks does not know them yet himself: the news would be lost, and
            # calls be placed over a trunk that cannot carry them.
            self._pool.loop.call_soon(self._tell, event)
        else:
            self._tell(event)

    def _dialling_changed(self, watch: TrunkWatch) -> None:
        """Calls that wait for the trunk may go, or will never."""
        if self._stopping:
            return
        for call in [c for c in self._calls.values() if c.trunk is watch.use and c.line is None]:
            allowed = watch.may_dial(call.call_id)
            if allowed is False:
                self._fail_for_trunk(call, watch)
            elif allowed and not self._pool.has_waiting(call):
                self._pool.place(call)

    def _fail_for_trunk(self, call: CallRecord, watch: TrunkWatch) -> None:
        self._pool.forget_waiting(call)
        detail = f"trunk {watch.use.trunk.name}: {watch.detail}"
        self._refuse(call, HangupCause.NETWORK_OUT_OF_ORDER, detail, HangupBy.NETWORK)

    def _end_silent_calls(self, trunk_id: int, detail: str) -> None:
        for line in self._pool.lines.values():
            if line.uses(trunk_id):
                line.process.send(messages.GiveUpSilent(trunk_id, detail))

    # -- calls ---------------------------------------------------------------------------------

    def prepare(self, lines: int) -> None:
        self._pool.prepare(lines)

    def figures(self) -> LineFigures:
        pool = self._pool
        return line_figures(pool.lines.values(), pool.waiting, pool.started)

    def place_call(self, request: PlaceCall) -> None:
        watch = self._trunks.get(request.trunk_id)
        if watch is not None:
            use = watch.use
        elif request.trunk_id == DIRECT and request.address:
            use = self._direct
        else:
            self._refuse_unknown(request)
            return
        settings = use.trunk.settings
        call = CallRecord(request, use, "", request.caller_id or settings.caller_id)
        call.placed = self._pool.loop.time()
        self._calls[request.call_id] = call
        if wrong := wrong_address(request.address, use):
            self._soon(call, HangupCause.INVALID_NUMBER_FORMAT, wrong, HangupBy.SYSTEM)
            return
        try:
            call.user_part = request.user_part or (
                "" if request.address else format_number(request.number, settings.dial_format)
            )
        except KnownError as error:
            cause = HangupCause.INVALID_NUMBER_FORMAT
            self._soon(call, cause, error.message, HangupBy.SYSTEM)
            return
        allowed = watch.may_dial(call.call_id) if watch is not None else True
        if allowed is False and watch is not None:
            detail = f"trunk {settings.name}: {watch.detail}"
            self._soon(call, HangupCause.NETWORK_OUT_OF_ORDER, detail, HangupBy.NETWORK)
        elif allowed:
            self._pool.place(call)
            if call.line is None and (hopeless := self._pool.hopeless(call)):
                self._pool.forget_waiting(call)
                cause = HangupCause.NORMAL_CIRCUIT_CONGESTION
                self._soon(call, cause, hopeless, HangupBy.SYSTEM)

    def _refuse_unknown(self, request: PlaceCall) -> None:
        ended = CallEnded(
            request.call_id, _now(), None, None, None, HangupCause.NETWORK_OUT_OF_ORDER,
            HangupBy.SYSTEM, f"no trunk {request.trunk_id}",
        )  # fmt: skip
        self._pool.loop.call_soon(self._tell, ended)

    def _soon(self, call: CallRecord, cause: HangupCause, detail: str, by: HangupBy) -> None:
        """Events never come while a command is being given."""
        self._pool.loop.call_soon(self._refuse, call, cause, detail, by)

    def _refuse(self, call: CallRecord, cause: HangupCause, detail: str, by: HangupBy) -> None:
        """End a call that no worker reports the end of."""
        if self._calls.pop(call.call_id, None) is None:
            return
        self._switchboard.forget(call.call_id)
        watch = self._watch_of(call)
        if watch is not None and not self._stopping:
            watch.call_gone(call.call_id)
        started, answered = maybe_moment(call.started_at), maybe_moment(call.answered_at)
        code = 200 if answered else None
        self._tell(CallEnded(call.call_id, _now(), started, answered, code, cause, by, detail))

    def _on_unplaceable(self, call: CallRecord, why: str) -> None:
        if self._stopping:
            self._refuse(call, HangupCause.INTERRUPTED, why, HangupBy.SYSTEM)
        else:
            self._refuse(call, HangupCause.NORMAL_CIRCUIT_CONGESTION, why, HangupBy.SYSTEM)

    def _look_at_waiting(self) -> None:
        """Calls that wait for a line for too long are given up."""
        now = self._pool.loop.time()
        for call in list(self._calls.values()):
            if call.line is None and now - call.placed > _LONGEST_WAIT_S:
                self._pool.forget_waiting(call)
                cause = HangupCause.NORMAL_CIRCUIT_CONGESTION
                self._refuse(call, cause, "no free line in time", HangupBy.SYSTEM)
        self._waiting_check = self._pool.loop.call_later(1.0, self._look_at_waiting)

    def hang_up(self, call_id: CallId, cause: HangupCause = HangupCause.NORMAL_CLEARING) -> None:
        call = self._calls.get(call_id)
        if call is None:
            return
        if call.line is None or self._pool.forget_waiting(call):
            self._pool.forget_waiting(call)
            self._soon(call, cause, "", HangupBy.SYSTEM)
            return
        self._order(call_id, messages.HangUp(call_id, cause.value))

    # -- what workers say ----------------------------------------------------------------------

    def _on_report(self, line: Line, report: messages.Report) -> None:
        match report:
            case messages.TrunkBroken():
                watch = self._trunks.get(report.trunk_id)
                if watch is not None:
                    watch.fail(Failure.BROKEN, report.detail)
            case messages.Refused():
                self._on_unwanted(report)
            case messages.Incoming():
                self._on_incoming(line, report)
            case _:
                # What is left are reports of calls.
                call = self._calls.get(getattr(report, "call_id", ""))
                if call is not None and call.line is line:
                    self._on_call_report(call, report)

    def _on_call_report(self, call: CallRecord, report: messages.Report) -> None:
        watch = self._watch_of(call)
        match report:
            case messages.Started():
                call.started_at = report.at
                self._switchboard.begun(call.call_id)
            case messages.Unheard():
                if watch is not None:
                    watch.suspect()
            case messages.Progress():
                self._heard(call, watch)
            case messages.Answered():
                self._heard(call, watch)
                call.answered_at = report.at
            case messages.Ended():
                del self._calls[call.call_id]
                self._switchboard.forget(call.call_id)
                if watch is not None and not call.incoming:
                    watch.call_ended(report, call.placed)
                    if report.heard:
                        self._heard(call, watch)
            case _:
                pass
        event = event_of(report)
        if event is not None:
            self._tell(event)

    def _watch_of(self, call: CallRecord) -> TrunkWatch | None:
        """Who watches the trunk the call went through; None once that was changed or removed."""
        watch = self._trunks.get(call.request.trunk_id)
        return watch if watch is not None and watch.use is call.trunk else None

    @staticmethod
    def _heard(call: CallRecord, watch: TrunkWatch | None) -> None:
        if watch is not None and not call.heard:
            call.heard = True
            watch.heard()

    def _on_lost(self, line: Line, calls: list[CallRecord], why: str) -> None:
        live = [call for call in calls if call.call_id in self._calls]
        if not live and not why:
            return
        for call in live:
            # At once, and not when its files are complete: whoever it talked with is free now.
            self._switchboard.forget(call.call_id)
        self._spawn(self._bury(line.name, live, why))

    async def _bury(self, name: str, calls: list[CallRecord], why: str) -> None:
        """Each call's end is told after what was recorded of it has been made whole."""
        detail = f"line worker lost: {why}" if why else "the engine stops"
        for call in calls:
            for path in call.files:
                with contextlib.suppress(OSError):
                    await asyncio.get_running_loop().run_in_executor(None, complete, path)
            self._refuse(call, HangupCause.INTERRUPTED, detail, HangupBy.SYSTEM)
        if why:
            self._tell(WorkerLost(name, _now(), len(calls), why))
