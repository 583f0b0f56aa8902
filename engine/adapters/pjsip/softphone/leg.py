"""The pjsua2 object of one call of the telephone, and nothing but its callbacks.

As in ``engine.adapters.pjsip.leg``: its destructor works on the slot number, so nobody but its
``PhoneCall`` holds a reference, and that one drops it as soon as the slot is free.
"""

import time
from typing import TYPE_CHECKING, Any

import pjsua2 as pj

from engine.adapters.pjsip.leg import info_key
from engine.adapters.pjsip.softphone.account import PhoneAccount

if TYPE_CHECKING:
    from engine.adapters.pjsip.softphone.call import PhoneCall

_NEW = -1
_OK, _ACCEPTED, _DECLINE = 200, 202, 603


class PhoneLeg(pj.Call):  # type: ignore[misc]
    """Notes what happened for the loop. ``prm`` is only valid during a callback."""

    def __init__(self, account: PhoneAccount, call: "PhoneCall", pj_id: int = _NEW) -> None:
        super().__init__(account, pj_id)
        self._account = account
        self._call = call
        self._happened = call.happened
        self._replacing = ""

    def onCallState(self, prm: Any) -> None:  # noqa: N802
        call = self._call
        info = self.getInfo()
        at, message = time.time(), ""
        if prm.e.type == pj.PJSIP_EVENT_TSX_STATE:
            change = prm.e.body.tsxState
            if change.type == pj.PJSIP_EVENT_RX_MSG:
                message = change.src.rdata.wholeMsg
        if info.state == pj.PJSIP_INV_STATE_CONNECTING:
            self._happened.append(lambda: call.accepted(message))
        elif info.state == pj.PJSIP_INV_STATE_CONFIRMED:
            self._happened.append(lambda: call.confirmed(at))
        elif info.state == pj.PJSIP_INV_STATE_DISCONNECTED:
            code, phrase = info.lastStatusCode, info.lastReason
            self._happened.append(lambda: call.disconnected(at, code, phrase, message))

    def onCallTsxState(self, prm: Any) -> None:  # noqa: N802
        change = prm.e.body.tsxState
        if change.type != pj.PJSIP_EVENT_RX_MSG:
            return
        call, tsx, at = self._call, change.tsx, time.time()
        method, code = tsx.method, tsx.statusCode
        if tsx.role == pj.PJSIP_ROLE_UAS:
            key = info_key(change.src.rdata.wholeMsg) if method == "INFO" else ""
            if key:
                self._happened.append(lambda: call.key(key, pj.PJSUA_DTMF_METHOD_SIP_INFO, at))
        elif method == "INVITE":
            message = change.src.rdata.wholeMsg
            self._happened.append(lambda: call.response(at, code, message))
        elif method == "REFER" and code >= 300:
            self._happened.append(lambda: call.referred(code, True, "refused"))

    def onCallMediaState(self, prm: Any) -> None:  # noqa: N802
        call = self._call
        info = self.getInfo()  # held, as long as its parts are looked at
        audio = [media.status for media in info.media if media.type == pj.PJMEDIA_TYPE_AUDIO]
        status = audio[0] if audio else pj.PJSUA_CALL_MEDIA_NONE
        self._happened.append(lambda: call.media_changed(status))

    def onStreamDestroyed(self, prm: Any) -> None:  # noqa: N802
        self._call.quality.stream_ends()

    def onDtmfDigit(self, prm: Any) -> None:  # noqa: N802
        call, key, method, at = self._call, prm.digit, prm.method, time.time()
        self._happened.append(lambda: call.key(key, method, at))

    def onCallTransferRequest(self, prm: Any) -> None:  # noqa: N802
        # Who calls an operator must not make his telephone dial, unless that is wished.
        leg = self._call.sent_on(self._account, prm.dstUri)
        if leg is not None:
            prm.newCall = leg
        prm.statusCode = _DECLINE if leg is None else _ACCEPTED

    def onCallTransferStatus(self, prm: Any) -> None:  # noqa: N802
        call, code, final = self._call, prm.statusCode, prm.finalNotify
        reason = prm.reason
        self._happened.append(lambda: call.referred(code, final, reason))

    def onCallReplaceRequest(self, prm: Any) -> None:  # noqa: N802
        # Somebody hands our talk on to another person: that is the same talk, so it is answered.
        self._replacing = prm.rdata.wholeMsg
        prm.statusCode = _OK

    def onCallReplaced(self, prm: Any) -> None:  # noqa: N802
        prm.newCall = self._call.replaced_by(self._account, prm.newCallId, self._replacing)

    def onCallRedirected(self, prm: Any) -> Any:  # noqa: N802
        return pj.PJSIP_REDIRECT_REJECT
