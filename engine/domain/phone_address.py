"""SIP addresses of single telephones (``sip:anna@10.0.0.7:5070``), called without a trunk."""

import re
from dataclasses import dataclass

from engine.domain.trunk import CallerIdIn, Transport, TrunkSettings
from engine.errors import KnownError

#: What the telephone shows as the caller.
CALLER = "rino"

# RFC 3261 25.1, without passwords, headers and parameters other than the transport's.
_ADDRESS = re.compile(
    r"(?:sip:)?(?P<user>[0-9A-Za-z_.!~*'()&=+$,?/%-]+)@"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?)"
    r"(?::(?P<port>\d{1,5}))?(?:;transport=(?P<transport>udp|tcp|tls))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PhoneAddress:
    """``host``: with its port where one was given."""

    user: str
    host: str
    transport: Transport = Transport.UDP

    @classmethod
    def parse(cls, text: str) -> "PhoneAddress":
        """KnownError when it is none; ``sip:`` may be left out."""
        found = _ADDRESS.fullmatch(text.strip())
        port = int(found["port"]) if found and found["port"] else None
        if found is None or (port is not None and not 0 < port < 65536):
            raise KnownError(
                "{text} is no address of a SIP telephone.",
                mend="Write it like sip:anna@192.168.1.20:5060.",
                text=repr(text.strip()),
            )
        host = found["host"] if port is None else f"{found['host']}:{port}"
        transport = Transport((found["transport"] or "udp").lower())
        return cls(found["user"], host, transport)

    def __str__(self) -> str:
        suffix = "" if self.transport is Transport.UDP else f";transport={self.transport.value}"
        return f"sip:{self.user}@{self.host}{suffix}"

    def as_trunk(self) -> TrunkSettings:
        """A trunk of one line, to this telephone only."""
        return TrunkSettings(
            str(self),
            f"sip:{self.host}",
            transport=self.transport,
            caller_id=CALLER,
            caller_id_in=CallerIdIn.FROM,
            lines=1,
        )
