"""Secrets: in the environment or in the system's keyring, in no file and no database of ours.

What needs a secret (trunk, data source, mail server …) keeps a name only. The value is looked for
in the environment first, under that name, then in the keyring of whoever runs the program:
Windows' credentials, GNOME's or KDE's wallet (``system_keyring``). Asking may take seconds: never
on an event loop.

Every value that was handed out is remembered, so that no line of a log shows it (``struck_out``).
"""

import logging
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, urlsplit

from engine.domain.secret_names import PLACE
from engine.errors import KnownError
from rino_desktop import system_keyring
from rino_desktop.struck_out import remember
from rino_desktop.texts import t

log = logging.getLogger(__name__)

#: The program's own: nobody who may name a secret for a mail server, an address or an outbox gets
#: the key to the whole database sent there.
_OWN = frozenset({
    "RINO_DB_PASSWORD", "RINO_VOICE_STORE_PASSWORD", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
})  # fmt: skip
_SECRET = re.compile(r"(?i)passw|passphrase|secret|token|api_?key|^key$|credential|^sig|^sas")


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
    program's own. KnownError: the keyring cannot be asked. May take five seconds."""
    if is_own(name):
        log.warning("the secret %s is the program's own and is given to nothing else", name)
        return ""
    value = os.environ.get(name, "")
    remember(value)
    return value or kept(name)


def is_own(name: str) -> bool:
    """With a space in it: what the desktop has put away (Preferences)."""
    return name.upper() in _OWN or " " in name


def own_secret(name: str) -> str:
    """As ``secret``, for what the program asks for by itself; "" where the keyring cannot be
    asked, too, which the log tells."""
    value = os.environ.get(name, "") or _in_keyring(name)
    remember(value)
    return value


def place_of(name: str) -> Place:
    if os.environ.get(name):
        return Place.ENVIRONMENT
    return Place.KEYRING if _in_keyring(name) else Place.NOWHERE


def look(name: str) -> Look:
    """As ``place_of``, with what is to be known before one is kept. May wait for the keyring."""
    there = system_keyring.there()
    if name and os.environ.get(name):
        return Look(Place.ENVIRONMENT, there)
    try:
        found = kept(name)
    except KnownError as error:
        return Look(Place.NOWHERE, True, error)
    return Look(Place.KEYRING if found else Place.NOWHERE, there)


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
    if parts.password and not PLACE.fullmatch(parts.password):
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

    return PLACE.sub(value, url)


# --- kept ---------------------------------------------------------------------------------------


def keep(name: str, value: str) -> None:
    """KnownError: there is no keyring, or it refuses."""
    remember(value)
    try:
        system_keyring.put(name, value)
    except system_keyring.NoKeyring as error:
        raise KnownError(
            error.message,
            mend=t("Put the secret into an environment variable: {name}.", name=name),
        ) from None


def forget(name: str) -> bool:
    """False: it was not there. KnownError: the keyring cannot be asked."""
    return system_keyring.remove(name)


def kept(name: str, *, by_owner: bool = False) -> str:
    """What the keyring has, whatever the environment says; "" for nothing. ``by_owner``: who asks
    sits there, and is given the time to unlock it. KnownError."""
    value = system_keyring.get(name, by_owner=by_owner) if name else ""
    remember(value)
    return value


def _in_keyring(name: str) -> str:
    try:
        return kept(name)
    except KnownError as error:
        log.warning("secret %s: %s", name, error)
        return ""
