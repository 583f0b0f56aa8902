"""What the adapter knows of a call and of a trunk it uses."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engine.adapters.pjsip import messages
from engine.adapters.pjsip.ports import PortBlock, PortPlan
from engine.domain.trunk import Trunk
from engine.ports.telephony import LONGEST_RING_S, PlaceCall

if TYPE_CHECKING:
    from engine.adapters.pjsip.line import Line


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


@dataclass(slots=True, eq=False)
class TrunkUse:
    """A trunk as it is set up now, with what workers must be told of it."""

    trunk: Trunk
    password: str
    plan: PortPlan
    #: Changes whenever workers must be told anew.
    revision: int

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
        )
