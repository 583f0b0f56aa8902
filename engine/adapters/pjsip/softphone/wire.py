"""What the workstation and its phone process say to each other: the port's own orders and events,
and a few that concern only the two."""

from typing import Any, NamedTuple

from engine.adapters.pjsip import messages
from engine.domain.disposition import HangupBy
from engine.domain.hangup_cause import HangupCause
from engine.ports import softphone


class UseSound(NamedTuple):
    """Fetch and bring the headset's sound there (see ``engine.audio.live.link``)."""

    port: int
    secret: str


_KINDS = (
    UseSound,
    messages.Quit,
    messages.Hello,
    messages.Beat,
    *softphone.Order.__args__,
    *softphone.Event.__args__,
)
_TYPES: dict[str, type] = {kind.__name__: kind for kind in _KINDS}


def decode(line: bytes) -> Any:
    """ValueError when the line is no message between these two."""
    message = messages.decode(line, _TYPES)
    match message:
        case softphone.Register():
            # A tuple of names within a tuple: JSON gives a list of lists.
            values: list[Any] = [tuple(v) if isinstance(v, list) else v for v in message.account]
            return softphone.Register(softphone.Account(*values))
        case softphone.RegistrationChanged():
            fault = softphone.RegistrationFault(message.fault) if message.fault else None
            return message._replace(state=softphone.RegistrationState(message.state), fault=fault)
        case softphone.Ended():
            return message._replace(cause=HangupCause(message.cause), by=HangupBy(message.by))
        case _:
            return message
