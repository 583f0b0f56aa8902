"""What the workstation knows of one call."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.ports.softphone import Quality


class Stage(StrEnum):
    #: It is being set up by us …
    DIALLING = "dialling"
    #: … and rings there.
    RINGING = "ringing"
    #: It rings here.
    OFFERED = "offered"
    TALKING = "talking"
    HELD = "held"
    #: We have left the conference, and the others talk through this telephone.
    LEFT = "left"


@dataclass(slots=True)
class PhoneCall:
    """Moments are Unix seconds. ``number``: the far end's, as it was dialled or as it came."""

    id: str
    number: str
    incoming: bool
    stage: Stage
    began: float
    name: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    answered_at: float | None = None
    #: The far end holds us: it hears nothing.
    held_by_them: bool = False
    quality: Quality | None = None
    recording: str = ""
    #: A pause of the recording ends by itself then.
    paused_until: float | None = None

    @property
    def answered(self) -> bool:
        return self.answered_at is not None


def number_of(address: str) -> str:
    """The user part of a SIP address; an address without one as it is."""
    text = address.removeprefix("sip:").removeprefix("sips:")
    user, at, _ = text.partition("@")
    return user if at else text.partition(";")[0]
