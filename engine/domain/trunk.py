"""A trunk: a SIP (or gateway) account that carries a number of simultaneous calls (lines)."""

from dataclasses import dataclass
from enum import StrEnum


class Transport(StrEnum):
    UDP = "udp"
    TCP = "tcp"
    TLS = "tls"


class Srtp(StrEnum):
    OFF = "off"
    OPTIONAL = "optional"
    MANDATORY = "mandatory"


class CallerIdIn(StrEnum):
    FROM = "from"
    PAI = "pai"  # P-Asserted-Identity (RFC 3325)
    RPID = "rpid"  # Remote-Party-ID


@dataclass(frozen=True, slots=True)
class TrunkSettings:
    name: str
    #: ``sip:HOST[:PORT]``
    proxy: str
    outbound_proxy: str = ""
    user: str = ""
    #: Name of the environment variable that holds the password; read when the engine runs.
    password_env: str = ""
    register: bool = False
    transport: Transport = Transport.UDP
    srtp: Srtp = Srtp.OFF
    codecs: tuple[str, ...] = ("pcma", "pcmu")
    caller_id: str = ""
    caller_id_in: CallerIdIn = CallerIdIn.PAI
    #: ``e164`` | ``digits`` | ``national`` | a template (see engine.domain.dial_format).
    dial_format: str = "e164"
    lines: int = 10
    calls_per_second: float = 10.0
    public_address: str = ""
    #: First and last UDP/TCP port for SIP and RTP, both included; None: any free ones.
    ports: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Trunk:
    id: int
    settings: TrunkSettings
    revision: int
    #: Calls that come in over it are carried: from its proxies and from these hosts ("*": from
    #: anywhere). None: they are refused.
    accepts: tuple[str, ...] | None = None

    @property
    def name(self) -> str:
        return self.settings.name


class TrunkStatus(StrEnum):
    """What the engine knows of a trunk right now."""

    UNKNOWN = "unknown"
    READY = "ready"  # registered, or reachable where no registration is asked for
    FAILED = "failed"
