"""The telephony port: calls and media verbs, nothing of any SIP stack.

Commands never block and never raise for what happens on the network: every result comes as an
event. An adapter delivers events by calling ``on_event`` in the event loop that started it.

Guarantees every adapter gives (the contract tests hold them to it):

* each ``place_call`` and each ``IncomingCall`` is followed by exactly one ``CallEnded`` with its
  id, whatever happens, a worker's death included; nothing comes for that id afterwards;
* ``CallAnswered`` comes at most once, before ``CallEnded``; early media is not an answer;
* each ``play`` is followed by exactly one ``PlaybackEnded`` with its id, unless the call ended;
* each ``record_message`` likewise by exactly one ``MessageRecorded``;
* a call placed with ``detect`` brings exactly one ``AnswerDetected`` after its ``CallAnswered``,
  unless it ends before; when that says "machine" and ``wait_for_beep`` is set, exactly one
  ``GreetingEnded`` after it, unless the call ends before;
* commands for a call that is already gone are ignored.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from engine.domain.answering_machine import AnswerDetection, AnsweredBy
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.domain.hearing import SuperviseMode
from engine.domain.trunk import Trunk, TrunkStatus

CallId = str

#: ``PlaceCall.trunk_id`` of a call that goes straight to its ``address``, over no trunk.
DIRECT = 0
#: Seconds after which a call that came in and that nobody has answered is refused.
LONGEST_RING_S = 90.0


@dataclass(frozen=True, slots=True)
class PlaceCall:
    """``number`` is E.164; the adapter writes it in the trunk's dial format.

    With ``address`` the call goes to that SIP address instead: a workstation's own contact with
    trunk ``DIRECT`` (nothing is registered or asked first, no line of a trunk is taken), or, with a
    trunk's id, a user at that trunk's proxy, by its account and password.
    """

    call_id: CallId
    trunk_id: int
    number: str
    caller_id: str = ""
    #: Seconds until the try is cancelled; then ``no_answer``.
    ring_timeout_s: float = 30.0
    #: Seconds after the answer until the call is ended by the system.
    max_call_s: float = 600.0
    #: Seconds without any RTP from the far end (not on hold) until the call is ended with
    #: ``recovery_on_timer_expire``.
    rtp_timeout_s: float = 30.0
    #: Extra SIP headers.
    headers: Mapping[str, str] = field(default_factory=dict)
    #: The call is to be bridged with this one: place it beside it where there is room, which
    #: saves the way of the sound from one worker to another; anywhere else where there is none.
    near: CallId | None = None
    #: A second call will probably be bridged with this one: keep room beside it, as long as there
    #: is room elsewhere for the others.
    reserve_leg: bool = False
    #: Dialled as it is, instead of ``number``, where the trunk is a single telephone; "" elsewhere.
    user_part: str = ""
    #: ``sip:[USER@]HOST[:PORT][;transport=tcp]``; "": the number is dialled.
    address: str = ""
    #: Listen from the answer on whether it is a person.
    detect: AnswerDetection | None = None


@dataclass(frozen=True, slots=True)
class CallProgress:
    """A provisional answer (180, 183 …)."""

    call_id: CallId
    at: datetime
    sip_code: int
    early_media: bool


@dataclass(frozen=True, slots=True)
class CallAnswered:
    call_id: CallId
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerDetected:
    """Who has answered. ``reason``: the detector's own word (docs/answering-machines.md);
    ``after_s``: seconds of sound since the answer."""

    call_id: CallId
    answered_by: AnsweredBy
    reason: str
    after_s: float


@dataclass(frozen=True, slots=True)
class GreetingEnded:
    """The machine records from now on. ``beep`` False: it has fallen silent without one, or has
    gone on for longer than anybody waits."""

    call_id: CallId
    beep: bool
    after_s: float


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """One of ``0-9*#A-D``, by RFC 4733 or SIP INFO."""

    call_id: CallId
    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PlaybackEnded:
    """``interrupted``: stopped by a key (barge-in) or by ``stop_playback``. ``error`` is set when
    the file could not be played."""

    call_id: CallId
    playback_id: int
    interrupted: bool
    error: str = ""


@dataclass(frozen=True, slots=True)
class MessageRecorded:
    """A message that the subscriber was to leave is in its file, which is complete now.

    ``reason``: ``silence`` (nothing has been said for ``silence_s``), ``key``, ``too_long``,
    ``stopped`` (by ``stop_message`` or by another ``record_message``) or ``failed``, with
    ``error``. When the call ends meanwhile no such event comes: its user knows that as
    ``hung_up``. ``seconds``: what is left after trimming, 0 when nothing was said.
    """

    call_id: CallId
    recording_id: int
    seconds: float
    reason: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class CallEnded:
    """``sip_code``: the final response to the INVITE, 200 once answered; None: none came."""

    call_id: CallId
    at: datetime
    #: When the INVITE was sent, or came in; None when it never was.
    started_at: datetime | None
    answered_at: datetime | None
    sip_code: int | None
    cause: HangupCause
    by: HangupBy
    detail: str = ""


@dataclass(frozen=True, slots=True)
class IncomingCall:
    """Somebody rings us on a trunk that carries such calls (``Trunk.accepts``).

    ``ring``, ``answer`` or ``reject`` it soon; one that nobody answers is refused with 480 after
    ``LONGEST_RING_S``. Once answered it is a call like any other: ``CallAnswered`` comes when the
    caller has confirmed it. ``caller`` and ``called`` are the numbers as the trunk writes them, ""
    for a caller who hides his; ``headers``: those of the INVITE, the first of each name.
    """

    call_id: CallId
    trunk_id: int
    at: datetime
    caller: str
    called: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IncomingCallRefused:
    """Somebody rang us on a trunk that does not carry such calls, or not from this address:
    answered 480."""

    trunk_id: int
    at: datetime
    caller: str
    called: str


@dataclass(frozen=True, slots=True)
class TrunkStatusChanged:
    """``retry_at``: when the adapter will try a failed trunk again."""

    trunk_id: int
    status: TrunkStatus
    at: datetime
    detail: str = ""
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WorkerLost:
    """A line worker died; a ``CallEnded`` (``interrupted``) for each of its calls has come."""

    worker: str
    at: datetime
    calls: int
    detail: str


TelephonyEvent = (
    CallProgress
    | CallAnswered
    | AnswerDetected
    | GreetingEnded
    | KeyPressed
    | PlaybackEnded
    | MessageRecorded
    | CallEnded
    | IncomingCall
    | IncomingCallRefused
    | TrunkStatusChanged
    | WorkerLost
)


@dataclass(frozen=True, slots=True)
class LineFigures:
    """Line workers as they are now. ``lines``: calls that those who are ready have room for;
    ``waiting``: calls that wait for one; ``started``: workers since the beginning."""

    workers: int
    starting: int
    lines: int
    in_use: int
    waiting: int
    started: int


class Telephony(Protocol):
    async def start(self, on_event: Callable[[TelephonyEvent], None]) -> None: ...

    async def stop(self) -> None:
        """End every call that still lives (their ``CallEnded`` come first) and free everything."""
        ...

    def set_trunks(self, trunks: Sequence[Trunk]) -> None:
        """The trunks to use from now on; those that are new or changed register again."""
        ...

    def prepare(self, lines: int) -> None:
        """So many simultaneous calls are to be expected: grow the pool ahead of them."""
        ...

    def figures(self) -> LineFigures: ...
    def place_call(self, request: PlaceCall) -> None: ...

    def ring(self, call_id: CallId) -> None:
        """Let the caller of an ``IncomingCall`` hear that it rings (180)."""
        ...

    def answer(self, call_id: CallId, *, max_call_s: float = 600.0,
               rtp_timeout_s: float = 30.0) -> None:  # fmt: skip
        """Take an ``IncomingCall``. The limits are those of ``PlaceCall``."""
        ...

    def reject(self, call_id: CallId, cause: HangupCause) -> None:
        """Refuse an ``IncomingCall`` with the SIP status of ``cause``
        (``engine.domain.hangup_cause.sip_status_of_cause``); its ``CallEnded`` bears both."""
        ...

    def hang_up(self, call_id: CallId, cause: HangupCause = HangupCause.NORMAL_CLEARING) -> None:
        """End the call: CANCEL while it rings (``reject`` where it came in), BYE once answered.
        ``CallEnded`` bears ``cause`` and ``HangupBy.SYSTEM`` (a 200 that crosses our CANCEL
        counts as an answer)."""
        ...

    def play(self, call_id: CallId, playback_id: int, files: Sequence[Path], *,
             barge_in: bool = False, loop: bool = False) -> None:  # fmt: skip
        """Play WAV files (8 kHz, mono, 16 bit) one after the other without a gap. With
        ``barge_in`` the first key stops them at once; the ``KeyPressed`` comes first."""
        ...

    def stop_playback(self, call_id: CallId) -> None: ...

    def send_digits(self, call_id: CallId, digits: str) -> None: ...

    def start_recording(self, call_id: CallId, path: Path) -> None:
        """Stereo WAV, the subscriber on the left, and on the right what he hears: what is played,
        and whoever he talks with at each moment; complete when the call's ``CallEnded`` has
        come."""
        ...

    def pause_recording(self, call_id: CallId, paused: bool) -> None:
        """The recording goes on in time, but silence is written as long as it is paused. A call
        that is not recorded stays so."""
        ...

    def record_message(self, call_id: CallId, recording_id: int, path: Path, *, max_s: float,
                       silence_s: float, stop_keys: str, beep: bool) -> None:  # fmt: skip
        """Record what an answered subscriber says: WAV, 8 kHz, mono, 16 bit, he alone.

        With ``beep`` he hears 1000 Hz for 0.3 s first. It lasts ``max_s`` at most, counted from
        the beep's end, and ends earlier when ``silence_s`` (0: never) have passed without speech,
        at its beginning too, or with one of ``stop_keys`` (its ``KeyPressed`` comes first). The
        silence at the end and the key's tone are cut off; the beginning stays as it is. The
        folder is made; the file is complete when ``MessageRecorded`` or ``CallEnded`` has come.
        What is being played is stopped.
        """
        ...

    def stop_message(self, call_id: CallId) -> None: ...

    # Who hears whom. A call that is not answered yet takes part from its answer on; one that is
    # gone is left out, and costs the others nothing. What is played to a call goes on meanwhile.

    def bridge(self, call_id: CallId, other: CallId) -> None:
        """Let two calls hear each other and nobody else, wherever they were placed."""
        ...

    def confer(self, call_ids: Sequence[CallId]) -> None:
        """Let all of these hear each other and nobody else, until another ``confer``, ``bridge``,
        ``part`` or ``supervise`` takes one of them away. Fewer than two: nothing changes."""
        ...

    def part(self, call_id: CallId) -> None:
        """The call leaves its talk (of two: both hear nobody any more) or supervises no more."""
        ...

    def supervise(self, listener: CallId, target: CallId, mode: SuperviseMode) -> None:
        """``listener`` hears ``target`` and all whom that one talks with, and what is played to
        them, and follows him from talk to talk. ``LISTEN``: nobody hears the listener; ``WHISPER``:
        ``target`` alone does; ``JOIN``: everybody does. Ends when the listener is put into a talk
        or parted, or when one of the two calls ends."""
        ...
