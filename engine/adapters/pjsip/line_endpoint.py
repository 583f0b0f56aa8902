"""pjsua2's Endpoint as a line worker uses it: one thread, no sound device, accounts by trunk.

pjsua2 calls back from inside ``libHandleEvents`` and, for players, from its media clock's thread.
Callbacks here only append to ``happened``; everything else is done by the worker's loop.
"""

from collections import deque
from collections.abc import Callable
from typing import Any

import pjsua2 as pj

from engine.adapters.pjsip import sip_headers
from engine.adapters.pjsip.addressing import SipAddress, addresses_of, facing_address
from engine.adapters.pjsip.late_answers import AnswerLog
from engine.adapters.pjsip.messages import DIRECT, UseTrunk

Happening = Callable[[], None]

_TRANSPORTS = {
    "udp": pj.PJSIP_TRANSPORT_UDP,
    "tcp": pj.PJSIP_TRANSPORT_TCP,
    "tls": pj.PJSIP_TRANSPORT_TLS,
}
_SRTP = {
    "off": pj.PJMEDIA_SRTP_DISABLED,
    "optional": pj.PJMEDIA_SRTP_OPTIONAL,
    "mandatory": pj.PJMEDIA_SRTP_MANDATORY,
}
#: Seconds between keep-alives of a mapping in a NAT; RFC 5626 4.4.1 suggests 24–29 for UDP.
KEEP_ALIVE_S = 25
REGISTRATION_S = 300
#: Accounts for calls over no trunk; the stack has room for 8 in all (see ``line``).
_MOST_DIRECT = 2


class UnwantedCall(pj.Call):  # type: ignore[misc]
    """A call that comes in where none are carried; its object goes as soon as it has been refused
    (see ``leg``)."""

    def __init__(
        self, account: "TrunkAccount", pj_id: int, happened: deque[Happening], owner: Any
    ) -> None:
        super().__init__(account, pj_id)
        self._happened = happened
        self._owner = owner

    def onCallState(self, prm: Any) -> None:  # noqa: N802
        info = self.getInfo()
        if info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            self._happened.append(lambda: self._owner.on_incoming_call_over(self))


class TrunkAccount(pj.Account):  # type: ignore[misc]
    """One trunk's account and transport in this process."""

    def __init__(self, trunk: UseTrunk, happened: deque[Happening], owner: Any) -> None:
        super().__init__()
        self.trunk = trunk
        self.address = SipAddress.parse(trunk.proxy)
        self.transport_id = -1
        self.registered = False
        #: Addresses from which calls that come in are taken.
        self.known = known_addresses(trunk) if trunk.carries else frozenset()
        self._happened = happened
        self._owner = owner

    def carries(self, source: str) -> bool:
        """Whether calls that come in from this address (``HOST:PORT``) are taken."""
        return "*" in self.known or source.rpartition(":")[0].strip("[]") in self.known

    # Called back by pjsua2; ``prm`` is only valid during the callback.

    def onIncomingCall(self, prm: Any) -> None:  # noqa: N802
        # Made here: a call nobody has made an object for by the callback's end is answered 500.
        if self.carries(prm.rdata.srcAddress):
            self._owner.take_in(self, prm.callId, prm.rdata.wholeMsg)
            return
        caller, called = sip_headers.numbers_of(prm.rdata.wholeMsg, self.trunk.user)
        call = UnwantedCall(self, prm.callId, self._happened, self._owner)
        self._happened.append(lambda: self._owner.on_incoming_call(self, call, caller, called))

    def onRegState(self, prm: Any) -> None:  # noqa: N802
        code, reason, expires, status = prm.code, prm.reason, prm.expiration, prm.status
        self._happened.append(
            lambda: self._owner.on_registration(self, code, reason, expires, status)
        )

    def onSendRequest(self, prm: Any) -> None:  # noqa: N802
        change = prm.e.body.tsxState
        code = change.tsx.statusCode
        answered = change.type == pj.PJSIP_EVENT_RX_MSG
        self._happened.append(lambda: self._owner.on_options_answer(self, code, answered))


def known_addresses(trunk: UseTrunk) -> frozenset[str]:
    """Who may call in: the trunk's proxies and the hosts it names; names are looked up."""
    found: set[str] = set()
    for uri in (trunk.proxy, trunk.outbound_proxy):
        if uri:
            found |= addresses_of(SipAddress.parse(uri).host)
    for host in trunk.accepts:
        found |= {host} if host == "*" else addresses_of(host)
    return frozenset(found)


class LineEndpoint:
    """``happened`` holds what callbacks left behind, to be run by the worker's loop."""

    account_kind: type[TrunkAccount] = TrunkAccount

    def __init__(self, log_level: int, clock_rate: int = 8000) -> None:
        self.clock_rate = clock_rate
        self.happened: deque[Happening] = deque()
        self.accounts: dict[int, TrunkAccount] = {}
        #: For calls over no trunk, by our own address towards them and the transport.
        self._direct: dict[tuple[str, str], TrunkAccount] = {}
        self._codecs: tuple[str, ...] | None = None
        self._all_codecs: list[str] = []
        self.answers = AnswerLog(log_level)
        self._pj = pj.Endpoint()
        self._pj.libCreate()
        self._pj.libInit(self._config(log_level))
        self._pj.libStart()
        self._pj.audDevManager().setNullDev()
        self._all_codecs = [codec.codecId for codec in self._pj.codecEnum2()]
        self.handle_events = self._pj.libHandleEvents

    @property
    def raw(self) -> Any:
        return self._pj

    def _config(self, log_level: int) -> Any:
        config = pj.EpConfig()
        config.logConfig.level = log_level
        config.logConfig.consoleLevel = 6  # what passes the level goes to the writer
        config.logConfig.msgLogging = 1
        config.logConfig.writer = self.answers
        agent = config.uaConfig
        agent.threadCnt = 0
        agent.mainThreadOnly = True
        agent.maxCalls = 64  # clamped to what the library was built for
        agent.userAgent = "RINO Desktop"
        agent.natTypeInSdp = 0
        media = config.medConfig
        media.clockRate = self.clock_rate
        media.sndClockRate = self.clock_rate
        media.channelCount = 1
        media.ecTailLen = 0
        media.noVad = True  # continuous RTP: silence is how a dead far end is told
        # RTP in the worker's own loop: a thread for it costs more than it saves (measured).
        media.hasIoqueue = False
        media.threadCnt = 0
        return config

    def ask(self, account: TrunkAccount) -> None:
        """Send OPTIONS to the trunk's proxy; pj.Error when it cannot be sent."""
        request = pj.SendRequestParam()
        request.method = "OPTIONS"
        request.txOption.targetUri = account.address.uri("", account.trunk.transport)
        account.sendRequest(request)

    def use_trunk(self, trunk: UseTrunk, owner: Any) -> TrunkAccount:
        """A (new) account for the trunk; pj.Error, OSError or ValueError when it cannot be."""
        self.drop_trunk(trunk.trunk_id)
        account = self.accounts[trunk.trunk_id] = self._open(trunk, owner)
        self.offer_to_callers()
        return account

    def direct(self, address: str, owner: Any, busy: set[int]) -> TrunkAccount:
        """The account for a call straight to ``address``, which ends up on our side of the way
        there. Errors as of ``use_trunk``. ``busy``: ids of accounts that live calls use."""
        target = SipAddress.parse(address)
        transport = target.transport
        own = facing_address(target.host, target.port_for(transport))
        known = self._direct.get((own, transport))
        if known is not None:
            return known
        for key, account in list(self._direct.items()):
            if len(self._direct) >= _MOST_DIRECT and id(account) not in busy:
                self._close(self._direct.pop(key))
        # Who can be called by TLS is called so that nobody hears the talk either.
        srtp = "mandatory" if transport == "tls" else "off"
        trunk = UseTrunk(
            DIRECT, 0, f"sip:{own}", "", "", "", transport, srtp, ("pcma", "pcmu"), "pai", "",
            0, (0, 0), False,
        )  # fmt: skip
        account = self._direct[own, transport] = self._open(trunk, owner)
        return account

    def _open(self, trunk: UseTrunk, owner: Any) -> TrunkAccount:
        account = self.account_kind(trunk, self.happened, owner)
        transport, media = self._transports(account)
        kind = _TRANSPORTS[trunk.transport]
        account.transport_id = self._pj.transportCreate(kind, transport)
        try:
            account.create(self._account_config(account, media))
        except pj.Error:
            self._pj.transportClose(account.transport_id)
            raise
        return account

    def port_of(self, account: TrunkAccount) -> str:
        """The ``HOST:PORT`` where it listens, as the machine has it."""
        return str(self._pj.transportGetInfo(account.transport_id).localAddress)

    def drop_trunk(self, trunk_id: int) -> None:
        account = self.accounts.pop(trunk_id, None)
        if account is not None:
            self._close(account)

    def _close(self, account: TrunkAccount) -> None:
        account.shutdown()
        try:
            self._pj.transportClose(account.transport_id)
        except pj.Error:
            # A transaction still holds it; the library closes it with the last one.
            return

    def _transports(self, account: TrunkAccount) -> tuple[Any, Any]:
        trunk = account.trunk
        nearest = (
            SipAddress.parse(trunk.outbound_proxy) if trunk.outbound_proxy else account.address
        )
        own = facing_address(nearest.host, nearest.port_for(trunk.transport))
        sip, media = pj.TransportConfig(), pj.TransportConfig()
        sip.port = trunk.sip_port
        media.port, last = trunk.rtp_ports
        media.portRange = max(last - media.port, 0)
        for config in (sip, media):
            if own.startswith("127."):
                config.boundAddress = own  # a trunk on this machine is nobody else's business
            config.publicAddress = trunk.public_address or own
        return sip, media

    def _account_config(self, account: TrunkAccount, media_transport: Any) -> Any:
        trunk = account.trunk
        config = pj.AccountConfig()
        config.idUri = f"sip:{trunk.user or 'rino'}@{account.address.host_port}"
        config.sipConfig.transportId = account.transport_id
        if trunk.outbound_proxy:
            route = SipAddress.parse(trunk.outbound_proxy).route(trunk.transport)
            config.sipConfig.proxies.append(route)
        if trunk.user and trunk.password:
            # Realm "*": providers rarely tell theirs. Redirections never leave the proxy's host,
            # so nobody else gets to see a digest of the password.
            credentials = pj.AuthCredInfo("digest", "*", trunk.user, 0, trunk.password)
            config.sipConfig.authCreds.append(credentials)
        registration = config.regConfig
        registration.registerOnAdd = False  # registering is asked for with ProbeTrunk
        if trunk.register:
            registration.registrarUri = account.address.uri("", trunk.transport)
            registration.timeoutSec = REGISTRATION_S
            registration.retryIntervalSec = 0  # the pool holds the back-off
            registration.dropCallsOnFail = False
        nat = config.natConfig
        nat.udpKaIntervalSec = KEEP_ALIVE_S
        nat.iceEnabled = False
        if trunk.public_address:
            # Told to us; guesses from responses would fight with it.
            nat.contactRewriteUse = 0
            nat.viaRewriteUse = False
            nat.sdpNatRewriteUse = False
        media = config.mediaConfig
        media.transportConfig = media_transport
        media.streamKaEnabled = bool(trunk.public_address)
        media.srtpUse = _SRTP[trunk.srtp]
        media.srtpSecureSignaling = 0
        # DTLS-SRTP is nothing that telephone providers speak.
        media.srtpOpt.keyings.append(pj.PJMEDIA_SRTP_KEYING_SDES)
        return config

    def offer_codecs(self, codecs: tuple[str, ...]) -> None:
        """Offer these (``pcma``, ``pcmu``, ``g722``) in this order, and nothing else."""
        if codecs == self._codecs:
            return
        self._codecs = codecs
        for codec_id in self._all_codecs:
            name = codec_id.partition("/")[0].lower()
            priority = 254 - codecs.index(name) if name in codecs else 0
            self._pj.codecSetPriority(codec_id, priority)

    def offer_to_callers(self) -> None:
        """Where calls come in their trunk's codecs hold, whatever was placed meanwhile."""
        for account in self.accounts.values():
            if account.trunk.carries:
                self.offer_codecs(account.trunk.codecs)

    def close(self) -> None:
        """After the last call's object is gone: accounts first, then the library."""
        for trunk_id in list(self.accounts):
            self.drop_trunk(trunk_id)
        while self._direct:
            self._close(self._direct.popitem()[1])
        # Without its last second of listening: what had to be answered has been waited for.
        self._pj.libDestroy(pj.PJSUA_DESTROY_NO_RX_MSG)
