"""What the pool and a line worker say to each other: one JSON object a line, both ways.

Wall-clock times are Unix seconds (``at``), so that a report's times do not depend on which
process saw the event. Numbers, file paths and header values are plain strings.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields


@dataclass(frozen=True, slots=True)
class UseTrunk:
    """Everything a worker must know to call through a trunk. Told again when it changes.

    ``sip_port`` 0 means any free one; ``rtp_ports`` is (first, last) or (0, 0) for any.
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


@dataclass(frozen=True, slots=True)
class DropTrunk:
    trunk_id: int


@dataclass(frozen=True, slots=True)
class ProbeTrunk:
    """Register now, or (where the trunk does not register) ask with OPTIONS."""

    trunk_id: int


@dataclass(frozen=True, slots=True)
class Dial:
    """``user_part`` is the number in the trunk's dial format; ``silence_s``: so long without any
    response at all means the proxy is gone."""

    call_id: str
    trunk_id: int
    user_part: str
    caller_id: str
    ring_timeout_s: float
    max_call_s: float
    rtp_timeout_s: float
    silence_s: float
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HangUp:
    call_id: str
    cause: str


@dataclass(frozen=True, slots=True)
class GiveUpSilent:
    """The proxy is known to be gone: end the trunk's calls that no response has come for."""

    trunk_id: int
    detail: str


@dataclass(frozen=True, slots=True)
class Play:
    call_id: str
    playback_id: int
    files: tuple[str, ...]
    barge_in: bool
    loop: bool


@dataclass(frozen=True, slots=True)
class StopPlayback:
    call_id: str


@dataclass(frozen=True, slots=True)
class SendDigits:
    call_id: str
    digits: str


@dataclass(frozen=True, slots=True)
class Record:
    call_id: str
    path: str


@dataclass(frozen=True, slots=True)
class Bridge:
    call_id: str
    other: str


@dataclass(frozen=True, slots=True)
class Quit:
    """Hang up what still lives, then exit."""


@dataclass(frozen=True, slots=True)
class Hello:
    """First message of a worker. ``capacity``: simultaneous calls this build can carry."""

    pid: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Beat:
    """The worker's loop turns."""


@dataclass(frozen=True, slots=True)
class Started:
    """The INVITE has left."""

    call_id: str
    at: float


@dataclass(frozen=True, slots=True)
class Full:
    """No free line for this call (an incoming call took it): place it elsewhere."""

    call_id: str


@dataclass(frozen=True, slots=True)
class Unheard:
    """No response to an INVITE for an unusually long time; the call goes on for now."""

    call_id: str


@dataclass(frozen=True, slots=True)
class Progress:
    call_id: str
    at: float
    sip_code: int
    early_media: bool


@dataclass(frozen=True, slots=True)
class Answered:
    call_id: str
    at: float


@dataclass(frozen=True, slots=True)
class Key:
    call_id: str
    key: str
    at: float


@dataclass(frozen=True, slots=True)
class Played:
    call_id: str
    playback_id: int
    interrupted: bool
    error: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
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


@dataclass(frozen=True, slots=True)
class Released:
    """The ended call's line is free again (its last transaction is over)."""

    call_id: str


@dataclass(frozen=True, slots=True)
class Refused:
    trunk_id: int
    at: float
    caller: str
    called: str


@dataclass(frozen=True, slots=True)
class TrunkAnswer:
    """What became of a registration or of an OPTIONS. ``sip_code`` 0: nothing came back."""

    trunk_id: int
    good: bool
    sip_code: int
    detail: str


@dataclass(frozen=True, slots=True)
class TrunkBroken:
    """The trunk cannot be used from this worker (a port is taken, a setting is wrong)."""

    trunk_id: int
    detail: str


Command = (
    UseTrunk
    | DropTrunk
    | ProbeTrunk
    | Dial
    | HangUp
    | GiveUpSilent
    | Play
    | StopPlayback
    | SendDigits
    | Record
    | Bridge
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
    | Key
    | Played
    | Ended
    | Released
    | Refused
    | TrunkAnswer
    | TrunkBroken
)

_TYPES: dict[str, type] = {kind.__name__: kind for kind in (*Command.__args__, *Report.__args__)}
# Tuples become lists in JSON.
_TUPLES = {
    name: frozenset(f.name for f in fields(kind) if str(f.type).startswith("tuple"))
    for name, kind in _TYPES.items()
}
_NAMES = {name: tuple(f.name for f in fields(kind)) for name, kind in _TYPES.items()}


def encode(message: Command | Report) -> bytes:
    """One line, newline included, ASCII only (so no console encoding can spoil it)."""
    name = type(message).__name__
    body = {key: getattr(message, key) for key in _NAMES[name]}
    return json.dumps([name, body], separators=(",", ":"), default=dict).encode("ascii") + b"\n"


def decode(line: bytes) -> Command | Report:
    """ValueError when the line is no message of ours."""
    try:
        name, body = json.loads(line)
        for key in _TUPLES[name]:
            body[key] = tuple(body[key])
        message: Command | Report = _TYPES[name](**body)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"no message of a line worker: {line[:200]!r}") from error
    return message
