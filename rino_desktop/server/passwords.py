"""The passwords of the server's accounts, one NAME=password a line, for root and the server only.

Whoever edits a line and calls the set-up again gives the account that password.
"""

import secrets
from collections.abc import Mapping
from pathlib import Path

from engine.errors import KnownError
from rino_desktop.server.plan import ACCOUNTS
from rino_desktop.texts import t
from rino_desktop.texts.errors import reason_of

ADMINISTRATOR = "SYSDBA"
NAMES = (ADMINISTRATOR, *ACCOUNTS)
_HEAD = "# Accounts of the Firebird server. After a change: rino-desktop server setup\n"


def read(file: Path) -> dict[str, str]:
    """What is there; {}: no file. KnownError: it may not be read."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise KnownError(
            t("{file}: cannot be read: {reason}.", file=file, reason=reason_of(error)),
            mend=t("Call it as root."),
        ) from None
    pairs = (line.partition("=") for line in text.splitlines() if not line.startswith("#"))
    return {name.strip(): value.strip() for name, _, value in pairs if value.strip()}


def completed(known: Mapping[str, str]) -> dict[str, str]:
    """With a new one for each account that has none."""
    return {**known, **{name: secrets.token_urlsafe(24) for name in NAMES if name not in known}}


def written(passwords: Mapping[str, str]) -> str:
    return _HEAD + "".join(f"{name}={value}\n" for name, value in passwords.items())
