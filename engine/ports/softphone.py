"""The softphone port: one telephone of a workstation, nothing of any SIP stack.

Orders go in by ``Softphone.order`` and never block; whatever comes of them, and whatever the
network does, comes out as events, in the event loop that called ``start``. Orders for a call that
is gone are ignored.

Guarantees: every call (dialled or incoming) has exactly one ``Ended``, the death of the process
that carries it included, and nothing comes for it afterwards; ``Answered`` comes at most once.
Moments (``at``) are Unix seconds.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple, Protocol

from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause


class Account(NamedTuple):
    """Who the telephone is. ``registrar`` "": it registers nowhere and is rung at its own address
    (``Registered.contact``), on ``sip_port``, by whoever is reached from ``bind`` ("": from any
    address of this machine)."""

    user: str
    registrar: str = ""
    password: str = ""
    display_name: str = ""
    outbound_proxy: str = ""
    transport: str = "udp"
    srtp: str = "off"
    codecs: tuple[str, ...] = ("g722", "pcma", "pcmu")
    #: 0: any free one; RTP (first, last), (0, 0): any.
    sip_port: int = 0
    rtp_ports: tuple[int, int] = (0, 0)
    public_address: str = ""
    bind: str = ""
    #: Whether a far end may make this telephone call somebody else (REFER).
    takes_transfers: bool = False
    #: With TLS: a PEM file of certificates by which the other side's is verified; "": it is not.
    trusted: str = ""
    #: A call in which nothing has come from the far end for so many seconds, though nobody holds
    #: it, is over (``recovery_on_timer_expire``); 0: never.
    silent_limit_s: float = 20.0


# -- orders ------------------------------------------------------------------------------------


class Register(NamedTuple):
    """Be this telephone from now on. The registration is kept up until ``Unregister``."""

    account: Account


class Unregister(NamedTuple):
    """Nobody is rung any more; calls that live go on."""


class Dial(NamedTuple):
    """``target``: a number or user at the registrar, or a whole SIP address."""

    call_id: str
    target: str
    headers: Mapping[str, str] = {}


class Answer(NamedTuple):
    call_id: str
    headers: Mapping[str, str] = {}


class Reject(NamedTuple):
    """``busy``: as if busy; else: the person does not wish to take it."""

    call_id: str
    busy: bool = True


class HangUp(NamedTuple):
    call_id: str


class Hold(NamedTuple):
    call_id: str
    on: bool


class Mute(NamedTuple):
    """The microphone, for all calls."""

    on: bool


class Transfer(NamedTuple):
    """Blind (REFER): the far end is to call ``target`` instead."""

    call_id: str
    target: str


class AttendedTransfer(NamedTuple):
    """The two answered calls are joined with each other (REFER with Replaces), without us."""

    call_id: str
    other: str


class Confer(NamedTuple):
    """These answered calls and we hear each other. Fewer than two: there is no conference."""

    call_ids: tuple[str, ...]


class LeaveConference(NamedTuple):
    """The others go on talking: joined without us where the far ends can do that, else through
    this telephone, as long as both of them talk."""


class SendKeys(NamedTuple):
    call_id: str
    keys: str


class Record(NamedTuple):
    """Stereo WAV, the far end on the left, we (and a conference's others) on the right; complete
    with ``Recorded`` or with the call's ``Ended``."""

    call_id: str
    path: str


class PauseRecording(NamedTuple):
    """While it is on, silence is recorded: the times in the file stay right."""

    call_id: str
    on: bool


class StopRecording(NamedTuple):
    call_id: str


Order = (
    Register
    | Unregister
    | Dial
    | Answer
    | Reject
    | HangUp
    | Hold
    | Mute
    | Transfer
    | AttendedTransfer
    | Confer
    | LeaveConference
    | SendKeys
    | Record
    | PauseRecording
    | StopRecording
)

# -- events ------------------------------------------------------------------------------------


class RegistrationState(StrEnum):
    NONE = "none"
    TRYING = "trying"
    REGISTERED = "registered"
    #: No registrar is asked: whoever knows the contact address can ring it.
    LISTENING = "listening"
    FAILED = "failed"


class RegistrationFault(StrEnum):
    """What a person can mend."""

    #: The other side's certificate is not signed by one that is trusted, or is for another name.
    CERTIFICATE = "certificate"
    #: The file of trusted certificates cannot be used.
    TRUSTED_FILE = "trusted_file"


class RegistrationChanged(NamedTuple):
    """``contact``: where this telephone is rung. ``sip_code`` 0: nothing came back."""

    state: RegistrationState
    contact: str = ""
    sip_code: int = 0
    detail: str = ""
    fault: RegistrationFault | None = None


class Incoming(NamedTuple):
    """It rings. ``replaces``: this call takes the place of one of ours (somebody handed it on)
    and is answered at once."""

    call_id: str
    at: float
    caller: str
    caller_name: str
    called: str
    headers: Mapping[str, str]
    replaces: str = ""


class Progress(NamedTuple):
    call_id: str
    at: float
    sip_code: int
    early_media: bool


class Answered(NamedTuple):
    """``headers``: of the answer, for calls that we dialled."""

    call_id: str
    at: float
    headers: Mapping[str, str]


class HoldChanged(NamedTuple):
    call_id: str
    ours: bool
    theirs: bool


class KeyPressed(NamedTuple):
    call_id: str
    key: str
    at: float


class KeysSent(NamedTuple):
    """``method``: ``rfc4733``, or ``info`` where the far end has no telephone events."""

    call_id: str
    keys: str
    method: str


class TransferProgress(NamedTuple):
    """``final`` with a 2xx: it is done, and the call ends; with another code the call is still
    ours."""

    call_id: str
    sip_code: int
    final: bool
    detail: str


class SentOn(NamedTuple):
    """The far end asks us to talk to ``target`` instead: ``new_call_id`` is that call, dialled
    already. Only where the account takes transfers."""

    call_id: str
    new_call_id: str
    target: str


class ConferenceChanged(NamedTuple):
    """Who is in it; ``with_us`` False: we have left, and they talk through this telephone."""

    call_ids: tuple[str, ...]
    with_us: bool


class Recorded(NamedTuple):
    call_id: str
    path: str
    error: str = ""


class Quality(NamedTuple):
    """Of the sound, counted from the answer on. ``loss`` and ``far_loss`` are shares (0…1);
    ``far_…`` and the round trip are what the far end reports by RTCP (None: nothing yet)."""

    call_id: str
    at: float
    received: int
    loss: float
    jitter_ms: float
    far_loss: float | None
    far_jitter_ms: float | None
    round_trip_ms: float | None
    codec: str
    #: How late what is said into the headset is, on its way through this computer (median).
    microphone_late_ms: float | None = None
    #: So long no sound has come from the far end, though nobody holds the call: it may be gone.
    silent_s: float = 0.0
    #: So much of what has come is kept back at the moment until it is in order.
    waits_ms: float = 0.0


class Failed(NamedTuple):
    """An order could not be carried out; the call goes on as it was."""

    call_id: str
    order: str
    detail: str


class Ended(NamedTuple):
    """``sip_code``: the final answer to the INVITE, 200 once answered; None: none came."""

    call_id: str
    at: float
    answered_at: float | None
    sip_code: int | None
    cause: HangupCause
    by: HangupBy
    detail: str = ""


class ProcessLost(NamedTuple):
    """The process that carries the calls died; ``Ended`` for each of them has come, and another
    process is being started (it registers again by itself)."""

    calls: int
    detail: str


Event = (
    RegistrationChanged
    | Incoming
    | Progress
    | Answered
    | HoldChanged
    | KeyPressed
    | KeysSent
    | TransferProgress
    | SentOn
    | ConferenceChanged
    | Recorded
    | Quality
    | Failed
    | Ended
    | ProcessLost
)


class Softphone(Protocol):
    async def start(self, on_event: Callable[[Event], None]) -> None: ...

    async def stop(self) -> None:
        """End every call (``Ended`` comes first), unregister, and free everything."""
        ...

    def order(self, order: Order) -> None: ...
