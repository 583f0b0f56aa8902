"""The little of SDP (RFC 4566, RFC 3264) that a G.711 telephone needs."""

import re
from dataclasses import dataclass

PCMU, PCMA = 0, 8
_NAMES = {PCMU: "PCMU", PCMA: "PCMA"}


@dataclass(frozen=True, slots=True)
class Media:
    """The audio stream one side describes. ``payload`` is the first of its codecs that we speak;
    ``events`` the telephone-event payload type at 8000 Hz (RFC 4733), None for none."""

    host: str
    port: int
    payload: int
    events: int | None
    direction: str


def parse(body: bytes) -> Media | None:
    """What an offer or answer says of its audio; None when it has no G.711 audio."""
    host, port, formats = "", 0, []
    session_direction = direction = ""
    events: int | None = None
    in_audio = in_media = False
    for line in body.decode("utf-8", "replace").splitlines():
        kind, _, value = line.strip().partition("=")
        if kind == "m":
            in_audio = value.startswith("audio ") and not port
            in_media = True
            if in_audio:
                parts = value.split()
                port = int(parts[1].split("/")[0])
                formats = [int(item) for item in parts[3:] if item.isdecimal()]
        elif kind == "c" and (in_audio or not in_media):
            host = value.split()[-1]
        elif kind == "a" and value in ("sendrecv", "sendonly", "recvonly", "inactive"):
            if in_audio:
                direction = value
            elif not in_media:
                session_direction = value
        elif kind == "a" and in_audio:
            # Softphones offer telephone-event once per clock rate: only that of the codec counts.
            found = re.match(r"rtpmap:(\d+)\s+telephone-event/8000\b", value, re.IGNORECASE)
            if found:
                events = int(found[1])
    payload = next((item for item in formats if item in _NAMES), None)
    if payload is None:
        return None
    return Media(host, port, payload, events, direction or session_direction or "sendrecv")


_ANSWERED = {
    "sendrecv": "sendrecv", "sendonly": "recvonly", "recvonly": "sendonly", "inactive": "inactive",
}  # fmt: skip


def answer(host: str, port: int, offer: Media | None, session: int) -> bytes:
    """The answer to ``offer``: its codec and its event payload type, nothing else; an offer of
    our own (PCMA, PCMU, 101) for None. RTCP is led to the RTP socket (RFC 3605), which ignores
    it: two sockets per call would serve nobody."""
    payloads = [offer.payload] if offer else [PCMA, PCMU]
    events = offer.events if offer else 101
    formats = " ".join(str(item) for item in [*payloads, *([] if events is None else [events])])
    lines = [
        "v=0",
        f"o=subscriber {session} {session} IN IP4 {host}",
        "s=call",
        f"c=IN IP4 {host}",
        "t=0 0",
        f"m=audio {port} RTP/AVP {formats}",
        *(f"a=rtpmap:{item} {_NAMES[item]}/8000" for item in payloads),
    ]
    if events is not None:
        lines += [f"a=rtpmap:{events} telephone-event/8000", f"a=fmtp:{events} 0-15"]
    lines += [
        f"a=rtcp:{port}",
        "a=ptime:20",
        f"a={_ANSWERED[offer.direction] if offer else 'sendrecv'}",
    ]
    return ("\r\n".join(lines) + "\r\n").encode()
