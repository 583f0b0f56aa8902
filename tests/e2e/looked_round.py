"""The real program with somebody who signs in and looks at every page, then closes it.

Run as a process: ``looked_round.py NAME PASSWORD``. Nothing of the program or of Qt is loaded here
before the window is open, so that all is loaded in the order it has for a user.
"""

import asyncio
import logging
import os
import sys


class _WhenOpen(logging.Handler):
    """Comes into the program by its log: the line is written in its event loop."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage() == "the window is open":
            self.looking = asyncio.get_running_loop().create_task(_look_round())


async def _look_round() -> None:
    try:
        await _looked()
    except BaseException:
        logging.getLogger(__name__).exception("Traceback of who looks round")
        os._exit(9)


async def _looked() -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from rino_desktop.console.settings_page import SECTIONS

    async def until(condition: object) -> None:
        assert callable(condition)
        async with asyncio.timeout(60):
            while not condition():
                await asyncio.sleep(0.05)

    (window,) = (w for w in QApplication.topLevelWidgets() if type(w).__name__ == "MainWindow")
    await until(lambda: window.gate.currentWidget() is window.sign_in)
    name, password = sys.argv[1:]
    window.sign_in.name_edit.setText(name)
    window.sign_in.password.edit.setText(password)
    QTimer.singleShot(0, window.sign_in.button.click)
    await until(lambda: window.gate.currentWidget() is window.console)
    for page in window.rail.pages:
        QTimer.singleShot(0, window.rail.buttons[page].click)
        await asyncio.sleep(0.3)
    for section in SECTIONS:
        window.go_settings(section)
        await asyncio.sleep(0.1)
    QTimer.singleShot(0, window.close)


if __name__ == "__main__":
    from rino_desktop import gui
    from rino_desktop.cli.main import run

    gui.log.addHandler(_WhenOpen())
    words = ["--log-level", "info", "--lang", "ru"]
    sys.exit(run(words))
