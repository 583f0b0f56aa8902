"""Secrets: in the environment or in the system's keyring, in no file and no database of ours.

What needs a secret (trunk, data source, mail server …) keeps a name only. The value is looked for
in the environment first, under that name, then in the keyring of whoever runs the program:
Windows' credentials, GNOME's or KDE's wallet. A keyring that would write it to a file in clear is
not used.

Every value that was handed out is remembered, so that no line of a log shows it (``hidden``).
"""

import logging
import os
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import parse_qsl, urlsplit

from engine.errors import KnownError
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
#: Shorter ones would hide too much of what a log has to say.
_LEAST_HIDDEN = 6
_HIDDEN = "•••"
#: The program's own: nobody who may name a secret for a mail server, an address or an outbox gets
#: the key to the whole database sent there.
_OWN = frozenset({
    "RINO_DB_PASSWORD", "RINO_VOICE_STORE_PASSWORD", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
})  # fmt: skip
_PLACE = re.compile(r"\{([A-Z_][A-Z0-9_]*)\}")
_SECRET = re.compile(r"(?i)passw|passphrase|secret|token|api_?key|^key$|credential|^sig|^sas")
_handed_out: set[str] = set()


class Place(StrEnum):
    ENVIRONMENT = "environment"
    KEYRING = "keyring"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Look:
    """Where one is. ``keyring``: this computer has one; ``fault``: why it cannot be asked."""

    place: Place
    keyring: bool
    fault: KnownError | None = None


# --- asked for ----------------------------------------------------------------------------------


def secret(name: str) -> str:
    """Of a name that somebody has written into settings. "" where there is none, and for the
    program's own. May wait for the keyring, five seconds at most."""
    if is_own(name):
        log.warning("the secret %s is the program's own and is given to nothing else", name)
        return ""
    return own_secret(name)


def is_own(name: str) -> bool:
    """With a space in it: what the desktop has put away (Preferences)."""
    return name.upper() in _OWN or " " in name


def own_secret(name: str) -> str:
    """As ``secret``, for what the program asks for by itself."""
    value = os.environ.get(name, "") or _in_keyring(name)
    remember(value)
    return value


def place_of(name: str) -> Place:
    if os.environ.get(name):
        return Place.ENVIRONMENT
    return Place.KEYRING if _in_keyring(name) else Place.NOWHERE


def look(name: str) -> Look:
    """As ``place_of``, with what is to be known before one is kept. May wait for the keyring."""
    ring = _ring()
    if name and os.environ.get(name):
        return Look(Place.ENVIRONMENT, ring is not None)
    if ring is None or not name:
        return Look(Place.NOWHERE, ring is not None)
    try:
        found = _asked(lambda: ring.get_password(SERVICE, name))
    except KnownError as error:
        return Look(Place.NOWHERE, True, error)
    return Look(Place.KEYRING if found else Place.NOWHERE, True)


def missing(name: str, mend: str) -> KnownError:
    """What to say of a secret that is nowhere, or is not given."""
    if is_own(name):
        return KnownError(
            t("The secret {name} is the program's own and is given to nothing else.", name=name),
            mend=t("Put the one that is meant here under a name of its own."),
        )
    return KnownError(
        t("The secret {name} is neither in the environment nor in the keyring.", name=name),
        mend=mend,
    )


class Environment(Mapping[str, str]):
    """The environment, with secrets that only the keyring has."""

    def __init__(self, *names: str) -> None:
        self._names = names

    def __getitem__(self, name: str) -> str:
        value = own_secret(name) if name in self._names else os.environ.get(name)
        if not value:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter({*os.environ, *self._names})

    def __len__(self) -> int:
        return len({*os.environ, *self._names})


# --- in addresses -------------------------------------------------------------------------------


def secret_in(url: str) -> str:
    """What of an address is a secret in clear, "" for nothing: it would stand in the database, in
    backups and logs. ``{…}`` in its place is none. ValueError: it is no address."""
    parts = urlsplit(url)
    if parts.password and not _PLACE.fullmatch(parts.password):
        return "password"
    for name, value in parse_qsl(parts.query):
        if _SECRET.search(name) and "{" not in value:
            return name
    return ""


def refuse_secret_in(url: str) -> None:
    """KnownError; what cannot be read as an address is left to others."""
    try:
        found = secret_in(url)
    except ValueError:
        return
    if found:
        raise KnownError(
            t("The address contains a secret ({what}).", what=found),
            mend=t("Write {example} there and put the secret into the environment or the keyring"
                   " under that name.", example="{NAME}"),
        )  # fmt: skip


def filled(url: str) -> str:
    """``url`` with the secrets that it names: ``{HOOK_TOKEN}``. KnownError: one is nowhere."""

    def value(place: re.Match[str]) -> str:
        found = secret(place[1])
        if not found:
            raise missing(place[1], t("Put it there where the engine is started."))
        return found

    return _PLACE.sub(value, url)


def names_in(url: str) -> list[str]:
    return _PLACE.findall(url)


# --- hidden -------------------------------------------------------------------------------------


def remember(value: str) -> None:
    if len(value) >= _LEAST_HIDDEN:
        _handed_out.add(value)


def hidden(text: str) -> str:
    """Without any secret that was handed out in this process."""
    for value in sorted(_handed_out, key=len, reverse=True):
        if value in text:
            text = text.replace(value, _HIDDEN)
    return text


# --- the keyring --------------------------------------------------------------------------------


def keep(name: str, value: str) -> None:
    """KnownError: there is no keyring, or it refuses."""
    ring = _ring()
    if ring is None:
        raise KnownError(
            t("This computer has no keyring that the program can use."),
            mend=t("Put the secret into an environment variable: {name}.", name=name),
        )
    remember(value)
    _asked(lambda: ring.set_password(SERVICE, name, value))


def forget(name: str) -> bool:
    """False: it was not there."""
    ring = _ring()
    if ring is None or not _in_keyring(name):
        return False
    _asked(lambda: ring.delete_password(SERVICE, name))
    return True


def kept(name: str) -> str:
    """What the keyring has, whatever the environment says; "" for nothing. KnownError."""
    ring = _ring()
    if ring is None or not name:
        return ""
    value = str(_asked(lambda: ring.get_password(SERVICE, name)) or "")
    remember(value)
    return value


def _in_keyring(name: str) -> str:
    if not name:
        return ""
    ring = _ring()
    if ring is None:
        return ""
    try:
        return str(_asked(lambda: ring.get_password(SERVICE, name)) or "")
    except KnownError as error:
        log.warning("secret %s: %s", name, error)
        return ""


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


def _asked(work: Callable[[], T]) -> T:
    """On a thread of its own: a wallet may wait for its owner. KnownError."""
    answer: list[T] = []
    fault: list[Exception] = []

    def ask() -> None:
        try:
            answer.append(work())
        except Exception as error:
            fault.append(error)

    thread = threading.Thread(target=ask, name="keyring", daemon=True)
    thread.start()
    thread.join(_PATIENCE_S)
    if answer:
        return answer[0]
    reason = hidden(str(fault[0])) if fault else t("it does not answer")
    raise KnownError(
        t("The keyring cannot be used: {reason}.", reason=reason.rstrip(".")),
        mend=t("Unlock it, or put the secret into an environment variable."),
    )
