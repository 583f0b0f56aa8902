"""The system's keyring: Windows' credentials, GNOME's or KDE's wallet.

It is asked on threads of their own, because a wallet that is locked asks its owner first, and one
that hangs never answers. Whoever asks waits for five seconds at most, and never on an event loop.
"""

import logging
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from engine.errors import KnownError
from rino_desktop.struck_out import hidden
from rino_desktop.texts import t

log = logging.getLogger(__name__)
T = TypeVar("T")

#: Under which the keyring keeps them.
SERVICE = "RINO Desktop"
#: A wallet that is locked asks its owner; nobody waits longer than that for him.
_PATIENCE_S = 5.0
#: Of the library ``keyring``; others (plain files among them) are passed over.
_OF_SYSTEMS = tuple(
    f"keyring.backends.{name}" for name in ("Windows", "SecretService", "libsecret", "kwallet",
                                            "macOS")
)  # fmt: skip
#: Those whom nobody has waited for to the end.
_hanging: set[threading.Thread] = set()


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


def get(name: str) -> str:
    """ "" where it is not there, or there is no keyring. KnownError: it cannot be asked."""
    try:
        return _asked(lambda ring: str(ring.get_password(SERVICE, name) or ""))
    except NoKeyring:
        return ""


def put(name: str, value: str) -> None:
    """NoKeyring, KnownError."""
    _asked(lambda ring: ring.set_password(SERVICE, name, value))


def remove(name: str) -> bool:
    """False: it was not there. KnownError: it cannot be asked."""

    def work(ring: Any) -> bool:
        if not ring.get_password(SERVICE, name):
            return False
        ring.delete_password(SERVICE, name)
        return True

    try:
        return _asked(work)
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


def _asked(work: Callable[[Any], T]) -> T:
    """KnownError. While somebody is still waiting for an answer nobody else asks: each would be
    one window more that wants the wallet unlocked."""
    if any(each.is_alive() for each in tuple(_hanging)):
        raise _unusable(t("it does not answer"))
    _hanging.clear()
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
    thread.join(_PATIENCE_S)
    if answer:
        return answer[0]
    if not fault:
        _hanging.add(thread)
        raise _unusable(t("it does not answer"))
    if isinstance(fault[0], NoKeyring):
        raise fault[0]
    raise _unusable(hidden(str(fault[0])))


def _unusable(reason: str) -> KnownError:
    return KnownError(
        t("The keyring cannot be used: {reason}.", reason=reason.rstrip(".!")),
        mend=t("Unlock it, or put the secret into an environment variable."),
    )
