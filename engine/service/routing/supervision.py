"""Supervisors on the calls of this engine: rung, joined with what they are to hear, hung up.

What is decided, and why, is in engine.routing.supervising."""

import logging
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from engine.domain import call_key
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports import telephony as port
from engine.ports.audit import Actor
from engine.ports.storage import Stores
from engine.ports.supervision import SupervisionProgress
from engine.routing import supervising as core
from engine.service.call_plan import LINE_TRIES, LINE_WAIT_S
from engine.service.routing.floor import Floor
from engine.service.routing.operator_leg import SILENCE_S, OperatorLeg
from engine.service.routing.supervision_look import OpenSupervision
from engine.service.supervised_calls import HeardCall

if TYPE_CHECKING:
    from engine.service.routing.host import RoutingParts

log = logging.getLogger(__name__)

#: The supervisor's telephone is rung for so long; seconds.
RING_S = 30.0
_MOST_S = 12 * 3600.0
_BUSY = frozenset({HangupCause.USER_BUSY, HangupCause.CALL_REJECTED})


@dataclass(slots=True, eq=False)
class _Leg:
    """The supervisor's telephone. ``trunk_id``: over which it is rung, 0: at its own address."""

    call_id: str
    supervision_id: int
    trunk_id: int = port.DIRECT
    answered: bool = False


class SupervisionDesk:
    """``calls``: the engine's own, by their keys; set before the first event."""

    #: Of this run.
    name = ""
    calls: Callable[[int], HeardCall | None]

    def __init__(self, parts: "RoutingParts", floor: Floor,
                 soon: Callable[[Callable[[], None]], object]) -> None:  # fmt: skip
        self._telephony = parts.phone.telephony
        self._outside = parts.outside
        self._later = parts.timers.call_later
        self._journal = parts.journal
        self._clock = parts.clock
        self._floor = floor
        self._soon = soon
        self._core = core.Supervising(self._scene_of)
        self._legs: dict[str, _Leg] = {}
        self._by_id: dict[int, _Leg] = {}
        self._who: dict[int, Actor] = {}
        self._rung = 0
        self._reviewing = False

    # --- what comes in -------------------------------------------------------------------------

    def look(self, rows: Iterable[OpenSupervision]) -> None:
        ours = [row for row in rows if row.node in ("", self.name)]
        self._who |= {row.wanted.id: row.who for row in ours}
        wanted = [row.wanted for row in ours]
        if wanted or len(self._core):
            self._carry_out(self._core.look(wanted, self._clock.now()))
        here = {row.wanted.id for row in ours}
        self._who = {number: who for number, who in self._who.items() if number in here}

    def review_soon(self) -> None:
        """Something may have happened to a call that is heard."""
        if len(self._core) and not self._reviewing:
            self._reviewing = True
            self._soon(self._review)

    def _review(self) -> None:
        self._reviewing = False
        self._carry_out(self._core.review(self._clock.now()))

    def handle(self, call_id: str, event: port.TelephonyEvent) -> bool:
        """False: the call is no supervisor's."""
        leg = self._legs.get(call_id)
        if leg is None:
            self.review_soon()
            return False
        match event:
            case port.CallAnswered(at=at):
                leg.answered = True
                self._carry_out(self._core.answered(leg.supervision_id, at))
            case port.CallEnded():
                self._gone(leg)
                why = _why(leg, event)
                self._carry_out(self._core.ended(leg.supervision_id, why, event.at))
        return True

    def _gone(self, leg: _Leg) -> None:
        del self._legs[leg.call_id]
        if self._by_id.get(leg.supervision_id) is leg:
            del self._by_id[leg.supervision_id]
        if leg.trunk_id != port.DIRECT:
            self._outside.lines.free_leg(leg.trunk_id)

    def close(self, nodes: Collection[str], rows: Iterable[OpenSupervision], now: datetime) -> None:
        """Those of engines that are gone are over."""
        for row in rows:
            if row.node in nodes:
                self._journal.write("supervision", partial(lost, row=row, now=now))

    # --- whom it is about ----------------------------------------------------------------------

    def _scene_of(self, wanted: core.Wanted) -> core.Scene | None:
        if wanted.operator_id is not None:
            leg = self._leg_of(wanted.operator_id)
            return None if leg is None else self._scene_of_leg(leg)
        found = self.calls(wanted.call_key or 0)
        if found is None:
            return None
        caller = self._floor.callers.of_call(found.call_id)
        leg = None if caller is None else caller.leg
        if leg is None or leg.over or leg.answered_at is None:
            return core.Scene(found.call_id, "", None, wanted.call_key, found.campaign_id)
        return core.Scene(
            found.call_id, leg.call_id, leg.operator_id, wanted.call_key, found.campaign_id
        )

    def _leg_of(self, operator_id: int) -> OperatorLeg | None:
        """The telephone on which he talks."""
        for leg in self._floor.legs.values():
            if leg.operator_id == operator_id and leg.answered_at is not None and not leg.over:
                return leg
        return None

    def _scene_of_leg(self, leg: OperatorLeg) -> core.Scene:
        caller = self._floor.callers.of_leg(leg)
        consult = self._floor.callers.consults.get(leg.party)
        if caller is None and consult is not None:
            caller = consult.caller
        if caller is None:
            return core.Scene("", leg.call_id, leg.operator_id)
        request = caller.request
        return core.Scene(
            request.call_id, leg.call_id, leg.operator_id, request.attempt_id or None,
            request.campaign_id or None,
        )  # fmt: skip

    # --- what is to be done --------------------------------------------------------------------

    def _carry_out(self, commands: Iterable[core.Command]) -> None:
        for command in commands:
            match command:
                case core.Ring():
                    self._ring(command)
                case core.Hear(id=number, target=target, mode=mode):
                    leg = self._by_id.get(number)
                    if leg is not None:
                        self._telephony.supervise(leg.call_id, target, mode)
                case core.HangUp(id=number):
                    leg = self._by_id.get(number)
                    if leg is not None:
                        self._telephony.hang_up(leg.call_id)
                case core.Tell():
                    self._tell(command)
                case core.Note():
                    self._note(command)

    def _ring(self, ring: core.Ring, tries: int = LINE_TRIES) -> None:
        hears = self._core.hears(ring.wanted.id)
        if hears is None:
            return  # he has given up while a line was waited for
        trunk_id = port.DIRECT
        by_address = ring.wanted.phone.startswith("sip:")
        if not by_address:
            lines = self._outside.lines
            line = lines.take_leg(self._outside.trunk_ids(ring.scene.campaign_id or 0))
            if line is None:
                if tries > 1:
                    self._later(LINE_WAIT_S, lambda: self._ring(ring, tries - 1))
                else:
                    now = self._clock.now()
                    self._carry_out(self._core.ended(ring.wanted.id, "no_line", now))
                return
            trunk_id = line
        self._rung += 1
        call_id = f"s{self.name.rpartition('~')[2]}-{self._rung}"
        leg = _Leg(call_id, ring.wanted.id, trunk_id)
        self._legs[call_id] = self._by_id[ring.wanted.id] = leg
        place = port.PlaceCall(
            call_id=call_id,
            trunk_id=trunk_id,
            number="" if by_address else ring.wanted.phone,
            address=ring.wanted.phone if by_address else "",
            ring_timeout_s=RING_S,
            max_call_s=_MOST_S,
            rtp_timeout_s=SILENCE_S,
            near=hears[0],
        )
        if by_address:
            # Only a softphone that has asked for it lifts by itself, and nobody else is to know.
            own = {"X-RINO-Supervision": str(ring.wanted.id), "X-RINO-Token": ring.wanted.token}
            place = replace(place, headers=own)
        else:
            campaign = ring.scene.campaign_id or 0
            place = replace(place, caller_id=self._outside.caller_id(campaign))
        self._telephony.place_call(place)
        # Heeded from his answer on.
        self._telephony.supervise(call_id, *hears)

    def _tell(self, tell: core.Tell) -> None:
        progress = SupervisionProgress(
            tell.id, tell.state, tell.mode, tell.answered_wish, tell.why, tell.operator_id,
            tell.call_key, tell.answered_at,
        )  # fmt: skip
        node, now = self.name, self._clock.now()
        self._journal.write("supervision", lambda s: s.supervisions.save(progress, node, now))

    def _note(self, note: core.Note) -> None:
        now = self._clock.now()
        name = self._floor.roster.name(note.scene.operator_id or 0)
        who = self._who[note.wanted.id]
        self._journal.write("supervision", lambda s: record(s, who, note, name, now))


def record(stores: Stores, who: Actor, note: core.Note, operator: str, now: datetime) -> None:
    """Into the audit log: who, whom, which call, how, how long."""
    scene, details = note.scene, dict[str, object]()
    if note.mode is not None:
        details["mode"] = note.mode.value
    if scene.call_key:
        details["call"] = call_key.written(scene.call_key)
    if note.why:
        details["why"] = note.why
    if note.action == "end":
        details["seconds"] = round(sum(note.seconds.values()), 1)
        details["modes"] = {mode: round(spent, 1) for mode, spent in note.seconds.items()}
    subject = operator or (call_key.written(scene.call_key) if scene.call_key else "")
    stores.audit.record(
        now, f"supervision.{note.action}", subject, details, subject_id=scene.operator_id,
        campaign_id=scene.campaign_id, by=who,
    )  # fmt: skip


def lost(stores: Stores, row: OpenSupervision, now: datetime) -> None:
    """Its engine is gone, and its calls with it. Of several that see it one writes it down."""
    if not stores.supervisions.save(row.over("engine_gone"), row.node, now):
        return
    wanted, mode = row.wanted, row.mode
    scene = core.Scene("", "", row.operator_id, row.call_key)
    if row.answered_at is not None and mode is not None:
        seconds = {mode.value: max(0.0, (now - row.answered_at).total_seconds())}
        user = stores.users.by_id(row.operator_id) if row.operator_id else None
        note = core.Note(wanted, "end", mode, scene, "engine_gone", seconds)
        record(stores, row.who, note, "" if user is None else user.name, now)


def _why(leg: _Leg, event: port.CallEnded) -> str:
    if event.cause is HangupCause.INTERRUPTED:
        return "interrupted"
    if leg.answered:
        cut = HangupCause.RECOVERY_ON_TIMER_EXPIRE
        lost = event.by is HangupBy.NETWORK or event.cause is cut
        return "phone_lost" if lost else "left"
    if event.cause is HangupCause.NO_ANSWER:
        return "not_answered"
    return "phone_busy" if event.cause in _BUSY else "phone_unreachable"
