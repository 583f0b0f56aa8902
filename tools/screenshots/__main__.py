"""Every window in light and dark, in Russian and English: ``make screenshots``.

Pictures go into build/screenshots/NAME-LANGUAGE-MODE.png, those of the main windows at 200 % into
NAME-LANGUAGE-MODE@2x.png. Names on the command line restrict it to those. A window is added by a
function with ``@screen("name")`` in a module of this folder.

``python -m tools.screenshots --small [NAME…]`` takes every window, light, in both languages, as it
is at 200 % on a screen that has no more points than that: NAME-LANGUAGE-light@200-1920x1080.png and
NAME-LANGUAGE-light@200-1366x768.png.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TARGET = Path(__file__).parents[2] / "build" / "screenshots"
#: Another folder for a process that takes a variant.
_INTO = "RINO_SCREENSHOTS_INTO"
LANGUAGES, MODES = ("ru", "en"), ("light", "dark")
#: Those that are also taken at 200 %.
MAIN = (
    "campaigns", "schemes", "settings", "sign-in", "editor", "editor-call", "editor-prompts",
    "workstation-talk",
)  # fmt: skip
#: Scale, and points of the screen: that of a small laptop.
LARGE = (("1", "1366x768"), ("2", "2732x1536"))
#: Points of the screens that are small at 200 %.
SMALL = ("1920x1080", "1366x768")
#: What a variant is for a process that takes it: language, mode, scale, points of the screen.
_VARIANT = "RINO_SCREENSHOTS"
_OF_NO_INTEREST = ("This plugin does not support", "PulseAudioService", "Couldn't", "Using Qt")


def main() -> int:
    variant = os.environ.get(_VARIANT)
    if variant:
        language, mode, scale, points = variant.split()
        take_all(language, mode, scale, points, names())
        return 0
    if "--small" in sys.argv:
        variants = [(language, "light", "2", points) for points in SMALL for language in LANGUAGES]
    else:
        variants = [(language, mode, scale, points) for scale, points in LARGE
                    for language in LANGUAGES for mode in MODES]  # fmt: skip
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return max(pool.map(lambda variant: _taken(*variant), variants))


def _taken(language: str, mode: str, scale: str, points: str) -> int:
    return in_a_process(language, mode, scale, points, names())


def names() -> list[str]:
    return [name for name in sys.argv[1:] if not name.startswith("--")]


def in_a_process(
    language: str, mode: str, scale: str, points: str, names: Sequence[str], target: Path = TARGET
) -> int:
    """Each has its own: language, theme and scale are those of a whole application."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            _VARIANT: f"{language} {mode} {scale} {points}",
            "QT_QPA_PLATFORM": f"offscreen:configfile={screen_file(Path(folder), points)}",
            _INTO: str(target),
            "QT_SCALE_FACTOR": scale,
        }
        command = [sys.executable, "-m", "tools.screenshots", *names]
        return subprocess.run(command, env=environment, check=False).returncode


def screen_file(folder: Path, points: str) -> Path:
    """Menus that do not fit into it are pushed back."""
    file = folder / "screen.json"
    width, height = map(int, points.split("x"))
    size = {"x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96,
            "dpr": 1}  # fmt: skip
    file.write_text(json.dumps({"screens": [{"name": "screen", **size}]}), encoding="utf-8")
    return file


def quiet(_kind: object, _context: object, text: str) -> None:
    """What Qt says of the machine that takes the pictures is of no interest."""
    if not text.startswith(_OF_NO_INTEREST):
        sys.stderr.write(f"{text}\n")


def take_all(language: str, mode: str, scale: str, points: str, wanted: Iterable[str]) -> None:
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtGui import QCursor
    from PySide6.QtWidgets import QApplication

    from rino_desktop.texts import russian, set_language
    from rino_desktop.ui import theme
    from rino_desktop.ui.languages import Languages
    from tools.screenshots import SCREENS, load, shell

    width, height = (int(each) // int(scale) for each in points.split("x"))
    shell.SIZE = (width, height)
    load()
    qInstallMessageHandler(quiet)
    application = QApplication(sys.argv[:1])
    QCursor.setPos(width // 2, height - 1)  # where nothing lights up below it
    # The last window of a picture is not the last one.
    application.setQuitOnLastWindowClosed(False)
    theme.apply(application, theme.Mode(mode))
    set_language(language)
    Languages(application, {"ru": russian()}).switch(language)
    target = Path(os.environ.get(_INTO, TARGET))
    target.mkdir(parents=True, exist_ok=True)
    small = scale != "1" and points in SMALL
    suffix = f"@200-{points}" if small else "" if scale == "1" else f"@{scale}x"
    for name in wanted or SCREENS:
        if not small and scale != "1" and name not in MAIN:
            continue
        file = target / f"{name}-{language}-{mode}{suffix}.png"
        asyncio.run(take(name, file))
        sys.stdout.write(f"{file}\n")
        sys.stdout.flush()


async def take(name: str, file: Path) -> None:
    from tools.screenshots.taking import picture, shown

    async with shown(name) as window:
        picture(window).save(str(file))


if __name__ == "__main__":
    sys.exit(main())
