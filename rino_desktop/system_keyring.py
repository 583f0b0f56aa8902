"""The system's keyring: Windows' credentials, GNOME's or KDE's wallet.

It is asked on threads of their own, because a wallet that is locked asks its owner first, and one
that hangs never answers. Who asks for a secret waits for five seconds at most; who keeps one sits
there and is given the time to unlock the wallet. Nobody waits on an event loop.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from engine.errors import KnownError
from rino_desktop.struck_out import hidden
from rino_desktop.texts import t

log = logging.getLogger(__name__)
T = TypeVar("T")

#: Under which the keyring keeps them.
SERVICE = "RINO Desktop"
_PATIENCE_S = 5.0
_PATIENCE_OF_OWNERS_S = 30.0
#: While a question has no answer nobody else asks, for so long; twice as long where the one before
#: has none either. A wallet that dies while it asks its owner leaves its question open for ever.
_SILENCE_S = 60.0
_LONGEST_SILENCE_S = 3600.0
#: Of the library ``keyring``; others (plain files among them) are passed over.
_OF_SYSTEMS = tuple(
    f"keyring.backends.{name}" for name in ("Windows", "SecretService", "libsecret", "kwallet",
                                            "macOS")
)  # fmt: skip
#: Those whom nobody has waited for to the end → when the next one may ask.
_hanging: dict[threading.Thread, float] = {}


class NoKeyring(KnownError):
    """This computer has none that the program can use."""


def there() -> bool:
    """Whether this computer has one; one that does not answer is one."""
    try:
        _asked(lambda _ring: None)
    except NoKeyring:
        return False
    except KnownError:
        return True
    return True


def get(name: str, *, by_owner: bool = False) -> str:
    """ "" where it is not there, or there is no keyring. ``by_owner``: who asks sits there.
    KnownError: it cannot be asked."""
    patience_s = _PATIENCE_OF_OWNERS_S if by_owner else None
    try:
        return _asked(lambda ring: str(ring.get_password(SERVICE, name) or ""), patience_s)
    except NoKeyring:
        return ""


def put(name: str, value: str) -> None:
    """NoKeyring, KnownError."""
    _asked(lambda ring: ring.set_password(SERVICE, name, value), _PATIENCE_OF_OWNERS_S)


def remove(name: str) -> bool:
    """False: it was not there. KnownError: it cannot be asked."""

    def work(ring: Any) -> bool:
        if not ring.get_password(SERVICE, name):
            return False
        ring.delete_password(SERVICE, name)
        return True

    try:
        return _asked(work, _PATIENCE_OF_OWNERS_S)
    except NoKeyring:
        return False


def _ring() -> Any:
    """The system's own; None where there is none."""
    try:
        import keyring

        found = keyring.get_keyring()
    except Exception as error:  # not installed, or it cannot find its way about
        log.debug("no keyring: %s", error)
        return None
    for each in getattr(found, "backends", None) or [found]:
        if type(each).__module__.startswith(_OF_SYSTEMS):
            return each
    return None


def _asked(work: Callable[[Any], T], patience_s: float | None = None) -> T:
    """KnownError; at once where somebody else waits in vain: each question would be one window
    more that wants the wallet unlocked. ``patience_s``: of an owner, who may be about to unlock it
    in the window that is there already; None: of anybody else."""
    ends = time.monotonic() + (_PATIENCE_S if patience_s is None else patience_s)
    for each, until in tuple(_hanging.items()):
        if patience_s is not None and time.monotonic() < until:
            each.join(max(0.0, ends - time.monotonic()))
        if not each.is_alive():
            _hanging.pop(each, None)
        elif time.monotonic() < until:
            raise _unusable(t("it does not answer"))
    answer: list[T] = []
    fault: list[Exception] = []

    def ask() -> None:
        try:
            ring = _ring()
            if ring is None:
                raise NoKeyring(t("This computer has no keyring that the program can use."))
            answer.append(work(ring))
        except Exception as error:
            fault.append(error)

    thread = threading.Thread(target=ask, name="keyring", daemon=True)
    thread.start()
    thread.join(max(0.0, ends - time.monotonic()))
    if answer:
        return answer[0]
    if not fault:
        silence_s = min(_SILENCE_S * 2 ** len(_hanging), _LONGEST_SILENCE_S)
        _hanging[thread] = time.monotonic() + silence_s
        raise _unusable(t("it does not answer"))
    if isinstance(fault[0], NoKeyring):
        raise fault[0]
    raise _unusable(hidden(str(fault[0])))


def _unusable(reason: str) -> KnownError:
    return KnownError(
        t("The keyring cannot be used: {reason}.", reason=reason.rstrip(".!")),
        mend=t("Unlock it, or put the secret into an environment variable."),
    )
