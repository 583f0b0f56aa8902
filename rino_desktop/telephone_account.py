"""The telephone of this computer as it is kept in the preferences."""

from collections.abc import Mapping

from engine.ports.softphone import Account

#: Not set up; registered with a registrar; rung at its own address by the engine.
NONE, REGISTRAR, DIRECT = "none", "registrar", "direct"
MODES = (NONE, REGISTRAR, DIRECT)
TRANSPORTS = ("udp", "tcp", "tls")
#: Before anybody has set it up: the engine rings this computer, which needs nothing else.
USUAL = {"mode": DIRECT, "user": "workstation"}


def account_of(kept: Mapping[str, str]) -> Account | None:
    """``kept`` {}: as usual. None: there is to be none, or what is kept makes no telephone."""
    kept = kept or USUAL
    mode, user = kept.get("mode", NONE), kept.get("user", "").strip()
    if mode not in (REGISTRAR, DIRECT) or not user:
        return None
    port = kept.get("sip_port", "")
    sip_port = int(port) if port.isascii() and port.isdecimal() and int(port) < 65536 else 0
    transport = kept.get("transport", "udp")
    registrar = kept.get("registrar", "").strip()
    if mode == DIRECT:
        return Account(user, bind=kept.get("bind", "").strip(), sip_port=sip_port)
    if not registrar:
        return None
    if not registrar.startswith(("sip:", "sips:")):
        registrar = f"sip:{registrar}"
    return Account(
        user, registrar, kept.get("password", ""),
        transport=transport if transport in TRANSPORTS else "udp", sip_port=sip_port,
    )  # fmt: skip
