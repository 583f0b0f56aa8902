"""The pjsua2 object of one call, and nothing but its callbacks.

Its destructor works on the slot number of the call, ended or not: were the object deleted after
the slot has been given to another call, it would hang that one up. So nobody but its ``LineCall``
holds a reference, and that one drops it as soon as the slot is free.
"""

import re
import time
from typing import TYPE_CHECKING, Any

import pjsua2 as pj

from engine.adapters.pjsip.addressing import SipAddress
from engine.adapters.pjsip.line_endpoint import TrunkAccount

if TYPE_CHECKING:
    from engine.adapters.pjsip.line_call import LineCall

#: A carrier's 3xx is followed so often, and only to hosts the trunk already talks to: a digest of
#: the password goes with the INVITE.
MAX_REDIRECTIONS = 3
#: No call of the library's yet.
NEW = -1


class Leg(pj.Call):  # type: ignore[misc]
    """Notes what happened for the worker's loop. ``prm`` is only valid during a callback, and so
    are the parts of an info object only as long as that is held."""

    def __init__(self, account: TrunkAccount, line: "LineCall", pj_id: int = NEW) -> None:
        """``pj_id``: the library's number of a call that has come in."""
        super().__init__(account, pj_id)
        self._trunk = account.trunk
        self._host = account.address.host.lower()
        self._line = line
        self._happened = line.happened
        self._redirections = 0

    def onCallState(self, prm: Any) -> None:  # noqa: N802
        line = self._line
        if line.hung_up:
            return
        info = self.getInfo()
        if info.state == pj.PJSIP_INV_STATE_CONFIRMED:
            at = time.time()
            self._happened.append(lambda: line.confirmed(at))
        elif info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            at, message = time.time(), ""
            if prm.e.type == pj.PJSIP_EVENT_TSX_STATE:
                change = prm.e.body.tsxState
                if change.type == pj.PJSIP_EVENT_RX_MSG:
                    message = change.src.rdata.wholeMsg
            code, phrase = info.lastStatusCode, info.lastReason
            self._happened.append(lambda: line.disconnected(at, code, phrase, message))

    def onCallTsxState(self, prm: Any) -> None:  # noqa: N802
        change = prm.e.body.tsxState
        if change.type != pj.PJSIP_EVENT_RX_MSG:
            return
        line, tsx, at = self._line, change.tsx, time.time()
        if tsx.method == "INFO" and tsx.role == pj.PJSIP_ROLE_UAS:
            key = info_key(change.src.rdata.wholeMsg)
            if key:
                self._happened.append(lambda: line.key(key, pj.PJSUA_DTMF_METHOD_SIP_INFO, at))
        elif tsx.method == "INVITE" and tsx.role == pj.PJSIP_ROLE_UAC:
            code = tsx.statusCode
            sound = 101 <= code < 200 and "\r\nm=audio" in change.src.rdata.wholeMsg
            self._happened.append(lambda: line.response(at, code, sound))

    def onCallMediaState(self, prm: Any) -> None:  # noqa: N802
        line = self._line
        if line.hung_up:
            return
        has_media = on_hold = False
        info = self.getInfo()
        for media in info.media:
            if media.type == pj.PJMEDIA_TYPE_AUDIO:
                on_hold = media.status == pj.PJSUA_CALL_MEDIA_REMOTE_HOLD
                has_media = on_hold or media.status == pj.PJSUA_CALL_MEDIA_ACTIVE
                break
        self._happened.append(lambda: line.media_changed(has_media, on_hold))

    def onDtmfDigit(self, prm: Any) -> None:  # noqa: N802
        line, key, method, at = self._line, prm.digit, prm.method, time.time()
        self._happened.append(lambda: line.key(key, method, at))

    def onCallRedirected(self, prm: Any) -> Any:  # noqa: N802
        known = {self._host}
        if self._trunk.outbound_proxy:
            known.add(SipAddress.parse(self._trunk.outbound_proxy).host.lower())
        self._redirections += 1
        try:
            host = SipAddress.parse(prm.targetUri).host.lower()
        except ValueError:
            return pj.PJSIP_REDIRECT_REJECT
        if self._redirections > MAX_REDIRECTIONS or host not in known:
            return pj.PJSIP_REDIRECT_REJECT
        return pj.PJSIP_REDIRECT_ACCEPT


_PLAIN_DTMF = re.compile(r"^(content-type|c)[ \t]*:[ \t]*application/dtmf[ \t]*(;|$)", re.I | re.M)


def info_key(message: str) -> str:
    """The key in an INFO of type ``application/dtmf``, whose body is the key alone; the library
    knows ``application/dtmf-relay`` itself. "" when there is none."""
    head, _, body = message.replace("\r\n", "\n").partition("\n\n")
    return body.strip()[:1] if _PLAIN_DTMF.search(head) else ""
