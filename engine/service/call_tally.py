"""Counts calls as the telephone network has them, whoever placed them: a decorator of its port."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from engine.domain.spread import Spread
from engine.domain.trunk import TrunkStatus
from engine.ports import telephony as port

#: Seconds until somebody answered, and seconds of talk.
RING_S = (1.0, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0)
TALK_S = (2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0)
_ATTEMPT = re.compile(r"a\d+")
_LEG = re.compile(r"a\d+-transfer\d+")


class CallKind(StrEnum):
    CAMPAIGN = "campaign"
    TRANSFER = "transfer"  # the second leg of a campaign's call
    OPERATOR = "operator"  # a workstation that is rung
    INCOMING = "incoming"
    OTHER = "other"  # test calls, consults, callbacks, orders


class CallStage(StrEnum):
    PLACED = "placed"
    RINGING = "ringing"
    ANSWERED = "answered"


@dataclass(slots=True)
class _Live:
    kind: CallKind
    trunk_id: int
    stage: CallStage


class CallTally:
    """Written and read in the engine's loop."""

    def __init__(self) -> None:
        self.reached: Counter[tuple[CallKind, CallStage]] = Counter()
        self.ended: Counter[tuple[CallKind, str]] = Counter()
        self.detected: Counter[str] = Counter()
        #: By trunk: calls over it that were answered, and that were not.
        self.over: Counter[tuple[int, bool]] = Counter()
        self.rang = {kind: Spread(RING_S) for kind in CallKind}
        self.talked = {kind: Spread(TALK_S) for kind in CallKind}
        self.refused_incoming = 0
        self.workers_lost = 0
        self.trunks: dict[int, TrunkStatus] = {}
        self._live: dict[str, _Live] = {}

    def live(self) -> Counter[tuple[CallKind, CallStage]]:
        return Counter((call.kind, call.stage) for call in self._live.values())

    def lines(self) -> Counter[int]:
        """Trunk → calls over it."""
        return Counter(call.trunk_id for call in self._live.values())

    def placed(self, request: port.PlaceCall) -> None:
        self._begin(request.call_id, _kind_of(request), request.trunk_id)

    def heard(self, event: port.TelephonyEvent) -> None:
        match event:
            case port.IncomingCall():
                self._begin(event.call_id, CallKind.INCOMING, event.trunk_id)
            case port.CallProgress():
                self._reach(event.call_id, CallStage.RINGING)
            case port.CallAnswered():
                self._reach(event.call_id, CallStage.ANSWERED)
            case port.AnswerDetected():
                self.detected[event.answered_by.value] += 1
            case port.CallEnded():
                self._end(event)
            case port.IncomingCallRefused():
                self.refused_incoming += 1
            case port.TrunkStatusChanged() if event.trunk_id > 0:
                self.trunks[event.trunk_id] = event.status
            case port.WorkerLost():
                self.workers_lost += 1
            case _:
                pass

    def _begin(self, call_id: str, kind: CallKind, trunk_id: int) -> None:
        self._live[call_id] = _Live(kind, trunk_id, CallStage.PLACED)
        self.reached[kind, CallStage.PLACED] += 1

    def _reach(self, call_id: str, stage: CallStage) -> None:
        call = self._live.get(call_id)
        # Several provisional answers are one ringing.
        if call is not None and call.stage not in (stage, CallStage.ANSWERED):
            call.stage = stage
            self.reached[call.kind, stage] += 1

    def _end(self, event: port.CallEnded) -> None:
        call = self._live.pop(event.call_id, None)
        if call is None:
            return
        self.ended[call.kind, event.cause.value] += 1
        answered = event.answered_at
        if call.trunk_id > 0:
            self.over[call.trunk_id, answered is not None] += 1
        if answered is None:
            return
        if event.started_at is not None:
            self.rang[call.kind].add(max(0.0, (answered - event.started_at).total_seconds()))
        self.talked[call.kind].add(max(0.0, (event.at - answered).total_seconds()))


def _kind_of(request: port.PlaceCall) -> CallKind:
    if request.address:
        return CallKind.OPERATOR
    if _ATTEMPT.fullmatch(request.call_id):
        return CallKind.CAMPAIGN
    return CallKind.TRANSFER if _LEG.fullmatch(request.call_id) else CallKind.OTHER


class _Counted:
    """Everything but the beginning of calls and their events goes straight through."""

    def __init__(self, telephony: port.Telephony, tally: CallTally) -> None:
        self._telephony = telephony
        self._tally = tally

    def __getattr__(self, name: str) -> Any:
        return getattr(self._telephony, name)

    async def start(self, on_event: Callable[[port.TelephonyEvent], None]) -> None:
        def heard(event: port.TelephonyEvent) -> None:
            self._tally.heard(event)
            on_event(event)

        await self._telephony.start(heard)

    def place_call(self, request: port.PlaceCall) -> None:
        self._tally.placed(request)
        self._telephony.place_call(request)


def counted(telephony: port.Telephony, tally: CallTally) -> port.Telephony:
    """The same, with every call told to the tally."""
    return cast(port.Telephony, _Counted(telephony, tally))
