"""The legal presets there are: the shipped ones, those of an administrator's files, and the
office's own, which stand in its database (rino_desktop.legal_presets).

The administrator's files are ``*.toml`` or ``*.json`` in the folder that the configuration file
names (``presets = "…"``), else in the folder ``presets`` beside an embedded database.
"""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from engine.domain.preset_model import Preset
from engine.domain.preset_reader import read_preset
from engine.domain.preset_strictness import laxer
from engine.domain.presets import Presets
from engine.errors import KnownError
from rino_desktop import paths
from rino_desktop.texts import t

if TYPE_CHECKING:
    from engine.ports.storage import Stores
    from rino_desktop.settings import Settings

_LONGEST = 200_000


@cache
def shipped() -> Presets:
    """Those that come with the program."""
    return Presets(_in_folder(paths.resources() / "presets"))


def of_files(settings: "Settings") -> Presets:
    """The shipped ones, and those in the administrator's folder over them: such as are stricter."""
    return Presets([*shipped().all(), *in_own_folder(settings)])


def of_office(settings: "Settings", stores: "Stores") -> Presets:
    """All there are: the office's own, which stand in its database, instead of those of the same
    name in files: nobody's folder makes what all go by laxer."""
    own = [each.preset for each in stores.legal_presets.all()]
    names = {preset.name for preset in own}
    files = [preset for preset in of_files(settings).all() if preset.name not in names]
    return Presets([*files, *own])


def in_own_folder(settings: "Settings") -> list[Preset]:
    """KnownError as ``require_lawful``."""
    folder = own_folder(settings)
    found = [] if folder is None else _in_folder(folder)
    for preset in found:
        require_lawful(preset, str(folder))
    return found


def require_lawful(preset: Preset, place: str) -> None:
    """KnownError for one that has the name of a shipped preset and allows what that forbids: what
    a law asks for is no more than its file says, and rights do not guard files. ``place``: where it
    lies, for people."""
    versions = [each for each in shipped().all() if each.name == preset.name]
    if not versions:
        return
    law = versions[-1]
    breaks = dict.fromkeys(each.rule for each in laxer(preset, law))
    if breaks:
        raise KnownError(
            t("The legal preset {name} in {place} allows what the one that comes with the program "
              "does not: {rules}.", name=preset.key, place=place, rules=", ".join(breaks)),
            mend=t("Give it a name of its own, or make it as strict as {law}.", law=law.key),
        )  # fmt: skip


def own_folder(settings: "Settings") -> Path | None:
    """Where the administrator's are; None: nowhere."""
    if settings.presets is not None:
        if not settings.presets.is_dir():
            raise KnownError(
                t("There is no folder {folder} for legal presets.", folder=settings.presets),
                mend=t("Create it, or mend the key presets of the configuration file."),
            )
        return settings.presets
    if "://" in settings.database:
        return None
    beside = Path(settings.database).expanduser().absolute().parent / "presets"
    return beside if beside.is_dir() else None


def read_file(path: Path) -> Preset:
    """The preset in a file; KnownError names the file and the key that is wrong."""
    with path.open("rb") as file:
        content = file.read(_LONGEST + 1)
    if len(content) > _LONGEST:
        raise KnownError(t("{file}: too long for a legal preset.", file=path))
    return read_preset(_document(content, path), str(path))


def _document(content: bytes, path: Path) -> object:
    is_json = path.suffix.lower() == ".json"
    try:
        text = content.decode("utf-8-sig")
        return json.loads(text) if is_json else tomllib.loads(text)
    except UnicodeDecodeError:
        raise KnownError(
            t("{file}: not UTF-8 text.", file=path), mend=t("Save it as UTF-8.")
        ) from None
    except (ValueError, RecursionError) as error:  # also numbers of thousands of digits
        if is_json:
            message = t("{file}: not valid JSON: {reason}.", file=path, reason=error)
        else:
            message = t("{file}: not valid TOML: {reason}.", file=path, reason=error)
        raise KnownError(message) from None


def _in_folder(folder: Path) -> list[Preset]:
    found: dict[tuple[str, int], tuple[Preset, Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() not in (".toml", ".json") or not path.is_file():
            continue
        preset = read_file(path)
        twin = found.get((preset.name, preset.version))
        if twin is not None:
            raise KnownError(
                t(
                    "{file}: {other} holds the same preset and version ({preset}).",
                    file=path, other=twin[1].name, preset=preset.key,
                ),
                mend=t("Raise the version in one of them, or remove it."),
            )  # fmt: skip
        found[preset.name, preset.version] = preset, path
    return [preset for preset, _ in found.values()]
