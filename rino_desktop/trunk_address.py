"""Addresses of trunks, as far as they can be judged without the network."""

from engine.errors import KnownError
from rino_desktop.texts import t


def sip_uri(text: str, option: str) -> str:
    """A SIP URI of a proxy, checked as far as that is possible without asking the network."""
    if not text:
        return ""
    scheme, _, rest = text.partition(":")
    host, _, parameters = rest.partition(";")
    if scheme.lower() not in ("sip", "sips") or not host or set(host) & set(" /?\"'<>@"):
        raise KnownError(
            t("{option}: {text} is not a SIP address.", option=option, text=repr(text)),
            mend=t("Write it like sip:gateway.example or sip:10.0.0.5:5060."),
        )
    port = host.rpartition("]")[2].rpartition(":")[2] if ":" in host.rpartition("]")[2] else ""
    if port and not (port.isdecimal() and 0 < int(port) < 65536):
        raise KnownError(
            t("{option}: {port} is not a port.", option=option, port=repr(port)),
            mend=t("Ports run from 1 to 65535."),
        )
    return f"{scheme.lower()}:{host}" + (f";{parameters}" if parameters else "")
