"""``trunk test``: does the trunk answer, and what becomes of a call over it.

Uses the telephony port exactly as the engine does: what works here works there.
"""

import asyncio
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from engine.domain.trunk import Trunk, TrunkStatus
from engine.ports.telephony import (
    CallAnswered,
    CallEnded,
    CallProgress,
    PlaceCall,
    TelephonyEvent,
    TrunkStatusChanged,
)
from rino_desktop import secret_store
from rino_desktop.texts import t
from rino_desktop.texts.errors import retold

#: Longest wait for the trunk's first word: SIP's own transaction timeout is 32 s (RFC 3261).
_STATUS_S = 35.0
_RING_S = 30.0
#: An answered test call is ended after so long.
_TALK_S = 5.0
#: How soon it is noticed that the test is not wanted any more.
_LOOK_S = 0.2


@dataclass(slots=True)
class TrunkReport:
    """What the trunk did."""

    trunk: str
    ok: bool = False
    status: str = ""
    detail: str = ""
    call: dict[str, object] | None = None
    lines: list[str] = field(default_factory=list)
    #: Is told of each step at once.
    told: Callable[[str], None] = field(default=lambda _line: None, compare=False)

    def as_json(self) -> dict[str, object]:
        return {
            "trunk": self.trunk,
            "ok": self.ok,
            "status": self.status,
            "detail": self.detail,
            "call": self.call,
        }

    def add(self, line: str) -> None:
        self.lines.append(line)
        self.told(line)

    def text(self) -> str:
        return "\n".join(self.lines)


def run(
    trunk: Trunk,
    number: str | None,
    told: Callable[[str], None] = lambda _line: None,
    stopped: Callable[[], bool] = lambda: False,
) -> TrunkReport:
    """``number``: also place a call to it. ``told``: of each step at once, on this thread;
    ``stopped``: asked several times a second, ends it, a call that goes on included."""
    from rino_desktop.phones import to_e164

    variable = trunk.settings.password_env
    if trunk.settings.register and variable and not secret_store.secret(variable):
        mend = t("Type it into the trunk's window, or put it into the environment variable.")
        raise secret_store.missing(variable, mend)
    phone = to_e164(number, "RU") if number else None
    return asyncio.run(_run_until(trunk, phone, TrunkReport(trunk.name, told=told), stopped))


async def _run_until(
    trunk: Trunk, phone: str | None, report: TrunkReport, stopped: Callable[[], bool]
) -> TrunkReport:
    work = asyncio.ensure_future(_run(trunk, phone, report))
    while not work.done():
        await asyncio.wait({work}, timeout=_LOOK_S)
        if stopped():
            work.cancel()
    if work.cancelled():
        report.ok = False
        report.add(t("The test was broken off."))
        return report
    return work.result()


async def _run(trunk: Trunk, phone: str | None, report: TrunkReport) -> TrunkReport:
    from rino_desktop import bootstrap

    events: asyncio.Queue[TelephonyEvent] = asyncio.Queue()
    telephony = bootstrap.telephony()
    await telephony.start(events.put_nowait)
    try:
        telephony.set_trunks([trunk])
        telephony.prepare(1)
        await _await_status(events, trunk, report)
        if phone is not None and report.ok:
            call_id = f"trunk-test-{uuid.uuid4().hex[:8]}"
            telephony.place_call(
                PlaceCall(
                    call_id=call_id,
                    trunk_id=trunk.id,
                    number=phone,
                    caller_id=trunk.settings.caller_id,
                    ring_timeout_s=_RING_S,
                    max_call_s=_TALK_S,
                )
            )
            await _await_call(events, call_id, phone, report)
    finally:
        await telephony.stop()
    return report


async def _await_status(
    events: asyncio.Queue[TelephonyEvent], trunk: Trunk, report: TrunkReport
) -> None:
    try:
        async with asyncio.timeout(_STATUS_S):
            while True:
                event = await events.get()
                if isinstance(event, TrunkStatusChanged) and event.trunk_id == trunk.id:
                    break
    except TimeoutError:
        report.status = TrunkStatus.UNKNOWN.value
        report.detail = t("no answer within {seconds} s", seconds=int(_STATUS_S))
    else:
        report.status, report.detail = event.status.value, retold(event.detail)
        report.ok = event.status is TrunkStatus.READY
    what = t("registered") if trunk.settings.register else t("reachable")
    report.add(
        f"{trunk.name}: {what if report.ok else t('does not work')}"
        + (f" ({report.detail})" if report.detail else "")
    )


async def _await_call(
    events: asyncio.Queue[TelephonyEvent], call_id: str, phone: str, report: TrunkReport
) -> None:
    progress: list[int] = []
    answered = None
    while True:
        event = await events.get()
        if isinstance(event, CallProgress) and event.call_id == call_id:
            progress.append(event.sip_code)
            report.told(t("{number}: the network says {code}", number=phone, code=event.sip_code))
        elif isinstance(event, CallAnswered) and event.call_id == call_id:
            answered = event
            report.told(t("{number}: answered", number=phone))
        elif isinstance(event, CallEnded) and event.call_id == call_id:
            break
    report.call = {
        "number": phone,
        "provisional": progress,
        "answered": answered is not None,
        "sip_code": event.sip_code,
        "hangup_cause": event.cause.value,
        "hangup_by": event.by.value,
        "detail": retold(event.detail),
    }
    outcome = t("answered") if answered else t("not answered")
    report.add(
        f"{phone}: {outcome}, SIP {event.sip_code or '–'}, {event.cause.value}"
        + (f" ({retold(event.detail)})" if event.detail else "")
    )
    # A busy subscriber is no fault of the trunk; a network that fails is.
    report.ok = answered is not None or (event.sip_code or 0) in (480, 486, 487, 600, 603)
