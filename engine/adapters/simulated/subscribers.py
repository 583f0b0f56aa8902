"""How simulated subscribers behave, and which number behaves how."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engine.domain.answering_machine import AnsweredBy
from engine.domain.hangup_cause import HangupCause


@dataclass(frozen=True, slots=True)
class Press:
    """A key. ``after``: ``answer`` (seconds after it), ``previous`` (after the key before),
    ``heard`` (when so many seconds have been played to the subscriber in all) or ``said`` (after
    he has said the next message that he is asked for)."""

    key: str
    delay_s: float = 1.0
    after: str = "previous"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """One way to behave; the functions below name the usual ones. Durations in seconds."""

    #: From the INVITE to the answer or refusal.
    ring_s: float = 2.0
    #: Final SIP status instead of an answer, and the cause where a Reason header gives another.
    refuse: int | None = None
    cause: HangupCause | None = None
    #: No final response at all, not even a provisional one: the network swallows the INVITE.
    unreachable: bool = False
    never_answers: bool = False
    #: The answer and our CANCEL cross.
    answers_cancel: bool = False
    #: 183 with media so long before the answer or refusal.
    early_media_s: float = 0.0
    presses: tuple[Press, ...] = ()
    #: Says so much whenever he is asked to leave a message; 0: nothing.
    message_s: float = 0.0
    #: Hangs up so long after the answer …
    hang_up_after_s: float | None = None
    #: … or when so long a silence has followed the answer or what was played.
    hang_up_after_quiet_s: float | None = None
    #: Who a detector finds that he is, so long after the answer …
    answered_by: AnsweredBy = AnsweredBy.PERSON
    detected_after_s: float = 1.2
    #: … and when the greeting of a machine is over, with a beep or without.
    greeting_s: float = 0.0
    beeps: bool = True
    #: From then on after the answer no RTP comes any more.
    rtp_stops_after_s: float | None = None


def listens(quiet_s: float = 3.0, **changes: Any) -> Subscriber:
    """Hears everything out and hangs up when nothing more comes."""
    return replace(Subscriber(hang_up_after_quiet_s=quiet_s), **changes)


def presses(keys: str, *, heard_s: float = 2.0, pause_s: float = 0.6, **changes: Any) -> Subscriber:
    """Presses the first key after ``heard_s`` of speech, the others ``pause_s`` apart."""
    first = tuple(Press(key, heard_s, "heard") for key in keys[:1])
    rest = tuple(Press(key, pause_s) for key in keys[1:])
    return listens(presses=first + rest, **changes)


def speaks(seconds: float = 3.0, **changes: Any) -> Subscriber:
    """Leaves messages of that length; otherwise like ``listens``."""
    return listens(message_s=seconds, **changes)


def hangs_up(after_s: float = 1.0) -> Subscriber:
    return Subscriber(hang_up_after_s=after_s)


def busy() -> Subscriber:
    return Subscriber(refuse=486)


def no_answer() -> Subscriber:
    return Subscriber(never_answers=True)


def declines() -> Subscriber:
    return Subscriber(refuse=603)


def wrong_number() -> Subscriber:
    return Subscriber(ring_s=0.2, refuse=404)


def unavailable() -> Subscriber:
    return Subscriber(refuse=480)


def network_failure() -> Subscriber:
    return Subscriber(ring_s=0.2, refuse=503)


def unreachable() -> Subscriber:
    return Subscriber(unreachable=True)


def early_media(seconds: float = 2.0, **changes: Any) -> Subscriber:
    return listens(early_media_s=seconds, **changes)


def silent() -> Subscriber:
    """Answers; no RTP ever comes, and no BYE."""
    return Subscriber(rtp_stops_after_s=0.0)


def machine(greeting_s: float = 4.0, records_s: float = 30.0) -> Subscriber:
    """An answering machine: speaks, then records until its tape is full."""
    return Subscriber(
        hang_up_after_s=greeting_s + records_s,
        answered_by=AnsweredBy.MACHINE,
        detected_after_s=min(greeting_s, 3.2),
        greeting_s=greeting_s,
    )


@dataclass(slots=True)
class Subscribers:
    """Who answers behind which number.

    ``numbers``: E.164 → one behaviour, or one per call (the last one stays). All others come from
    ``mix`` (weight, behaviour), chosen by seed, number and how often it has been called, so that
    the order of calls changes nothing.
    """

    numbers: Mapping[str, Subscriber | Sequence[Subscriber]] = field(default_factory=dict)
    mix: Sequence[tuple[float, Subscriber]] = ((1.0, Subscriber(hang_up_after_quiet_s=3.0)),)
    seed: int = 0
    #: How often each number has been called.
    calls: Counter[str] = field(default_factory=Counter)

    def called(self, number: str) -> Subscriber:
        """A call to ``number`` comes in."""
        nth = self.calls[number]
        self.calls[number] += 1
        known = self.numbers.get(number)
        if isinstance(known, Subscriber):
            return known
        if known:
            return known[min(nth, len(known) - 1)]
        rng = random.Random(f"{self.seed}:{number}:{nth}")
        return rng.choices([s for _, s in self.mix], [weight for weight, _ in self.mix])[0]
