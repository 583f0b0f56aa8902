"""The desktop host: QApplication and Qt's event loop under asyncio."""

import asyncio
import importlib.util
import logging
import os
import signal
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.errors import KnownError
from rino_desktop.before_qt import load_what_schemes_need
from rino_desktop.settings import Settings, database_password, with_voice_store
from rino_desktop.texts import LANGUAGES, language, set_language, t
from rino_desktop.texts.errors import RussianTexts

if TYPE_CHECKING:
    from rino_desktop.failures import Failures
    from rino_desktop.guest import Guest
    from rino_desktop.opening import Wish
    from rino_desktop.preferences import PreferencesFile
    from rino_desktop.ui.languages import Languages

log = logging.getLogger(__name__)


def run(settings: Settings, *, guest: "Guest | None" = None, wish: "Wish | None" = None) -> int:
    """Open the window; returns the exit status when it is closed. ``guest``: who needs no password
    (the demo's); ``wish``: what to begin with."""
    require_window()
    load_what_schemes_need()
    import qasync
    from PySide6.QtWidgets import QApplication

    from rino_desktop import paths
    from rino_desktop.failures import Failures
    from rino_desktop.opening import Wish
    from rino_desktop.preferences import PreferencesFile
    from rino_desktop.ui import state, theme
    from rino_desktop.ui.garbage import GuiGarbage
    from rino_desktop.ui.languages import Languages

    preferences = PreferencesFile.default()
    chosen = preferences.load()
    if chosen.language in LANGUAGES and "lang" not in settings.given:
        set_language(chosen.language)
    if chosen.database and "db" not in settings.given and guest is None:
        password = (
            settings.password or database_password(chosen.database) or chosen.database_password
            or None
        )  # fmt: skip
        settings = replace(settings, database=chosen.database, password=password)
    if chosen.voice_store and guest is None:
        settings = with_voice_store(settings, chosen.voice_store)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("RINO Desktop")
    # The installed entry of that name gives its windows their icon.
    wish = wish or Wish()
    application.setDesktopFileName(
        "rino-workstation" if wish.page == "workstation" else "rino-desktop"
    )
    # The loop ends when the work after the last window is done too, not with the window.
    application.setQuitOnLastWindowClosed(False)
    state.use(paths.data_folder())
    modes = [mode for mode in theme.Mode if mode == chosen.theme]
    theme.apply(application, modes[0] if modes else theme.Mode.SYSTEM)
    languages = Languages(application, {"ru": RussianTexts()})
    languages.switch(language())
    failures = Failures(application)
    failures.install()
    # Until there is a window to be closed, Ctrl+C ends the process: qasync's loop does not survive
    # a KeyboardInterrupt.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    loop = qasync.QEventLoop(application)
    asyncio.set_event_loop(loop)
    failures.watch(loop)
    garbage = GuiGarbage()
    try:
        with loop:
            loop.run_until_complete(_main(settings, preferences, languages, failures, guest, wish))
    finally:
        garbage.stop()
        failures.remove()
    return 0


async def _main(
    settings: Settings,
    preferences: "PreferencesFile",
    languages: "Languages",
    failures: "Failures",
    guest: "Guest | None",
    wish: "Wish",
) -> None:
    from rino_desktop.desktop import Desktop
    from rino_desktop.desktop.help import Help
    from rino_desktop.desktop.opening import Opening
    from rino_desktop.main_window import MainWindow
    from rino_desktop.ui import state, theme

    with theme.undressed():
        window = MainWindow()
    state.keep(window, "window")
    failures.window = window
    Help(window)
    closed = asyncio.Event()
    window.closed.connect(closed.set)
    # Ctrl+C in the terminal closes the window like its own button does.
    signal.signal(signal.SIGINT, lambda *_: window.close())
    desktop = Desktop(
        settings, window, preferences, failures.report, languages=languages, guest=guest
    )
    Opening(window, wish)
    work = asyncio.ensure_future(desktop.run())
    over = asyncio.ensure_future(closed.wait())
    window.show()
    log.info("the window is open")
    await asyncio.wait({work, over}, return_when=asyncio.FIRST_COMPLETED)
    over.cancel()
    work.cancel()
    try:
        await work  # a failure of its own goes to the command line's handler
    except asyncio.CancelledError:
        return


def require_window() -> None:
    """KnownError where no window can be opened."""
    _require_qt()
    _require_screen()


def _require_qt() -> None:
    for module in ("PySide6", "qasync"):
        if importlib.util.find_spec(module) is None:
            raise KnownError(
                t("The desktop is not installed here ({module} is missing).", module=module),
                mend="make run",
            )


def _require_screen() -> None:
    """Without a screen Qt would abort the process."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if sys.platform == "linux" and not any(os.environ.get(name) for name in screens):
        raise KnownError(
            t("There is no screen here."), mend=t("A server runs rino-desktop --engine.")
        )
