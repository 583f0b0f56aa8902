"""The telephone's account: what of it comes from the trunks' accounts, and what rings."""

from typing import Any

from engine.adapters.pjsip.addressing import SipAddress, facing_address
from engine.adapters.pjsip.line_endpoint import LineEndpoint, TrunkAccount
from engine.adapters.pjsip.messages import UseTrunk
from engine.adapters.pjsip.sip_headers import headers_of as headers_of
from engine.adapters.pjsip.softphone.security import secure
from engine.ports.softphone import Account

#: The only account of the process.
OURS = 1
#: Where the far end can do it, each call is confirmed anew after half of it (RFC 4028): a held
#: call, in which nothing is heard anyway, ends when the far end is gone.
_SESSION_S = 300


class PhoneAccount(TrunkAccount):
    def onIncomingCall(self, prm: Any) -> None:  # noqa: N802
        # Made here: a call nobody has made an object for by the callback's end is answered 500.
        self._owner.on_ringing(self, prm.callId, prm.rdata.wholeMsg)


class PhoneEndpoint(LineEndpoint):
    account_kind = PhoneAccount
    #: A file of certificates (see ``security.secure``).
    trusted = ""

    def _transports(self, account: TrunkAccount) -> tuple[Any, Any]:
        sip, media = super()._transports(account)
        if account.trunk.transport == "tls":
            secure(sip, sip.publicAddress, self.trusted)
        return sip, media

    def _account_config(self, account: TrunkAccount, media_transport: Any) -> Any:
        config = super()._account_config(account, media_transport)
        config.callConfig.timerSessExpiresSec = _SESSION_S
        return config


def as_trunk(account: Account, revision: int) -> UseTrunk:
    """ValueError when it cannot be meant."""
    home = account.registrar or f"sip:{account.bind or _own_address()}"
    SipAddress.parse(home)
    # The engine calls by TLS with SRTP only (see ``LineEndpoint.direct``).
    srtp = "optional" if (account.transport, account.srtp) == ("tls", "off") else account.srtp
    return UseTrunk(
        OURS, revision, home, account.outbound_proxy, account.user, account.password,
        account.transport, srtp, account.codecs, "from", account.public_address,
        account.sip_port, account.rtp_ports, bool(account.registrar),
    )  # fmt: skip


def _own_address() -> str:
    """With which this machine goes out into the world; loopback where it does not."""
    try:
        return facing_address("192.0.2.1", 9)  # an address that nobody has (RFC 5737)
    except OSError:
        return "127.0.0.1"


def target_uri(target: str, account: PhoneAccount) -> str:
    """A whole SIP address as it is, or a number or user at our registrar."""
    if target.lower().startswith(("sip:", "sips:")):
        return target
    return account.address.uri(target, account.trunk.transport)


def caller_of(header: str) -> tuple[str, str]:
    """Display name and address of a From header."""
    name, bracket, rest = header.partition("<")
    if not bracket:
        return "", header.partition(";")[0].strip()
    return name.strip().strip('"'), rest.partition(">")[0]
