"""What an INVITE says of who calls and whom."""

import re
from urllib.parse import unquote

_USER = re.compile(r"\s*(?:sips?:([^@>]*)@|tel:([^>;]*))", re.IGNORECASE)
#: What somebody calls himself before his address: anything may stand in it, other addresses too.
_NAME = re.compile(r'\s*(?:"(?:[^"\\]|\\.)*"\s*|[^<"]*)<')
#: Kinds of privacy that hide the number (RFC 3323, RFC 3325).
_HIDDEN = frozenset({"id", "user", "header"})
#: RFC 3323, RFC 3261 8.1.1.3, and what gateways write.
_NOBODY = frozenset({"anonymous", "unavailable", "unknown", "restricted", "private", "asserted"})


def headers_of(message: str) -> dict[str, str]:
    """Of a SIP message; of several with one name the first, folded lines joined."""
    head = message.replace("\r\n", "\n").partition("\n\n")[0]
    found: dict[str, str] = {}
    for line in head.replace("\n ", " ").replace("\n\t", " ").split("\n")[1:]:
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip(), value.strip())
    return found


def numbers_of(message: str, own_user: str) -> tuple[str, str]:
    """(caller, called) of an INVITE.

    The network's word on the caller (P-Asserted-Identity, Remote-Party-ID) goes before From. Who
    hides his number (RFC 3323) has none, though the network may tell it to those it trusts. The
    number dialled is the Request-URI's; a registered account is called by its own name, and the
    number stands in To then.
    """
    headers = {name.lower(): value for name, value in headers_of(message).items()}
    callers = [
        user_of(headers.get(name, ""))
        for name in ("p-asserted-identity", "remote-party-id", "from", "f")
    ]
    caller = "" if _hides(headers) else next((who for who in callers if who), "")
    line = message.partition("\r\n")[0].split(" ")
    called = user_of(line[1]) if len(line) > 1 else ""
    if not called or called == own_user:
        called = user_of(headers.get("to", "") or headers.get("t", "")) or called
    return caller, called


def _hides(headers: dict[str, str]) -> bool:
    wished = {each.strip().lower() for each in headers.get("privacy", "").split(";")}
    told = headers.get("remote-party-id", "").lower().replace(" ", "")
    return bool(wished & _HIDDEN) or ";privacy=full" in told or ";privacy=uri" in told


def user_of(address: str) -> str:
    """The number or name in a SIP or tel address; "" where there is none or it is hidden."""
    name = _NAME.match(address)
    found = _USER.match(address, name.end() if name else 0)
    if found is None:
        return ""
    user = unquote(found[1] or found[2] or "").partition(";")[0].partition(":")[0].strip()
    return "" if user.lower() in _NOBODY else user
