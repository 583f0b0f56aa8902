"""Pictures of the manual: the texts name them, and they are taken of the windows as they are now.

``![What is seen](../pictures/NAME.png)`` shows what ``tools.screenshots`` calls NAME.
"""

import re
from pathlib import Path

from tools.manual import BUILD, texts

FOLDER = BUILD.parent / "manual-pictures"
_NAMED = re.compile(r"\(((?:\.\./)*)pictures/([\w-]+)\.png\)")
#: As on paper.
_MODE, _SCALE, _POINTS = "light", "1", "1366x768"


def named(language: str) -> set[str]:
    """What the texts of a language show."""
    return {
        name
        for page in texts(language).rglob("*.md")
        for _up, name in _NAMED.findall(page.read_text(encoding="utf-8"))
    }


def file(language: str, name: str) -> Path:
    return FOLDER / f"{name}-{language}-{_MODE}.png"


def take(language: str) -> int:
    """Anew, all that the texts show; returns the exit status."""
    from tools.screenshots.__main__ import in_a_process

    names = sorted(named(language))
    failed = in_a_process(language, _MODE, _SCALE, _POINTS, names, FOLDER)
    if not failed:
        for name in names:
            lighten(file(language, name))
    return failed


def lighten(picture: Path) -> None:
    """Windows have few colours: with a palette a picture takes a third of the room."""
    from PIL import Image

    with Image.open(picture) as taken:
        few = taken.convert("RGB").quantize(256, dither=Image.Dither.NONE)
    few.save(picture)
