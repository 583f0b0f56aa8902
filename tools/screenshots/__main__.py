"""Every window in light and dark, in Russian and English: ``make screenshots``.

Pictures go into build/screenshots/NAME-LANGUAGE-MODE.png, those of the main windows at 200 % into
NAME-LANGUAGE-MODE@2x.png. Names on the command line restrict it to those. A window is added by a
function with ``@screen("name")`` in a module of this folder.
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
#: What a variant is for a process that takes it: language, mode, scale.
_VARIANT = "RINO_SCREENSHOTS"
_OF_NO_INTEREST = ("This plugin does not support", "PulseAudioService", "Couldn't", "Using Qt")


def main() -> int:
    variant = os.environ.get(_VARIANT)
    if variant:
        language, mode, scale = variant.split()
        take_all(language, mode, scale, sys.argv[1:])
        return 0
    variants = [(language, mode, scale) for scale in ("1", "2")
                for language in LANGUAGES for mode in MODES]  # fmt: skip
    names = sys.argv[1:]
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return max(pool.map(lambda one: in_a_process(one[0], one[1], one[2], names), variants))


def in_a_process(
    language: str, mode: str, scale: str, names: Sequence[str], target: Path = TARGET
) -> int:
    """Each has its own: language, theme and scale are those of a whole application."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            _VARIANT: f"{language} {mode} {scale}",
            _INTO: str(target),
            "QT_QPA_PLATFORM": f"offscreen:configfile={screen_file(Path(folder), int(scale))}",
            "QT_SCALE_FACTOR": scale,
        }
        command = [sys.executable, "-m", "tools.screenshots", *names]
        return subprocess.run(command, env=environment, check=False).returncode


def screen_file(folder: Path, scale: int) -> Path:
    """That of a small laptop: menus that do not fit into it are pushed back."""
    file = folder / "screen.json"
    size = {"x": 0, "y": 0, "width": 1366 * scale, "height": 768 * scale, "logicalDpi": 96,
            "dpr": 1}  # fmt: skip
    file.write_text(json.dumps({"screens": [{"name": "screen", **size}]}), encoding="utf-8")
    return file


def quiet(_kind: object, _context: object, text: str) -> None:
    """What Qt says of the machine that takes the pictures is of no interest."""
    if not text.startswith(_OF_NO_INTEREST):
        sys.stderr.write(f"{text}\n")


def take_all(language: str, mode: str, scale: str, wanted: Iterable[str]) -> None:
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtGui import QCursor
    from PySide6.QtWidgets import QApplication

    from rino_desktop.texts import russian, set_language
    from rino_desktop.ui import theme
    from rino_desktop.ui.languages import Languages
    from tools.screenshots import SCREENS, load

    load()
    qInstallMessageHandler(quiet)
    application = QApplication(sys.argv[:1])
    QCursor.setPos(690, 767)  # where nothing lights up below it
    # The last window of a picture is not the last one.
    application.setQuitOnLastWindowClosed(False)
    theme.apply(application, theme.Mode(mode))
    set_language(language)
    Languages(application, {"ru": russian()}).switch(language)
    names = [name for name in wanted or SCREENS if scale == "1" or name in MAIN]
    target = Path(os.environ.get(_INTO, TARGET))
    target.mkdir(parents=True, exist_ok=True)
    suffix = "" if scale == "1" else f"@{scale}x"
    for name in names:
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
