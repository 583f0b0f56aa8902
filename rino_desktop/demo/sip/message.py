"""SIP messages: parsing and rendering (RFC 3261 sections 7, 20 and 25), as far as a UAS needs."""

import re
from dataclasses import dataclass, field

#: Compact header names (RFC 3261 section 7.3.3, RFC 6665 for ``o``).
_COMPACT = {
    "v": "Via", "f": "From", "t": "To", "i": "Call-ID", "m": "Contact", "l": "Content-Length",
    "c": "Content-Type", "k": "Supported", "s": "Subject", "e": "Content-Encoding", "o": "Event",
}  # fmt: skip

REASONS = {
    100: "Trying", 180: "Ringing", 181: "Call Is Being Forwarded", 182: "Queued",
    183: "Session Progress", 200: "OK", 302: "Moved Temporarily", 400: "Bad Request",
    401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    407: "Proxy Authentication Required", 408: "Request Timeout", 410: "Gone",
    480: "Temporarily Unavailable", 481: "Call/Transaction Does Not Exist",
    484: "Address Incomplete", 486: "Busy Here", 487: "Request Terminated",
    488: "Not Acceptable Here", 500: "Server Internal Error", 502: "Bad Gateway",
    503: "Service Unavailable", 504: "Server Time-out", 600: "Busy Everywhere", 603: "Decline",
    604: "Does Not Exist Anywhere", 606: "Not Acceptable",
}  # fmt: skip


@dataclass(slots=True)
class SipMessage:
    """A request (``method`` set) or a response (``status`` set); headers keep their order."""

    method: str = ""
    uri: str = ""
    status: int = 0
    reason: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    def get(self, name: str, default: str = "") -> str:
        """The first header of that name, without regard to case."""
        lower = name.lower()
        return next((value for key, value in self.headers if key.lower() == lower), default)

    def all(self, name: str) -> list[str]:
        lower = name.lower()
        return [value for key, value in self.headers if key.lower() == lower]

    def add(self, name: str, value: str) -> None:
        self.headers.append((name, value))

    @property
    def call_id(self) -> str:
        return self.get("Call-ID")

    @property
    def cseq(self) -> tuple[int, str]:
        number, _, method = self.get("CSeq").partition(" ")
        return int(number), method.strip().upper()

    @property
    def branch(self) -> str:
        return parameter(self.get("Via"), "branch")

    def render(self) -> bytes:
        if self.method:
            start = f"{self.method} {self.uri} SIP/2.0"
        else:
            start = f"SIP/2.0 {self.status} {self.reason or REASONS.get(self.status, 'Unknown')}"
        lines = [start]
        lines += [f"{name}: {value}" for name, value in self.headers]
        lines.append(f"Content-Length: {len(self.body)}")
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + self.body


def parse(data: bytes) -> SipMessage:
    """Raises ValueError for anything that is no SIP message."""
    head, separator, body = data.partition(b"\r\n\r\n")
    if not separator:
        raise ValueError("no end of headers")
    # A header continued on the next line begins with white space there (section 7.3.1).
    lines = re.sub(r"\r\n[ \t]+", " ", head.decode("utf-8", "replace")).split("\r\n")
    message = SipMessage()
    start = lines[0].split(" ", 2)
    if len(start) < 2:
        raise ValueError(f"no start line: {lines[0]!r}")
    if start[0] == "SIP/2.0":
        message.status = int(start[1])
        message.reason = start[2] if len(start) > 2 else ""
    elif len(start) == 3 and start[2] == "SIP/2.0":
        message.method, message.uri = start[0].upper(), start[1]
    else:
        raise ValueError(f"no start line: {lines[0]!r}")
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"no header: {line!r}")
        name = name.strip()
        message.headers.append((_COMPACT.get(name.lower(), name), value.strip()))
    length = message.get("Content-Length")
    message.body = body[: int(length)] if length.isdecimal() else body
    # ``render`` counts for itself.
    message.headers = [item for item in message.headers if item[0].lower() != "content-length"]
    message.cseq  # noqa: B018  (a message without a CSeq is of no use to anybody)
    return message


def parameter(value: str, name: str) -> str:
    """The value of ``;name=…`` behind the address part of a header; "" when there is none."""
    tail = value.rpartition(">")[2] if ">" in value else value
    found = re.search(rf";\s*{name}\s*=\s*\"?([^;,\s\"]+)", tail, re.IGNORECASE)
    return found[1] if found else ""


def address(value: str) -> str:
    """The URI of a name-addr or addr-spec header value."""
    found = re.search(r"<([^>]*)>", value)
    return found[1] if found else value.split(";", 1)[0].strip()


def user_of(uri: str) -> str:
    """The user part of a sip: URI or the number of a tel: URI, without parameters."""
    scheme, _, rest = uri.partition(":")
    if scheme.lower() == "tel":
        return rest.split(";", 1)[0]
    user, at, _ = rest.partition("@")
    return user.split(";", 1)[0] if at else ""


def host_port(uri: str) -> tuple[str, int]:
    """Where a sip: URI points to, 5060 when it names no port."""
    rest = uri.partition(":")[2]
    hostport = rest.rpartition("@")[2].split(";", 1)[0].split("?", 1)[0]
    host, colon, port = hostport.partition(":")
    return host, int(port) if colon and port.isdecimal() else 5060


def response_to(request: SipMessage, status: int, *, tag: str = "", reason: str = "") -> SipMessage:
    """A response with the headers that every response copies (section 8.2.6.2)."""
    response = SipMessage(status=status, reason=reason)
    for name, value in request.headers:
        if name.lower() in ("via", "from", "call-id", "cseq"):
            response.add(name, value)
        elif name.lower() == "to":
            has_tag = parameter(value, "tag")
            response.add(name, value if has_tag or not tag else f"{value};tag={tag}")
        elif name.lower() == "record-route":
            response.add(name, value)
    return response
