"""Whether a trunk works, and when to try it again when it does not.

A trunk that registers is ready when its registrar says so (see ``trunk_front``). A trunk without
registration is judged by its calls; nothing is sent to it unasked but an empty keep-alive when it
is set up (see ``knock``), because some peers count or bill every request. ``UNKNOWN`` may dial
where nothing registers, ``FAILED`` may not.

=============  ===================================================  =============================
What failed    How it is told                                       After 2, 4, 8 … 60 s
=============  ===================================================  =============================
registration   the registrar refuses or is silent                   register again
refused        ICMP or TCP says that nobody listens                 knock again; nobody refuses any
                                                                    more: a call may try
silent         two INVITEs in a row without any response            knock, then OPTIONS, to which
                                                                    any answer will do; where even
                                                                    that is not answered a call may
                                                                    try
busy           ten answers 503 in a row                             a call may try
credentials    401 or 407 to an INVITE that bore the password       a call may try
broken         a port is taken, a setting is wrong                  a call may try
=============  ===================================================  =============================

"A call may try" is one call at a time, until one of them is answered something better.

Where a trunk has a password nothing is sent and nothing dialled before that is known: a wallet may
ask its owner first, and it is asked on a thread (see ``passwords``); one that refuses after 1, 2, 4
… 15 minutes again.
"""

import asyncio
from collections.abc import Callable
from enum import Enum, auto

from engine.adapters.pjsip import knock, messages
from engine.adapters.pjsip.addressing import SipAddress
from engine.adapters.pjsip.call_record import TrunkUse
from engine.adapters.pjsip.passwords import Passwords
from engine.adapters.pjsip.pool import Pool
from engine.adapters.pjsip.trunk_front import TrunkFront
from engine.domain.trunk import Trunk, TrunkStatus
from engine.errors import KnownError

FIRST_RETRY_S = 2.0
LONGEST_RETRY_S = 60.0
#: Whoever dismisses the question of his wallet is not asked again every minute.
_LONGEST_PASSWORD_RETRY_S = 900.0
#: One 503 may concern one destination only.
_BUSY_ANSWERS_THAT_COUNT = 10
#: One INVITE without any response may have been lost on the way with all its repetitions.
_SILENT_CALLS_THAT_COUNT = 2
_UNAUTHORISED = frozenset({401, 407})
ALL_LINES_TAKEN = "all lines for calls that come in are taken: further callers hear busy"


class Failure(Enum):
    REGISTRATION = auto()
    REFUSED = auto()
    SILENT = auto()
    BUSY = auto()
    CREDENTIALS = auto()
    BROKEN = auto()


class TrunkWatch:
    """``changed(watch, retry_in_s)`` whenever status or ``may_dial`` may have changed; the status
    itself is new when ``told`` differs from it."""

    def __init__(
        self,
        use: TrunkUse,
        pool: Pool,
        *,
        passwords: Passwords,
        changed: Callable[["TrunkWatch", float | None], None],
        dialling_changed: Callable[["TrunkWatch"], None],
        refused: Callable[[messages.Refused], None],
        silent_calls: Callable[[int, str], None],
    ) -> None:
        self.use = use
        self.status = TrunkStatus.UNKNOWN
        self.detail = self._usual_detail = ""
        self._pool = pool
        self._passwords = passwords
        self._asking: asyncio.Task[None] | None = None
        self._changed = changed
        self._dialling_changed = dialling_changed
        self._refused = refused
        self._end_silent_calls = silent_calls
        self._failure: Failure | None = None
        self._retry_s = FIRST_RETRY_S
        self._password_retry_s = LONGEST_RETRY_S
        self._retry_timer: asyncio.TimerHandle | None = None
        self._busy_answers = 0
        self._silent_calls = 0
        #: One call at a time may try; the one that does.
        self._half_open = False
        self._trial: str | None = None
        self._last_heard = -1.0
        self._closed = False
        self._front: TrunkFront | None = None
        self._knocking: asyncio.Task[None] | None = None

    @property
    def registers(self) -> bool:
        return self.use.trunk.settings.register

    def may_dial(self, call_id: str) -> bool | None:
        """None: not yet, ask again when told that it changed."""
        if self.status is TrunkStatus.FAILED:
            return False
        if self._asking is not None or (self.registers and self.status is TrunkStatus.UNKNOWN):
            return None
        if self._half_open:
            if self._trial not in (None, call_id):
                return None
            self._trial = call_id
        return True

    # -- life ----------------------------------------------------------------------------------

    def open(self) -> None:
        if self.use.trunk.settings.password_env:
            self._asking = asyncio.ensure_future(self._ask_password())
        else:
            self._begin()

    async def _ask_password(self) -> None:
        name, retry_in_s = self.use.trunk.settings.password_env, None
        try:
            self.use.password = await self._passwords.get(name)
            fault = "" if self.use.password else f"the password {name} is not set"
        except Exception as error:  # a trunk must not wait for ever, whatever a wallet does
            reason = error.message if isinstance(error, KnownError) else error
            fault, retry_in_s = (
                f"the password {name} cannot be read: {reason}",
                self._password_retry_s,
            )
            self._password_retry_s = min(2 * retry_in_s, _LONGEST_PASSWORD_RETRY_S)
        self._asking = None
        if fault:
            self._set(TrunkStatus.FAILED, fault, retry_in_s)
            if retry_in_s is not None:
                self._retry_timer = self._pool.loop.call_later(retry_in_s, self.open)
            return
        self._password_retry_s = LONGEST_RETRY_S
        if self.status is TrunkStatus.FAILED:
            self._set(TrunkStatus.UNKNOWN, "")
        self._begin()
        self._dialling_changed(self)

    def _begin(self) -> None:
        settings = self.use.trunk.settings
        try:
            nearest = self._nearest
        except ValueError as error:
            self._set(TrunkStatus.FAILED, str(error))
            return
        if self.registers:
            self._ask()
        elif settings.ports is not None:
            self._open_front()  # for what comes in: providers call the first port of the range
        if not self.registers and settings.transport.value == "udp" and nearest.host:
            self.suspect()

    def _on_full(self, full: bool) -> None:
        """The library itself answers 486 to more calls, and says nothing of them."""
        if self.status is TrunkStatus.FAILED:
            return
        if full:
            self._usual_detail, self.detail = self.detail, ALL_LINES_TAKEN
        elif self.detail == ALL_LINES_TAKEN:
            self.detail = self._usual_detail
        self._changed(self, None)

    def accept(self, trunk: Trunk) -> None:
        """The trunk is the same but for whose calls it takes (``Trunk.accepts``)."""
        self.use.trunk = trunk
        if self._front is not None:
            self._front.teach_again()

    def close(self, *, at_once: bool = True) -> None:
        """Not ``at_once``: calls that have come in go on."""
        self._closed = True
        for waits in (self._retry_timer, self._asking):
            if waits is not None:
                waits.cancel()
        if self._knocking is not None:
            self._knocking.cancel()
        if self._front is not None:
            self._front.close(at_once=at_once)

    async def wait_closed(self) -> None:
        if self._front is not None:
            await self._front.wait_closed()

    def _open_front(self) -> TrunkFront:
        if self._front is None:
            self._front = TrunkFront(
                self.use,
                self._pool,
                register=self.registers,
                answered=self._answered,
                broken=lambda why: self.fail(Failure.BROKEN, why),
                refused=self._refused,
                full=self._on_full,
            )
        return self._front

    # -- status --------------------------------------------------------------------------------

    def _set(self, status: TrunkStatus, detail: str, retry_in_s: float | None = None) -> None:
        if self._closed:
            return
        self._silent_calls = self._busy_answers = 0
        self._half_open, self._trial = status is TrunkStatus.UNKNOWN, None
        if status is TrunkStatus.READY:
            self._retry_s, self._failure = FIRST_RETRY_S, None
        if self._retry_timer is not None:
            self._retry_timer.cancel()
            self._retry_timer = None
        if status is self.status and status is not TrunkStatus.FAILED:
            return
        self.status, self.detail = status, detail
        self._changed(self, retry_in_s)
        self._dialling_changed(self)

    def fail(self, failure: Failure, detail: str) -> None:
        """The trunk is not to be used for a while."""
        if self._closed:
            return
        delay = self._retry_s
        self._retry_s = min(2 * delay, LONGEST_RETRY_S)
        self._failure = failure
        self._set(TrunkStatus.FAILED, detail, delay)
        self._retry_timer = self._pool.loop.call_later(delay, self._retry)

    def _retry(self) -> None:
        self._retry_timer = None
        if self.registers:
            self._ask()
        elif self._failure in (Failure.REFUSED, Failure.SILENT):
            if self._knocking is None:
                self._knocking = asyncio.ensure_future(self._look_whether_back())
        else:
            self._set(TrunkStatus.UNKNOWN, "a call will show whether it works again")

    def _ask(self) -> None:
        self._open_front().ask()

    def _answered(self, answer: messages.TrunkAnswer | None) -> None:
        """What came of a registration, of a refresh of it, or of OPTIONS."""
        if answer is not None and answer.good:
            self._set(TrunkStatus.READY, "registered" if self.registers else answer.detail)
        elif self.registers:
            why = answer.detail if answer else f"no answer from {self._nearest.host_port}"
            self.fail(Failure.REGISTRATION, f"registration: {why}")
        elif self.status is not TrunkStatus.FAILED:
            return
        elif answer is None or answer.sip_code == 0:
            self._set(TrunkStatus.UNKNOWN, "does not answer OPTIONS; a call will show")
        else:
            self.fail(Failure.BUSY, answer.detail)

    # -- what calls tell -----------------------------------------------------------------------

    def heard(self) -> None:
        """The proxy has answered something to a call."""
        self._last_heard = self._pool.loop.time()
        self._silent_calls = 0
        if self.status is TrunkStatus.UNKNOWN and not self.registers:
            self._set(TrunkStatus.READY, "answers")

    def call_ended(self, report: messages.Ended, placed: float) -> None:
        """To be told before ``heard``. ``placed``: event loop time; what was heard after it
        outweighs one silent call."""
        if self.status is TrunkStatus.FAILED:
            return
        code = report.sip_code
        if not report.heard and report.by == "network" and report.started_at is not None:
            self._silent_call(report, placed)
        elif code == 503:
            self._busy_answers += 1
            if self._half_open or self._busy_answers >= _BUSY_ANSWERS_THAT_COUNT:
                self.fail(Failure.BUSY, "the proxy answers 503 Service Unavailable")
        elif code in _UNAUTHORISED:
            why = f"the proxy does not accept user and password ({code})"
            self.fail(Failure.CREDENTIALS, why)
        elif code is not None:
            self._busy_answers = 0
        self.call_gone(report.call_id)

    def _silent_call(self, report: messages.Ended, placed: float) -> None:
        if self._last_heard >= placed:
            return
        self._silent_calls += 1
        # A transport that fails at once is no lost packet.
        refused = report.cause == "network_out_of_order"
        if refused:
            self.fail(Failure.REFUSED, report.detail)
        elif self._half_open or self._silent_calls >= _SILENT_CALLS_THAT_COUNT:
            self.fail(Failure.SILENT, report.detail)

    def call_gone(self, call_id: str) -> None:
        """A call that was allowed to try has ended, perhaps without having shown anything."""
        if self._trial == call_id:
            self._trial = None
            self._dialling_changed(self)

    # -- knocking ------------------------------------------------------------------------------

    def suspect(self) -> None:
        """Somebody has been waiting for the proxy unusually long: is it there at all?"""
        if self._failure is Failure.REFUSED and self.status is TrunkStatus.FAILED:
            # The call was under way before the refusal was known.
            self._end_silent_calls(self.use.trunk.id, self.detail)
            return
        if self._knocking is None and not self._closed and self.status is not TrunkStatus.FAILED:
            self._knocking = asyncio.ensure_future(self._knock())

    @property
    def _nearest(self) -> SipAddress:
        settings = self.use.trunk.settings
        return SipAddress.parse(settings.outbound_proxy or settings.proxy)

    async def _refusal(self) -> str:
        try:
            transport = self.use.trunk.settings.transport.value
            found = await knock.refusal(self._nearest, transport)
            return f"{self._nearest.host_port}: {found}" if found else ""
        finally:
            self._knocking = None

    async def _knock(self) -> None:
        refusal = await self._refusal()
        if self._closed or self.status is TrunkStatus.FAILED:
            return
        if refusal:
            self._end_silent_calls(self.use.trunk.id, refusal)
            self.fail(Failure.REFUSED, refusal)
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
            self.fail(Failure.REFUSED, refusal)
        elif self._failure is Failure.SILENT:
            self._ask()
        elif self._is_here():
            self._set(TrunkStatus.READY, "somebody listens there again")
        else:
            self._set(TrunkStatus.UNKNOWN, "does not refuse any more; a call will show")
