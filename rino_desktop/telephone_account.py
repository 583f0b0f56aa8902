"""The telephone of this computer as it is kept in the preferences."""

from collections.abc import Mapping

from engine.ports.softphone import Account

#: Not set up; registered with a registrar; rung at its own address by the engine.
NONE, REGISTRAR, DIRECT = "none", "registrar", "direct"
MODES = (NONE, REGISTRAR, DIRECT)
TRANSPORTS = ("udp", "tcp", "tls")
#: With TLS: speech is encrypted (SRTP) where the other side can do it, or else there is no call.
SPEECH = ("optional", "mandatory")
#: A call in which nothing comes for so long is over; 0: never.
SILENT_LIMIT_S, SHORTEST_LIMIT_S = 20, 5
#: Before anybody has set it up: the engine rings this computer, which needs nothing else.
USUAL = {"mode": DIRECT, "user": "workstation"}


def account_of(kept: Mapping[str, str]) -> Account | None:
    """``kept`` {}: as usual. None: there is to be none, or what is kept makes no telephone."""
    kept = kept or USUAL
    mode, user = kept.get("mode", NONE), kept.get("user", "").strip()
    if mode not in (REGISTRAR, DIRECT) or not user:
        return None
    transport = kept.get("transport", "udp")
    if transport not in TRANSPORTS:
        transport = "udp"
    srtp, port = kept.get("srtp", SPEECH[0]), _number(kept, "sip_port", 0)
    account = Account(
        user, transport=transport, srtp=srtp if transport == "tls" and srtp in SPEECH else "off",
        sip_port=port if port < 65536 else 0,
        silent_limit_s=_limit(_number(kept, "silent_limit", SILENT_LIMIT_S)),
    )  # fmt: skip
    if mode == DIRECT:
        return account._replace(bind=kept.get("bind", "").strip())
    registrar = kept.get("registrar", "").strip()
    if not registrar:
        return None
    if not registrar.startswith(("sip:", "sips:")):
        registrar = f"sip:{registrar}"
    trusted = kept.get("trusted", "").strip() if transport == "tls" else ""
    return account._replace(registrar=registrar, password=kept.get("password", ""), trusted=trusted)


def _number(kept: Mapping[str, str], name: str, otherwise: int) -> int:
    text = kept.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else otherwise


def _limit(seconds: int) -> float:
    """0: never."""
    return float(max(seconds, SHORTEST_LIMIT_S)) if seconds else 0.0
