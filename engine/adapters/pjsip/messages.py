"""What the pool and a line worker say to each other: one JSON object a line, both ways.

Wall-clock times are Unix seconds (``at``), so that a report's times do not depend on which
process saw the event. Numbers, file paths and header values are plain strings. They are named
tuples: two dozen dataclasses would nearly double the time a worker takes to start.
"""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

#: Handles of the SIP stack are reusable only after 0.5 s, and it has 64 of them: a worker that
#: starts calls faster aborts (measured). The pool sends no Dial earlier; what a stall of its
#: process has brought together the worker parts again.
CALL_SPACING_S = 0.06
#: ``Dial.trunk_id`` of a call straight to its address.
DIRECT = 0
#: A call's name with this behind it, in ``Hear`` and ``Send``: what is played to that call.
PLAYED = "#played"


class UseTrunk(NamedTuple):
    """Everything a worker must know to call through a trunk. Told again when it changes.

    ``sip_port`` 0 means any free one; ``rtp_ports`` is (first, last) or (0, 0) for any.
    ``carries``: calls that come in are taken, from the proxies and from the hosts ``accepts`` ("*":
    from all), and refused when nobody has answered them for ``ring_s`` seconds. ``front``: this is
    the process that stands for the trunk towards its far end.
    """

    trunk_id: int
    revision: int
    proxy: str
    outbound_proxy: str
    user: str
    password: str
    transport: str
    srtp: str
    codecs: tuple[str, ...]
    caller_id_in: str
    public_address: str
    sip_port: int
    rtp_ports: tuple[int, int]
    register: bool
    carries: bool = False
    accepts: tuple[str, ...] = ()
    ring_s: float = 60.0
    front: bool = False


class DropTrunk(NamedTuple):
    trunk_id: int


class ProbeTrunk(NamedTuple):
    """Register now, or (where the trunk does not register) ask with OPTIONS."""

    trunk_id: int


class Dial(NamedTuple):
    """``user_part`` is the number in the trunk's dial format; ``silence_s``: so long without any
    response at all means the proxy is gone; ``detect``: an ``AnswerDetection`` as nested
    mappings, empty for none."""

    call_id: str
    trunk_id: int
    user_part: str
    caller_id: str
    ring_timeout_s: float
    max_call_s: float
    rtp_timeout_s: float
    silence_s: float
    headers: Mapping[str, str]
    #: Called as it stands, instead of ``user_part``.
    address: str = ""
    detect: Mapping[str, Any] = MappingProxyType({})


class Ring(NamedTuple):
    """180 to a call that has come in."""

    call_id: str


class Answer(NamedTuple):
    """Take a call that has come in."""

    call_id: str
    max_call_s: float
    rtp_timeout_s: float


class HangUp(NamedTuple):
    """``cause`` also decides the status with which a call that has come in is refused."""

    call_id: str
    cause: str


class GiveUpSilent(NamedTuple):
    """The proxy is known to be gone: end the trunk's calls that no response has come for."""

    trunk_id: int
    detail: str


class Play(NamedTuple):
    call_id: str
    playback_id: int
    files: tuple[str, ...]
    barge_in: bool
    loop: bool


class StopPlayback(NamedTuple):
    call_id: str


class SendDigits(NamedTuple):
    call_id: str
    digits: str


class Record(NamedTuple):
    call_id: str
    path: str


class PauseRecording(NamedTuple):
    call_id: str
    paused: bool


class RecordMessage(NamedTuple):
    call_id: str
    recording_id: int
    path: str
    max_s: float
    silence_s: float
    stop_keys: str
    beep: bool


class StopMessage(NamedTuple):
    call_id: str


class Hear(NamedTuple):
    """All whom the call is to hear from now on: call → key. Key "": one of this worker's; else
    its voice comes from another worker, in datagrams that begin with the key (hex)."""

    call_id: str
    voices: Mapping[str, str]


class Send(NamedTuple):
    """All to whom the call's voice is to be sent: key → another worker's port on loopback."""

    call_id: str
    links: Mapping[str, int]


class Quit(NamedTuple):
    """Hang up what still lives, then exit."""


class Hello(NamedTuple):
    """First message of a worker. ``capacity``: simultaneous calls this build can carry;
    ``voice_port``: where it takes voices from other workers, 0: nowhere."""

    pid: int
    capacity: int
    voice_port: int = 0


class Beat(NamedTuple):
    """The worker's loop turns."""


class Started(NamedTuple):
    """The INVITE has left."""

    call_id: str
    at: float


class Full(NamedTuple):
    """No free line for this call (an incoming call took it): place it elsewhere."""

    call_id: str


class Unheard(NamedTuple):
    """No response to an INVITE for an unusually long time; the call goes on for now."""

    call_id: str


class Progress(NamedTuple):
    call_id: str
    at: float
    sip_code: int
    early_media: bool


class Answered(NamedTuple):
    call_id: str
    at: float


class AnswerFound(NamedTuple):
    call_id: str
    answered_by: str
    reason: str
    after_s: float


class GreetingOver(NamedTuple):
    call_id: str
    beep: bool
    after_s: float


class Key(NamedTuple):
    call_id: str
    key: str
    at: float


class Played(NamedTuple):
    call_id: str
    playback_id: int
    interrupted: bool
    error: str = ""


class MessageDone(NamedTuple):
    call_id: str
    recording_id: int
    seconds: float
    reason: str
    error: str = ""


class Ended(NamedTuple):
    """``heard``: the far end (the proxy at least) has answered something."""

    call_id: str
    at: float
    started_at: float | None
    answered_at: float | None
    sip_code: int | None
    cause: str
    by: str
    detail: str
    heard: bool


class Released(NamedTuple):
    """The ended call's line is free again (its last transaction is over)."""

    call_id: str


class Incoming(NamedTuple):
    """A call that waits to be answered; ``call_id`` is new in the world."""

    call_id: str
    trunk_id: int
    at: float
    caller: str
    called: str
    headers: Mapping[str, str]


class Refused(NamedTuple):
    trunk_id: int
    at: float
    caller: str
    called: str


class TrunkAnswer(NamedTuple):
    """What became of a registration or of an OPTIONS. ``sip_code`` 0: nothing came back."""

    trunk_id: int
    good: bool
    sip_code: int
    detail: str


class TrunkBroken(NamedTuple):
    """The trunk cannot be used from this worker (a port is taken, a setting is wrong)."""

    trunk_id: int
    detail: str


Command = (
    UseTrunk
    | DropTrunk
    | ProbeTrunk
    | Dial
    | Ring
    | Answer
    | HangUp
    | GiveUpSilent
    | Play
    | StopPlayback
    | SendDigits
    | Record
    | PauseRecording
    | RecordMessage
    | StopMessage
    | Hear
    | Send
    | Quit
)
Report = (
    Hello
    | Beat
    | Started
    | Full
    | Unheard
    | Progress
    | Answered
    | AnswerFound
    | GreetingOver
    | Key
    | Played
    | MessageDone
    | Ended
    | Released
    | Incoming
    | Refused
    | TrunkAnswer
    | TrunkBroken
)

_TYPES: dict[str, type] = {kind.__name__: kind for kind in (*Command.__args__, *Report.__args__)}


def encode(message: tuple[Any, ...]) -> bytes:
    """One line, newline included, ASCII only (so no console encoding can spoil it)."""
    line = json.dumps([type(message).__name__, *message], separators=(",", ":"), default=dict)
    return line.encode("ascii") + b"\n"


def decode(line: bytes, types: Mapping[str, type] = _TYPES) -> Any:
    """ValueError when the line is no message of these types."""
    try:
        name, *values = json.loads(line)
        message = types[name](*(tuple(value) if type(value) is list else value for value in values))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"no message of a line worker: {line[:200]!r}") from error
    return message
