"""One call of an order: A is rung and told to wait, B is rung beside him, and they talk; or A is
rung and a text is said to him. A machine of events: what it does is done by its ``phone``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from engine.domain.disposition import Disposition
from engine.domain.hangup_cause import HangupCause, disposition_of_cause
from engine.orders.model import CallOutcome, Step, StepKind
from engine.orders.settings import OrderSettings
from engine.ports import telephony as port
from engine.service.call_plan import LINE_TRIES, LINE_WAIT_S, CallServices

#: So much longer than the talk may last has A: B has to be rung meanwhile.
_FOR_B_S = 120.0
_OF_A = {Disposition.USER_BUSY: CallOutcome.A_BUSY, Disposition.NO_ANSWER: CallOutcome.A_NO_ANSWER}
_OF_B = {Disposition.USER_BUSY: CallOutcome.B_BUSY, Disposition.NO_ANSWER: CallOutcome.B_NO_ANSWER}


@dataclass(frozen=True, slots=True)
class Sounds:
    """Files. ``text``: what a ``say`` step says."""

    announcement: Sequence[Path] = ()
    music: Sequence[Path] = ()
    sorry: Sequence[Path] = ()
    text: Sequence[Path] = ()


@dataclass(frozen=True, slots=True)
class Ended:
    """``length_s``: of the talk, from bridging to the end; None where nobody talked."""

    outcome: CallOutcome
    detail: str = ""
    length_s: Decimal | None = None


class OrderCall:
    """``may_ring(number)``: asked when a number is about to be dialled. ``joined(at)`` is told when
    they hear each other; ``over`` once, when both lines are free."""

    def __init__(
        self, name: str, step: Step, settings: OrderSettings, trunk_ids: Sequence[int],
        sounds: Sounds, services: CallServices, may_ring: Callable[[str], bool],
        joined: Callable[[datetime], None], over: Callable[[Ended], None],
    ) -> None:  # fmt: skip
        self.a, self.b = f"{name}-a", f"{name}-b"
        self._step = step
        self._settings = settings
        self._trunk_ids = tuple(trunk_ids)
        self._sounds = sounds
        self._s = services
        self._may_ring, self._joined, self._over = may_ring, joined, over
        #: Legs that have a line, and which.
        self._lines: dict[str, int] = {}
        self._a_answered = False
        self._joined_at: datetime | None = None
        self._end: Ended | None = None
        self._told = False
        #: What A hears: 1 announcement or text, 2 music, 3 sorry.
        self._playing = 0

    @property
    def ids(self) -> tuple[str, str]:
        return self.a, self.b

    def begin(self) -> None:
        self._seek_line(self.a, LINE_TRIES)

    def break_off(self, outcome: CallOutcome, at: datetime) -> None:
        """An operator wants so, or the engine ends. Who talks has talked until now."""
        talked = outcome is CallOutcome.WITHDRAWN and self._joined_at is not None
        self._close(replace(self._talk(at), outcome=CallOutcome.TALKED if talked else outcome))
        self._hang_up()
        self._tell_if_over()

    def handle(self, event: port.TelephonyEvent) -> None:
        match event:
            case port.CallAnswered(call_id=leg, at=at):
                self._answered(leg, at)
            case port.PlaybackEnded(call_id=leg, playback_id=playback):
                if leg == self.a and playback == self._playing:
                    self._played()
            case port.CallEnded(call_id=leg):
                self._ended(leg, event)

    # --- lines ----------------------------------------------------------------------------------

    def _seek_line(self, leg: str, tries: int) -> None:
        """A line that is not there now may be ours a moment later (see engine.dialer)."""
        if self._end is not None:
            self._tell_if_over()
            return
        if not self._may_ring(self._number(leg)):
            self._fail(Ended(CallOutcome.NO_HOUR))
            return
        trunk_id = self._s.lines.take_leg(self._trunk_ids)
        if trunk_id is not None:
            self._place(leg, trunk_id)
        elif tries > 1:
            self._s.timers.call_later(LINE_WAIT_S, lambda: self._seek_line(leg, tries - 1))
        else:
            self._fail(Ended(CallOutcome.NO_LINE))

    def _place(self, leg: str, trunk_id: int) -> None:
        self._lines[leg] = trunk_id
        settings, first = self._settings, leg == self.a
        self._s.telephony.place_call(
            port.PlaceCall(
                call_id=leg,
                trunk_id=trunk_id,
                number=self._number(leg),
                caller_id=settings.caller_id,
                ring_timeout_s=settings.ring_timeout_s,
                max_call_s=settings.max_call_s + (_FOR_B_S if first else 0),
                rtp_timeout_s=settings.rtp_timeout_s,
                near=None if first else self.a,
                reserve_leg=first and self._connects,
            )
        )

    def _number(self, leg: str) -> str:
        return self._step.first if leg == self.a else self._step.second

    @property
    def _connects(self) -> bool:
        return self._step.kind is StepKind.CONNECT

    # --- what happens ---------------------------------------------------------------------------

    def _answered(self, leg: str, at: datetime) -> None:
        if self._end is not None:
            self._s.telephony.hang_up(leg)
        elif leg == self.a:
            self._a_answered = True
            self._play(1, self._sounds.announcement if self._connects else self._sounds.text)
            if self._connects:
                self._seek_line(self.b, LINE_TRIES)
        else:
            self._playing = 0
            self._s.telephony.stop_playback(self.a)
            self._s.telephony.bridge(self.a, self.b)
            self._joined_at = at
            self._joined(at)

    def _play(self, number: int, files: Sequence[Path], *, loop: bool = False) -> None:
        self._playing = number
        if files:
            self._s.telephony.play(self.a, number, files, loop=loop)
        else:
            self._played()

    def _played(self) -> None:
        """What A heard has come to its end."""
        if self._playing == 3 or not self._connects:
            if not self._connects:
                self._close(Ended(CallOutcome.HEARD))
            self._s.telephony.hang_up(self.a)
        elif self._playing == 1 and self._sounds.music:
            self._play(2, self._sounds.music, loop=True)

    def _ended(self, leg: str, event: port.CallEnded) -> None:
        self._s.lines.free_leg(self._lines.pop(leg))
        lost = event.cause is HangupCause.INTERRUPTED
        if self._joined_at is not None:
            talk = self._talk(event.at)
            self._close(replace(talk, outcome=CallOutcome.INTERRUPTED) if lost else talk)
            self._hang_up()
        elif leg == self.a:
            self._close(self._without_talk(event, self._a_answered))
            self._hang_up()
        elif self._end is None:
            self._fail(self._b_ended(event))
        self._tell_if_over()

    def _talk(self, until: datetime) -> Ended:
        if self._joined_at is None:
            return Ended(CallOutcome.TALKED)
        seconds = max((until - self._joined_at).total_seconds(), 0.0)
        return Ended(CallOutcome.TALKED, length_s=Decimal(str(round(seconds, 1))))

    def _without_talk(self, event: port.CallEnded, answered: bool) -> Ended:
        if event.cause is HangupCause.INTERRUPTED:
            return Ended(CallOutcome.INTERRUPTED, event.detail)
        if answered:
            return Ended(CallOutcome.A_HUNG_UP)
        why = disposition_of_cause(event.cause)
        return Ended(_OF_A.get(why, CallOutcome.A_UNREACHABLE), _detail(event))

    def _b_ended(self, event: port.CallEnded) -> Ended:
        if event.cause is HangupCause.INTERRUPTED:
            return Ended(CallOutcome.INTERRUPTED, event.detail)
        why = disposition_of_cause(event.cause)
        return Ended(_OF_B.get(why, CallOutcome.B_UNREACHABLE), _detail(event))

    def _fail(self, end: Ended) -> None:
        """Before they talk; A, if he waits, is told so."""
        self._close(end)
        if self.a in self._lines and self._a_answered:
            self._s.telephony.stop_playback(self.a)
            self._play(3, self._sounds.sorry)
        self._tell_if_over()

    def _close(self, end: Ended) -> None:
        """What is said first counts."""
        if self._end is None:
            self._end = end

    def _hang_up(self) -> None:
        for leg in list(self._lines):
            self._s.telephony.hang_up(leg)

    def _tell_if_over(self) -> None:
        if self._end is not None and not self._lines and not self._told:
            self._told = True
            self._over(self._end)


def _detail(event: port.CallEnded) -> str:
    code = "" if event.sip_code is None else f"SIP {event.sip_code}"
    return " ".join(part for part in (str(event.cause.value), code, event.detail) if part)
