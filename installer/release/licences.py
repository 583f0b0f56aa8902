"""What the parts are licensed under, and whether that is known and allowed."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from installer.release.locks import ROOT, Part, parts, shipped

FILE = Path(__file__).with_name("licences.toml")
_WORD = re.compile(r"[\w.+-]+")


@dataclass(frozen=True, slots=True)
class Inside:
    """A library inside of the part ``place`` (``name==version``), or of the package for Windows."""

    name: str
    version: str
    place: str
    licence: str
    cpe: str = ""


class Licences:
    def __init__(self, file: Path = FILE, root: Path = ROOT) -> None:
        self._values: Mapping[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        self._root = root

    @cached_property
    def parts(self) -> list[Part]:
        return parts(shipped(self._root))

    @property
    def known(self) -> dict[str, str]:
        return {**self._values["licences"], **self._values["elsewhere"]}

    @property
    def copyleft(self) -> Mapping[str, str]:
        found: Mapping[str, str] = self._values["copyleft"]
        return found

    @property
    def inside(self) -> list[Inside]:
        return [
            Inside(each["name"], each["version"], each["in"], each["licence"], each.get("cpe", ""))
            for each in self._values["inside"]
        ]

    def faults(self) -> Iterator[str]:
        """One line for each; none: all is known and allowed."""
        locked = {part.name for part in self.parts}
        pinned = {part.pinned for part in self.parts}
        for name in sorted(locked - self.known.keys()):
            yield f"{name}: nobody has said what it is licensed under"
        for name in sorted(self._values["licences"].keys() - locked):
            yield f"{name}: is not shipped any more"
        for name, licence in self.known.items():
            yield from self._not_allowed(name, licence)
        for each in self.inside:
            yield from self._not_allowed(each.name, each.licence)
            if each.place != "windows" and each.place not in pinned:
                yield f"{each.name}: look at it again, {each.place} is not what is locked"

    def _not_allowed(self, name: str, licence: str) -> Iterator[str]:
        """Of ``A OR B`` one is enough, of ``A AND B`` both are needed."""
        fine = {*self._values["allowed"], *self.copyleft}
        for choices in licence.split(" AND "):
            if not any(word in fine for word in _words(choices)):
                yield f"{name}: {licence} is not allowed"

    def report(self, version: str) -> str:
        """Markdown, for whoever distributes the program."""
        lines = [f"# Licences of the parts of RINO Desktop {version}", ""]
        lines += ["| Part | Version | Licence |", "|---|---|---|"]
        lines += [f"| {p.name} | {p.version} | {self.known[p.name]} |" for p in self.parts]
        lines += ["", "## Inside of them, or beside them", ""]
        lines += ["| Part | Version | In | Licence |", "|---|---|---|---|"]
        lines += [f"| {e.name} | {e.version} | {e.place} | {e.licence} |" for e in self.inside]
        lines += ["", "## What asks for more than naming the authors", ""]
        lines += [f"- **{name}**: {reason}" for name, reason in self.copyleft.items()]
        return "\n".join(lines) + "\n"


def _words(expression: str) -> list[str]:
    return [word for word in _WORD.findall(expression) if word not in ("OR", "AND", "WITH")]
