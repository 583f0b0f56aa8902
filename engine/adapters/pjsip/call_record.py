"""What the adapter knows of a call and of a trunk it uses."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engine.adapters.pjsip import messages
from engine.adapters.pjsip.addressing import SipAddress
from engine.adapters.pjsip.ports import PortBlock, PortPlan
from engine.domain.trunk import Trunk
from engine.ports.telephony import DIRECT, LONGEST_RING_S, PlaceCall

if TYPE_CHECKING:
    from engine.adapters.pjsip.line import Line

#: A proxy that has not answered an INVITE at all after so long (several retransmissions) is
#: gone; RFC 3261 wants a provisional answer within 0.2 s, its own timer B is 32 s.
NO_RESPONSE_S = 8.0
#: A workstation on the own network has had its INVITE four times by then.
NO_RESPONSE_DIRECT_S = 4.0


@dataclass(slots=True, eq=False)
class CallRecord:
    request: PlaceCall
    trunk: "TrunkUse"
    user_part: str
    caller_id: str
    line: "Line | None" = None
    #: When it was placed (event loop time), for the limit on waiting.
    placed: float = 0.0
    #: The Dial has left for the worker.
    dialled: bool = False
    started_at: float | None = None
    answered_at: float | None = None
    heard: bool = False
    #: Recordings that were ordered, whose parts a dead worker may leave behind.
    files: list[Path] = field(default_factory=list)
    #: It came in; ``request`` only names it then.
    incoming: bool = False
    #: The room beside it (``reserve_leg``) is still unused.
    keeps_room: bool = False

    @property
    def call_id(self) -> str:
        return self.request.call_id

    def order(self) -> messages.Dial:
        request = self.request
        return messages.Dial(
            call_id=request.call_id,
            trunk_id=messages.DIRECT if self.trunk.direct else request.trunk_id,
            user_part=self.user_part,
            caller_id=self.caller_id,
            ring_timeout_s=request.ring_timeout_s,
            max_call_s=request.max_call_s,
            rtp_timeout_s=request.rtp_timeout_s,
            silence_s=NO_RESPONSE_DIRECT_S if self.trunk.direct else NO_RESPONSE_S,
            headers=dict(request.headers),
            address=request.address,
            detect=asdict(request.detect) if request.detect else {},
        )


@dataclass(slots=True, eq=False)
class TrunkUse:
    """A trunk as it is set up now, with what workers must be told of it."""

    trunk: Trunk
    password: str
    plan: PortPlan
    #: Changes whenever workers must be told anew.
    revision: int

    @property
    def direct(self) -> bool:
        """No trunk at all: workers need not be told of anything."""
        return self.trunk.id == DIRECT

    def order(self, block: PortBlock, *, register: bool, front: bool = False) -> messages.UseTrunk:
        """``front``: for the process that stands for the trunk towards its far end."""
        settings = self.trunk.settings
        return messages.UseTrunk(
            trunk_id=self.trunk.id,
            revision=self.revision,
            proxy=settings.proxy,
            outbound_proxy=settings.outbound_proxy,
            user=settings.user,
            password=self.password,
            transport=settings.transport.value,
            srtp=settings.srtp.value,
            codecs=settings.codecs,
            caller_id_in=settings.caller_id_in.value,
            public_address=settings.public_address,
            sip_port=block.sip,
            rtp_ports=block.rtp,
            register=register,
            carries=front and self.trunk.accepts is not None,
            accepts=self.trunk.accepts or (),
            ring_s=LONGEST_RING_S,
            front=front,
        )


def wrong_address(address: str, use: TrunkUse) -> str:
    """Why a call cannot go to that address over that trunk; "" when it can, or has none."""
    if not address:
        return ""
    try:
        target = SipAddress.parse(address)
        if not address.lower().startswith("sip:"):
            return f"{address!r} is no SIP address like sip:USER@HOST:PORT"
        proxy = target if use.direct else SipAddress.parse(use.trunk.settings.proxy)
        if target.host.lower() != proxy.host.lower():
            # The password's digest goes with the INVITE: nobody but the proxy may get it.
            return f"{address} is not at the proxy of trunk {use.trunk.name}"
    except ValueError as error:
        return str(error)
    return ""
