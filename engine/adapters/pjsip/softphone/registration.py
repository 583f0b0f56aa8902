"""The telephone's account: registered, and kept so, with ever longer pauses while it fails."""

import contextlib
from typing import TYPE_CHECKING

import pjsua2 as pj

from engine.adapters.pjsip.softphone.account import PhoneAccount, as_trunk
from engine.adapters.pjsip.softphone.security import UntrustedFile
from engine.ports import softphone
from engine.ports.softphone import RegistrationFault, RegistrationState

if TYPE_CHECKING:
    from engine.adapters.pjsip.softphone.phone import Phone

#: Between tries, seconds; the last one for ever.
_BACK_OFF_S = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
#: In the reason that the stack gives when the other side's certificate does not pass.
_UNTRUSTED = "PJSIP_TLS_ECERTVERIF"


class Registration:
    def __init__(self, phone: "Phone") -> None:
        self._phone = phone
        self.account: PhoneAccount | None = None
        #: None: nobody wishes to be rung.
        self.wanted: softphone.Account | None = None
        #: What the account was made of; ``wanted`` may be newer while calls live.
        self._used: softphone.Account | None = None
        self._revision = self._tries = 0
        self._leaving = False

    def register(self, account: softphone.Account) -> None:
        before, self.wanted = self.wanted, account
        if not self._phone.has_calls:
            self._begin()
        elif before is None and account == self._used:
            self._revision += 1
            self._try_again(self._revision)
        # Else: the account carries calls, and is changed when they are over.

    def nothing_is_under_way(self) -> None:
        if self.wanted != self._used:
            self._begin()

    def unregister(self) -> None:
        self.wanted = None
        self._revision += 1
        self._remove()
        self._tell(RegistrationState.NONE)

    def leave(self) -> None:
        """The process ends."""
        self._leaving = True
        self._remove()

    @property
    def silent_limit_s(self) -> float:
        wanted = self.wanted or self._used
        return wanted.silent_limit_s if wanted is not None else 0.0

    @property
    def is_held(self) -> bool:
        """The registrar still rings us."""
        return self.account is not None and self.account.registered

    # -- called back -----------------------------------------------------------------------------

    def on_ringing(self, account: PhoneAccount, pj_id: int, message: str) -> None:
        self._phone.on_ringing(account, pj_id, message)

    def on_registration(
        self, account: PhoneAccount, code: int, reason: str, expires: int, status: int
    ) -> None:
        good = 200 <= code < 300 and status == 0 and expires > 0
        account.registered = good
        if self._leaving or self.wanted is None or account is not self.account:
            return
        if good:
            self._tries = 0
            self._tell(RegistrationState.REGISTERED, code)
            return
        # These the stack writes itself, when nothing comes back or nothing can be sent.
        told = 0 if code >= 600 or code == 408 or (status and code == 503) else code
        fault = RegistrationFault.CERTIFICATE if _UNTRUSTED in reason else None
        self._tell(RegistrationState.FAILED, 0 if fault else told, f"{code} {reason}", fault)
        self._try_later()

    # -- inside ----------------------------------------------------------------------------------

    def _begin(self) -> None:
        wanted = self.wanted
        if wanted is None:
            return
        self._revision += 1
        self._tries = 0
        self._used, self.account = wanted, None
        self._make(wanted)

    def _make(self, wanted: softphone.Account) -> None:
        try:
            trunk = as_trunk(wanted, self._revision)
            self._phone.endpoint.trusted = wanted.trusted
            account = self._phone.endpoint.use_trunk(trunk, self)
            assert isinstance(account, PhoneAccount)
            self.account = account
            self._phone.endpoint.offer_codecs(trunk.codecs)
        except UntrustedFile as error:
            self._fail(str(error), RegistrationFault.TRUSTED_FILE)
            return
        except (pj.Error, OSError, ValueError) as error:
            self._fail(getattr(error, "reason", str(error)))
            return
        if trunk.register:
            self._tell(RegistrationState.TRYING)
        self._ask()

    def _ask(self) -> None:
        assert self.account is not None
        if not self.account.trunk.register:
            self._tell(RegistrationState.LISTENING)
            return
        try:
            self.account.setRegistration(True)
        except pj.Error as error:
            self._fail(error.reason)

    def _fail(self, why: str, fault: RegistrationFault | None = None) -> None:
        self._tell(RegistrationState.FAILED, 0, why, fault)
        self._try_later()

    def _try_later(self) -> None:
        revision = self._revision
        delay = _BACK_OFF_S[min(self._tries, len(_BACK_OFF_S) - 1)]
        self._tries += 1
        self._phone.after(delay, lambda: self._try_again(revision))

    def _try_again(self, revision: int) -> None:
        if self.wanted is None or revision != self._revision or self._leaving:
            return
        if self.account is None:
            self._make(self.wanted)
        else:
            self._ask()

    def _remove(self) -> None:
        if self.is_held and self.account is not None:
            with contextlib.suppress(pj.Error):
                self.account.setRegistration(False)

    def _tell(self, state: RegistrationState, code: int = 0, detail: str = "",
              fault: RegistrationFault | None = None) -> None:  # fmt: skip
        told = softphone.RegistrationChanged(state, self._contact(), code, detail, fault)
        self._phone.report(told)

    def _contact(self) -> str:
        account = self.account
        if account is None or account.transport_id < 0:
            return ""
        raw = self._phone.endpoint.raw
        try:
            where = str(raw.transportGetInfo(account.transport_id).localName)
        except pj.Error:
            return ""
        kind = account.trunk.transport
        return f"sip:{account.trunk.user}@{where}" + ("" if kind == "udp" else f";transport={kind}")
