"""SIP addresses of a trunk: where requests go and what stands in From and the identity headers."""

import re
import socket
from typing import NamedTuple

_URI = re.compile(
    r"^\s*<?(?P<scheme>sips?):(?:(?P<user>[^@>]*)@)?"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[^\[\]@:;>?\s]+)(?::(?P<port>\d{1,5}))?(?P<params>;[^>?\s]*)?",
    re.IGNORECASE,
)


class SipAddress(NamedTuple):
    """``port`` None: the transport's default. ``params`` with their leading semicolon."""

    host: str
    port: int | None
    params: str

    @classmethod
    def parse(cls, uri: str) -> "SipAddress":
        """ValueError when ``uri`` is no SIP URI (``sip:HOST[:PORT]``)."""
        found = _URI.match(uri)
        if not found:
            raise ValueError(f"{uri!r} is no SIP address like sip:HOST:PORT")
        port = int(found["port"]) if found["port"] else None
        if port is not None and not 0 < port < 65536:
            raise ValueError(f"{uri!r} names an impossible port")
        return cls(found["host"], port, found["params"] or "")

    @property
    def host_port(self) -> str:
        return self.host if self.port is None else f"{self.host}:{self.port}"

    @property
    def transport(self) -> str:
        """What its parameters ask for (RFC 3261 19.1.1); UDP when they do not say."""
        found = re.search(r";transport=(tcp|tls)\b", self.params, re.IGNORECASE)
        return found[1].lower() if found else "udp"

    def port_for(self, transport: str) -> int:
        return self.port or (5061 if transport == "tls" else 5060)

    def uri(self, user: str, transport: str) -> str:
        """The address as a Request-URI; the transport is written out unless it is UDP."""
        params = self.params
        if transport != "udp" and ";transport=" not in params.lower():
            params += f";transport={transport}"
        return f"sip:{user}@{self.host_port}{params}" if user else f"sip:{self.host_port}{params}"

    def route(self, transport: str) -> str:
        """The address as a loose route (RFC 3261 16.12)."""
        uri = self.uri("", transport)
        return f"<{uri}>" if ";lr" in uri.lower() else f"<{uri};lr>"


def facing_address(host: str, port: int) -> str:
    """Our own address on the way to ``host`` (no packet is sent); OSError when there is none."""
    target = socket.getaddrinfo(host, port, socket.AF_INET, socket.SOCK_DGRAM)[0][4]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(target)
        return str(probe.getsockname()[0])


_UNSAFE_TEXT = re.compile(r'[\x00-\x1f\x7f"\\]')
_UNSAFE_USER = re.compile(r"[^0-9A-Za-z_.!~*'()&=+$,;?/%-]")


def clean_text(text: str) -> str:
    """``text`` without what could end a header line or a quoted string."""
    return _UNSAFE_TEXT.sub("", text)


def user_part(text: str) -> str:
    """``text`` as the user part of a URI (RFC 3261 25.1: others than ``user`` are escaped)."""
    return _UNSAFE_USER.sub(lambda m: "".join(f"%{b:02X}" for b in m[0].encode()), text)


class CallerIdentity(NamedTuple):
    """How a call says who calls: From URI (with display name) and the headers beside it."""

    from_uri: str
    headers: tuple[tuple[str, str], ...]


def identity(user: str, caller_id: str, caller_id_in: str, host_port: str) -> CallerIdentity:
    """The From user is the trunk's user where there is one; the caller id goes into the display
    name and P-Asserted-Identity (RFC 3325) or Remote-Party-ID, or becomes the From user."""
    number = clean_text(caller_id)
    if not number:
        return CallerIdentity(f"<sip:{user_part(user) or 'anonymous'}@{host_port}>", ())
    asserted = f"<sip:{user_part(number)}@{host_port}>"
    if caller_id_in == "from":
        return CallerIdentity(f'"{number}" {asserted}', ())
    own = f'"{number}" <sip:{user_part(user or number)}@{host_port}>'
    if caller_id_in == "rpid":
        value = f"{asserted};party=calling;privacy=off;screen=no"
        return CallerIdentity(own, (("Remote-Party-ID", value),))
    return CallerIdentity(own, (("P-Asserted-Identity", asserted),))
