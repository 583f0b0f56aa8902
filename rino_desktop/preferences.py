"""What the user of a desktop has chosen: language, theme, where the engine runs, which database.

One small file in the data folder, readable by its owner only. A file that cannot be read is as
none: nothing in it is worth a desktop that does not start. Passwords in it go into the system's
keyring where there is one.
"""

import json
import logging
import os
import tempfile
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from engine.errors import KnownError
from rino_desktop import paths, secret_store

log = logging.getLogger(__name__)

#: Names of secrets; under ``_IN_KEYRING`` the file lists those that the keyring has.
_DATABASE, _PHONE = "database_password", "telephone_password"
_SECRETS = (_DATABASE, _PHONE)
_IN_KEYRING = "in_keyring"

INSIDE, BESIDE = "inside", "beside"


@dataclass(frozen=True, slots=True)
class Preferences:
    #: "" as the system has it, else one of rino_desktop.texts.LANGUAGES.
    language: str = ""
    #: One of rino_desktop.ui.theme.Mode.
    theme: str = "system"
    #: INSIDE or BESIDE; "" not chosen yet: inside where the database is a file of this machine.
    engine: str = ""
    #: An engine inside starts with the desktop.
    engine_starts: bool = True
    last_user: str = ""
    #: Where the database is, as --db takes it; "" the default.
    database: str = ""
    #: Of the database's server, where the user wished it kept.
    database_password: str = ""
    #: Where the voice store is, as --voice-store takes it; "" the default.
    voice_store: str = ""
    #: This computer's telephone, see rino_desktop.telephone_account.
    telephone: dict[str, str] = field(default_factory=dict)
    #: What those who have signed in here were named then, by database and number.
    names: dict[str, str] = field(default_factory=dict)


class PreferencesFile:
    """``path`` None: kept in memory only. ``keyring``: passwords go there, where it takes them."""

    def __init__(self, path: Path | None, *, keyring: bool = False) -> None:
        self._path = path
        self._keyring = keyring
        #: What the keyring has, by name.
        self._kept: dict[str, str] = {}
        self.now = Preferences()
        #: Changed since the last save began.
        self._unsaved = False
        self._saving = threading.Lock()

    @classmethod
    def default(cls) -> "PreferencesFile":
        return cls(paths.data_folder() / "desktop.json", keyring=True)

    def load(self) -> Preferences:
        if self._path is not None:
            try:
                kept = json.loads(self._path.read_text(encoding="utf-8"))
                self.now = self._whole(_checked(kept), kept.get(_IN_KEYRING))
            except FileNotFoundError:
                self.now = Preferences()
            except (OSError, ValueError, RecursionError) as error:
                log.warning("%s cannot be read, defaults are used: %s", self._path, error)
                self.now = Preferences()
        return self.now

    def change(self, **changes: object) -> Preferences:
        """Take over ``changes``; ``save`` writes them, and may do so on another thread."""
        self.now = replace(self.now, **changes)  # type: ignore[arg-type] # checked by their users
        self._unsaved = True
        return self.now

    def save(self) -> None:
        """Whole or not at all: a killed program leaves the old file. OSError."""
        with self._saving:
            if self._path is not None:
                self._write(self._path)

    def finish(self) -> None:
        """At the end of the program, which waits for no ``save`` that has not begun. OSError."""
        with self._saving:
            if self._path is not None and self._unsaved:
                self._write(self._path)

    def _write(self, path: Path) -> None:
        self._unsaved = False
        document = asdict(self.now)
        if self._keyring:
            document |= self._put_away()
        text = json.dumps(document, ensure_ascii=False, indent=1)
        path.parent.mkdir(parents=True, exist_ok=True)
        # mkstemp makes files that nobody else can read.
        number, name = tempfile.mkstemp(dir=path.parent, prefix=".desktop-")
        try:
            with open(number, "w", encoding="utf-8") as file:  # noqa: PTH123 # a descriptor
                file.write(text)
            os.replace(name, path)  # noqa: PTH105 # a name, too
        except BaseException:
            self._unsaved = True
            with suppress(OSError):
                os.unlink(name)  # noqa: PTH108
            raise

    # --- passwords ------------------------------------------------------------------------------

    def _whole(self, read: Preferences, in_keyring: object) -> Preferences:
        if not self._keyring or not isinstance(in_keyring, list):
            return read
        self._kept = {
            name: secret_store.own_secret(self._key(name))
            for name in _SECRETS
            if name in in_keyring
        }
        phone = {**read.telephone, "password": self._kept.get(_PHONE, "")}
        return replace(
            read,
            database_password=self._kept.get(_DATABASE, "") or read.database_password,
            telephone=phone if _PHONE in self._kept else read.telephone,
        )

    def _put_away(self) -> dict[str, object]:
        """What is to stand in the file in place of secrets that the keyring has taken."""
        now = self.now
        secrets = {_DATABASE: now.database_password, _PHONE: now.telephone.get("password", "")}
        for name, value in secrets.items():
            if value == self._kept.get(name, ""):
                continue
            try:
                if value:
                    secret_store.keep(self._key(name), value)
                    self._kept[name] = value
                else:
                    secret_store.forget(self._key(name))
                    del self._kept[name]
            except KnownError as error:
                log.info("a password stays in %s: %s", self._path, error)
                self._kept.pop(name, None)
        changed: dict[str, object] = {_IN_KEYRING: sorted(self._kept)} if self._kept else {}
        if _DATABASE in self._kept:
            changed[_DATABASE] = ""
        if _PHONE in self._kept:
            changed["telephone"] = {**now.telephone, "password": ""}
        return changed

    def _key(self, name: str) -> str:
        return f"{self._path} {name}"


def _checked(kept: object) -> Preferences:
    """Values of the wrong type are left out: the file may be of another version."""
    if not isinstance(kept, dict):
        raise ValueError("not an object")  # as json says it
    defaults = Preferences()
    good = {
        each.name: kept[each.name]
        for each in fields(Preferences)
        if isinstance(kept.get(each.name), type(getattr(defaults, each.name)))
    }
    return Preferences(**good)
