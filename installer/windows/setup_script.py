"""The NSIS script, from ``setup.nsi.in`` and the list of files."""

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

_PLACE = re.compile(r"@([A-Z_]+)@")


def filled(template: str, values: Mapping[str, str]) -> str:
    """``@NAME@`` replaced by its value. KeyError when one is missing; ValueError for a value that
    the template has no place for."""
    unused = values.keys() - set(_PLACE.findall(template))
    if unused:
        raise ValueError(f"the template has no place for {', '.join(sorted(unused))}")
    return _PLACE.sub(lambda found: values[found[1]], template)


def files(manifest: Sequence[str], payload: str) -> str:
    """The instructions that install the files, one folder after another. ``manifest``: as Windows
    writes them; ``payload``: the folder in which they lie here."""
    lines = []
    for folder, names in groupby(sorted(manifest, key=_parts), key=lambda name: _parts(name)[0]):
        target = f"$INSTDIR\\{_literal(folder)}" if folder else "$INSTDIR"
        lines.append(f'  SetOutPath "{target}"')
        for name in names:
            here = name.replace("\\", "/")
            lines.append(f'  File "{payload}/{_literal(here)}"')
    return "\n".join(lines)


def version_quad(version: str) -> str:
    """Windows wants four numbers: 0.1.0 → 0.1.0.0."""
    numbers = [int(part) for part in re.findall(r"\d+", version)][:4]
    return ".".join(str(number) for number in numbers + [0] * (4 - len(numbers)))


def _parts(name: str) -> tuple[str, str]:
    folder, _, file = name.rpartition("\\")
    return folder, file


def _literal(text: str) -> str:
    if '"' in text:
        raise ValueError(f"{text}: a quotation mark in a file's name")
    return text.replace("$", "$$")
