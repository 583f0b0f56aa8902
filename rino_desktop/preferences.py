"""What the user of a desktop has chosen: language, theme, where the engine runs, which database.

One small file in the data folder, readable by its owner only. A file that cannot be read is as
none: nothing in it is worth a desktop that does not start.
"""

import json
import logging
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from rino_desktop import paths

log = logging.getLogger(__name__)

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
    """``path`` None: kept in memory only."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.now = Preferences()

    @classmethod
    def default(cls) -> "PreferencesFile":
        return cls(paths.data_folder() / "desktop.json")

    def load(self) -> Preferences:
        if self._path is not None:
            try:
                kept = json.loads(self._path.read_text(encoding="utf-8"))
                self.now = _checked(kept)
            except FileNotFoundError:
                self.now = Preferences()
            except (OSError, ValueError, RecursionError) as error:
                log.warning("%s cannot be read, defaults are used: %s", self._path, error)
                self.now = Preferences()
        return self.now

    def change(self, **changes: object) -> Preferences:
        """Take over ``changes``; ``save`` writes them, and may do so on another thread."""
        self.now = replace(self.now, **changes)  # type: ignore[arg-type] # checked by their users
        return self.now

    def save(self) -> None:
        """Whole or not at all: a killed program leaves the old file. OSError."""
        if self._path is None:
            return
        text = json.dumps(asdict(self.now), ensure_ascii=False, indent=1)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # mkstemp makes files that nobody else can read.
        number, name = tempfile.mkstemp(dir=self._path.parent, prefix=".desktop-")
        try:
            with open(number, "w", encoding="utf-8") as file:  # noqa: PTH123 # a descriptor
                file.write(text)
            os.replace(name, self._path)  # noqa: PTH105 # a name, too
        except BaseException:
            with suppress(OSError):
                os.unlink(name)  # noqa: PTH108
            raise


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
